//! Which position and which person a row means.
//!
//! Rows meet positions by id within the scope, else by the holder's e-mail, else by name. Of two rows of one
//! file that mean the same, the later holds.

use super::{RosterOptions, RosterRow};
use crate::kernel::id::{PersonId, PositionId};
use crate::kernel::{Day, Refusal};
use crate::organisation::model::AssignmentKind;
use crate::organisation::roles::role;
use crate::organisation::state::{State, folded};
use std::collections::{HashMap, HashSet};

/// What tells the rows of one file apart.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) enum Key {
    Id(String),
    Email(String),
    Person(String),
    Name(String),
}

/// A row in force, with the position it means and the day from which it speaks.
#[derive(Clone, Debug)]
pub(super) struct Seat<'a> {
    pub row: &'a RosterRow,
    pub position: PositionId,
    pub external: Option<String>,
    pub from: Day,
}

/// The rows of a roster, told apart and matched.
#[derive(Debug, Default)]
pub(super) struct Keyed<'a> {
    pub seats: Vec<Seat<'a>>,
    pub by_key: HashMap<Key, usize>,
    pub by_name: HashMap<String, Vec<usize>>,
    pub by_email: HashMap<String, usize>,
    /// Replaced rows and the seat that replaces them.
    pub doubles: Vec<(&'a RosterRow, usize)>,
    /// Positions that rejected rows mean: they are not absent.
    pub spared: HashSet<PositionId>,
    /// Whether any row names its holder; if none does, holders stay as they are.
    pub names_people: bool,
    pub rejected: Vec<(u64, Refusal)>,
    pub replaced: Vec<(u64, Refusal)>,
    pub warnings: Vec<(u64, Refusal)>,
}

