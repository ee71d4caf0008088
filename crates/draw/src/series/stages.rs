//! Stage bars: how much stands in each stage of a process, top to bottom, as people draw a funnel.

use std::fmt::Write as _;

use super::frame::{Frame, Tone, close_link, open, open_link};
use crate::svg::{Ink, Num, put, text};
use crate::theme::Colour;
use crate::width::{clip, width};

/// One stage.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Stage {
    /// Its name.
    pub label: String,
    /// How long the bar is.
    pub value: f64,
    /// The figure, formatted.
    pub figure: String,
    /// How many go on to the next stage, formatted; empty for none.
    pub onward: String,
    /// In which colour.
    pub tone: Tone,
    /// Where a click leads: its records.
    pub href: Option<String>,
}

/// Height of one stage's row.
const ROW: f64 = 34.0;
/// Height of its bar.
const BAR: f64 = 18.0;
const SIZE: f64 = 11.5;

/// Draws one row a stage. The height of the frame is not asked: it follows from the number of stages.
#[must_use]
pub fn stages(stages: &[Stage], frame: &Frame) -> String {
    let height = ROW * stages.len().max(1) as f64;
    let frame = Frame { height, ..frame.clone() };
    let theme = frame.theme;
    let widest = |of: fn(&Stage) -> &str| stages.iter().map(|s| width(of(s), SIZE, true)).fold(0.0, f64::max);
    let left = widest(|s| &s.label).min(frame.width / 3.0) + 12.0;
    let room = (frame.width - left - widest(|s| &s.figure) - widest(|s| &s.onward) - 30.0).max(10.0);
    let most = stages.iter().map(|s| s.value).filter(|v| v.is_finite()).fold(0.0, f64::max);
    let mut svg = open(&frame, "stages", stages.iter().any(|s| s.href.is_some()));
    let ink = |colour, weight, anchor| Ink { size: SIZE, weight, colour: theme.colour(colour), anchor, theme };
    for (i, stage) in stages.iter().enumerate() {
        let top = ROW * i as f64 + (ROW - BAR) / 2.0;
        let share = if most > 0.0 && stage.value.is_finite() { (stage.value / most).clamp(0.0, 1.0) } else { 0.0 };
        let long = (share * room).max(2.0);
        open_link(&mut svg, stage.href.as_deref(), &tip(stage));
        text(&mut svg, 0.0, top + 13.0, ink(Colour::Ink2, 400, "start"), &clip(&stage.label, SIZE, false, left - 8.0));
        let (x, y, colour) = (Num(left), Num(top), stage.tone.colour(theme));
        put!(svg, r#"<rect x="{x}" y="{y}" width="{}" height="{BAR}" rx="3" fill="{colour}"/>"#, Num(long));
        text(&mut svg, left + long + 8.0, top + 13.0, ink(Colour::Ink, 600, "start"), &stage.figure);
        if !stage.onward.is_empty() {
            text(&mut svg, frame.width - 4.0, top + 13.0, ink(Colour::Ink3, 400, "end"), &stage.onward);
        }
        close_link(&mut svg, stage.href.as_deref());
    }
    svg.push_str("</svg>");
    svg
}

fn tip(stage: &Stage) -> String {
    let onward = if stage.onward.is_empty() { String::new() } else { format!(" · {}", stage.onward) };
    format!("{}: {}{onward}", stage.label, stage.figure)
}
