//! What a tidy tree promises, over random forests of random boxes.
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

use draw::tree::{Forest, Gaps, Layout, NotAForest, Rect, Size, Style, Trees, layout};
use proptest::prelude::*;

/// A random forest: each node's parent stands before it, boxes and styles differ.
fn forests() -> impl Strategy<Value = Vec<(Option<usize>, Size, Style)>> {
    let node = (any::<prop::sample::Index>(), 0..12_u8, 20..200_u16, 10..90_u16, 0..4_u8, 50..600_u16);
    prop::collection::vec(node, 1..90).prop_map(|nodes| {
        let place =
            |(i, (pick, chance, w, h, style, column)): (usize, (prop::sample::Index, u8, u16, u16, u8, u16))| {
                let parent = (i > 0 && chance > 0).then(|| pick.index(i));
                let style =
                    if style == 0 { Style::Hanging { column_height: f64::from(column) } } else { Style::Beside };
                (parent, Size { width: f64::from(w), height: f64::from(h) }, style)
            };
        nodes.into_iter().enumerate().map(place).collect()
    })
}

fn placed(nodes: &[(Option<usize>, Size, Style)], gaps: &Gaps) -> (Forest, Layout) {
    let forest = Forest::new(nodes.iter().map(|n| n.0)).unwrap();
    let layout = layout(&forest, |i| nodes[i].1, |i| nodes[i].2, gaps);
    (forest, layout)
}

fn overlap(a: &Rect, b: &Rect) -> bool {
    let hair = 1e-6;
    a.x + hair < b.right() && b.x + hair < a.right() && a.y + hair < b.bottom() && b.y + hair < a.bottom()
}

proptest! {
    #[test]
    fn no_two_boxes_overlap_and_all_are_on_the_page(nodes in forests(), way in 0..3_u8, long in 300..3000_u16) {
        let forest = match way {
            0 => Trees::Rows { width: f64::INFINITY },
            1 => Trees::Rows { width: f64::from(long) },
            _ => Trees::Columns { height: f64::from(long) },
        };
        let gaps = Gaps { forest, ..Gaps::default() };
        let (_, layout) = placed(&nodes, &gaps);
        for (i, a) in layout.boxes.iter().enumerate() {
            prop_assert!(a.x > -1e-6 && a.y > -1e-6 && a.right() < layout.width + 1e-6 && a.bottom() < layout.height + 1e-6);
            for (j, b) in layout.boxes.iter().enumerate().skip(i + 1) {
                prop_assert!(!overlap(a, b), "{i} {a:?} and {j} {b:?}");
            }
        }
    }

    #[test]
    fn children_stand_below_their_parent_in_order(nodes in forests()) {
        let gaps = Gaps::default();
        let (forest, layout) = placed(&nodes, &gaps);
        for (parent, node) in nodes.iter().enumerate() {
            let children = forest.children(parent);
            for &child in children {
                let gap = if node.2 == Style::Beside { gaps.down } else { gaps.hang };
                prop_assert!(layout.boxes[child as usize].y >= layout.boxes[parent].bottom() + gap - 1e-6);
                prop_assert_eq!(layout.trunks[child as usize].is_some(), node.2 != Style::Beside);
            }
            for pair in children.windows(2) {
                let (a, b) = (&layout.boxes[pair[0] as usize], &layout.boxes[pair[1] as usize]);
                match node.2 {
                    Style::Beside => prop_assert!(a.right() + gaps.across <= b.x + 1e-6),
                    Style::Hanging { .. } => prop_assert!(a.bottom() <= b.y || a.right() <= b.x + 1e-6),
                }
            }
        }
    }

    #[test]
    fn a_parent_is_centred_over_children_side_by_side(nodes in forests()) {
        let (forest, layout) = placed(&nodes, &Gaps::default());
        for parent in (0..forest.len()).filter(|&p| nodes[p].2 == Style::Beside) {
            if let [first, .., last] | [first @ last] = forest.children(parent) {
                let middle = f64::midpoint(layout.boxes[*first as usize].centre(), layout.boxes[*last as usize].centre());
                prop_assert!((layout.boxes[parent].centre() - middle).abs() < 1e-6);
            }
        }
    }

    #[test]
    fn the_lines_between_boxes_cross_no_box(nodes in forests()) {
        let gaps = Gaps::default();
        let (forest, layout) = placed(&nodes, &gaps);
        for (parent, node) in nodes.iter().enumerate() {
            let ends = forest.children(parent).iter().map(|&c| {
                layout.trunks[c as usize].unwrap_or_else(|| layout.boxes[c as usize].centre())
            });
            let from = ends.clone().fold(layout.boxes[parent].centre(), f64::min);
            let to = ends.fold(layout.boxes[parent].centre(), f64::max);
            let single = forest.children(parent).iter().all(|&c| layout.trunks[c as usize] == Some(from));
            if forest.children(parent).is_empty() || single {
                continue;
            }
            let gap = if node.2 == Style::Beside { gaps.down } else { gaps.hang };
            let line = Rect { x: from, y: layout.boxes[parent].bottom() + gap / 2.0, width: to - from, height: 0.01 };
            for other in &layout.boxes {
                prop_assert!(!overlap(&line, other), "{line:?} {other:?}");
            }
        }
    }

    #[test]
    fn the_same_forest_gives_the_same_picture(nodes in forests()) {
        prop_assert_eq!(placed(&nodes, &Gaps::default()).1, placed(&nodes, &Gaps::default()).1);
    }
}

