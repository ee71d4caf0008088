//! What a measure is, and the list of all of them.
//!
//! A measure is a const of one of the families beside this file; pages, API, CLI and the reference page
//! come from it. Its name and explanation are texts, under the key [`Measure::text_key`].

use super::component::{Component, Source};
use super::{activities, bookings, handoffs, leads, opportunities, organisation};
use crate::kernel::{Day, Span};

/// What a value is counted in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Unit {
    /// The company's currency.
    Money,
    /// A number of things.
    Count,
    /// A fraction; shown as per cent, or as n : 1 for one that may exceed 1.
    Ratio,
    /// Calendar days.
    Days,
    /// Minutes.
    Minutes,
    /// Positions.
    Positions,
}

/// Which way is good.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Direction {
    /// More is better.
    Up,
    /// Less is better.
    Down,
    /// Too much is as bad as too little. The default band, both ends in it; a company may set its own.
    Band {
        /// The least that is well.
        low: f64,
        /// The most that is well.
        high: f64,
    },
}

/// The one time basis of a measure.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Basis {
    /// Things by the day they were created.
    Created,
    /// Events of a period, by the day they happened or closed.
    Closed,
    /// Things by the day they are due.
    Due,
    /// The state at the end of a day.
    Snapshot,
    /// The days up to a day.
    Trailing,
}

/// What a measure can be split by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Dimension {
    /// Who held the position then; for a snapshot, who holds it on its day.
    Person,
    /// The position.
    Position,
    /// A manager with everyone below.
    Manager,
    /// A unit with those inside it.
    Unit,
    /// The product.
    Product,
    /// The account, with its subsidiaries where asked.
    Account,
    /// The stage of the pipeline.
    Stage,
    /// Where a lead came from.
    Source,
    /// Fiscal months.
    Month,
    /// Fiscal quarters.
    Quarter,
    /// Fiscal years.
    Year,
}

/// How a figure is made of summed components.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Formula {
    /// Their sum.
    Sum(&'static [Component]),
    /// One sum over another.
    Ratio {
        /// The numerator.
        over: &'static [Component],
        /// The denominator.
        under: &'static [Component],
    },
    /// An amount per thing, shown as money.
    Each {
        /// The amount.
        total: &'static [Component],
        /// The things.
        count: &'static [Component],
    },
    /// The mean of the histograms taken together.
    Mean(&'static [Component]),
    /// Their exact median.
    Median(&'static [Component]),
    /// The smallest value that so many per cent do not exceed.
    Percentile(i64, &'static [Component]),
}

/// The reference text of a measure, in English, under fixed headings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Doc {
    /// What it says.
    pub says: &'static str,
    /// Formula.
    pub formula: &'static str,
    /// Not to be confused with.
    pub not: &'static str,
    /// Needs.
    pub needs: &'static str,
}

/// A measure of success.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Measure {
    /// Stable id; a variant has the id of its measure, a point and a suffix.
    pub id: &'static str,
    /// What its value is counted in.
    pub unit: Unit,
    /// Which way is good.
    pub direction: Direction,
    /// Its time basis.
    pub basis: Basis,
    /// Keys of the role catalogue whose scorecards show it.
    pub roles: &'static [&'static str],
    /// What it can be split by.
    pub by: &'static [Dimension],
    /// How it is made.
    pub formula: Formula,
    /// Its reference text.
    pub doc: Doc,
}

/// Every measure, in the order of the reference page.
pub fn all() -> impl Iterator<Item = &'static Measure> {
    let records =
        bookings::ALL.iter().chain(opportunities::ALL).chain(leads::ALL).chain(activities::ALL).chain(handoffs::ALL);
    records.chain(organisation::ALL)
}

/// The measure with that id, where there is one.
pub fn find(id: &str) -> Option<&'static Measure> {
    all().find(|measure| measure.id == id)
}

/// The measures on the scorecard of a role, in order: those without suffix.
pub fn of_role(role: &str) -> impl Iterator<Item = &'static Measure> {
    all().filter(move |measure| !measure.is_variant() && measure.roles.contains(&role))
}

impl Measure {
    /// Whether it is a variant of another measure.
    pub fn is_variant(&self) -> bool {
        self.id.contains('.')
    }
    /// Whether its value is a part of a whole, shown as per cent: the other ratios may exceed 1.
    pub fn is_share(&self) -> bool {
        self.unit == Unit::Ratio && !matches!(self.id, "win_loss_ratio" | "handoffs_per_win")
    }
    /// The measure whose number is shown beside its own, without which it says too little: attempts beside contacts made,
    /// leads never tried beside how soon the others were.
    pub fn beside(&self) -> Option<&'static Measure> {
        let id = match self.id {
            "contacts_made" => "contacts_made.attempts",
            "successful_meetings" => "successful_meetings.held",
            "speed_to_lead" => "speed_to_lead.never",
            "leads_worked_rate" => "leads_assigned",
            "sourced_pipeline" => "opportunities_created",
            _ => return None,
        };
        find(id)
    }
    /// Whether its number is shown for each full-time working day as well: what one person does in a day, whoever is off and
    /// however many there are.
    pub fn is_per_day(&self) -> bool {
        matches!(self.id, "contacts_made" | "contacts_made.attempts")
    }
    /// Key of its name in the catalogue of texts: `measure-win-rate-value` for `win_rate.value`.
    pub fn text_key(&self) -> String {
        format!("measure-{}", self.id.replace(['_', '.'], "-"))
    }
    /// The components it is made of.
    pub fn inputs(&self) -> impl Iterator<Item = Component> {
        let (first, second) = self.sides();
        first.iter().chain(second.iter().filter(move |c| !first.contains(c))).copied()
    }
    /// Where its components come from: all of them from the same records by the same day.
    pub fn source(&self) -> Source {
        self.inputs().next().map_or(Source::Organisation, |component| component.source)
    }
    /// Components above the line and below it; what is no fraction has all of them above.
    pub fn sides(&self) -> (&'static [Component], &'static [Component]) {
        match self.formula {
            Formula::Sum(of) | Formula::Mean(of) | Formula::Median(of) | Formula::Percentile(_, of) => (of, &[]),
            Formula::Ratio { over, under } => (over, under),
            Formula::Each { total, count } => (total, count),
        }
    }
    /// The days whose rows it sums for a period: the period itself, or, for a state, everything up to its
    /// end.
    pub fn window(&self, period: Span) -> Span {
        match self.basis {
            Basis::Snapshot => Span { from: Day::BEGINNING, to: period.to },
            _ => period,
        }
    }
    /// Whether it can be split so.
    pub fn splits_by(&self, dimension: Dimension) -> bool {
        self.by.contains(&dimension)
    }
}

