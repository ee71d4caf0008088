//! What an engine knows of its own ailments, each with where it is and how it is mended. Nothing is changed by asking.

use crate::{Conn, Db, Engine, Error, Tx};
use std::path::Path;

/// Something that is wrong, or may become so.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ailment {
    /// What was looked at.
    pub check: &'static str,
    /// Whether something is broken, rather than only at risk.
    pub is_grave: bool,
    /// What is wrong, and where.
    pub says: String,
    /// What to do.
    pub mend: String,
}

/// PostgreSQL that is older is not tested with.
const OLDEST_SERVER: i64 = 140_000;
/// A log of changes that is larger says that something holds it, in bytes.
const LONG_LOG: u64 = 1 << 30;
/// Milliseconds that a statement may take on average.
const SLOW: i64 = 500;
/// Rows from which the planner needs statistics.
const MANY: i64 = 10_000;
/// Seconds that two clocks may be apart.
const APART: i64 = 5;
/// So many findings of one kind are told.
const TOLD: usize = 5;

fn ailment(check: &'static str, is_grave: bool, says: impl Into<String>, mend: impl Into<String>) -> Ailment {
    Ailment { check, is_grave, says: says.into(), mend: mend.into() }
}

impl Db {
    /// The file, where the database is one.
    pub fn file(&self) -> Option<&Path> {
        match &self.engine {
            Engine::Sqlite(db) => Some(db.path()),
            Engine::Postgres(_) => None,
        }
    }
}

