//! The sparkline: how a figure went, in the height of a line of text.

use std::fmt::Write as _;

use super::frame::{Frame, open};
use crate::svg::{Num, put};
use crate::theme::Colour;

/// Draws values from left to right, lowest at the bottom. A missing value breaks the line; a value alone is a dot.
#[must_use]
pub fn spark(values: &[Option<f64>], frame: &Frame) -> String {
    let known = || values.iter().flatten().copied().filter(|v| v.is_finite());
    let (low, high) = known().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
    let span = if high > low { high - low } else { 0.0 };
    let step = (frame.width - 4.0) / values.len().saturating_sub(1).max(1) as f64;
    let place = |(i, value): (usize, &Option<f64>)| {
        let value = value.filter(|v| v.is_finite())?;
        let share = if span > 0.0 { (value - low) / span } else { 0.5 };
        Some((2.0 + step * i as f64, frame.height - 3.0 - share * (frame.height - 6.0)))
    };
    let points: Vec<Option<(f64, f64)>> = values.iter().enumerate().map(place).collect();
    let mut svg = open(frame, "spark", false);
    let colour = frame.theme.colour(Colour::Accent);
    for run in points.split(Option::is_none) {
        match run {
            [] => {}
            [Some((x, y))] => put!(svg, r#"<circle cx="{}" cy="{}" r="2" fill="{colour}"/>"#, Num(*x), Num(*y)),
            run => {
                svg.push_str(r#"<polyline points=""#);
                for (i, (x, y)) in run.iter().flatten().enumerate() {
                    put!(svg, "{}{},{}", if i > 0 { " " } else { "" }, Num(*x), Num(*y));
                }
                put!(svg, r#"" fill="none" stroke="{colour}" stroke-width="1.6" stroke-linejoin="round"/>"#);
            }
        }
    }
    svg.push_str("</svg>");
    svg
}
