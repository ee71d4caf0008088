//! What the checks found, with ids and names a reader knows.

use super::super::{find, sql};
use crate::{Ctx, Result, handoffs, opportunities, segments};
use db::Tx;
use domain::Day;
use domain::kernel::id::{CoverageId, PositionId, SegmentId, UnitId};
use domain::organisation::{
    CheckItem, CheckRules, Organisation, Severity, checks, double_owner, ghost_pipeline, orphan_account, rivals, silo,
    too_many_handoffs, uncovered_segment,
};
use domain::policy::{Action, Noun};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How far ahead uncovered roles and segments are looked for, in days.
const SOON: i64 = 30;
/// Pairs of coverages whose common accounts are counted.
const PAIRS: usize = 50;
/// Days of which won deals and borders between units are looked at, and after which an untouched deal is a ghost.
const YEAR: i64 = 365;
const HALF_YEAR: i64 = 182;
const UNTOUCHED: i64 = 30;

/// All checks of a day.
#[derive(Clone, Debug, Serialize)]
pub struct ChecksView {
    /// The day.
    pub as_of: Day,
    /// Every check, also those that found nothing.
    pub checks: Vec<CheckView>,
}

/// One check.
#[derive(Clone, Debug, Serialize)]
pub struct CheckView {
    /// Its key.
    pub check: &'static str,
    /// The gravest of its findings.
    pub severity: Severity,
    /// How many it found.
    pub count: usize,
    /// What it found.
    pub items: Vec<Finding>,
}

/// One thing found.
#[derive(Clone, Debug, Serialize)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// The position concerned, by external id where it has one.
    pub position: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Who holds it.
    pub holders: Vec<String>,
    /// The unit concerned.
    pub unit: Option<String>,
    /// The person concerned.
    pub person: Option<String>,
    /// What it is about, as its source names it.
    pub subject: String,
    /// What is known, by name.
    pub args: BTreeMap<&'static str, String>,
    /// Key of a way to mend it.
    pub mend: &'static str,
    /// Our id of the position, for links.
    #[serde(skip)]
    pub position_id: Option<PositionId>,
    /// Our id of the unit, for links; none where it is not there on the day.
    #[serde(skip)]
    pub unit_id: Option<UnitId>,
    /// The coverage concerned.
    #[serde(rename = "coverage", skip_serializing_if = "Option::is_none")]
    pub coverage_id: Option<CoverageId>,
    /// The segment concerned.
    #[serde(rename = "segment", skip_serializing_if = "Option::is_none")]
    pub segment_id: Option<SegmentId>,
}

impl ChecksView {
    /// How many findings are at least as bad.
    pub fn at_least(&self, severity: Severity) -> usize {
        self.checks.iter().flat_map(|c| &c.items).filter(|item| item.severity >= severity).count()
    }
}

/// Runs every check on the organisation of a day, those of the records of the work included.
///
/// # Errors
/// The permission to see it.
pub fn check(ctx: &Ctx, tx: &mut Tx<'_>, as_of: Option<Day>) -> Result<ChecksView> {
    let mut view = structure(ctx, tx, as_of)?;
    if !ctx.can(Action::See, Noun::Handoff) {
        return Ok(view);
    }
    let organisation = ctx.organisation_on(view.as_of);
    let segments = segments::queries::standing(tx, view.as_of)?;
    let year = view.as_of.plus(-YEAR);
    let (counts, won) = handoffs::flow::of_won(ctx, tx, (year, view.as_of))?;
    let borders = handoffs::flow::borders(ctx, tx, view.as_of.plus(-HALF_YEAR))?;
    let haunted = opportunities::queries::haunted(ctx, tx, view.as_of, view.as_of.plus(-UNTOUCHED))?;
    let found = [
        too_many_handoffs(&organisation, &counts, won),
        silo(&organisation, &borders),
        ghost_pipeline(&organisation, &haunted),
    ];
    view.checks.extend(found.into_iter().map(|check| shown(&organisation, &segments, check)));
    Ok(view)
}

