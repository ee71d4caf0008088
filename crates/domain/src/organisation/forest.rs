//! A forest numbered in preorder: who is above and below whom, answered by comparing two numbers.
//!
//! Every key has a place (0, 1, 2 … in preorder) and an interval `(lft, rgt)`: its own place and that of
//! its last descendant, both inclusive. `b` is under `a` where `a.lft < b.lft <= a.rgt`. Siblings stand in
//! the order of their keys. Nothing here recurses, so a chain of 100,000 costs no stack.
//!
//! Invariant: it is a forest whatever the input claims. A parent that is not there, a parent that is the
//! key itself, and one edge of every cycle (that of its smallest key) are cut; [`Forest::cut`] names them.

use std::collections::HashMap;
use std::hash::Hash;
use std::ops::AddAssign;

/// No parent.
const NONE: u32 = u32::MAX;

/// A forest over keys. See the module's head.
#[derive(Clone, Debug)]
pub struct Forest<K> {
    order: Vec<K>,
    nodes: Vec<Node>,
    places: HashMap<K, u32>,
    cut: Vec<K>,
}

/// What is known of one place.
#[derive(Clone, Copy, Debug)]
struct Node {
    parent: u32,
    depth: u32,
    last: u32,
    children: u32,
}

impl<K: Copy + Ord + Hash> Forest<K> {
    /// Numbers the keys. A key that comes twice keeps its first parent.
    pub fn new(edges: impl IntoIterator<Item = (K, Option<K>)>) -> Forest<K> {
        let mut edges: Vec<(K, Option<K>)> = edges.into_iter().collect();
        edges.sort_by_key(|edge| edge.0);
        edges.dedup_by_key(|edge| edge.0);
        let (parents, cut) = parents_without_cycles(&edges);
        let (starts, children) = children_by_parent(&parents);
        let mut forest = Forest {
            order: Vec::with_capacity(edges.len()),
            nodes: Vec::with_capacity(edges.len()),
            places: HashMap::with_capacity(edges.len()),
            cut: cut.into_iter().map(|i| edges[i as usize].0).collect(),
        };
        let roots = (0..count(&parents)).rev().filter(|&i| parents[i as usize] == NONE);
        let mut stack: Vec<(u32, u32, u32)> = roots.map(|i| (i, NONE, 0)).collect();
        while let Some((i, parent, depth)) = stack.pop() {
            let place = count(&forest.order);
            let below = &children[starts[i as usize] as usize..starts[i as usize + 1] as usize];
            forest.order.push(edges[i as usize].0);
            forest.places.insert(edges[i as usize].0, place);
            forest.nodes.push(Node { parent, depth, last: place, children: count(below) });
            stack.extend(below.iter().rev().map(|&child| (child, place, depth + 1)));
        }
        for place in (0..forest.nodes.len()).rev() {
            let Node { parent, last, .. } = forest.nodes[place];
            if parent != NONE {
                let above = &mut forest.nodes[parent as usize].last;
                *above = last.max(*above);
            }
        }
        forest
    }
    /// How many keys.
    pub fn len(&self) -> usize {
        self.order.len()
    }
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }
    /// All keys in preorder.
    pub fn order(&self) -> &[K] {
        &self.order
    }
    /// The keys whose claimed parent was cut off.
    pub fn cut(&self) -> &[K] {
        &self.cut
    }
    /// The key's number in preorder.
    pub fn place(&self, key: K) -> Option<u32> {
        self.places.get(&key).copied()
    }
    fn node(&self, key: K) -> Option<Node> {
        self.place(key).map(|place| self.nodes[place as usize])
    }
    /// What stands at a place: the place above, depth, last place below, how many right below.
    pub(super) fn at(&self, place: u32) -> Option<(Option<u32>, u32, u32, u32)> {
        let Node { parent, depth, last, children } = *self.nodes.get(place as usize)?;
        Some(((parent != NONE).then_some(parent), depth, last, children))
    }
    /// The key's place and that of its last descendant, both inclusive.
    pub fn interval(&self, key: K) -> Option<(u32, u32)> {
        self.place(key).map(|place| (place, self.nodes[place as usize].last))
    }
    /// How many stand above it; 0 for a root.
    pub fn depth(&self, key: K) -> Option<u32> {
        self.node(key).map(|node| node.depth)
    }
    /// The key right above.
    pub fn parent(&self, key: K) -> Option<K> {
        let node = self.node(key)?;
        (node.parent != NONE).then(|| self.order[node.parent as usize])
    }
    /// How many stand right below.
    pub fn children_count(&self, key: K) -> u32 {
        self.node(key).map_or(0, |node| node.children)
    }
    /// Those right below, in order.
    pub fn children(&self, key: K) -> impl Iterator<Item = K> + '_ {
        let (mut next, last) = self.interval(key).map_or((1, 0), |(lft, rgt)| (lft + 1, rgt));
        std::iter::from_fn(move || {
            (next <= last).then(|| {
                let child = next as usize;
                next = self.nodes[child].last + 1;
                self.order[child]
            })
        })
    }
    /// Those above, nearest first, without the key itself.
    pub fn ancestors(&self, key: K) -> impl Iterator<Item = K> + '_ {
        let mut next = self.node(key).map_or(NONE, |node| node.parent);
        std::iter::from_fn(move || {
            (next != NONE).then(|| {
                let place = next as usize;
                next = self.nodes[place].parent;
                self.order[place]
            })
        })
    }
    /// The key and all below it, in preorder; empty for one that is not there.
    pub fn subtree(&self, key: K) -> &[K] {
        self.interval(key).map_or(&[], |(lft, rgt)| &self.order[lft as usize..=rgt as usize])
    }
    /// Those with nobody above, in order.
    pub fn roots(&self) -> impl Iterator<Item = K> + '_ {
        let mut next = 0;
        std::iter::from_fn(move || {
            let root = self.order.get(next)?;
            next = self.nodes[next].last as usize + 1;
            Some(*root)
        })
    }
    /// Whether `above` stands somewhere above `key`. No key is under itself.
    pub fn is_under(&self, key: K, above: K) -> bool {
        match (self.place(key), self.interval(above)) {
            (Some(place), Some((lft, rgt))) => lft < place && place <= rgt,
            _ => false,
        }
    }
    /// Each key's own amount and all below it, in one pass. Amounts of keys that are not there are left out.
    pub fn roll_up<T: AddAssign + Clone + Default>(&self, own: &HashMap<K, T>) -> HashMap<K, T> {
        let mut sums: Vec<T> = self.order.iter().map(|key| own.get(key).cloned().unwrap_or_default()).collect();
        for place in (0..sums.len()).rev() {
            let parent = self.nodes[place].parent;
            if parent != NONE {
                let sum = sums[place].clone();
                sums[parent as usize] += sum;
            }
        }
        self.order.iter().copied().zip(sums).collect()
    }
}

