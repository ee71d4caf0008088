//! Fresh databases for tests: SQLite in a temporary folder, and PostgreSQL where the tests were given a server.
//!
//! `BAILIWICK_TEST_POSTGRES` is the address of a server on which schemas may be made (`make test` starts one).

use crate::{Db, Error};
use std::sync::atomic::{AtomicU64, Ordering};

static NUMBER: AtomicU64 = AtomicU64::new(0);

/// Runs the test on a fresh database of each engine.
///
/// # Errors
/// A database that cannot be made.
pub fn each_engine(test: impl Fn(Db)) -> Result<(), Error> {
    let folder = tempfile::tempdir().map_err(|e| Error::new(crate::Kind::Connection, e.to_string()))?;
    test(Db::open(&format!("sqlite://{}", folder.path().join("test.db").display()))?);
    match std::env::var("BAILIWICK_TEST_POSTGRES") {
        Ok(server) => {
            let schema = format!("t{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
            let admin = Db::open(&server)?;
            admin.write(|tx| tx.batch(&format!("drop schema if exists {schema} cascade; create schema {schema}")))?;
            let mark = if server.contains('?') { '&' } else { '?' };
            test(Db::open(&format!("{server}{mark}options=-csearch_path%3D{schema}%2Cpublic"))?);
            cleared(&admin, &schema)
        }
        Err(_) => Ok(()),
    }
}

/// Drops a schema. A clean-up of the server's own that runs beside many drops can be a deadlock, which asking again ends.
fn cleared(admin: &Db, schema: &str) -> Result<(), Error> {
    let mut last = Ok(());
    for _ in 0..5 {
        last = admin.write(|tx| tx.batch(&format!("drop schema if exists {schema} cascade")));
        if !matches!(&last, Err(error) if error.kind() == crate::Kind::Busy) {
            break;
        }
    }
    last
}