fn shown(
    organisation: &Organisation,
    segments: &[(SegmentId, String)],
    check: domain::organisation::Check,
) -> CheckView {
    CheckView {
        check: check.check,
        severity: check.severity,
        count: check.count,
        items: check.items.into_iter().map(|item| finding(organisation, segments, item)).collect(),
    }
}

/// Runs the checks of the organisation itself and of who owns which account: what every page of it counts. The records of
/// the work are looked through by [`check`] alone.
///
/// # Errors
/// The permission to see it.
pub fn structure(ctx: &Ctx, tx: &mut Tx<'_>, as_of: Option<Day>) -> Result<ChecksView> {
    ctx.may(Action::See, Noun::Organisation)?;
    let as_of = as_of.unwrap_or(ctx.today);
    let organisation = ctx.organisation_on(as_of);
    let upcoming = ctx.organisation_on(as_of.plus(SOON));
    let segments = segments::queries::standing(tx, as_of)?;
    let mut found = checks(&organisation, Some(&upcoming), &CheckRules::default());
    let place = found.iter().position(|c| c.check == "single_point_of_coverage").unwrap_or(found.len());
    let (doubles, owned) = of_accounts(ctx, tx, &organisation)?;
    let beside = [
        uncovered_segment(&organisation, &segments),
        double_owner(&organisation, &doubles),
        orphan_account(&organisation, &owned),
    ];
    found.splice(place..place, beside);
    let checks = found.into_iter().map(|check| shown(&organisation, &segments, check)).collect();
    Ok(ChecksView { as_of, checks })
}

/// Accounts that two coverages believe theirs, and those of seats without a holder.
type OfAccounts = (Vec<(CoverageId, CoverageId, i64)>, Vec<(PositionId, i64)>);

fn of_accounts(ctx: &Ctx, tx: &mut Tx<'_>, organisation: &Organisation) -> Result<OfAccounts> {
    let mut doubles = Vec::new();
    for (one, other) in rivals(organisation).into_iter().take(PAIRS) {
        let both: Vec<SegmentId> = one.segment.into_iter().chain(other.segment).collect();
        doubles.push((one.id, other.id, segments::queries::within_all(tx, organisation.day(), &both)?));
    }
    // Seats that were ever there: accounts may still belong to one that has ended.
    let rows = ctx.history.rows().positions.iter().map(|row| row.dated.value.id);
    let is_empty = |id: &PositionId| {
        organisation.position(*id).is_none_or(|position| position.is_stub) || organisation.is_vacant(*id)
    };
    let empty: BTreeSet<PositionId> = rows.filter(is_empty).collect();
    let owned = sql::accounts_of(tx, &empty.into_iter().collect::<Vec<_>>())?;
    Ok((doubles, owned))
}

fn finding(organisation: &Organisation, segments: &[(SegmentId, String)], item: CheckItem) -> Finding {
    let segment = item.segment.and_then(|id| segments.iter().find(|(known, _)| *known == id));
    let mut args = item.args;
    if let Some((_, name)) = segment.filter(|_| item.coverage.is_some()) {
        args.insert("segment", name.clone());
    }
    let position = item.position.and_then(|id| organisation.position(id));
    let unit = item.unit.or(position.map(|p| p.unit));
    Finding {
        severity: item.severity,
        position: item.position.map(|id| find::position_key(organisation, id)),
        title: position.map(|p| p.title.clone()),
        holders: item.position.map(|id| find::holders(organisation, id)).unwrap_or_default(),
        unit: unit.and_then(|id| organisation.unit(id)).map(|u| u.name.clone()),
        person: item.person.map(|id| find::person_name(organisation, id)),
        subject: item.subject,
        args,
        mend: item.mend,
        position_id: item.position.filter(|id| organisation.position(*id).is_some()),
        unit_id: item.unit.filter(|id| organisation.unit(*id).is_some()),
        coverage_id: item.coverage,
        segment_id: item.segment,
    }
}