/// A length as a place. Four thousand million positions are beyond any organisation.
fn count<T>(items: &[T]) -> u32 {
    u32::try_from(items.len()).unwrap_or(NONE)
}

/// The parent of each edge by index, [`NONE`] for roots, and the indices whose claimed parent was cut off.
fn parents_without_cycles<K: Copy + Ord>(edges: &[(K, Option<K>)]) -> (Vec<u32>, Vec<u32>) {
    let mut cut = Vec::new();
    let mut parents = Vec::with_capacity(edges.len());
    for (i, (key, claimed)) in (0..count(edges)).zip(edges) {
        let found = claimed.filter(|above| above != key).and_then(|above| {
            edges.binary_search_by_key(&above, |edge| edge.0).ok().and_then(|at| u32::try_from(at).ok())
        });
        if claimed.is_some() && found.is_none() {
            cut.push(i);
        }
        parents.push(found.unwrap_or(NONE));
    }
    for first in cycle_heads(&parents) {
        parents[first as usize] = NONE;
        cut.push(first);
    }
    cut.sort_unstable();
    (parents, cut)
}

/// The smallest index of each cycle. Every index is walked once.
fn cycle_heads(parents: &[u32]) -> Vec<u32> {
    let mut heads = Vec::new();
    let mut walk_of = vec![NONE; parents.len()];
    for walk in 0..count(parents) {
        let mut at = walk;
        while at != NONE && walk_of[at as usize] == NONE {
            walk_of[at as usize] = walk;
            at = parents[at as usize];
        }
        if at == NONE || walk_of[at as usize] != walk {
            continue;
        }
        let (mut head, mut next) = (at, parents[at as usize]);
        while next != at {
            head = head.min(next);
            next = parents[next as usize];
        }
        heads.push(head);
    }
    heads
}

