//! Coverage and settings, ready to decide: built once a day and version of the organisation, then kept in memory.

use super::{COMPANY_QUEUE, sql};
use crate::{Ctx, Result};
use db::Tx;
use domain::kernel::Span;
use domain::kernel::filter::Filter;
use domain::kernel::id::{RoutingSettingId, SegmentId};
use domain::leads::stints::{PROMISED_HOURS, Terms};
use domain::organisation::Organisation;
use domain::organisation::routing::{Freeze, Router, Setting, Settings, WorkKind, gather};
use domain::{Day, Instant};
use std::sync::Arc;

/// All that decisions of a day are made from, but loads and turns.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// Decides.
    pub router: Router,
    /// Whether segments are frozen.
    pub freeze: Option<Freeze>,
    /// Names and units of queues, absences and the rest.
    pub settings: Settings,
    /// When unworked leads go back.
    pub recycle: Vec<Setting>,
    /// Conditions of the segments, for what is in none by membership.
    pub segments: Vec<(SegmentId, Filter)>,
}

/// For today.
pub(super) fn prepared(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Arc<Prepared>> {
    ctx.routing(|| of_day(tx, &ctx.organisation, None))
}

/// Under which terms leads are given to somebody now: the promised time is that of the rule by which unworked leads go
/// back, where there is one; the shortest of several.
pub(crate) fn terms(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Terms> {
    let hours = |rule: &Setting| match rule {
        Setting::Recycle { work: WorkKind::Lead, hours, .. } => Some(i64::from(*hours)),
        _ => None,
    };
    let hours = prepared(ctx, tx)?.recycle.iter().filter_map(hours).min();
    Ok(Terms { now: ctx.now, hours: hours.unwrap_or(PROMISED_HOURS), nobody: sql::nobody(tx)? })
}

/// For the organisation of any day, as known at an instant or now.
pub(super) fn of_day(tx: &mut Tx<'_>, organisation: &Organisation, known_at: Option<Instant>) -> Result<Prepared> {
    let day = organisation.day();
    let rows = sql::settings(tx, known_at)?;
    let holding = || rows.iter().filter(|row| row.dated.span.contains(day));
    let of_row = |row: &'_ domain::organisation::Row<(RoutingSettingId, Setting)>| (row.dated.value.0, row.dated.span);
    let parts = holding().map(|row| {
        let (id, span): (RoutingSettingId, Span) = of_row(row);
        (id, span, &row.dated.value.1)
    });
    let (mut settings, freeze) = gather(parts, &zone);
    settings.company_queue = COMPANY_QUEUE;
    let is_recycle = |setting: &&Setting| matches!(setting, Setting::Recycle { .. });
    let recycle = holding().map(|row| &row.dated.value.1).filter(is_recycle).cloned().collect();
    let router = Router::new(organisation, &settings);
    Ok(Prepared { router, freeze, settings, recycle, segments: conditions(tx, day)? })
}

/// A time zone by its name.
pub(super) fn zone(name: &str) -> jiff::tz::TimeZone {
    jiff::tz::TimeZone::get(name).unwrap_or(jiff::tz::TimeZone::UTC)
}

/// Conditions of the segments of a day.
pub(super) fn conditions(tx: &mut Tx<'_>, day: Day) -> Result<Vec<(SegmentId, Filter)>> {
    let all = crate::segments::queries::conditions(tx, day)?;
    Ok(all.into_iter().filter_map(|(id, text)| Some((id, Filter::parse(&text).ok().flatten()?))).collect())
}
