//! What happened on a record, newest first: its history and the activities on it, merged. Structured, so that
//! every language can tell it.

use super::{queries, sql};
use crate::activities::{self, ActivityView};
use crate::custom_fields;
use crate::events::{self, Event};
use crate::listing::{Label, Owners};
use crate::mail::{self, MailView};
use crate::{Ctx, Result, matching};
use db::Tx;
use domain::Instant;
use domain::custom_fields::{CustomField, FieldKind};
use domain::kernel::id::{PersonId, PositionId, SetId, UserId};
use domain::policy::Noun;
use serde::Serialize;
use serde_json::Value as Json;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// One entry.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// The event or activity.
    pub id: Uuid,
    /// When.
    pub at: Instant,
    /// Who; none for the console.
    pub by: Option<String>,
    /// What.
    #[serde(flatten)]
    pub what: What,
}

/// What happened.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum What {
    /// The record changed.
    Event {
        /// `created`, `changed`, `stage_moved`, `won` …
        kind: String,
        /// `command`, `import`, `bulk`, `rule`, `undo`.
        cause: String,
        /// The import or reorganisation it belongs to.
        set: Option<SetId>,
        /// What was changed.
        fields: Vec<FieldChange>,
    },
    /// Something was done, or is to be done.
    Activity(Box<ActivityView>),
    /// A private mail of the reader's own.
    Mail(Box<MailView>),
}

/// A field before and after. Other records are `{"id", "label"}`, those hidden from the reader `{"hidden": true}`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FieldChange {
    /// The field.
    pub field: String,
    /// Before; null where it had no value.
    pub before: Json,
    /// After.
    pub after: Json,
}

/// The entries before an instant, at most so many.
///
/// # Errors
/// [`crate::Error::NotFound`] where the user may not see the record.
pub fn timeline(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, id: Uuid, before: Instant, limit: i64) -> Result<Vec<Entry>> {
    queries::visible(ctx, tx, noun, id)?;
    let mut events = events::of_record(tx, id, before, limit)?;
    // What became part of this record brought its story along.
    for part in matching::merge::merged_into(tx, id)? {
        events.extend(events::of_record(tx, part, before, limit)?);
    }
    let done = activities::queries::before(ctx, tx, id, before, limit)?;
    let users: HashMap<Uuid, String> = sql::users(tx)?.into_iter().collect();
    let by = |user: Option<UserId>| user.and_then(|u| users.get(&u.0).cloned());
    let names = Names::of(ctx, tx, noun, &events)?;
    let mut entries: Vec<Entry> = Vec::with_capacity(events.len() + done.len());
    for event in events {
        let what =
            What::Event { kind: event.kind, cause: event.cause, set: event.set, fields: names.told(&event.changes) };
        entries.push(Entry { id: event.id.0, at: event.at, by: by(event.user), what });
    }
    for view in done {
        let activity = &view.activity;
        let (id, at, by) = (activity.id.0, activity.happened_at, by(activity.user));
        entries.push(Entry { id, at, by, what: What::Activity(Box::new(view)) });
    }
    for mail in mail::queries::private_on(ctx, tx, id, before, limit)? {
        entries.push(Entry { id: mail.id.0, at: mail.sent_at, by: None, what: What::Mail(Box::new(mail)) });
    }
    entries.sort_by_key(|entry| std::cmp::Reverse((entry.at, entry.id)));
    entries.truncate(usize::try_from(limit).unwrap_or(0));
    Ok(entries)
}

/// What each of some changes of records of a kind was, as their timelines tell it.
///
/// # Errors
/// The database's own.
pub(crate) fn told(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, events: &[Event]) -> Result<Vec<Vec<FieldChange>>> {
    let names = Names::of(ctx, tx, noun, events)?;
    Ok(events.iter().map(|event| names.told(&event.changes)).collect())
}

/// The same for other servers, whoever's eyes they have: nobody there says who reads on, so no value of a sensitive field goes.
///
/// # Errors
/// The database's own.
pub(crate) fn told_elsewhere(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    noun: Noun,
    events: &[Event],
) -> Result<Vec<Vec<FieldChange>>> {
    let mut names = Names::of(ctx, tx, noun, events)?;
    names.unread =
        names.own.iter().copied().filter(|field| field.is_sensitive).map(|field| field.key.as_str()).collect();
    Ok(events.iter().map(|event| names.told(&event.changes)).collect())
}

/// Fields that name another record, its table, and what it is in permissions.
const NAMED: [(&str, &str, Noun); 7] = [
    ("opportunity", "opportunities", Noun::Opportunity),
    ("account", "accounts", Noun::Account),
    ("parent", "accounts", Noun::Account),
    ("product", "products", Noun::Product),
    ("contact", "contacts", Noun::Contact),
    ("stage", "stages", Noun::Pipeline),
    ("pipeline", "pipelines", Noun::Pipeline),
];

