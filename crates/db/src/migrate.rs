//! Schema changes, forward only, each in a transaction of its own, each once.

use crate::{Db, Dialect, Error, Tx, Value};

/// One step of the schema: one text for both engines, or one each where they must differ.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// `0001_organisation`; never changes once released.
    pub name: &'static str,
    /// What SQLite runs.
    pub sqlite: &'static str,
    /// What PostgreSQL runs.
    pub postgres: &'static str,
}

impl Migration {
    /// A step with one text for both.
    pub const fn both(name: &'static str, sql: &'static str) -> Migration {
        Migration { name, sqlite: sql, postgres: sql }
    }
}

const LEDGER: &str = "create table if not exists schema_migrations (name text primary key, applied_at bigint not null)";

/// Runs the steps that this database has not had, each in a transaction of its own; answers their names.
///
/// # Errors
/// A step the engine refuses: nothing of that step stays.
pub fn migrate(db: &Db, steps: &[Migration], now_ms: i64) -> Result<Vec<&'static str>, Error> {
    db.write(|tx| tx.batch(LEDGER))?;
    let mut done = Vec::new();
    for step in steps {
        if patiently(|| db.write(|tx| take(tx, step, now_ms)))? {
            done.push(step.name);
        }
    }
    Ok(done)
}

/// Times that a step is tried.
const TRIES: usize = 5;

/// A step that stood in another's way (a clean-up of the server's own, another node that starts) is taken again.
fn patiently<T>(mut step: impl FnMut() -> Result<T, Error>) -> Result<T, Error> {
    let mut last = step();
    for _ in 1..TRIES {
        if !matches!(&last, Err(error) if error.kind() == crate::Kind::Busy) {
            break;
        }
        last = step();
    }
    last
}

/// As [`migrate`], all of them in the caller's transaction: what goes on with them stays or goes with them.
///
/// # Errors
/// A step the engine refuses.
pub fn migrate_within(tx: &mut Tx<'_>, steps: &[Migration], now_ms: i64) -> Result<Vec<&'static str>, Error> {
    tx.batch(LEDGER)?;
    let mut done = Vec::new();
    for step in steps {
        if take(tx, step, now_ms)? {
            done.push(step.name);
        }
    }
    Ok(done)
}

/// Runs one step where the database has not had it; answers whether it ran.
fn take(tx: &mut Tx<'_>, step: &Migration, now_ms: i64) -> Result<bool, Error> {
    if tx.dialect() == Dialect::Postgres {
        tx.batch("lock table schema_migrations in exclusive mode")?;
    }
    if tx.number("select count(*) from schema_migrations where name = $1", &[step.name.into()])? > 0 {
        return Ok(false);
    }
    match tx.dialect() {
        Dialect::Sqlite => tx.batch(step.sqlite)?,
        Dialect::Postgres => tx.batch(&crate::forks::without_clustering(step.postgres))?,
    }
    let args = [step.name.into(), Value::Int(now_ms)];
    tx.run("insert into schema_migrations (name, applied_at) values ($1, $2)", &args)?;
    Ok(true)
}

/// Names of the steps this database has had, in order; none where it is empty.
///
/// # Errors
/// The database's own.
pub fn applied(db: &Db) -> Result<Vec<String>, Error> {
    db.write(|tx| -> Result<_, Error> {
        tx.batch(LEDGER)?;
        tx.all("select name from schema_migrations order by name", &[], |row| row.next())
    })
}

impl Tx<'_> {
    /// As [`applied`], in this transaction, which may only read: where there is no ledger, there were no steps.
    ///
    /// # Errors
    /// The database's own.
    pub fn steps(&mut self) -> Result<Vec<String>, Error> {
        if !self.tables()?.iter().any(|table| table.name == "schema_migrations") {
            return Ok(Vec::new());
        }
        self.all("select name from schema_migrations order by name", &[], |row| row.next())
    }
}
