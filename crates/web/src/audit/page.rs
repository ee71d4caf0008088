//! The page of the history: filters, lines, the page after, the file.

use super::{AUDIT, FILE, asked, placed};
use crate::errors::Answer;
use crate::extract::SignedIn;
use crate::fields::Fields;
use crate::records::{fields, shape_for, shown};
use crate::settings::{head, moment};
use crate::ui::field::{Field, Kind, field};
use crate::ui::icon::{Icon, icon};
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::table::{self, Column, Row};
use app::audit::{Line, commands, csv, queries};
use app::{Ctx, Tx};
use axum::extract::{Query, RawQuery};
use axum::http::header;
use axum::response::IntoResponse;
use domain::policy::{NOUNS, Noun};
use maud::{Markup, html};
use text::{Lang, t, tr};

/// Fields of a line that are told.
const TOLD: usize = 6;
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
            let rows: Vec<Row> = page.lines.iter().map(|line| row(ctx, lang, line)).collect();
            let columns = [Column::text(t(lang, "audit-when")), Column::text(t(lang, "audit-what"))];
            let older = page.next.map(|next| here(AUDIT, &sent, Some(placed(next))));
            Ok(content(true, html! {
                div class="stack" {
                    (section(&t(lang, "audit-title"), None, html! {
                        div class="stack" { p class="soft" { (t(lang, "audit-explained")) } (filter) }
                    }))
                    section class="card" {
                        @if rows.is_empty() { p class="empty" { (t(lang, "audit-none")) } } @else { (table::plain(&columns, &rows)) }
                    }
                    @if older.is_some() { (table::paging(lang, &(None, older))) }
                }
            }))
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
    let kinds = queries::kinds(ctx, tx)?.into_iter().map(|kind| (kind.clone(), kind));
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

fn row(ctx: &Ctx, lang: Lang, line: &Line) -> Row {
    let event = &line.event;
    let noun = Noun::from_key(&event.noun);
    let shape = noun.and_then(shape_for);
    let who = line.by.clone().unwrap_or_else(|| t(lang, "event-by-nobody").into_owned());
    let key = format!("event-{}", event.kind);
    let what = match text::has(&key) {
        true => tr(lang, &key, &[("who", who.into())]),
        false => tr(lang, "audit-else", &[("who", who.into()), ("kind", event.kind.as_str().into())]),
    };
    let kind = shape.map_or("", |shape| shape.kind.key);
    let told = |field: &str, value| {
        let text = shown::told(lang, &ctx.company.time_zone, kind, field, value);
        if text.is_empty() { "—".to_owned() } else { text.chars().take(120).collect() }
    };
    let name = |field: &str| match (noun, text::has(&format!("field-{field}"))) {
        (Some(noun), _) if ctx.fields.known(noun, field).is_some() => fields::name_of(ctx, lang, noun, field),
        (_, true) => fields::name(lang, field),
        _ => field.to_owned(),
    };
    let on = line
        .name
        .as_deref()
        .filter(|_| event.noun != Noun::User.key() || event.user.map(|u| u.0) != Some(event.record));
    let cells = vec![
        html! { span class="whole" { (moment(ctx, lang, event.at)) } },
        html! {
            div {
                (what)
                @if let Some(on) = on {
                    " · "
                    @match shape { Some(shape) => a class="link" href=(shape.href(event.record)) { (on) }, None => (on) }
                }
                @if event.cause != "command" { " · " span class="soft" { (shown::choice(lang, "event-cause-", &event.cause)) } }
            }
            @for change in line.fields.iter().take(TOLD) {
                div class="small soft" { (name(&change.field)) ": " (told(&change.field, &change.before)) " → " (told(&change.field, &change.after)) }
            }
            @if line.fields.len() > TOLD { div class="small soft" { (tr(lang, "import-more", &[("count", (line.fields.len() - TOLD).into())])) } }
        },
    ];
    Row { id: event.id.to_string(), cells, ..Row::default() }
}

/// What the page asks, as a file. That it was taken is an entry too.
pub async fn file(signed: SignedIn, RawQuery(query): RawQuery, Query(pairs): Query<Vec<(String, String)>>) -> Answer {
    let asked = asked(&pairs)?;
    let bytes = signed
        .write(move |ctx, tx| {
            let mut bytes = Vec::new();
            csv::write(ctx, tx, &asked, &mut bytes)?;
            commands::took(ctx, tx, Noun::User, &query.unwrap_or_default(), "csv")?;
            Ok(bytes)
        })
        .await?;
    let name = "attachment; filename=\"audit.csv\"";
    Ok(([(header::CONTENT_TYPE, "text/csv; charset=utf-8"), (header::CONTENT_DISPOSITION, name)], bytes)
        .into_response())
}