impl Unit {
    /// As printed: `money`, `count`, `ratio`, `days`, `minutes`, `positions`.
    pub fn key(self) -> &'static str {
        match self {
            Unit::Money => "money",
            Unit::Count => "count",
            Unit::Ratio => "ratio",
            Unit::Days => "days",
            Unit::Minutes => "minutes",
            Unit::Positions => "positions",
        }
    }
}

impl Basis {
    /// The usual short form: `CR`, `CL`, `DUE`, `SN`, `WIN`.
    pub fn code(self) -> &'static str {
        match self {
            Basis::Created => "CR",
            Basis::Closed => "CL",
            Basis::Due => "DUE",
            Basis::Snapshot => "SN",
            Basis::Trailing => "WIN",
        }
    }
}

impl Dimension {
    /// All of them.
    pub const ALL: [Dimension; 11] = [
        Dimension::Person,
        Dimension::Position,
        Dimension::Manager,
        Dimension::Unit,
        Dimension::Product,
        Dimension::Account,
        Dimension::Stage,
        Dimension::Source,
        Dimension::Month,
        Dimension::Quarter,
        Dimension::Year,
    ];
    /// As written after `--by` and in the address of a page.
    pub fn key(self) -> &'static str {
        match self {
            Dimension::Person => "person",
            Dimension::Position => "position",
            Dimension::Manager => "manager",
            Dimension::Unit => "unit",
            Dimension::Product => "product",
            Dimension::Account => "account",
            Dimension::Stage => "stage",
            Dimension::Source => "source",
            Dimension::Month => "month",
            Dimension::Quarter => "quarter",
            Dimension::Year => "year",
        }
    }
    /// The dimension of that key.
    pub fn get(key: &str) -> Option<Dimension> {
        Dimension::ALL.into_iter().find(|dimension| dimension.key() == key)
    }
}

#[cfg(test)]
mod tests {
    use super::super::component::Kind;
    use super::*;

    #[test]
    fn ids_are_unique_and_variants_have_a_measure() {
        for measure in all() {
            assert_eq!(all().filter(|other| other.id == measure.id).count(), 1, "{}", measure.id);
            let base = measure.id.split('.').next().and_then(find);
            assert!(base.is_some_and(|base| !base.is_variant() && base.roles == measure.roles), "{}", measure.id);
        }
        assert_eq!(find("win_rate.value").map(Measure::text_key).as_deref(), Some("measure-win-rate-value"));
        assert_eq!(find("win-rate"), None);
        for dimension in Dimension::ALL {
            assert_eq!(Dimension::get(dimension.key()), Some(dimension));
        }
    }

    #[test]
    fn what_stands_beside_is_of_the_same_things() {
        let pairs: Vec<_> = all().filter_map(|measure| Some((measure, measure.beside()?))).collect();
        assert_eq!(pairs.len(), 5);
        for (measure, beside) in pairs {
            assert!(beside.by == measure.by && beside.basis == measure.basis, "{}", measure.id);
        }
    }

    #[test]
    fn a_state_sums_all_that_led_to_it() {
        let day = |text: &str| text.parse::<Day>().expect("a day");
        let period = Span { from: day("2024-01-01"), to: day("2024-04-01") };
        assert_eq!(opportunities::WIN_RATE.window(period), period);
        assert_eq!(opportunities::OPEN_PIPELINE.window(period), Span { from: Day::BEGINNING, ..period });
    }

    #[test]
    fn formulas_fit_their_components_and_units() {
        for measure in all() {
            let needs_days = matches!(measure.formula, Formula::Mean(_) | Formula::Median(_) | Formula::Percentile(..));
            for component in measure.inputs() {
                assert_eq!(component.kind == Kind::Histogram, needs_days, "{} of {}", component.id, measure.id);
            }
            let sources: Vec<Source> = measure.inputs().map(|component| component.source).collect();
            assert!(sources.windows(2).all(|pair| pair[0] == pair[1]), "{} mixes sources", measure.id);
            match measure.formula {
                Formula::Sum(of) if measure.unit == Unit::Money => assert!(of.iter().all(|c| c.kind == Kind::Sum)),
                Formula::Sum(of) => assert!(of.iter().all(|c| c.kind == Kind::Count), "{}", measure.id),
                Formula::Each { .. } => assert_eq!(measure.unit, Unit::Money),
                Formula::Ratio { .. } => assert!(matches!(measure.unit, Unit::Ratio | Unit::Positions)),
                _ => assert!(matches!(measure.unit, Unit::Days | Unit::Minutes), "{}", measure.id),
            }
        }
    }
}
