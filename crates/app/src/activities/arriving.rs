//! A calendar file of the user's own: its events become meetings on the contacts that take part in them.
//!
//! An event is known again by its UID (in a series, with its date), so the same file twice changes nothing and a newer one
//! moves what was moved. An event in which nobody takes part whom the user knows is left, with the reason.

use super::commands::{ActivityPatch, NewActivity, add, change};
use super::{queries, sql};
use crate::events::Cause;
use crate::{Ctx, Result, matching};
use cards::{Calendar, Entry, Kind, Occurrence};
use db::Tx;
use domain::activities::{Activity, Link};
use domain::policy::{Action, Noun};
use domain::{Instant, Refusal};
use jiff::tz::TimeZone;
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// Days that are read back,
const BACK: i64 = 90;
/// and ahead.
const AHEAD: i64 = 366;
/// Events of one file at most.
const MOST: usize = 1000;

/// What became of a calendar file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Arrived {
    /// Meetings that are new.
    pub added: u64,
    /// Meetings that the file changed.
    pub changed: u64,
    /// Meetings that stand as the file says.
    pub unchanged: u64,
    /// Events that were left: what they are called, and why.
    pub left: Vec<(String, Refusal)>,
    /// What was odd in the file: line and remark.
    pub remarks: Vec<(u64, Refusal)>,
}

/// An event at one time.
struct Seen<'a> {
    entry: &'a Entry,
    id: String,
    starts_at: Instant,
    minutes: i64,
}

/// Takes a calendar file.
///
/// # Errors
/// [`crate::Error::Forbidden`]; `cards-…` where the file holds no calendar; the rules of activities.
pub fn take_calendar(ctx: &Ctx, tx: &mut Tx<'_>, bytes: &[u8]) -> Result<Arrived> {
    ctx.may(Action::Create, Noun::Activity)?;
    let told = |refusal: Refusal, args: Vec<(&'static str, String)>| {
        args.into_iter().fold(refusal, |refusal, (name, value)| refusal.with(name, value))
    };
    let file = cards::read(bytes).map_err(|e| told(Refusal::new(e.code()).at("file"), e.args()))?;
    let mut arrived = Arrived::default();
    let odd = file.findings.iter().map(|f| (f.line, told(Refusal::new(f.kind.code()), f.kind.args())));
    arrived.remarks = odd.collect();
    for calendar in &file.calendars {
        let is_off = calendar.item.properties.iter().any(|p| p.name == "METHOD" && p.value.trim() == "CANCEL");
        for seen in seen(ctx, &calendar.item) {
            take(ctx, tx, &seen, is_off, &mut arrived)?;
        }
    }
    Ok(arrived)
}

/// Events that happen around today, series one by one.
fn seen<'a>(ctx: &Ctx, calendar: &'a Calendar) -> Vec<Seen<'a>> {
    let zone = TimeZone::get(&ctx.company.time_zone).unwrap_or(TimeZone::UTC);
    let at =
        |days: i64| jiff::Timestamp::from_millisecond(ctx.company.start_of(ctx.today.plus(days)).0).unwrap_or_default();
    let found = calendar.occurrences(at(-BACK), at(AHEAD), &zone, MOST);
    found.into_iter().filter(|o| o.entry.kind == Kind::Event).map(|o| at_time(&o)).collect()
}

fn at_time<'a>(o: &Occurrence<'a>) -> Seen<'a> {
    let is_one_of_many = !o.entry.recurrence.is_none() || o.entry.replaces.is_some();
    let clock = o.date.clock();
    let id = if is_one_of_many { format!("{}/{clock}", o.entry.uid) } else { o.entry.uid.clone() };
    // A whole day begins with the company's day, and is nobody's time.
    let minutes = if o.entry.all_day() { 0 } else { o.end.duration_since(o.start).as_mins() };
    Seen { entry: o.entry, id, starts_at: Instant(o.start.as_millisecond()), minutes }
}

