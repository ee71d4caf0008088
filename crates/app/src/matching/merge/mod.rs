//! Two records made one, and one made two again.
//!
//! The kept record takes the fields that were chosen; everything that named the other names it from then on: contacts,
//! opportunities with their steps and bookings, daughters, teams, activities, ids elsewhere. The other's row goes; its
//! history stays and is told on the page of the kept, and its address leads there. What was moved is noted row by row, so
//! that undoing moves just that back, and leaves what came later.

mod moved;
mod sql;

use super::MERGED;
use crate::events::{self, Cause};
use crate::notifications::{self, Notice};
use crate::records::{self, Editable, Patch};
use crate::{Ctx, Error, Result, accounts, consents, contacts, custom_fields, leads, routing, search};
use db::Tx;
use domain::accounts::Account;
use domain::contacts::Contact;
use domain::kernel::id::PositionId;
use domain::leads::{Lead, LeadStatus};
use domain::notifications::Kind;
use domain::policy::{Action, Noun};
use domain::{Instant, Refusal};
use serde::Serialize;
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

pub use sql::into_which;
pub(crate) use sql::{merged_into, standing_for};

/// A merge that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Merge {
    /// Which.
    pub id: Uuid,
    /// What kind of record.
    #[serde(skip)]
    pub noun: Option<Noun>,
    /// The record that stayed.
    pub kept: Uuid,
    /// The record that went.
    pub gone: Uuid,
    /// What that was called.
    pub name: String,
    /// When.
    pub merged_at: Instant,
}

/// Fields that are never taken over: they name the record itself, or follow from the rest.
pub const NOT_TAKEN: [&str; 10] = [
    "id",
    "version",
    "external_id",
    "status",
    "reason",
    "return_on",
    "generated_by",
    "assigned_at",
    "recycled",
    "stints",
];

/// Makes two records one: `kept` stays, and takes from `gone` the fields named, and those it has no value for.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`] where the user may not change both; `refusal-merge-itself`,
/// `refusal-merge-kind`; `refusal-merge-converted` for a lead that became a customer and is to go; the rules of the record.
pub fn merge(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, kept: Uuid, gone: Uuid, take: &[String]) -> Result<Merge> {
    match noun {
        Noun::Account => merged::<Account>(ctx, tx, kept, gone, take, accounts::commands::change),
        Noun::Contact => merged::<Contact>(ctx, tx, kept, gone, take, contacts::commands::change),
        Noun::Lead => {
            // What it became names it as its origin, and a figure counts it there.
            if records::seen_by::<Lead>(ctx, tx, gone)?.status == LeadStatus::Converted {
                return Err(Refusal::new("refusal-merge-converted").into());
            }
            merged::<Lead>(ctx, tx, kept, gone, take, leads::commands::change)
        }
        _ => Err(Refusal::new("refusal-merge-kind").into()),
    }
}

