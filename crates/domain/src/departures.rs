//! Someone leaves: which of their seats stand empty then, what is decided about them, and where the work on them goes.
//!
//! Work belongs to a seat. Where another holds the seat too, the work stays with them; where nobody does, it waits for the
//! successor, finds its way by coverage as if it were new, or goes to one seat that somebody names. What is closed stays: it
//! was this seat's. Days are those of the company; `on` is the first day on which the person is gone.

use crate::kernel::id::{PersonId, PositionId};
use crate::organisation::{Edit, Organisation, Person, Rows};
use crate::{Day, Refusal};
use serde::{Deserialize, Serialize};

/// Where the open work on the seats of someone who leaves goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Heir {
    /// It stays on the seat, for whoever takes it next.
    Successor,
    /// Each piece goes where coverage sends it.
    Coverage,
    /// All of it to one seat.
    Position(PositionId),
}

impl Heir {
    /// As stored, the seat apart.
    pub fn key(self) -> &'static str {
        match self {
            Heir::Successor => "successor",
            Heir::Coverage => "coverage",
            Heir::Position(_) => "position",
        }
    }
    /// The heir of that key and seat.
    pub fn from_key(key: &str, position: Option<PositionId>) -> Option<Heir> {
        match (key, position) {
            ("successor", _) => Some(Heir::Successor),
            ("coverage", _) => Some(Heir::Coverage),
            ("position", Some(position)) => Some(Heir::Position(position)),
            _ => None,
        }
    }
}

/// Seats on which work is left when the person goes: those they hold alone today, and those that stand empty since they,
/// the last holder, were taken off them.
pub fn seats(organisation: &Organisation, rows: &Rows, person: PersonId) -> Vec<PositionId> {
    let held = organisation.positions_of(person).iter().map(|held| held.position);
    let alone = held.filter(|seat| organisation.holders(*seat).iter().all(|holder| holder.person == person));
    let mut seats: Vec<PositionId> = alone.collect();
    let standing = || rows.assignments.iter().filter(|row| row.dated.superseded_at.is_none());
    for row in standing().filter(|row| row.dated.value.person == person && row.dated.span.to <= organisation.day()) {
        let seat = row.dated.value.position;
        let is_last = || {
            let others = standing().filter(|other| other.dated.value.position == seat);
            others.map(|other| other.dated.span.to).max() == Some(row.dated.span.to)
        };
        let stands = organisation.position(seat).is_some() && organisation.is_vacant(seat);
        if stands && !seats.contains(&seat) && is_last() {
            seats.push(seat);
        }
    }
    seats
}

/// What is decided about the organisation when a person leaves.
///
/// # Errors
/// `departure-day` for a day to come; `departure-heir` where the heir is one of the seats left, empty or unknown.
pub fn leave(
    organisation: &Organisation,
    person: &Person,
    seats: &[PositionId],
    heir: Heir,
    (on, today): (Day, Day),
) -> Result<Vec<(Edit, Day)>, Refusal> {
    if on > today {
        return Err(Refusal::new("departure-day").at("on"));
    }
    if let Heir::Position(to) = heir {
        let stands = organisation.position(to).is_some() && !organisation.is_vacant(to);
        if !stands || seats.contains(&to) {
            return Err(Refusal::new("departure-heir").at("position"));
        }
    }
    let held = organisation.positions_of(person.id).iter();
    let mut edits: Vec<(Edit, Day)> =
        held.map(|held| (Edit::EndAssignment { person: person.id, position: held.position }, on)).collect();
    if person.is_active {
        edits.push((Edit::PutPerson { person: Person { is_active: false, ..person.clone() } }, on));
    }
    Ok(edits)
}

/// Who takes what follows no record: the seat that was named, else the first above that somebody holds.
pub fn stand_in(organisation: &Organisation, seat: PositionId, heir: Heir) -> Option<PositionId> {
    if let Heir::Position(to) = heir {
        return Some(to);
    }
    organisation.ancestors(seat).find(|above| !organisation.is_vacant(*above))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_heir_is_read_as_written() {
        let seat = PositionId(uuid::Uuid::from_u128(7));
        for heir in [Heir::Successor, Heir::Coverage, Heir::Position(seat)] {
            assert_eq!(Heir::from_key(heir.key(), Some(seat)), Some(heir));
        }
        assert_eq!(Heir::from_key("position", None), None);
        assert_eq!(Heir::from_key("nobody", None), None);
    }
}
