//! SQLite: one writer that serves in order, many readers, WAL with full sync (a commit that was answered stays).

use crate::pool::{Pool, Turns};
use crate::row::Inner;
use crate::together::Group;
use crate::{Error, Row, Value};
use rusqlite::Connection;
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// Readers kept open at most.
const READERS: usize = 16;

pub(crate) struct Sqlite {
    path: PathBuf,
    readers: Pool<Connection>,
    writer: Pool<Connection>,
    turns: Turns,
    group: Group,
}

impl Sqlite {
    pub(crate) fn open(path: &Path) -> Result<Sqlite, Error> {
        let db = Sqlite {
            path: path.to_owned(),
            readers: Pool::new(READERS),
            writer: Pool::new(1),
            turns: Turns::new(),
            group: Group::default(),
        };
        db.write(|_| Ok::<_, Error>(()))?;
        Ok(db)
    }

    fn connect(&self) -> Result<Connection, Error> {
        let conn = Connection::open(&self.path)
            .map_err(|e| Error::new(crate::Kind::Connection, format!("{}: {e}", self.path.display())))?;
        conn.set_prepared_statement_cache_capacity(400);
        conn.busy_timeout(std::time::Duration::from_secs(10))?;
        conn.execute_batch(
            "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;
             pragma temp_store = memory; pragma cache_size = -131072; pragma wal_autocheckpoint = 16384; pragma mmap_size = 1073741824;",
        )?;
        Ok(conn)
    }

    pub(crate) fn read<T, E: From<Error>>(&self, f: impl FnOnce(&Connection) -> Result<T, E>) -> Result<T, E> {
        let reader = || {
            let conn = self.connect()?;
            conn.execute_batch("pragma query_only = on")?;
            Ok(conn)
        };
        self.readers.with(reader, |conn| within(conn, "begin", f))
    }

    pub(crate) fn write<T, E: From<Error>>(&self, f: impl FnOnce(&Connection) -> Result<T, E>) -> Result<T, E> {
        let _turn = self.turns.wait();
        let mut member = self.group.turn();
        let work = |conn: &mut Connection| match member.finish_others(conn) {
            true => within(conn, "begin immediate", f),
            false => (Err(Error::new(crate::Kind::Other, "the transaction before does not end").into()), false),
        };
        self.writer.with(|| self.connect(), work)
    }

    /// As [`Sqlite::write`], sharing the commit with whoever stands in line.
    pub(crate) fn write_together<T, E: From<Error>>(
        &self,
        f: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let turn = self.turns.wait();
        let mut member = self.group.turn();
        let done = self.writer.with(|| self.connect(), |conn| member.join(conn, || self.turns.has_next(), f));
        drop(member);
        drop(turn);
        let (value, left) = done?;
        left.wait()?;
        Ok(value)
    }

    /// How many shared transactions were lost.
    pub(crate) fn lost(&self) -> u64 {
        self.group.lost()
    }
}

/// Begin, the work, commit or rollback. The flag says whether the connection may be used again.
fn within<T, E: From<Error>>(
    conn: &Connection,
    begin: &str,
    f: impl FnOnce(&Connection) -> Result<T, E>,
) -> (Result<T, E>, bool) {
    if let Err(e) = conn.execute_batch(begin) {
        return (Err(Error::from(e).into()), false);
    }
    let answer =
        f(conn).and_then(|value| conn.execute_batch("commit").map(|()| value).map_err(|e| Error::from(e).into()));
    let sound = conn.is_autocommit() || conn.execute_batch("rollback").is_ok();
    (answer, sound)
}

/// `$1` is a *name* to SQLite, numbered by first appearance; `?1` is the number.
pub(crate) fn numbered(sql: &str) -> Cow<'_, str> {
    if sql.contains('$') { Cow::Owned(sql.replace('$', "?")) } else { Cow::Borrowed(sql) }
}

pub(crate) fn each(
    conn: &Connection,
    sql: &str,
    args: &[Value],
    f: &mut dyn FnMut(&Row<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut statement = conn.prepare_cached(&numbered(sql))?;
    let mut rows = statement.query(rusqlite::params_from_iter(args))?;
    while let Some(row) = rows.next()? {
        f(&Row::new(Inner::Sqlite(row)))?;
    }
    Ok(())
}

pub(crate) fn run(conn: &Connection, sql: &str, args: &[Value]) -> Result<u64, Error> {
    let mut statement = conn.prepare_cached(&numbered(sql))?;
    Ok(statement.execute(rusqlite::params_from_iter(args))? as u64)
}
