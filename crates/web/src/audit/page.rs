//! The page of the history: filters, lines, the page after, the file.

use super::{AUDIT, FILE, asked, placed};
use crate::errors::Answer;
use crate::extract::SignedIn;
use crate::fields::Fields;
use crate::outgoing::Outgoing;
use crate::records::{fields, shape_for, shown};
use crate::settings::{head, moment};
use crate::ui::field::{Field, Kind, field};
use crate::ui::icon::{Icon, icon};
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::table;
use app::audit::{Line, commands, csv, queries};
use app::ctx::Who;
use app::records::FieldChange;
use app::{Ctx, Tx};
use axum::body::Body;
use axum::extract::{Query, RawQuery};
use axum::http::header;
use axum::response::IntoResponse;
use domain::policy::{Action, NOUNS, Noun};
use maud::{Markup, html};
use serde_json::Value as Json;
use text::{Lang, t, tr};

/// Fields of a line that are told.
const TOLD: usize = 6;
/// Characters of a value that are told.
const LONGEST: usize = 120;
/// Names that the filter sends.
const NAMES: [&str; 5] = ["user", "kind", "noun", "from", "to"];

/// The page.
pub async fn page(signed: SignedIn, Query(pairs): Query<Vec<(String, String)>>) -> Answer {
    let asked = asked(&pairs)?;
    let sent = Fields::from(pairs);
    signed
        .page(move |ctx, tx, frame| {
            head(ctx, frame, AUDIT);
            let lang = frame.lang;
            let page = queries::page(ctx, tx, &asked)?;
            let filter = filter(ctx, tx, frame, &sent)?;
            let older = page.next.map(|next| here(AUDIT, &sent, Some(placed(next))));
            Ok(content(
                true,
                html! {
                    div class="stack" {
                        (section(&t(lang, "audit-title"), None, html! {
                            div class="stack" { p class="soft" { (t(lang, "audit-explained")) } (filter) }
                        }))
                        section class="card" {
                            @if page.lines.is_empty() { p class="empty" { (t(lang, "audit-none")) } }
                            ul class="told" { @for line in &page.lines { (told(ctx, lang, line)) } }
                        }
                        @if older.is_some() { (table::paging(lang, &(None, older))) }
                    }
                },
            ))
        })
        .await
}

/// The same question at a path, from a place on.
fn here(path: &str, sent: &Fields, before: Option<String>) -> String {
    let own = NAMES.iter().map(|name| (*name, sent.text(name)));
    let pairs = own.chain(before.map(|before| ("before", before))).filter(|(_, value)| !value.is_empty());
    let encoded = |(name, value): (&str, String)| {
        format!("{name}={}", percent_encoding::utf8_percent_encode(&value, percent_encoding::NON_ALPHANUMERIC))
    };
    let query: Vec<String> = pairs.map(encoded).collect();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}

fn filter(ctx: &Ctx, tx: &mut Tx<'_>, frame: &PageFrame, sent: &Fields) -> app::Result<Markup> {
    let lang = frame.lang;
    let all = || (String::new(), t(lang, "word-all").into_owned());
    let users = app::users::list(ctx, tx)?.into_iter().map(|user| (user.id.to_string(), user.name));
    let kinds = queries::kinds(ctx, tx)?.into_iter().map(|kind| (kind.clone(), happened(lang, &kind)));
    let nouns = NOUNS.into_iter().filter(|noun| text::has(&format!("noun-{}", noun.key())));
    let nouns = nouns.map(|noun| (noun.key().to_owned(), t(lang, &format!("noun-{}", noun.key())).into_owned()));
    let choice = |words: Vec<(String, String)>| Kind::Choice(std::iter::once(all()).chain(words).collect());
    let inputs = [
        Field::new("user", t(lang, "audit-who"), choice(users.collect())),
        Field::new("kind", t(lang, "audit-kind"), choice(kinds.collect())),
        Field::new("noun", t(lang, "audit-noun"), choice(nouns.collect())),
        Field::new("from", t(lang, "word-from"), Kind::Day),
        Field::new("to", t(lang, "word-to"), Kind::Day),
    ];
    Ok(html! {
        form class="form" method="get" action=(AUDIT) {
            div class="asked" { @for one in inputs { @let value = sent.text(&one.name); (field(lang, &one.value(value))) } }
            div class="buttons" {
                button class="button primary" { (t(lang, "ui-apply")) }
                a class="button" href=(here(FILE, sent, None)) download { (icon(Icon::Download)) (t(lang, "list-export-csv")) }
            }
        }
    })
}

