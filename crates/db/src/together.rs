//! Group commit for SQLite: writers that wait for each other share one commit, and so one wait for the disk.
//!
//! A writer whose work is done leaves the transaction open where another stands in line, and waits with its answer until
//! a later one has committed for all. Each works inside a savepoint, so what one takes back leaves the others' work alone.
//! A commit that fails, or a statement that takes the whole transaction with it, takes everyone's: nobody of them was
//! answered yet, each is told that the database is busy, and may try again.

use crate::pool::held;
use crate::{Error, Kind};
use rusqlite::Connection;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

/// Writers of one commit at most.
const MOST: usize = 64;
/// How long a commit is put off at most: the first of a group waits no longer than this and one other's work.
const LONGEST: Duration = Duration::from_millis(10);

/// What became of a group.
#[derive(Default)]
struct Outcome {
    committed: Mutex<Option<bool>>,
    settled: Condvar,
}

impl Outcome {
    fn settle(&self, is_kept: bool) {
        *held(self.committed.lock()) = Some(is_kept);
        self.settled.notify_all();
    }
    fn wait(&self) -> bool {
        let mut committed = held(self.committed.lock());
        loop {
            match *committed {
                Some(is_kept) => return is_kept,
                None => committed = self.settled.wait(committed).unwrap_or_else(std::sync::PoisonError::into_inner),
            }
        }
    }
}

/// The transaction that was left open.
struct Open {
    outcome: Arc<Outcome>,
    members: usize,
    began: Instant,
}

/// The group that is open, where one is, and how many were lost so far. Touched by whoever's turn it is.
#[derive(Default)]
pub(crate) struct Group {
    state: Mutex<(Option<Open>, u64)>,
}

/// Whoever's turn it is. Where it ends without a decision (a panic), what was open is lost.
pub(crate) struct Member<'g> {
    group: &'g Group,
    is_decided: bool,
}

/// What is left for a member to do once its turn has ended.
pub(crate) struct Left(Option<Arc<Outcome>>);

impl Group {
    /// Begins a turn.
    pub(crate) fn turn(&self) -> Member<'_> {
        Member { group: self, is_decided: false }
    }
    /// How many groups were lost: what was remembered of them never was.
    pub(crate) fn lost(&self) -> u64 {
        held(self.state.lock()).1
    }
    fn settle(&self, is_kept: bool) {
        let mut state = held(self.state.lock());
        if let Some(open) = state.0.take() {
            state.1 += u64::from(!is_kept);
            open.outcome.settle(is_kept);
        }
    }
}

impl Drop for Member<'_> {
    fn drop(&mut self) {
        if !self.is_decided {
            self.group.settle(false);
        }
    }
}

impl Member<'_> {
    /// Commits what others have left open, so that this turn begins a transaction of its own. Answers whether the
    /// connection is sound.
    pub(crate) fn finish_others(&mut self, conn: &Connection) -> bool {
        let is_open = held(self.group.state.lock()).0.is_some();
        let is_kept = !is_open || conn.execute_batch("commit").is_ok();
        self.group.settle(is_kept);
        self.is_decided = true;
        conn.is_autocommit() || conn.execute_batch("rollback").is_ok()
    }

    /// Does a member's work inside the group's transaction; commits it unless another stands in line.
    pub(crate) fn join<T, E: From<Error>>(
        &mut self,
        conn: &Connection,
        has_next: impl FnOnce() -> bool,
        f: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> (Result<(T, Left), E>, bool) {
        let outcome = match self.enter(conn) {
            Ok(outcome) => outcome,
            Err(error) => return (Err(error.into()), false),
        };
        let worked = f(conn);
        let end = if worked.is_ok() { "release member" } else { "rollback to member; release member" };
        if conn.is_autocommit() || conn.execute_batch(end).is_err() {
            // A statement took the transaction with it.
            self.group.settle(false);
            self.is_decided = true;
            let sound = conn.is_autocommit() || conn.execute_batch("rollback").is_ok();
            return (worked.and_then(|_| Err(lost().into())), sound);
        }
        self.is_decided = true;
        if self.goes_on() && has_next() {
            return (worked.map(|value| (value, Left(Some(outcome)))), true);
        }
        let committed = conn.execute_batch("commit");
        self.group.settle(committed.is_ok());
        let sound = conn.is_autocommit() || conn.execute_batch("rollback").is_ok();
        let answer = worked.and_then(|value| match committed {
            Ok(()) => Ok((value, Left(None))),
            Err(error) => Err(Error::from(error).into()),
        });
        (answer, sound)
    }

    fn enter(&mut self, conn: &Connection) -> Result<Arc<Outcome>, Error> {
        let mut state = held(self.group.state.lock());
        if state.0.is_none() {
            conn.execute_batch("begin immediate")?;
            state.0 = Some(Open { outcome: Arc::default(), members: 0, began: Instant::now() });
        }
        conn.execute_batch("savepoint member")?;
        let Some(open) = state.0.as_mut() else { return Err(lost()) };
        open.members += 1;
        Ok(open.outcome.clone())
    }

    fn goes_on(&self) -> bool {
        let state = held(self.group.state.lock());
        state.0.as_ref().is_some_and(|open| open.members < MOST && open.began.elapsed() < LONGEST)
    }
}

