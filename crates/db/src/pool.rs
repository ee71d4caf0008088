//! Connections kept open, and a lock that serves in order of arrival.

use crate::{Error, Kind};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long a caller waits for a connection before it is told that the database is busy.
const PATIENCE: Duration = Duration::from_secs(30);

/// At most `limit` connections, made when needed, handed out last used first.
pub(crate) struct Pool<C> {
    idle: Mutex<State<C>>,
    freed: Condvar,
    limit: usize,
}

struct State<C> {
    idle: Vec<C>,
    out: usize,
}

impl<C> Pool<C> {
    pub(crate) fn new(limit: usize) -> Pool<C> {
        Pool { idle: Mutex::new(State { idle: Vec::new(), out: 0 }), freed: Condvar::new(), limit }
    }

    /// Runs `f` with a connection; keeps it unless `f` says (by the flag) that it is broken.
    pub(crate) fn with<T, E: From<Error>>(
        &self,
        make: impl FnOnce() -> Result<C, Error>,
        f: impl FnOnce(&mut C) -> (Result<T, E>, bool),
    ) -> Result<T, E> {
        let mut lease = Lease { pool: self, conn: None };
        lease.conn = Some(match self.take()? {
            Some(conn) => conn,
            None => make()?,
        });
        let Some(conn) = lease.conn.as_mut() else { return Err(Error::new(Kind::Other, "no connection").into()) };
        let (answer, sound) = f(conn);
        if !sound {
            lease.conn = None;
        }
        answer
    }

    fn take(&self) -> Result<Option<C>, Error> {
        let mut state = held(self.idle.lock());
        loop {
            if let Some(conn) = state.idle.pop() {
                state.out += 1;
                return Ok(Some(conn));
            }
            if state.out < self.limit {
                state.out += 1;
                return Ok(None);
            }
            let (next, waited) = self.freed.wait_timeout(state, PATIENCE).unwrap_or_else(PoisonError::into_inner);
            state = next;
            if waited.timed_out() {
                return Err(Error::new(Kind::Busy, "no free connection after 30 seconds"));
            }
        }
    }
}

/// Gives the connection back, also when the caller panics.
struct Lease<'p, C> {
    pool: &'p Pool<C>,
    conn: Option<C>,
}

impl<C> Drop for Lease<'_, C> {
    fn drop(&mut self) {
        let mut state = held(self.pool.idle.lock());
        state.out -= 1;
        if !std::thread::panicking() {
            state.idle.extend(self.conn.take());
        }
        drop(state);
        self.pool.freed.notify_one();
    }
}

/// A lock that serves in order of arrival: a busy importer cannot starve a click.
pub(crate) struct Turns {
    state: Mutex<(u64, u64)>,
    next: Condvar,
}

impl Turns {
    pub(crate) fn new() -> Turns {
        Turns { state: Mutex::new((0, 0)), next: Condvar::new() }
    }
    /// Waits for the caller's turn; the guard ends it.
    pub(crate) fn wait(&self) -> Turn<'_> {
        let mut state = held(self.state.lock());
        let ticket = state.0;
        state.0 += 1;
        while state.1 != ticket {
            state = self.next.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        Turn(self)
    }
}

/// One turn; ends when dropped.
pub(crate) struct Turn<'t>(&'t Turns);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        held(self.0.state.lock()).1 += 1;
        self.0.next.notify_all();
    }
}

/// A poisoned lock only says that a holder panicked; what these locks guard stays whole.
pub(crate) fn held<'a, T>(lock: Result<MutexGuard<'a, T>, PoisonError<MutexGuard<'a, T>>>) -> MutexGuard<'a, T> {
    lock.unwrap_or_else(PoisonError::into_inner)
}
