//! What the small pictures share: size and theme, tones, the value axis with its lines, and the labels along the bottom.

use std::fmt::Write as _;

use crate::svg::{Esc, Ink, Num, put, text};
use crate::theme::{Colour, FONTS, Theme};
use crate::width::{clip, width};

/// Size, theme and name of a picture.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Frame {
    /// Width in pixels.
    pub width: f64,
    /// Height in pixels.
    pub height: f64,
    /// Where it will be shown.
    pub theme: Theme,
    /// What it shows, in a sentence, for screen readers.
    pub label: String,
}

/// A line across the picture at a value, with its formatted figure.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tick {
    /// Where.
    pub value: f64,
    /// What to write.
    pub label: String,
}

/// What a colour says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// The one accent.
    #[default]
    Accent,
    /// Won, reached.
    Won,
    /// Lost, missed.
    Lost,
    /// To be watched.
    Watch,
    /// In the background: a target, last year.
    Quiet,
    /// A step of the scale, 1 (low) to 5 (high).
    Step(u8),
}

impl Tone {
    pub(super) fn colour(self, theme: Theme) -> &'static str {
        match self {
            Self::Accent => theme.colour(Colour::Accent),
            Self::Won => theme.colour(Colour::Won),
            Self::Lost => theme.colour(Colour::Lost),
            Self::Watch => theme.colour(Colour::Watch),
            Self::Quiet => theme.colour(Colour::LineStrong),
            Self::Step(step) => theme.class(step).0,
        }
    }

    /// The colour for words about it: the quiet tone is too faint to read.
    pub(super) fn ink(self, theme: Theme) -> &'static str {
        if matches!(self, Self::Quiet | Self::Step(_)) { theme.colour(Colour::Ink3) } else { self.colour(theme) }
    }
}

/// Round values (1, 2 or 5 times a power of ten) that span from `low` to `high` in about `count` steps; 0 is always among
/// them when it lies between.
#[must_use]
pub fn ticks(low: f64, high: f64, count: u32) -> Vec<f64> {
    if !(low.is_finite() && high.is_finite()) || count == 0 {
        return Vec::new();
    }
    let (low, high) = (low.min(high), low.max(high));
    let span = if high > low { high - low } else { high.abs().max(1.0) };
    let rough = span / f64::from(count);
    let power = 10_f64.powf(rough.log10().floor());
    let factor = rough / power;
    let nice = [1.0, 2.0, 5.0].into_iter().find(|&n| factor <= n * 1.000_001).unwrap_or(10.0);
    let step = nice * power;
    let (first, last) = ((low / step).floor(), (high / step).ceil());
    // Steps are counted rather than added up, so that 0.1 × 3 is the worst that rounding can do.
    std::iter::successors(Some(first), |n| Some(n + 1.0)).take_while(|n| *n <= last).map(|n| n * step).collect()
}

/// The plotting area of a picture and how values map to it.
pub(super) struct Plot {
    pub(super) left: f64,
    pub(super) right: f64,
    top: f64,
    bottom: f64,
    low: f64,
    high: f64,
}

/// Font size of axis labels.
pub(super) const SMALL: f64 = 10.5;

impl Plot {
    /// Makes room for the axis; the scale holds all ticks, all values and 0.
    pub(super) fn new(frame: &Frame, marks: &[Tick], values: impl Iterator<Item = f64>, right_room: f64) -> Self {
        let all = marks.iter().map(|t| t.value).chain(values).filter(|v| v.is_finite());
        let (low, high) = all.fold((0.0_f64, 0.0_f64), |(low, high), v| (low.min(v), high.max(v)));
        let widest = marks.iter().map(|t| width(&t.label, SMALL, false)).fold(0.0, f64::max);
        let left = if marks.is_empty() { 2.0 } else { widest.min(frame.width / 3.0) + 8.0 };
        let high = if high > low { high } else { low + 1.0 };
        let right = (frame.width - 4.0 - right_room).max(left + 1.0);
        Self { left, right, top: 10.0, bottom: (frame.height - 22.0).max(11.0), low, high }
    }

    /// The height at which a value stands.
    pub(super) fn y(&self, value: f64) -> f64 {
        let share = ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0);
        self.bottom - share * (self.bottom - self.top)
    }

    /// The middle of one of `count` equal places along the bottom, and its width.
    pub(super) fn slot(&self, index: usize, count: usize) -> (f64, f64) {
        let slot = (self.right - self.left) / count.max(1) as f64;
        (self.left + slot * (index as f64 + 0.5), slot)
    }

    /// Lines across with their figures, the line at 0 stronger.
    pub(super) fn axis(&self, svg: &mut String, marks: &[Tick], theme: Theme) {
        let ink = Ink { size: SMALL, weight: 400, colour: theme.colour(Colour::Ink3), anchor: "end", theme };
        for mark in marks {
            let y = self.y(mark.value);
            let zero = mark.value.abs() < f64::EPSILON;
            let colour = theme.colour(if zero { Colour::LineStrong } else { Colour::Line });
            let (left, right) = (Num(self.left), Num(self.right));
            put!(svg, r#"<path d="M{left} {}H{right}" stroke="{colour}"/>"#, Num(y));
            text(svg, self.left - 6.0, y + 3.7, ink, &clip(&mark.label, SMALL, false, self.left - 6.0));
        }
    }

    /// Labels along the bottom; where they would run into each other, every second, third … is shown.
    pub(super) fn labels(&self, svg: &mut String, labels: &[&str], theme: Theme) {
        let widest = labels.iter().map(|l| width(l, SMALL, false)).fold(0.0, f64::max);
        let room = self.slot(0, labels.len()).1;
        let fits = |step: &usize| *step as f64 * room >= widest + 6.0;
        let step = (1..=labels.len()).find(fits).unwrap_or(labels.len().max(1));
        let ink = Ink { size: SMALL, weight: 400, colour: theme.colour(Colour::Ink3), anchor: "middle", theme };
        for (i, label) in labels.iter().enumerate().step_by(step) {
            let half = width(label, SMALL, false) / 2.0;
            let x = self.slot(i, labels.len()).0.clamp(half.min(self.right), (self.right + 4.0 - half).max(half));
            text(svg, x, self.bottom + 16.0, ink, label);
        }
    }
}

/// Opens the picture. `linked`: it holds links, so it must not be one image to a screen reader.
pub(super) fn open(frame: &Frame, class: &str, linked: bool) -> String {
    let (w, h) = (Num(frame.width), Num(frame.height));
    let (role, label) = (if linked { "group" } else { "img" }, Esc(&frame.label));
    let font = if frame.theme.stands_alone() { FONTS } else { "inherit" };
    let mut svg = String::new();
    put!(
        svg,
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}" class="{class}""#
    );
    put!(svg, r#" role="{role}" aria-label="{label}" font-family="{font}">"#);
    if frame.theme.stands_alone() {
        put!(svg, r#"<rect width="{w}" height="{h}" fill="{}"/>"#, frame.theme.colour(Colour::Surface));
    }
    svg
}

/// Opens a link, or a group where there is none.
pub(super) fn open_link(svg: &mut String, href: Option<&str>, tip: &str) {
    match href {
        Some(href) => put!(svg, r#"<a href="{}" aria-label="{}">"#, Esc(href), Esc(tip)),
        None => svg.push_str("<g>"),
    }
    put!(svg, "<title>{}</title>", Esc(tip));
}

/// Closes what [`open_link`] opened.
pub(super) fn close_link(svg: &mut String, href: Option<&str>) {
    svg.push_str(if href.is_some() { "</a>" } else { "</g>" });
}
