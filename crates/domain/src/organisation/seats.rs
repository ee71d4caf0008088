//! Who holds what on a day: holders of positions, positions of people, vacancies.
//!
//! Holders stand in order: regular before acting, larger share before smaller, then by id; the first is the
//! one a record shows. Assignments to a position that is not there on the day do not count.

use super::forest::Forest;
use super::index::{Organisation, current};
use super::model::{Assignment, AssignmentKind, Person, Rows};
use crate::kernel::id::{PersonId, PositionId};
use crate::kernel::{Day, Instant};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
    /// By place of the position, then by order.
    by_position: Vec<Holder>,
    /// Where the holders of each place begin, and the end.
    starts: Vec<usize>,
    /// By person, then by order.
    by_person: Vec<Holder>,
    people: usize,
}

impl Seating {
    pub(super) fn new(rows: &Rows, lines: &Forest<PositionId>, day: Day, known_at: Option<Instant>) -> Seating {
        let same = |a: &Assignment| (a.person, a.position, a.kind == AssignmentKind::Acting);
        let found = current(&rows.assignments, day, known_at, same);
        let holders = found.into_iter().map(|(_, number)| Holder::of(&rows.assignments[number].dated.value));
        let mut placed: Vec<(u32, Holder)> =
            holders.filter_map(|holder| Some((lines.place(holder.position)?, holder))).collect();
        placed.sort_unstable_by_key(|(place, holder)| (*place, holder.order()));
        let mut starts = vec![0; lines.len() + 1];
        for (place, _) in &placed {
            starts[*place as usize + 1] += 1;
        }
        for place in 1..starts.len() {
            starts[place] += starts[place - 1];
        }
        let by_position: Vec<Holder> = placed.into_iter().map(|(_, holder)| holder).collect();
        let mut by_person = by_position.clone();
        by_person.sort_unstable_by_key(|holder| (holder.person, holder.order()));
        let people = by_person.chunk_by(|a, b| a.person == b.person).count();
        Seating { by_position, starts, by_person, people }
    }
    /// Who holds the position at the place.
    pub(super) fn at(&self, place: u32) -> &[Holder] {
        let (start, end) = (self.starts.get(place as usize), self.starts.get(place as usize + 1));
        start.zip(end).and_then(|(&start, &end)| self.by_position.get(start..end)).unwrap_or_default()
    }
}

impl Holder {
    fn of(assignment: &Assignment) -> Holder {
        let Assignment { person, position, share_bp, kind } = *assignment;
        Holder { person, position, share_bp, kind }
    }
    fn order(&self) -> (bool, std::cmp::Reverse<u32>, PersonId, PositionId) {
        (self.kind == AssignmentKind::Acting, std::cmp::Reverse(self.share_bp), self.person, self.position)
    }
}

impl Organisation {
    /// Who holds the position, the first holder first.
    pub fn holders(&self, id: PositionId) -> &[Holder] {
        self.lines.place(id).map_or(&[], |place| self.seating.at(place))
    }
    /// The first holder: the regular one with the largest share, else who acts.
    pub fn person_of(&self, id: PositionId) -> Option<PersonId> {
        self.holders(id).first().map(|holder| holder.person)
    }
    /// What the person holds, the main position first.
    pub fn positions_of(&self, person: PersonId) -> &[Holder] {
        let all = &self.seating.by_person;
        let start = all.partition_point(|held| held.person < person);
        let count = all[start..].partition_point(|held| held.person == person);
        &all[start..start + count]
    }
    /// Everyone who holds a position on the day, with what they hold.
    pub fn seated(&self) -> impl Iterator<Item = (PersonId, &[Holder])> + '_ {
        let held = self.seating.by_person.chunk_by(|a, b| a.person == b.person);
        held.filter_map(|held| Some((held.first()?.person, held)))
    }
    /// How many people hold a position.
    pub fn people_count(&self) -> usize {
        self.seating.people
    }
    /// A person, seated or not.
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.rows.people.get(&id)
    }
    /// The working time of those who hold any of the positions, in basis points of one full-time post. What somebody holds
    /// several times over is one post at most.
    pub fn full_time_bp(&self, positions: impl IntoIterator<Item = PositionId>) -> i64 {
        let mut shares: BTreeMap<PersonId, u32> = BTreeMap::new();
        for holder in positions.into_iter().flat_map(|position| self.holders(position)) {
            let share = shares.entry(holder.person).or_default();
            *share = share.saturating_add(holder.share_bp).min(10_000);
        }
        shares.into_values().map(i64::from).sum()
    }
    /// Whether nobody holds the position.
    pub fn is_vacant(&self, id: PositionId) -> bool {
        self.holders(id).is_empty()
    }
    /// Positions nobody holds, stubs left out, in preorder.
    pub fn vacancies(&self) -> impl Iterator<Item = PositionId> + '_ {
        let vacant = |seat: &super::Seat<'_>| !seat.position.is_stub && self.seating.at(seat.interval.0).is_empty();
        self.seats().filter(vacant).map(|seat| seat.position.id)
    }
}
