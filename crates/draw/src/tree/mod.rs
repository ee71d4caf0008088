//! Tidy layout of a forest of boxes of unequal size, in linear time.
//!
//! What: [`layout`] gives every box a place, so that no two overlap, children stand below their parent in the order given,
//! and equal subtrees get equal pictures. Children stand side by side ([`Style::Beside`]) or hang in columns under their
//! parent ([`Style::Hanging`]); every parent chooses for itself.
//! Why own code: the common layered layouts waste space when boxes differ in height and cannot hang children.
//! Method: contours as in Reingold and Tilford, spacing of smaller subtrees as in van der Ploeg (2014).
//! Invariants: no recursion (a chain of any depth is laid out); work is linear in the number of boxes.

mod contour;
mod forest;
mod place;

pub use forest::{Forest, NotAForest};

/// Width and height of a box.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Size {
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// A placed box: its left upper corner and its size.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Rect {
    /// Horizontal middle.
    #[must_use]
    pub fn centre(&self) -> f64 {
        self.x + self.width / 2.0
    }

    /// Vertical middle.
    #[must_use]
    pub fn middle(&self) -> f64 {
        self.y + self.height / 2.0
    }

    /// Right edge.
    #[must_use]
    pub fn right(&self) -> f64 {
        self.x + self.width
    }

    /// Lower edge.
    #[must_use]
    pub fn bottom(&self) -> f64 {
        self.y + self.height
    }
}

/// How the children of one parent stand.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Style {
    /// Side by side below the parent, which is centred over them.
    #[default]
    Beside,
    /// In a column below the parent, indented; in several columns of like height, with the parent centred over them, when one
    /// column would be higher than `column_height`.
    Hanging {
        /// The height a column should not exceed by much.
        column_height: f64,
    },
}

/// How the trees of a forest stand, in the order given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Trees {
    /// In rows; a new row begins when one would become wider than `width`.
    Rows {
        /// The width a row should not exceed.
        width: f64,
    },
    /// In columns of like height, as many as keep to `height` by and large.
    Columns {
        /// The height a column should not exceed by much.
        height: f64,
    },
}

/// Distances between boxes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gaps {
    /// Between neighbours side by side.
    pub across: f64,
    /// Between a parent and its children side by side.
    pub down: f64,
    /// Between a parent and the first of its hanging children.
    pub hang: f64,
    /// Between a hanging child and the one above it.
    pub stack: f64,
    /// From the left edge of a hanging parent to the left edge of its column.
    pub indent: f64,
    /// From the line down which a column hangs to the left edge of that column.
    pub trunk: f64,
    /// Between the trees of a forest.
    pub trees: f64,
    /// How several trees stand.
    pub forest: Trees,
}

impl Default for Gaps {
    fn default() -> Self {
        Self {
            across: 25.0,
            down: 48.0,
            hang: 28.0,
            stack: 14.0,
            indent: 28.0,
            trunk: 16.0,
            trees: 40.0,
            forest: Trees::Rows { width: f64::INFINITY },
        }
    }
}

/// The places of all boxes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Layout {
    /// One box for each node, in the order of the input.
    pub boxes: Vec<Rect>,
    /// For a hanging child: the x of the line down which its column hangs.
    pub trunks: Vec<Option<f64>>,
    /// Right edge of the rightmost box; the leftmost stands at 0.
    pub width: f64,
    /// Lower edge of the lowest box; the highest stands at 0.
    pub height: f64,
}

/// Places every box of the forest. `size` and `style` are asked once for each node.
pub fn layout(forest: &Forest, size: impl Fn(usize) -> Size, style: impl Fn(usize) -> Style, gaps: &Gaps) -> Layout {
    place::Placer::new(forest, size, style, *gaps).run()
}
