//! Keeps calendars in step. Theirs first, then ours, each item in a transaction of its own, with what both sides agree on: so
//! whoever breaks off goes on where they were.

use super::sql::{self, Kept};
use super::{CalendarAccount, EVERY, items};
use crate::activities::{self, commands as meetings};
use crate::mail::fault;
use crate::{Ctx, Error, House, Result};
use db::Tx;
use domain::activities::Activity;
use domain::kernel::id::{ActivityId, UserId};
use domain::mail::{LEASE, looked_into_again};
use domain::{Instant, Refusal};
use jiff::tz::TimeZone;
use post::{Dav, Item, Put, Trouble};
use std::collections::{HashMap, HashSet};

/// Calendars of one run.
const PART: usize = 20;
/// Days that are looked at, back
const BACK: i64 = 30;
/// and ahead.
const AHEAD: i64 = 366;

enum Stop {
    Trouble(Trouble),
    Error(Error),
}
impl From<Trouble> for Stop {
    fn from(trouble: Trouble) -> Stop {
        Stop::Trouble(trouble)
    }
}
impl From<Error> for Stop {
    fn from(error: Error) -> Stop {
        Stop::Error(error)
    }
}
type Step<T> = std::result::Result<T, Stop>;

/// Looks into every calendar that is due. Answers how many meetings moved on either side.
///
/// # Errors
/// The database's own. What is in the way of a calendar is written down with it.
pub fn look(house: &House) -> Result<usize> {
    let mut moved = 0;
    for _ in 0..PART {
        let now = house.now();
        if house.db().read(|tx| sql::first_due(tx, now))?.is_none() {
            break;
        }
        let Some(user) = house.db().write(|tx| sql::take_due(tx, now, Instant(now.0 + LEASE)))? else { break };
        moved += look_into(house, user)?;
    }
    Ok(moved)
}

fn look_into(house: &House, user: UserId) -> Result<usize> {
    let Some(account) = house.db().read(|tx| sql::of(tx, user))? else { return Ok(0) };
    let mut moved = 0;
    let (fault, failures) = match step(house, &account, &mut moved) {
        Ok(()) => (None, 0),
        Err(Stop::Trouble(trouble)) => (Some(fault(&trouble, "")), account.failures + 1),
        Err(Stop::Error(Error::Refused(faults))) => (faults.into_iter().next(), account.failures + 1),
        Err(Stop::Error(Error::SignedOut | Error::Forbidden)) => (Some(Refusal::new("refusal-mailbox-idle")), 5),
        Err(Stop::Error(other)) => return Err(other),
    };
    let now = house.now();
    let next = looked_into_again(failures, EVERY, now);
    house.db().write(|tx| sql::looked(tx, user, fault.as_ref(), failures, now, next))?;
    Ok(moved)
}

fn step(house: &House, account: &CalendarAccount, moved: &mut usize) -> Step<()> {
    let dav = Dav::new(&house.outside().reach, &account.url, &account.open(house)?)?;
    let tag = dav.calendars()?.into_iter().next().map(|one| one.tag).unwrap_or_default();
    if tag.is_empty() || tag != account.tag {
        theirs(house, account, &dav, moved)?;
        house.db().write(|tx| sql::tagged(tx, account.user, &tag)).map_err(Stop::Error)?;
    }
    ours(house, account, &dav, moved)
}

