//! Which cards are shown: all, or those down to a level, with a count of those folded away below.

use super::Node;
use crate::tree::{Forest, NotAForest};

/// A card that is shown.
pub(super) struct Card<'a> {
    pub(super) node: &'a Node,
    /// How many stand below it that are not shown.
    pub(super) folded: u32,
    /// Its place among the cards under the same parent, from 1, and how many those are.
    pub(super) place: (usize, usize),
}

/// The cards that are shown and how they stand under each other.
pub(super) struct Shown<'a> {
    pub(super) cards: Vec<Card<'a>>,
    pub(super) forest: Forest,
}

/// Leaves out the levels below `below`.
pub(super) fn fold<'a>(nodes: &'a [Node], whole: &Forest, below: Option<u32>) -> Result<Shown<'a>, NotAForest> {
    let (levels, hidden) = (whole.levels(), whole.descendants());
    let last = below.unwrap_or(u32::MAX);
    let mut new_index = vec![None; nodes.len()];
    let (mut cards, mut parents) = (Vec::new(), Vec::new());
    // In walking order, so that a parent has its new index before its children ask for it.
    for &index in whole.order() {
        let index = index as usize;
        let (Some(node), Some(&level)) = (nodes.get(index), levels.get(index)) else { continue };
        if level > last {
            continue;
        }
        let below = if level == last { hidden.get(index).copied().unwrap_or(0) } else { 0 };
        if let Some(slot) = new_index.get_mut(index) {
            *slot = Some(cards.len());
        }
        parents.push(node.parent.and_then(|p| new_index.get(p).copied().flatten()));
        cards.push(Card { node, folded: node.folded.saturating_add(below), place: (1, 1) });
    }
    let forest = Forest::new(parents)?;
    let families = (0..forest.len()).map(|i| forest.children(i)).chain(std::iter::once(forest.roots()));
    for family in families {
        for (i, &child) in family.iter().enumerate() {
            if let Some(card) = cards.get_mut(child as usize) {
                card.place = (i + 1, family.len());
            }
        }
    }
    Ok(Shown { cards, forest })
}
