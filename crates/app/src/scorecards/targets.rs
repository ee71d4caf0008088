//! Targets: a value of a measure for a position, by month, quarter or year, from a day on.

use super::period::grain_key;
use super::{may_see, sql};
use crate::events::{self, Cause};
use crate::{Ctx, Error, Result};
use db::Tx;
use domain::kernel::id::PositionId;
use domain::kernel::{Currency, Grain, Money};
use domain::measures::catalogue::{self, Measure, Unit};
use domain::measures::figure::Value;
use domain::policy::{Action, Noun};
use domain::{Day, Refusal};

/// The longest target that is kept, in characters.
const LONGEST: usize = 24;

/// Whether the reader may set targets of a position: from above it, or where they may change all figures' targets.
pub fn may_set_target(ctx: &Ctx, position: PositionId) -> bool {
    let Ok(scope) = ctx.may(Action::Edit, Noun::Measure) else { return false };
    let is_below = |own: &PositionId| *own != position && ctx.organisation.is_under(position, *own);
    scope.is_all() || ctx.positions.iter().any(is_below)
}

/// Sets a target from a day on; none takes back the one set for that very day, or ends an earlier one.
///
/// # Errors
/// [`Error::NotFound`] for a position whose figures the reader may not see, [`Error::Forbidden`] for one's own
/// (the manager above sets it), `refusal-measure-unknown`, `refusal-target-unreadable`.
pub fn set_target(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    measure: &str,
    position: PositionId,
    grain: Grain,
    from: Day,
    value: Option<&str>,
) -> Result<()> {
    if !may_see(ctx, position) || ctx.organisation.position(position).is_none() {
        return Err(Error::NotFound);
    }
    if !may_set_target(ctx, position) {
        return Err(Error::Forbidden);
    }
    let unknown = || Refusal::new("refusal-measure-unknown").at("measure").with("measure", measure);
    let of = catalogue::find(measure).ok_or_else(unknown)?;
    let span = ctx.company.calendar.period(grain, from).span;
    let value = value.map(str::trim).filter(|v| !v.is_empty());
    if let Some(text) = value {
        let unreadable = || Refusal::new("refusal-target-unreadable").at("value").with("value", text);
        read(of, text, ctx.company.currency).filter(|_| text.len() <= LONGEST).ok_or_else(unreadable)?;
    }
    let before = sql::on(tx, &[position], grain_key(grain), span.from)?;
    let before = before.get(&(position, measure.to_owned())).cloned();
    let key = (of.id, position, grain_key(grain), span.from);
    match (value, &before) {
        (Some(value), _) => sql::save(ctx, tx, key, value)?,
        (None, Some(_)) => {
            sql::drop(tx, key)?;
            let still = sql::on(tx, &[position], grain_key(grain), span.from)?;
            if still.contains_key(&(position, measure.to_owned())) {
                sql::save(ctx, tx, key, "")?;
            }
        }
        (None, None) => return Ok(()),
    }
    let told = serde_json::json!({ "measure": of.id, "grain": grain, "from": span.from, "value": [before, value] });
    events::append(tx, ctx, Cause::COMMAND, Noun::Measure, position, "target_set", &told)
}

/// A target as it is compared with the measure's figures: money in minor units, a ratio as a fraction.
pub fn target_of(ctx: &Ctx, measure: &Measure, text: &str) -> Option<Value> {
    read(measure, text, ctx.company.currency)
}

/// Reads a decimal in the unit of the measure. A ratio may be written in per cent.
fn read(measure: &Measure, text: &str, currency: Currency) -> Option<Value> {
    if measure.unit == Unit::Money {
        return Money::parse(text, currency).map(Value::Money);
    }
    let (digits, by) = match text.strip_suffix('%') {
        Some(percent) => (percent.trim(), 100.0),
        None => (text, 1.0),
    };
    let number: f64 = digits.parse().ok().filter(|n: &f64| n.is_finite() && *n >= 0.0)?;
    if measure.unit == Unit::Count && by < 2.0 {
        return digits.parse().ok().map(Value::Whole);
    }
    Some(Value::Number(number / by))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::measures::{bookings, opportunities};

    #[test]
    fn a_target_is_in_the_unit_of_its_measure() {
        let euro = Currency::default();
        let read = |measure, text| read(measure, text, euro);
        assert_eq!(read(&bookings::BOOKINGS_AMOUNT, "1500.50"), Money::parse("1500.50", euro).map(Value::Money));
        assert_eq!(read(&opportunities::WIN_RATE, "30%"), Some(Value::Number(0.3)));
        assert_eq!(read(&opportunities::WIN_RATE, "0.3"), Some(Value::Number(0.3)));
        assert_eq!(read(&opportunities::CLOSED_WON, "12"), Some(Value::Whole(12)));
        for wrong in ["", "x", "-1", "NaN", "1e999"] {
            assert_eq!(read(&opportunities::WIN_RATE, wrong), None, "{wrong}");
        }
    }
}
