//! The outline of a subtree: its left and its right side from top to bottom, as linked segments.
//!
//! A segment spans a height at one x. Its x is relative to the segment above, so that a whole outline moves in constant time,
//! and outlines are joined by linking. Joining walks only as deep as the shallower side, which makes the layout linear.
//! Units: CSS pixels. Invariant: both sides of an outline have the same height.

/// End of a list.
const END: u32 = u32::MAX;

#[derive(Debug, Clone, Copy)]
struct Segment {
    height: f64,
    /// Distance to the segment above; for the first, the x in the frame of the subtree.
    dx: f64,
    next: u32,
}

/// One side of an outline.
#[derive(Debug, Clone, Copy)]
struct Side {
    head: u32,
    tail: u32,
    /// The x of the last segment, in the frame of the subtree.
    tail_x: f64,
}

/// Both sides of the outline of a subtree.
#[derive(Debug, Clone, Copy)]
pub(super) struct Outline {
    left: Side,
    right: Side,
    pub(super) height: f64,
}

impl Outline {
    pub(super) const EMPTY: Self = {
        let side = Side { head: END, tail: END, tail_x: 0.0 };
        Self { left: side, right: side, height: 0.0 }
    };
}

/// All segments of a layout.
#[derive(Debug, Default)]
pub(super) struct Outlines {
    segments: Vec<Segment>,
}

/// A place on one side while walking down.
struct Cursor {
    at: u32,
    x: f64,
    bottom: f64,
}

impl Outlines {
    pub(super) fn with_capacity(segments: usize) -> Self {
        Self { segments: Vec::with_capacity(segments) }
    }

    /// Puts a box on top of an outline.
    pub(super) fn cap(&mut self, outline: &mut Outline, left: f64, right: f64, height: f64) {
        self.cap_side(&mut outline.left, left, height);
        self.cap_side(&mut outline.right, right, height);
        outline.height += height;
    }

    #[expect(clippy::cast_possible_truncation, reason = "at most a few segments for each of the nodes, which fit u32")]
    fn cap_side(&mut self, side: &mut Side, x: f64, height: f64) {
        let new = self.segments.len() as u32;
        match self.segments.get_mut(side.head as usize) {
            Some(head) => head.dx -= x,
            None => (side.tail, side.tail_x) = (new, x),
        }
        self.segments.push(Segment { height, dx: x, next: side.head });
        side.head = new;
    }

    /// Moves an outline to the right.
    pub(super) fn shift(&mut self, outline: &mut Outline, dx: f64) {
        for side in [&mut outline.left, &mut outline.right] {
            side.tail_x += dx;
            if let Some(head) = self.segments.get_mut(side.head as usize) {
                head.dx += dx;
            }
        }
    }

    /// Walks down the right side of `a` and the left side of `b` and calls `demand(y, distance)` for each stretch beginning
    /// at `y`: `b` must move at least `distance` to the right of where it is for the two to touch.
    /// Then joins `b`, moved by what `demand` answered last, to the right of `a`.
    pub(super) fn join(&mut self, a: &mut Outline, mut b: Outline, mut demand: impl FnMut(f64, f64) -> f64) -> f64 {
        let (mut ca, mut cb) = (self.top(&a.right), self.top(&b.left));
        let (mut y, mut moved) = (0.0, 0.0);
        while ca.at != END && cb.at != END {
            moved = demand(y, ca.x - cb.x);
            let (a_bottom, b_bottom) = (ca.bottom, cb.bottom);
            y = a_bottom.min(b_bottom);
            if a_bottom <= b_bottom {
                self.down(&mut ca);
            }
            if b_bottom <= a_bottom {
                self.down(&mut cb);
            }
        }
        self.shift(&mut b, moved);
        let a_right = a.right;
        a.right = b.right;
        if ca.at != END {
            self.link(&mut a.right, &a_right, &ca, y);
        } else if cb.at != END {
            cb.x += moved;
            let mut left = a.left;
            self.link(&mut left, &b.left, &cb, y);
            a.left = left;
        }
        a.height = a.height.max(b.height);
        moved
    }

    fn top(&self, side: &Side) -> Cursor {
        match self.segments.get(side.head as usize) {
            Some(s) => Cursor { at: side.head, x: s.dx, bottom: s.height },
            None => Cursor { at: END, x: 0.0, bottom: 0.0 },
        }
    }

    fn down(&self, cursor: &mut Cursor) {
        cursor.at = self.segments.get(cursor.at as usize).map_or(END, |s| s.next);
        if let Some(s) = self.segments.get(cursor.at as usize) {
            cursor.x += s.dx;
            cursor.bottom += s.height;
        }
    }

    /// Hangs what is left of `rest` below `cursor` at height `y` under `side`. The part above is used up, so the segment
    /// that is cut through is shortened in place.
    fn link(&mut self, side: &mut Side, rest: &Side, cursor: &Cursor, y: f64) {
        if let Some(cut) = self.segments.get_mut(cursor.at as usize) {
            cut.height = cursor.bottom - y;
            cut.dx = cursor.x - side.tail_x;
        }
        match self.segments.get_mut(side.tail as usize) {
            Some(tail) => tail.next = cursor.at,
            None => side.head = cursor.at,
        }
        (side.tail, side.tail_x) = (rest.tail, rest.tail_x);
    }
}