/// As iCalendar writes instants.
fn stamp(at: Instant) -> String {
    let at = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default().to_zoned(TimeZone::UTC);
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn theirs(house: &House, account: &CalendarAccount, dav: &Dav, moved: &mut usize) -> Step<()> {
    let (span, kept) = house.read_as(account.user, |ctx, tx| {
        let day = |days: i64| ctx.company.start_of(ctx.today.plus(days));
        Ok(((stamp(day(-BACK)), stamp(day(AHEAD))), sql::items(tx, account.user)?))
    })?;
    let found = dav.events(&span.0, &span.1)?;
    let there: HashSet<&str> = found.iter().map(|item| item.href.as_str()).collect();
    let by_href: HashMap<&str, &Kept> = kept.iter().map(|kept| (kept.href.as_str(), kept)).collect();
    for item in &found {
        let known = by_href.get(item.href.as_str()).copied();
        if known.is_some_and(|kept| kept.etag == item.etag && kept.activity.is_some()) {
            continue;
        }
        let changed = house.write_as(account.user, |ctx, tx| take(ctx, tx, account.user, item, known))?;
        *moved += usize::from(changed);
    }
    for gone in kept.iter().filter(|kept| !there.contains(kept.href.as_str())) {
        // What lies outside the days that are looked at is not gone.
        if dav.item(&gone.href)?.is_none() {
            house.write_as(account.user, |ctx, tx| call_off(ctx, tx, account.user, gone))?;
            *moved += 1;
        }
    }
    Ok(())
}

/// Takes an item of the calendar; answers whether a meeting came of it or was changed.
fn take(ctx: &Ctx, tx: &mut Tx<'_>, user: UserId, item: &Item, known: Option<&Kept>) -> Result<bool> {
    let uid = items::uid(&item.data).unwrap_or_default();
    let mut kept =
        Kept { href: item.href.clone(), etag: item.etag.clone(), uid: uid.clone(), activity: None, version: 0 };
    if uid.is_empty() || items::is_private(&item.data) {
        sql::keep(tx, user, &kept)?;
        return Ok(false);
    }
    let arrived = match activities::take_calendar(ctx, tx, item.data.as_bytes()) {
        // What does not read as a calendar, or breaks a rule of ours, stays there.
        Err(Error::Refused(_)) => activities::Arrived::default(),
        arrived => arrived?,
    };
    if !items::is_series(&item.data)
        && let Some(meeting) = activities::by_uid(ctx, tx, &uid)?
    {
        // Called off here, and not there yet: that is still to be told.
        let is_untold = meeting.outcome.as_deref() == Some("cancelled") && !items::is_off(&item.data);
        let agreed = known.map_or(0, |kept| kept.version);
        (kept.activity, kept.version) = (Some(meeting.id), if is_untold { agreed } else { meeting.version });
    }
    sql::keep(tx, user, &kept)?;
    Ok(arrived.added + arrived.changed > 0)
}

/// What was deleted there is called off here, where it was not held yet.
fn call_off(ctx: &Ctx, tx: &mut Tx<'_>, user: UserId, gone: &Kept) -> Result<()> {
    for id in sql::open_of_uid(tx, &gone.uid, gone.activity, &ctx.positions)? {
        let patch = meetings::ActivityPatch { outcome: Some(Some("cancelled".to_owned())), ..Default::default() };
        match meetings::change(ctx, tx, id, &patch) {
            Ok(_) | Err(Error::NotFound | Error::Forbidden) => {}
            Err(other) => return Err(other),
        }
    }
    sql::drop_item(tx, user, &gone.href)
}

fn ours(house: &House, account: &CalendarAccount, dav: &Dav, moved: &mut usize) -> Step<()> {
    let (meetings, kept, removed, zone) = house.read_as(account.user, |ctx, tx| {
        let zone = TimeZone::get(&ctx.company.time_zone).unwrap_or(TimeZone::UTC);
        let meetings = activities::queries::meetings(ctx, tx, ctx.today.plus(-BACK), ctx.today.plus(AHEAD))?;
        Ok((meetings, sql::items(tx, account.user)?, sql::without_activity(tx, account.user)?, zone))
    })?;
    let by_activity: HashMap<ActivityId, &Kept> = kept.iter().filter_map(|kept| Some((kept.activity?, kept))).collect();
    for meeting in meetings {
        let done = match by_activity.get(&meeting.id).copied() {
            Some(kept) if meeting.version > kept.version => change(house, account, dav, &zone, &meeting, kept)?,
            Some(_) => false,
            None if meeting.outcome.is_none() && meeting.external_id.is_none() => add(house, account, dav, &meeting)?,
            None => false,
        };
        *moved += usize::from(done);
    }
    for gone in removed {
        if matches!(dav.remove(&gone.href, &gone.etag)?, Put::Done(_)) {
            house.db().write(|tx| sql::drop_item(tx, account.user, &gone.href)).map_err(Stop::Error)?;
            *moved += 1;
        }
    }
    Ok(())
}

/// A meeting of ours that the calendar does not know.
fn add(house: &House, account: &CalendarAccount, dav: &Dav, meeting: &Activity) -> Step<bool> {
    let data = house.read_as(account.user, |ctx, tx| activities::queries::event(ctx, tx, &meeting.id.to_string()))?;
    // An item that is kept is no message to anybody.
    let data: String =
        data.lines().filter(|line| !line.starts_with("METHOD:")).map(|line| format!("{line}\r\n")).collect();
    let href = dav.href_of(&format!("{}.ics", meeting.id));
    // What a look that broke off put there stands under the same name: it is found next time.
    let _ = dav.put(&href, None, &data)?;
    agree(house, account, dav, &href, meeting)?;
    Ok(true)
}

/// A meeting that was changed here since both agreed.
fn change(
    house: &House,
    account: &CalendarAccount,
    dav: &Dav,
    zone: &TimeZone,
    meeting: &Activity,
    kept: &Kept,
) -> Step<bool> {
    let Some(item) = dav.item(&kept.href)? else { return Ok(false) };
    if item.etag != kept.etag {
        // They changed it too: theirs is taken first.
        house.db().write(|tx| sql::tagged(tx, account.user, "")).map_err(Stop::Error)?;
        return Ok(false);
    }
    let is_changed = match items::edited(&item.data, meeting, zone, house.now()) {
        Some(data) => match dav.put(&kept.href, Some(&kept.etag), &data)? {
            Put::Done(_) => true,
            Put::Overtaken => return Ok(false),
        },
        None => false,
    };
    agree(house, account, dav, &kept.href, meeting)?;
    Ok(is_changed)
}

/// Writes down what both sides have now.
fn agree(house: &House, account: &CalendarAccount, dav: &Dav, href: &str, meeting: &Activity) -> Step<()> {
    let Some(item) = dav.item(href)? else { return Ok(()) };
    let kept = Kept {
        href: href.to_owned(),
        etag: item.etag,
        uid: items::uid(&item.data).unwrap_or_default(),
        activity: Some(meeting.id),
        version: meeting.version,
    };
    house.db().write(|tx| sql::keep(tx, account.user, &kept)).map_err(Stop::Error)
}
