//! Bottom-up: place children relative to their parent and build its outline. Top-down: sum up to places.
//!
//! Frames: a subtree's x is 0 at the middle of its root box, its y is 0 at the root's upper edge. Every outline carries an
//! empty strip of `gaps.stack` below each leaf, so that stacked boxes keep their distance.

use super::contour::{Outline, Outlines};
use super::{Forest, Gaps, Layout, Rect, Size, Style, Trees};

/// What is known of one node while placing.
#[derive(Clone, Copy)]
struct Spot {
    size: Size,
    /// Middle of this box less the middle of the parent's.
    dx: f64,
    /// Upper edge of this box less the parent's.
    dy: f64,
    /// Outermost edges of the subtree, in its own frame.
    left: f64,
    right: f64,
    /// Extra distance of this child, and its change, spread over its smaller neighbours at the end.
    shift: f64,
    change: f64,
    /// Middle of this box less the line down which its column hangs.
    trunk: Option<f64>,
}

/// One run of the layout.
pub(super) struct Placer<'a, S> {
    forest: &'a Forest,
    gaps: Gaps,
    style: S,
    spots: Vec<Spot>,
    outlines: Vec<Outline>,
    segments: Outlines,
    /// Siblings that are still the rightmost at some depth: (lower edge, index), the highest lower edge last.
    ladder: Vec<(f64, usize)>,
}

/// A size that can be laid out: what is no number counts as nothing.
fn sound(size: Size) -> Size {
    let sound = |v: f64| if v.is_finite() { v.max(0.0) } else { 0.0 };
    Size { width: sound(size.width), height: sound(size.height) }
}

impl<'a, S: Fn(usize) -> Style> Placer<'a, S> {
    pub(super) fn new(forest: &'a Forest, size: impl Fn(usize) -> Size, style: S, gaps: Gaps) -> Self {
        let spot = |node| {
            let size = sound(size(node));
            let (right, left) = (size.width / 2.0, -size.width / 2.0);
            Spot { size, dx: 0.0, dy: 0.0, left, right, shift: 0.0, change: 0.0, trunk: None }
        };
        Self {
            forest,
            gaps,
            style,
            spots: (0..forest.len()).map(spot).collect(),
            outlines: vec![Outline::EMPTY; forest.len()],
            segments: Outlines::with_capacity(forest.len() * 4),
            ladder: Vec::new(),
        }
    }

    pub(super) fn run(mut self) -> Layout {
        let forest = self.forest;
        for &node in forest.order().iter().rev() {
            let node = node as usize;
            let children = forest.children(node);
            let outline = if children.is_empty() {
                self.leaf(node)
            } else {
                match (self.style)(node) {
                    Style::Beside => self.beside(node, children),
                    Style::Hanging { column_height } => self.hanging(node, children, column_height),
                }
            };
            self.outlines[node] = outline;
            for &child in children {
                let spot = self.spots[child as usize];
                let own = &mut self.spots[node];
                own.left = own.left.min(spot.dx + spot.left);
                own.right = own.right.max(spot.dx + spot.right);
            }
        }
        self.trees();
        self.sum_up()
    }

    fn leaf(&mut self, node: usize) -> Outline {
        let Size { width, height } = self.spots[node].size;
        let mut outline = Outline::EMPTY;
        self.segments.cap(&mut outline, -width / 2.0, width / 2.0, height + self.gaps.stack);
        outline
    }

    /// Children side by side, their parent centred over the first and the last of them.
    fn beside(&mut self, node: usize, children: &[u32]) -> Outline {
        let Size { width, height } = self.spots[node].size;
        let mut outline = self.row(children, self.gaps.across);
        let end = children.last().map_or(0.0, |&c| self.spots[c as usize].dx);
        for &child in children {
            let spot = &mut self.spots[child as usize];
            spot.dx -= end / 2.0;
            spot.dy = height + self.gaps.down;
        }
        self.segments.shift(&mut outline, -end / 2.0);
        // The line that joins the children is as wide as they are: no other box may stand on it.
        self.segments.cap(&mut outline, -end / 2.0, end / 2.0, self.gaps.down);
        self.segments.cap(&mut outline, -width / 2.0, width / 2.0, height);
        outline
    }

