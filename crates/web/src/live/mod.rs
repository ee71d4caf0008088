//! `/live`: tells an open page that what it shows was changed, as server-sent events. The page then asks for itself
//! again, by the door that everybody uses; no value travels here.
//!
//! `?noun=opportunity` watches a list or board (several nouns with a comma between), `&id=` one record. `since` is when the page was made (milliseconds
//! since 1970): what changed between that and now is told at once, so nothing is lost between page and stream, nor
//! while a connection was broken. A page does not hear of its own reader's changes that it already shows. Every page hears
//! that its reader was told something, and how much is unread now; the page of one record, who else is on which field. A
//! form (`&form=1`) hears of no changes: what another saved first stands beside it when it is sent.

mod feed;
mod present;

pub use feed::Feed;

use crate::State;
use crate::errors::{Answer, Failure};
use crate::extract::SignedIn;
use crate::routes::Routes;
use app::ctx::Who;
use app::live::{self, Changed, Watch};
use app::{Ctx, Error};
use axum::extract::Query;
use axum::http::{HeaderName, HeaderValue};
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use domain::kernel::id::UserId;
use domain::policy::{Action, Noun};
use domain::{Instant, Refusal};
use futures_core::Stream;
use serde::Deserialize;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::sync::mpsc;
use uuid::Uuid;

/// Where pages listen.
const LIVE: &str = "/live";
/// After which time without news a line is sent, so that no proxy takes the connection for dead; shorter than the
/// minute that most of them wait.
const ALIVE: Duration = Duration::from_secs(20);
/// How long a browser waits before it connects again.
const AGAIN: Duration = Duration::from_secs(3);
/// Clocks of several servers differ: changes of others are told from so long before a page was made, in milliseconds.
const SKEW: i64 = 1000;

/// These routes.
pub fn routes() -> Routes {
    Routes::new().own_page(LIVE, listen).merge(present::routes())
}

/// The stream of a page that shows records of a kind, or one of them.
pub fn href(ctx: &Ctx, noun: Noun, record: Option<Uuid>) -> String {
    let one = record.map(|id| format!("&id={id}")).unwrap_or_default();
    format!("{LIVE}?noun={}{one}&since={}", noun.key(), ctx.now.0)
}

/// The stream of a form that changes a record.
pub fn href_of_form(ctx: &Ctx, noun: Noun, record: Uuid) -> String {
    format!("{}&form=1", href(ctx, noun, Some(record)))
}

/// The stream of a page that shows records of several kinds, as far as its reader may see such.
pub fn href_of(ctx: &Ctx, nouns: &[Noun]) -> String {
    let nouns: Vec<&str> = nouns.iter().filter(|noun| ctx.can(Action::See, **noun)).map(|noun| noun.key()).collect();
    format!("{LIVE}?noun={}&since={}", nouns.join(","), ctx.now.0)
}

/// The stream of a page that shows no records: only what its reader is told.
pub fn href_of_none(ctx: &Ctx) -> String {
    format!("{LIVE}?since={}", ctx.now.0)
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    noun: String,
    id: Option<Uuid>,
    since: Option<i64>,
    #[serde(default)]
    form: u8,
}

/// Who listens to what.
struct Listener {
    state: State,
    user: UserId,
    token: String,
    watch: Vec<Watch>,
    is_form: bool,
    since: Instant,
    said: mpsc::Sender<Event>,
}

async fn listen(signed: SignedIn, Query(asked): Query<Asked>) -> Answer {
    let unknown = || Refusal::new("refusal-value-wrong").at("noun").with("value", &asked.noun);
    let one = |noun: &str| Some(Watch { noun: Noun::from_key(noun)?, record: asked.id });
    let watch: Vec<Watch> =
        asked.noun.split(',').filter(|noun| !noun.is_empty()).map(one).collect::<Option<_>>().ok_or_else(unknown)?;
    let watched = watch.clone();
    signed
        .read(move |ctx, tx| {
            watched.iter().try_for_each(|watch| match watch.record {
                Some(id) => app::records::visible(ctx, tx, watch.noun, id),
                None => ctx.may(Action::See, watch.noun).map(drop),
            })
        })
        .await?;
    let (said, heard) = mpsc::channel(4);
    let since = Instant(asked.since.unwrap_or_else(|| signed.state.house().now().0));
    let SignedIn { state, user, token, .. } = signed;
    let listener = Listener { state, user, token, watch, is_form: asked.form == 1, since, said };
    tokio::spawn(listener.tell());
    let mut answer = Sse::new(Heard(heard)).keep_alive(KeepAlive::new().interval(ALIVE)).into_response();
    // nginx and its like gather an answer unless they are told not to.
    answer.headers_mut().insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    Ok(answer)
}