impl Tx<'_> {
    /// The engine and its version, in words.
    ///
    /// # Errors
    /// The database's own.
    pub fn engine(&mut self) -> Result<String, Error> {
        if let Conn::Sqlite(_) = self.conn {
            return Ok(format!("SQLite {}", rusqlite::version()));
        }
        let version = self.setting("server_version")?;
        Ok(format!("PostgreSQL {}", version.split_whitespace().next().unwrap_or_default()))
    }

    /// Bytes that the database takes.
    ///
    /// # Errors
    /// The database's own.
    pub fn size(&mut self) -> Result<i64, Error> {
        match self.conn {
            Conn::Sqlite(_) => {
                self.number("select page_count * page_size from pragma_page_count, pragma_page_size", &[])
            }
            Conn::Postgres(_) => self.number("select pg_database_size(current_database())", &[]),
        }
    }

    /// What ails the engine; `is_whole` reads every page of a file, which takes its time. Its clock is compared with ours.
    ///
    /// # Errors
    /// The database's own, which may be the worst ailment of all.
    pub fn ailments(&mut self, is_whole: bool, now_ms: i64) -> Result<Vec<Ailment>, Error> {
        match self.conn {
            Conn::Sqlite(_) => self.ailments_of_sqlite(is_whole),
            Conn::Postgres(_) => self.ailments_of_postgres(now_ms),
        }
    }

    fn words(&mut self, sql: &str) -> Result<Vec<String>, Error> {
        self.all(sql, &[], |row| row.next())
    }

    fn setting(&mut self, name: &str) -> Result<String, Error> {
        let found = self.first("select setting from pg_settings where name = $1", &[name.into()], |row| row.next())?;
        Ok(found.unwrap_or_default())
    }

    fn ailments_of_sqlite(&mut self, is_whole: bool) -> Result<Vec<Ailment>, Error> {
        let mut found = Vec::new();
        let check = if is_whole { "pragma integrity_check(20)" } else { "pragma quick_check(20)" };
        let broken = self.words(check)?;
        if broken != ["ok"] {
            let says = format!("the file is damaged: {}", first(&broken, "; "));
            found.push(ailment("integrity", true, says, "restore the last backup: bailiwick restore FILE"));
        }
        let sql = "select distinct \"table\" || ' refers to ' || parent || ', which lacks the row' from pragma_foreign_key_check";
        let dangling = self.words(sql)?;
        if !dangling.is_empty() {
            let mend = "restore the last backup, or ask for help with this list";
            found.push(ailment("references", true, first(&dangling, "; "), mend));
        }
        let tables = self.words("select name from pragma_table_list where name = 'sqlite_stat1'")?;
        let pages = self.number("select page_count from pragma_page_count", &[])?;
        if tables.is_empty() && pages > MANY {
            let mend = "sqlite3 FILE 'analyze', or import something: an import does it";
            found.push(ailment("statistics", false, "the planner knows nothing of how rows are spread", mend));
        }
        let free = self.number("select freelist_count from pragma_freelist_count", &[])?;
        if free > MANY && free > pages / 2 {
            let says = format!("{} % of the file is empty", free * 100 / pages.max(1));
            found.push(ailment("space", false, says, "stop the server, then sqlite3 FILE 'vacuum'"));
        }
        Ok(found)
    }

    fn ailments_of_postgres(&mut self, now_ms: i64) -> Result<Vec<Ailment>, Error> {
        let mut found = Vec::new();
        if self.setting("server_version_num")?.parse::<i64>().is_ok_and(|version| version < OLDEST_SERVER) {
            let says = format!("{} is older than this release is tested with", self.engine()?);
            found.push(ailment("engine", false, says, "move to PostgreSQL 15 or newer, by backup and restore"));
        }
        let theirs = self.number("select cast(extract(epoch from clock_timestamp()) * 1000 as bigint)", &[])?;
        let apart = (theirs - now_ms).abs() / 1000;
        if apart > APART {
            let says = format!("the server's clock and this machine's are {apart} seconds apart");
            found.push(ailment("clock", false, says, "set both by NTP"));
        }
        self.settings_of_postgres(&mut found)?;
        self.damage_of_postgres(&mut found)?;
        self.work_of_postgres(&mut found)?;
        self.slowest_of_postgres(&mut found)?;
        Ok(found)
    }

    fn settings_of_postgres(&mut self, found: &mut Vec<Ailment>) -> Result<(), Error> {
        for (name, is_grave, risk) in [
            ("fsync", true, "a power cut can destroy the database"),
            ("full_page_writes", true, "a power cut can tear pages apart"),
            ("synchronous_commit", false, "work that was answered can be lost when the server breaks down"),
        ] {
            if self.setting(name)? == "off" {
                let mend = format!("alter system set {name} = on; select pg_reload_conf()");
                found.push(ailment("settings", is_grave, format!("{name} is off: {risk}"), mend));
            }
        }
        if self.words("select extname::text from pg_extension where extname = 'pg_trgm'")?.is_empty() {
            let mend = "create extension pg_trgm schema public (package postgresql-contrib)";
            found.push(ailment("settings", true, "the extension pg_trgm is missing: nothing can be searched", mend));
        }
        let open = self.number("select count(*) from pg_stat_activity where backend_type = 'client backend'", &[])?;
        let most = self.setting("max_connections")?.parse::<i64>().unwrap_or(i64::MAX);
        if open.saturating_mul(10) > most.saturating_mul(8) {
            let mend = "raise max_connections, or run fewer servers: each takes up to 16";
            found.push(ailment("connections", false, format!("{open} of {most} connections are taken"), mend));
        }
        Ok(())
    }

    fn damage_of_postgres(&mut self, found: &mut Vec<Ailment>) -> Result<(), Error> {
        let sql = "select i.indexrelid::regclass::text from pg_index i join pg_class c on c.oid = i.indexrelid
             join pg_namespace n on n.oid = c.relnamespace where not i.indisvalid and n.nspname = current_schema()";
        for index in self.words(sql)? {
            found.push(ailment(
                "integrity",
                true,
                format!("index {index} is invalid"),
                format!("reindex index {index}"),
            ));
        }
        let sql = "select k.conname::text from pg_constraint k join pg_namespace n on n.oid = k.connamespace
             where not k.convalidated and n.nspname = current_schema()";
        for name in self.words(sql)? {
            let mend = format!("alter table … validate constraint {name}");
            found.push(ailment("references", true, format!("constraint {name} was never validated"), mend));
        }
        Ok(())
    }

    fn work_of_postgres(&mut self, found: &mut Vec<Ailment>) -> Result<(), Error> {
        let sql = "select pid || ': ' || state || ' for ' || extract(epoch from now() - coalesce(case when state = 'active' then query_start end, state_change))::bigint
             || ' s: ' || left(query, 120) from pg_stat_activity
             where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
             and ((state = 'active' and now() - query_start > interval '60 seconds')
              or (state like 'idle in transaction%' and now() - state_change > interval '60 seconds'))";
        for says in self.words(sql)?.into_iter().take(TOLD) {
            let pid = says.split(':').next().unwrap_or_default().to_owned();
            let mend = format!("if nobody waits for it: select pg_terminate_backend({pid})");
            found.push(ailment("slow", false, says, mend));
        }
        let sql = "select relname::text from pg_stat_user_tables where schemaname = current_schema()
             and n_live_tup > 10000 and last_analyze is null and last_autoanalyze is null order by n_live_tup desc";
        let unknown = self.words(sql)?;
        if !unknown.is_empty() {
            let says = format!("the planner knows nothing of {}", first(&unknown, ", "));
            found.push(ailment("statistics", false, says, "analyze; and see that autovacuum is on"));
        }
        let sql = "select relname::text from pg_stat_user_tables where schemaname = current_schema()
             and n_dead_tup > 100000 and n_dead_tup > n_live_tup order by n_dead_tup desc";
        let bloated = self.words(sql)?;
        if !bloated.is_empty() {
            let says = format!("more than half of {} are rows that are gone", first(&bloated, ", "));
            found.push(ailment("space", false, says, "vacuum; and see that autovacuum keeps up"));
        }
        Ok(())
    }

    /// Statements that are slow on average, where the server counts them and lets us see.
    fn slowest_of_postgres(&mut self, found: &mut Vec<Ailment>) -> Result<(), Error> {
        let is_counted = "select extname::text from pg_extension where extname = 'pg_stat_statements'";
        let is_loaded = self.setting("shared_preload_libraries")?.contains("pg_stat_statements");
        if !is_loaded || self.words(is_counted)?.is_empty() {
            return Ok(());
        }
        let sql = "select round(mean_exec_time::numeric)::bigint || ' ms on average, ' || calls || ' times: ' || left(query, 160)
             from pg_stat_statements where dbid = (select oid from pg_database where datname = current_database())
             and calls >= 5 and mean_exec_time > $1 order by mean_exec_time * calls desc limit 5";
        let slow: Vec<String> =
            self.all(sql, &[f64::from(i32::try_from(SLOW).unwrap_or(i32::MAX)).into()], |row| row.next())?;
        for says in slow {
            let mend = "analyze; if it stays slow, report it with its explain (analyze, buffers)";
            found.push(ailment("slow", false, says, mend));
        }
        Ok(())
    }
}

