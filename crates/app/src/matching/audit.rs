//! All records of a kind that are likely one: keys that several share are gone through in order, and each pair is compared
//! under the first key it shares, so that none is compared twice.

use super::traits::{self, Known};
use super::{Match, ordered, sql};
use crate::listing::Label;
use crate::{Ctx, Result, records};
use db::Tx;
use domain::matching;
use domain::policy::{Action, Noun};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use uuid::Uuid;

/// Keys that one step looks at.
const STEP: i64 = 400;
/// Records under one key beyond which it tells nothing: a switchboard, a common beginning.
const WIDEST: usize = 40;

/// Records that are likely one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cluster {
    /// The records, the most connected first.
    pub records: Vec<Label>,
    /// How they hang together: each pair that is likely one, the likeliest first.
    pub pairs: Vec<Pair>,
}

/// Two records that are likely one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pair {
    /// The one,
    pub one: Uuid,
    /// and how the other is like it.
    pub other: Match,
}

/// What an audit found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Audit {
    /// What was found, the likeliest first.
    pub clusters: Vec<Cluster>,
    /// Whether there is more than was looked at.
    pub more: bool,
    /// Keys that too many records share to be compared under.
    pub too_wide: usize,
}

/// Looks through all records of a kind that the user may see.
pub(super) fn audit(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, most: usize) -> Result<Audit> {
    ctx.may(Action::See, noun)?;
    let mut audit = Audit::default();
    let mut pairs: BTreeMap<(Uuid, Uuid), Match> = BTreeMap::new();
    let mut names: HashMap<Uuid, String> = HashMap::new();
    let mut after = String::new();
    loop {
        let keys = sql::blocks(tx, noun, &after, STEP)?;
        let Some(last) = keys.last() else { break };
        after.clone_from(last);
        let mut blocks = sql::members(tx, noun, &keys)?;
        let before = blocks.len();
        blocks.retain(|_, members| members.len() <= WIDEST);
        audit.too_wide += before - blocks.len();
        step(ctx, tx, noun, &blocks, &mut pairs, &mut names)?;
        if pairs.len() >= most {
            audit.more = true;
            break;
        }
    }
    audit.clusters = clusters(&pairs, &names);
    audit.clusters.truncate(most);
    Ok(audit)
}

/// Compares the members of blocks.
fn step(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    noun: Noun,
    blocks: &BTreeMap<String, Vec<Uuid>>,
    pairs: &mut BTreeMap<(Uuid, Uuid), Match>,
    names: &mut HashMap<Uuid, String>,
) -> Result<()> {
    let ids: Vec<Uuid> = blocks.values().flatten().copied().collect::<BTreeSet<_>>().into_iter().collect();
    let hidden = records::hidden(ctx, tx, noun, &ids)?;
    let refused = sql::refused(tx, &ids)?;
    let known = traits::known(tx, noun, &ids)?;
    let known: HashMap<Uuid, (Known, BTreeSet<String>)> = known
        .into_iter()
        .filter(|known| !hidden.contains(&known.id))
        .map(|known| (known.id, (matching::keys(&known.traits), known)))
        .map(|(id, (keys, known))| (id, (known, keys)))
        .collect();
    for (key, members) in blocks {
        let members: Vec<&(Known, BTreeSet<String>)> = members.iter().filter_map(|id| known.get(id)).collect();
        for (at, (a, a_keys)) in members.iter().enumerate() {
            for (b, b_keys) in members.iter().skip(at + 1) {
                let is_first = a_keys.intersection(b_keys).next() == Some(key);
                let family = a.parent == Some(b.id) || b.parent == Some(a.id);
                if is_first && !family && !refused.contains(&ordered(a.id, b.id)) {
                    pair(noun, a, b, pairs, names);
                }
            }
        }
    }
    Ok(())
}

fn pair(
    noun: Noun,
    a: &Known,
    b: &Known,
    pairs: &mut BTreeMap<(Uuid, Uuid), Match>,
    names: &mut HashMap<Uuid, String>,
) {
    let found = matching::compare(&a.traits, &b.traits);
    if !found.is_likely() {
        return;
    }
    // The elder record stands first: ids sort by time.
    let (elder, younger) = if a.id < b.id { (a, b) } else { (b, a) };
    let record = Label { id: younger.id, label: younger.name.clone(), key: None, detail: None };
    pairs.insert((elder.id, younger.id), Match { noun, record, score: found.score, reasons: found.reasons });
    names.extend([a, b].map(|known| (known.id, known.name.clone())));
}

/// Pairs that hang together, as clusters.
fn clusters(pairs: &BTreeMap<(Uuid, Uuid), Match>, names: &HashMap<Uuid, String>) -> Vec<Cluster> {
    let mut beside: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    for (a, b) in pairs.keys() {
        beside.entry(*a).or_default().push(*b);
        beside.entry(*b).or_default().push(*a);
    }
    let (mut seen, mut found): (HashSet<Uuid>, Vec<Cluster>) = (HashSet::new(), Vec::new());
    let ids: BTreeSet<Uuid> = beside.keys().copied().collect();
    for id in ids {
        let (mut members, mut open) = (Vec::new(), vec![id]);
        while let Some(next) = open.pop() {
            if seen.insert(next) {
                members.push(next);
                open.extend(beside.get(&next).into_iter().flatten());
            }
        }
        if members.len() > 1 {
            found.push(cluster(members, pairs, names, &beside));
        }
    }
    let best = |cluster: &Cluster| cluster.pairs.first().map_or(0, |pair| pair.other.score);
    found.sort_by_key(|cluster| std::cmp::Reverse(best(cluster)));
    found
}

fn cluster(
    mut members: Vec<Uuid>,
    pairs: &BTreeMap<(Uuid, Uuid), Match>,
    names: &HashMap<Uuid, String>,
    beside: &HashMap<Uuid, Vec<Uuid>>,
) -> Cluster {
    members.sort_by_key(|id| (std::cmp::Reverse(beside.get(id).map_or(0, Vec::len)), *id));
    let own: BTreeSet<Uuid> = members.iter().copied().collect();
    let within = own.iter().flat_map(|id| pairs.range((*id, Uuid::nil())..=(*id, Uuid::max())));
    let mut pairs: Vec<Pair> = within.map(|((one, _), other)| Pair { one: *one, other: other.clone() }).collect();
    pairs.sort_by_key(|pair| std::cmp::Reverse(pair.other.score));
    let label = |id: Uuid| Label { id, label: names.get(&id).cloned().unwrap_or_default(), key: None, detail: None };
    Cluster { records: members.into_iter().map(label).collect(), pairs }
}
