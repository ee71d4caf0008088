//! Who is to receive work that passes on: the same decision as for work that comes in, asked of another stage.

use super::commands::{Turns, items, loads};
use super::load::{self, Prepared};
use super::{sql, works};
use crate::{Ctx, Error, Result};
use db::Tx;
use domain::handoffs::Subject;
use domain::handoffs::boundary::coverage_of;
use domain::kernel::id::{PositionId, UnitId};
use domain::organisation::Organisation;
use domain::organisation::routing::{Decision, Explanation, Router, Target, Work, WorkStage, replay, route};
use std::collections::HashMap;

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// What passes.
    pub subject: Subject,
    /// The stage that the receiver is to work.
    pub stage: WorkStage,
    /// The unit among whose people the receiver is; none for whoever covers the stage.
    pub among: Option<UnitId>,
    /// How much is on its way to positions already.
    pub coming: &'a HashMap<PositionId, u32>,
}

/// Decides who receives it. Takes the turn of the coverage that decides.
///
/// # Errors
/// [`Error::NotFound`] where the record is not there; the database's own.
pub fn find(ctx: &Ctx, tx: &mut Tx<'_>, asked: &Asked<'_>) -> Result<Decision> {
    let prepared = load::prepared(ctx, tx)?;
    let work = work(ctx, tx, &prepared, asked)?;
    let apart = asked.among.map(|unit| among(&ctx.organisation, &prepared, unit, asked.stage));
    let router = apart.as_ref().unwrap_or(&prepared.router);
    let how = if apart.is_some() { Turns::Read } else { Turns::Take };
    let (mut loads, turns) = loads(ctx, tx, router, &[&work], how, asked.coming)?;
    let decision = route(router, &work, &mut loads);
    if apart.is_none() {
        let moved: Vec<_> = loads.turns(router).filter(|(id, turn)| turns.get(id) != Some(turn)).collect();
        sql::save_turns(tx, &moved)?;
    }
    Ok(decision)
}

/// Whether a position may take it: it is there, held, and not full.
///
/// # Errors
/// As [`find`].
pub fn has_room(ctx: &Ctx, tx: &mut Tx<'_>, asked: &Asked<'_>, position: PositionId) -> Result<bool> {
    let prepared = load::prepared(ctx, tx)?;
    let work = Work { named: Some(position), ..work(ctx, tx, &prepared, asked)? };
    let (mut loads, _) = loads(ctx, tx, &prepared.router, &[&work], Turns::Read, asked.coming)?;
    let to = route(&prepared.router, &work, &mut loads).to;
    let deputy = prepared.router.deputy_of(position).map(Target::Position);
    Ok(to == Target::Position(position) || deputy == Some(to))
}

/// Decides once more what was decided, with coverage and settings as they were known then.
///
/// # Errors
/// The database's own.
pub fn again(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    why: &Explanation,
    unit: Option<UnitId>,
    at: domain::Instant,
) -> Result<Decision> {
    let organisation = ctx.history.on(why.day, Some(at));
    let then = load::of_day(tx, &organisation, Some(at))?;
    let apart = unit.map(|unit| among(&organisation, &then, unit, why.work.stage));
    Ok(replay(why, apart.as_ref().unwrap_or(&then.router)))
}

fn among(organisation: &Organisation, prepared: &Prepared, unit: UnitId, stage: WorkStage) -> Router {
    Router::with(organisation, [&coverage_of(unit, stage)], &prepared.settings)
}

/// The record as work at the stage it goes to. Whose it is by family or by name is another question.
fn work(ctx: &Ctx, tx: &mut Tx<'_>, prepared: &Prepared, asked: &Asked<'_>) -> Result<Work> {
    let id = asked.subject.id();
    let item = match asked.subject {
        Subject::Lead(lead) => crate::leads::queries::as_work(ctx, tx, lead)?,
        _ => items(ctx, tx, prepared, asked.subject.kind(), &[id])?.pop(),
    };
    let works::Item { work, .. } = item.ok_or(Error::NotFound)?;
    Ok(Work { stage: asked.stage, account_owner: None, family: None, named: None, former: None, left: None, ..work })
}
