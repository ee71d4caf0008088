//! Schema changes, forward only, each in a transaction of its own, each once.

use crate::{Db, Dialect, Error, Value};

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

/// Runs the steps that this database has not had; answers their names.
///
/// # Errors
/// A step the engine refuses: nothing of that step stays.
pub fn migrate(db: &Db, steps: &[Migration], now_ms: i64) -> Result<Vec<&'static str>, Error> {
    db.write(|tx| tx.batch(LEDGER))?;
    let mut done = Vec::new();
    for step in steps {
        let ran = db.write(|tx| -> Result<bool, Error> {
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
            tx.run(
                "insert into schema_migrations (name, applied_at) values ($1, $2)",
                &[step.name.into(), Value::Int(now_ms)],
            )?;
            Ok(true)
        })?;
        if ran {
            done.push(step.name);
        }
    }
    Ok(done)
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