    /// Children in columns: one column indented below its parent, several centred below it.
    fn hanging(&mut self, node: usize, children: &[u32], column_height: f64) -> Outline {
        let Gaps { across, hang, indent, trunk, .. } = self.gaps;
        let Size { width, height } = self.spots[node].size;
        let ranges = self.columns(children, column_height);
        let widths: Vec<f64> = ranges.iter().map(|r| self.column_width(&children[r.clone()])).collect();
        let between = across + trunk;
        let total = trunk + widths.iter().sum::<f64>() + between * (widths.len().saturating_sub(1)) as f64;
        let start = if widths.len() > 1 { trunk - total / 2.0 } else { indent - width / 2.0 };
        let (mut left, mut last_left, mut deepest) = (start, start, 0.0_f64);
        for (range, column) in ranges.into_iter().zip(&widths) {
            let mut y = 0.0;
            for &child in &children[range] {
                let spot = &mut self.spots[child as usize];
                spot.dx = left - spot.left;
                spot.dy = height + hang + y;
                spot.trunk = Some(trunk - spot.left);
                y += self.outlines[child as usize].height;
            }
            deepest = deepest.max(y);
            last_left = left;
            left += column + between;
        }
        let mut outline = Outline::EMPTY;
        self.segments.cap(&mut outline, start - trunk, start - trunk + total, deepest);
        let (from, to) = ((start - trunk).min(0.0), (last_left - trunk).max(0.0));
        if widths.len() > 1 {
            self.segments.cap(&mut outline, from, to, hang);
            self.segments.cap(&mut outline, -width / 2.0, width / 2.0, height);
        } else {
            self.segments.cap(&mut outline, -width / 2.0, width / 2.0, height + hang);
        }
        outline
    }

    /// Cuts children into as many columns as keep to the height, filled alike, order kept.
    #[expect(clippy::cast_possible_truncation, reason = "a count of columns, at most the number of children")]
    fn columns(&self, children: &[u32], column_height: f64) -> Vec<std::ops::Range<usize>> {
        let total: f64 = children.iter().map(|&c| self.outlines[c as usize].height).sum();
        let wanted = if column_height > 0.0 { ((total - self.gaps.stack) / column_height).ceil() } else { 1.0 };
        let count = wanted.clamp(1.0, children.len() as f64);
        let (mut ranges, mut from, mut above, mut column) = (Vec::new(), 0, 0.0, 0);
        for (i, &child) in children.iter().enumerate() {
            // A hair more than the exact share, so that rounding does not move equal boxes to a later column.
            let here = (above * count / total + 1e-9) as usize;
            if here > column {
                ranges.push(from..i);
                (from, column) = (i, here);
            }
            above += self.outlines[child as usize].height;
        }
        ranges.push(from..children.len());
        ranges
    }

    fn column_width(&self, children: &[u32]) -> f64 {
        children.iter().map(|&c| self.spots[c as usize].right - self.spots[c as usize].left).fold(0.0, f64::max)
    }

    /// Sets subtrees side by side, as close as their outlines allow; the first stays at 0.
    fn row(&mut self, nodes: &[u32], gap: f64) -> Outline {
        self.ladder.clear();
        let mut row = Outline::EMPTY;
        let mut spread = false;
        for (i, &node) in nodes.iter().enumerate() {
            let outline = self.outlines[node as usize];
            let (ladder, spots) = (&self.ladder, &mut self.spots);
            let (mut rung, mut at) = (ladder.len(), None);
            let moved = self.segments.join(&mut row, outline, |y, touching| {
                while rung > 1 && ladder[rung - 1].0 <= y {
                    rung -= 1;
                }
                let need = touching + gap;
                let now = *at.get_or_insert(need);
                if need > now {
                    let neighbour = ladder.get(rung.wrapping_sub(1)).map_or(0, |r| r.1);
                    spread |= spread_over(spots, nodes, neighbour, i, need - now);
                    at = Some(need);
                    return need;
                }
                now
            });
            self.spots[node as usize].dx = moved;
            while self.ladder.last().is_some_and(|&(bottom, _)| bottom <= outline.height) {
                self.ladder.pop();
            }
            self.ladder.push((outline.height, i));
        }
        if spread {
            let (mut shift, mut sum) = (0.0, 0.0);
            for &node in nodes {
                let spot = &mut self.spots[node as usize];
                shift += spot.shift;
                sum += shift + spot.change;
                spot.dx += sum;
            }
        }
        row
    }

