//! By when a thread's work on the database must be done.
//!
//! A request that nobody waits for any more must not go on reading, nor hold the one writer. The deadline belongs to the
//! thread, for a request runs on one thread from begin to commit; statements past it are broken off by the engine, waiting
//! past it ends, and what was begun is rolled back. Work without a deadline (commands, workers) is never broken off.

use std::cell::Cell;
use std::time::{Duration, Instant};

thread_local! {
    static DEADLINE: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// Runs the closure with a deadline; [`crate::Kind::Late`] is what is answered past it.
pub fn by<T>(deadline: Option<Instant>, f: impl FnOnce() -> T) -> T {
    struct Before(Option<Instant>);
    impl Drop for Before {
        fn drop(&mut self) {
            DEADLINE.set(self.0);
        }
    }
    let _before = Before(DEADLINE.replace(deadline));
    f()
}

/// Whether it has passed.
pub(crate) fn is_past() -> bool {
    DEADLINE.get().is_some_and(|deadline| Instant::now() >= deadline)
}

/// The time that is left; none where there is no deadline.
pub(crate) fn left() -> Option<Duration> {
    DEADLINE.get().map(|deadline| deadline.saturating_duration_since(Instant::now()))
}
