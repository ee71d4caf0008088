//! Small writes of one sort that come in crowds: those that wait at the same moment are decided and written as one batch.
//!
//! Commands take batches, and a batch of twenty leads costs little more than one: the statements around it, the waiting for
//! the disk and the turns of threads are paid once. Whoever comes first starts; whoever comes meanwhile makes the next
//! batch. Nobody waits for a batch to fill. Each is answered when its own batch stands, so that what was answered stays.
//! Where a batch is refused its halves are tried, and theirs: one bad item is refused, the others are not. What was decided and
//! then failed to be committed is not tried again, since it may stand; nor is what was too busy to be written.
//! What each is then shown of theirs is read together in the same way.

use crate::State;
use app::ctx::Who;
use app::{Ctx, Error, House, Result, Tx};
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
    /// Has an item written by `work` in somebody's name. It is given items of the same key, and answers for each in their
    /// order.
    ///
    /// # Errors
    /// What `work` answers of this item alone; that of all, where they were decided and not committed, or it is busy.
    pub(crate) async fn done(
        &self,
        state: &State,
        key: K,
        item: I,
        who: Who,
        work: impl Fn(&Ctx, &mut Tx<'_>, &[I]) -> Result<Vec<O>> + Send + 'static,
    ) -> Result<O> {
        let house = state.house().clone();
        self.through(state, key, item, move |items: &[I]| attempt(&house, who, items, &work)).await
    }

    /// Has an item read by `work` with others that are read at the same moment, from one snapshot begun after it was
    /// asked for.
    ///
    /// # Errors
    /// As [`Gather::done`].
    pub(crate) async fn read(
        &self,
        state: &State,
        key: K,
        item: I,
        who: Who,
        work: impl Fn(&Ctx, &mut Tx<'_>, &[I]) -> Result<Vec<O>> + Send + 'static,
    ) -> Result<O> {
        let house = state.house().clone();
        let tried = move |items: &[I]| {
            let read = || house.read(who, |ctx, tx| counted(items, work(ctx, tx, items)?));
            unbroken(read).map_err(|error| Failed { error, is_undone: true })
        };
        self.through(state, key, item, tried).await
    }

    async fn through(
        &self,
        state: &State,
        key: K,
        item: I,
        tried: impl Fn(&[I]) -> Attempt<O> + Send + 'static,
    ) -> Result<O> {
        let (done, answer) = oneshot::channel();
        if join(&self.lines, key, Waiting { item, done }) {
            let lines = self.lines.clone();
            tokio::task::spawn_blocking(move || {
                while let Some(batch) = next(&lines, key) {
                    write(batch, &tried);
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
fn write<I, O>(batch: Vec<Waiting<I, O>>, tried: &impl Fn(&[I]) -> Attempt<O>) {
    let (items, waiting): (Vec<I>, Vec<_>) = batch.into_iter().map(|one| (one.item, one.done)).unzip();
    for (done, answer) in waiting.into_iter().zip(each(&items, tried)) {
        // Who has gone away in the meantime needs no answer.
        let _ = done.send(answer);
    }
}

/// What items came to that were tried together: all of them, or none.
pub(crate) type Attempt<O> = std::result::Result<Vec<O>, Failed>;

/// Why none of them was made.
pub(crate) struct Failed {
    error: Error,
    /// Whether it is certain that nothing of them stands.
    is_undone: bool,
}

/// Writes items in one transaction. A panic is an error of these items alone, for others stand in the line behind them.
pub(crate) fn attempt<I, O>(
    house: &House,
    who: Who,
    items: &[I],
    work: &impl Fn(&Ctx, &mut Tx<'_>, &[I]) -> Result<Vec<O>>,
) -> Attempt<O> {
    let mut is_undone = true;
    let written = unbroken(|| {
        house.write(who, |ctx, tx| {
            let made = counted(items, work(ctx, tx, items)?)?;
            is_undone = false;
            Ok(made)
        })
    });
    written.map_err(|error| Failed { error, is_undone })
}

/// What came of the work; a panic is an error.
fn unbroken<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(broken()))
}

/// That each item has its answer.
fn counted<I, O>(items: &[I], made: Vec<O>) -> Result<Vec<O>> {
    if made.len() == items.len() { Ok(made) } else { Err(broken()) }
}

/// What becomes of each item: of all at once, or where that is refused, of each half by itself, down to the one that is to
/// blame.
pub(crate) fn each<I, O>(items: &[I], tried: &impl Fn(&[I]) -> Attempt<O>) -> Vec<Result<O>> {
    if items.is_empty() {
        return Vec::new();
    }
    match tried(items) {
        Ok(made) => made.into_iter().map(Ok).collect(),
        Err(Failed { error, is_undone: true }) if items.len() > 1 && !error.is_passing() => {
            let (first, second) = items.split_at(items.len() / 2);
            let mut answers = each(first, tried);
            answers.extend(each(second, tried));
            answers
        }
        Err(Failed { error, .. }) if items.len() == 1 => vec![Err(error)],
        Err(Failed { error: Error::Busy, .. }) => items.iter().map(|_| Err(Error::Busy)).collect(),
        Err(Failed { error: Error::Lacking(lack, cause), .. }) => {
            items.iter().map(|_| Err(Error::Lacking(lack, cause.clone()))).collect()
        }
        Err(Failed { error, .. }) => items.iter().map(|_| Err(Error::Internal(error.to_string()))).collect(),
    }
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

    fn failed<O>(error: Error, is_undone: bool) -> Attempt<O> {
        Err(Failed { error, is_undone })
    }

    /// What becomes of a number: doubled and noted; every seventh is refused.
    fn doubled(items: &[u64], written: &Mutex<Vec<u64>>) -> Attempt<u64> {
        if items.iter().any(|item| item % 7 == 3) {
            return failed(Refusal::new("refusal-value-wrong").into(), true);
        }
        written.lock().unwrap().extend_from_slice(items);
        Ok(items.iter().map(|item| item * 2).collect())
    }

    /// What may stand is not written twice, and what is busy is not made busier.
    #[test]
    fn only_what_is_undone_for_certain_is_tried_again() {
        for error in [Error::Busy, Error::Internal("the connection is gone".into())] {
            let (turns, is_busy) = (Mutex::new(0), matches!(error, Error::Busy));
            let tried = |_: &[u64]| -> Attempt<u64> {
                *turns.lock().unwrap() += 1;
                failed(if is_busy { Error::Busy } else { broken() }, is_busy)
            };
            let answers = each(&[1, 2, 3], &tried);
            assert!(answers.len() == 3 && answers.iter().all(|answer| matches!(answer, Err(Error::Busy)) == is_busy));
            assert_eq!(*turns.lock().unwrap(), 1);
        }
    }

    /// A panic, a refusal, a wrong count: certain to be undone. Only past the decision it is not.
    #[test]
    fn what_breaks_off_before_it_is_committed_is_undone() {
        each_house(|house| {
            db_company(&house);
            let tried = |work: &dyn Fn(&[u64]) -> Result<Vec<u64>>| {
                attempt(&house, Who::Console, &[1, 2], &|_, _, items: &[u64]| work(items))
                    .map_err(|failed| failed.is_undone)
            };
            assert_eq!(tried(&|items| Ok(items.to_vec())), Ok(vec![1, 2]));
            assert_eq!(tried(&|_| panic!("breaks off")), Err(true));
            assert_eq!(tried(&|_| Ok(vec![1])), Err(true));
            assert_eq!(tried(&|_| Err(Error::NotFound)), Err(true));
            assert_eq!(tried(&|items| Ok(items.to_vec())), Ok(vec![1, 2]), "the next is not held up");
        });
    }

    fn db_company(house: &House) {
        let company = app::settings::Company {
            name: "Fjord".into(),
            currency: domain::kernel::Currency::new("EUR").unwrap(),
            calendar: domain::kernel::Calendar::default(),
            time_zone: "UTC".into(),
            language: "en".into(),
        };
        house.db().write(|tx| app::settings::save(tx, &company)).unwrap();
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
                    let tried = move |items: &[u64]| doubled(items, &written);
                    (item, gather.through(&state, u8::from(item.is_multiple_of(2)), item, tried).await)
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
                    Err(error) => assert!(matches!(error, Error::Refused(_)) && item % 7 == 3, "{item}"),
                }
            }
            let mut written = written.lock().unwrap().clone();
            written.sort_unstable();
            assert_eq!(written, kept);
            assert_eq!(kept.len(), (0..300).filter(|item| item % 7 != 3).count());
        });
    }

    #[test]
    fn those_who_wait_are_written_in_one_go() {
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
            write(batch, &|items: &[u64]| Ok(items.to_vec()));
        }
        assert_eq!(sizes, [MOST, 100 - MOST]);
        for (item, answer) in (0..100).zip(&mut answers) {
            assert_eq!(answer.try_recv().unwrap().unwrap(), item);
        }
        let (done, _) = oneshot::channel();
        assert!(join(&lines, (), Waiting { item: 1, done }), "whoever comes later begins anew");
    }
}
