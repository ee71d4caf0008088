//! What changed, read from the database once a second for all who listen, and handed to each.
//!
//! Nothing is kept that the database does not hold, so every server of many tells its own readers. A transaction takes
//! a while to be written, so each reading goes back [`OVERLAP`]; what was told is told once. A change that took longer
//! than that to be written is seen when the page is next asked for. Nobody listens: nothing is read.

use app::House;
use app::live::{self, Changed};
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

/// A reading: what was new in it.
pub type News = Arc<Vec<Changed>>;

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
        let mut told: HashSet<Changed> = HashSet::new();
        loop {
            tokio::time::sleep(EVERY).await;
            if *self.ended.borrow() || self.is_left() {
                return;
            }
            let (asked, from) = (house.clone(), Instant(house.now().0 - OVERLAP));
            let read = tokio::task::spawn_blocking(move || live::since(&asked, from)).await;
            // A database that is busy is asked again a second later.
            let Ok(Ok(all)) = read else { continue };
            // What was there before anybody listened is no news.
            let is_new = |change: &&Changed| change.at >= begun && !told.contains(*change);
            let news: Vec<Changed> = all.iter().filter(is_new).copied().collect();
            told = all.into_iter().collect();
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
