//! The pages of work on many records: which field and what value, what would happen, how far it is, what became of it.

use super::{BEGIN, LIST, ONE, STOP, UNDO, chosen, href, shape};
use crate::api::id;
use crate::errors::{Answer, Faults, said};
use crate::extract::{Posted, SignedIn};
use crate::fields::Fields;
use crate::records::{Desk, Entry, Shape, Values, fields, shown};
use crate::settings::moment;
use crate::ui::field::{Field, Kind, field};
use crate::ui::form::{self, Form};
use crate::ui::icon::{Icon, icon};
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::pill::{Tone, pill};
use crate::ui::progress::{self, progress};
use crate::ui::table::{self, Column, Row};
use app::bulk::preview::{Preview, preview};
use app::bulk::{Bulk, Kept, SINGULAR, State, What, commands, queries};
use app::ctx::Who;
use app::{Ctx, Tx};
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect};
use domain::Refusal;
use domain::kernel::id::SetId;
use maud::{Markup, html};
use std::collections::HashMap;
use text::{Lang, fmt, t, tr};
use uuid::Uuid;

/// What is chosen in place of a field where they are to be deleted. No field is called so.
const DELETE: &str = ":delete";
/// Of what one did, how much is listed.
const LATEST: i64 = 50;
/// Records that stay and are listed.
const LISTED: usize = 50;

/// What the reader did to many records.
pub async fn list(signed: SignedIn) -> Answer {
    signed.page(|ctx, tx, frame| {
        let lang = frame.lang;
        crate::settings::head(ctx, frame, LIST);
        let columns = ["bulk-records", "bulk-what", "bulk-done", "user-state"].map(|key| Column::text(t(lang, key)));
        let rows = queries::latest(ctx, tx, LATEST)?.iter().map(|bulk| row(ctx, lang, bulk)).collect::<app::Result<Vec<Row>>>()?;
        Ok(content(true, section(&t(lang, "bulk-title"), None, html! {
            @if rows.is_empty() { p class="soft" { (t(lang, "bulk-none")) } } @else { (table::plain(&columns, &rows)) }
        })))
    }).await
}

fn row(ctx: &Ctx, lang: Lang, bulk: &Bulk) -> app::Result<Row> {
    let shape = shape(&bulk.kind)?;
    let count = format!("{} / {}", fmt::number(lang, bulk.done), fmt::number(lang, bulk.total));
    let cells = vec![
        html! { a class="title" href=(href(ONE, bulk.id)) { (t(lang, shape.title)) } },
        html! { (named(ctx, lang, shape, bulk).join(", ")) },
        html! { (count) },
        html! { (state(lang, bulk.state)) " " span class="soft" { (moment(ctx, lang, bulk.begun_at)) } },
    ];
    Ok(Row { id: bulk.id.to_string(), cells, ..Row::default() })
}

/// The fields that change, with their values where these are words.
fn named(ctx: &Ctx, lang: Lang, shape: &Shape, bulk: &Bulk) -> Vec<String> {
    if bulk.deletes {
        return vec![t(lang, "trash-delete").into_owned()];
    }
    let is_named = |key: &str| shape.all(ctx).any(|entry| entry.key == key && entry.is_named());
    let told = |(key, value): (&String, &serde_json::Value)| {
        let name = fields::name_of(ctx, lang, shape.noun(), key);
        let value = shown::told(lang, &ctx.company.time_zone, shape.kind.key, key, value);
        if is_named(key) || value.is_empty() { name } else { format!("{name}: {value}") }
    };
    bulk.fields.iter().map(told).collect()
}

fn state(lang: Lang, state: State) -> Markup {
    let tone = match state {
        State::Running | State::Undoing => Tone::Today,
        State::Done => Tone::Won,
        State::Draft | State::Stopped | State::Undone => Tone::Plain,
    };
    pill(tone, &t(lang, &format!("bulk-state-{}", state.key())))
}

/// Notes the records that a list's form means, and goes on to what becomes of them.
pub async fn choose(posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    let noted = signed.write(move |ctx, tx| chosen(ctx, tx, shape(&fields.text("kind"))?, &fields)).await?;
    Ok(Redirect::to(&href(ONE, noted)).into_response())
}

/// One of them, as far as it is.
pub async fn one(Path(bulk): Path<String>, signed: SignedIn, Query(asked): Query<Vec<(String, String)>>) -> Answer {
    let bulk: SetId = id(&bulk)?;
    let asked = Fields::from(asked);
    let stands = signed.read(move |ctx, tx| queries::get(ctx, tx, bulk)).await?;
    let is_said = !stands.fields.is_empty() || stands.deletes;
    let is_tried = stands.state == State::Draft && is_said && !asked.has("field");
    let who = Who::User(signed.user);
    let tried = match is_tried {
        true => Some(signed.state.blocking(move |house| preview(house, who, bulk)).await?),
        false => None,
    };
    signed.page(move |ctx, tx, frame| drawn(ctx, tx, frame, &stands, &asked, tried.as_ref(), &Faults::none())).await
}

