//! Reading the page of the day.

use super::{DealView, DueView, LeadLine, MemberView, OrphansView, StepView, TodayView, VacantView, sql};
use crate::listing::Owners;
use crate::{Ctx, Result, activities, handoffs, records};
use db::Tx;
use domain::activities::Activity;
use domain::kernel::id::PositionId;
use domain::policy::{Action, Noun};
use domain::today::{self as rules, Why};

/// Lines of a panel.
const LINES: i64 = 50;
/// Lines of what comes.
const SOON_LINES: i64 = 20;
/// How far ahead what is planned is shown, in days.
const SOON: i64 = 7;
/// Positions without a holder that are named.
const VACANT: usize = 20;

/// Whether there is a page of the day for the user: they hold a position, or take care of what has nobody.
pub fn has_day(ctx: &Ctx) -> bool {
    !ctx.positions.is_empty() || keeps_order(ctx)
}

/// Whether the user takes care of what has nobody to do it.
fn keeps_order(ctx: &Ctx) -> bool {
    ctx.can(Action::Import, Noun::Account)
}

/// The page.
///
/// # Errors
/// [`crate::Error::Forbidden`] for who holds no position and takes care of nothing; the database's own.
pub fn page(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<TodayView> {
    if !has_day(ctx) {
        return Err(crate::Error::Forbidden);
    }
    let planned = planned(ctx, tx)?;
    let (offers, back) = handoffs::queries::today(ctx, tx)?;
    let (due, soon) = planned.into_iter().partition(|one| !matches!(one.why, Why::Soon { .. }));
    Ok(TodayView {
        today: ctx.today,
        later: rules::later(ctx.today),
        due,
        offers,
        back,
        leads: leads(ctx, tx)?,
        deals: deals(ctx, tx)?,
        steps: steps(ctx, tx)?,
        soon,
        team: team(ctx, tx)?,
        orphans: keeps_order(ctx).then(|| orphans(ctx, tx)).transpose()?,
    })
}

/// What waits of the reader: what is due, and what comes in the next days.
fn planned(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Vec<DueView>> {
    if ctx.positions.is_empty() {
        return Ok(Vec::new());
    }
    let found = activities::queries::waiting(ctx, tx, ctx.today.plus(SOON), LINES + SOON_LINES)?;
    let why = |activity: &Activity| {
        let on = activity.due_on.unwrap_or(ctx.today);
        match activity.starts_at {
            Some(at) => rules::begins(at, on, ctx.today, ctx.now),
            None => rules::due(on, ctx.today),
        }
    };
    let views = activities::queries::views(ctx, tx, found)?;
    let mut lines: Vec<DueView> =
        views.into_iter().map(|activity| DueView { why: why(&activity.activity), activity }).collect();
    lines.sort_by_key(|line| rules::order(&[line.why]));
    Ok(lines)
}

fn deals(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Vec<DealView>> {
    let Ok(scope) = ctx.may(Action::See, Noun::Opportunity) else { return Ok(Vec::new()) };
    if ctx.positions.is_empty() {
        return Ok(Vec::new());
    }
    let mut deals = sql::deals(ctx, tx, &scope, LINES)?;
    let accounts: Vec<uuid::Uuid> = deals.iter().filter_map(|deal| Some(deal.account.as_ref()?.id)).collect();
    let hidden = records::hidden(ctx, tx, Noun::Account, &accounts)?;
    for deal in &mut deals {
        deal.account.take_if(|account| hidden.contains(&account.id));
        deal.why.sort_by_key(|why| rules::order(&[*why]));
    }
    deals.sort_by_key(|deal| rules::order(&deal.why));
    Ok(deals)
}

fn leads(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Vec<LeadLine>> {
    if ctx.positions.is_empty() || !ctx.can(Action::See, Noun::Lead) {
        return Ok(Vec::new());
    }
    let mut leads = sql::leads(ctx, tx, LINES)?;
    for lead in &mut leads {
        lead.why.sort_by_key(|why| rules::order(&[*why]));
    }
    leads.sort_by_key(|lead| rules::order(&lead.why));
    Ok(leads)
}

fn steps(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Vec<StepView>> {
    if ctx.positions.is_empty() {
        return Ok(Vec::new());
    }
    let mut steps = sql::steps(ctx, tx, LINES)?;
    steps.sort_by_key(|step| rules::order(&[step.why]));
    Ok(steps)
}

/// What asks for attention below each who reports to the reader, the most first.
fn team(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Option<Vec<MemberView>>> {
    let organisation = &ctx.organisation;
    let reports: Vec<PositionId> = ctx.positions.iter().flat_map(|&own| organisation.reports_of(own)).collect();
    if reports.is_empty() {
        return Ok(None);
    }
    let scope = ctx.may(Action::See, Noun::Opportunity)?;
    let deals = sql::exceptions(tx, &scope, ctx.today)?;
    let late = sql::late(tx, &scope, ctx.today)?;
    let owners = Owners::new(ctx);
    let member = |report: PositionId| {
        let below = organisation.subtree(report);
        let sum = |part: usize| below.iter().filter_map(|p| deals.get(p)?.get(part)).sum();
        MemberView {
            position: owners.label(report),
            leads: below.len() > 1,
            late: below.iter().filter_map(|p| late.get(p)).sum(),
            open: sum(0),
            without_step: sum(1),
            step_late: sum(2),
            close_late: sum(3),
        }
    };
    let mut members: Vec<MemberView> = reports.into_iter().map(member).filter(|m| m.open > 0 || m.sum() > 0).collect();
    members.sort_by_cached_key(|m| (-m.sum(), text::sort_key(&m.position.label)));
    Ok(Some(members))
}

fn orphans(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<OrphansView> {
    let owners = Owners::new(ctx);
    let is_held = |position: PositionId| ctx.organisation.person_of(position).is_some();
    let vacant = |(position, open): (PositionId, i64)| VacantView { position: owners.label(position), open };
    let open = sql::open_by_owner(tx)?;
    let mut vacant: Vec<VacantView> = open.into_iter().filter(|(p, _)| !is_held(*p)).map(vacant).collect();
    vacant.sort_by_cached_key(|v| (-v.open, text::sort_key(&v.position.label)));
    vacant.truncate(VACANT);
    let defects = i64::try_from(ctx.organisation.defects().len()).unwrap_or(i64::MAX);
    Ok(OrphansView { vacant, imports_waiting: sql::imports_waiting(tx)?, defects })
}
