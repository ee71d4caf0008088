//! PostgreSQL: a pool of sessions, each with its prepared statements.

use crate::pool::Pool;
use crate::row::Inner;
use crate::tls::{Tls, taken_out};
use crate::{Error, Kind, Row, Value, deadline};
use ::postgres::config::SslMode;
use ::postgres::fallible_iterator::FallibleIterator;
use ::postgres::types::ToSql;
use ::postgres::{Client, Config, CopyInWriter, NoTls, Statement};
use std::borrow::Cow;
use std::collections::HashMap;
use std::time::Duration;

/// Sessions at most.
const SESSIONS: usize = 16;
/// Statements a session keeps prepared; past that it starts over.
const PREPARED: usize = 500;

pub(crate) struct Postgres {
    config: Config,
    tls: Option<Tls>,
    pool: Pool<Session>,
}

/// One connection.
pub(crate) struct Session {
    client: Client,
    prepared: HashMap<String, Statement>,
}

impl Postgres {
    pub(crate) fn open(url: &str) -> Result<Postgres, Error> {
        let (address, roots) = taken_out(url);
        let mut config: Config = address.parse().map_err(|_| Error::address(url))?;
        let is_private = config.get_ssl_mode() == SslMode::Require;
        let tls = if is_private { Some(Tls::new(roots.as_deref())?) } else { None };
        config.application_name("bailiwick").connect_timeout(Duration::from_secs(5));
        // A server that vanished without a word is noticed, rather than waited for.
        config.keepalives_idle(Duration::from_secs(20)).tcp_user_timeout(Duration::from_secs(30));
        let db = Postgres { config, tls, pool: Pool::new(SESSIONS) };
        db.read(|_| Ok::<_, Error>(()))?;
        Ok(db)
    }

    fn connect(&self) -> Result<Session, Error> {
        let client = match &self.tls {
            Some(tls) => self.config.connect(tls.clone())?,
            None => self.config.connect(NoTls)?,
        };
        Ok(Session { client, prepared: HashMap::new() })
    }

    pub(crate) fn read<T, E: From<Error>>(&self, f: impl FnOnce(&mut Session) -> Result<T, E>) -> Result<T, E> {
        self.within("begin isolation level repeatable read read only", f)
    }

    pub(crate) fn read_once<T, E: From<Error>>(&self, f: impl FnOnce(&mut Session) -> Result<T, E>) -> Result<T, E> {
        let work = |session: &mut Session| {
            let answer = f(session);
            let is_sound = answer.is_ok() || !session.is_lost();
            (answer, is_sound)
        };
        self.with(work)
    }

    pub(crate) fn write<T, E: From<Error>>(&self, f: impl FnOnce(&mut Session) -> Result<T, E>) -> Result<T, E> {
        self.within("begin", f)
    }

    fn within<T, E: From<Error>>(&self, begin: &str, f: impl FnOnce(&mut Session) -> Result<T, E>) -> Result<T, E> {
        let work = |session: &mut Session| {
            if let Err(e) = self.begun(session, begin) {
                return (Err(e.into()), false);
            }
            match f(session) {
                Ok(value) => match session.client.batch_execute("commit") {
                    Ok(()) => (Ok(value), true),
                    Err(e) => (Err(Error::from(e).into()), false),
                },
                Err(e) => {
                    let sound = session.client.batch_execute("rollback").is_ok();
                    (Err(e), sound)
                }
            }
        };
        self.with(work)
    }

    /// Where one session broke, the others that lie idle most likely did too.
    fn with<T, E: From<Error>>(&self, work: impl FnOnce(&mut Session) -> (Result<T, E>, bool)) -> Result<T, E> {
        let mut broke = false;
        let answer = self.pool.with(
            || self.connect(),
            |session| {
                let (answer, is_sound) = work(session);
                broke = !is_sound;
                (answer, is_sound)
            },
        );
        if broke {
            self.pool.forget();
        }
        answer
    }

    /// Begins. A session that broke while it lay idle is replaced by a new one: nothing was asked of it yet.
    fn begun(&self, session: &mut Session, begin: &str) -> Result<(), Error> {
        let begin = match deadline::left() {
            None => Cow::Borrowed(begin),
            Some(left) if left.is_zero() => return Err(Error::new(Kind::Late, "the deadline has passed")),
            Some(left) => Cow::Owned(format!("{begin}; set local statement_timeout = {}", left.as_millis().max(1))),
        };
        match session.client.batch_execute(&begin).map_err(Error::from) {
            Err(e) if e.kind() == Kind::Connection => {
                *session = self.connect()?;
                Ok(session.client.batch_execute(&begin)?)
            }
            other => other,
        }
    }
}

impl Session {
    /// Whether the server is gone: asked after something failed.
    fn is_lost(&mut self) -> bool {
        self.client.is_closed() || self.client.is_valid(Duration::from_secs(5)).is_err()
    }

    fn statement(&mut self, sql: &str) -> Result<Statement, Error> {
        if let Some(found) = self.prepared.get(sql) {
            return Ok(found.clone());
        }
        let statement = self.client.prepare(sql)?;
        if self.prepared.len() >= PREPARED {
            self.prepared.clear();
        }
        self.prepared.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    pub(crate) fn each(
        &mut self,
        sql: &str,
        args: &[Value],
        f: &mut dyn FnMut(&Row<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let statement = self.statement(sql)?;
        let mut rows = self.client.query_raw(&statement, args.iter().map(|v| v as &dyn ToSql))?;
        while let Some(row) = rows.next()? {
            f(&Row::new(Inner::Postgres(&row)))?;
        }
        Ok(())
    }

    pub(crate) fn run(&mut self, sql: &str, args: &[Value]) -> Result<u64, Error> {
        let statement = self.statement(sql)?;
        let args: Vec<&(dyn ToSql + Sync)> = args.iter().map(|v| v as &(dyn ToSql + Sync)).collect();
        Ok(self.client.execute(&statement, &args)?)
    }

    /// Where the lines of a `copy … from stdin` go.
    pub(crate) fn copy_in(&mut self, sql: &str) -> Result<CopyInWriter<'_>, Error> {
        let statement = self.statement(sql)?;
        Ok(self.client.copy_in(&statement)?)
    }

    pub(crate) fn batch(&mut self, sql: &str) -> Result<(), Error> {
        Ok(self.client.batch_execute(sql)?)
    }

    pub(crate) fn prepare(&mut self, sql: &str) -> Result<(), Error> {
        self.client.prepare(sql)?;
        Ok(())
    }
}
