//! What changed, read from the database once a second for all who listen, and handed to each.
//!
//! Nothing is kept that the database does not hold, so every server of many tells its own readers. A transaction takes
//! a while to be written, so each reading goes back [`OVERLAP`]; what was told is told once. A change that took longer
//! than that to be written is seen when the page is next asked for. Nobody listens: nothing is read.

use app::House;
use app::live::{self, Changed, Told};
use domain::Instant;
use std::collections::HashSet;
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

/// A reading: what was new in it, and who was told something.
#[derive(Debug, Default)]
pub struct Reading {
    /// Records that were changed.
    pub changes: Vec<Changed>,
    /// What users were told.
    pub told: Vec<Told>,
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
        let (mut known, mut heard): (HashSet<Changed>, HashSet<Told>) = (HashSet::new(), HashSet::new());
        loop {
            tokio::time::sleep(EVERY).await;
            if *self.ended.borrow() || self.is_left() {
                return;
            }
            let (asked, from) = (house.clone(), Instant(house.now().0 - OVERLAP));
            let both = move || Ok::<_, app::Error>((live::since(&asked, from)?, live::told(&asked, from)?));
            // A database that is busy is asked again a second later.
            let Ok(Ok((all, told))) = tokio::task::spawn_blocking(both).await else { continue };
            // What was there before anybody listened is no news.
            let changes = all.iter().filter(|change| change.at >= begun && !known.contains(*change)).copied().collect();
            let new = told.iter().filter(|one| one.at >= begun && !heard.contains(*one)).copied().collect();
            let news = Reading { changes, told: new };
            (known, heard) = (all.into_iter().collect(), told.into_iter().collect());
            if !news.changes.is_empty() || !news.told.is_empty() {
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
