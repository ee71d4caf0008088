//! Small writes of one sort that come in crowds: those that wait at the same moment are decided and written as one batch.
//!
//! Commands take batches, and a batch of twenty leads costs little more than one: the statements around it, the waiting for
//! the disk and the turns of threads are paid once. Whoever comes first starts; whoever comes meanwhile makes the next
//! batch. Nobody waits for a batch to fill. Each is answered when its own batch stands, so that what was answered stays.
//! Where a batch fails its halves are tried, and theirs: one bad item is refused, the others are not.

use crate::State;
use app::{Error, House, Result};
use std::collections::HashMap;
use std::hash::Hash;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::oneshot;

/// Items of one batch at most: what else wants to be written waits no longer than for these.
const MOST: usize = 64;

/// An item, and who waits for what becomes of it.
struct Waiting<I, O> {
    item: I,
    done: oneshot::Sender<Result<O>>,
}

/// What waits, by what may be written together. A key is there as long as somebody works on it.
type Lines<K, I, O> = Mutex<HashMap<K, Vec<Waiting<I, O>>>>;

/// Those who wait to have items written.
pub(crate) struct Gather<K, I, O> {
    lines: Arc<Lines<K, I, O>>,
}

impl<K, I, O> Default for Gather<K, I, O> {
    fn default() -> Self {
        Gather { lines: Arc::default() }
    }
}

impl<K, I, O> Gather<K, I, O>
where
    K: Eq + Hash + Copy + Send + 'static,
    I: Send + 'static,
    O: Send + 'static,
{
    /// Has an item written by `work`, which is given items of the same key and answers for each in their order, or writes
    /// nothing.
    ///
    /// # Errors
    /// What `work` answers of this item alone.
    pub(crate) async fn done(
        &self,
        state: &State,
        key: K,
        item: I,
        work: impl Fn(&House, &[I]) -> Result<Vec<O>> + Send + 'static,
    ) -> Result<O> {
        let (done, answer) = oneshot::channel();
        if join(&self.lines, key, Waiting { item, done }) {
            let (lines, house) = (self.lines.clone(), state.house().clone());
            tokio::task::spawn_blocking(move || {
                while let Some(batch) = next(&lines, key) {
                    write(&house, batch, &work);
                }
            });
        }
        let result = answer.await.unwrap_or_else(|_| Err(broken()));
        if matches!(result, Err(Error::Busy)) {
            state.metrics().count_busy();
        }
        result
    }
}

/// Stands in line; answers whether nobody works on it yet.
fn join<K: Eq + Hash, I, O>(lines: &Lines<K, I, O>, key: K, one: Waiting<I, O>) -> bool {
    let mut lines = held(lines);
    let is_first = !lines.contains_key(&key);
    lines.entry(key).or_default().push(one);
    is_first
}

/// The next of a line; none where nobody stands in it, and then it is gone.
fn next<K: Eq + Hash, I, O>(lines: &Lines<K, I, O>, key: K) -> Option<Vec<Waiting<I, O>>> {
    let mut lines = held(lines);
    let line = lines.get_mut(&key)?;
    if line.is_empty() {
        lines.remove(&key);
        return None;
    }
    let count = line.len().min(MOST);
    Some(line.drain(..count).collect())
}

/// Writes a batch and answers everyone.
fn write<I, O>(house: &House, batch: Vec<Waiting<I, O>>, work: &impl Fn(&House, &[I]) -> Result<Vec<O>>) {
    let (items, waiting): (Vec<I>, Vec<_>) = batch.into_iter().map(|one| (one.item, one.done)).unzip();
    for (done, answer) in waiting.into_iter().zip(each(house, &items, work)) {
        // Who has gone away in the meantime needs no answer.
        let _ = done.send(answer);
    }
}

/// What becomes of each item: of all at once, or where that fails, of each half by itself, down to the one that is to blame.
pub(crate) fn each<I, O>(house: &House, items: &[I], work: &impl Fn(&House, &[I]) -> Result<Vec<O>>) -> Vec<Result<O>> {
    match (tried(house, items, work), items.len()) {
        (_, 0) => Vec::new(),
        (Ok(made), count) if made.len() == count => made.into_iter().map(Ok).collect(),
        (Ok(_), 1) => vec![Err(broken())],
        (Err(error), 1) => vec![Err(error)],
        (_, count) => {
            let (first, second) = items.split_at(count / 2);
            let mut answers = each(house, first, work);
            answers.extend(each(house, second, work));
            answers
        }
    }
}