/// Ailments of the files of a database: its log.
pub fn of_files(database: &Path) -> Vec<Ailment> {
    let mut log = database.as_os_str().to_owned();
    log.push("-wal");
    let bytes = std::fs::metadata(&log).map_or(0, |data| data.len());
    if bytes <= LONG_LOG {
        return Vec::new();
    }
    let says = format!("{} has {bytes} bytes: something has been reading for long", Path::new(&log).display());
    vec![ailment("space", false, says, "end what reads (a backup, a shell), or start the server again")]
}

fn first(all: &[String], between: &str) -> String {
    let more = all.len().saturating_sub(TOLD);
    let told = all.iter().take(TOLD).map(String::as_str).collect::<Vec<_>>().join(between);
    if more == 0 { told } else { format!("{told} … and {more} more") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::each_engine;

    #[test]
    fn a_fresh_database_is_well_and_says_what_it_is() {
        each_engine(|db| {
            let (engine, size) =
                db.read(|tx| -> Result<_, Error> { Ok((tx.engine()?, tx.size()?)) }).expect("it answers");
            assert!(engine.contains(|c: char| c.is_ascii_digit()), "{engine}");
            assert!(size >= 0);
            let found = db.read(|tx| tx.ailments(true, 0)).expect("it answers");
            // A server for tests may be told to be fast rather than safe.
            assert!(found.iter().all(|a| ["settings", "slow", "connections", "clock"].contains(&a.check)), "{found:?}");
        })
        .expect("a database");
    }

    #[test]
    fn rows_that_name_what_is_not_there_are_found() {
        each_engine(|db| {
            if db.dialect() == crate::Dialect::Postgres {
                return;
            }
            db.write(|tx| {
                tx.batch("create table a (id bigint primary key); create table b (a_id bigint references a (id) deferrable initially deferred)")
            })
            .expect("tables");
            let plain = rusqlite::Connection::open(db.file().expect("a file")).expect("open");
            plain.execute_batch("pragma foreign_keys = off; insert into b values (7)").expect("a row");
            let found = db.read(|tx| tx.ailments(false, 0)).expect("it answers");
            assert!(found.iter().any(|a| a.check == "references" && a.is_grave && a.says.contains("b refers to a")));
        })
        .expect("a database");
    }
}
