//! One way to two databases: SQLite (embedded) and PostgreSQL, from one SQL text.
//!
//! The only crate that names a driver; it knows no business table. Statements use `$1` binds and five
//! storage types beside UUIDs: text, bigint, double precision, boolean, bytes. Calls block: a request
//! runs on one thread from begin to commit (`docs/adr/0002`).
//!
//! - [`Db::read`]: a snapshot, read only. - [`Db::write`]: one transaction, committed when the closure
//!   answers `Ok`, rolled back otherwise. SQLite has one writer at a time, served in order of arrival.

mod bulk;
mod catalogue;
pub mod deadline;
mod error;
pub mod forks;
pub mod health;
mod migrate;
mod pool;
mod postgres;
mod row;
mod sqlite;
pub mod testing;
mod tls;
mod value;

pub use catalogue::{Column, Holds, Reference, Table};
pub use error::{Error, Kind};
pub use migrate::{Migration, applied, migrate, migrate_within};
pub use row::{Get, Row};
pub use value::Value;

use std::sync::Arc;

/// Which engine answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dialect {
    /// Embedded.
    Sqlite,
    /// A server.
    Postgres,
}

/// A database, with its pool. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    engine: Engine,
}

#[derive(Clone)]
enum Engine {
    Sqlite(Arc<sqlite::Sqlite>),
    Postgres(Arc<postgres::Postgres>),
}

/// A transaction: every statement of a command or of a page.
pub struct Tx<'c> {
    conn: Conn<'c>,
}

