//! Lines over time with an axis; each line is named at its end, so there is no legend to look up.

use std::fmt::Write as _;

use super::frame::{Frame, Plot, SMALL, Tick, Tone, open};
use crate::svg::{Esc, Ink, Num, put, text};
use crate::width::{clip, width};

/// One line.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Line {
    /// Its name; empty for none.
    pub label: String,
    /// One value for each label along the bottom; a missing one breaks the line.
    pub values: Vec<Option<f64>>,
    /// In which colour.
    pub tone: Tone,
    /// Dashed: a plan, an estimate.
    pub dashed: bool,
}

/// Draws lines over the labels of their months.
#[must_use]
pub fn lines(lines: &[Line], labels: &[&str], marks: &[Tick], frame: &Frame) -> String {
    let values = lines.iter().flat_map(|l| l.values.iter().flatten().copied());
    let widest = lines.iter().map(|l| width(&l.label, SMALL, true)).fold(0.0, f64::max);
    let room = if widest > 0.0 { widest.min(frame.width / 3.0) + 8.0 } else { 0.0 };
    let plot = Plot::new(frame, marks, values, room);
    let mut svg = open(frame, "lines", false);
    plot.axis(&mut svg, marks, frame.theme);
    let mut names = Vec::new();
    for line in lines {
        let place = |(i, value): (usize, &Option<f64>)| {
            value.filter(|v| v.is_finite()).map(|v| (plot.slot(i, labels.len()).0, plot.y(v)))
        };
        let points: Vec<Option<(f64, f64)>> = line.values.iter().take(labels.len()).enumerate().map(place).collect();
        path(&mut svg, line, &points, frame);
        if let Some((_, y)) = points.iter().flatten().last() {
            names.push((*y, line));
        }
    }
    name(&mut svg, names, &plot, room, frame);
    plot.labels(&mut svg, labels, frame.theme);
    svg.push_str("</svg>");
    svg
}

fn path(svg: &mut String, line: &Line, points: &[Option<(f64, f64)>], frame: &Frame) {
    let colour = line.tone.colour(frame.theme);
    let dots = points.split(Option::is_none).filter_map(|run| if let [Some(p)] = run { Some(*p) } else { None });
    for (x, y) in dots {
        put!(svg, r#"<circle cx="{}" cy="{}" r="2.4" fill="{colour}"/>"#, Num(x), Num(y));
    }
    let runs: Vec<_> = points.split(Option::is_none).filter(|run| run.len() > 1).collect();
    if runs.is_empty() {
        return;
    }
    svg.push_str(r#"<path d=""#);
    for run in runs {
        for (i, (x, y)) in run.iter().flatten().enumerate() {
            put!(svg, "{}{} {}", if i == 0 { "M" } else { "L" }, Num(*x), Num(*y));
        }
    }
    let dash = if line.dashed { r#" stroke-dasharray="4 3""# } else { "" };
    put!(svg, r#"" fill="none" stroke="{colour}" stroke-width="1.8" stroke-linejoin="round"{dash}>"#);
    put!(svg, "<title>{}</title></path>", Esc(&line.label));
}

/// Names at the ends, pushed apart where lines end close together.
fn name(svg: &mut String, mut names: Vec<(f64, &Line)>, plot: &Plot, room: f64, frame: &Frame) {
    names.retain(|(_, line)| !line.label.is_empty());
    names.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut free = 0.0_f64;
    for (y, line) in names {
        let y = y.max(free + 6.0);
        free = y + 7.0;
        let ink =
            Ink { size: SMALL, weight: 600, colour: line.tone.ink(frame.theme), anchor: "start", theme: frame.theme };
        text(svg, plot.right + 6.0, y + 3.7, ink, &clip(&line.label, SMALL, true, room));
    }
}
