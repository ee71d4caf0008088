//! SQLite: one writer that serves in order, many readers, WAL with full sync (a commit that was answered stays).

use crate::pool::{Pool, Turns};
use crate::row::Inner;
use crate::{Error, Row, Value, deadline};
use rusqlite::Connection;
use rusqlite::config::DbConfig;
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// Readers kept open at most.
const READERS: usize = 16;
/// Memory for pages that are read from the log (those of the file are mapped), in KiB: of a reader,
const READING: i64 = 16 * 1024;
/// and of the writer, which also keeps what it has changed. Both are filled in time and never given back.
const WRITING: i64 = 48 * 1024;
/// After so many steps of a statement it is asked whether its deadline has passed: a millisecond, or less.
const STEPS: i32 = 20_000;

pub(crate) struct Sqlite {
    path: PathBuf,
    readers: Pool<Connection>,
    writer: Pool<Connection>,
    turns: Turns,
}

impl Sqlite {
    pub(crate) fn open(path: &Path) -> Result<Sqlite, Error> {
        made(path);
        let db = Sqlite::at(path);
        db.write(|_| Ok::<_, Error>(()))?;
        Ok(db)
    }

    /// A file that is there.
    pub(crate) fn found(path: &Path) -> Result<Sqlite, Error> {
        if !path.is_file() {
            return Err(Error::new(crate::Kind::Connection, format!("{}: there is no such file", path.display())));
        }
        let db = Sqlite::at(path);
        db.read(|_| Ok::<_, Error>(()))?;
        Ok(db)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    fn at(path: &Path) -> Sqlite {
        Sqlite { path: path.to_owned(), readers: Pool::new(READERS), writer: Pool::new(1), turns: Turns::new() }
    }

    fn connect(&self, cache: i64) -> Result<Connection, Error> {
        let mut conn = Connection::open(&self.path)
            .map_err(|e| Error::new(crate::Kind::Connection, format!("{}: {e}", self.path.display())))?;
        conn.set_prepared_statement_cache_capacity(400);
        // Without it SQLite looks at the values that are bound, and prepares every join anew for each of them.
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        conn.busy_timeout(std::time::Duration::from_secs(10))?;
        conn.progress_handler(STEPS, Some(deadline::is_past))?;
        conn.execute_batch(&format!(
            "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma temp_store = memory;
             pragma cache_size = -{cache}; pragma wal_autocheckpoint = 16384; pragma mmap_size = 1073741824;",
        ))?;
        Ok(conn)
    }

    pub(crate) fn read<T, E: From<Error>>(&self, f: impl FnOnce(&Connection) -> Result<T, E>) -> Result<T, E> {
        self.readers.with(|| self.reader(), |conn| within(conn, "begin", f))
    }

    pub(crate) fn read_once<T, E: From<Error>>(&self, f: impl FnOnce(&Connection) -> Result<T, E>) -> Result<T, E> {
        self.readers.with(|| self.reader(), |conn| (f(conn), true))
    }

    fn reader(&self) -> Result<Connection, Error> {
        let conn = self.connect(READING)?;
        conn.execute_batch("pragma query_only = on")?;
        Ok(conn)
    }

    pub(crate) fn write<T, E: From<Error>>(&self, f: impl FnOnce(&Connection) -> Result<T, E>) -> Result<T, E> {
        let _turn = self.turns.wait()?;
        self.writer.with(|| self.connect(WRITING), |conn| within(conn, "begin immediate", f))
    }
}

/// Makes the file where there is none, for whoever runs the product alone: a whole company is in it. What is in the way of that
/// is told when it is opened.
fn made(path: &Path) {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let _ = options.open(path);
}

/// Begin, the work, commit or rollback. The flag says whether the connection may be used again.
fn within<T, E: From<Error>>(
    conn: &Connection,
    begin: &str,
    f: impl FnOnce(&Connection) -> Result<T, E>,
) -> (Result<T, E>, bool) {
    let plain = |sql: &str| conn.prepare_cached(sql).and_then(|mut statement| statement.execute([]));
    if let Err(e) = plain(begin) {
        return (Err(Error::from(e).into()), false);
    }
    let answer = f(conn).and_then(|value| plain("commit").map(|_| value).map_err(|e| Error::from(e).into()));
    let sound = conn.is_autocommit() || plain("rollback").is_ok();
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
