//! Writes of activities.

use super::write::Batch;
use super::{planned, queries, sql};
use crate::custom_fields::{self, Asked, values};
use crate::events::Cause;
use crate::opportunities::commands::double;
use crate::records::Patch;
use crate::records::merge::{self, Base};
use crate::{Ctx, Error, Result, records};
use db::Tx;
use domain::activities::{self as rules, Activity, Link};
use domain::custom_fields::Custom;
use domain::kernel::id::{AccountId, ActivityId, OpportunityId, PositionId};
use domain::policy::{Action, Noun};
use domain::{Day, Instant, Refusal};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use std::collections::HashMap;
use uuid::Uuid;

/// What someone writes down.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewActivity {
    /// `note`, `task`, `call`, `email`, `meeting`, `demo`.
    pub kind: String,
    /// What about.
    #[serde(default)]
    pub subject: String,
    /// The whole text.
    #[serde(default)]
    pub body: String,
    /// `out` or `in` (calls, e-mails).
    #[serde(default)]
    pub direction: Option<String>,
    /// How it went.
    #[serde(default)]
    pub outcome: Option<String>,
    /// Whether no human did it.
    #[serde(default)]
    pub is_automatic: bool,
    /// When it is, or was, to begin (calls, meetings, demos that are planned).
    #[serde(default)]
    pub starts_at: Option<Instant>,
    /// How long it took.
    #[serde(default)]
    pub minutes: Option<i64>,
    /// When it is due (tasks).
    #[serde(default)]
    pub due_on: Option<Day>,
    /// The day of the next step that was agreed in it.
    #[serde(default)]
    pub next_on: Option<Day>,
    /// Whose it is; the user's own where none is named.
    #[serde(default)]
    pub owner: Option<PositionId>,
    /// When it happened; now where nothing is said.
    #[serde(default)]
    pub happened_at: Option<Instant>,
    /// Its id where it came from.
    #[serde(default)]
    pub external_id: Option<String>,
    /// The kind of record it is written on,
    pub noun: Noun,
    /// and which.
    pub record: Uuid,
    /// Further records it stands on, contacts that took part among them.
    #[serde(default)]
    pub links: Vec<Link>,
    /// Values of the company's own fields.
    #[serde(flatten)]
    pub own: Asked,
}

impl NewActivity {
    /// One of that kind on a record, with nothing said yet.
    pub fn on(kind: &str, noun: Noun, record: impl Into<Uuid>) -> NewActivity {
        NewActivity {
            kind: kind.to_owned(),
            subject: String::new(),
            body: String::new(),
            direction: None,
            outcome: None,
            is_automatic: false,
            starts_at: None,
            minutes: None,
            due_on: None,
            next_on: None,
            owner: None,
            happened_at: None,
            external_id: None,
            noun,
            record: record.into(),
            links: Vec::new(),
            own: Asked::default(),
        }
    }
}

/// Writes activities down.
///
/// # Errors
/// [`Error::NotFound`] where a record may not be seen; `refusal-subject-empty`, `refusal-choice-unknown`,
/// `refusal-owner-unknown`, `refusal-record-unknown`.
pub fn add(ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause, new: Vec<NewActivity>) -> Result<Vec<Activity>> {
    let written = write_down(ctx, tx, cause, new)?;
    planned::replied(ctx, tx, written.iter().filter(|activity| activity.has_reached()))?;
    Ok(written)
}

/// As [`add`], of what may be older than what was planned since: nothing planned is taken back for it.
pub(crate) fn write_down(ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause, new: Vec<NewActivity>) -> Result<Vec<Activity>> {
    ctx.may(Action::Create, Noun::Activity)?;
    let accounts = accounts(tx, &new)?;
    let (mut batch, mut written) = (Batch::default(), Vec::with_capacity(new.len()));
    for new in new {
        records::visible(ctx, tx, new.noun, new.record)?;
        for link in &new.links {
            known(ctx, tx, link)?;
        }
        let mut activity = Activity {
            id: ctx.id(),
            kind: new.kind,
            subject: new.subject.trim().to_owned(),
            body: new.body.trim().to_owned(),
            direction: new.direction,
            outcome: new.outcome,
            is_automatic: new.is_automatic,
            starts_at: new.starts_at,
            minutes: new.minutes,
            due_on: new.due_on,
            done_at: None,
            next_on: new.next_on,
            owner: new.owner.or(ctx.positions.first().copied()),
            user: ctx.user,
            noun: new.noun,
            record: new.record,
            links: new.links,
            account: accounts.get(&new.record).copied(),
            happened_at: new.happened_at.unwrap_or(ctx.now),
            on: ctx.today,
            external_id: new.external_id,
            is_accepted: false,
            version: 1,
            custom: values::taken(ctx, tx, Noun::Activity, &Custom::default(), &new.own.0)?,
        };
        completed(ctx, &mut activity)?;
        batch.add(activity.clone());
        written.push(activity);
    }
    batch.write(ctx, tx, cause)?;
    Ok(written)
}

