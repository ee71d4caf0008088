//! What every handler shares: the house, how it is served, its figures. And the one place that crosses
//! from tokio to the synchronous app: [`State::blocking`], once per request.

use crate::api::limit::{Limits, Turn};
use crate::gather::Gather;
use crate::lead_forms::DoorKey;
use crate::live::Feed;
use crate::metrics::Metrics;
use crate::records::{Making, Values};
use crate::request::Request;
use crate::routes::Route;
use crate::shares::Shares;
use app::backups::schedule::Plan;
use app::ctx::Who;
use app::lead_forms::Taken;
use app::lead_forms::commands::Sent;
use app::users::OpenId;
use app::{Ctx, Error, House, Tx};
use domain::kernel::id::UserId;
use domain::policy::Noun;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tokio::sync::Semaphore;
use uuid::Uuid;

/// How the product is served.
#[derive(Clone, Debug)]
pub struct Options {
    /// The address people use, where a proxy stands in front: `https://sales.example.com`. Cookies are
    /// `Secure` where it is HTTPS.
    pub public_url: Option<String>,
    /// Requests that a program may make in a minute.
    pub api_per_minute: u32,
    /// The largest file that may be uploaded, in bytes.
    pub upload_bytes: usize,
    /// How long a request may take, in seconds.
    pub timeout_seconds: u64,
    /// Backups that are taken by the clock.
    pub backups: Option<Plan>,
    /// The company's identity provider.
    pub openid: Option<OpenId>,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            public_url: None,
            api_per_minute: 1200,
            upload_bytes: 1 << 30,
            timeout_seconds: 30,
            backups: None,
            openid: None,
        }
    }
}

/// Passwords are slow to compare, on purpose; so many at once, and no more.
const PASSWORDS_AT_ONCE: usize = 4;
/// Refusals are noted once an hour for each user and place,
const HOUR: i64 = 60 * 60 * 1000;
/// as long as there are no more than so many.
const REFUSALS_KEPT: usize = 10_000;

/// The served product. Cheap to clone.
#[derive(Clone)]
pub struct State {
    inner: Arc<Inner>,
}

struct Inner {
    house: House,
    options: Options,
    metrics: Metrics,
    limits: Limits<UserId>,
    doors: Limits<DoorKey>,
    made: Gather<(Noun, UserId), Making, Uuid>,
    shown: Gather<(Noun, UserId), Uuid, Option<Values>>,
    strangers: Gather<(), Sent, Taken>,
    live: Feed,
    shares: Shares<UserId>,
    passwords: Semaphore,
    table: OnceLock<Vec<Route>>,
    refused: Mutex<Refused>,
}

/// The hour, and who was refused what in it.
type Refused = (i64, HashSet<(UserId, String)>);

impl State {
    /// A house, served so.
    pub fn new(house: House, options: Options) -> State {
        let (metrics, passwords) = (Metrics::default(), Semaphore::new(PASSWORDS_AT_ONCE));
        State {
            inner: Arc::new(Inner {
                house,
                options,
                metrics,
                limits: Limits::default(),
                doors: Limits::default(),
                made: Gather::default(),
                shown: Gather::default(),
                strangers: Gather::default(),
                live: Feed::default(),
                shares: Shares::default(),
                passwords,
                table: OnceLock::new(),
                refused: Mutex::default(),
            }),
        }
    }
    /// The product.
    pub fn house(&self) -> &House {
        &self.inner.house
    }
    /// How it is served.
    pub fn options(&self) -> &Options {
        &self.inner.options
    }
    /// What was counted.
    pub fn metrics(&self) -> &Metrics {
        &self.inner.metrics
    }
    /// Takes a turn of a user's programs.
    pub(crate) fn turn(&self, user: UserId) -> Turn {
        self.inner.limits.take(user, self.options().api_per_minute, self.house().now())
    }
    /// Turns of forms that strangers send.
    pub(crate) fn doors(&self) -> &Limits<DoorKey> {
        &self.inner.doors
    }
    /// Records that programs make at the same moment, by kind and user.
    pub(crate) fn made(&self) -> &Gather<(Noun, UserId), Making, Uuid> {
        &self.inner.made
    }
    /// What they are then shown of them.
    pub(crate) fn shown(&self) -> &Gather<(Noun, UserId), Uuid, Option<Values>> {
        &self.inner.shown
    }
    /// What strangers send to forms at the same moment.
    pub(crate) fn strangers(&self) -> &Gather<(), Sent, Taken> {
        &self.inner.strangers
    }
    /// What changes, for pages that are open.
    pub fn live(&self) -> &Feed {
        &self.inner.live
    }
    /// Every route that is served.
    pub fn table(&self) -> &[Route] {
        self.inner.table.get().map_or(&[], Vec::as_slice)
    }
    pub(crate) fn set_table(&self, table: Vec<Route>) {
        let _ = self.inner.table.set(table);
    }
    /// Whether people reach us by HTTPS.
    pub fn is_https(&self) -> bool {
        self.options().public_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }

    /// Runs a piece of the app on a thread that may block.
    ///
    /// # Errors
    /// What the piece answers; [`Error::Internal`] where it broke off.
    pub async fn blocking<T: Send + 'static>(
        &self,
        f: impl FnOnce(&House) -> app::Result<T> + Send + 'static,
    ) -> app::Result<T> {
        let house = self.house().clone();
        let (span, deadline, claimed) = (tracing::Span::current(), Request::deadline(), Request::claimed());
        let work =
            move || span.in_scope(|| app::deadline::by(deadline, || app::idempotency::under(claimed, || f(&house))));
        let done = tokio::task::spawn_blocking(work).await;
        let result = done.unwrap_or_else(|broken| Err(Error::Internal(broken.to_string())));
        if matches!(result, Err(Error::Busy)) {
            self.metrics().count_busy();
        }
        result
    }

    /// As [`State::blocking`], for what hashes a password: only a few at once.
    ///
    /// # Errors
    /// As there.
    pub async fn hashing<T: Send + 'static>(
        &self,
        f: impl FnOnce(&House) -> app::Result<T> + Send + 'static,
    ) -> app::Result<T> {
        let turn = self.inner.passwords.acquire().await.map_err(|_| Error::Busy)?;
        let result = self.blocking(f).await;
        drop(turn);
        result
    }

    /// As [`State::blocking`], on behalf of someone: of whoever asks for much at once some waits, and nobody else.
    async fn in_turn<T: Send + 'static>(
        &self,
        who: Who,
        f: impl FnOnce(&House) -> app::Result<T> + Send + 'static,
    ) -> app::Result<T> {
        let Who::User(user) = who else { return self.blocking(f).await };
        let share = self.inner.shares.take(user).await;
        // Held until the work ends, not until its reader goes away.
        let work = move |house: &House| {
            let answer = f(house);
            drop(share);
            answer
        };
        self.blocking(work).await
    }

    /// A read on behalf of someone.
    ///
    /// # Errors
    /// What the query answers.
    pub async fn read<T: Send + 'static>(
        &self,
        who: Who,
        f: impl FnOnce(&Ctx, &mut Tx<'_>) -> app::Result<T> + Send + 'static,
    ) -> app::Result<T> {
        let answer = self.in_turn(who, move |house| house.read(who, f)).await;
        self.note_refusal(who, answer.as_ref().err());
        answer
    }

    /// A write on behalf of someone: all of it, or nothing.
    ///
    /// # Errors
    /// What the command answers.
    pub async fn write<T: Send + 'static>(
        &self,
        who: Who,
        f: impl FnOnce(&Ctx, &mut Tx<'_>) -> app::Result<T> + Send + 'static,
    ) -> app::Result<T> {
        let answer = self.in_turn(who, move |house| house.write(who, f)).await;
        self.note_refusal(who, answer.as_ref().err());
        answer
    }

    /// Notes in the history that somebody asked for what they may not have, beside the answer: it waits for nothing. The
    /// same place is noted once an hour, so that nobody fills the history by asking.
    pub(crate) fn note_refusal(&self, who: Who, error: Option<&Error>) {
        let (Who::User(user), Some(Error::Forbidden)) = (who, error) else { return };
        let path = Request::current().asked;
        let hour = self.house().now().0 / HOUR;
        let mut noted = self.inner.refused.lock().unwrap_or_else(PoisonError::into_inner);
        if noted.0 != hour || noted.1.len() >= REFUSALS_KEPT {
            *noted = (hour, HashSet::new());
        }
        if path.is_empty() || !noted.1.insert((user, path.clone())) {
            return;
        }
        let house = self.house().clone();
        tokio::task::spawn_blocking(move || {
            if let Err(cause) = app::audit::commands::refused(&house, user, &path) {
                tracing::warn!(%cause, "a refusal was not noted");
            }
        });
    }
}
