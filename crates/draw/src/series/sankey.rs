//! A Sankey diagram: streams between columns of nodes, as wide as what flows in them.
//!
//! Columns stand from left to right, nodes of a column from top to bottom in the order given; a stream leaves and enters
//! its nodes in the order of what it comes from and goes to, so that streams cross as little as the order allows.

use std::fmt::Write as _;

use super::frame::{Frame, Tone, close_link, open, open_link};
use crate::svg::{Ink, Num, put, text};
use crate::theme::Colour;
use crate::width::{clip, width};

/// One node.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SankeyNode {
    /// Its name.
    pub label: String,
    /// Its figure, formatted.
    pub figure: String,
    /// In which column, from 0.
    pub column: usize,
    /// In which colour.
    pub tone: Tone,
    /// Where a click leads.
    pub href: Option<String>,
}

/// One stream.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Stream {
    /// From which node, by its place among the nodes,
    pub from: usize,
    /// to which.
    pub to: usize,
    /// How wide.
    pub value: f64,
    /// What the pointer says.
    pub tip: String,
    /// In which colour.
    pub tone: Tone,
}

/// Width of a node's bar.
const BAR: f64 = 10.0;
/// Room between two nodes of a column.
const GAP: f64 = 14.0;
const SIZE: f64 = 11.5;
/// The least height of a node that something flows through.
const LEAST: f64 = 2.0;

/// A node in its place, with how far its streams have been laid on either side.
#[derive(Clone, Copy, Default)]
struct Placed {
    x: f64,
    y: f64,
    height: f64,
    out: f64,
    come: f64,
}

/// Draws the nodes and the streams between them. Streams that name no node, or carry nothing, are left out.
#[must_use]
pub fn sankey(nodes: &[SankeyNode], streams: &[Stream], frame: &Frame) -> String {
    let flows = |stream: &&Stream| {
        let there = stream.from < nodes.len() && stream.to < nodes.len();
        there && stream.value.is_finite() && stream.value > 0.0
    };
    let streams: Vec<&Stream> = streams.iter().filter(flows).collect();
    let columns = nodes.iter().map(|node| node.column + 1).max().unwrap_or(1);
    let (mut placed, scale) = place(nodes, &streams, columns, frame);
    let mut svg = open(frame, "sankey", nodes.iter().any(|node| node.href.is_some()));
    let mut order: Vec<usize> = (0..streams.len()).collect();
    order.sort_by_key(|&at| streams.get(at).map(|stream| (stream.from, stream.to)));
    for stream in order.into_iter().filter_map(|at| streams.get(at)) {
        ribbon(&mut svg, &mut placed, stream, scale, frame);
    }
    for (node, at) in nodes.iter().zip(&placed) {
        draw_node(&mut svg, node, *at, columns, frame);
    }
    svg.push_str("</svg>");
    svg
}

/// Where the nodes stand, and how many pixels one unit of flow is high.
fn place(nodes: &[SankeyNode], streams: &[&Stream], columns: usize, frame: &Frame) -> (Vec<Placed>, f64) {
    let through = |at: usize| {
        let sum = |side: fn(&Stream) -> usize| {
            streams.iter().filter(|stream| side(stream) == at).map(|stream| stream.value).sum::<f64>()
        };
        sum(|stream| stream.from).max(sum(|stream| stream.to))
    };
    let values: Vec<f64> = (0..nodes.len()).map(through).collect();
    let of_column = |column: usize| nodes.iter().zip(&values).filter(move |(node, _)| node.column == column);
    let scale_of = |column: usize| {
        let (count, sum) = of_column(column).fold((0.0, 0.0), |(count, sum), (_, value)| (count + 1.0, sum + value));
        let room = frame.height - GAP * count;
        if sum > 0.0 { (room / sum).max(0.0) } else { f64::INFINITY }
    };
    let scale = (0..columns).map(scale_of).fold(f64::INFINITY, f64::min);
    let scale = if scale.is_finite() { scale } else { 0.0 };
    let last = columns.saturating_sub(1).max(1) as f64;
    let right = label_room(nodes, columns, frame);
    let step = (frame.width - BAR - right).max(0.0) / last;
    let mut tops = vec![GAP / 2.0; columns];
    let spot = |(node, value): (&SankeyNode, &f64)| {
        let height = (value * scale).max(LEAST);
        let top = tops.get_mut(node.column).map_or(0.0, |top| std::mem::replace(top, *top + height + GAP));
        Placed { x: step * node.column as f64, y: top, height, ..Placed::default() }
    };
    (nodes.iter().zip(&values).map(spot).collect(), scale)
}