/// The accounts of the records that activities are written on.
fn accounts(tx: &mut Tx<'_>, new: &[NewActivity]) -> Result<HashMap<Uuid, AccountId>> {
    let named: Vec<(Noun, Uuid)> = new.iter().map(|new| (new.noun, new.record)).collect();
    records::accounts_of(tx, &named)
}

fn known(ctx: &Ctx, tx: &mut Tx<'_>, link: &Link) -> Result<()> {
    match records::seen(ctx, tx, link.noun, &[link.record])?.is_empty() {
        true => Err(Refusal::new("refusal-record-unknown").at(link.noun.key()).into()),
        false => Ok(()),
    }
}

fn completed(ctx: &Ctx, activity: &mut Activity) -> Result<()> {
    rules::complete(activity, ctx.now, |at| ctx.company.day_of(at));
    let mut faults = rules::check(activity);
    if activity.owner.is_some_and(|owner| ctx.organisation.position(owner).is_none()) {
        faults.push(Refusal::new("refusal-owner-unknown").at("owner"));
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::Refused(faults)) }
}

/// What was agreed to do next.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextStep {
    /// What; where nothing is said, what stood there stays.
    pub what: Option<String>,
    /// On which day.
    pub on: Option<Day>,
}

/// Writes one activity down, and the next step on its record.
///
/// # Errors
/// As [`add`]; [`Error::Forbidden`] where a next step is given for a record that the user may not change.
pub fn log(ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause, new: NewActivity, next: Option<NextStep>) -> Result<Activity> {
    if let Some(next) = next {
        plan(ctx, tx, new.noun, new.record, &next)?;
    }
    add(ctx, tx, cause, vec![new])?.pop().ok_or(Error::NotFound)
}

