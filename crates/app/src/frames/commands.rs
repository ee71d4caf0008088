//! Writes of frames.

use super::{FRAMED, queries, sql};
use crate::events::{self, Cause};
use crate::{Ctx, Error, Result, records};
use db::Tx;
use domain::frames::{self as rules, FrameAnswer};
use domain::leads::Answer;
use domain::policy::{Action, Noun};
use serde_json::{Map, json};
use uuid::Uuid;

/// Chooses the company's frame. What was answered in another is kept.
///
/// # Errors
/// [`Error::Forbidden`], `refusal-choice-unknown`.
pub fn choose(ctx: &Ctx, tx: &mut Tx<'_>, key: &str) -> Result<()> {
    ctx.may(Action::Edit, Noun::Pipeline)?;
    let (before, chosen) = (queries::chosen(tx)?, rules::frame(key)?);
    sql::choose(tx, chosen.key)?;
    let told = json!({ "frame": [before.key, chosen.key] });
    events::append(tx, ctx, Cause::COMMAND, Noun::Pipeline, ctx.user.unwrap_or_default(), "changed", &told)
}

/// Says what is known of elements on a record.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], the refusals of [`rules::answer`].
pub fn answer(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, record: Uuid, given: &[FrameAnswer]) -> Result<()> {
    records::visible(ctx, tx, noun, record)?;
    if !FRAMED.contains(&noun) {
        return Err(Error::NotFound);
    }
    if !records::may(ctx, tx, Action::Edit, noun, record)? {
        return Err(Error::Forbidden);
    }
    let checked: Vec<_> = given.iter().map(rules::answer).collect();
    let faults: Vec<_> = checked.iter().filter_map(|one| one.clone().err()).collect();
    if !faults.is_empty() {
        return Err(Error::Refused(faults));
    }
    let known = sql::answers(tx, record)?;
    let mut told = Map::new();
    for new in checked.into_iter().flatten() {
        let old = known.iter().find(|answer| answer.element == new.element);
        let is_blank = old.is_none() && new.answer == Answer::Unknown && new.evidence.is_none();
        if old == Some(&new) || is_blank {
            continue;
        }
        sql::keep(ctx, tx, noun, record, &new)?;
        told.insert(new.element.clone(), json!([old.map(said), said(&new)]));
    }
    if told.is_empty() {
        return Ok(());
    }
    events::append(tx, ctx, Cause::COMMAND, noun, record, "changed", &told.into())
}

/// An answer in the history.
fn said(answer: &FrameAnswer) -> String {
    match &answer.evidence {
        Some(evidence) => format!("{}: {evidence}", answer.answer.key()),
        None => answer.answer.key().to_owned(),
    }
}

/// Takes what is known of a lead along to the deal that it became. The caller has the permission.
///
/// # Errors
/// The database's own.
pub(crate) fn follow(ctx: &Ctx, tx: &mut Tx<'_>, lead: Uuid, deal: Uuid) -> Result<()> {
    let there = sql::answers(tx, deal)?;
    for answer in sql::answers(tx, lead)? {
        if !there.iter().any(|known| known.element == answer.element) {
            sql::keep(ctx, tx, Noun::Opportunity, deal, &answer)?;
        }
    }
    Ok(())
}
