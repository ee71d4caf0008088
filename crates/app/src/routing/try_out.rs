//! A changed rule tried out on the work of the last quarter before it is saved: who would get more, and who less.
//!
//! The work is what the log holds, as it was asked then, without limits: a quarter's work is never open all at once.

use super::queries::Names;
use super::{load, sql};
use crate::organisation::edits;
use crate::{Ctx, Result};
use db::Tx;
use domain::Instant;
use domain::organisation::routing::{Decision, Explanation, Loads, Router, Target, Work, WorkKind, route, shifts};
use domain::organisation::{History, State};
use domain::policy::{Action, Noun};
use serde::Serialize;

/// Days that are looked back.
const QUARTER: i64 = 91;
/// Pieces of work that are tried at most.
const MOST: i64 = 50_000;

/// How much one position or queue gets before and after a change.
#[derive(Clone, Debug, Serialize)]
pub struct ShiftView {
    /// Who.
    pub to: Target,
    /// Their name; none for the company's queue.
    pub name: Option<String>,
    /// As it is.
    pub before: u32,
    /// As it would be.
    pub after: u32,
}

/// What a change would have done.
#[derive(Clone, Debug, Serialize)]
pub struct TryOut {
    /// Pieces of work that were tried.
    pub tried: usize,
    /// How many of them would have gone elsewhere.
    pub moved: usize,
    /// Everyone who gets any, those whose count changes most first.
    pub shifts: Vec<ShiftView>,
}

/// What an edit of the organisation, as its form asks for it, would have done to the work of the last quarter.
/// Nothing is written.
///
/// # Errors
/// The permission to edit the organisation; what is wrong with the form.
pub fn try_edit(ctx: &Ctx, tx: &mut Tx<'_>, kind: &str, fields: &edits::Fields) -> Result<TryOut> {
    ctx.may(Action::Edit, Noun::Organisation)?;
    let asked = edits::asked(ctx, kind, fields)?;
    let on = asked.iter().map(|(_, on)| *on).max().unwrap_or(ctx.today).max(ctx.today);
    let mut state = State::new(ctx.history.rows());
    for (edit, on) in &asked {
        state.decide(edit, *on)?;
    }
    let changes = state.close(ctx.now, &mut || ctx.id());
    let mut rows = ctx.history.rows().clone();
    changes.apply(&mut rows);
    let (before, after) = (ctx.organisation_on(on), History::new(rows).on(on, None));
    let settings = load::of_day(tx, &before, None)?.settings;
    let works = works(ctx, tx)?;
    let before = all(&Router::new(&before, &settings).without_limits(), &works);
    let after = all(&Router::new(&after, &settings).without_limits(), &works);
    let names = Names::of(ctx, tx, on)?;
    let moved = before.iter().zip(&after).filter(|(a, b)| a.to != b.to).count();
    let shifts = shifts(&before, &after)
        .into_iter()
        .map(|s| ShiftView { to: s.to, name: names.target(s.to), before: s.before, after: s.after })
        .collect();
    Ok(TryOut { tried: works.len(), moved, shifts })
}

/// Leads of the last quarter as they were asked, moved to the same time of today; where none was routed, deals and
/// accounts.
fn works(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Vec<Work>> {
    let since = ctx.company.start_of(ctx.today.plus(-QUARTER));
    for kinds in [&[WorkKind::Lead][..], &[WorkKind::Opportunity, WorkKind::Account]] {
        let mut works = Vec::new();
        for kind in kinds {
            for text in sql::decided(tx, *kind, since, MOST)? {
                let why: Explanation = serde_json::from_str(&text)?;
                let days = ctx.today.days_since(why.day);
                works.push(Work { at: Instant(why.work.at.0 + days * 86_400_000), ..why.work });
            }
        }
        if !works.is_empty() {
            return Ok(works);
        }
    }
    Ok(Vec::new())
}

fn all(router: &Router, works: &[Work]) -> Vec<Decision> {
    let mut loads = Loads::new(router);
    works.iter().map(|work| route(router, work, &mut loads)).collect()
}