fn take(ctx: &Ctx, tx: &mut Tx<'_>, seen: &Seen<'_>, is_off: bool, arrived: &mut Arrived) -> Result<()> {
    let name = seen.entry.summary.trim().to_owned();
    let outcome = (is_off || seen.entry.status == "CANCELLED").then(|| "cancelled".to_owned());
    if let Some(standing) = standing(ctx, tx, &seen.id)? {
        return update(ctx, tx, &standing, seen, outcome, arrived);
    }
    let left = |code: &str| (name.clone(), Refusal::new(code));
    if seen.id.is_empty() {
        arrived.left.push(left("refusal-event-without-uid"));
        return Ok(());
    }
    if outcome.is_some() {
        arrived.left.push(left("refusal-event-cancelled"));
        return Ok(());
    }
    let people = people(ctx, tx, seen.entry)?;
    let Some(first) = people.first() else {
        arrived.left.push(left("refusal-event-nobody"));
        return Ok(());
    };
    let links = people.iter().map(|id| Link { noun: Noun::Contact, record: *id, takes_part: true }).collect();
    let new = NewActivity {
        subject: if name.is_empty() { seen.entry.location.trim().to_owned() } else { name },
        body: seen.entry.description.trim().to_owned(),
        starts_at: Some(seen.starts_at),
        minutes: Some(seen.minutes).filter(|m| *m > 0),
        external_id: Some(seen.id.clone()),
        links,
        ..NewActivity::on("meeting", Noun::Contact, *first)
    };
    add(ctx, tx, Cause::COMMAND, vec![new])?;
    arrived.added += 1;
    Ok(())
}

/// The meeting that an event without a series became, or was written from, where the user may see it.
///
/// # Errors
/// The database's own.
pub(crate) fn by_uid(ctx: &Ctx, tx: &mut Tx<'_>, uid: &str) -> Result<Option<Activity>> {
    standing(ctx, tx, uid)
}

/// The meeting that an event became before, where the user may see it.
fn standing(ctx: &Ctx, tx: &mut Tx<'_>, id: &str) -> Result<Option<Activity>> {
    let scope = ctx.may(Action::See, Noun::Activity)?;
    // What we wrote ourselves comes back under our own id.
    let own = id.strip_prefix("urn:uuid:").and_then(|id| id.parse().ok());
    let found = match own {
        Some(id) => Some(id),
        None => sql::by_external_id(tx, id, &ctx.positions)?,
    };
    Ok(sql::some(tx, Some(&scope), found.as_slice())?.pop())
}

fn update(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    standing: &Activity,
    seen: &Seen<'_>,
    outcome: Option<String>,
    arrived: &mut Arrived,
) -> Result<()> {
    let subject = seen.entry.summary.trim();
    let minutes = Some(seen.minutes).filter(|m| *m > 0);
    let patch = ActivityPatch {
        subject: (!subject.is_empty() && subject != queries::name(standing)).then(|| subject.to_owned()),
        starts_at: (standing.starts_at != Some(seen.starts_at)).then_some(Some(seen.starts_at)),
        minutes: (minutes.is_some() && standing.minutes != minutes && standing.minutes.is_some()).then_some(minutes),
        outcome: (outcome.is_some() && standing.outcome != outcome).then_some(outcome),
        ..ActivityPatch::default()
    };
    let is_idle =
        patch.subject.is_none() && patch.starts_at.is_none() && patch.minutes.is_none() && patch.outcome.is_none();
    if is_idle {
        arrived.unchanged += 1;
        return Ok(());
    }
    change(ctx, tx, standing.id, &patch)?;
    arrived.changed += 1;
    Ok(())
}

/// Contacts of the user that take part, in the order of the event.
fn people(ctx: &Ctx, tx: &mut Tx<'_>, entry: &Entry) -> Result<Vec<Uuid>> {
    let addresses: Vec<String> =
        entry.attendees.iter().chain(&entry.organiser).map(|attendee| attendee.address.clone()).collect();
    let found: HashMap<String, Vec<Uuid>> = matching::queries::by_email(ctx, tx, &addresses)?;
    let mut seen = BTreeSet::new();
    let in_order = addresses.iter().filter_map(|address| found.get(address)).flatten();
    Ok(in_order.copied().filter(|id| seen.insert(*id)).collect())
}
