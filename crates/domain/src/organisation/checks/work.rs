//! Checks that the records of the work show: customers who change hands too often, units that do not take each other's
//! work, deals that nobody touches.

use super::{Check, CheckItem, Kind, Organisation};
use crate::kernel::id::{PositionId, UnitId};

const HANDOFFS: Kind = Kind::info("too_many_handoffs", "fewer_boundaries");
const SILO: Kind = Kind::info("silo", "agree_on_context");
const GHOSTS: Kind = Kind::info("ghost_pipeline", "close_or_plan");

/// Hand-offs of one won deal above which customers change hands too often (median).
const MOST_HANDOFFS: i64 = 3;
/// Offers between two units below which nothing is said of them.
const FEWEST_OFFERS: i64 = 10;
/// Share of offers accepted in time, in percent, below which two units do not take each other's work.
const LEAST_ACCEPTED: i64 = 60;
/// Deals past their day and untouched from which on a pipeline is said to be haunted.
const FEWEST_GHOSTS: i64 = 3;

/// Offers between two units: decided, and of them accepted in time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Border {
    /// Who sends.
    pub from: UnitId,
    /// Who receives.
    pub to: UnitId,
    /// Offers answered or run out.
    pub decided: i64,
    /// Of them accepted in time.
    pub accepted: i64,
}

/// Open deals of a position: how many there are, and how many are past their close date without an activity for long.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Haunted {
    /// Whose.
    pub position: PositionId,
    /// Deals past their day and untouched.
    pub ghosts: i64,
}

/// Customers change hands too often: the median of hand-offs over the deals won is above three. `counts` are those of
/// deals that were handed over at all; `won` is how many were won.
pub fn too_many_handoffs(organisation: &Organisation, counts: &[i64], won: usize) -> Check {
    let mut all = counts.to_vec();
    all.resize(won.max(counts.len()), 0);
    all.sort_unstable();
    let median = all.get(all.len() / 2).copied().unwrap_or_default();
    let company = organisation.company().and_then(|id| organisation.unit(id)).filter(|_| median > MOST_HANDOFFS);
    let item = |unit: &crate::organisation::Unit| {
        let item = HANDOFFS.item(unit.name.clone()).with("median", median).with("most", MOST_HANDOFFS);
        CheckItem { unit: Some(unit.id), ..item }
    };
    HANDOFFS.check(company.map(item).into_iter().collect())
}

/// Pairs of units of which one accepts less than 60 % of the other's offers in time.
pub fn silo(organisation: &Organisation, borders: &[Border]) -> Check {
    let shut =
        |border: &&Border| border.decided >= FEWEST_OFFERS && border.accepted * 100 < border.decided * LEAST_ACCEPTED;
    let name = |id: UnitId| organisation.unit(id).map(|unit| unit.name.clone()).unwrap_or_default();
    let item = |border: &Border| {
        let item = SILO.item(name(border.from)).with("receiver", name(border.to));
        let share = border.accepted * 100 / border.decided.max(1);
        CheckItem { unit: Some(border.from), ..item.with("accepted_percent", share).with("offers", border.decided) }
    };
    SILO.check(borders.iter().filter(shut).map(item).collect())
}

/// Positions with open deals that are past their day and that nobody touches.
pub fn ghost_pipeline(organisation: &Organisation, haunted: &[Haunted]) -> Check {
    let is_item = |one: &&Haunted| one.ghosts >= FEWEST_GHOSTS && organisation.position(one.position).is_some();
    let item = |one: &Haunted| GHOSTS.position(organisation, one.position).with("ghosts", one.ghosts);
    GHOSTS.check(haunted.iter().filter(is_item).map(item).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::organisation::History;
    use crate::organisation::samples::{day, holds, id, position, rows};

    fn company() -> Organisation {
        History::new(rows(vec![position(0, None), position(1, Some(0))], vec![holds(0, 0), holds(1, 1)]))
            .on(day(1), None)
    }

    #[test]
    fn the_median_counts_deals_that_were_never_handed_over() {
        let company = company();
        assert_eq!(too_many_handoffs(&company, &[4, 5, 6], 3).count, 1);
        assert_eq!(too_many_handoffs(&company, &[4, 5, 6], 7).count, 0, "most passed nobody");
        assert_eq!(too_many_handoffs(&company, &[], 0).count, 0);
    }

    #[test]
    fn a_border_is_judged_by_enough_offers() {
        let border = |decided, accepted| Border { from: id(0), to: id(0), decided, accepted };
        let found = silo(&company(), &[border(9, 0), border(10, 5), border(10, 6)]);
        assert_eq!(found.count, 1);
        assert_eq!(found.items[0].args["accepted_percent"], "50");
    }

    #[test]
    fn a_pipeline_is_haunted_from_three_on() {
        let haunted = |number, ghosts| Haunted { position: id(number), ghosts };
        assert_eq!(ghost_pipeline(&company(), &[haunted(0, 2), haunted(1, 3), haunted(9, 9)]).count, 1);
    }
}
