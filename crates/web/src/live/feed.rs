//! What changed, read from the database once a second for all who listen, and handed to each.
//!
//! Nothing is kept that the database does not hold, so every server of many tells its own readers. A transaction takes
//! a while to be written, so each reading goes back [`OVERLAP`]; what was told is told once. A change that took longer
//! than that to be written is seen when the page is next asked for. Nobody listens: nothing is read.

use app::House;
use app::live::{self, Changed, Told};
use app::presence::{self, Came};
use domain::Instant;
use std::collections::HashSet;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{broadcast, watch};

/// Between two readings.
const EVERY: Duration = Duration::from_secs(1);
/// How far back each reading goes, in milliseconds.
const OVERLAP: i64 = 15_000;
/// How long before the first listener came a change may have begun and still be news, in milliseconds.
const ON_ITS_WAY: i64 = 2000;
/// Readings that a slow listener may be behind before it is told that it missed some.
const BEHIND: usize = 64;

/// A reading: what was new in it, who was told something, who came to a field.
#[derive(Debug, Default)]
pub struct Reading {
    /// Records that were changed.
    pub changes: Vec<Changed>,
    /// What users were told.
    pub told: Vec<Told>,
    /// Who came to a field of a record, stayed on it, or left it.
    pub came: Vec<Came>,
}

impl Reading {
    fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.told.is_empty() && self.came.is_empty()
    }
}

/// All of it that is read from an instant on.
fn reading(house: &House, from: Instant) -> app::Result<Reading> {
    Ok(Reading {
        changes: live::since(house, from)?,
        told: live::told(house, from)?,
        came: presence::queries::since(house, from)?,
    })
}

/// What is in a list, began after an instant, and is not known.
fn new<T: Clone + Eq + Hash>(all: &[T], known: &[T], begun: Instant, at: fn(&T) -> Instant) -> Vec<T> {
    let known: HashSet<&T> = known.iter().collect();
    all.iter().filter(|one| at(one) >= begun && !known.contains(one)).cloned().collect()
}

/// A reading, shared by all who listen.
pub type News = Arc<Reading>;

/// Hands out what changed. Cheap to clone.
#[derive(Clone)]
pub struct Feed {
    news: broadcast::Sender<News>,
    is_reading: Arc<Mutex<bool>>,
    ended: watch::Sender<bool>,
}

impl Default for Feed {
    fn default() -> Feed {
        Feed { news: broadcast::Sender::new(BEHIND), is_reading: Arc::default(), ended: watch::Sender::new(false) }
    }
}

impl Feed {
    /// Listens from now on; begins to read where nobody listened.
    pub fn listen(&self, house: &House) -> broadcast::Receiver<News> {
        let mut is_reading = self.is_reading.lock().unwrap_or_else(PoisonError::into_inner);
        let listener = self.news.subscribe();
        if !*is_reading {
            *is_reading = true;
            tokio::spawn(self.clone().read(house.clone()));
        }
        listener
    }

    /// Told once the server ends.
    pub fn ended(&self) -> watch::Receiver<bool> {
        self.ended.subscribe()
    }

    /// The server ends: nobody is to be kept waiting for news.
    pub fn end(&self) {
        self.ended.send_replace(true);
    }

    async fn read(self, house: House) {
        // A change may be on its way while the first listener comes.
        let begun = Instant(house.now().0 - ON_ITS_WAY);
        let mut known = Reading::default();
        loop {
            tokio::time::sleep(EVERY).await;
            if *self.ended.borrow() || self.is_left() {
                return;
            }
            let (asked, from) = (house.clone(), Instant(house.now().0 - OVERLAP));
            // A database that is busy is asked again a second later.
            let Ok(Ok(all)) = tokio::task::spawn_blocking(move || reading(&asked, from)).await else { continue };
            // What was there before anybody listened is no news.
            let news = Reading {
                changes: new(&all.changes, &known.changes, begun, |change| change.at),
                told: new(&all.told, &known.told, begun, |told| told.at),
                came: new(&all.came, &known.came, begun, |came| came.at),
            };
            known = all;
            if !news.is_empty() {
                let _ = self.news.send(Arc::new(news));
            }
        }
    }

    /// Whether the last listener went; then reading ends, and begins anew with the next one.
    fn is_left(&self) -> bool {
        let mut is_reading = self.is_reading.lock().unwrap_or_else(PoisonError::into_inner);
        *is_reading = self.news.receiver_count() > 0;
        !*is_reading
    }
}
