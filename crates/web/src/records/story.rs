//! The timeline of a record: its history and the activities on it, told in the reader's language.

use super::fields;
use super::page::Part;
use super::shape::{Desk, Shape};
use super::shown;
use crate::ui::icon::{Icon, small};
use crate::ui::layout::Tab;
use crate::ui::pill::{Tone, pill};
use crate::ui::timeline::{self, Event};
use app::Ctx;
use app::activities::ActivityView;
use app::records::{Entry, FieldChange, What};
use domain::Instant;
use maud::{Markup, html};
use text::{Lang, fmt, t, tr};
use uuid::Uuid;

/// Entries of a page's timeline.
pub(super) const LENGTH: i64 = 50;

/// The three views of it, each with its text.
const VIEWS: [(&str, &str); 3] =
    [("all", "record-timeline-everything"), ("activities", "record-notes"), ("changes", "record-timeline-changes")];

/// Leaves the entries of one page; answers before when the next one begins, where there is more. Entries of one moment
/// stay together, as a page begins at a moment.
pub(super) fn cut(entries: &mut Vec<Entry>) -> Option<Instant> {
    let length = usize::try_from(LENGTH).unwrap_or(usize::MAX);
    let beyond = entries.get(length)?.at;
    let mut keep = length;
    while keep > 1 && entries.get(keep - 1).is_some_and(|entry| entry.at == beyond) {
        keep -= 1;
    }
    entries.truncate(keep);
    entries.last().map(|entry| entry.at)
}

/// The timeline with its tabs.
pub(super) fn timeline(
    desk: &Desk<'_>,
    shape: &Shape,
    record: Uuid,
    part: &Part,
    compose: Option<Markup>,
    entries: &[Entry],
    older: Option<Instant>,
) -> Markup {
    let (lang, here) = (desk.frame.lang, shape.href(record));
    let show = VIEWS.iter().map(|(key, _)| *key).find(|key| Some(*key) == part.show.as_deref()).unwrap_or("all");
    let tabs = VIEWS.map(|(key, text)| {
        let href = if key == "all" { here.clone() } else { format!("{here}?show={key}") };
        Tab::new(href, t(lang, text), key == show)
    });
    let wanted = |entry: &&Entry| {
        !matches!(
            (&entry.what, show),
            (What::Event { .. }, "activities") | (What::Activity(_) | What::Mail(_), "changes")
        )
    };
    let events: Vec<Event> = entries.iter().filter(wanted).map(|entry| told(desk, shape, record, entry)).collect();
    let older = older.map(|at| format!("{here}?show={show}&before={}", at.0));
    timeline::timeline(lang, &tabs, compose, &events, older.as_deref())
}

fn told(desk: &Desk<'_>, shape: &Shape, record: Uuid, entry: &Entry) -> Event {
    let (lang, ctx) = (desk.frame.lang, desk.ctx);
    let who = entry.by.clone().unwrap_or_else(|| t(lang, "event-by-nobody").into_owned());
    let local = shown::local(entry.at, &ctx.company.time_zone);
    let when = fmt::moment(lang, local, ctx.today.civil());
    let (who, what, note, tone) = match &entry.what {
        What::Event { kind, cause, fields, .. } => changed(ctx, lang, shape, who, kind, cause, fields),
        What::Activity(view) => {
            let (what, note) = crate::activities::told(lang, view, record);
            let mail = view.mail.as_ref().map(|mail| crate::mail::note(lang, mail));
            let note = mail.map(|mail| html! { @if let Some(note) = &note { (note) } (mail) }).or(note);
            (who, what, note, tone(view))
        }
        // A mail that only its reader knows of: private, or not sent yet.
        What::Mail(mail) => {
            let what = html! { "· " (small(Icon::Mail)) " " b { (mail.subject) } };
            (t(lang, "mail-only-you").into_owned(), what, Some(crate::mail::note(lang, mail)), Tone::Plain)
        }
    };
    Event { at: crate::api::instant(entry.at), when, who, what, note, tone }
}

type Told = (String, Markup, Option<Markup>, Tone);

