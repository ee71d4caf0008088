//! What a database holds: its tables, their columns and what refers to what, in one form for both engines; and whole
//! tables read and emptied by it. Backups and tests of upgrades work on every table there is, so neither can forget one.
//!
//! Virtual tables and the shadows behind them are left out: what they hold is made anew from the others.

use crate::row::Inner;
use crate::{Conn, Error, Kind, Row, Tx, Value};
use rusqlite::types::ValueRef;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What a column is declared to hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Holds {
    /// Text, and days.
    Text,
    /// A whole number.
    Int,
    /// A measured quantity.
    Real,
    /// Yes or no.
    Bool,
    /// Bytes.
    Bytes,
    /// An id.
    Uuid,
}

/// A column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub holds: Holds,
    /// Whether it may be empty.
    pub is_nullable: bool,
}

/// A column that names a row of another table, or of its own.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Reference {
    /// Which column.
    pub column: String,
    /// The table it names,
    pub table: String,
    /// and the column there.
    pub to: String,
}

/// A table.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns, in their order.
    pub columns: Vec<Column>,
    /// What it refers to.
    pub references: Vec<Reference>,
    /// Columns of its primary key, in their order.
    pub key: Vec<String>,
}

impl Holds {
    /// The word of the schema's steps.
    pub fn word(self) -> &'static str {
        match self {
            Holds::Text => "text",
            Holds::Int => "bigint",
            Holds::Real => "double precision",
            Holds::Bool => "boolean",
            Holds::Bytes => "bytea",
            Holds::Uuid => "uuid",
        }
    }

    /// From a word of the schema's steps, or of the engine's.
    pub fn of_word(word: &str) -> Option<Holds> {
        Some(match word.to_ascii_lowercase().as_str() {
            "text" | "character varying" => Holds::Text,
            "bigint" | "integer" => Holds::Int,
            "double precision" | "real" => Holds::Real,
            "boolean" => Holds::Bool,
            "bytea" | "blob" => Holds::Bytes,
            "uuid" => Holds::Uuid,
            _ => return None,
        })
    }
}

/// Ids that one statement asks for.
const NAMED_AT_ONCE: usize = 500;

const COLUMNS_SQLITE: &str = "select t.name, c.name, c.type, c.\"notnull\" = 0 and c.pk = 0
 from pragma_table_list t join pragma_table_info(t.name) c
 where t.schema = 'main' and t.type = 'table' and substr(t.name, 1, 7) <> 'sqlite_' order by t.name, c.cid";
const COLUMNS_POSTGRES: &str =
    "select t.relname::text, c.attname::text, format_type(c.atttypid, null), not c.attnotnull
 from pg_class t join pg_namespace n on n.oid = t.relnamespace
 join pg_attribute c on c.attrelid = t.oid and c.attnum > 0 and not c.attisdropped
 where n.nspname = current_schema() and t.relkind in ('r', 'p') order by t.relname collate \"C\", c.attnum";
const KEYS_SQLITE: &str = "select t.name, c.name from pragma_table_list t join pragma_table_info(t.name) c
 where t.schema = 'main' and t.type = 'table' and c.pk > 0 order by t.name, c.pk";
const KEYS_POSTGRES: &str = "select t.relname::text, c.attname::text
 from pg_constraint k join pg_class t on t.oid = k.conrelid join pg_namespace n on n.oid = t.relnamespace
 cross join lateral unnest(k.conkey) with ordinality as p (own, place)
 join pg_attribute c on c.attrelid = t.oid and c.attnum = p.own
 where k.contype = 'p' and n.nspname = current_schema() order by t.relname, p.place";
