//! The memory that passwords are hashed in: 19 MiB each, which the system clears page by page before it gives it, for a fifth of
//! the time that hashing takes. So it is handed on while others are at it, and given back when the last of them is done.

use argon2::{Block, Params};
use std::sync::{Mutex, MutexGuard, PoisonError};

static SHARED: Mutex<Shared> = Mutex::new(Shared { at_it: 0, spare: Vec::new() });

struct Shared {
    /// Those who are hashing.
    at_it: usize,
    spare: Vec<Vec<Block>>,
}

fn shared() -> MutexGuard<'static, Shared> {
    SHARED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Memory for one hash by the crate's own parameters; what is in it is of no account.
pub(super) struct Memory(Vec<Block>);

impl Memory {
    pub fn take() -> Memory {
        let mut shared = shared();
        shared.at_it += 1;
        let spare = shared.spare.pop();
        drop(shared);
        Memory(spare.unwrap_or_else(|| vec![Block::default(); Params::DEFAULT.block_count()]))
    }
}

impl AsMut<[Block]> for Memory {
    fn as_mut(&mut self) -> &mut [Block] {
        &mut self.0
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        let mut shared = shared();
        shared.at_it -= 1;
        if shared.at_it == 0 {
            shared.spare.clear();
        } else {
            shared.spare.push(std::mem::take(&mut self.0));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_kept_while_somebody_is_at_it() {
        let (one, two) = (Memory::take(), Memory::take());
        drop(one);
        assert!(!shared().spare.is_empty());
        let three = Memory::take();
        assert_eq!(three.0.len(), Params::DEFAULT.block_count());
        drop((two, three));
        // Other tests may be at it in this process; whoever is last gives all of it back.
        let shared = shared();
        assert!(shared.at_it > 0 || shared.spare.is_empty());
    }
}
