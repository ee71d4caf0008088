//! Who is due.

use super::{Due, DueView, LISTED, Rules, sql};
use crate::{Ctx, Result, privacy, settings};
use db::Tx;
use domain::Instant;
use domain::policy::{Action, Noun};
use domain::privacy::PEOPLE;
use domain::retention::Then;
use std::collections::HashSet;
use uuid::Uuid;

/// The key of the setting.
pub(super) const SETTING: &str = "retention";
/// Records of a kind that one question looks at.
const LOOKED_AT: usize = 20_000;

/// The rules.
///
/// # Errors
/// [`crate::Error::Forbidden`].
pub fn rules(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Rules> {
    ctx.may(Action::See, Noun::Privacy)?;
    stored(tx)
}

pub(super) fn stored(tx: &mut Tx<'_>) -> Result<Rules> {
    match settings::value(tx, SETTING)? {
        Some(text) => Ok(serde_json::from_str(&text)?),
        None => Ok(Rules::default()),
    }
}

/// Who is due.
///
/// # Errors
/// [`crate::Error::Forbidden`].
pub fn due(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<DueView> {
    ctx.may(Action::See, Noun::Privacy)?;
    found(ctx, tx, (LISTED, LOOKED_AT), &Then::ALL)
}

/// Who is due of whom becomes one of these: so many at most, and so many records of a kind looked at.
pub(super) fn found(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    (most, looked_at_most): (usize, usize),
    wanted: &[Then],
) -> Result<DueView> {
    let rules = stored(tx)?;
    let (mut view, mut known) = (DueView::default(), HashSet::new());
    for noun in PEOPLE {
        let Some(since) = since(ctx, &rules, noun) else { continue };
        let (mut after, mut looked_at) = ((Instant(i64::MIN), Uuid::nil()), 0);
        loop {
            let page = sql::quiet(tx, noun, since, after)?;
            for (record, life) in &page {
                after = (life.changed_at, *record);
                if !life.is_over(since) || known.contains(record) {
                    continue;
                }
                let Some(one) = person(ctx, tx, &rules, *record)? else { continue };
                known.extend(one.others.iter().copied().chain([*record]));
                if wanted.contains(&one.then) {
                    view.due.push(one);
                }
                if view.due.len() >= most {
                    return Ok(DueView { is_more: true, ..view });
                }
            }
            looked_at += page.len();
            if page.len() < sql::PAGE {
                break;
            }
            if looked_at >= looked_at_most {
                view.is_more = true;
                break;
            }
        }
    }
    view.due.sort_by_key(|one| (one.last_on, one.record));
    Ok(view)
}

/// The instant since which something must have happened with records of a kind; none where they are kept for good.
fn since(ctx: &Ctx, rules: &Rules, noun: Noun) -> Option<Instant> {
    rules.of(noun).map(|rule| ctx.company.start_of(rule.since(ctx.today)))
}

/// The person of a record, where they are due: all their records are over.
pub(super) fn person(ctx: &Ctx, tx: &mut Tx<'_>, rules: &Rules, record: Uuid) -> Result<Option<Due>> {
    let all = privacy::person_of(tx, record)?;
    // So many have an address that is no person's own.
    if all.len() > privacy::MOST {
        return Ok(None);
    }
    let (mut last, mut then) = (Instant(i64::MIN), Then::Erase);
    for noun in PEOPLE {
        let ids: Vec<Uuid> = all.iter().filter(|one| one.noun == noun).map(|one| one.id).collect();
        if ids.is_empty() {
            continue;
        }
        let (Some(since), Some(rule)) = (since(ctx, rules, noun), rules.of(noun)) else { return Ok(None) };
        let lives = sql::lives(tx, noun, &ids)?;
        if lives.len() < ids.len() || lives.iter().any(|(_, life)| !life.is_over(since)) {
            return Ok(None);
        }
        last = lives.iter().map(|(_, life)| life.last()).fold(last, std::cmp::max);
        then = then.min(rule.then);
    }
    let Some(own) = all.iter().find(|one| one.id == record) else { return Ok(None) };
    Ok(Some(Due {
        noun: own.noun,
        record,
        others: all.iter().map(|one| one.id).filter(|id| *id != record).collect(),
        name: own.name.clone(),
        company: own.company.clone(),
        last_on: ctx.company.day_of(last),
        then,
    }))
}