    /// Sets out the trees of the forest and keeps, in `dx` and `dy` of each root, its place on the page.
    fn trees(&mut self) {
        match self.gaps.forest {
            Trees::Rows { width } => self.rows(width),
            Trees::Columns { height } => self.tree_columns(height),
        }
    }

    fn tree_columns(&mut self, height: f64) {
        let roots = self.forest.roots();
        let mut x = 0.0;
        for range in self.columns(roots, height) {
            let column = &roots[range];
            let mut y = 0.0;
            for &root in column {
                let tall = self.outlines[root as usize].height;
                let spot = &mut self.spots[root as usize];
                (spot.dx, spot.dy) = (x - spot.left, y);
                y += tall - self.gaps.stack + self.gaps.trees;
            }
            x += self.column_width(column) + self.gaps.trees;
        }
    }

    fn rows(&mut self, row_width: f64) {
        let forest = self.forest;
        let (mut top, mut from, mut width) = (0.0, 0, 0.0);
        for (i, &root) in forest.roots().iter().enumerate() {
            let Spot { left, right, .. } = self.spots[root as usize];
            if i > from && width + right - left > row_width {
                top += self.one_row(&forest.roots()[from..i], top);
                (from, width) = (i, 0.0);
            }
            width += right - left + self.gaps.trees;
        }
        self.one_row(&forest.roots()[from..], top);
    }

    fn one_row(&mut self, roots: &[u32], top: f64) -> f64 {
        let outline = self.row(roots, self.gaps.trees);
        let left = roots.iter().map(|&r| self.spots[r as usize].dx + self.spots[r as usize].left);
        let left = left.fold(f64::INFINITY, f64::min);
        for &root in roots {
            let spot = &mut self.spots[root as usize];
            (spot.dx, spot.dy) = (spot.dx - left, top);
        }
        outline.height - self.gaps.stack + self.gaps.trees
    }

    fn sum_up(self) -> Layout {
        let count = self.forest.len();
        let mut layout = Layout { boxes: vec![Rect::default(); count], trunks: vec![None; count], ..Layout::default() };
        for &node in self.forest.order() {
            let node = node as usize;
            let spot = self.spots[node];
            let (x, y) = self.forest.parent(node).map_or((0.0, 0.0), |p| (layout.boxes[p].centre(), layout.boxes[p].y));
            let Size { width, height } = spot.size;
            let placed = Rect { x: x + spot.dx - width / 2.0, y: y + spot.dy, width, height };
            layout.boxes[node] = placed;
            layout.trunks[node] = spot.trunk.map(|t| placed.centre() - t);
            layout.width = layout.width.max(placed.right());
            layout.height = layout.height.max(placed.bottom());
        }
        layout
    }
}

/// Child `i` moved away from its neighbour at that depth, `j`: the smaller children between them share the room.
fn spread_over(spots: &mut [Spot], nodes: &[u32], j: usize, i: usize, distance: f64) -> bool {
    let parts = i.saturating_sub(j);
    if parts < 2 {
        return false;
    }
    let share = distance / parts as f64;
    spots[nodes[j + 1] as usize].shift += share;
    let last = &mut spots[nodes[i] as usize];
    last.shift -= share;
    last.change -= distance - share;
    true
}
