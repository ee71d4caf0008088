//! Many rows at once: a prepared statement in a loop on SQLite, `COPY` or rows of values on PostgreSQL.

use crate::{Conn, Error, Tx, Value, sqlite};
use std::fmt::Write as _;
use std::io::Write as _;

/// PostgreSQL takes 65,535 arguments a statement.
const ARGUMENTS: usize = 60_000;

impl Tx<'_> {
    /// Inserts rows: `values` holds row after row, as many values each as there are columns.
    ///
    /// # Errors
    /// A broken constraint; then none of the rows stays.
    pub fn insert(&mut self, table: &str, columns: &[&str], values: &[Value]) -> Result<(), Error> {
        match &mut self.conn {
            Conn::Sqlite(_) => self.insert_or(table, columns, values, ""),
            Conn::Postgres(s) if values.len() > columns.len() * 8 => {
                let sql = format!("copy {table} ({}) from stdin", columns.join(", "));
                let mut sink = s.client.copy_in(&sql)?;
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
        let head = format!("insert into {table} ({}) values ", columns.join(", "));
        match &mut self.conn {
            Conn::Sqlite(conn) => {
                let sql = format!("{head}({}) {conflict}", numbers(1, width));
                let mut statement =
                    conn.prepare_cached(&sqlite::numbered(&sql)).map_err(|e| Error::from(e).at(&sql))?;
                for row in values.chunks(width) {
                    statement.execute(rusqlite::params_from_iter(row)).map_err(|e| Error::from(e).at(&sql))?;
                }
                Ok(())
            }
            Conn::Postgres(_) => {
                for chunk in values.chunks(ARGUMENTS / width * width) {
                    let rows: Vec<String> =
                        (0..chunk.len() / width).map(|i| format!("({})", numbers(i * width + 1, width))).collect();
                    self.run(&format!("{head}{} {conflict}", rows.join(", ")), chunk)?;
                }
                Ok(())
            }
        }
    }
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
