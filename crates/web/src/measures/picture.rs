//! The rows of a measure as a picture: a line over time for what has no sum, columns for the rest.

use super::shown;
use app::measures::{MeasureRow, MeasureView};
use domain::kernel::Currency;
use domain::measures::catalogue::{Formula, Measure, Unit};
use domain::measures::figure::Value;
use draw::Theme;
use draw::series::{Bar, Frame, Line, Part, Tick, Tone, bars, lines, ticks};
use text::Lang;

/// Rows that a picture can hold and be read.
const MOST: usize = 24;
/// Lines across the picture.
const TICKS: u32 = 4;

/// The picture; none where there is nothing to compare or too much.
pub fn drawn(
    lang: Lang,
    measure: &Measure,
    view: &MeasureView,
    labels: &[String],
    currency: Currency,
    opens: impl Fn(&MeasureRow) -> Option<String>,
) -> Option<String> {
    let values: Vec<Option<f64>> = view.rows.iter().map(|r| r.figure.value.map(Value::number)).collect();
    let known = || values.iter().flatten().copied();
    if view.rows.len() < 2 || view.rows.len() > MOST || known().next().is_none() {
        return None;
    }
    let (low, high) = known().fold((0.0_f64, 0.0_f64), |(low, high), v| (low.min(v), high.max(v)));
    let mark = |value: f64| Tick { value, label: shown::value(lang, measure, of(measure, value, currency)) };
    let marks: Vec<Tick> = ticks(low, high, TICKS).into_iter().map(mark).collect();
    let label = shown::name(lang, measure);
    let frame = Frame { width: 860.0, height: 260.0, theme: Theme::Page, label };
    let is_time = matches!(view.by.as_deref(), Some("month" | "quarter" | "year"));
    if is_time && !matches!(measure.formula, Formula::Sum(_)) {
        let line = Line { label: String::new(), values, tone: Tone::Accent, dashed: false };
        let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
        return Some(lines(&[line], &labels, &marks, &frame));
    }
    let bar = |((row, label), value): ((&MeasureRow, &String), &Option<f64>)| Bar {
        label: label.clone(),
        figure: shown::figure(lang, measure, &row.figure),
        parts: vec![Part { value: value.unwrap_or(0.0), tone: Tone::Accent, tip: String::new() }],
        href: opens(row),
    };
    let all: Vec<Bar> = view.rows.iter().zip(labels).zip(&values).map(bar).collect();
    Some(bars(&all, &marks, &frame))
}

/// A number of the axis in the measure's unit.
#[expect(clippy::cast_possible_truncation, reason = "a tick of an axis, for its label only")]
fn of(measure: &Measure, value: f64, currency: Currency) -> Value {
    match measure.unit {
        Unit::Money => Value::Money(domain::kernel::Money::new(value as i64, currency)),
        Unit::Count => Value::Whole(value as i64),
        _ => Value::Number(value),
    }
}
