//! Statements of scores.

use super::ModelView;
use crate::{Ctx, Result};
use db::{Tx, Value};
use domain::Instant;
use domain::kernel::id::ScoreModelId;
use domain::lead_scores::Score;
use uuid::Uuid;

const CHANGES: &str = "select record_id, changes from events where noun = 'lead' and kind = 'changed' order by at, id";
const LAST: &str =
    "select id, made_at, outcome, leads, deals, model from score_models order by made_at desc, id desc limit 1";
const SCORE: &str =
    "select s.chance_bp, s.reasons, m.deals, m.leads from lead_scores s join score_models m on m.id = s.model_id
 where s.lead_id = $1";
const FORGET: &str = "delete from lead_scores";

/// Changes of leads, from the first to the last.
pub(super) fn changes(tx: &mut Tx<'_>, mut f: impl FnMut(Uuid, String)) -> Result<()> {
    tx.each(CHANGES, &[], |row| {
        f(row.next()?, row.next()?);
        Ok(())
    })?;
    Ok(())
}

/// What was learned last.
pub(super) fn last(tx: &mut Tx<'_>) -> Result<Option<ModelView>> {
    let found = tx.first(LAST, &[], |row| {
        let (id, made_at) = (row.id()?, Instant(row.next()?));
        let (outcome, leads, deals) = (row.next()?, row.next()?, row.next()?);
        Ok((ModelView { id, made_at, outcome, leads, deals, model: None }, row.next::<String>()?))
    })?;
    let Some((view, model)) = found else { return Ok(None) };
    Ok(Some(ModelView { model: serde_json::from_str(&model)?, ..view }))
}

pub(super) fn save(ctx: &Ctx, tx: &mut Tx<'_>, view: &ModelView) -> Result<()> {
    let columns = ["id", "made_at", "user_id", "outcome", "leads", "deals", "model"];
    let values = [
        Value::id(view.id),
        view.made_at.0.into(),
        Value::opt_id(ctx.user),
        view.outcome.as_str().into(),
        view.leads.into(),
        view.deals.into(),
        serde_json::to_string(&view.model)?.into(),
    ];
    Ok(tx.insert("score_models", &columns, &values)?)
}

pub(super) fn forget(tx: &mut Tx<'_>) -> Result<()> {
    tx.run(FORGET, &[])?;
    Ok(())
}

pub(super) fn keep(tx: &mut Tx<'_>, model: ScoreModelId, scores: &[(Uuid, Score)]) -> Result<()> {
    let mut values = Vec::with_capacity(scores.len() * 4);
    for (lead, score) in scores {
        let reasons = serde_json::to_string(&score.reasons)?;
        values.extend([Value::Uuid(*lead), Value::id(model), score.chance_bp.into(), reasons.into()]);
    }
    let over = "on conflict (lead_id) do update set model_id = excluded.model_id, chance_bp = excluded.chance_bp,
 reasons = excluded.reasons";
    Ok(tx.insert_or("lead_scores", &["lead_id", "model_id", "chance_bp", "reasons"], &values, over)?)
}

/// The score of a lead, with the leads and deals that its model was learned from.
pub(super) fn score(tx: &mut Tx<'_>, lead: Uuid) -> Result<Option<(Score, i64, i64)>> {
    let read = |row: &db::Row<'_>| {
        let (chance_bp, reasons) = (row.next::<i64>()?, row.next::<String>()?);
        Ok((chance_bp, reasons, row.next::<i64>()?, row.next::<i64>()?))
    };
    let Some((chance_bp, reasons, deals, leads)) = tx.first(SCORE, &[lead.into()], read)? else { return Ok(None) };
    Ok(Some((Score { chance_bp, reasons: serde_json::from_str(&reasons)? }, deals, leads)))
}
