//! Who holds what on a day: holders of positions, positions of people, vacancies.
//!
//! Holders stand in order: regular before acting, larger share before smaller, then by id; the first is the
//! one a record shows. Assignments to a position that is not there on the day do not count.

use super::forest::Forest;
use super::index::{Organisation, current};
use super::model::{AssignmentKind, Person, Rows};
use crate::kernel::id::{PersonId, PositionId};
use crate::kernel::{Day, Instant};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// A person in a position.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Holder {
    /// Who.
    pub person: PersonId,
    /// Which seat.
    pub position: PositionId,
    /// Share of the person's time in basis points.
    pub share_bp: u32,
    /// Regular or acting.
    pub kind: AssignmentKind,
}

/// All assignments of a day, from either end.
#[derive(Clone, Debug, Default)]
pub(super) struct Seating {
    by_position: HashMap<PositionId, Vec<Holder>>,
    by_person: BTreeMap<PersonId, Vec<Holder>>,
}

impl Seating {
    pub(super) fn new(rows: &Rows, lines: &Forest<PositionId>, day: Day, known_at: Option<Instant>) -> Seating {
        let found =
            current(&rows.assignments, day, known_at, |a| (a.position, a.person, a.kind == AssignmentKind::Acting));
        let mut holders: Vec<Holder> =
            found.into_values().map(|n| Holder::of(&rows.assignments[n].dated.value)).collect();
        holders.retain(|holder| lines.place(holder.position).is_some());
        holders.sort_by_key(Holder::order);
        let mut seating = Seating::default();
        for holder in holders {
            seating.by_position.entry(holder.position).or_default().push(holder);
            seating.by_person.entry(holder.person).or_default().push(holder);
        }
        seating
    }
}

impl Holder {
    fn of(assignment: &super::model::Assignment) -> Holder {
        let super::model::Assignment { person, position, share_bp, kind } = *assignment;
        Holder { person, position, share_bp, kind }
    }
    fn order(&self) -> (bool, std::cmp::Reverse<u32>, PersonId, PositionId) {
        (self.kind == AssignmentKind::Acting, std::cmp::Reverse(self.share_bp), self.person, self.position)
    }
}

impl Organisation {
    /// Who holds the position, the first holder first.
    pub fn holders(&self, id: PositionId) -> &[Holder] {
        self.seating.by_position.get(&id).map_or(&[], Vec::as_slice)
    }
    /// The first holder: the regular one with the largest share, else who acts.
    pub fn person_of(&self, id: PositionId) -> Option<PersonId> {
        self.holders(id).first().map(|holder| holder.person)
    }
    /// What the person holds, the main position first.
    pub fn positions_of(&self, person: PersonId) -> &[Holder] {
        self.seating.by_person.get(&person).map_or(&[], Vec::as_slice)
    }
    /// Everyone who holds a position on the day, with what they hold.
    pub fn seated(&self) -> impl ExactSizeIterator<Item = (PersonId, &[Holder])> + '_ {
        self.seating.by_person.iter().map(|(person, held)| (*person, held.as_slice()))
    }
    /// A person, seated or not.
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.rows.people.get(&id)
    }
    /// Whether nobody holds the position.
    pub fn is_vacant(&self, id: PositionId) -> bool {
        self.holders(id).is_empty()
    }
    /// Positions nobody holds, stubs left out, in preorder.
    pub fn vacancies(&self) -> impl Iterator<Item = PositionId> + '_ {
        self.positions().filter(|position| !position.is_stub && self.is_vacant(position.id)).map(|position| position.id)
    }
}
