//! What waits to be sent and what became of it; what nobody knows of is decided here by whoever has looked.

use crate::errors::Answer;
use crate::extract::{Posted, SignedIn};
use crate::routes::Routes;
use crate::settings::{head, moment};
use crate::ui::form;
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::overlay::Toast;
use crate::ui::pill::{Tone, pill};
use crate::ui::table::{self, Column, Row};
use app::mail::{self, Outgoing};
use app::{Ctx, Tx};
use axum::extract::Path;
use domain::kernel::id::OutgoingId;
use domain::mail::State;
use maud::{Markup, html};
use text::{Lang, t, tr};

/// What waits to be sent.
pub(crate) const OUTBOX: &str = "/settings/outbox";
const AGAIN: &str = "/settings/outbox/{id}/again";
const ARRIVED: &str = "/settings/outbox/{id}/arrived";
const NEVER: &str = "/settings/outbox/{id}/never";

pub(super) fn routes() -> Routes {
    Routes::new().own_page(OUTBOX, page).own_action(AGAIN, again).own_action(ARRIVED, arrived).own_action(NEVER, never)
}

async fn page(signed: SignedIn) -> Answer {
    signed.page(drawn).await
}

fn drawn(ctx: &Ctx, tx: &mut Tx<'_>, frame: &mut PageFrame) -> app::Result<Markup> {
    head(ctx, frame, OUTBOX);
    let lang = frame.lang;
    let rows: Vec<Row> = mail::recent(ctx, tx)?.iter().map(|one| row(ctx, frame, one)).collect();
    let columns =
        ["mail-to", "field-subject", "mail-when", "mail-state", "mail-decide"].map(|key| Column::text(t(lang, key)));
    let body = html! {
        @if rows.is_empty() { p class="soft" { (t(lang, "mail-outbox-empty")) } } @else { (table::plain(&columns, &rows)) }
    };
    Ok(content(true, section(&t(lang, "mail-outbox"), None, body)))
}

/// How a message stands, as a word with a colour.
pub(crate) fn state(lang: Lang, state: State) -> Markup {
    let tone = match state {
        State::Queued | State::Sending => Tone::Plain,
        State::Sent => Tone::Won,
        State::Failed | State::Withheld => Tone::Lost,
        State::Unknown => Tone::Late,
    };
    pill(tone, &t(lang, &format!("mail-state-{}", state.key())))
}

/// What was in the way, and what can be done about it.
pub(crate) fn why(ctx: &Ctx, lang: Lang, one: &Outgoing) -> Markup {
    let fault = one.fault.as_ref().filter(|_| one.state != State::Sent);
    let again = (one.state == State::Queued && one.attempts > 0).then(|| moment(ctx, lang, one.next_at));
    html! {
        @if let Some(fault) = fault { div class="quiet small" { (text::refusal(lang, &fault.code, &fault.args)) } }
        @if one.state == State::Unknown { div class="small" { (t(lang, "mail-unknown-explained")) } }
        @if let Some(at) = again { div class="quiet small" { (tr(lang, "mail-again-at", &[("at", at.into())])) } }
    }
}

/// What can be decided about a message.
pub(crate) fn decisions(csrf: &str, lang: Lang, one: &Outgoing) -> Markup {
    let href = |path: &str| path.replace("{id}", &one.id.to_string());
    let button = |path: &str, key: &str| form::post(csrf, &href(path), &[], "", html! { (t(lang, key)) });
    html! {
        div class="row" {
            @if one.state.may_retry() { (button(AGAIN, "mail-again")) }
            @if one.state == State::Unknown { (button(ARRIVED, "mail-arrived")) (button(NEVER, "mail-never")) }
            @if one.state == State::Queued { (button(NEVER, "mail-call-off")) }
        }
    }
}

fn row(ctx: &Ctx, frame: &PageFrame, one: &Outgoing) -> Row {
    let lang = frame.lang;
    let cells = vec![
        html! { (one.recipients.join(", ")) },
        html! { (one.subject) },
        html! { (moment(ctx, lang, one.done_at.unwrap_or(one.queued_at))) },
        html! { (state(lang, one.state)) (why(ctx, lang, one)) },
        decisions(&frame.csrf, lang, one),
    ];
    Row { id: one.id.to_string(), cells, ..Row::default() }
}

async fn again(Path(id): Path<String>, posted: Posted) -> Answer {
    decided(&id, posted, "mail-queued-again", mail::retry).await
}

async fn arrived(Path(id): Path<String>, posted: Posted) -> Answer {
    decided(&id, posted, "mail-settled", |ctx, tx, id| mail::settle(ctx, tx, id, true)).await
}

async fn never(Path(id): Path<String>, posted: Posted) -> Answer {
    decided(&id, posted, "mail-settled", |ctx, tx, id| mail::settle(ctx, tx, id, false)).await
}

async fn decided(
    id: &str,
    posted: Posted,
    said: &str,
    f: impl FnOnce(&Ctx, &mut Tx<'_>, OutgoingId) -> app::Result<()> + Send + 'static,
) -> Answer {
    let id: OutgoingId = crate::api::id(id)?;
    let signed = posted.signed;
    match signed.write(move |ctx, tx| f(ctx, tx, id)).await {
        Ok(()) => signed.done(OUTBOX, Some(&Toast::said(t(signed.lang, said)))),
        Err(refused) => signed.again(refused, |ctx, tx, frame, _| drawn(ctx, tx, frame)).await,
    }
}
