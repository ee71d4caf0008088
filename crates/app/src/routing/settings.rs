//! What a company sets beside its coverage: each setting from a day on, until a day or without end.

use super::sql;
use crate::events::{self, Cause};
use crate::{Ctx, Error, Result, organisation};
use db::Tx;
use domain::kernel::Span;
use domain::kernel::id::{AccountId, PersonId, PositionId, RoutingSettingId, UnitId};
use domain::organisation::routing::{Setting, Target};
use domain::policy::{Action, Noun};
use domain::{Day, Refusal};
use serde_json::json;

/// Sets something new from a day on; the last day is included, none for as long as it lasts.
///
/// # Errors
/// [`Error::Forbidden`]; the refusals of [`Setting::check`]; `refusal-record-unknown` at what is not there,
/// `refusal-time-zone-unknown`, `refusal-span-empty` at `to`.
pub fn set(ctx: &Ctx, tx: &mut Tx<'_>, setting: &Setting, from: Day, to: Option<Day>) -> Result<RoutingSettingId> {
    ctx.may(Action::Edit, Noun::Organisation)?;
    made(ctx, tx, setting, from, to)
}

/// As [`set`], where the caller has decided that they may.
///
/// # Errors
/// As [`set`].
pub(super) fn made(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    setting: &Setting,
    from: Day,
    to: Option<Day>,
) -> Result<RoutingSettingId> {
    check(ctx, tx, setting, from)?;
    let span = Span { from, to: to.map_or(Day::END, Day::next) };
    if span.is_empty() {
        return Err(Refusal::new("refusal-span-empty").at("to").into());
    }
    let id: RoutingSettingId = ctx.id();
    let mut kept = sql::Kept::default();
    kept.add(id, span, (id, setting.clone()));
    write(ctx, tx, &mut kept)?;
    told(ctx, tx, id, "routing_set", setting)?;
    Ok(id)
}

/// Another value from a day on.
///
/// # Errors
/// As [`set`]; [`Error::NotFound`]; `refusal-setting-not-then` where it does not hold on the day.
pub fn change(ctx: &Ctx, tx: &mut Tx<'_>, id: RoutingSettingId, setting: &Setting, on: Day) -> Result<()> {
    ctx.may(Action::Edit, Noun::Organisation)?;
    check(ctx, tx, setting, on)?;
    let mut kept = standing(tx, id, on)?;
    kept.edit(&id, Span::since(on), |_| Some((id, setting.clone())));
    write(ctx, tx, &mut kept)?;
    told(ctx, tx, id, "routing_set", setting)
}

/// No more from a day on. What has not begun by then never was.
///
/// # Errors
/// [`Error::NotFound`]; `refusal-setting-not-then` where nothing of it is left from that day on.
pub fn end(ctx: &Ctx, tx: &mut Tx<'_>, id: RoutingSettingId, on: Day) -> Result<()> {
    ctx.may(Action::Edit, Noun::Organisation)?;
    ended(ctx, tx, id, on)
}

/// As [`end`], where the caller has decided that they may.
///
/// # Errors
/// As [`end`].
pub(super) fn ended(ctx: &Ctx, tx: &mut Tx<'_>, id: RoutingSettingId, on: Day) -> Result<()> {
    let mut kept = sql::one(tx, id)?;
    let last = kept.rows(&id).last().map(|row| row.dated.value.1.clone()).ok_or(Error::NotFound)?;
    if !kept.remove(&id, Span::since(on)) {
        return Err(Refusal::new("refusal-setting-not-then").at("on").with("day", on).into());
    }
    write(ctx, tx, &mut kept)?;
    told(ctx, tx, id, "routing_ended", &last)
}

fn standing(tx: &mut Tx<'_>, id: RoutingSettingId, on: Day) -> Result<sql::Kept> {
    let kept = sql::one(tx, id)?;
    if kept.rows(&id).is_empty() {
        return Err(Error::NotFound);
    }
    match kept.at(&id, on) {
        Some(_) => Ok(kept),
        None => Err(Refusal::new("refusal-setting-not-then").at("on").with("day", on).into()),
    }
}

/// Saves, and lets what is kept in memory be read anew.
fn write(ctx: &Ctx, tx: &mut Tx<'_>, kept: &mut sql::Kept) -> Result<()> {
    organisation::lock(tx)?;
    sql::save(ctx, tx, kept)
}

fn told(ctx: &Ctx, tx: &mut Tx<'_>, id: RoutingSettingId, kind: &str, setting: &Setting) -> Result<()> {
    let told = json!({ setting.kind(): [null, setting] });
    events::append(tx, ctx, Cause::COMMAND, Noun::Organisation, id, kind, &told)
}

/// What it names must be there.
fn check(ctx: &Ctx, tx: &mut Tx<'_>, setting: &Setting, on: Day) -> Result<()> {
    setting.check()?;
    let organisation = ctx.organisation_on(on);
    let missing = |field: &str| Error::from(Refusal::new("refusal-record-unknown").at(field));
    let has_unit = |unit: &UnitId| organisation.unit(*unit).is_some();
    let has_seat = |seat: &PositionId| organisation.position(*seat).is_some();
    let has_person = |person: &PersonId| ctx.history.rows().people.contains_key(person);
    match setting {
        Setting::Queue { unit: Some(unit), .. } if !has_unit(unit) => Err(missing("unit")),
        Setting::Absence { person, .. } if !has_person(person) => Err(missing("person")),
        Setting::Absence { deputy: Some(deputy), .. } if !has_person(deputy) => Err(missing("deputy")),
        Setting::Hours { zone, .. } if jiff::tz::TimeZone::get(zone).is_err() => {
            Err(Refusal::new("refusal-time-zone-unknown").at("zone").with("zone", zone).into())
        }
        Setting::Embargo { segment, to, .. } => {
            let known = crate::segments::queries::standing(tx, on)?.iter().any(|(id, _)| id == segment);
            match to {
                _ if !known => Err(missing("segment")),
                Target::Position(seat) if !has_seat(seat) => Err(missing("position")),
                Target::Queue(queue) if *queue != super::COMPANY_QUEUE => {
                    let kept = sql::one(tx, RoutingSettingId(queue.0))?;
                    let is_queue = kept.at(&RoutingSettingId(queue.0), on).is_some();
                    if is_queue { Ok(()) } else { Err(missing("queue")) }
                }
                _ => Ok(()),
            }
        }
        Setting::Mark { account, owner } => {
            crate::records::visible(ctx, tx, Noun::Account, account.0)?;
            if owner.as_ref().is_some_and(|owner| !has_seat(owner)) { Err(missing("owner")) } else { Ok(()) }
        }
        _ => Ok(()),
    }
}

/// Marks an account as somebody's by name, or as going another way than its parent; what marked it before ends.
///
/// # Errors
/// As [`set`].
pub fn mark(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    account: AccountId,
    owner: Option<PositionId>,
    from: Day,
) -> Result<RoutingSettingId> {
    unmark(ctx, tx, account, from)?;
    set(ctx, tx, &Setting::Mark { account, owner }, from, None)
}

/// Takes the mark off an account.
///
/// # Errors
/// [`Error::Forbidden`], the database's own.
pub fn unmark(ctx: &Ctx, tx: &mut Tx<'_>, account: AccountId, from: Day) -> Result<()> {
    ctx.may(Action::Edit, Noun::Organisation)?;
    for row in sql::marks(tx, from)? {
        let (id, setting) = row.dated.value;
        if setting.subject() == Some(account.0) {
            end(ctx, tx, id, from)?;
        }
    }
    Ok(())
}
