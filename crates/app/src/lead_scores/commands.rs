//! Learning, and scoring what comes.

use super::{HORIZON, ModelView, facts, sql};
use crate::ctx::Who;
use crate::events::{self, Cause};
use crate::{Ctx, Error, House, Result};
use db::Tx;
use domain::Day;
use domain::lead_scores::{self as rules, Past, Refused, Score};
use domain::leads::Lead;
use domain::policy::{Action, Noun};
use serde_json::json;
use uuid::Uuid;

/// A day, in milliseconds.
const DAY: i64 = 24 * 60 * 60 * 1000;

/// Learns from the leads that are old enough to have come to something, and scores all by it. What does not beat the base
/// rate is kept as such, and scores nobody.
///
/// # Errors
/// [`crate::Error::Forbidden`].
pub fn learn(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<ModelView> {
    ctx.may(Action::Edit, Noun::Pipeline)?;
    let all = facts::all(tx)?;
    let ripe = ctx.today.days_since(Day::BEGINNING) - HORIZON;
    let past: Vec<Past> = all.iter().map(|(_, past)| past).filter(|past| past.day <= ripe).cloned().collect();
    let deals = past.iter().filter(|past| past.became).count();
    let (outcome, model) = match rules::learn(&past) {
        Ok(model) => ("used", Some(model)),
        Err(Refused::NoBetter(model)) => ("no_better", Some(*model)),
        Err(Refused::Few(..)) => ("few", None),
    };
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let (leads, deals) = (count(past.len()), count(deals));
    let made =
        ModelView { id: ctx.id(), made_at: ctx.now, outcome: outcome.to_owned(), leads, deals, model: model.clone() };
    sql::save(ctx, tx, &made)?;
    sql::forget(tx)?;
    if let Some(model) = model.filter(|_| outcome == "used") {
        let scores: Vec<(Uuid, Score)> = all.iter().map(|(id, past)| (*id, model.score(&past.known))).collect();
        sql::keep(tx, made.id, &scores)?;
    }
    let told = json!({ "score_model": [null, outcome] });
    events::append(tx, ctx, Cause::COMMAND, Noun::Pipeline, made.id, "changed", &told)?;
    Ok(made)
}

/// Learns again where that was last done more than a day ago; never for the first time, which somebody asks for. For the
/// server's own clock. Answers whether it did.
///
/// # Errors
/// The database's own.
pub fn refresh(house: &House) -> Result<bool> {
    let last = house.db().read(sql::last)?;
    if last.is_none_or(|last| house.now().0 - last.made_at.0 < DAY) {
        return Ok(false);
    }
    match house.write(Who::Console, learn) {
        // Nobody has founded a company here yet.
        Err(Error::NotFound) => Ok(false),
        done => done.map(|_| true),
    }
}

/// Scores leads that have just come, where there is a model to do it by.
///
/// # Errors
/// The database's own.
pub(crate) fn score(tx: &mut Tx<'_>, leads: &[Lead]) -> Result<()> {
    let Some(ModelView { id, model: Some(model), outcome, .. }) = sql::last(tx)? else { return Ok(()) };
    if outcome != "used" {
        return Ok(());
    }
    let mut scores = Vec::with_capacity(leads.len());
    for lead in leads {
        scores.push((lead.id.0, model.score(&facts::now(lead)?)));
    }
    sql::keep(tx, id, &scores)
}