/// Sets the next step of a record, by the commands of its kind.
fn plan(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, record: Uuid, next: &NextStep) -> Result<()> {
    let mut fields: Vec<(&'static str, Json)> = vec![("next_step_on", serde_json::to_value(next.on)?)];
    fields.extend(next.what.as_ref().map(|what| ("next_step", Json::from(what.as_str()))));
    let patch = Patch::new(record, fields);
    match noun {
        Noun::Account => crate::accounts::commands::change(ctx, tx, Cause::COMMAND, &[patch]).map(drop),
        Noun::Contact => crate::contacts::commands::change(ctx, tx, Cause::COMMAND, &[patch]).map(drop),
        Noun::Lead => crate::leads::commands::change(ctx, tx, Cause::COMMAND, &[patch]).map(drop),
        Noun::Opportunity => {
            let fields = serde_json::from_value(Json::Object(patch.fields))?;
            crate::opportunities::commands::change(ctx, tx, OpportunityId(record), None, &fields)
        }
        _ => Ok(()),
    }
}

/// New values of some fields of an activity; a field that is not named stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of the activity")]
pub struct ActivityPatch {
    /// The version it was read at.
    #[serde(skip_serializing)]
    pub version: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    #[serde(with = "double", skip_serializing_if = "Option::is_none")]
    pub direction: Option<Option<String>>,
    #[serde(with = "double", skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_automatic: Option<bool>,
    #[serde(with = "double", skip_serializing_if = "Option::is_none")]
    pub starts_at: Option<Option<Instant>>,
    #[serde(with = "double", skip_serializing_if = "Option::is_none")]
    pub minutes: Option<Option<i64>>,
    #[serde(with = "double", skip_serializing_if = "Option::is_none")]
    pub due_on: Option<Option<Day>>,
    #[serde(with = "double", skip_serializing_if = "Option::is_none")]
    pub next_on: Option<Option<Day>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<PositionId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub happened_at: Option<Instant>,
    /// Done, or to be done again.
    #[serde(skip_serializing)]
    pub done: Option<bool>,
    /// Records it is to stand on as well,
    #[serde(skip_serializing)]
    pub add: Vec<Link>,
    /// and no longer.
    #[serde(skip_serializing)]
    pub remove: Vec<Uuid>,
    #[serde(flatten)]
    pub own: Asked,
}

/// Changes an activity; a task is marked as done or opened again. What would change nothing writes nothing.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Conflict`] field by field, the rules' refusals, `refusal-links-none`.
pub fn change(ctx: &Ctx, tx: &mut Tx<'_>, id: ActivityId, patch: &ActivityPatch) -> Result<Activity> {
    let scope = ctx.may(Action::Edit, Noun::Activity)?;
    let old = match sql::some(tx, Some(&scope), &[id])?.pop() {
        Some(old) => old,
        None => return Err(queries::get(ctx, tx, id).map_or_else(|error| error, |_| Error::Forbidden)),
    };
    let custom = custom_fields::queries::held(ctx, tx, Noun::Activity, &[id.0])?.remove(&id.0).unwrap_or_default();
    let old = Activity { custom, ..old };
    let mut patch = patch.clone();
    custom_fields::entered(ctx, Noun::Activity, &mut patch.own.0)?;
    let patch = &patch;
    let mut standing = object(&old)?;
    standing.extend(values::beside(ctx, Noun::Activity, &old.custom)?);
    let base = Base { noun: Noun::Activity, id: id.0, version: old.version, read: patch.version };
    let left = merge::merged(ctx, tx, &base, &standing, &object(patch)?)?;
    let fields: ActivityPatch = serde_json::from_value(Json::Object(left))?;
    let mut new = old.clone();
    new.custom = values::taken(ctx, tx, Noun::Activity, &old.custom, &fields.own.0)?;
    apply(&mut new, fields);
    restand(ctx, tx, &mut new, patch)?;
    if let Some(done) = patch.done {
        rules::mark(&mut new, done, ctx.now);
    }
    completed(ctx, &mut new)?;
    if new == old {
        return Ok(new);
    }
    let mut batch = Batch::default();
    batch.change(old.clone(), new.clone());
    batch.write(ctx, tx, Cause::COMMAND)?;
    if new.has_reached() && !old.has_reached() {
        planned::replied(ctx, tx, std::iter::once(&new))?;
    }
    new.version = old.version + 1;
    Ok(new)
}

fn apply(new: &mut Activity, fields: ActivityPatch) {
    fn set<T>(slot: &mut T, value: Option<T>) {
        if let Some(value) = value {
            *slot = value;
        }
    }
    let trimmed = |text: Option<String>| text.map(|text| text.trim().to_owned());
    set(&mut new.kind, fields.kind);
    set(&mut new.subject, trimmed(fields.subject));
    set(&mut new.body, trimmed(fields.body));
    set(&mut new.direction, fields.direction);
    set(&mut new.outcome, fields.outcome);
    set(&mut new.is_automatic, fields.is_automatic);
    set(&mut new.starts_at, fields.starts_at);
    set(&mut new.minutes, fields.minutes);
    set(&mut new.due_on, fields.due_on);
    set(&mut new.next_on, fields.next_on);
    set(&mut new.owner, fields.owner.map(Some));
    set(&mut new.happened_at, fields.happened_at);
}

/// Puts it on other records. Those hidden from the user stay; where the one it was written on goes, another takes its
/// place.
fn restand(ctx: &Ctx, tx: &mut Tx<'_>, new: &mut Activity, patch: &ActivityPatch) -> Result<()> {
    for link in &patch.add {
        known(ctx, tx, link)?;
        new.links.retain(|kept| kept.record != link.record);
        new.links.push(*link);
    }
    for gone in &patch.remove {
        let link = new.links.iter().find(|link| link.record == *gone).copied();
        let Some(link) = link.filter(|link| !patch.add.iter().any(|added| added.record == link.record)) else {
            continue;
        };
        known(ctx, tx, &link)?;
        new.links.retain(|kept| kept.record != *gone);
    }
    if !new.links.iter().any(|link| link.record == new.record) {
        let first = new.links.iter().min_by_key(|link| link.noun).copied();
        let first = first.ok_or_else(|| Refusal::new("refusal-links-none"))?;
        (new.noun, new.record) = (first.noun, first.record);
        new.account = records::accounts_of(tx, &[(first.noun, first.record)])?.remove(&first.record);
    }
    Ok(())
}

fn object<T: Serialize>(value: &T) -> Result<Map<String, Json>> {
    match serde_json::to_value(value)? {
        Json::Object(map) => Ok(map),
        _ => Err(Error::Internal("an activity is no JSON object".to_owned())),
    }
}

/// Marks a task as done, or opens it again.
///
/// # Errors
/// As [`change`].
pub fn mark(ctx: &Ctx, tx: &mut Tx<'_>, id: ActivityId, done: bool) -> Result<Activity> {
    change(ctx, tx, id, &ActivityPatch { done: Some(done), ..ActivityPatch::default() })
}

/// Takes back what was just written by mistake: only who wrote it may, and only while nobody has changed it.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] to another; [`Error::Conflict`] once it was changed.
pub fn take_back(ctx: &Ctx, tx: &mut Tx<'_>, id: ActivityId) -> Result<Activity> {
    ctx.may(Action::Create, Noun::Activity)?;
    let written = queries::get(ctx, tx, id)?;
    if written.user != ctx.user {
        return Err(Error::Forbidden);
    }
    if written.version != 1 {
        return Err(Error::Conflict { version: written.version, fields: Vec::new() });
    }
    let mut batch = Batch::default();
    batch.remove(written.clone());
    batch.write(ctx, tx, Cause::undo(ctx.begin_set()))?;
    Ok(written)
}

/// Puts everything that stands on one record on others as well: what a lead becomes keeps the lead's story. Activities
/// without an account get that of the new records. The caller has the permission.
///
/// # Errors
/// The database's own.
pub fn stand_on_too(ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause, record: Uuid, others: &[Link]) -> Result<()> {
    let named: Vec<(Noun, Uuid)> = others.iter().map(|link| (link.noun, link.record)).collect();
    let account = records::accounts_of(tx, &named)?.into_values().next();
    let mut batch = Batch::default();
    for old in queries::all_on(tx, record)? {
        let mut new = old.clone();
        let missing = others.iter().filter(|link| old.links.iter().all(|kept| kept.record != link.record));
        new.links.extend(missing);
        new.account = new.account.or(account);
        rules::complete(&mut new, ctx.now, |at| ctx.company.day_of(at));
        if new != old {
            batch.change(old, new);
        }
    }
    batch.write(ctx, tx, cause)
}

/// How an activity named a record before that was merged into another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Restood {
    /// Which activity.
    pub id: ActivityId,
    /// The link to the record, where it stood on it.
    link: Option<Link>,
    /// Whether it stood on the other record too.
    stood_on_both: bool,
    /// Whether it was written on the record.
    was_written_on: bool,
    /// Whether the record is the account it was with.
    was_account: bool,
}