/// Fields that no reader is told of. Which other records an activity stands on is told by the activity, to whom they may be; an
/// amount in the company's currency follows from the amount.
pub const UNTOLD: [&str; 6] = ["id", "links", "noun", "record", "on", "company_minor"];

/// Names of the records that changes speak of.
struct Names<'a> {
    owners: Owners<'a>,
    own: Vec<&'static CustomField>,
    /// Keys of fields whose values the reader does not see.
    unread: Vec<&'static str>,
    ctx: &'a Ctx,
    names: HashMap<Uuid, String>,
    hidden: HashSet<Uuid>,
}

fn sides(changes: &Json) -> impl Iterator<Item = (&String, &Json, &Json)> {
    let fields = changes.as_object().into_iter().flatten();
    // What is no pair is no field: the edits of an organisation stand in its history too.
    let pairs = fields.filter_map(|(field, pair)| Some((field, pair.as_array()?)));
    pairs.filter(|(field, pair)| pair.len() == 2 && *field != "edits").map(|(field, pair)| (field, &pair[0], &pair[1]))
}

fn id_of(json: &Json) -> Option<Uuid> {
    json.as_str()?.parse().ok()
}

/// What has become of the promise that a lead is tried, where that alone changed.
fn worked(before: &Json, after: &Json) -> Option<FieldChange> {
    let (before, after) = (before.as_array()?, after.as_array()?);
    let state = |stints: &[Json]| stints.last().and_then(|stint| stint.get("worked")).cloned().unwrap_or_default();
    let is_same = before.len() == after.len() && state(before) != state(after);
    is_same.then(|| FieldChange { field: "worked".to_owned(), before: state(before), after: state(after) })
}

impl<'a> Names<'a> {
    fn of(ctx: &'a Ctx, tx: &mut Tx<'_>, noun: Noun, events: &[Event]) -> Result<Names<'a>> {
        let own: Vec<&'static CustomField> = ctx.fields.all_of(noun).collect();
        let mut wanted: HashMap<(&str, Noun), Vec<Uuid>> = HashMap::new();
        for (field, before, after) in events.iter().flat_map(|event| sides(&event.changes)) {
            let target = own.iter().find(|own| own.key == *field).and_then(|own| own.target);
            let target = target.and_then(|noun| Some((sql::table(noun)?, noun)));
            let named = NAMED.iter().find(|(name, ..)| name == field).map(|(_, table, noun)| (*table, *noun));
            if let Some(named) = named.or(target) {
                wanted.entry(named).or_default().extend([before, after].into_iter().filter_map(id_of));
            }
        }
        let (mut names, mut hidden) = (HashMap::new(), HashSet::new());
        for ((table, noun), ids) in wanted {
            if noun != Noun::Pipeline {
                hidden.extend(queries::hidden(ctx, tx, noun, &ids)?);
            }
            names.extend(sql::names(tx, table, &ids)?);
        }
        let kept = own.iter().copied().filter(|field| !custom_fields::sees(ctx, field));
        let unread = kept.map(|field| field.key.as_str()).collect();
        Ok(Names { owners: Owners::new(ctx), own, unread, ctx, names, hidden })
    }

    fn told(&self, changes: &Json) -> Vec<FieldChange> {
        let change = |(field, before, after): (&String, &Json, &Json)| FieldChange {
            field: field.clone(),
            before: self.named(field, before),
            after: self.named(field, after),
        };
        let is_told = |field: &str| !UNTOLD.contains(&field);
        let all = sides(changes).filter(|(field, ..)| is_told(field));
        all.filter_map(|side| if side.0 == "stints" { worked(side.1, side.2) } else { Some(change(side)) }).collect()
    }

    /// A value of a field that the reader does not see, and a list that somebody asked for by such a value. That there was
    /// none is not told either.
    fn is_unread(&self, field: &str, value: &Json) -> bool {
        let asked = if field == "asked" { value.as_str() } else { None };
        self.unread.contains(&field) || asked.is_some_and(|asked| custom_fields::speaks_of_unread(self.ctx, asked))
    }

    fn named(&self, field: &str, value: &Json) -> Json {
        if self.is_unread(field, value) {
            return serde_json::json!({ "hidden": true });
        }
        if let Some(own) = self.own.iter().find(|own| own.key == field).filter(|own| own.kind.has_choices()) {
            return custom_fields::worded(own, value);
        }
        let label = match id_of(value) {
            Some(id) if matches!(field, "owner" | "generated_by" | "sourced_by" | "from" | "to" | "escalated_to") => {
                Some(self.owners.label(PositionId(id)))
            }
            Some(id) if self.own.iter().any(|own| own.key == field && own.kind == FieldKind::Person) => {
                self.owners.person(PersonId(id))
            }
            Some(id) if self.hidden.contains(&id) => return serde_json::json!({ "hidden": true }),
            Some(id) => self.names.get(&id).map(|name| Label { id, label: name.clone(), key: None, detail: None }),
            None => None,
        };
        label.and_then(|label| serde_json::to_value(label).ok()).unwrap_or_else(|| value.clone())
    }
}
