//! One address: what it is told and how that went, its secret, a test, telling it again.

use super::list::{NAMES, fields, held, judged, shown_once, state, typed_on};
use super::{ACTIVE, AGAIN, REMOVAL, REPLAY, SECRET, SKIP, TEST, WEBHOOKS, href, of};
use crate::errors::{Answer, Faults};
use crate::extract::{Posted, SignedIn};
use crate::fields::Fields;
use crate::settings::{head, moment};
use crate::ui::field::{Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::overlay::Toast;
use crate::ui::pill::{Tone, pill};
use crate::ui::table::{self, Column, Row};
use app::webhooks::{Attempt, Delivery, State, WebhookView, commands, message_id, queries};
use app::{Ctx, Tx};
use axum::extract::Path;
use domain::kernel::id::{EventId, WebhookId};
use domain::policy::{Action, Noun};
use domain::webhooks::{OVERLAP_HOURS, Webhook};
use domain::{Day, Instant};
use maud::{Markup, html};
use text::{Lang, fmt, t, tr};

/// Messages that are shown.
const SHOWN: i64 = 50;
/// Hours for which the secret before may sign too.
const OVERLAPS: [i64; 4] = [0, 1, OVERLAP_HOURS, 7 * 24];

/// What was typed into which form of the page.
#[derive(Default)]
struct Typed {
    settings: Option<Fields>,
    secret: Option<String>,
}

pub(super) async fn page(signed: SignedIn, Path(id): Path<String>) -> Answer {
    shown(&signed, crate::api::id(&id)?, None).await
}

/// The page, with a secret that is shown this once.
pub(super) async fn shown(signed: &SignedIn, id: WebhookId, secret: Option<String>) -> Answer {
    let typed = Typed { secret, ..Typed::default() };
    signed.page(move |ctx, tx, frame| drawn(ctx, tx, frame, id, &typed, &Faults::none())).await
}

fn drawn(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &mut PageFrame,
    id: WebhookId,
    typed: &Typed,
    faults: &Faults,
) -> app::Result<Markup> {
    let view = queries::one(ctx, tx, id)?;
    let messages = queries::deliveries(ctx, tx, id, None, None, SHOWN)?;
    head(ctx, frame, WEBHOOKS);
    frame.of = Some(view.webhook.url.clone());
    let lang = frame.lang;
    let values = typed.settings.clone().unwrap_or_else(|| held(&view.webhook));
    let fields = fields(ctx, tx, lang, &values, faults)?;
    let may = ctx.can(Action::Edit, Noun::Webhook);
    Ok(content(
        true,
        html! {
            div class="stack" {
                @if let Some(secret) = &typed.secret { (shown_once(lang, secret)) }
                (section(&view.webhook.url, Some(buttons(frame, &view, may)), standing(ctx, lang, &view)))
                (section(&t(lang, "webhook-messages"), None, told(ctx, frame, id, &messages, may)))
                @if may {
                    (section(&t(lang, "webhook-settings"), None, settings(frame, &view.webhook, &fields, faults)))
                    (section(&t(lang, "webhook-replay-title"), None, replay_form(ctx, frame, id, faults)))
                    (section(&t(lang, "webhook-secret"), None, secret_form(frame, id, faults)))
                    (section(&t(lang, "webhook-removal"), None, html! {
                        div class="stack" {
                            p class="soft" { (t(lang, "webhook-removal-explained")) }
                            (form::post(&frame.csrf, &of(REMOVAL, id), &[], "danger", html! { (t(lang, "webhook-remove")) }))
                        }
                    }))
                }
            }
        },
    ))
}

fn buttons(frame: &PageFrame, view: &WebhookView, may: bool) -> Markup {
    let (lang, id) = (frame.lang, view.webhook.id);
    let turn = if view.webhook.is_active { ("0", "webhook-pause") } else { ("1", "webhook-resume") };
    html! {
        @if may {
            div class="row" {
                (form::post(&frame.csrf, &of(TEST, id), &[], "plain", html! { (t(lang, "webhook-test")) }))
                (form::post(&frame.csrf, &of(ACTIVE, id), &[("active", turn.0)], "plain", html! { (t(lang, turn.1)) }))
            }
        }
    }
}

fn standing(ctx: &Ctx, lang: Lang, view: &WebhookView) -> Markup {
    let overlap = view.overlap_until.filter(|until| *until > ctx.now).map(|until| moment(ctx, lang, until));
    html! {
        div class="stack" {
            @if !view.webhook.description.is_empty() { p { (view.webhook.description) } }
            div { (state(ctx, lang, view)) }
            p { (t(lang, "webhook-waiting")) ": " strong { (fmt::number(lang, view.waiting)) }
                @if let Some(at) = view.last_at { " · " (t(lang, "webhook-last")) ": " (moment(ctx, lang, at)) } }
            p class="soft" { (tr(lang, "webhook-eyes", &[("name", view.user_name.clone().into())])) }
            @if let Some(at) = overlap { p class="soft" { (tr(lang, "webhook-overlapping", &[("at", at.into())])) } }
        }
    }
}

fn told(ctx: &Ctx, frame: &PageFrame, id: WebhookId, messages: &[Delivery], may: bool) -> Markup {
    let lang = frame.lang;
    let columns = ["webhook-kind", "webhook-when", "webhook-state", "webhook-tries", "webhook-decide"];
    let columns = columns.map(|key| Column::text(t(lang, key)));
    let rows: Vec<Row> = messages.iter().map(|one| row(ctx, frame, id, one, may)).collect();
    html! {
        @if rows.is_empty() { p class="soft" { (t(lang, "webhook-messages-empty")) } } @else { (table::plain(&columns, &rows)) }
    }
}

fn row(ctx: &Ctx, frame: &PageFrame, id: WebhookId, one: &Delivery, may: bool) -> Row {
    let lang = frame.lang;
    let (tone, said) = match one.state {
        State::Waiting => (Tone::Plain, "webhook-message-waiting"),
        State::Delivered => (Tone::Won, "webhook-message-delivered"),
        State::Failed => (Tone::Lost, "webhook-message-failed"),
        State::Skipped => (Tone::None, "webhook-message-skipped"),
        State::Withheld => (Tone::None, "webhook-message-withheld"),
    };
    let to = |path: &str| of(path, id).replace("{event}", &one.event.to_string());
    let button = |path: &str, key: &str| form::post(&frame.csrf, &to(path), &[], "", html! { (t(lang, key)) });
    let is_open = matches!(one.state, State::Waiting | State::Failed);
    let cells = vec![
        html! { (one.kind) div class="quiet small" { code { (message_id(one.event)) } } },
        html! { (moment(ctx, lang, one.at)) },
        pill(tone, &t(lang, said)),
        html! { @for attempt in &one.attempts { (tried(ctx, lang, attempt)) } },
        html! {
            @if may { div class="row" {
                (button(AGAIN, "webhook-again"))
                @if is_open { (button(SKIP, "webhook-skip")) }
            } }
        },
    ];
    Row { id: one.event.to_string(), cells, ..Row::default() }
}

/// A try: when, what came of it, how long it took.
fn tried(ctx: &Ctx, lang: Lang, attempt: &Attempt) -> Markup {
    let status = attempt.status.map(|status| status.to_string());
    html! {
        div class="small" {
            (moment(ctx, lang, attempt.at)) " · "
            @if let Some(status) = status { strong { (status) } " · " }
            (tr(lang, "webhook-millis", &[("count", attempt.millis.into())]))
            @if let Some(fault) = &attempt.fault { div class="quiet" { (text::refusal(lang, &fault.code, &fault.args)) } }
            @if !attempt.answer.is_empty() {
                details { summary { (t(lang, "webhook-answer")) } pre class="code" tabindex="0" { (attempt.answer) } }
            }
        }
    }
}

fn settings(frame: &PageFrame, webhook: &Webhook, fields: &[Field], faults: &Faults) -> Markup {
    let lang = frame.lang;
    let about = Form {
        action: href(webhook.id),
        csrf: frame.csrf.clone(),
        version: Some(webhook.version.to_string()),
        submit: t(lang, "ui-save").into_owned(),
        cancel: Some(WEBHOOKS.to_owned()),
        errors: faults.beside(&[&NAMES[..], &["from", "overlap_hours"]].concat()),
        ..Form::default()
    };
    form::form(lang, &about, fields)
}

fn replay_form(ctx: &Ctx, frame: &PageFrame, id: WebhookId, faults: &Faults) -> Markup {
    let lang = frame.lang;
    let about = Form {
        action: of(REPLAY, id),
        csrf: frame.csrf.clone(),
        submit: t(lang, "webhook-replay").into_owned(),
        ..Form::default()
    };
    let from = Field::new("from", t(lang, "webhook-replay-from"), Kind::Day)
        .value(ctx.today.to_string())
        .required()
        .hint(t(lang, "webhook-replay-hint"))
        .error(faults.of("from"));
    form::form(lang, &about, &[from])
}

fn secret_form(frame: &PageFrame, id: WebhookId, faults: &Faults) -> Markup {
    let lang = frame.lang;
    let about = Form {
        action: of(SECRET, id),
        csrf: frame.csrf.clone(),
        submit: t(lang, "webhook-rotate").into_owned(),
        ..Form::default()
    };
    let hours = OVERLAPS.map(|hours| (hours.to_string(), tr(lang, "webhook-hours", &[("count", hours.into())])));
    let overlap = Field::new("overlap_hours", t(lang, "webhook-overlap"), Kind::Choice(hours.to_vec()))
        .value(OVERLAP_HOURS.to_string())
        .hint(t(lang, "webhook-overlap-hint"))
        .error(faults.of("overlap_hours"));
    form::form(lang, &about, &[overlap])
}

pub(super) async fn save(Path(id): Path<String>, posted: Posted) -> Answer {
    let id: WebhookId = crate::api::id(&id)?;
    let Posted { signed, fields } = posted;
    let (typed, version) = (fields.clone(), fields.parsed("version"));
    signed.read(|ctx, _| ctx.may(Action::Edit, Noun::Webhook).map(drop)).await?;
    let saved = match judged(&signed, fields.text("url")).await {
        Ok(()) => {
            let put_on = move |webhook: &mut Webhook| {
                typed_on(webhook, &typed);
                Ok(())
            };
            signed.write(move |ctx, tx| commands::change(ctx, tx, id, version, put_on)).await
        }
        Err(fault) => Err(fault),
    };
    match saved {
        Ok(()) => signed.done(&href(id), Some(&Toast::said(t(signed.lang, "webhook-saved")))),
        Err(fault) => again_with(&signed, fault, id, Typed { settings: Some(fields), ..Typed::default() }).await,
    }
}

async fn again_with(signed: &SignedIn, fault: crate::errors::Failure, id: WebhookId, typed: Typed) -> Answer {
    signed.again(fault, move |ctx, tx, frame, faults| drawn(ctx, tx, frame, id, &typed, faults)).await
}

/// Does something about an address, and goes back to it.
async fn done(
    id: &str,
    posted: Posted,
    said: &str,
    f: impl FnOnce(&Ctx, &mut Tx<'_>, WebhookId, &Fields) -> app::Result<()> + Send + 'static,
) -> Answer {
    let id: WebhookId = crate::api::id(id)?;
    let Posted { signed, fields } = posted;
    match signed.write(move |ctx, tx| f(ctx, tx, id, &fields)).await {
        Ok(()) => signed.done(&href(id), Some(&Toast::said(t(signed.lang, said)))),
        Err(fault) => again_with(&signed, fault, id, Typed::default()).await,
    }
}

pub(super) async fn set_active(Path(id): Path<String>, posted: Posted) -> Answer {
    done(&id, posted, "webhook-saved", |ctx, tx, id, fields| {
        let is_active = fields.is_ticked("active");
        commands::change(ctx, tx, id, None, |webhook| {
            webhook.is_active = is_active;
            Ok(())
        })
    })
    .await
}

pub(super) async fn test(Path(id): Path<String>, posted: Posted) -> Answer {
    done(&id, posted, "webhook-testing", |ctx, tx, id, _| commands::test(ctx, tx, id).map(drop)).await
}

pub(super) async fn replay(Path(id): Path<String>, posted: Posted) -> Answer {
    done(&id, posted, "webhook-replaying", |ctx, tx, id, fields| {
        let from = fields.parsed::<Day>("from").map_or(Instant(i64::MAX), |day| ctx.company.start_of(day));
        commands::replay(ctx, tx, id, from)
    })
    .await
}

pub(super) async fn rotate(Path(id): Path<String>, posted: Posted) -> Answer {
    let id: WebhookId = crate::api::id(&id)?;
    let Posted { signed, fields } = posted;
    let hours = fields.parsed("overlap_hours").unwrap_or(OVERLAP_HOURS);
    match signed.write(move |ctx, tx| commands::rotate(ctx, tx, id, hours)).await {
        Ok(made) => shown(&signed, id, Some(made.secret)).await,
        Err(fault) => again_with(&signed, fault, id, Typed::default()).await,
    }
}

pub(super) async fn remove(Path(id): Path<String>, posted: Posted) -> Answer {
    let id: WebhookId = crate::api::id(&id)?;
    posted.signed.write(move |ctx, tx| commands::remove(ctx, tx, id)).await?;
    posted.signed.done(WEBHOOKS, Some(&Toast::said(t(posted.signed.lang, "webhook-removed"))))
}

pub(super) async fn again(Path((id, event)): Path<(String, String)>, posted: Posted) -> Answer {
    let event: EventId = crate::api::id(&event)?;
    done(&id, posted, "webhook-testing", move |ctx, tx, id, _| commands::again(ctx, tx, id, event)).await
}

pub(super) async fn skip(Path((id, event)): Path<(String, String)>, posted: Posted) -> Answer {
    let event: EventId = crate::api::id(&event)?;
    done(&id, posted, "webhook-saved", move |ctx, tx, id, _| commands::skip(ctx, tx, id, event)).await
}