impl Left {
    /// Waits until the group is committed.
    ///
    /// # Errors
    /// Busy, where it was lost.
    pub(crate) fn wait(self) -> Result<(), Error> {
        match self.0 {
            Some(outcome) if !outcome.wait() => Err(lost()),
            _ => Ok(()),
        }
    }
}

fn lost() -> Error {
    Error::new(Kind::Busy, "the shared transaction was lost; try again")
}

#[cfg(test)]
mod tests {
    use crate::{Db, Error};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn count(db: &Db) -> i64 {
        db.read(|tx| tx.number("select count(*) from t", &[])).unwrap()
    }

    /// Writers in many threads: some alone, some that take their work back, some that break the whole transaction. What was
    /// answered with success is there, and nothing else.
    #[test]
    fn what_was_answered_is_there_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&format!("sqlite://{}/a.db", folder.path().display())).unwrap();
        db.write(|tx| tx.batch("create table t (id integer primary key)")).unwrap();
        let kept = Arc::new(AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for writer in 0..8_i64 {
                let (db, kept) = (db.clone(), kept.clone());
                scope.spawn(move || {
                    for turn in 0..100_i64 {
                        let id = writer * 1000 + turn;
                        let insert = |tx: &mut crate::Tx<'_>| tx.run("insert into t (id) values ($1)", &[id.into()]);
                        let answer: Result<u64, Error> = match (writer + turn) % 8 {
                            0 => db.write(insert),
                            1 => db.write_together(|tx| {
                                insert(tx).and_then(|_| tx.run("insert into gone values (1)", &[]))
                            }),
                            2 if turn % 10 == 0 => db.write_together(|tx| {
                                insert(tx)?;
                                tx.run("insert or rollback into t (id) values ($1)", &[id.into()])
                            }),
                            _ => db.write_together(insert),
                        };
                        kept.fetch_add(usize::from(answer.is_ok()), Ordering::SeqCst);
                    }
                });
            }
        });
        let kept = kept.load(Ordering::SeqCst);
        assert_eq!(count(&db), i64::try_from(kept).unwrap());
        assert!(kept > 100, "{kept}");
    }

    #[test]
    fn who_panics_takes_nobody_along_for_ever() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&format!("sqlite://{}/a.db", folder.path().display())).unwrap();
        db.write(|tx| tx.batch("create table t (id integer primary key)")).unwrap();
        let answers: Vec<bool> = std::thread::scope(|scope| {
            let write = |n: i64| {
                let db = db.clone();
                move || {
                    let work = |tx: &mut crate::Tx<'_>| {
                        assert!(n != 3, "on purpose");
                        tx.run("insert into t (id) values ($1)", &[n.into()])
                    };
                    db.write_together(work).is_ok()
                }
            };
            let threads: Vec<_> = (0..8).map(|n| scope.spawn(write(n))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap_or(false)).collect()
        });
        assert!(!answers.get(3).unwrap(), "whoever panics has written nothing");
        let kept = answers.into_iter().filter(|kept| *kept).count();
        assert_eq!(count(&db), i64::try_from(kept).unwrap());
    }
}
