//! What an import touched, read from its events: records it made, records it changed and how, its edits of
//! the organisation; and which of the records were changed again since.

use super::sql;
use crate::Result;
use crate::events::Event;
use db::Tx;
use domain::kernel::id::SetId;
use domain::organisation::Changes;
use domain::policy::Noun;
use serde_json::Value as Json;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Everything an import did.
#[derive(Default)]
pub(super) struct Touched {
    /// Edits of the organisation, first to last.
    pub organisation: Vec<Changes>,
    made: HashMap<String, Vec<Uuid>>,
    changed: HashMap<String, Vec<Uuid>>,
    /// Field → [before, after] of each change, last to first.
    changes: HashMap<Uuid, Vec<Json>>,
    changed_since: HashSet<Uuid>,
}

impl Touched {
    /// From the events of the set, newest first.
    pub(super) fn new(tx: &mut Tx<'_>, set: SetId, events: Vec<Event>) -> Result<Touched> {
        let mut touched = Touched::default();
        let made: HashSet<Uuid> = events.iter().filter(|e| e.kind == "created").map(|e| e.record).collect();
        for event in events {
            if event.kind == "organisation_edited" {
                let changes = event.changes.get("changes").cloned().unwrap_or_default();
                touched.organisation.push(serde_json::from_value(changes)?);
            } else if event.kind == "created" {
                touched.made.entry(event.noun).or_default().push(event.record);
            } else if event.kind == "changed" && !made.contains(&event.record) {
                let all = touched.changes.entry(event.record).or_default();
                if all.is_empty() {
                    touched.changed.entry(event.noun).or_default().push(event.record);
                }
                all.push(event.changes);
            }
        }
        touched.organisation.reverse();
        let ids: Vec<Uuid> = made.into_iter().chain(touched.changes.keys().copied()).collect();
        touched.changed_since = changed_since(tx, set, &ids)?;
        Ok(touched)
    }

    /// The records of a kind that it made.
    pub(super) fn made(&self, noun: Noun) -> &[Uuid] {
        self.made.get(noun.key()).map(Vec::as_slice).unwrap_or_default()
    }
    /// The records of a kind that it changed and had not made.
    pub(super) fn changed(&self, noun: Noun) -> &[Uuid] {
        self.changed.get(noun.key()).map(Vec::as_slice).unwrap_or_default()
    }
    /// Everything that it made or changed.
    pub(super) fn all(&self) -> Vec<Uuid> {
        self.made.values().chain(self.changed.values()).flatten().copied().collect()
    }
    /// What it made of those that nobody has changed since.
    pub(super) fn own(&self) -> HashSet<Uuid> {
        self.made.values().flatten().copied().filter(|id| !self.is_changed_since(*id)).collect()
    }
    /// Whether someone or something else has changed the record since.
    pub(super) fn is_changed_since(&self, record: Uuid) -> bool {
        self.changed_since.contains(&record)
    }
    /// The record as it was before the import.
    pub(super) fn before<R: serde::Serialize + serde::de::DeserializeOwned>(&self, id: Uuid, now: &R) -> Result<R> {
        let mut state = serde_json::to_value(now)?;
        for changes in self.changes.get(&id).into_iter().flatten() {
            let (Some(fields), Some(state)) = (changes.as_object(), state.as_object_mut()) else { continue };
            for (field, pair) in fields {
                state.insert(field.clone(), pair.get(0).cloned().unwrap_or_default());
            }
        }
        Ok(serde_json::from_value(state)?)
    }
}

/// Records whose last change is not the set's. A set that was itself taken back for the record counts as never.
fn changed_since(tx: &mut Tx<'_>, set: SetId, ids: &[Uuid]) -> Result<HashSet<Uuid>> {
    let mut since = HashSet::new();
    for part in ids.chunks(500) {
        let mut by_record: HashMap<Uuid, Vec<(Option<SetId>, bool)>> = HashMap::new();
        for (record, of, is_undo) in sql::causes(tx, part)? {
            by_record.entry(record).or_default().push((of, is_undo));
        }
        for (record, causes) in by_record {
            let taken_back: Vec<SetId> = causes.iter().filter(|(_, undo)| *undo).filter_map(|(of, _)| *of).collect();
            let stands = |of: &Option<SetId>| of.is_none_or(|of| !taken_back.contains(&of));
            let last = causes.iter().rev().map(|(of, _)| of).find(|of| stands(of));
            if last.is_some_and(|of| *of != Some(set)) {
                since.insert(record);
            }
        }
    }
    Ok(since)
}