fn drawn(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &mut PageFrame,
    bulk: &Bulk,
    asked: &Fields,
    tried: Option<&Preview>,
    faults: &Faults,
) -> app::Result<Markup> {
    let shape = shape(&bulk.kind)?;
    let lang = frame.lang;
    frame.title = t(lang, shape.title).into_owned();
    frame.of = Some(tr(lang, "bulk-of", &[("count", bulk.total.into())]));
    let desk = Desk { ctx, frame, faults };
    let body = match (bulk.state, tried) {
        (State::Draft, Some(tried)) => trial(&desk, tx, shape, bulk, tried)?,
        (State::Draft, None) => asking(&desk, shape, bulk, asked),
        (State::Running | State::Undoing, _) => running(&desk, shape, bulk),
        _ => ended(&desk, tx, shape, bulk)?,
    };
    Ok(content(true, body))
}

/// Fields that may be the same for many.
fn offered(ctx: &Ctx, shape: &Shape) -> Vec<Entry> {
    shape.all(ctx).filter(|entry| entry.is_set && !SINGULAR.contains(&entry.key)).collect()
}

/// First which field, then its value. An empty value takes away what stands there.
fn asking(desk: &Desk<'_>, shape: &Shape, bulk: &Bulk, asked: &Fields) -> Markup {
    let (lang, ctx) = (desk.frame.lang, desk.ctx);
    let offered = offered(ctx, shape);
    let key = asked.text("field");
    let chosen = offered.iter().find(|entry| entry.key == key);
    let words = offered.iter().map(|entry| (entry.key.to_owned(), entry.name(lang)));
    let none = (String::new(), t(lang, "bulk-field-choose").into_owned());
    let delete = (DELETE.to_owned(), t(lang, "bulk-delete").into_owned());
    let all = std::iter::once(none).chain(words).chain(std::iter::once(delete));
    let which = Field::new("field", t(lang, "bulk-field"), Kind::Choice(all.collect())).value(key.clone());
    let here = href(ONE, bulk.id);
    let value = chosen.map(|entry| {
        let control = fields::control(desk, entry, &Values::new()).hint(t(lang, "bulk-empty"));
        let about = Form {
            action: here.clone(),
            csrf: desk.frame.csrf.clone(),
            submit: t(lang, "bulk-look").into_owned(),
            cancel: Some(shape.paths.list.to_owned()),
            errors: desk.faults.beside(&[entry.key]),
            ..Form::default()
        };
        let controls = [Field { required: false, ..control }];
        let body = html! {
            input type="hidden" name="field" value=(entry.key);
            @for control in &controls { (field(lang, control)) }
        };
        form::laid_out(lang, &about, &controls, body)
    });
    let deletes = (key == DELETE).then(|| {
        let look = html! { (t(lang, "bulk-look")) };
        html! { p class="soft" { (t(lang, "trash-explained")) } (form::post(&desk.frame.csrf, &here, &[("field", DELETE)], "primary", look)) }
    });
    let title = tr(lang, "bulk-of", &[("count", bulk.total.into())]);
    section(
        &title,
        None,
        html! {
            div class="stack" {
                form class="form" method="get" action=(here) {
                    (field(lang, &which))
                    div class="buttons" { button class=(if chosen.is_some() || deletes.is_some() { "button" } else { "button primary" }) { (t(lang, "bulk-field-next")) } }
                }
                @if let Some(value) = value { (value) }
                @if let Some(deletes) = deletes { (deletes) }
            }
        },
    )
}