/// Room for the words beside the last column.
fn label_room(nodes: &[SankeyNode], columns: usize, frame: &Frame) -> f64 {
    let of_last = nodes.iter().filter(|node| node.column + 1 == columns);
    let widest = of_last.map(|node| width(&words(node), SIZE, false)).fold(0.0, f64::max);
    (widest + 10.0).min(frame.width / 3.0)
}

fn words(node: &SankeyNode) -> String {
    if node.figure.is_empty() { node.label.clone() } else { format!("{} · {}", node.label, node.figure) }
}

fn ribbon(svg: &mut String, placed: &mut [Placed], stream: &Stream, scale: f64, frame: &Frame) {
    let wide = stream.value * scale;
    let Some(from) = placed.get_mut(stream.from) else { return };
    let (x0, y0) = (from.x + BAR, from.y + from.out);
    from.out += wide;
    let Some(to) = placed.get_mut(stream.to) else { return };
    let (x1, y1) = (to.x, to.y + to.come);
    to.come += wide;
    let middle = f64::midpoint(x0, x1);
    let colour = stream.tone.colour(frame.theme);
    put!(
        svg,
        r#"<path d="M{} {}C{} {} {} {} {} {}L{} {}C{} {} {} {} {} {}Z" fill="{colour}" fill-opacity="0.28"><title>{}</title></path>"#,
        Num(x0),
        Num(y0),
        Num(middle),
        Num(y0),
        Num(middle),
        Num(y1),
        Num(x1),
        Num(y1),
        Num(x1),
        Num(y1 + wide),
        Num(middle),
        Num(y1 + wide),
        Num(middle),
        Num(y0 + wide),
        Num(x0),
        Num(y0 + wide),
        crate::svg::Esc(&stream.tip)
    );
}

fn draw_node(svg: &mut String, node: &SankeyNode, at: Placed, columns: usize, frame: &Frame) {
    let theme = frame.theme;
    let label = words(node);
    open_link(svg, node.href.as_deref(), &label);
    let (x, y, colour) = (Num(at.x), Num(at.y), node.tone.colour(theme));
    put!(svg, r#"<rect x="{x}" y="{y}" width="{BAR}" height="{}" rx="2" fill="{colour}"/>"#, Num(at.height));
    let ink = Ink { size: SIZE, weight: 400, colour: theme.colour(Colour::Ink), anchor: "start", theme };
    let step = (frame.width - BAR) / columns.max(1) as f64;
    let room = if node.column + 1 == columns { frame.width - at.x - BAR } else { step } - 10.0;
    text(svg, at.x + BAR + 6.0, at.y + (at.height / 2.0) + 4.0, ink, &clip(&label, SIZE, false, room.max(20.0)));
    close_link(svg, node.href.as_deref());
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn node(label: &str, column: usize) -> SankeyNode {
        SankeyNode { label: label.into(), figure: "3".into(), column, ..SankeyNode::default() }
    }
    fn frame() -> Frame {
        Frame { width: 600.0, height: 240.0, label: "Flow".into(), ..Frame::default() }
    }

    #[test]
    fn streams_are_as_wide_as_what_flows() {
        let nodes = [node("SDR", 0), node("AE", 1), node("<Pod>", 1), node("Accepted", 2)];
        let stream = |from, to, value| Stream { from, to, value, tip: format!("{value}"), ..Stream::default() };
        let streams = [stream(0, 1, 6.0), stream(0, 2, 2.0), stream(1, 3, 6.0), stream(2, 3, 2.0), stream(9, 3, 1.0)];
        insta::assert_snapshot!(sankey(&nodes, &streams, &frame()));
    }

    proptest! {
        #[test]
        fn nothing_is_drawn_outside(
            columns in prop::collection::vec(0_usize..3, 0..12),
            streams in prop::collection::vec((0_usize..14, 0_usize..14, -1.0_f64..50.0), 0..30),
        ) {
            let nodes: Vec<SankeyNode> = columns.iter().map(|column| node("x", *column)).collect();
            let streams: Vec<Stream> =
                streams.into_iter().map(|(from, to, value)| Stream { from, to, value, ..Stream::default() }).collect();
            let kept: Vec<&Stream> =
                streams.iter().filter(|s| s.from < nodes.len() && s.to < nodes.len() && s.value > 0.0).collect();
            let (placed, scale) = place(&nodes, &kept, 3, &frame());
            for at in &placed {
                let slack = LEAST * nodes.len() as f64 + 0.5;
                prop_assert!(at.x >= 0.0 && at.x + BAR <= 600.5, "{}", at.x);
                prop_assert!(at.y >= 0.0 && at.y + at.height <= 240.0 + slack, "{} {}", at.y, at.height);
            }
            prop_assert!(scale >= 0.0);
        }
    }
}