/// Lets everything that names one record name another: what it stands on, was written on, and was with. The caller has
/// the permission.
///
/// # Errors
/// The database's own.
pub(crate) fn restand_all(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    cause: Cause,
    noun: Noun,
    from: Uuid,
    to: Uuid,
) -> Result<Vec<Restood>> {
    let (mut batch, mut noted) = (Batch::default(), Vec::new());
    for old in queries::all_naming(tx, from)? {
        let was = Restood {
            id: old.id,
            link: old.links.iter().find(|link| link.record == from).copied(),
            stood_on_both: old.links.iter().any(|link| link.record == to),
            was_written_on: old.record == from,
            was_account: noun == Noun::Account && old.account == Some(AccountId(from)),
        };
        let mut new = old.clone();
        new.links.retain(|link| link.record != from);
        new.links.extend(was.link.filter(|_| !was.stood_on_both).map(|link| Link { record: to, ..link }));
        rename(&mut new, &was, to);
        rules::complete(&mut new, ctx.now, |at| ctx.company.day_of(at));
        batch.change(old, new);
        noted.push(was);
    }
    batch.write(ctx, tx, cause)?;
    Ok(noted)
}

/// Takes back what [`restand_all`] did, for activities that still name the other record.
///
/// # Errors
/// The database's own.
pub(crate) fn unstand_all(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    cause: Cause,
    noun: Noun,
    (kept, gone): (Uuid, Uuid),
    noted: &[Restood],
) -> Result<()> {
    let ids: Vec<ActivityId> = noted.iter().map(|was| was.id).collect();
    let standing: HashMap<ActivityId, Activity> =
        sql::some(tx, None, &ids)?.into_iter().map(|activity| (activity.id, activity)).collect();
    let mut batch = Batch::default();
    for was in noted {
        let Some(old) = standing.get(&was.id) else { continue };
        let mut new = old.clone();
        if !was.stood_on_both && was.link.is_some() {
            new.links.retain(|link| link.record != kept);
        }
        new.links.extend(was.link);
        let still = Restood {
            was_written_on: was.was_written_on && old.record == kept,
            was_account: was.was_account && noun == Noun::Account && old.account == Some(AccountId(kept)),
            ..was.clone()
        };
        rename(&mut new, &still, gone);
        rules::complete(&mut new, ctx.now, |at| ctx.company.day_of(at));
        if new != *old {
            batch.change(old.clone(), new);
        }
    }
    batch.write(ctx, tx, cause)
}

fn rename(activity: &mut Activity, was: &Restood, to: Uuid) {
    if was.was_written_on {
        activity.record = to;
    }
    if was.was_account {
        activity.account = Some(AccountId(to));
    }
}