/// What would happen, and the button that lets it.
fn trial(desk: &Desk<'_>, tx: &mut Tx<'_>, shape: &Shape, bulk: &Bulk, tried: &Preview) -> app::Result<Markup> {
    let (lang, ctx) = (desk.frame.lang, desk.ctx);
    let is_part = i64::try_from(tried.tried).unwrap_or(i64::MAX) < tried.total;
    let counts =
        [("tried", tried.tried.into()), ("changing", tried.changing.into()), ("kept", tried.kept.len().into())];
    let columns = [Column::text(t(lang, shape.title)), Column::text(t(lang, "bulk-what"))];
    let sample = |one: &app::bulk::preview::Sample| {
        let zone = &ctx.company.time_zone;
        let told = |field: &str, value| {
            let text = shown::told(lang, zone, shape.kind.key, field, value);
            if text.is_empty() { "—".to_owned() } else { text }
        };
        let changes = html! {
            @for change in &one.fields {
                div { (fields::name_of(ctx, lang, shape.noun(), &change.field)) ": " span class="soft" { (told(&change.field, &change.before)) } " → " b { (told(&change.field, &change.after)) } }
            }
        };
        let name = html! { a class="link" href=(shape.href(one.record)) { (one.name) } };
        let changes = if bulk.deletes {
            html! { (t(lang, "trash-delete")) }
        } else {
            changes
        };
        Row { id: one.record.to_string(), cells: vec![name, changes], ..Row::default() }
    };
    let samples: Vec<Row> = tried.samples.iter().map(sample).collect();
    let key = if bulk.deletes { DELETE } else { bulk.fields.keys().next().map_or("", String::as_str) };
    let again = format!("{}?field={key}", href(ONE, bulk.id));
    let meant = if is_part { tried.total } else { i64::try_from(tried.changing).unwrap_or(i64::MAX) };
    let (would, tone) = if bulk.deletes { ("bulk-go-delete", "danger") } else { ("bulk-go", "primary") };
    let go = html! { (tr(lang, would, &[("count", meant.into())])) };
    Ok(html! {
        div class="stack" {
            (section(&t(lang, "bulk-would"), None, html! {
                div class="stack" {
                    p { (tr(lang, tried_words(bulk, is_part, tried), &counts)) }
                    div class="buttons" {
                        @if tried.changing > 0 || is_part { (form::post(&desk.frame.csrf, &href(BEGIN, bulk.id), &[], tone, go)) }
                        a class="button" href=(again) { (t(lang, "bulk-again")) }
                        a class="button plain" href=(shape.paths.list) { (t(lang, "ui-cancel")) }
                    }
                }
            }))
            @if !samples.is_empty() { (section(&t(lang, "bulk-samples"), None, table::plain(&columns, &samples))) }
            @if !tried.kept.is_empty() { (kept(desk, tx, shape, &tried.kept)?) }
        }
    })
}

/// Which words say what was tried.
fn tried_words(bulk: &Bulk, is_part: bool, tried: &Preview) -> &'static str {
    match (bulk.deletes, is_part) {
        (true, false) => "bulk-tried-delete",
        (true, true) => "bulk-tried-delete-first",
        (false, true) => "bulk-tried-first",
        (false, false) if tried.tried > tried.changing + tried.kept.len() => "bulk-tried-same",
        (false, false) => "bulk-tried",
    }
}

/// Records that stay, with the reasons. Those that are gone have no name.
fn kept(desk: &Desk<'_>, tx: &mut Tx<'_>, shape: &Shape, all: &[Kept]) -> app::Result<Markup> {
    let lang = desk.frame.lang;
    let listed: Vec<Uuid> = all.iter().take(LISTED).map(|one| one.record).collect();
    let seen = app::records::seen(desk.ctx, tx, shape.noun(), &listed)?;
    let labels = app::records::labels(tx, shape.noun(), &seen)?;
    let names: HashMap<Uuid, String> = labels.into_iter().map(|label| (label.id, label.label)).collect();
    let columns = [Column::text(t(lang, "import-record")), Column::text(t(lang, "import-reason"))];
    let row = |one: &Kept| {
        let name = match names.get(&one.record) {
            Some(name) => html! { a class="link" href=(shape.href(one.record)) { (name) } },
            None => html! { span class="soft" { (t(lang, "word-hidden")) } },
        };
        let reasons: Vec<String> = one.reasons.iter().map(|reason| said(lang, reason)).collect();
        Row { id: one.record.to_string(), cells: vec![name, html! { (reasons.join(" ")) }], ..Row::default() }
    };
    let rows: Vec<Row> = all.iter().take(LISTED).map(row).collect();
    let title = tr(lang, "bulk-kept", &[("count", all.len().into())]);
    Ok(section(
        &title,
        None,
        html! {
            (table::plain(&columns, &rows))
            @if all.len() > LISTED { p class="soft" { (tr(lang, "import-more", &[("count", (all.len() - LISTED).into())])) } }
        },
    ))
}

fn bar(desk: &Desk<'_>, shape: &Shape, bulk: &Bulk, actions: Markup) -> Markup {
    let lang = desk.frame.lang;
    let count = |number: i64| u64::try_from(number).unwrap_or_default();
    // What is taken back are those that were changed.
    let total = if matches!(bulk.state, State::Undoing | State::Undone) { bulk.changed } else { bulk.total };
    progress(
        lang,
        &progress::Progress {
            title: named(desk.ctx, lang, shape, bulk).join(", "),
            running: bulk.state.is_open(),
            done: count(bulk.done),
            total: Some(count(total)),
            rows: format!("{} / {}", fmt::number(lang, bulk.done), fmt::number(lang, total)),
            figures: vec![(
                t(lang, if bulk.deletes { "bulk-deleted" } else { "bulk-changed" }).into_owned(),
                fmt::number(lang, bulk.changed),
            )],
            actions: Some(actions),
            ..progress::Progress::default()
        },
    )
}

