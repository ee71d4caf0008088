//! In how many hours an offer is to be answered, and after how many days of silence what was accepted counts as lost: by
//! the stage it goes to.

use super::sql;
use crate::events::{self, Cause};
use crate::{Ctx, Result};
use db::Tx;
use domain::Refusal;
use domain::handoffs::{USUAL_HOURS, USUAL_QUIET_DAYS};
use domain::organisation::routing::WorkStage;
use domain::policy::{Action, Noun};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Stages that work passes to.
pub const STAGES: [WorkStage; 5] =
    [WorkStage::Qualifying, WorkStage::Presenting, WorkStage::Negotiating, WorkStage::Closing, WorkStage::FollowingUp];
/// The longest time for an answer: a quarter.
const MOST_HOURS: i64 = 24 * 92;
/// The longest silence that can be waited for.
const MOST_DAYS: i64 = 365;

/// The rule of one stage.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Rule {
    /// Hours in which an offer is to be answered.
    pub hours: i64,
    /// Days without an activity after which what was accepted counts as lost.
    pub quiet_days: i64,
}

/// What holds where a company has set nothing.
pub const USUAL: Rule = Rule { hours: USUAL_HOURS, quiet_days: USUAL_QUIET_DAYS };

/// The rule of every stage, in order.
///
/// # Errors
/// [`crate::Error::Forbidden`].
pub fn all(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Vec<(WorkStage, Rule)>> {
    ctx.may(Action::See, Noun::Organisation)?;
    let set = sql::rules(tx)?;
    let rule = |stage: WorkStage| set.iter().find(|(of, _)| *of == stage).map_or(USUAL, |(_, rule)| *rule);
    Ok(STAGES.into_iter().map(|stage| (stage, rule(stage))).collect())
}

/// The rule of a stage.
pub(super) fn of(tx: &mut Tx<'_>, stage: WorkStage) -> Result<Rule> {
    Ok(sql::rules(tx)?.into_iter().find(|(of, _)| *of == stage).map_or(USUAL, |(_, rule)| rule))
}

/// Sets the rule of a stage, for offers made from now on.
///
/// # Errors
/// [`crate::Error::Forbidden`] but for those who may edit the organisation; `refusal-handoff-range`.
pub fn set(ctx: &Ctx, tx: &mut Tx<'_>, stage: WorkStage, rule: Rule) -> Result<()> {
    ctx.may(Action::Edit, Noun::Organisation)?;
    for (field, value, most) in [("hours", rule.hours, MOST_HOURS), ("quiet_days", rule.quiet_days, MOST_DAYS)] {
        if !(1..=most).contains(&value) {
            let refusal = Refusal::new("refusal-handoff-range").at(field);
            return Err(refusal.with("least", 1).with("most", most).into());
        }
    }
    let before = of(tx, stage)?;
    if before == rule {
        return Ok(());
    }
    sql::set_rule(ctx, tx, stage, rule)?;
    let told = json!({ "hours": [before.hours, rule.hours], "quiet_days": [before.quiet_days, rule.quiet_days] });
    events::append(tx, ctx, Cause::COMMAND, Noun::Handoff, crate::routing::COMPANY_QUEUE.0, "rule_set", &told)
}
