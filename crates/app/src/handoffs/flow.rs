//! The flow of hand-offs: from whom, to whom, how it ended. By unit, by position, or by person as one person may pass to
//! another; and for the picture, from unit to unit to outcome.

use super::sql::{self, Counted};
use crate::listing::Owners;
use crate::{Ctx, Result};
use db::Tx;
use domain::kernel::Span;
use domain::kernel::id::{PositionId, UnitId};
use domain::organisation::Border;
use domain::policy::{Action, Noun};
use domain::{Day, Refusal};
use serde::Serialize;
use std::collections::BTreeMap;

/// Streams of one answer.
const MOST: usize = 10_000;

/// How streams are told apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum By {
    /// From unit to unit, with the outcome and the reason.
    Unit,
    /// From position to position.
    Position,
    /// By outcome and reason alone.
    Reason,
}

impl By {
    /// The way of that key.
    pub fn from_key(key: &str) -> Option<By> {
        match key {
            "unit" => Some(By::Unit),
            "position" => Some(By::Position),
            "reason" => Some(By::Reason),
            _ => None,
        }
    }
}

/// One stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Flow {
    /// From where: a unit, or a position with its holder. None where all are taken together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// To where; none where nobody was found, or all are taken together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// How it ended; none where that is not asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// Why it came back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// How many.
    pub count: i64,
}

/// The flow of a span.
#[derive(Clone, Debug, Serialize)]
pub struct FlowView {
    /// The first day,
    pub from: Day,
    /// and the last.
    pub to: Day,
    /// The streams, the widest first.
    pub flows: Vec<Flow>,
    /// How many hand-offs.
    pub total: i64,
    /// How many pairs of a sender and a receiver.
    pub pairs: usize,
    /// Pairs in which sender and receiver are one position: the work stayed.
    pub self_pairs: usize,
}

/// The flow of the days from one to the other, both included; what was taken back is left out.
///
/// # Errors
/// [`crate::Error::Forbidden`]; `refusal-period-backwards`.
pub fn flow(ctx: &Ctx, tx: &mut Tx<'_>, (from, to): (Day, Day), by: By) -> Result<FlowView> {
    let scope = ctx.may(Action::See, Noun::Handoff)?;
    if to < from {
        return Err(Refusal::new("refusal-period-backwards").at("to").into());
    }
    let mut counted = sql::flows(tx, &scope, Span { from, to: to.next() })?;
    counted.retain(|stream| stream.state != "withdrawn");
    let mut pairs: BTreeMap<(PositionId, PositionId), i64> = BTreeMap::new();
    for stream in &counted {
        if let Some(to) = stream.to {
            *pairs.entry((stream.from, to)).or_default() += stream.count;
        }
    }
    let total = counted.iter().map(|stream| stream.count).sum();
    let mut flows = streams(ctx, &counted, by, to);
    flows.sort_by(|a, b| {
        b.count.cmp(&a.count).then_with(|| (&a.from, &a.to, &a.outcome).cmp(&(&b.from, &b.to, &b.outcome)))
    });
    flows.truncate(MOST);
    let self_pairs = pairs.keys().filter(|(from, to)| from == to).count();
    Ok(FlowView { from, to, flows, total, pairs: pairs.len(), self_pairs })
}

/// What tells streams apart: from, to, outcome, reason.
type Key = (Option<String>, Option<String>, Option<String>, Option<String>);

fn streams(ctx: &Ctx, counted: &[Counted], by: By, day: Day) -> Vec<Flow> {
    let organisation = ctx.organisation_on(day);
    let owners = Owners::new(ctx);
    // A seat that has gone since is named by where it was last.
    let unit_of = |position: PositionId| -> Option<UnitId> {
        let rows = ctx.history.rows().positions.iter().rev();
        let last = || rows.clone().find(|row| row.dated.value.id == position).map(|row| row.dated.value.unit);
        organisation.position(position).map(|position| position.unit).or_else(last)
    };
    let unit_name = |position: PositionId| {
        let unit = unit_of(position)?;
        organisation.unit(unit).or_else(|| ctx.organisation.unit(unit)).map(|unit| unit.name.clone())
    };
    let mut sums: BTreeMap<Key, i64> = BTreeMap::new();
    for stream in counted {
        let outcome = Some(outcome(stream).to_owned());
        let reason = stream.reason.clone();
        let key = match by {
            By::Unit => (unit_name(stream.from), stream.to.and_then(unit_name), outcome, reason),
            By::Position => {
                (Some(owners.label(stream.from).label), stream.to.map(|to| owners.label(to).label), None, None)
            }
            By::Reason => (None, None, outcome, reason),
        };
        *sums.entry(key).or_default() += stream.count;
    }
    let flow = |((from, to, outcome, reason), count)| Flow { from, to, outcome, reason, count };
    sums.into_iter().map(flow).collect()
}

/// As [`domain::handoffs::Handoff::outcome`], of what is counted.
fn outcome(stream: &Counted) -> &str {
    match stream.state.as_str() {
        "accepted" if stream.is_quiet => "quiet",
        "accepted" if stream.is_late => "late",
        "offered" if stream.is_late => "expired",
        state => state,
    }
}

/// Every pair of different units between which work passed since a day.
///
/// # Errors
/// [`crate::Error::Forbidden`].
pub fn borders(ctx: &Ctx, tx: &mut Tx<'_>, since: Day) -> Result<Vec<Border>> {
    let scope = ctx.may(Action::See, Noun::Handoff)?;
    let counted = sql::flows(tx, &scope, Span { from: since, to: Day::END })?;
    let unit = |position: PositionId| ctx.organisation.position(position).map(|position| position.unit);
    let mut sums: BTreeMap<(UnitId, UnitId), (i64, i64)> = BTreeMap::new();
    for stream in &counted {
        let (Some(from), Some(to)) = (unit(stream.from), stream.to.and_then(unit)) else { continue };
        let is_decided = matches!(stream.state.as_str(), "accepted" | "returned") || stream.is_late;
        if from != to && is_decided {
            let sum = sums.entry((from, to)).or_default();
            sum.0 += stream.count;
            sum.1 += if stream.state == "accepted" && !stream.is_late { stream.count } else { 0 };
        }
    }
    Ok(sums.into_iter().map(|((from, to), (decided, accepted))| Border { from, to, decided, accepted }).collect())
}

/// Of the deals won in the days from one to the other that may be seen: how often each was handed over that was at all, and
/// how many were won.
///
/// # Errors
/// [`crate::Error::Forbidden`].
pub fn of_won(ctx: &Ctx, tx: &mut Tx<'_>, (from, to): (Day, Day)) -> Result<(Vec<i64>, usize)> {
    let scope = ctx.may(Action::See, Noun::Opportunity)?;
    sql::of_won(tx, &scope, Span { from, to: to.next() })
}