fn running(desk: &Desk<'_>, shape: &Shape, bulk: &Bulk) -> Markup {
    let lang = desk.frame.lang;
    let is_stoppable = bulk.state == State::Running;
    let stop = form::post(
        &desk.frame.csrf,
        &href(STOP, bulk.id),
        &[],
        "danger",
        html! { (icon(Icon::Close)) (t(lang, "bulk-stop")) },
    );
    html! { div class="stack" { (bar(desk, shape, bulk, html! { @if is_stoppable { (stop) } })) p class="soft" { (t(lang, "bulk-goes-on")) } } }
}

fn ended(desk: &Desk<'_>, tx: &mut Tx<'_>, shape: &Shape, bulk: &Bulk) -> app::Result<Markup> {
    let lang = desk.frame.lang;
    let can_undo = bulk.state != State::Undone && bulk.changed > 0;
    let actions = html! {
        @if can_undo { (form::post(&desk.frame.csrf, &href(UNDO, bulk.id), &[], "", html! { (icon(Icon::Undo)) (t(lang, "bulk-undo")) })) }
        a class="button" href=(shape.paths.list) { (t(lang, shape.title)) }
        a class="button plain" href=(LIST) { (t(lang, "bulk-title")) }
    };
    let same = bulk.total.min(bulk.done) - bulk.changed - i64::try_from(bulk.kept.len()).unwrap_or_default();
    let back = [("count", bulk.back.into()), ("kept", (bulk.changed - bulk.back).into())];
    let left = bulk.total.min(bulk.done) - bulk.changed;
    let outcome = [("changed", bulk.changed.into()), ("same", same.max(0).into()), ("kept", bulk.kept.len().into())];
    let deleted = [("changed", bulk.changed.into()), ("kept", left.max(0).into())];
    Ok(html! {
        div class="stack" {
            (bar(desk, shape, bulk, actions))
            (section(&t(lang, "user-state"), None, html! { p { (state(lang, bulk.state)) " " @if bulk.state == State::Undone { (tr(lang, "departure-back-some", &back)) } @else { (if bulk.deletes { tr(lang, "bulk-outcome-delete", &deleted) } else { tr(lang, "bulk-outcome", &outcome) }) } } }))
            @if !bulk.kept.is_empty() { (kept(desk, tx, shape, &bulk.kept)?) }
        }
    })
}

/// Says what becomes of them.
pub async fn describe(Path(bulk): Path<String>, posted: Posted) -> Answer {
    let bulk: SetId = id(&bulk)?;
    let Posted { signed, fields: sent } = posted;
    let asked = sent.clone();
    let noted = signed
        .write(move |ctx, tx| {
            let stands = queries::get(ctx, tx, bulk)?;
            let shape = shape(&stands.kind)?;
            let key = asked.text("field");
            if key == DELETE {
                return commands::describe(ctx, tx, bulk, What::Delete);
            }
            if !offered(ctx, shape).iter().any(|entry| entry.key == key) {
                return Err(Refusal::new("refusal-bulk-nothing").at("field").into());
            }
            let mut values = fields::read(ctx, shape, &asked, &Values::new())?;
            values.retain(|field, _| *field == key);
            // A box of several of which none is ticked sends nothing at all.
            if values.is_empty() {
                values.insert(key, serde_json::Value::Null);
            }
            commands::describe(ctx, tx, bulk, What::Change(values))
        })
        .await;
    match noted {
        Ok(()) => Ok(Redirect::to(&href(ONE, bulk)).into_response()),
        Err(fault) => {
            signed
                .again(fault, move |ctx, tx, frame, faults| {
                    let stands = queries::get(ctx, tx, bulk)?;
                    drawn(ctx, tx, frame, &stands, &sent, None, faults)
                })
                .await
        }
    }
}

/// Lets the server do it.
pub async fn begin(Path(bulk): Path<String>, posted: Posted) -> Answer {
    let bulk: SetId = id(&bulk)?;
    posted.signed.write(move |ctx, tx| commands::begin(ctx, tx, bulk)).await?;
    posted.signed.done(&href(ONE, bulk), None)
}

/// Stops it.
pub async fn stop(Path(bulk): Path<String>, posted: Posted) -> Answer {
    let bulk: SetId = id(&bulk)?;
    posted.signed.write(move |ctx, tx| commands::stop(ctx, tx, bulk)).await?;
    posted.signed.done(&href(ONE, bulk), None)
}

/// Lets the server take it back.
pub async fn undo(Path(bulk): Path<String>, posted: Posted) -> Answer {
    let bulk: SetId = id(&bulk)?;
    posted.signed.write(move |ctx, tx| commands::undo(ctx, tx, bulk)).await?;
    posted.signed.done(&href(ONE, bulk), None)
}
