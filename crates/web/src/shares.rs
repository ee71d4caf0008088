//! How much of the database one user may have at once, so that one's heavy reports do not stop another's click.
//!
//! Connections are few, and a heavy report holds one as long as it runs. Each user has a share of them; what they ask
//! beyond it waits for their own work to end, in order, and costs neither a thread nor a connection meanwhile.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Pieces of work of one user at once: a quarter of what each engine's pool holds.
const AT_ONCE: usize = 4;

/// The shares of everyone who has something under way.
pub(crate) struct Shares<K: Eq + Hash + Copy> {
    taken: Arc<Mutex<HashMap<K, Arc<Semaphore>>>>,
}

impl<K: Eq + Hash + Copy> Default for Shares<K> {
    fn default() -> Self {
        Shares { taken: Arc::default() }
    }
}

/// One piece of work under way; ends when dropped.
pub(crate) struct Share<K: Eq + Hash + Copy> {
    taken: Arc<Mutex<HashMap<K, Arc<Semaphore>>>>,
    key: K,
    /// None where nothing is limited any more.
    permit: Option<OwnedSemaphorePermit>,
}

impl<K: Eq + Hash + Copy> Shares<K> {
    /// Waits for one.
    pub(crate) async fn take(&self, key: K) -> Share<K> {
        let own = held(&self.taken).entry(key).or_insert_with(|| Arc::new(Semaphore::new(AT_ONCE))).clone();
        let permit = own.acquire_owned().await.ok();
        Share { taken: self.taken.clone(), key, permit }
    }
}

impl<K: Eq + Hash + Copy> Drop for Share<K> {
    fn drop(&mut self) {
        drop(self.permit.take());
        let mut taken = held(&self.taken);
        // Only the map holds it, and everything of it is free: nobody waits.
        let is_idle = |own: &Arc<Semaphore>| Arc::strong_count(own) == 1 && own.available_permits() == AT_ONCE;
        if taken.get(&self.key).is_some_and(is_idle) {
            taken.remove(&self.key);
        }
    }
}

fn held<K>(taken: &Mutex<HashMap<K, Arc<Semaphore>>>) -> MutexGuard<'_, HashMap<K, Arc<Semaphore>>> {
    taken.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_has_much_under_way_waits_for_themselves_alone() {
        let shares = Shares::default();
        let mut mine = Vec::new();
        for _ in 0..AT_ONCE {
            mine.push(shares.take(1).await);
        }
        let another = tokio::time::timeout(std::time::Duration::from_secs(5), shares.take(2)).await;
        assert!(another.is_ok(), "another user is let through");
        let shares = Arc::new(shares);
        let waits = tokio::spawn({
            let shares = shares.clone();
            async move { drop(shares.take(1).await) }
        });
        tokio::task::yield_now().await;
        assert!(!waits.is_finished());
        drop(mine.pop());
        waits.await.unwrap();
        drop((mine, another));
        assert!(held(&shares.taken).is_empty(), "nothing is kept of who has nothing under way");
    }
}