/// What happens, whoever did it.
fn happened(lang: Lang, kind: &str) -> String {
    let key = format!("event-{kind}");
    if text::has(&key) { tr(lang, &key, &[("who", "…".into())]) } else { kind.to_owned() }
}

fn told(ctx: &Ctx, lang: Lang, line: &Line) -> Markup {
    let event = &line.event;
    let noun = Noun::from_key(&event.noun);
    let shape = noun.and_then(shape_for);
    let who = line.by.clone().unwrap_or_else(|| t(lang, "event-by-nobody").into_owned());
    let key = format!("event-{}", event.kind);
    let what = match text::has(&key) {
        true => tr(lang, &key, &[("who", who.into())]),
        false => tr(lang, "audit-else", &[("who", who.into()), ("kind", event.kind.as_str().into())]),
    };
    // What somebody did about themselves names them once.
    let is_own = event.noun == Noun::User.key() && event.user.map(|user| user.0) == Some(event.record);
    let on = line.name.as_deref().filter(|_| !is_own);
    let changes = changes(ctx, lang, line);
    html! {
        li {
            div class="grow" {
                div {
                    (what)
                    @if let Some(on) = on {
                        " · "
                        @match shape { Some(shape) => a class="link" href=(shape.href(event.record)) { (on) }, None => (on) }
                    }
                    @if event.cause != "command" { " · " span class="soft" { (shown::choice(lang, "event-cause-", &event.cause)) } }
                }
                @for change in changes.iter().take(TOLD) { div class="soft" { (change) } }
                @if changes.len() > TOLD { div class="soft" { (tr(lang, "import-more", &[("count", (changes.len() - TOLD).into())])) } }
            }
            span class="soft whole" { (moment(ctx, lang, event.at)) }
        }
    }
}

/// What changed, field by field; ids that have no name say nothing to a reader, and stand in the file.
fn changes(ctx: &Ctx, lang: Lang, line: &Line) -> Vec<String> {
    let noun = Noun::from_key(&line.event.noun);
    let kind = noun.and_then(shape_for).map_or("", |shape| shape.kind.key);
    let name = |field: &str| match noun.filter(|noun| ctx.fields.known(*noun, field).is_some()) {
        Some(noun) => fields::name_of(ctx, lang, noun, field),
        None if text::has(&format!("field-{field}")) => fields::name(lang, field),
        None => field.to_owned(),
    };
    let is_id = |value: &Json| value.as_str().is_some_and(|text| text.parse::<uuid::Uuid>().is_ok());
    let value = |field: &str, value: &Json| -> String {
        shown::told(lang, &ctx.company.time_zone, kind, field, value).chars().take(LONGEST).collect()
    };
    let readable = line.fields.iter().filter(|change| !is_id(&change.before) && !is_id(&change.after));
    let told = |change: &FieldChange| match change.before.is_null() || shown::is_unread(change) {
        true => format!("{}: {}", name(&change.field), value(&change.field, &change.after)),
        false => format!(
            "{}: {} → {}",
            name(&change.field),
            value(&change.field, &change.before),
            value(&change.field, &change.after)
        ),
    };
    readable.map(told).collect()
}

/// What the page asks, as a file. That it was taken is an entry too.
pub async fn file(signed: SignedIn, RawQuery(query): RawQuery, Query(pairs): Query<Vec<(String, String)>>) -> Answer {
    let asked = asked(&pairs)?;
    signed
        .write(move |ctx, tx| {
            ctx.may(Action::See, Noun::User)
                .and_then(|_| commands::took(ctx, tx, Noun::User, &query.unwrap_or_default(), "csv"))
        })
        .await?;
    let (house, who) = (signed.state.house().clone(), Who::User(signed.user));
    let body = Outgoing::filled("audit", move |to| {
        house.read(who, |ctx, tx| csv::write(ctx, tx, &asked, to)).map(drop).map_err(std::io::Error::other)
    })?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"audit.csv\""),
    ];
    Ok((headers, Body::from_stream(body)).into_response())
}