/// What the work answers; a panic of it is an error of these items alone, for others stand in the line behind them.
fn tried<I, O>(house: &House, items: &[I], work: &impl Fn(&House, &[I]) -> Result<Vec<O>>) -> Result<Vec<O>> {
    catch_unwind(AssertUnwindSafe(|| work(house, items))).unwrap_or_else(|_| Err(broken()))
}

fn broken() -> Error {
    Error::Internal("what was written together broke off".to_owned())
}

fn held<K, I, O>(lines: &Lines<K, I, O>) -> MutexGuard<'_, HashMap<K, Vec<Waiting<I, O>>>> {
    lines.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Options;
    use domain::Refusal;

    /// The product on each engine.
    fn each_house(test: impl Fn(House)) {
        let open = |db| House::with_clock(db, Arc::new(|| domain::Instant(0))).expect("a house");
        db::testing::each_engine(|db| test(open(db))).expect("a database");
    }

    /// What becomes of a number: doubled and noted; every seventh is refused, every thirtieth breaks off.
    fn doubled(items: &[u64], written: &Mutex<Vec<u64>>) -> Result<Vec<u64>> {
        assert!(items.iter().all(|item| item % 30 != 1), "breaks off");
        if items.iter().any(|item| item % 7 == 3) {
            return Err(Refusal::new("refusal-value-wrong").into());
        }
        written.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(items);
        Ok(items.iter().map(|item| item * 2).collect())
    }

    /// A crowd at once, some of it bad: nothing is lost, and nothing is written that was not answered.
    #[test]
    fn everyone_is_answered_of_what_became_of_theirs() {
        each_house(|house| {
            let (state, written) = (State::new(house, Options::default()), Arc::new(Mutex::new(Vec::new())));
            let gather: Arc<Gather<u8, u64, u64>> = Arc::default();
            let one = |item: u64| {
                let (state, gather, written) = (state.clone(), gather.clone(), written.clone());
                async move {
                    let work = move |_: &House, items: &[u64]| doubled(items, &written);
                    (item, gather.done(&state, u8::from(item.is_multiple_of(2)), item, work).await)
                }
            };
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).build().unwrap();
            let answers = runtime.block_on(async {
                let tasks: Vec<_> = (0..300).map(|item| tokio::spawn(one(item))).collect();
                let mut answers = Vec::new();
                for task in tasks {
                    answers.push(task.await.unwrap());
                }
                answers
            });
            let mut kept = Vec::new();
            for (item, answer) in answers {
                match answer {
                    Ok(made) => {
                        assert_eq!(made, item * 2);
                        kept.push(item);
                    }
                    Err(Error::Refused(_)) => assert_eq!(item % 7, 3),
                    Err(_) => assert_eq!(item % 30, 1),
                }
            }
            let mut written = written.lock().unwrap().clone();
            written.sort_unstable();
            assert_eq!(written, kept);
            assert_eq!(kept.len(), (0..300).filter(|item| item % 30 != 1 && item % 7 != 3).count());
        });
    }

    #[test]
    fn those_who_wait_are_written_in_one_go() {
        each_house(|house| {
            let lines: Lines<(), u64, u64> = Lines::default();
            let mut answers = Vec::new();
            for item in 0..100 {
                let (done, answer) = oneshot::channel();
                assert_eq!(join(&lines, (), Waiting { item, done }), item == 0, "only the first begins");
                answers.push(answer);
            }
            let mut sizes = Vec::new();
            while let Some(batch) = next(&lines, ()) {
                sizes.push(batch.len());
                write(&house, batch, &|_, items| Ok(items.to_vec()));
            }
            assert_eq!(sizes, [MOST, 100 - MOST]);
            for (item, answer) in (0..100).zip(&mut answers) {
                assert_eq!(answer.try_recv().unwrap().unwrap(), item);
            }
            let (done, _) = oneshot::channel();
            assert!(join(&lines, (), Waiting { item: 1, done }), "whoever comes later begins anew");
        });
    }
}
