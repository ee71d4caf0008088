//! Many rows at once: a prepared statement in a loop on SQLite, `COPY` or rows of values on PostgreSQL.

use crate::{Conn, Error, Tx, Value, sqlite};
use std::fmt::Write as _;
use std::io::Write as _;

/// PostgreSQL takes 65,535 arguments a statement.
const ARGUMENTS: usize = 60_000;
/// Rows of one statement on SQLite: it opens the table and each of its indexes once a statement.
const ROWS: usize = 32;

impl Tx<'_> {
    /// Inserts rows: `values` holds row after row, as many values each as there are columns.
    ///
    /// # Errors
    /// A broken constraint; then none of the rows stays.
    pub fn insert(&mut self, table: &str, columns: &[&str], values: &[Value]) -> Result<(), Error> {
        if values.is_empty() {
            return Ok(());
        }
        match &mut self.conn {
            Conn::Sqlite(conn) => by_statement(conn, table, columns, &filled(columns.len(), values), values, ""),
            Conn::Postgres(s) if values.len() > columns.len() * 8 => {
                let sql = format!("copy {table} ({}) from stdin", columns.join(", "));
                let mut sink = s.copy_in(&sql).map_err(|e| e.at(&sql))?;
                for row in values.chunks(columns.len()) {
                    sink.write_all(copy_line(row).as_bytes())
                        .map_err(|e| Error::new(crate::Kind::Connection, e.to_string()))?;
                }
                sink.finish().map(|_| ()).map_err(|e| Error::from(e).at(&sql))
            }
            Conn::Postgres(_) => self.insert_or(table, columns, values, ""),
        }
    }

    /// Inserts rows with a conflict clause, e.g. `on conflict (a) do update set b = excluded.b`.
    ///
    /// On PostgreSQL one call must not hold two rows of one key.
    ///
    /// # Errors
    /// A broken constraint.
    pub fn insert_or(&mut self, table: &str, columns: &[&str], values: &[Value], conflict: &str) -> Result<(), Error> {
        if values.is_empty() {
            return Ok(());
        }
        let width = columns.len();
        match &mut self.conn {
            Conn::Sqlite(conn) => by_statement(conn, table, columns, &(0..width).collect::<Vec<_>>(), values, conflict),
            Conn::Postgres(_) => {
                let head = format!("insert into {table} ({}) values ", columns.join(", "));
                for chunk in values.chunks(ARGUMENTS / width * width) {
                    self.run(&format!("{head}{} {conflict}", tuples(chunk.len() / width, width)), chunk)?;
                }
                Ok(())
            }
        }
    }
}

/// Rows by prepared statements, of the columns at those places; the values hold all columns.
fn by_statement(
    conn: &rusqlite::Connection,
    table: &str,
    columns: &[&str],
    places: &[usize],
    values: &[Value],
    conflict: &str,
) -> Result<(), Error> {
    let (all, width) = (columns.len(), places.len());
    let names: Vec<&str> = places.iter().filter_map(|&at| columns.get(at).copied()).collect();
    let (many, few) = values.split_at(values.len() / all / ROWS * ROWS * all);
    // A broken row ends the transaction in either case; told so, SQLite keeps no copy of the pages that a statement
    // of many rows touches.
    for (rows, verb, part) in [(ROWS, "insert or rollback", many), (1, "insert", few)] {
        if part.is_empty() {
            continue;
        }
        let sql = format!("{verb} into {table} ({}) values {} {conflict}", names.join(", "), tuples(rows, width));
        let mut statement = conn.prepare_cached(&sqlite::numbered(&sql)).map_err(|e| Error::from(e).at(&sql))?;
        for chunk in part.chunks(rows * all) {
            let given = chunk.chunks(all).flat_map(|row| places.iter().filter_map(|&at| row.get(at)));
            statement.execute(rusqlite::params_from_iter(given)).map_err(|e| Error::from(e).at(&sql))?;
        }
    }
    Ok(())
}

/// Places of the columns in which some row has a value: what a file does not tell is empty in every row, and
/// binding nothing a million times takes its time. All of them for a few rows, so that their statement is kept.
fn filled(width: usize, values: &[Value]) -> Vec<usize> {
    if values.len() < ROWS * width {
        return (0..width).collect();
    }
    let some = |at: &usize| values.chunks(width).any(|row| row.get(*at).is_some_and(|v| *v != Value::Null));
    (0..width).filter(some).collect()
}

/// `($1, $2), ($3, $4), …`, so many rows.
fn tuples(rows: usize, width: usize) -> String {
    let all: Vec<String> = (0..rows).map(|i| format!("({})", numbers(i * width + 1, width))).collect();
    all.join(", ")
}

/// `$first, …`, so many.
fn numbers(first: usize, count: usize) -> String {
    let mut text = String::with_capacity(count * 5);
    for n in first..first + count {
        let _ = write!(text, "{}${n}", if n == first { "" } else { ", " });
    }
    text
}

/// One line of `COPY`'s text form.
fn copy_line(row: &[Value]) -> String {
    let mut line = String::with_capacity(row.len() * 16);
    for (i, value) in row.iter().enumerate() {
        if i > 0 {
            line.push('\t');
        }
        let _ = match value {
            Value::Null => write!(line, "\\N"),
            Value::Bool(v) => write!(line, "{}", if *v { 't' } else { 'f' }),
            Value::Int(v) => write!(line, "{v}"),
            Value::Real(v) => write!(line, "{v:?}"),
            Value::Uuid(v) => write!(line, "{v}"),
            Value::Word(v) => write!(line, "{v}"),
            Value::Bytes(v) => {
                line.push_str("\\\\x");
                v.iter().try_for_each(|b| write!(line, "{b:02x}"))
            }
            Value::Text(v) => v.chars().try_for_each(|c| match c {
                '\\' => write!(line, "\\\\"),
                '\t' => write!(line, "\\t"),
                '\n' => write!(line, "\\n"),
                '\r' => write!(line, "\\r"),
                c => write!(line, "{c}"),
            }),
        };
    }
    line.push('\n');
    line
}