fn square(_: usize) -> Size {
    Size { width: 10.0, height: 10.0 }
}

#[test]
fn a_chain_of_a_hundred_thousand_is_laid_out() {
    let forest = Forest::new((0..100_000_usize).map(|i| i.checked_sub(1))).unwrap();
    for (style, step) in [(Style::Beside, 58.0), (Style::Hanging { column_height: 100.0 }, 38.0)] {
        let layout = layout(&forest, square, |_| style, &Gaps::default());
        assert!((layout.height - (99_999.0 * step + 10.0)).abs() < 1.0, "{}", layout.height);
    }
}

#[test]
fn small_subtrees_between_large_ones_share_the_room() {
    // A root with five children; the first and the last carry wide rows three levels down.
    let mut parents = vec![None, Some(0), Some(0), Some(0), Some(0), Some(0)];
    for first in [1, 5] {
        let chain = parents.len();
        parents.extend([Some(first), Some(chain)]);
        parents.extend([Some(chain + 1); 9]);
    }
    let forest = Forest::new(parents).unwrap();
    let layout = layout(&forest, square, |_| Style::Beside, &Gaps::default());
    let steps: Vec<f64> = (1..5).map(|i| layout.boxes[i + 1].x - layout.boxes[i].x).collect();
    for step in &steps {
        assert!((step - steps[0]).abs() < 1e-6, "{steps:?}");
    }
}

#[test]
fn a_long_column_breaks_into_columns_of_like_height() {
    let forest = Forest::new(std::iter::once(None).chain([Some(0); 7])).unwrap();
    let style = |_| Style::Hanging { column_height: 60.0 };
    let layout = layout(&forest, square, style, &Gaps::default());
    let mut columns: Vec<f64> = layout.trunks.iter().flatten().copied().collect();
    let lengths: Vec<usize> = columns.chunk_by(|a, b| a.total_cmp(b).is_eq()).map(<[f64]>::len).collect();
    assert_eq!(lengths, [3, 2, 2]);
    columns.dedup();
    assert!((layout.boxes[0].centre() - layout.width / 2.0).abs() < 20.0);
}

#[test]
fn trees_go_on_in_a_new_row() {
    let forest = Forest::new([None; 5]).unwrap();
    let gaps = Gaps { forest: Trees::Rows { width: 100.0 }, ..Gaps::default() };
    let layout = layout(&forest, square, |_| Style::Beside, &gaps);
    let places: Vec<(f64, f64)> = layout.boxes.iter().map(|b| (b.x, b.y)).collect();
    assert_eq!(places, [(0.0, 0.0), (50.0, 0.0), (0.0, 50.0), (50.0, 50.0), (0.0, 100.0)]);
}

#[test]
fn trees_stand_in_columns_of_like_height() {
    let forest = Forest::new([None; 5]).unwrap();
    let gaps = Gaps { forest: Trees::Columns { height: 60.0 }, ..Gaps::default() };
    let layout = layout(&forest, square, |_| Style::Beside, &gaps);
    let places: Vec<(f64, f64)> = layout.boxes.iter().map(|b| (b.x, b.y)).collect();
    assert_eq!(places, [(0.0, 0.0), (0.0, 50.0), (0.0, 100.0), (50.0, 0.0), (50.0, 50.0)]);
}

#[test]
fn what_is_no_forest_is_refused() {
    assert_eq!(Forest::new([None, Some(5)]), Err(NotAForest::UnknownParent { node: 1 }));
    assert_eq!(Forest::new([None, Some(2), Some(1)]), Err(NotAForest::Cycle { node: 1 }));
    assert_eq!(Forest::new([Some(0)]), Err(NotAForest::Cycle { node: 0 }));
}

#[test]
fn no_nodes_give_an_empty_picture() {
    assert_eq!(layout(&Forest::default(), square, |_| Style::Beside, &Gaps::default()), Layout::default());
}
