//! A measure on the chart: the figure of each card, its words, and its place between low and high.
//!
//! Figures are restated to the chart's day, so that a manager's card says what the cards below it add up to.
//! Only positions the reader may see have one.

use crate::measures::{self, MeasureQuery};
use crate::scope::Sight;
use crate::{Ctx, Result};
use db::Tx;
use domain::Day;
use domain::kernel::Grain;
use domain::kernel::id::PositionId;
use domain::measures::catalogue::{self, Dimension, Measure, Unit};
use domain::measures::figure::{Figure, Value};
use domain::organisation::Organisation;
use domain::policy::{Action, Noun};
use std::collections::HashMap;
use text::Lang;
use text::fmt;

/// What the colours of a chart mean.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Legend {
    /// Id of the measure.
    pub measure: String,
    /// First day of the period.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// The bound of the lowest class, as it is to be read.
    pub low: String,
    /// The bound of the highest.
    pub high: String,
}

/// The figures of a chart.
pub(super) struct Figures {
    pub legend: Legend,
    values: HashMap<uuid::Uuid, Figure>,
    bounds: Vec<f64>,
    measure: &'static Measure,
    lang: Lang,
}

/// Which measure over which days.
pub(super) struct Wanted<'a> {
    pub measure: &'a str,
    pub from: Option<Day>,
    pub day: Day,
    pub units: bool,
    pub lang: Lang,
}

impl Figures {
    /// Answers the measure for every card that the reader may see it for.
    pub(super) fn read(
        ctx: &Ctx,
        tx: &mut Tx<'_>,
        organisation: &Organisation,
        wanted: &Wanted<'_>,
    ) -> Result<Figures> {
        let unknown = || domain::Refusal::new("refusal-measure-unknown").at("measure").with("measure", wanted.measure);
        let measure = catalogue::find(wanted.measure).ok_or_else(unknown)?;
        let by = if wanted.units {
            [Some(Dimension::Unit), None]
        } else {
            [Some(Dimension::Position), Some(Dimension::Manager)]
        };
        let year = || ctx.company.calendar.period(Grain::Year, wanted.day).span.from;
        let from = wanted.from.unwrap_or_else(year);
        let (mut values, mut period) = (HashMap::new(), (from, wanted.day));
        for by in by.into_iter().flatten().filter(|by| measure.splits_by(*by)) {
            let query = MeasureQuery {
                measure: wanted.measure.to_owned(),
                from: Some(from),
                to: Some(wanted.day),
                by: Some(by.key().to_owned()),
                restated_to: Some(wanted.day),
                ..MeasureQuery::default()
            };
            let found = measures::figures(ctx, tx, &query)?;
            period = (found.from, found.to);
            // A manager's own figure gives way to the team's, which has it in it.
            values.extend(found.values);
        }
        let seen = Seen::of(ctx, organisation)?;
        values.retain(|id, _| seen.may(*id));
        let bounds = bounds(values.values().filter_map(|f| Some(f.value?.number())).collect());
        let mut figures = Figures {
            legend: Legend {
                measure: measure.id.to_owned(),
                from: period.0,
                to: period.1,
                low: String::new(),
                high: String::new(),
            },
            values,
            bounds,
            measure,
            lang: wanted.lang,
        };
        let edge = |at: Option<&f64>| at.map(|x| figures.near(*x)).unwrap_or_default();
        let (low, high) = (edge(figures.bounds.first()), edge(figures.bounds.last()));
        (figures.legend.low, figures.legend.high) = (low, high);
        Ok(figures)
    }

    /// The figure of a card and its class; a card without a value says so.
    pub(super) fn of(&self, id: uuid::Uuid) -> Option<draw::org_chart::Value> {
        let figure = self.values.get(&id)?;
        let label = figure.value.map_or_else(|| fmt::NONE.to_owned(), |v| self.say(v));
        let class = figure.value.map(|v| self.class(v.number()));
        Some(draw::org_chart::Value { label, class })
    }

    fn class(&self, value: f64) -> u8 {
        match (self.bounds.first(), self.bounds.last()) {
            (Some(low), Some(high)) if low < high => {
                1 + u8::try_from(self.bounds.iter().filter(|b| value > **b).count()).unwrap_or(4)
            }
            _ => 3,
        }
    }

    fn say(&self, value: Value) -> String {
        match value {
            Value::Money(m) => fmt::money_short(self.lang, m.minor, m.currency.code(), m.currency.digits()),
            Value::Whole(n) if self.measure.unit == Unit::Days => fmt::duration_days_short(self.lang, n),
            Value::Whole(n) if self.measure.unit == Unit::Minutes => fmt::duration_minutes(self.lang, n),
            Value::Whole(n) => fmt::number_short(self.lang, n),
            Value::Number(x) => match self.measure.unit {
                Unit::Ratio => fmt::percent(self.lang, x, 0),
                Unit::Days => fmt::duration_days_short(self.lang, whole(x)),
                Unit::Minutes => fmt::duration_minutes(self.lang, whole(x)),
                _ => fmt::decimal(self.lang, x, 1),
            },
        }
    }

    /// A bound of a class, in the measure's own words.
    fn near(&self, bound: f64) -> String {
        let sample = self.values.values().find_map(|f| f.value);
        match sample {
            Some(Value::Money(m)) => self.say(Value::Money(domain::kernel::Money::new(whole(bound), m.currency))),
            Some(Value::Whole(_)) => self.say(Value::Whole(whole(bound))),
            _ => self.say(Value::Number(bound)),
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "shown in short; beyond 64 bits there is no figure")]
fn whole(x: f64) -> i64 {
    x.round() as i64
}

/// The four bounds between five classes of as many values each.
fn bounds(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_by(f64::total_cmp);
    let last = values.len().saturating_sub(1);
    (1..5).filter_map(|fifth| values.get(last * fifth / 5).copied()).collect()
}

/// Whose figures the reader may see.
struct Seen<'a> {
    all: bool,
    organisation: &'a Organisation,
    tops: Vec<PositionId>,
}

impl<'a> Seen<'a> {
    fn of(ctx: &Ctx, organisation: &'a Organisation) -> Result<Seen<'a>> {
        let scope = ctx.may(Action::See, Noun::Measure)?;
        let all = matches!(scope.reach, Sight::All);
        Ok(Seen { all, organisation, tops: ctx.positions.clone() })
    }
    /// A position held or below one held; a unit all of whose positions are such.
    fn may(&self, id: uuid::Uuid) -> bool {
        if self.all {
            return true;
        }
        let position = |id: PositionId| self.tops.iter().any(|top| id == *top || self.organisation.is_under(id, *top));
        if self.organisation.position(id.into()).is_some() {
            return position(id.into());
        }
        let inside = self.organisation.positions_in(id.into(), true);
        !inside.is_empty() && inside.iter().all(|id| position(*id))
    }
}
