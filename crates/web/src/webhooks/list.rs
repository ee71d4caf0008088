//! Every address with how it goes, and a new one, whose secret is shown on the answer that made it.

use super::{WEBHOOKS, href};
use crate::errors::{Answer, Failure, Faults};
use crate::extract::{Posted, SignedIn};
use crate::fields::Fields;
use crate::settings::{head, moment};
use crate::ui::field::{Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::pill::{Tone, pill};
use crate::ui::table::{self, Column, Row};
use app::webhooks::{WebhookView, commands, queries};
use app::{Ctx, Tx};
use domain::policy::{Action, Noun};
use domain::webhooks::{NOUNS, OFFERED, Webhook};
use maud::{Markup, html};
use text::{Lang, fmt, t, tr};

/// Names of the fields of an address.
pub(super) const NAMES: [&str; 4] = ["url", "description", "events", "user"];

pub(super) async fn page(signed: SignedIn) -> Answer {
    signed.page(|ctx, tx, frame| drawn(ctx, tx, frame, None, &Faults::none())).await
}

fn drawn(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &mut PageFrame,
    typed: Option<&Fields>,
    faults: &Faults,
) -> app::Result<Markup> {
    let all = queries::all(ctx, tx)?;
    head(ctx, frame, WEBHOOKS);
    let lang = frame.lang;
    let columns = [
        Column::text(t(lang, "webhook-url")),
        Column::text(t(lang, "webhook-events")),
        Column::text(t(lang, "webhook-state")),
        Column::number(t(lang, "webhook-waiting")),
        Column::text(t(lang, "webhook-last")),
    ];
    let rows: Vec<Row> = all.iter().map(|view| row(ctx, lang, view)).collect();
    let new = Form {
        action: WEBHOOKS.to_owned(),
        csrf: frame.csrf.clone(),
        submit: t(lang, "action-create").into_owned(),
        errors: faults.beside(&NAMES),
        ..Form::default()
    };
    let webhook = Webhook { user: ctx.user.unwrap_or_default(), ..Webhook::default() };
    let fields = fields(ctx, tx, lang, &typed.map_or_else(|| held(&webhook), Clone::clone), faults)?;
    Ok(content(
        true,
        html! {
            div class="stack" {
                (section(&t(lang, "webhook-title"), None, html! {
                    div class="stack" {
                        p class="soft" { (t(lang, "webhook-explained")) }
                        @if rows.is_empty() { p { (t(lang, "webhook-empty")) } } @else { (table::plain(&columns, &rows)) }
                    }
                }))
                @if ctx.can(Action::Create, Noun::Webhook) {
                    (section(&t(lang, "webhook-new"), None, form::form(lang, &new, &fields)))
                }
            }
        },
    ))
}

fn row(ctx: &Ctx, lang: Lang, view: &WebhookView) -> Row {
    let webhook = &view.webhook;
    let cells = vec![
        html! { a class="title" href=(href(webhook.id)) { (webhook.url) }
        @if !webhook.description.is_empty() { div class="quiet small" { (webhook.description) } } },
        html! { @if webhook.events.is_empty() { (t(lang, "webhook-everything")) } @else { (webhook.events.join(", ")) } },
        state(ctx, lang, view),
        html! { (fmt::number(lang, view.waiting)) },
        html! { @if let Some(at) = view.last_at { (moment(ctx, lang, at)) } },
    ];
    Row { id: webhook.id.to_string(), cells, ..Row::default() }
}

/// Whether it is told anything, and what is in the way.
pub(super) fn state(ctx: &Ctx, lang: Lang, view: &WebhookView) -> Markup {
    let (tone, key) = match (view.webhook.is_active, &view.fault) {
        (false, None) => (Tone::None, "webhook-state-paused"),
        (false, Some(_)) => (Tone::Lost, "webhook-state-stopped"),
        (true, Some(_)) => (Tone::Late, "webhook-state-failing"),
        (true, None) => (Tone::Won, "webhook-state-active"),
    };
    let again = view.again_at.map(|at| moment(ctx, lang, at));
    html! {
        (pill(tone, &t(lang, key)))
        @if let Some(fault) = &view.fault { div class="quiet small" { (text::refusal(lang, &fault.code, &fault.args)) } }
        @if let Some(at) = again { div class="quiet small" { (tr(lang, "webhook-again-at", &[("at", at.into())])) } }
    }
}

/// An address as its form shows it.
pub(super) fn held(webhook: &Webhook) -> Fields {
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut pairs = vec![
        pair("url", &webhook.url),
        pair("description", &webhook.description),
        pair("user", &webhook.user.to_string()),
    ];
    pairs.extend(webhook.events.iter().map(|word| pair("events", word)));
    Fields::from(pairs)
}

/// The fields of an address.
pub(super) fn fields(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    lang: Lang,
    values: &Fields,
    faults: &Faults,
) -> app::Result<Vec<Field>> {
    let eyes = queries::eyes(ctx, tx)?;
    let users: Vec<(String, String)> = eyes.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    let field = |name: &str, key: &str, kind| Field::new(name, t(lang, key), kind).error(faults.of(name));
    Ok(vec![
        field("url", "webhook-url", Kind::Text)
            .value(values.raw("url"))
            .required()
            .autocomplete("off")
            .hint(t(lang, "webhook-url-hint")),
        field("description", "webhook-description", Kind::Text).value(values.raw("description")).autocomplete("off"),
        field("events", "webhook-events", Kind::Several(words(lang, &values.all("events"))))
            .value(values.all("events").join(" "))
            .hint(t(lang, "webhook-events-hint")),
        field("user", "webhook-user", Kind::Choice(users)).value(values.raw("user")).hint(t(lang, "webhook-user-hint")),
    ])
}

/// What may be chosen, and what was chosen by a program beside it.
fn words(lang: Lang, chosen: &[&str]) -> Vec<(String, Vec<(String, String)>)> {
    let whole = |noun: &Noun| {
        let name = t(lang, &format!("noun-{}", noun.key().replace('_', "-")));
        (noun.key().to_owned(), tr(lang, "webhook-all-of", &[("noun", name.into_owned().into())]))
    };
    let nouns: Vec<(String, String)> = NOUNS.iter().map(whole).collect();
    let single = |word: &&str| ((*word).to_owned(), (*word).to_owned());
    let is_other =
        |word: &&&str| !word.is_empty() && !OFFERED.contains(*word) && !nouns.iter().any(|(noun, _)| noun == **word);
    let others: Vec<(String, String)> = chosen.iter().filter(is_other).map(single).collect();
    let mut singles: Vec<(String, String)> = OFFERED.iter().map(single).collect();
    singles.extend(others);
    vec![(t(lang, "webhook-kinds").into_owned(), nouns), (t(lang, "webhook-single").into_owned(), singles)]
}

/// What was typed, put on an address.
pub(super) fn typed_on(webhook: &mut Webhook, sent: &Fields) {
    (webhook.url, webhook.description) = (sent.text("url"), sent.text("description"));
    webhook.events = sent.all("events").into_iter().filter(|word| !word.is_empty()).map(str::to_owned).collect();
    webhook.user = sent.parsed("user").unwrap_or(webhook.user);
}

/// Whether we may reach an address, asked before anything is written.
///
/// # Errors
/// What is in the way, at `url`.
pub(super) async fn judged(signed: &SignedIn, url: String) -> Result<(), Failure> {
    Ok(signed.state.blocking(move |house| commands::judge(house, &url)).await?)
}

/// A secret that is shown this once.
pub(super) fn shown_once(lang: Lang, secret: &str) -> Markup {
    html! {
        section class="card section" role="status" {
            div class="body stack" {
                p { (t(lang, "webhook-shown-once")) }
                input class="input" readonly aria-label=(t(lang, "webhook-secret")) value=(secret);
            }
        }
    }
}

pub(super) async fn create(posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    let mut webhook = Webhook::default();
    typed_on(&mut webhook, &fields);
    // Who may not is told so before anything is asked of other servers.
    signed.read(|ctx, _| ctx.may(Action::Create, Noun::Webhook).map(drop)).await?;
    let made = match judged(&signed, webhook.url.clone()).await {
        Ok(()) => signed.write(move |ctx, tx| commands::create(ctx, tx, webhook)).await,
        Err(fault) => Err(fault),
    };
    match made {
        Ok(made) => super::one::shown(&signed, made.id, Some(made.secret)).await,
        Err(fault) => {
            signed.again(fault, move |ctx, tx, frame, faults| drawn(ctx, tx, frame, Some(&fields), faults)).await
        }
    }
}
