//! Figures in the reader's words: amounts, per cents, days; what they are made of; how they stand.

use crate::ui::pill::{Tone, pill};
use app::measures::Beside;
use app::measures::behind::has_records;
use app::scorecards::Made;
use domain::Day;
use domain::kernel::Grain;
use domain::measures::catalogue::{self, Direction, Measure, Unit};
use domain::measures::figure::{Figure, Value};
use domain::measures::target::Status;
use maud::{Markup, html};
use text::{Lang, fmt, t, tr};

/// What a measure is called.
pub fn name(lang: Lang, measure: &Measure) -> String {
    t(lang, &measure.text_key()).into_owned()
}

/// What it says, in a sentence.
pub fn explained(lang: Lang, measure: &Measure) -> String {
    t(lang, &format!("{}-explained", measure.text_key())).into_owned()
}

/// A figure, or the dash that stands for no value.
pub fn figure(lang: Lang, measure: &Measure, figure: &Figure) -> String {
    if let (None, Some(numerator), Some(0)) = (figure.value, figure.numerator, figure.denominator)
        && numerator > 0
        && measure.id == "win_loss_ratio"
    {
        return format!("{} : 0", fmt::number(lang, numerator));
    }
    figure.value.map_or_else(|| fmt::NONE.to_owned(), |v| value(lang, measure, v))
}

/// A value in the unit of its measure.
pub fn value(lang: Lang, measure: &Measure, value: Value) -> String {
    match value {
        Value::Money(money) => fmt::money_whole(lang, money.minor, money.currency.code(), money.currency.digits()),
        Value::Whole(n) if measure.unit == Unit::Days => fmt::duration_days_short(lang, n),
        Value::Whole(n) if measure.unit == Unit::Minutes => fmt::duration_minutes(lang, n),
        Value::Whole(n) => fmt::number(lang, n),
        Value::Number(x) => match measure.unit {
            Unit::Ratio if measure.is_share() => fmt::percent(lang, x, 1),
            Unit::Ratio => fmt::decimal(lang, x, 2),
            Unit::Days => fmt::duration_days_short(lang, rounded(x)),
            Unit::Minutes => fmt::duration_minutes(lang, rounded(x)),
            _ => fmt::decimal(lang, x, 1),
        },
    }
}

/// The nearest whole number; a time of more days than anyone waits is shown as the most.
#[expect(clippy::cast_possible_truncation, reason = "a float beyond a whole number's range is shown as its end")]
fn rounded(x: f64) -> i64 {
    x.round() as i64
}

/// What a figure is made of: `44 of 140` of a share, `119 ÷ 24` of another ratio, `n = 44`.
pub fn made(lang: Lang, of: &Measure, made: Made) -> String {
    match made {
        Made::Of(numerator, denominator) => tr(
            lang,
            if of.is_share() { "scorecard-of-parts" } else { "scorecard-parts" },
            &[
                ("numerator", fmt::number(lang, numerator).into()),
                ("denominator", fmt::number(lang, denominator).into()),
            ],
        ),
        Made::Sample(count) => tr(lang, "scorecard-sample", &[("count", count.into())]),
        Made::Sum => String::new(),
    }
}

/// The number that stands beside a figure, by its name: `Attempts: 7`. It opens its records, by the address that is made
/// of its measure.
pub fn beside(lang: Lang, beside: Option<&Beside>, href: impl Fn(&Measure) -> String) -> Markup {
    let found = beside.and_then(|beside| Some((catalogue::find(beside.measure)?, &beside.figure)));
    html! {
        @if let Some((of, said)) = found {
            span class="whole" {
                " " (name(lang, of)) ": "
                @if has_records(of) { a class="link" href=(href(of)) { (figure(lang, of, said)) } } @else { (figure(lang, of, said)) }
            }
        }
    }
}

/// How a figure stands, as a pill; nothing without a target. A measure that should lie in a range is in it, near it or out
/// of it, rather than ahead or behind.
pub fn standing(lang: Lang, of: &Measure, status: Status) -> Markup {
    if matches!(of.direction, Direction::Band { .. }) {
        return match status {
            Status::Ahead => pill(Tone::Plain, &t(lang, "scorecard-state-inside")),
            Status::Watch => pill(Tone::None, &t(lang, "scorecard-state-near")),
            Status::Behind => pill(Tone::Lost, &t(lang, "scorecard-state-outside")),
            Status::NoTarget => Markup::default(),
        };
    }
    match status {
        Status::Ahead => pill(Tone::Won, &t(lang, "scorecard-state-ahead")),
        Status::Watch => pill(Tone::None, &t(lang, "scorecard-state-watch")),
        Status::Behind => pill(Tone::Lost, &t(lang, "scorecard-state-behind")),
        Status::NoTarget => Markup::default(),
    }
}

/// A fiscal period by its first day.
pub fn period(lang: Lang, calendar: domain::kernel::Calendar, grain: Grain, from: Day) -> String {
    // The fiscal year is called by the year it ends in.
    let year = calendar.period(Grain::Year, from).span;
    let ends = i32::from(year.to.plus(-1).year());
    match grain {
        Grain::Month => fmt::month_short(lang, from.civil()),
        Grain::Quarter => {
            let quarters = calendar.periods(Grain::Quarter, year);
            let nth = quarters.iter().position(|q| q.span.contains(from)).map_or(1, |n| n + 1);
            fmt::quarter(lang, ends, u8::try_from(nth).unwrap_or(1))
        }
        Grain::Year => ends.to_string(),
    }
}