type Change<T> = fn(&Ctx, &mut Tx<'_>, Cause, &[Patch]) -> Result<Vec<T>>;

fn merged<T: Editable>(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    kept: Uuid,
    gone: Uuid,
    take: &[String],
    change: Change<T>,
) -> Result<Merge> {
    if kept == gone {
        return Err(Refusal::new("refusal-merge-itself").into());
    }
    // Whose value of a field stands is chosen by those alone who read it; what is missing goes along unread.
    custom_fields::may_name(ctx, T::NOUN, take.iter())?;
    ctx.carry();
    let (stays, goes): (T, T) = (editable(ctx, tx, kept)?, editable(ctx, tx, gone)?);
    let id = ctx.begin_set().0;
    let mut fields = taken(&object(&stays)?, &object(&goes)?, take);
    let is_worked = take_owner(tx, &object(&stays)?, &object(&goes)?, &mut fields)?;
    let mut moved = moved::take(ctx, tx, T::NOUN, kept, gone)?;
    moved.kept_waits = if is_worked { routing::commands::take_out(tx, kept)? } else { None };
    sql::close(ctx, tx, gone)?;
    records::remove::<T>(tx, gone)?;
    T::removed(tx, &goes)?;
    search::remove(tx, &[gone])?;
    let changed = events::differences(Some(&stays), &change_of(ctx, tx, kept, fields, Cause::COMMAND, change)?)?;
    search::put(tx, T::NOUN, &[kept])?;
    // What either said is what they said.
    consents::settle(ctx, tx, kept)?;
    let whole = object(&goes)?;
    let name = whole.get("name").and_then(Json::as_str).unwrap_or_default().to_owned();
    let made = Merge { id, noun: Some(T::NOUN), kept, gone, name, merged_at: ctx.now };
    sql::save(ctx, tx, &made, &Json::Object(whole), &changed, &moved)?;
    let told = json!({ "merged": [null, made.name] });
    events::append(tx, ctx, Cause::COMMAND, T::NOUN, kept, "merged", &told)?;
    events::append(tx, ctx, Cause::COMMAND, T::NOUN, gone, "merged_away", &json!({}))?;
    owner_told(ctx, tx, Kind::Merged, T::NOUN, kept)?;
    Ok(made)
}

fn editable<T: Editable>(ctx: &Ctx, tx: &mut Tx<'_>, id: Uuid) -> Result<T> {
    let record = records::seen_by(ctx, tx, id)?;
    let record = records::with_own(ctx, tx, vec![record])?.pop().ok_or(Error::NotFound)?;
    if records::may(ctx, tx, Action::Edit, T::NOUN, id)? { Ok(record) } else { Err(Error::Forbidden) }
}

fn object<T: Serialize>(record: &T) -> Result<Map<String, Json>> {
    match serde_json::to_value(record)? {
        Json::Object(map) => Ok(map),
        _ => Err(Error::Internal("a record is no JSON object".to_owned())),
    }
}

/// The fields that the kept record gets: those chosen, and those it lacks. A company that stands above itself has no
/// parent; the earlier of two days of making holds.
fn taken(kept: &Map<String, Json>, gone: &Map<String, Json>, take: &[String]) -> Map<String, Json> {
    let id = |record: &Map<String, Json>| record.get("id").cloned().unwrap_or_default();
    let ids = [id(kept), id(gone)];
    let mut fields = Map::new();
    for (field, other) in gone.iter().filter(|(field, _)| !NOT_TAKEN.contains(&field.as_str())) {
        let own = kept.get(field).unwrap_or(&Json::Null);
        let is_earlier = field == "created_on" && !other.is_null() && (own.is_null() || other.as_str() < own.as_str());
        if take.contains(field) || own.is_null() || is_earlier {
            fields.insert(field.clone(), other.clone());
        }
    }
    let parent = fields.get("parent").or_else(|| kept.get("parent")).cloned().unwrap_or_default();
    if ids.contains(&parent) {
        let above = gone.get("parent").filter(|above| !ids.contains(above)).cloned().unwrap_or_default();
        fields.insert("parent".to_owned(), above);
    }
    fields.retain(|field, value| kept.get(field) != Some(value));
    fields
}

/// What somebody works is not given to a queue because it is one with what waits there, even where its owner was chosen.
/// Answers whether the kept waited and is worked now.
fn take_owner(
    tx: &mut Tx<'_>,
    kept: &Map<String, Json>,
    gone: &Map<String, Json>,
    fields: &mut Map<String, Json>,
) -> Result<bool> {
    let owner = |record: &Map<String, Json>| record.get("owner").and_then(Json::as_str)?.parse::<Uuid>().ok();
    let (Some(stands), Some(other)) = (owner(kept), owner(gone)) else { return Ok(false) };
    let mut is_nobody = |owner| routing::commands::is_nobody(tx, PositionId(owner));
    let (waits, other_waits) = (is_nobody(stands)?, is_nobody(other)?);
    if other_waits {
        fields.remove("owner");
    } else if waits {
        fields.insert("owner".to_owned(), json!(other));
    }
    Ok(waits && !other_waits)
}

/// The kept record with its new fields. What it names is there already, seen by the user or not, so only what differs is
/// written.
fn change_of<T: Editable>(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    kept: Uuid,
    fields: Map<String, Json>,
    cause: Cause,
    change: Change<T>,
) -> Result<T> {
    let patch = Patch { id: kept, version: None, fields };
    change(ctx, tx, cause, &[patch])?.pop().ok_or(Error::NotFound)
}

/// Makes one record two again. Fields that were changed since stay as they are, and so does what came later.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`]; `refusal-merge-undone`.
pub fn undo(ctx: &Ctx, tx: &mut Tx<'_>, id: Uuid) -> Result<Merge> {
    let kept = sql::get(tx, id)?.ok_or(Error::NotFound)?;
    match kept.merge.noun {
        Some(Noun::Account) => undone::<Account>(ctx, tx, kept, accounts::commands::change),
        Some(Noun::Contact) => undone::<Contact>(ctx, tx, kept, contacts::commands::change),
        Some(Noun::Lead) => undone::<Lead>(ctx, tx, kept, leads::commands::change),
        _ => Err(Error::NotFound),
    }
}

fn undone<T: Editable>(ctx: &Ctx, tx: &mut Tx<'_>, kept: sql::Kept, change: Change<T>) -> Result<Merge> {
    let sql::Kept { merge, gone, changed, moved, is_undone } = kept;
    let stands: T = editable(ctx, tx, merge.kept)?;
    if is_undone {
        return Err(Refusal::new("refusal-merge-undone").into());
    }
    ctx.begin_set();
    ctx.carry();
    let back: T = serde_json::from_value(gone)?;
    records::put_back(ctx, tx, &back)?;
    T::returned(tx, &back)?;
    let stands = object(&stands)?;
    let changed = changed.as_object().cloned().unwrap_or_default();
    let as_merged = |(field, pair): (String, Json)| {
        let (before, after) = (pair.get(0)?.clone(), pair.get(1)?);
        (stands.get(&field) == Some(after)).then_some((field, before))
    };
    let fields: Map<String, Json> = changed.into_iter().filter_map(as_merged).collect();
    let is_nobodys = fields.contains_key("owner");
    let cause = Cause::undo(ctx.set().unwrap_or_default());
    change_of::<T>(ctx, tx, merge.kept, fields, cause, change)?;
    if let Some(waits) = moved.kept_waits.as_ref().filter(|_| is_nobodys) {
        routing::commands::put_back(tx, T::NOUN, merge.kept, waits)?;
    }
    moved::give_back(ctx, tx, T::NOUN, &merge, &moved)?;
    sql::reopen(tx, &moved.memberships)?;
    sql::undo(ctx, tx, merge.id)?;
    search::put(tx, T::NOUN, &[merge.kept, merge.gone])?;
    for record in [merge.kept, merge.gone] {
        events::append(tx, ctx, cause, T::NOUN, record, "unmerged", &json!({}))?;
    }
    owner_told(ctx, tx, Kind::Unmerged, T::NOUN, merge.kept)?;
    Ok(merge)
}

/// Tells whoever has the record that it is one with another, or two again.
fn owner_told(ctx: &Ctx, tx: &mut Tx<'_>, kind: Kind, noun: Noun, kept: Uuid) -> Result<()> {
    let notice = |owner| Notice::of(kind, owner, noun, kept);
    let notices: Vec<Notice> = records::owner_of(tx, noun, kept)?.into_iter().map(notice).collect();
    notifications::tell(ctx, tx, &notices)
}

/// Merges that the user may undo, the latest first: of what they may change.
///
/// # Errors
/// The database's own.
pub fn latest(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, most: i64) -> Result<Vec<Merge>> {
    let mut found = Vec::new();
    for merge in sql::latest(tx, noun, most)? {
        if records::may(ctx, tx, Action::Edit, noun, merge.kept)? {
            found.push(merge);
        }
    }
    Ok(found)
}

/// Makes one of all pairs of a kind that are as good as certain and that the user may change, the elder kept; so many at
/// most. Answers the merges.
///
/// # Errors
/// [`Error::Forbidden`]; the rules of the records.
pub fn merge_certain(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, most: usize) -> Result<Vec<Merge>> {
    if !MERGED.contains(&noun) {
        return Err(Refusal::new("refusal-merge-kind").into());
    }
    let audit = super::queries::duplicates(ctx, tx, noun, most)?;
    let pairs = audit.clusters.into_iter().flat_map(|cluster| cluster.pairs);
    let mut made: Vec<Merge> = Vec::new();
    for pair in pairs.filter(|pair| pair.other.score >= domain::matching::CERTAIN) {
        let standing = |id: Uuid| made.iter().rev().find(|merge| merge.gone == id).map_or(id, |merge| merge.kept);
        let (kept, gone) = (standing(pair.one), standing(pair.other.record.id));
        let may = |ctx: &Ctx, tx: &mut Tx<'_>, id| records::may(ctx, tx, Action::Edit, noun, id);
        if kept != gone && may(ctx, tx, kept)? && may(ctx, tx, gone)? {
            match merge(ctx, tx, noun, kept, gone, &[]) {
                Ok(merge) => made.push(merge),
                // Refused before anything was written: left to somebody who looks at it.
                Err(Error::Refused(why)) if why.iter().any(|r| r.code == "refusal-merge-converted") => {}
                Err(fault) => return Err(fault),
            }
        }
    }
    Ok(made)
}

/// Overwrites what is kept of merges of records, for people who are erased: what went, and what changed of what stayed. Answers
/// how many. The caller has the permission.
///
/// # Errors
/// The database's own.
pub(crate) fn overwrite(tx: &mut Tx<'_>, ids: &[Uuid], f: impl Fn(Noun, &mut Json, &mut Json)) -> Result<usize> {
    let found = sql::of_any(tx, ids)?;
    for (id, noun, gone, changed) in &found {
        let (mut gone, mut changed): (Json, Json) = (serde_json::from_str(gone)?, serde_json::from_str(changed)?);
        f(Noun::from_key(noun).unwrap_or(Noun::Contact), &mut gone, &mut changed);
        sql::overwrite(tx, *id, &gone, &changed)?;
    }
    Ok(found.len())
}
