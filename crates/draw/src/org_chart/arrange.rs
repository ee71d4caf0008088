//! Which parents set their reports side by side and which hang them in columns.
//!
//! Upper levels stand side by side, as people expect of a chart; below a level that is tried out, reports hang in columns of
//! a height that is tried out. The arrangement whose picture comes nearest to the wanted proportions wins, and among like
//! ones the one with more levels side by side. Work is linear: a fixed number of layouts.

use super::Density;
use crate::tree::{Forest, Gaps, Layout, Size, Style, Trees, layout};

/// Width and height of a card.
pub(super) fn card_size(density: Density) -> Size {
    match density {
        Density::Comfortable => Size { width: 190.0, height: 62.0 },
        Density::Compact => Size { width: 164.0, height: 44.0 },
    }
}

fn gaps(density: Density) -> Gaps {
    match density {
        Density::Comfortable => Gaps::default(),
        Density::Compact => {
            Gaps { across: 18.0, down: 34.0, hang: 20.0, stack: 8.0, indent: 26.0, trunk: 14.0, ..Gaps::default() }
        }
    }
}

/// Heights of a column that are tried, as shares of the height of a picture without empty room.
const COLUMNS: [f64; 6] = [0.18, 0.3, 0.5, 0.75, 1.0, 1.4];
/// A column of fewer cards is not worth breaking.
const SHORTEST: f64 = 5.0;
/// Levels beyond this one always hang.
const DEEPEST_BESIDE: u32 = 6;
/// What a level side by side is worth, in powers of e of area or proportion.
const LEVEL_BESIDE: f64 = 0.2;
/// From this level on it is worth nothing more.
const WORTH_BESIDE: u32 = 3;
/// More reports than this in a row are hard to take in.
const WIDE: usize = 8;
/// Above this number of cards fewer arrangements are tried.
const MANY: usize = 4_000;

/// Places all cards.
pub(super) fn arrange(forest: &Forest, density: Density, aspect: f64) -> Layout {
    let levels = forest.levels();
    let deepest = levels.iter().copied().max().unwrap_or(0).min(DEEPEST_BESIDE);
    let (card, gaps) = (card_size(density), gaps(density));
    let hangs = hangs_anyway(forest);
    let columns = if forest.len() > MANY { &COLUMNS[3..5] } else { &COLUMNS[..] };
    let (across, down) = (card.width + gaps.across, card.height + gaps.stack);
    let full = (forest.len() as f64 * across * down / aspect.max(0.1)).sqrt();
    let ways = ways(forest, full, aspect, card);
    let mut best: Option<(f64, Layout)> = None;
    for beside_down_to in 0..=deepest {
        for &column in columns {
            let column_height = (column * full).max(SHORTEST * down);
            let style = |node: usize| {
                let low = levels.get(node).is_none_or(|&l| l >= beside_down_to);
                let hang = low || hangs.get(node).is_some_and(|&h| h);
                if hang { Style::Hanging { column_height } } else { Style::Beside }
            };
            for &way in &ways {
                let tried = layout(forest, |_| card, style, &Gaps { forest: way, ..gaps });
                let cost = cost(&tried, aspect, beside_down_to);
                if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                    best = Some((cost, tried));
                }
            }
        }
    }
    best.map(|(_, layout)| layout).unwrap_or_default()
}

/// Far from the wanted proportions is bad, so is empty room; each level side by side is worth a little.
fn cost(layout: &Layout, aspect: f64, beside: u32) -> f64 {
    let off = ((layout.width + 1.0) / (layout.height + 1.0) / aspect).ln().abs();
    let area = (layout.width * layout.height + 1.0).ln();
    off + area - LEVEL_BESIDE * f64::from(beside.min(WORTH_BESIDE))
}

/// Parents whose reports hang whatever the level: those of leaves alone, and of many of whom most are leaves. A single head
/// and the head of a small tree are not among them.
fn hangs_anyway(forest: &Forest) -> Vec<bool> {
    let hangs = |node: usize| {
        let children = forest.children(node);
        let leaves = children.iter().filter(|&&c| forest.children(c as usize).is_empty()).count();
        let below = forest.parent(node).is_some() || (forest.roots().len() > 1 && children.len() > 3);
        below && (leaves == children.len() || (children.len() > WIDE && 2 * leaves > children.len()))
    };
    (0..forest.len()).map(hangs).collect()
}

/// Many trees go in rows about as wide as the picture is to be, or in columns about as high; `full` is that height if no room
/// stayed empty.
fn ways(forest: &Forest, full: f64, aspect: f64, card: Size) -> Vec<Trees> {
    let rows = |room: f64| Trees::Rows { width: (full * aspect * room).max(6.0 * card.width) };
    let columns = |room: f64| Trees::Columns { height: (full * room).max(4.0 * card.height) };
    match forest.roots() {
        [] | [_] => vec![Trees::Rows { width: f64::INFINITY }],
        _ if forest.len() > MANY => vec![rows(1.4), columns(1.2)],
        _ => vec![rows(1.15), rows(1.4), rows(1.8), columns(1.0), columns(1.2), columns(1.6)],
    }
}
