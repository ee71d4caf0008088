//! Backups by the clock: a server with a folder for them takes one when it is due, keeps the newest, and writes down in the
//! settings how it went, so that whoever looks after the product hears of one that failed. Of servers that share a database the
//! first takes it.

use super::{Fault, Passphrase, files, sql};
use crate::ctx::Who;
use crate::notifications::{Notice, To, tell};
use crate::{Ctx, House, Result, settings};
use db::Tx;
use domain::Instant;
use domain::notifications::Kind;
use domain::policy::{Action, Noun};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use uuid::Uuid;

/// Where in the settings it stands.
const KEY: &str = "backups";
/// Milliseconds of an hour. What failed is tried again after one.
const HOUR: i64 = 3_600_000;

/// What a server was told to keep.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Where backups go.
    pub folder: PathBuf,
    /// Hours from one to the next.
    pub every_hours: u32,
    /// The hour and minute of the company's day that they are counted from; else from the one before.
    pub at: Option<(i8, i8)>,
    /// How many are kept.
    pub keep: usize,
    /// The file of the passphrase that they are sealed with.
    pub passphrase_file: Option<PathBuf>,
}

/// How backups went.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Diary {
    /// When the last one was begun.
    pub begun_at: Option<Instant>,
    /// The last that was taken and verified.
    pub last: Option<Taken>,
    /// Why the last attempt failed, where it did.
    pub failed: Option<String>,
    /// Hours from one to the next, as the server was told.
    pub every_hours: u32,
    /// Those that are kept, the newest first.
    #[serde(default)]
    pub kept: Vec<Taken>,
}

/// How backups stand, for whoever looks after the product.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct BackupsView {
    /// Whether a server was told to take any.
    pub is_scheduled: bool,
    /// Hours from one to the next.
    pub every_hours: u32,
    /// When the last attempt was begun.
    pub begun_at: Option<Instant>,
    /// Why it failed, where it did.
    pub failed: Option<String>,
    /// Whether the last that was taken is older than it should be, by far.
    pub is_overdue: bool,
    /// Those that are kept, the newest first; each was read back and verified.
    pub kept: Vec<Taken>,
}

impl Diary {
    /// Whether the last that was taken is older than two of its intervals.
    pub fn is_overdue(&self, now: Instant) -> bool {
        let late = i64::from(self.every_hours.max(1)) * 2 * HOUR;
        self.last.as_ref().is_none_or(|taken| now.0 - taken.at.0 > late)
    }
}

/// A backup that was taken and verified.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Taken {
    /// When.
    pub at: Instant,
    /// Where it lies.
    pub file: String,
    /// How large it is.
    pub bytes: u64,
    /// Rows it holds.
    pub rows: u64,
}

/// How backups went so far; nothing where none was ever asked for.
///
/// # Errors
/// The database's own.
pub fn diary(tx: &mut Tx<'_>) -> Result<Option<Diary>> {
    settings::value(tx, KEY)?.map(|text| Ok(serde_json::from_str(&text)?)).transpose()
}

