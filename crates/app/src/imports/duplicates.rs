//! Rows that nobody knows by their id, and that are likely a record that is here or an earlier row of their file: looked
//! for where somebody asks.

use super::report::Counts;
use super::settings::{Duplicates, Settings};
use super::source::Source;
use crate::matching::{self, Likeliest, MATCHED};
use crate::records::{self, Record};
use crate::trash::Lying;
use crate::{Ctx, Error, Result};
use db::Tx;
use domain::Refusal;
use domain::matching::Traits;
use serde_json::{Map, Value as Json};
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};
use uuid::Uuid;

/// A row that nobody knows by its id.
struct Looked {
    /// The record that is here, which it likely is.
    here: Option<Likeliest>,
    /// What it is known by, and under which keys.
    traits: Option<Traits>,
    keys: Vec<String>,
    name: String,
    /// What is to become of it where it is likely another.
    choice: Duplicates,
}

impl Looked {
    fn in_trash(&self, lying: &Lying) -> Option<Like> {
        let one = lying.like(self.traits.as_ref()?, &self.keys)?;
        Some(Like { id: one.id, name: one.name.clone(), place: Place::Trash })
    }
}

/// What is told of a row that likely is another: made all the same, skipped, or filling that one.
const NEW: [&str; 3] = ["warning-likely", "warning-likely-in-trash", "warning-likely-row"];
const SKIPPED: [&str; 3] = ["refusal-row-likely", "refusal-row-likely-in-trash", "refusal-row-likely-row"];
const UPDATED: [&str; 3] = ["warning-likely-updated", "warning-likely-in-trash", "warning-likely-row-updated"];

/// Each row, by its line, with what it likely is; none where nobody asks.
fn look<'a, R: Record + 'a>(
    tx: &mut Tx<'_>,
    settings: &Settings,
    rows: impl ExactSizeIterator<Item = (u64, &'a R)> + Clone,
) -> Result<Vec<Option<Looked>>> {
    let looks = settings.duplicates.is_some() || !settings.rows.is_empty();
    if !looks || rows.len() == 0 || !MATCHED.contains(&R::NOUN) {
        return Ok(rows.map(|_| None).collect());
    }
    let fields: Vec<Map<String, Json>> = rows.clone().map(|(_, record)| object(record)).collect::<Result<_>>()?;
    let asked = matching::known_by(tx, R::NOUN, &fields)?;
    let found = matching::likeliest(tx, R::NOUN, &asked)?;
    let chosen = |line: u64| settings.rows.get(&line.to_string()).copied().or(settings.duplicates);
    let name = |fields: &Map<String, Json>| fields.get("name").and_then(Json::as_str).unwrap_or_default().to_owned();
    let all = rows.zip(fields.iter().map(name)).zip(asked).zip(found);
    let looked = |((((line, _), name), traits), here): (((_, String), Option<Traits>), Option<Likeliest>)| {
        let keys = traits.as_ref().map(matching::strong_keys).unwrap_or_default();
        Some(Looked { here, traits, keys, name, choice: chosen(line).unwrap_or(Duplicates::New) })
    };
    Ok(all.map(looked).collect())
}

/// What a row likely is: a record that is here, one that lies in the trash, or an earlier row of the file.
struct Like {
    id: Uuid,
    name: String,
    place: Place,
}

/// Where it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Here,
    Trash,
    Line(u64),
}

impl Like {
    /// One of the texts: for a record, for one in the trash and for a row.
    fn told(&self, [here, trash, row]: [&str; 3]) -> Refusal {
        let told = |code: &str| Refusal::new(code).at("name").with("name", &self.name);
        match self.place {
            Place::Here => told(here),
            Place::Trash => told(trash),
            Place::Line(line) => told(row).with("line", line),
        }
    }
}

/// Rows of the file that are made anew, to be found again by what they are known by.
#[derive(Default)]
struct Made {
    rows: Vec<(Uuid, u64, String, Traits)>,
    by_key: HashMap<String, Vec<usize>>,
}

impl Made {
    fn add(&mut self, id: Uuid, line: u64, looked: Looked) {
        let Some(traits) = looked.traits else { return };
        for key in looked.keys {
            self.by_key.entry(key).or_default().push(self.rows.len());
        }
        self.rows.push((id, line, looked.name, traits));
    }

    /// The row that another likely is: the likeliest, of several the first.
    fn like(&self, looked: &Looked) -> Option<Like> {
        let traits = looked.traits.as_ref()?;
        let under =
            looked.keys.iter().filter_map(|key| self.by_key.get(key)).filter(|rows| rows.len() <= matching::MOST);
        let rows: BTreeSet<usize> = under.flatten().copied().collect();
        let compared = rows.into_iter().filter_map(|at| {
            let found = self.rows.get(at)?;
            let same = domain::matching::compare(traits, &found.3);
            same.is_likely().then_some((same.score, Reverse(at), found))
        });
        let (.., (id, line, name, _)) = compared.max_by_key(|(score, at, _)| (*score, *at))?;
        Some(Like { id: *id, name: name.clone(), place: Place::Line(*line) })
    }
}