/// The children of all indices in one list, and where those of each begin.
fn children_by_parent(parents: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0_u32; parents.len() + 1];
    for &parent in parents.iter().filter(|&&parent| parent != NONE) {
        starts[parent as usize + 1] += 1;
    }
    for i in 1..starts.len() {
        starts[i] += starts[i - 1];
    }
    let mut next = starts.clone();
    let mut children = vec![0_u32; starts.last().map_or(0, |&end| end as usize)];
    for (child, &parent) in (0..count(parents)).zip(parents) {
        if parent != NONE {
            let slot = &mut next[parent as usize];
            children[*slot as usize] = child;
            *slot += 1;
        }
    }
    (starts, children)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Any edges at all: cycles, self-parents, parents that are not there.
    fn any_edges() -> impl Strategy<Value = Vec<(u8, Option<u8>)>> {
        prop::collection::vec((0_u8..40, prop::option::of(0_u8..50)), 0..60)
    }

    /// Below a key, by walking up from every other.
    fn naive_subtree(forest: &Forest<u8>, key: u8) -> Vec<u8> {
        let reaches = |from: u8| {
            let mut at = Some(from);
            while let Some(here) = at {
                if here == key {
                    return true;
                }
                at = forest.parent(here);
            }
            false
        };
        forest.order().iter().copied().filter(|&k| reaches(k)).collect()
    }

    proptest! {
        #[test]
        fn whatever_is_claimed_comes_out_as_a_forest_of_nested_intervals(edges in any_edges()) {
            let forest = Forest::new(edges.clone());
            let mut keys: Vec<u8> = edges.iter().map(|e| e.0).collect();
            keys.sort_unstable();
            keys.dedup();
            let mut order = forest.order().to_vec();
            order.sort_unstable();
            prop_assert_eq!(order, keys);
            for &a in forest.order() {
                prop_assert_eq!(forest.subtree(a).to_vec(), naive_subtree(&forest, a));
                prop_assert_eq!(forest.ancestors(a).count(), forest.depth(a).unwrap_or(99) as usize);
                for above in forest.ancestors(a) {
                    prop_assert!(forest.is_under(a, above) && !forest.is_under(above, a));
                    prop_assert!(forest.subtree(above).contains(&a));
                }
                prop_assert!(forest.children(a).all(|child| forest.parent(child) == Some(a)));
                prop_assert_eq!(forest.children(a).count(), forest.children_count(a) as usize);
                for &b in forest.order() {
                    let ((al, ar), (bl, br)) = (forest.interval(a).unwrap_or_default(), forest.interval(b).unwrap_or_default());
                    prop_assert!(ar < bl || br < al || (al <= bl && br <= ar) || (bl <= al && ar <= br));
                }
            }
            prop_assert_eq!(forest.roots().map(|root| forest.subtree(root).len()).sum::<usize>(), forest.len());
        }

        #[test]
        fn an_edge_is_cut_only_where_it_must_be(edges in any_edges()) {
            let mut edges = edges;
            edges.sort_by_key(|e| e.0);
            edges.dedup_by_key(|e| e.0);
            let forest = Forest::new(edges.clone());
            for &(key, claimed) in &edges {
                let cut = forest.cut().contains(&key);
                prop_assert_eq!(forest.parent(key), if cut { None } else { claimed });
                if let (true, Some(above)) = (cut, claimed) {
                    prop_assert!(above == key || forest.place(above).is_none() || forest.is_under(above, key));
                }
            }
        }

        #[test]
        fn a_roll_up_is_the_sum_of_the_subtree(edges in any_edges(), own in prop::collection::hash_map(0_u8..50, -100_i64..100, 0..50)) {
            let forest = Forest::new(edges);
            let sums = forest.roll_up(&own);
            prop_assert_eq!(sums.len(), forest.len());
            for &key in forest.order() {
                let naive: i64 = naive_subtree(&forest, key).iter().filter_map(|k| own.get(k)).sum();
                prop_assert_eq!(sums[&key], naive);
            }
        }
    }

    #[test]
    fn a_chain_of_a_hundred_thousand_costs_no_stack() {
        let chain = Forest::new((0_u32..100_000).map(|i| (i, i.checked_sub(1))));
        assert_eq!(chain.depth(99_999), Some(99_999));
        assert_eq!(chain.interval(0), Some((0, 99_999)));
        let ring = Forest::new((0_u32..100_000).map(|i| (i, Some((i + 1) % 100_000))));
        assert_eq!((ring.roots().collect::<Vec<_>>(), ring.cut()), (vec![0], &[0][..]));
    }
}
