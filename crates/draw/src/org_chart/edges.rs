//! Elbow lines from a card to those below it: one path for each parent, so that lines that share a stretch are drawn once.

use std::fmt::Write as _;

use super::fold::Shown;
use crate::svg::{Esc, Num, put};
use crate::theme::{Colour, Theme};
use crate::tree::{Layout, Rect};

/// Draws the lines of all parents.
pub(super) fn draw(svg: &mut String, shown: &Shown<'_>, layout: &Layout, theme: Theme) {
    let colour = theme.colour(Colour::LineStrong);
    put!(
        svg,
        r#"<g class="org-edges" role="none" aria-hidden="true" fill="none" stroke="{colour}" stroke-width="1.3">"#
    );
    for &index in shown.forest.order() {
        let index = index as usize;
        let children = shown.forest.children(index);
        if let (Some(parent), Some(card), false) =
            (layout.boxes.get(index), shown.cards.get(index), children.is_empty())
        {
            svg.push_str("<path");
            if !theme.stands_alone() {
                put!(svg, r#" data-from="{}""#, Esc(&card.node.id));
            }
            svg.push_str(r#" d=""#);
            family(svg, parent, children, layout);
            svg.push_str(r#""/>"#);
        }
    }
    svg.push_str("</g>");
}

/// The lines of one parent.
fn family(svg: &mut String, parent: &Rect, children: &[u32], layout: &Layout) {
    let placed = |&c: &u32| {
        let index = c as usize;
        layout.boxes.get(index).map(|b| (*b, layout.trunks.get(index).copied().flatten()))
    };
    let children: Vec<(Rect, Option<f64>)> = children.iter().filter_map(placed).collect();
    let Some((first, trunk)) = children.first() else { return };
    let last_trunk = children.last().and_then(|c| c.1);
    match (trunk, last_trunk) {
        (Some(from), Some(to)) => {
            let columns: Vec<&[(Rect, Option<f64>)]> = children.chunk_by(|a, b| a.1 == b.1).collect();
            let top = if columns.len() > 1 {
                let bus = f64::midpoint(parent.bottom(), first.y);
                put!(svg, "M{} {}V{}", Num(parent.centre()), Num(parent.bottom()), Num(bus));
                put!(svg, "M{} {}H{}", Num(from.min(parent.centre())), Num(bus), Num(to.max(parent.centre())));
                bus
            } else {
                parent.bottom()
            };
            columns.iter().for_each(|column| hang(svg, column, top));
        }
        _ => fan(svg, parent, &children, first),
    }
}

/// A column: a trunk down to the last card, and a twig to each.
fn hang(svg: &mut String, column: &[(Rect, Option<f64>)], top: f64) {
    let (Some((last, Some(trunk))), true) = (column.last(), !column.is_empty()) else { return };
    put!(svg, "M{} {}V{}", Num(*trunk), Num(top), Num(last.middle()));
    for (card, _) in column {
        put!(svg, "M{} {}H{}", Num(*trunk), Num(card.middle()), Num(card.x));
    }
}

/// Side by side: a bar over all, and a drop to each.
fn fan(svg: &mut String, parent: &Rect, children: &[(Rect, Option<f64>)], first: &Rect) {
    let bus = f64::midpoint(parent.bottom(), first.y);
    if let [(only, _)] = children {
        put!(svg, "M{} {}V{}", Num(parent.centre()), Num(parent.bottom()), Num(only.y));
        return;
    }
    let end = children.last().map_or(first.centre(), |c| c.0.centre());
    put!(svg, "M{} {}V{}", Num(parent.centre()), Num(parent.bottom()), Num(bus));
    put!(svg, "M{} {}V{}H{}V{}", Num(first.centre()), Num(first.y), Num(bus), Num(end), Num(first.y));
    for (card, _) in children.iter().skip(1).take(children.len().saturating_sub(2)) {
        put!(svg, "M{} {}V{}", Num(card.centre()), Num(bus), Num(card.y));
    }
}
