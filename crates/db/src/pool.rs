//! Connections kept open, and a lock that serves in order of arrival.

use crate::{Error, Kind, deadline};
use std::collections::HashSet;
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

    /// Drops the connections that nobody uses: whoever comes next makes a new one.
    pub(crate) fn forget(&self) {
        let idle = std::mem::take(&mut held(self.idle.lock()).idle);
        drop(idle);
    }

    fn take(&self) -> Result<Option<C>, Error> {
        let mut state = held(self.idle.lock());
        let patience = deadline::left().map_or(PATIENCE, |left| left.min(PATIENCE));
        loop {
            if let Some(conn) = state.idle.pop() {
                state.out += 1;
                return Ok(Some(conn));
            }
            if state.out < self.limit {
                state.out += 1;
                return Ok(None);
            }
            let (next, waited) = self.freed.wait_timeout(state, patience).unwrap_or_else(PoisonError::into_inner);
            state = next;
            if waited.timed_out() {
                return Err(Error::new(Kind::Busy, format!("no free connection after {} ms", patience.as_millis())));
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
    state: Mutex<Line>,
    next: Condvar,
}

/// Tickets: the next to be given, the one that is served, and those whose holders have gone away.
#[derive(Default)]
struct Line {
    given: u64,
    served: u64,
    gone: HashSet<u64>,
}

impl Line {
    fn go_on(&mut self) {
        self.served += 1;
        while self.gone.remove(&self.served) {
            self.served += 1;
        }
    }
}

impl Turns {
    pub(crate) fn new() -> Turns {
        Turns { state: Mutex::default(), next: Condvar::new() }
    }
    /// Waits for the caller's turn, until its deadline; the guard ends it.
    pub(crate) fn wait(&self) -> Result<Turn<'_>, Error> {
        let mut state = held(self.state.lock());
        let ticket = state.given;
        state.given += 1;
        while state.served != ticket {
            state = match deadline::left() {
                None => self.next.wait(state).unwrap_or_else(PoisonError::into_inner),
                Some(left) if left.is_zero() => {
                    state.gone.insert(ticket);
                    return Err(Error::new(Kind::Busy, "others write, and the deadline has passed"));
                }
                Some(left) => self.next.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0,
            };
        }
        Ok(Turn(self))
    }
}

/// One turn; ends when dropped.
pub(crate) struct Turn<'t>(&'t Turns);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        held(self.0.state.lock()).go_on();
        self.0.next.notify_all();
    }
}

/// A poisoned lock only says that a holder panicked; what these locks guard stays whole.
pub(crate) fn held<'a, T>(lock: Result<MutexGuard<'a, T>, PoisonError<MutexGuard<'a, T>>>) -> MutexGuard<'a, T> {
    lock.unwrap_or_else(PoisonError::into_inner)
}