/// A change: one sentence, the fields below it where there are several.
fn changed(ctx: &Ctx, lang: Lang, shape: &Shape, who: String, kind: &str, cause: &str, fields: &[FieldChange]) -> Told {
    let tone = match kind {
        "won" => Tone::Won,
        "lost" | "no_decision" => Tone::Lost,
        "stage_moved" | "reopened" => Tone::Accent,
        _ => Tone::Plain,
    };
    let stage = fields.iter().find(|change| change.field == "stage").filter(|_| kind == "stage_moved");
    let name = |change: &FieldChange| {
        let told = |value| shown::told(lang, &ctx.company.time_zone, shape.kind.key, &change.field, value);
        (fields::name_of(ctx, lang, shape.noun(), &change.field), told(&change.before), told(&change.after))
    };
    let text = match (stage, kind, fields) {
        (Some(change), ..) => {
            let (_, from, to) = name(change);
            tr(lang, "opportunity-moved", &[("who", who.into()), ("to", to.into()), ("from", from.into())])
        }
        (None, "changed", [one]) if shown::is_unread(one) => {
            tr(lang, "record-change-unread", &[("who", who.into()), ("field", name(one).0.into())])
        }
        (None, "changed" | "consent_said", [one]) if one.before != one.after => {
            let (field, before, after) = name(one);
            let key = match (one.before.is_null(), one.after.is_null()) {
                (true, _) => "record-change-set",
                (_, true) => "record-change-cleared",
                _ => "record-change-from",
            };
            let args =
                [("who", who.into()), ("field", field.into()), ("before", before.into()), ("after", after.into())];
            tr(lang, key, &args)
        }
        _ => {
            let key = format!("event-{kind}");
            let key = if text::has(&key) { key } else { "event-changed".to_owned() };
            tr(lang, &key, &[("who", who.into())])
        }
    };
    let several = matches!(kind, "changed" | "buying_role") && fields.len() > 1;
    let note = several.then(|| {
        html! { @for change in fields { @let (field, before, after) = name(change); div { (field) ": " @if kind == "changed" { (before) @if !shown::is_unread(change) { " → " (after) } } @else { (after) } } } }
    });
    let by = (cause != "command").then(|| shown::choice(lang, "event-cause-", cause));
    let what = html! { (text) @if let Some(by) = by { " " (pill(Tone::Plain, &by)) } };
    (String::new(), what, note, tone)
}

fn tone(view: &ActivityView) -> Tone {
    match view.activity.outcome.as_deref() {
        Some("connected" | "replied" | "held") => Tone::Won,
        Some("no_show" | "bounced" | "wrong_number") => Tone::Lost,
        _ if view.activity.kind == "task" && !view.is_open => Tone::Won,
        _ => Tone::Plain,
    }
}

#[cfg(test)]
mod tests {
    use app::records::UNTOLD;
    use domain::{accounts, activities, contacts, leads, opportunities, products};
    use serde_json::{Value, json};

    /// A field without words would stand in a timeline by its key.
    #[test]
    fn every_field_that_a_change_tells_has_a_name() {
        let id = uuid::Uuid::nil();
        let deal = json!({ "id": id, "name": "", "pipeline": id, "stage": id, "outcome": "open", "owner": id, "probability_bp": 0,
            "forecast_category": "", "version": 1 });
        let note = json!({ "id": id, "kind": "note", "subject": "", "body": "", "is_automatic": false, "noun": "account", "record": id,
            "links": [], "on": "2026-01-01", "happened_at": 0, "version": 1 });
        let deal: opportunities::Opportunity = serde_json::from_value(deal).expect("a deal");
        let note: activities::Activity = serde_json::from_value(note).expect("a note");
        let fields = |record: Value| record.as_object().expect("a record").keys().cloned().collect::<Vec<_>>();
        let kinds = [
            json!(accounts::Account::default()),
            json!(contacts::Contact::default()),
            json!(leads::Lead::default()),
            json!(products::Product::default()),
            json!(deal),
            json!(note),
        ];
        let is_told = |field: &String| field != "version" && field != "stints" && !UNTOLD.contains(&field.as_str());
        let nameless = |field: &String| !text::has(&format!("field-{field}"));
        let told = kinds.map(fields).into_iter().flatten().filter(is_told);
        assert_eq!(told.filter(nameless).collect::<Vec<_>>(), Vec::<String>::new());
    }
}