/// What becomes of rows that nobody knows by their id.
pub(super) struct Settled<R> {
    /// Records as they were and are to be.
    pub writes: Vec<(Option<R>, R)>,
    /// Ids elsewhere of those that are made anew.
    pub fresh: Vec<(String, Uuid)>,
    /// Which record rows mean that were taken, by their lines.
    pub meant: Vec<(u64, Uuid)>,
    /// Things to know.
    pub warnings: Vec<(u64, Refusal)>,
    /// Rows that are given back.
    pub rejects: Vec<(u64, Refusal, Vec<String>)>,
    /// How many of each.
    pub counts: Counts,
}

/// Decides what becomes of rows, each with the record that it would make: a row that is likely a record that is here, or
/// an earlier row of the file, is made all the same, given back or fills that one, as was chosen. Records that other
/// rows name by their id are left to those.
///
/// # Errors
/// The database's own.
pub(super) fn settle<R: Record>(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    source: &Source,
    rows: Vec<(sheet::Row<'_>, R)>,
    (named, lying): (&[Uuid], &Lying),
    fill: impl Fn(sheet::Row<'_>, &mut R) -> std::result::Result<(), Refusal>,
) -> Result<Settled<R>> {
    let looked = look(tx, &source.settings, rows.iter().map(|(row, record)| (row.line(), record)))?;
    let mut standing = standing::<R>(ctx, tx, &looked, named)?;
    let (mut made, mut places) = (Made::default(), HashMap::new());
    let mut settled = Settled {
        writes: Vec::new(),
        fresh: Vec::new(),
        meant: Vec::new(),
        warnings: Vec::new(),
        rejects: Vec::new(),
        counts: Counts::default(),
    };
    for ((row, record), looked) in rows.into_iter().zip(looked) {
        let line = row.line();
        let like = looked.as_ref().and_then(|looked| match &looked.here {
            Some(here) => Some(Like { id: here.id, name: here.name.clone(), place: Place::Here }),
            None => made.like(looked).or_else(|| looked.in_trash(lying)),
        });
        let choice = looked.as_ref().map_or(Duplicates::New, |looked| looked.choice);
        match (&like, choice) {
            (None, _) | (_, Duplicates::New) => {
                settled.warnings.extend(like.map(|like| (line, like.told(NEW))));
                settled.counts.created += 1;
                settled.meant.push((line, record.id()));
                settled.fresh.extend(source.owned(&row, "id").map(|external| (external, record.id())));
                places.insert(record.id(), settled.writes.len());
                if let Some(looked) = looked {
                    made.add(record.id(), line, looked);
                }
                settled.writes.push((None, record));
                continue;
            }
            (Some(like), Duplicates::Update) => {
                if let Some(before) = standing.remove(&like.id) {
                    places.insert(like.id, settled.writes.len());
                    settled.writes.push((Some(before.clone()), before));
                }
                if let Some((_, standing)) = places.get(&like.id).and_then(|at| settled.writes.get_mut(*at)) {
                    let mut after = standing.clone();
                    match fill(row, &mut after) {
                        Ok(()) => {}
                        Err(reason) => {
                            settled.rejects.push((line, reason, Source::cells(&row)));
                            continue;
                        }
                    }
                    keep_id(standing, &mut after);
                    let told = like.told(UPDATED);
                    settled.warnings.push((line, told));
                    settled.meant.push((line, like.id));
                    match *standing == after {
                        true => settled.counts.unchanged += 1,
                        false => settled.counts.updated += 1,
                    }
                    *standing = after;
                    continue;
                }
            }
            (Some(_), Duplicates::Skip) => {}
        }
        // Skipped by choice, or a row that names the record by its id has the say, or it would have to be taken back first.
        let told = like.map(|like| like.told(SKIPPED));
        settled.rejects.extend(told.map(|told| (line, told, Source::cells(&row))));
    }
    settled.writes.retain(|(before, after)| before.as_ref() != Some(after));
    Ok(settled)
}

fn object<R: Record>(record: &R) -> Result<Map<String, Json>> {
    match serde_json::to_value(record)? {
        Json::Object(map) => Ok(map),
        _ => Err(Error::Internal("a record is no JSON object".to_owned())),
    }
}

/// The records that rows are to update, but for those that other rows name by their id.
fn standing<R: Record>(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    looked: &[Option<Looked>],
    named: &[Uuid],
) -> Result<HashMap<Uuid, R>> {
    let named: HashSet<Uuid> = named.iter().copied().collect();
    let updated = looked.iter().flatten().filter(|looked| looked.choice == Duplicates::Update);
    let ids = updated.filter_map(|looked| looked.here.as_ref()).map(|here| here.id);
    let ids: HashSet<Uuid> = ids.filter(|id| !named.contains(id)).collect();
    let ids: Vec<Uuid> = ids.into_iter().collect();
    let found = records::some::<R>(tx, None, &ids)?;
    Ok(records::with_own(ctx, tx, found)?.into_iter().map(|record| (record.id(), record)).collect())
}

/// A record that is here keeps the id it is known by elsewhere.
fn keep_id<R: Record>(before: &R, after: &mut R) {
    let mut before = before.clone();
    let known = before.external_id_mut().and_then(|id| id.take());
    if let (Some(known), Some(id)) = (known, after.external_id_mut()) {
        *id = Some(known);
    }
}