const REFERENCES_SQLITE: &str = "select t.name, f.\"from\", f.\"table\", coalesce(f.\"to\",
 (select c.name from pragma_table_info(f.\"table\") c where c.pk = f.seq + 1))
 from pragma_table_list t join pragma_foreign_key_list(t.name) f where t.schema = 'main' and t.type = 'table'";
const REFERENCES_POSTGRES: &str = "select t.relname::text, c.attname::text, f.relname::text, d.attname::text
 from pg_constraint k join pg_class t on t.oid = k.conrelid join pg_namespace n on n.oid = t.relnamespace
 join pg_class f on f.oid = k.confrelid
 cross join lateral unnest(k.conkey, k.confkey) as p (own, other)
 join pg_attribute c on c.attrelid = t.oid and c.attnum = p.own
 join pg_attribute d on d.attrelid = f.oid and d.attnum = p.other
 where k.contype = 'f' and n.nspname = current_schema()";

impl Tx<'_> {
    /// Every table, those that others refer to before them; else by name.
    ///
    /// # Errors
    /// A column of a kind that the product does not use; the database's own.
    pub fn tables(&mut self) -> Result<Vec<Table>, Error> {
        let (columns, references, keys) = match self.conn {
            Conn::Sqlite(_) => (COLUMNS_SQLITE, REFERENCES_SQLITE, KEYS_SQLITE),
            Conn::Postgres(_) => (COLUMNS_POSTGRES, REFERENCES_POSTGRES, KEYS_POSTGRES),
        };
        let mut tables: BTreeMap<String, Table> = BTreeMap::new();
        self.each(columns, &[], |row| {
            let (table, name, word): (String, String, String) = (row.next()?, row.next()?, row.next()?);
            let holds = Holds::of_word(&word).ok_or_else(|| {
                Error::new(Kind::Other, format!("column {table}.{name} is of an unknown kind: {word}"))
            })?;
            let column = Column { name, holds, is_nullable: row.next()? };
            let new = || Table { name: table.clone(), ..Table::default() };
            tables.entry(table.clone()).or_insert_with(new).columns.push(column);
            Ok(())
        })?;
        self.each(references, &[], |row| {
            let table: String = row.next()?;
            let reference = Reference { column: row.next()?, table: row.next()?, to: row.next()? };
            if let Some(table) = tables.get_mut(&table) {
                table.references.push(reference);
                table.references.sort();
            }
            Ok(())
        })?;
        self.each(keys, &[], |row| {
            let table: String = row.next()?;
            let column = row.next()?;
            if let Some(table) = tables.get_mut(&table) {
                table.key.push(column);
            }
            Ok(())
        })?;
        Ok(ordered(tables))
    }

    /// Hands every row of a table to the closure, its columns in their order.
    ///
    /// # Errors
    /// The closure's; the database's own.
    pub fn each_row(&mut self, table: &Table, f: impl FnMut(Vec<Value>) -> Result<(), Error>) -> Result<(), Error> {
        self.each_row_by(table, "", f)
    }

    /// As [`Tx::each_row`], in the order of the primary key: the same on both engines, text by its bytes.
    ///
    /// # Errors
    /// The closure's; the database's own.
    pub fn each_row_in_order(
        &mut self,
        table: &Table,
        f: impl FnMut(Vec<Value>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let by_bytes = if matches!(self.conn, Conn::Postgres(_)) { " collate \"C\"" } else { "" };
        let text = |key: &&String| table.columns.iter().any(|c| c.name == **key && c.holds == Holds::Text);
        let one = |key: &String| format!("{}{}", quoted(key), if text(&key) { by_bytes } else { "" });
        let keys: Vec<String> = table.key.iter().map(one).collect();
        let order = if keys.is_empty() { String::new() } else { format!(" order by {}", keys.join(", ")) };
        self.each_row_by(table, &order, f)
    }

    fn each_row_by(
        &mut self,
        table: &Table,
        order: &str,
        mut f: impl FnMut(Vec<Value>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let names: Vec<String> = table.columns.iter().map(|c| quoted(&c.name)).collect();
        let sql = format!("select {} from {}{order}", names.join(", "), quoted(&table.name));
        self.each(&sql, &[], |row| {
            f(table.columns.iter().map(|column| row.value(column.holds)).collect::<Result<_, _>>()?)
        })
    }

    /// The rows of a table in which a column names one of the ids, their columns in their order.
    ///
    /// # Errors
    /// The database's own.
    pub fn rows_naming(&mut self, table: &Table, column: &str, ids: &[Uuid]) -> Result<Vec<Vec<Value>>, Error> {
        let names: Vec<String> = table.columns.iter().map(|c| quoted(&c.name)).collect();
        let mut found = Vec::new();
        for part in ids.chunks(NAMED_AT_ONCE) {
            let places: Vec<String> = (1..=part.len()).map(|n| format!("${n}")).collect();
            let (names, places) = (names.join(", "), places.join(", "));
            let sql = format!("select {names} from {} where {} in ({places})", quoted(&table.name), quoted(column));
            let ids: Vec<Value> = part.iter().map(|&id| Value::Uuid(id)).collect();
            self.each(&sql, &ids, |row| {
                found.push(table.columns.iter().map(|column| row.value(column.holds)).collect::<Result<_, _>>()?);
                Ok(())
            })?;
        }
        Ok(found)
    }

    /// How many rows a table has.
    ///
    /// # Errors
    /// The database's own.
    pub fn rows_in(&mut self, table: &str) -> Result<i64, Error> {
        self.number(&format!("select count(*) from {}", quoted(table)), &[])
    }

    /// Checks every reference now that would be checked at commit; PostgreSQL changes no table with checks outstanding.
    ///
    /// # Errors
    /// A row that names what is not there; the database's own.
    pub fn settle(&mut self) -> Result<(), Error> {
        if matches!(self.conn, Conn::Postgres(_)) {
            return self.batch("set constraints all immediate; set constraints all deferred");
        }
        let dangling = self.first("select \"table\" from pragma_foreign_key_check", &[], |row| row.next::<String>())?;
        match dangling {
            None => Ok(()),
            Some(table) => Err(Error::new(Kind::Reference, format!("{table} names rows that are not there"))),
        }
    }

    /// As [`Tx::analyse`], of these tables alone: on a server there may be those of others, which are not to be locked.
    ///
    /// # Errors
    /// The database's own.
    pub fn analyse_tables(&mut self, tables: &[Table]) -> Result<(), Error> {
        match self.conn {
            Conn::Sqlite(_) => self.analyse(),
            Conn::Postgres(_) => {
                tables.iter().try_for_each(|table| self.batch(&format!("analyze {}", quoted(&table.name))))
            }
        }
    }

    /// Takes every row out of these tables, given in the order of [`Tx::tables`].
    ///
    /// # Errors
    /// The database's own.
    pub fn empty(&mut self, tables: &[Table]) -> Result<(), Error> {
        for table in tables.iter().rev() {
            self.run(&format!("delete from {}", quoted(&table.name)), &[])?;
        }
        Ok(())
    }

    /// Takes these tables away, given in the order of [`Tx::tables`], and every virtual one.
    ///
    /// # Errors
    /// The database's own.
    pub fn drop_tables(&mut self, tables: &[Table]) -> Result<(), Error> {
        let mut names: Vec<String> = tables.iter().rev().map(|table| quoted(&table.name)).collect();
        if matches!(self.conn, Conn::Postgres(_)) {
            return if names.is_empty() { Ok(()) } else { self.batch(&format!("drop table {}", names.join(", "))) };
        }
        let virtuals = "select name from pragma_table_list where schema = 'main' and type = 'virtual'";
        names.extend(self.all(virtuals, &[], |row| Ok(quoted(&row.next::<String>()?)))?);
        self.batch("pragma defer_foreign_keys = on")?;
        names.iter().try_for_each(|name| self.batch(&format!("drop table {name}")))
    }
}

impl Row<'_> {
    /// The next column as what it holds. SQLite may hold something else there than was declared: then as that.
    ///
    /// # Errors
    /// Another kind than the column's, on PostgreSQL; no column left.
    pub fn value(&self, holds: Holds) -> Result<Value, Error> {
        let at = self.at.get();
        if let Inner::Sqlite(row) = self.inner {
            self.at.set(at + 1);
            return Ok(stored(holds, row.get_ref(at)?));
        }
        Ok(match holds {
            Holds::Text => self.next::<Option<String>>()?.into(),
            Holds::Int => self.next::<Option<i64>>()?.into(),
            Holds::Real => self.next::<Option<f64>>()?.into(),
            Holds::Bool => self.next::<Option<bool>>()?.into(),
            Holds::Bytes => self.next::<Option<Vec<u8>>>()?.into(),
            Holds::Uuid => self.next::<Option<Uuid>>()?.into(),
        })
    }
}

/// A value of SQLite as what its column holds, where it can be that.
fn stored(holds: Holds, value: ValueRef<'_>) -> Value {
    match (holds, value) {
        (_, ValueRef::Null) => Value::Null,
        (Holds::Bool, ValueRef::Integer(n @ (0 | 1))) => Value::Bool(n == 1),
        (_, ValueRef::Integer(n)) => Value::Int(n),
        (_, ValueRef::Real(n)) => Value::Real(n),
        (Holds::Uuid, ValueRef::Blob(bytes)) => {
            Uuid::from_slice(bytes).map_or_else(|_| Value::Bytes(bytes.to_vec()), Value::Uuid)
        }
        (_, ValueRef::Blob(bytes)) => Value::Bytes(bytes.to_vec()),
        (_, ValueRef::Text(bytes)) => match std::str::from_utf8(bytes) {
            Ok(text) => Value::Text(text.to_owned()),
            Err(_) => Value::Bytes(bytes.to_vec()),
        },
    }
}

/// A name as both engines read it whatever it is.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Those that are referred to first; of a circle, whichever comes first by name.
fn ordered(mut tables: BTreeMap<String, Table>) -> Vec<Table> {
    let mut done: Vec<Table> = Vec::with_capacity(tables.len());
    while let Some(first) = tables.keys().next().cloned() {
        let free = tables
            .values()
            .find(|t| t.references.iter().all(|r| r.table == t.name || !tables.contains_key(&r.table)))
            .map(|t| t.name.clone());
        done.extend(tables.remove(&free.unwrap_or(first)));
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::each_engine;

    const SCHEMA: &str =
        "create table zebras (id uuid primary key, name text not null, is_tame boolean, weight double precision);
 create table apes (id bigint primary key, zebra_id uuid not null references zebras (id), photo bytea);";

    #[test]
    fn both_engines_tell_the_same_catalogue() {
        each_engine(|db| {
            let tables = db
                .write(|tx| {
                    tx.batch(SCHEMA)?;
                    tx.tables()
                })
                .expect("tables");
            let told: Vec<String> = tables
                .iter()
                .map(|t| {
                    let columns: Vec<String> = t
                        .columns
                        .iter()
                        .map(|c| format!("{} {}{}", c.name, c.holds.word(), if c.is_nullable { "?" } else { "" }))
                        .collect();
                    format!("{}: {}", t.name, columns.join(", "))
                })
                .collect();
            let zebras = "zebras: id uuid, name text, is_tame boolean?, weight double precision?";
            assert_eq!(told, [zebras, "apes: id bigint, zebra_id uuid, photo bytea?"]);
            let reference = Reference { column: "zebra_id".into(), table: "zebras".into(), to: "id".into() };
            assert_eq!(tables[1].references, [reference]);
            assert_eq!((tables[0].key.join(","), tables[1].key.join(",")), ("id".into(), "id".into()));
        })
        .expect("a database");
    }

    #[test]
    fn rows_come_out_as_they_went_in() {
        each_engine(|db| {
            let id = Uuid::from_u128(7);
            let row = vec![Value::Uuid(id), "Å\t\\\n“x”".into(), Value::Bool(true), Value::Real(0.1)];
            let ape = vec![Value::Int(-3), Value::Uuid(id), Value::Null];
            let read = db
                .write(|tx| -> Result<_, Error> {
                    tx.batch(SCHEMA)?;
                    let tables = tx.tables()?;
                    tx.insert("zebras", &["id", "name", "is_tame", "weight"], &row)?;
                    tx.insert("apes", &["id", "zebra_id", "photo"], &ape)?;
                    let mut read = Vec::new();
                    for table in &tables {
                        tx.each_row(table, |row| {
                            read.push(row);
                            Ok(())
                        })?;
                    }
                    tx.empty(&tables)?;
                    assert_eq!(tx.rows_in("apes")? + tx.rows_in("zebras")?, 0);
                    tx.drop_tables(&tables)?;
                    assert_eq!(tx.tables()?, []);
                    Ok(read)
                })
                .expect("rows");
            assert_eq!(read, [row.clone(), ape.clone()]);
        })
        .expect("a database");
    }
}
