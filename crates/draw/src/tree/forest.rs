//! The shape of a forest: who stands under whom, checked once.
//!
//! Children are kept in one flat array with ranges, and nodes in an order in which parents come first, so that layouts
//! can walk up and down without recursion. Invariant: every node is in `order` exactly once, after its parent.

use std::fmt;

/// Parents, children and a walking order of a forest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forest {
    parents: Vec<u32>,
    starts: Vec<u32>,
    children: Vec<u32>,
    order: Vec<u32>,
    roots: Vec<u32>,
}

/// Why a list of parents is no forest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAForest {
    /// The node names a parent that is not in the list.
    UnknownParent {
        /// The node.
        node: usize,
    },
    /// The node stands below itself.
    Cycle {
        /// One node of the cycle, or below it.
        node: usize,
    },
    /// More nodes than can be drawn.
    TooMany,
}

impl fmt::Display for NotAForest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownParent { node } => write!(f, "node {node} names a parent that is not in the list"),
            Self::Cycle { node } => write!(f, "node {node} stands below itself"),
            Self::TooMany => write!(f, "more than {} nodes", u32::MAX - 1),
        }
    }
}

impl std::error::Error for NotAForest {}

/// Marks a root in `parents`.
const NONE: u32 = u32::MAX;

impl Forest {
    /// Reads a forest from the parent of each node; `None` is a root. Children keep the order of the list.
    ///
    /// # Errors
    /// When a parent is not in the list, or when a node stands below itself.
    pub fn new(parents: impl IntoIterator<Item = Option<usize>>) -> Result<Self, NotAForest> {
        let mut flat = Vec::new();
        for parent in parents {
            flat.push(match parent {
                None => NONE,
                Some(p) => u32::try_from(p).map_err(|_| NotAForest::TooMany)?,
            });
        }
        if u32::try_from(flat.len()).map_or(true, |n| n == NONE) {
            return Err(NotAForest::TooMany);
        }
        if let Some(node) = flat.iter().position(|&p| p != NONE && p as usize >= flat.len()) {
            return Err(NotAForest::UnknownParent { node });
        }
        Self::link(flat)
    }

    fn link(parents: Vec<u32>) -> Result<Self, NotAForest> {
        let (starts, children, roots) = child_ranges(&parents);
        let mut forest = Self { order: Vec::with_capacity(parents.len()), parents, starts, children, roots };
        let mut stack: Vec<u32> = forest.roots.iter().rev().copied().collect();
        while let Some(node) = stack.pop() {
            forest.order.push(node);
            stack.extend(forest.children(node as usize).iter().rev());
        }
        if forest.order.len() == forest.len() {
            return Ok(forest);
        }
        let mut seen = vec![false; forest.len()];
        forest.order.iter().for_each(|&n| seen[n as usize] = true);
        Err(NotAForest::Cycle { node: seen.iter().position(|&s| !s).unwrap_or(0) })
    }

    /// Number of nodes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.parents.len()
    }

    /// Whether there are no nodes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parents.is_empty()
    }

    /// The parent of a node.
    #[must_use]
    pub fn parent(&self, node: usize) -> Option<usize> {
        self.parents.get(node).filter(|&&p| p != NONE).map(|&p| p as usize)
    }

    /// The children of a node, in the order of the input.
    #[must_use]
    pub fn children(&self, node: usize) -> &[u32] {
        match (self.starts.get(node), self.starts.get(node + 1)) {
            (Some(&from), Some(&to)) => self.children.get(from as usize..to as usize).unwrap_or(&[]),
            _ => &[],
        }
    }

    /// The roots, in the order of the input.
    #[must_use]
    pub fn roots(&self) -> &[u32] {
        &self.roots
    }

    /// All nodes, each after its parent, the first subtree whole before the second.
    #[must_use]
    pub fn order(&self) -> &[u32] {
        &self.order
    }

    /// The level of each node; roots are on 0.
    #[must_use]
    pub fn levels(&self) -> Vec<u32> {
        let mut levels = vec![0; self.len()];
        for &node in &self.order {
            if let Some(parent) = self.parent(node as usize) {
                levels[node as usize] = levels[parent] + 1;
            }
        }
        levels
    }

    /// How many nodes stand below each node, at any depth.
    #[must_use]
    pub fn descendants(&self) -> Vec<u32> {
        let mut below = vec![0; self.len()];
        for &node in self.order.iter().rev() {
            if let Some(parent) = self.parent(node as usize) {
                below[parent] += below[node as usize] + 1;
            }
        }
        below
    }
}

/// Children as one array with the start of each parent's range, and the roots: a counting sort, so order is kept.
#[expect(clippy::cast_possible_truncation, reason = "the number of nodes was checked to fit u32")]
fn child_ranges(parents: &[u32]) -> (Vec<u32>, Vec<u32>, Vec<u32>) {
    let mut starts = vec![0_u32; parents.len() + 1];
    for &p in parents.iter().filter(|&&p| p != NONE) {
        starts[p as usize + 1] += 1;
    }
    for i in 1..starts.len() {
        starts[i] += starts[i - 1];
    }
    let mut next = starts.clone();
    let mut children = vec![0_u32; *starts.last().unwrap_or(&0) as usize];
    let mut roots = Vec::new();
    for (node, &p) in parents.iter().enumerate() {
        if p == NONE {
            roots.push(node as u32);
        } else {
            children[next[p as usize] as usize] = node as u32;
            next[p as usize] += 1;
        }
    }
    (starts, children, roots)
}