enum Conn<'c> {
    Sqlite(&'c rusqlite::Connection),
    Postgres(&'c mut postgres::Session),
}

impl Db {
    /// Opens `sqlite://path` (made where it is missing) or `postgres://user@host/name`.
    ///
    /// # Errors
    /// An address of another form, a file that cannot be opened, a server that does not answer.
    pub fn open(url: &str) -> Result<Db, Error> {
        let engine = if let Some(path) = url.strip_prefix("sqlite://") {
            Engine::Sqlite(Arc::new(sqlite::Sqlite::open(std::path::Path::new(path))?))
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Engine::Postgres(Arc::new(postgres::Postgres::open(url)?))
        } else {
            return Err(Error::address(url));
        };
        Ok(Db { engine })
    }

    /// As [`Db::open`], for reading what is there: where there is no file none is made, and no writer is waited for.
    ///
    /// # Errors
    /// As [`Db::open`]; a file that is not there.
    pub fn open_as_is(url: &str) -> Result<Db, Error> {
        let Some(path) = url.strip_prefix("sqlite://") else { return Db::open(url) };
        Ok(Db { engine: Engine::Sqlite(Arc::new(sqlite::Sqlite::found(std::path::Path::new(path))?)) })
    }

    /// Which engine.
    pub fn dialect(&self) -> Dialect {
        match self.engine {
            Engine::Sqlite(_) => Dialect::Sqlite,
            Engine::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Runs the closure in a read-only snapshot.
    ///
    /// # Errors
    /// What the closure answers, or the database's own.
    pub fn read<T, E: From<Error>>(&self, f: impl FnOnce(&mut Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        match &self.engine {
            Engine::Sqlite(db) => db.read(|c| f(&mut Tx { conn: Conn::Sqlite(c) })),
            Engine::Postgres(db) => db.read(|s| f(&mut Tx { conn: Conn::Postgres(s) })),
        }
    }

    /// As [`Db::read`], for one statement alone, which is a snapshot by itself: saves the way there and back to begin and
    /// to end.
    ///
    /// # Errors
    /// What the closure answers, or the database's own.
    pub fn read_once<T, E: From<Error>>(&self, f: impl FnOnce(&mut Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        match &self.engine {
            Engine::Sqlite(db) => db.read_once(|c| f(&mut Tx { conn: Conn::Sqlite(c) })),
            Engine::Postgres(db) => db.read_once(|s| f(&mut Tx { conn: Conn::Postgres(s) })),
        }
    }

    /// Runs the closure in a transaction: committed on `Ok`, else rolled back.
    ///
    /// # Errors
    /// What the closure answers, or the database's own.
    pub fn write<T, E: From<Error>>(&self, f: impl FnOnce(&mut Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        match &self.engine {
            Engine::Sqlite(db) => db.write(|c| f(&mut Tx { conn: Conn::Sqlite(c) })),
            Engine::Postgres(db) => db.write(|s| f(&mut Tx { conn: Conn::Postgres(s) })),
        }
    }
}

impl Tx<'_> {
    /// Which engine.
    pub fn dialect(&self) -> Dialect {
        match self.conn {
            Conn::Sqlite(_) => Dialect::Sqlite,
            Conn::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Hands every row to the closure.
    ///
    /// # Errors
    /// A statement the engine refuses, or the closure's.
    pub fn each(
        &mut self,
        sql: &str,
        args: &[Value],
        mut f: impl FnMut(&Row<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        match &mut self.conn {
            Conn::Sqlite(c) => sqlite::each(c, sql, args, &mut f),
            Conn::Postgres(s) => s.each(sql, args, &mut f),
        }
        .map_err(|e| e.at(sql))
    }

    /// All rows, mapped.
    ///
    /// # Errors
    /// As [`Tx::each`].
    pub fn all<T>(
        &mut self,
        sql: &str,
        args: &[Value],
        mut map: impl FnMut(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        let mut rows = Vec::new();
        let begun = std::time::Instant::now();
        self.each(sql, args, |row| {
            rows.push(map(row)?);
            Ok(())
        })?;
        slow(sql, begun);
        Ok(rows)
    }

    /// The first row, mapped, where there is one.
    ///
    /// # Errors
    /// As [`Tx::each`].
    pub fn first<T>(
        &mut self,
        sql: &str,
        args: &[Value],
        mut map: impl FnMut(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        let mut found = None;
        let begun = std::time::Instant::now();
        self.each(sql, args, |row| {
            if found.is_none() {
                found = Some(map(row)?);
            }
            Ok(())
        })?;
        slow(sql, begun);
        Ok(found)
    }

    /// The single number a counting or summing statement answers; 0 where it answers nothing.
    ///
    /// # Errors
    /// As [`Tx::each`].
    pub fn number(&mut self, sql: &str, args: &[Value]) -> Result<i64, Error> {
        Ok(self.first(sql, args, |row| row.next::<Option<i64>>())?.flatten().unwrap_or(0))
    }

    /// Runs a statement; answers the number of rows it touched.
    ///
    /// # Errors
    /// A statement the engine refuses, a broken constraint.
    pub fn run(&mut self, sql: &str, args: &[Value]) -> Result<u64, Error> {
        let begun = std::time::Instant::now();
        let touched = match &mut self.conn {
            Conn::Sqlite(c) => sqlite::run(c, sql, args),
            Conn::Postgres(s) => s.run(sql, args),
        }
        .map_err(|e| e.at(sql))?;
        slow(sql, begun);
        Ok(touched)
    }

    /// Runs several statements without arguments (migrations).
    ///
    /// # Errors
    /// A statement the engine refuses.
    pub fn batch(&mut self, sql: &str) -> Result<(), Error> {
        match &mut self.conn {
            Conn::Sqlite(c) => Ok(c.execute_batch(sql)?),
            Conn::Postgres(s) => s.batch(sql),
        }
        .map_err(|e: Error| e.at(sql))
    }

    /// Prepares a statement without running it: proof that the engine takes it.
    ///
    /// # Errors
    /// A statement the engine refuses.
    pub fn prepare(&mut self, sql: &str) -> Result<(), Error> {
        match &mut self.conn {
            Conn::Sqlite(c) => c.prepare(&sqlite::numbered(sql)).map(|_| ()).map_err(Error::from),
            Conn::Postgres(s) => s.prepare(sql),
        }
        .map_err(|e| e.at(sql))
    }
}

/// Milliseconds from which a statement is logged as slow.
const SLOW: u128 = 1_000;

/// Logs a statement that took long: the embedded engine keeps no list of its own.
fn slow(sql: &str, begun: std::time::Instant) {
    let ms = begun.elapsed().as_millis();
    if ms >= SLOW {
        tracing::warn!(ms, sql = sql.get(..400).unwrap_or(sql), "slow statement");
    }
}
