//! Columns over time, each of one part or of several stacked: pipeline by month, bookings by month.

use std::fmt::Write as _;

use super::frame::{Frame, Plot, SMALL, Tick, Tone, close_link, open, open_link};
use crate::svg::{Ink, Num, put, text};
use crate::theme::Colour;
use crate::width::width;

/// One column.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bar {
    /// Below the column: the month.
    pub label: String,
    /// The figure of the whole column, formatted; written above it where there is room.
    pub figure: String,
    /// What it is made of, from the bottom up; negative parts go down.
    pub parts: Vec<Part>,
    /// Where a click leads: its records.
    pub href: Option<String>,
}

/// A part of a column.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Part {
    /// How high.
    pub value: f64,
    /// In which colour.
    pub tone: Tone,
    /// What it is and how much, formatted, for the tooltip; may be empty.
    pub tip: String,
}

/// Draws columns over the labels of their months.
#[must_use]
pub fn bars(bars: &[Bar], marks: &[Tick], frame: &Frame) -> String {
    let ends = |bar: &Bar| {
        let sum =
            |sign: f64| bar.parts.iter().map(|p| p.value).filter(|v| v.is_finite() && v * sign > 0.0).sum::<f64>();
        [sum(1.0), sum(-1.0)]
    };
    let plot = Plot::new(frame, marks, bars.iter().flat_map(ends), 0.0);
    let mut svg = open(frame, "bars", bars.iter().any(|b| b.href.is_some()));
    plot.axis(&mut svg, marks, frame.theme);
    let slot = plot.slot(0, bars.len()).1;
    let widest = bars.iter().map(|b| width(&b.figure, SMALL, false)).fold(0.0, f64::max);
    let ink = Ink {
        size: SMALL,
        weight: 400,
        colour: frame.theme.colour(Colour::Ink2),
        anchor: "middle",
        theme: frame.theme,
    };
    for (i, bar) in bars.iter().enumerate() {
        let (middle, _) = plot.slot(i, bars.len());
        open_link(&mut svg, bar.href.as_deref(), &tip(bar));
        column(&mut svg, bar, &plot, (middle, (slot * 0.68).min(44.0)), frame);
        if widest + 4.0 <= slot {
            let [top, _] = ends(bar);
            text(&mut svg, middle, (plot.y(top) - 4.0).max(SMALL), ink, &bar.figure);
        }
        close_link(&mut svg, bar.href.as_deref());
    }
    let labels: Vec<&str> = bars.iter().map(|b| b.label.as_str()).collect();
    plot.labels(&mut svg, &labels, frame.theme);
    svg.push_str("</svg>");
    svg
}

fn tip(bar: &Bar) -> String {
    let mut tip = format!("{}: {}", bar.label, bar.figure);
    bar.parts.iter().filter(|p| !p.tip.is_empty()).for_each(|p| put!(tip, " · {}", p.tip));
    tip
}

fn column(svg: &mut String, bar: &Bar, plot: &Plot, (middle, wide): (f64, f64), frame: &Frame) {
    let (mut above, mut below) = (0.0, 0.0);
    for part in bar.parts.iter().filter(|p| p.value.is_finite() && p.value.abs() > 0.0) {
        let from = if part.value > 0.0 { &mut above } else { &mut below };
        let (a, b) = (plot.y(*from), plot.y(*from + part.value));
        *from += part.value;
        let (x, y, colour) = (middle - wide / 2.0, a.min(b), part.tone.colour(frame.theme));
        put!(svg, r#"<rect x="{}" y="{}" width="{}" height="{}""#, Num(x), Num(y), Num(wide), Num((a - b).abs()));
        put!(svg, r#" rx="1.5" fill="{colour}"/>"#);
    }
}