/// How backups stand.
///
/// # Errors
/// [`crate::Error::Forbidden`] for whoever may not see the settings.
pub fn view(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<BackupsView> {
    ctx.may(Action::See, Noun::Setting)?;
    let found = diary(tx)?;
    let is_scheduled = found.is_some();
    let diary = found.unwrap_or_default();
    Ok(BackupsView {
        is_scheduled,
        every_hours: diary.every_hours,
        begun_at: diary.begun_at,
        is_overdue: is_scheduled && diary.is_overdue(ctx.now),
        failed: diary.failed,
        kept: diary.kept,
    })
}

/// Takes a backup where one is due; answers it. That it failed, after one that did not, is told to whoever may see the settings.
///
/// # Errors
/// What was in the way, which is written down as well.
pub fn keep(house: &House, plan: &Plan) -> std::result::Result<Option<Taken>, Fault> {
    let now = house.now();
    let Some(before) = claim(house, plan, now)? else { return Ok(None) };
    let taken = take(house, plan, now);
    let mut kept: Vec<Taken> = taken.iter().cloned().chain(before.kept).collect();
    kept.truncate(plan.keep.max(1));
    let after = Diary {
        begun_at: Some(now),
        last: kept.first().cloned(),
        failed: taken.as_ref().err().map(ToString::to_string),
        every_hours: plan.every_hours,
        kept,
    };
    let is_new = after.failed.is_some() && before.failed.is_none();
    house.write(Who::Console, |ctx, tx| {
        settings::set_value(tx, KEY, &serde_json::to_string(&after)?)?;
        let notices = if is_new { notices(tx)? } else { Vec::new() };
        tell(ctx, tx, &notices)
    })?;
    taken.map(Some)
}

/// That a backup failed, for each who may see why.
fn notices(tx: &mut Tx<'_>) -> Result<Vec<Notice>> {
    let about =
        |user| Notice { to: To::User(user), kind: Kind::BackupFailed, noun: Noun::Setting, record: Uuid::nil() };
    Ok(sql::keepers(tx)?.into_iter().map(about).collect())
}

fn take(house: &House, plan: &Plan, now: Instant) -> std::result::Result<Taken, Fault> {
    let passphrase = plan.passphrase_file.as_deref().map(Passphrase::of_file).transpose()?;
    std::fs::create_dir_all(&plan.folder)?;
    let path = plan.folder.join(files::name(now, passphrase.is_some()));
    let head = files::write(house.db(), now, passphrase.as_ref(), &path, &mut |_, _| {})?;
    files::prune(&plan.folder, plan.keep)?;
    let bytes = std::fs::metadata(&path)?.len();
    Ok(Taken { at: now, file: path.display().to_string(), bytes, rows: head.rows() })
}

/// Writes down that one is begun, where it is due and no other server was first. Answers how they went before.
fn claim(house: &House, plan: &Plan, now: Instant) -> Result<Option<Diary>> {
    house.db().write(|tx| {
        let stored = settings::value(tx, KEY)?;
        let before: Diary = stored.as_deref().map(serde_json::from_str).transpose()?.unwrap_or_default();
        let zone = settings::find(tx)?.map(|company| company.time_zone);
        if zone.is_none() || !is_due(plan, &before, now, zone.as_deref().unwrap_or("UTC")) {
            return Ok(None);
        }
        let begun = Diary { begun_at: Some(now), every_hours: plan.every_hours, ..before.clone() };
        let claimed = settings::swap(tx, KEY, stored.as_deref(), &serde_json::to_string(&begun)?)?;
        Ok(claimed.then_some(before))
    })
}

/// Whether a backup is due.
fn is_due(plan: &Plan, diary: &Diary, now: Instant, zone: &str) -> bool {
    let Some(begun) = diary.begun_at else { return true };
    let every = i64::from(plan.every_hours.max(1)) * HOUR;
    if diary.failed.is_some() && now.0 - begun.0 >= every.min(HOUR) {
        return true;
    }
    match plan.at.and_then(|at| anchor(now, at, zone)) {
        Some(anchor) => begun.0 < now.0 - (now.0 - anchor).rem_euclid(every),
        None => now.0 - begun.0 >= every,
    }
}

/// The last time that the clock on the company's wall showed that hour and minute.
fn anchor(now: Instant, (hour, minute): (i8, i8), zone: &str) -> Option<i64> {
    let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let now = jiff::Timestamp::from_millisecond(now.0).ok()?.to_zoned(zone.clone());
    let on = |day: jiff::civil::Date| day.at(hour, minute, 0, 0).to_zoned(zone.clone()).ok();
    let today = on(now.date())?;
    let last = if today <= now { today } else { on(now.date().yesterday().ok()?)? };
    Some(last.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-21, noon UTC, one o'clock in Oslo.
    const NOON: i64 = 1_795_262_400_000;

    fn due(every_hours: u32, at: Option<(i8, i8)>, begun: Option<i64>, failed: bool, now: i64) -> bool {
        let plan = Plan { folder: PathBuf::new(), every_hours, at, keep: 1, passphrase_file: None };
        let failed = failed.then(|| "no room".to_owned());
        let diary = Diary { begun_at: begun.map(Instant), failed, ..Diary::default() };
        is_due(&plan, &diary, Instant(now), "Europe/Oslo")
    }

    #[test]
    fn the_first_is_due_at_once_and_the_next_when_its_hours_are_over() {
        assert!(due(24, None, None, false, NOON));
        assert!(!due(24, None, Some(NOON), false, NOON + 24 * HOUR - 1));
        assert!(due(24, None, Some(NOON), false, NOON + 24 * HOUR));
    }

    #[test]
    fn an_hour_of_the_day_is_the_companys() {
        // Half past two at night in Oslo is half past one UTC.
        let at = Some((2, 30));
        let night = NOON + 13 * HOUR + HOUR / 2;
        assert!(!due(24, at, Some(NOON), false, night - 1));
        assert!(due(24, at, Some(NOON), false, night));
        assert!(!due(24, at, Some(night + 5), false, night + 20 * HOUR));
        assert!(due(6, at, Some(night + 5), false, night + 6 * HOUR));
    }

    #[test]
    fn what_failed_is_tried_again_within_the_hour() {
        assert!(!due(24, None, Some(NOON), true, NOON + HOUR - 1));
        assert!(due(24, None, Some(NOON), true, NOON + HOUR));
    }
}