/// The events that were sent, as the stream that axum answers with.
struct Heard(mpsc::Receiver<Event>);

impl Stream for Heard {
    type Item = Result<Event, Infallible>;
    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(cx).map(|event| event.map(Ok))
    }
}

impl Listener {
    /// Tells until the browser goes, the session ends, or the server does.
    async fn tell(self) {
        let feed = self.state.live().clone();
        let (mut news, mut ended) = (feed.listen(self.state.house()), feed.ended());
        if self.said.send(Event::default().retry(AGAIN).comment("listening")).await.is_err() || !self.catch_up().await {
            return;
        }
        loop {
            let changes = tokio::select! {
                () = self.said.closed() => return,
                _ = ended.wait_for(|ended| *ended) => return,
                changes = news.recv() => changes,
            };
            match changes {
                Ok(news) => {
                    let is_told = news.told.iter().any(|told| told.user == self.user);
                    if is_told && !self.say_unread().await {
                        return;
                    }
                    if self.is_met(&news.came) && !self.say_present(true).await {
                        return;
                    }
                    match self.concerns(news.changes.clone()).await {
                        Ok(false) => {}
                        Ok(true) if self.say().await => {}
                        _ => return,
                    }
                }
                // Too far behind to know: the page looks for itself.
                Err(tokio::sync::broadcast::error::RecvError::Lagged(_)) if self.say().await => {}
                Err(_) => return,
            }
        }
    }

    /// An event without data would not reach the page.
    async fn say(&self) -> bool {
        self.said.send(Event::default().event("changed").data("page")).await.is_ok()
    }

    /// How much is unread, in the reader's words.
    async fn say_unread(&self) -> bool {
        let read = |ctx: &Ctx, tx: &mut app::Tx<'_>| {
            let lang = text::Lang::parse(&ctx.language).unwrap_or_default();
            let (count, label) = crate::ui::bell::words(lang, app::notifications::queries::unread(ctx, tx)?);
            Ok(format!("{count}\t{label}"))
        };
        let Ok(told) = self.state.read(Who::User(self.user), read).await else { return false };
        self.said.send(Event::default().event("told").data(told)).await.is_ok()
    }

    /// Tells of what changed after the page was made and before it listened.
    async fn catch_up(&self) -> bool {
        let from = Instant(self.since.0 - SKEW);
        let user = self.user;
        let both = move |house: &app::House| Ok((live::since(house, from)?, live::told(house, from)?));
        let read = self.state.blocking(both).await;
        if self.watch.iter().any(|watch| watch.record.is_some()) && !self.say_present(false).await {
            return false;
        }
        match read {
            Ok((_, told)) if told.iter().any(|told| told.user == user) && !self.say_unread().await => false,
            Ok((changes, _)) => match self.concerns(changes).await {
                Ok(true) => self.say().await,
                Ok(false) => true,
                Err(_) => false,
            },
            Err(_) => false,
        }
    }

    /// Refuses where the session ended meanwhile.
    async fn is_signed_in(&self) -> Result<(), Failure> {
        let token = self.token.clone();
        let session = self.state.blocking(move |house| app::users::session(house, &token)).await?;
        if session.user == self.user { Ok(()) } else { Err(Error::SignedOut.into()) }
    }

    /// Whether the changes matter to the reader, whose session must still be open.
    async fn concerns(&self, changes: Vec<Changed>) -> Result<bool, Failure> {
        let (user, since, watch) = (self.user, self.since, self.watch.clone());
        let is_news = |change: &Changed| !self.is_form && (change.by != Some(user) || change.at > since);
        let changes: Vec<Changed> = changes.into_iter().filter(is_news).collect();
        if !changes.iter().any(|change| watch.iter().any(|watch| change.noun == watch.noun)) {
            return Ok(false);
        }
        self.is_signed_in().await?;
        let read = move |ctx: &Ctx, tx: &mut app::Tx<'_>| {
            for one in watch {
                if live::concerns(ctx, tx, one, &changes)? {
                    return Ok(true);
                }
            }
            Ok(false)
        };
        Ok(self.state.read(Who::User(user), read).await?)
    }
}