/// The text, where there is any.
pub(super) fn given(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

/// Whether the row says who holds the position.
pub(super) fn names_holder(row: &RosterRow) -> bool {
    given(&row.person_key).is_some() || given(&row.email).is_some() || given(&row.name).is_some()
}

/// An id as we keep it: within its scope.
pub(super) fn scoped(scope: Option<&str>, id: &str) -> String {
    scope.map_or_else(|| id.to_owned(), |scope| format!("{scope}/{id}"))
}

/// The day a roster speaks for.
pub(super) fn roster_day(options: &RosterOptions) -> Day {
    options.as_of.unwrap_or(Day::BEGINNING)
}

fn key(row: &RosterRow) -> Option<Key> {
    let id = given(&row.external_id).map(|id| Key::Id(scoped(given(&row.scope), id)));
    id.or_else(|| given(&row.email).map(|email| Key::Email(folded(email))))
        .or_else(|| given(&row.person_key).map(|key| Key::Person(key.to_owned())))
        .or_else(|| given(&row.name).map(|name| Key::Name(folded(name))))
}

fn fault(row: &RosterRow) -> Option<Refusal> {
    if let (Some(from), Some(to)) = (row.starts_on, row.ends_on)
        && to < from
    {
        return Some(Refusal::new("refusal-end-before-begin").at("ends_on").with("from", from).with("to", to));
    }
    let share = row.share_bp.filter(|share| !(1..=10_000).contains(share))?;
    Some(Refusal::new("refusal-share-range").at("share").with("share", share))
}

impl<'a> Keyed<'a> {
    /// Tells the rows apart, gives back those that cannot be, and finds or makes each position's id.
    pub fn read(
        state: &State,
        rows: &'a [RosterRow],
        options: &RosterOptions,
        ids: &mut dyn FnMut() -> uuid::Uuid,
    ) -> Keyed<'a> {
        let mut keyed = Keyed::default();
        let mut chosen: Vec<(&'a RosterRow, Key)> = Vec::with_capacity(rows.len());
        let mut doubles = Vec::new();
        let day = roster_day(options);
        let titled = rows.iter().any(|row| given(&row.title).is_some());
        for row in rows {
            let Some(key) = key(row) else {
                keyed.rejected.push((row.line, Refusal::new("refusal-row-without-key").at("external_id")));
                continue;
            };
            if let Some(refusal) = fault(row) {
                keyed.rejected.push((row.line, refusal));
                keyed.spared.extend(held_by_key(state, &key, day));
                continue;
            }
            // Whoever had gone before the roster's day is no part of it.
            if let Some(last) = row.ends_on.filter(|last| *last < day && row.starts_on.is_none()) {
                let refusal = Refusal::new("refusal-end-before-begin").at("ends_on");
                keyed.rejected.push((row.line, refusal.with("from", day).with("to", last)));
                continue;
            }
            if titled && given(&row.title).is_none() {
                keyed.warnings.push((row.line, Refusal::new("warning-title-missing").at("title")));
            }
            let unknown = row.roles.iter().filter(|key| role(key).is_none());
            let warning = |key| (row.line, Refusal::new("warning-role-unknown").at("roles").with("role", key));
            keyed.warnings.extend(unknown.map(warning));
            match keyed.by_key.get(&key) {
                None => {
                    keyed.by_key.insert(key.clone(), chosen.len());
                    chosen.push((row, key));
                }
                Some(&place) => {
                    if let Some(slot) = chosen.get_mut(place) {
                        doubles.push((slot.0, place));
                        keyed.replaced.push((slot.0.line, replaced_by(row, slot.0)));
                        slot.0 = row;
                    }
                }
            }
        }
        keyed.doubles = doubles;
        keyed.names_people = rows.iter().any(names_holder);
        keyed.seat(state, chosen, day, ids);
        keyed
    }

    fn seat(
        &mut self,
        state: &State,
        chosen: Vec<(&'a RosterRow, Key)>,
        day: Day,
        ids: &mut dyn FnMut() -> uuid::Uuid,
    ) {
        let mut claimed = HashSet::with_capacity(chosen.len());
        // Ids first: whoever is matched by name must not take the position another row names by id.
        let by_id: Vec<Option<PositionId>> = chosen
            .iter()
            .map(|(_, key)| match key {
                Key::Id(id) => state.by_external_id(id, day).filter(|position| claimed.insert(*position)),
                _ => None,
            })
            .collect();
        for (place, ((row, key), found)) in chosen.into_iter().zip(by_id).enumerate() {
            let by_holder = || held_by_row(state, row, &key, day).into_iter().find(|id| !claimed.contains(id));
            let found = found.or_else(by_holder);
            let position = found.unwrap_or_else(|| PositionId(ids()));
            claimed.insert(position);
            if let Some(name) = given(&row.name) {
                self.by_name.entry(folded(name)).or_default().push(place);
            }
            if let Some(email) = given(&row.email) {
                self.by_email.entry(folded(email)).or_insert(place);
            }
            let external = if let Key::Id(id) = key { Some(id) } else { None };
            // What we know is changed from the roster's day on; a row about days before it says all it knows.
            let is_over = row.ends_on.is_some_and(|last| last < day);
            let of_known = |starts: Day| if found.is_some() && !is_over { starts.max(day) } else { starts };
            let from = row.starts_on.map_or(day, of_known);
            self.seats.push(Seat { row, position, external, from });
        }
    }
}

fn replaced_by(later: &RosterRow, earlier: &RosterRow) -> Refusal {
    let id = given(&earlier.external_id).or(given(&earlier.email)).or(given(&earlier.name)).unwrap_or_default();
    Refusal::new("refusal-replaced-by-later-row").at("external_id").with("id", id).with("line", later.line)
}

fn held_by_key(state: &State, key: &Key, day: Day) -> Vec<PositionId> {
    match key {
        Key::Id(id) => state.by_external_id(id, day).into_iter().collect(),
        Key::Email(email) => seats(state, state.person_by_email(email), day),
        Key::Person(key) => seats(state, state.person_by_external_id(key), day),
        Key::Name(name) => seats(state, state.people_by_name(name), day),
    }
}

/// Positions the row's holder has on the day. A row with an id may take over only one that has none.
fn held_by_row(state: &State, row: &RosterRow, key: &Key, day: Day) -> Vec<PositionId> {
    let Key::Id(_) = key else { return held_by_key(state, key, row.starts_on.map_or(day, |starts| starts.max(day))) };
    let by_email = given(&row.email).and_then(|email| state.person_by_email(email));
    let holders = by_email.map_or_else(
        || given(&row.name).map(|name| state.people_by_name(name)).unwrap_or_default(),
        |person| vec![person],
    );
    let nameless = |id: &PositionId| state.position(*id, day).is_some_and(|position| position.external_id.is_none());
    seats(state, holders, day).into_iter().filter(nameless).collect()
}

/// The positions people hold on the day, regular ones first.
pub(super) fn seats(state: &State, people: impl IntoIterator<Item = PersonId>, day: Day) -> Vec<PositionId> {
    let mut held: Vec<_> = people.into_iter().flat_map(|person| state.seats_of(person, day)).collect();
    held.sort_by_key(|held| held.kind != AssignmentKind::Regular);
    held.into_iter().map(|held| held.position).collect()
}
