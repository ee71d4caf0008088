//! All that is recorded of the organisation, ready to be asked for any day as known at any instant.
//!
//! A history is immutable and cheap to share: the organisations it makes keep its rows and copy none.
//! "As we know now" (`known_at` none) means the rows that nothing supersedes.

use super::index::Organisation;
use super::model::{Row, Rows};
use super::state::folded;
use crate::kernel::id::{PersonId, PositionId, UnitId};
use crate::kernel::{Dated, Day, Instant};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// Everything recorded, with what imports look things up by.
#[derive(Clone, Debug)]
pub struct History {
    rows: Arc<Rows>,
    positions: HashMap<String, PositionId>,
    units: HashMap<String, Vec<UnitId>>,
    people: PeopleIndex,
}

/// People by what files name them by.
#[derive(Clone, Debug, Default)]
struct PeopleIndex {
    external: HashMap<String, PersonId>,
    email: HashMap<String, PersonId>,
    name: HashMap<String, Vec<PersonId>>,
}

/// Whether the row stood in the books then; none asks for now.
pub(in crate::organisation) fn is_known<T>(dated: &Dated<T>, known_at: Option<Instant>) -> bool {
    known_at.map_or(dated.superseded_at.is_none(), |at| dated.is_known(at))
}

impl History {
    /// Takes the rows and makes them ready.
    pub fn new(rows: Rows) -> History {
        let mut latest: Vec<_> = rows.positions.iter().filter(|row| is_known(&row.dated, None)).collect();
        latest.sort_by_key(|row| row.dated.span.from);
        let named = latest.iter().filter_map(|row| Some((row.dated.value.external_id.clone()?, row.dated.value.id)));
        let positions = named.collect();
        let mut units: HashMap<String, Vec<UnitId>> = HashMap::new();
        for unit in rows.units.iter().filter(|row| is_known(&row.dated, None)).map(|row| &row.dated.value) {
            let same = units.entry(folded(&unit.name)).or_default();
            if !same.contains(&unit.id) {
                same.push(unit.id);
            }
        }
        let people = PeopleIndex::new(&rows);
        History { rows: Arc::new(rows), positions, units, people }
    }
    /// All rows.
    pub fn rows(&self) -> &Rows {
        &self.rows
    }
    /// The organisation of the day, as known then; none for as we know now.
    pub fn on(&self, day: Day, known_at: Option<Instant>) -> Organisation {
        Organisation::new(Arc::clone(&self.rows), day, known_at)
    }
    /// The days on which something starts or ends, in order; neither the beginning nor the open end.
    pub fn change_days(&self, known_at: Option<Instant>) -> Vec<Day> {
        fn gather<T>(days: &mut BTreeSet<Day>, rows: &[Row<T>], known_at: Option<Instant>) {
            let known = rows.iter().map(|row| &row.dated).filter(|dated| is_known(dated, known_at));
            for dated in known.filter(|dated| !dated.span.is_empty()) {
                days.extend([dated.span.from, dated.span.to]);
            }
        }
        let mut days = BTreeSet::new();
        gather(&mut days, &self.rows.units, known_at);
        gather(&mut days, &self.rows.positions, known_at);
        gather(&mut days, &self.rows.dotted_lines, known_at);
        gather(&mut days, &self.rows.assignments, known_at);
        gather(&mut days, &self.rows.coverages, known_at);
        days.remove(&Day::BEGINNING);
        days.remove(&Day::END);
        days.into_iter().collect()
    }
    /// The position that carries the external id on any day, as we know now; the latest where several do.
    pub fn position_by_external(&self, external_id: &str) -> Option<PositionId> {
        self.positions.get(external_id).copied()
    }
    /// Units that carry the name on any day, as we know now; case and doubled spaces do not count.
    pub fn units_by_name(&self, name: &str) -> &[UnitId] {
        self.units.get(&folded(name)).map_or(&[], Vec::as_slice)
    }
    /// The person with the external id.
    pub fn person_by_external(&self, external_id: &str) -> Option<PersonId> {
        self.people.external.get(external_id).copied()
    }
    /// The person with the e-mail; case does not count.
    pub fn person_by_email(&self, email: &str) -> Option<PersonId> {
        self.people.email.get(&email.trim().to_lowercase()).copied()
    }
    /// The people of that name; case and doubled spaces do not count.
    pub fn people_by_name(&self, name: &str) -> &[PersonId] {
        self.people.name.get(&folded(name)).map_or(&[], Vec::as_slice)
    }
}

impl PeopleIndex {
    fn new(rows: &Rows) -> PeopleIndex {
        let mut index = PeopleIndex::default();
        for person in rows.people.values() {
            index.name.entry(folded(&person.name)).or_default().push(person.id);
            if let Some(external) = &person.external_id {
                index.external.insert(external.clone(), person.id);
            }
            if let Some(email) = &person.email {
                index.email.insert(email.to_lowercase(), person.id);
            }
        }
        index
    }
}
