//! The organisation chart: cards joined by elbow lines.
//!
//! What: plain nodes in, a picture out, for the page (with roles, labels and ids for keyboard and screen readers) or for a
//! file. Large organisations stay legible: [`arrange`] chooses which parents hang their reports in columns.
//! Invariants: nodes keep the order given; a node whose parent is not in the list, or that stands below itself, is refused.

mod arrange;
mod card;
mod edges;
mod fold;

use std::fmt::Write as _;

use crate::svg::{Esc, Ink, Num, put, text};
use crate::theme::{Colour, FONTS, Theme};
use crate::tree::{Forest, Layout, NotAForest};
use crate::width::width;

/// One card.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Node {
    /// What the page calls it; becomes `data-id`.
    pub id: String,
    /// Index of the card above, `None` at the top.
    pub parent: Option<usize>,
    /// First line, bold: the person, or the word for vacant. With an empty `title` it may take two lines.
    pub name: String,
    /// Second line: what the position is.
    pub title: String,
    /// Third line: whatever helps. Left out in the compact chart.
    pub detail: String,
    /// Nobody holds the position: a dashed outline.
    pub vacant: bool,
    /// A figure on the card.
    pub value: Option<Value>,
    /// How many stand below it that are not in the list.
    pub folded: u32,
}

/// A figure, formatted, with its class.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Value {
    /// The figure as it is to be read.
    pub label: String,
    /// 1 (low) to 5 (high); `None` when there is no value to colour by.
    pub class: Option<u8>,
}

/// How much room a card takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Density {
    /// Three lines.
    #[default]
    Comfortable,
    /// Two lines, a narrower card.
    Compact,
}

/// How to draw the chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Where it will be shown.
    pub theme: Theme,
    /// How much room a card takes.
    pub density: Density,
    /// Levels below this one are folded away; roots are level 0.
    pub fold_below: Option<u32>,
    /// Width of the picture over its height that the arrangement aims at.
    pub aspect: f64,
    /// What the chart is, for screen readers; a file shows it as its heading.
    pub label: String,
    /// A second line under the heading of a file: the day, the measure. Empty for none.
    pub note: String,
    /// What the lowest and the highest class mean; a file shows them with the scale. The page has its own.
    pub scale: Option<(String, String)>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            theme: Theme::Page,
            density: Density::Comfortable,
            fold_below: None,
            aspect: 1.7,
            label: String::new(),
            note: String::new(),
            scale: None,
        }
    }
}

/// A drawn chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// The picture.
    pub svg: String,
    /// Its width in pixels.
    pub width: f64,
    /// Its height in pixels.
    pub height: f64,
    /// How many cards it shows.
    pub shown: usize,
}

/// Room around the chart.
const MARGIN: f64 = 20.0;
/// From one colour of the scale to the next.
const SWATCH: f64 = 26.0;
/// Room for the heading of a file.
const HEADING: f64 = 44.0;

/// Draws the chart.
///
/// # Errors
/// When a parent is not in the list, or a node stands below itself.
pub fn org_chart(nodes: &[Node], options: &Options) -> Result<Chart, NotAForest> {
    let whole = Forest::new(nodes.iter().map(|n| n.parent))?;
    let shown = fold::fold(nodes, &whole, options.fold_below)?;
    let layout = arrange::arrange(&shown.forest, options.density, options.aspect);
    let heading = if options.theme.stands_alone() && !options.label.is_empty() { HEADING } else { 0.0 };
    let least = if heading > 0.0 { heading_width(options) } else { 0.0 };
    let (width, height) = (layout.width.max(least) + 2.0 * MARGIN, layout.height + 2.0 * MARGIN + heading);
    let mut svg = String::with_capacity(shown.cards.len() * 900 + 1000);
    open(&mut svg, options, width, height);
    put!(
        svg,
        r#"<g class="org-view" transform="translate({} {})">"#,
        Num((width - layout.width) / 2.0),
        Num(MARGIN + heading)
    );
    edges::draw(&mut svg, &shown, &layout, options.theme);
    cards(&mut svg, &shown, &layout, options);
    svg.push_str("</g></svg>");
    Ok(Chart { svg, width, height, shown: shown.cards.len() })
}

fn open(svg: &mut String, options: &Options, width: f64, height: f64) {
    let (w, h) = (Num(width), Num(height));
    put!(svg, r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}""#);
    let label = Esc(&options.label);
    if !options.theme.stands_alone() {
        put!(svg, r#" class="org-chart" role="tree" aria-label="{label}" font-family="inherit">"#);
        return;
    }
    put!(svg, r#" font-family="{FONTS}" role="img" aria-label="{label}"><title>{label}</title>"#);
    put!(svg, r#"<rect width="{w}" height="{h}" fill="{}"/>"#, options.theme.colour(Colour::Background));
    if !options.label.is_empty() {
        heading(svg, options, width);
    }
}

/// The heading of a file: what it is, and what the colours mean, on the right.
fn heading(svg: &mut String, options: &Options, page: f64) {
    let theme = options.theme;
    let ink = Ink { size: 16.0, weight: 600, colour: theme.colour(Colour::Ink), anchor: "start", theme };
    text(svg, MARGIN, MARGIN + 13.0, ink, &options.label);
    let ink = Ink { size: 11.5, weight: 400, colour: theme.colour(Colour::Ink3), ..ink };
    text(svg, MARGIN, MARGIN + 31.0, ink, &options.note);
    let Some((low, high)) = &options.scale else { return };
    let mut x = page - MARGIN - scale_width(low, high);
    let ink = Ink { size: 11.0, ..ink };
    text(svg, x, MARGIN + 31.0, ink, low);
    x += width(low, 11.0, false) + 6.0;
    for class in 1..=5 {
        let (fill, _) = theme.class(class);
        put!(svg, r#"<rect x="{}" y="{}" width="22" height="10" rx="3" fill="{fill}"/>"#, Num(x), Num(MARGIN + 22.0));
        x += SWATCH;
    }
    text(svg, x + 2.0, MARGIN + 31.0, ink, high);
}

fn scale_width(low: &str, high: &str) -> f64 {
    width(low, 11.0, false) + width(high, 11.0, false) + 5.0 * SWATCH + 10.0
}

/// How wide a picture must be for its heading.
fn heading_width(options: &Options) -> f64 {
    let scale = options.scale.as_ref().map_or(0.0, |(low, high)| 24.0 + scale_width(low, high));
    width(&options.label, 16.0, true).max(width(&options.note, 11.5, false) + scale)
}

fn cards(svg: &mut String, shown: &fold::Shown<'_>, layout: &Layout, options: &Options) {
    let levels = shown.forest.levels();
    for &index in shown.forest.order() {
        let index = index as usize;
        if let (Some(card), Some(place)) = (shown.cards.get(index), layout.boxes.get(index)) {
            let level = levels.get(index).copied().unwrap_or(0);
            let open = !shown.forest.children(index).is_empty();
            let above = shown.forest.parent(index).and_then(|p| shown.cards.get(p)).map(|c| c.node.id.as_str());
            card::draw(svg, card, &card::Setting { place: *place, level, open, above }, options);
        }
    }
}
