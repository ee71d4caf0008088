//! From rows and lines to edits: units, positions, lines, holders, endings, defects, in that order.

use super::RosterOptions;
use super::forest::{Lines, defect};
use super::keys::{Keyed, Seat, given, names_holder, roster_day};
use crate::kernel::id::{PersonId, PositionId, UnitId};
use crate::kernel::{Day, Span};
use crate::organisation::model::*;
use crate::organisation::roles::role;
use crate::organisation::series::overlap;
use crate::organisation::state::{State, folded, linked};
use std::collections::{HashMap, HashSet};

/// How many positions were touched, and how.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub created: usize,
    pub updated: usize,
    pub unchanged: usize,
    pub ended: usize,
}

/// What became of a seat.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Created,
    Updated,
    Unchanged,
}

type Ids<'i> = &'i mut dyn FnMut() -> uuid::Uuid;

/// Makes the edits.
pub(super) fn write(state: &mut State, keyed: &Keyed, lines: &mut Lines, options: &RosterOptions, ids: Ids) -> Tally {
    let day = roster_day(options);
    let mut offices = Offices::new(state, keyed, options, ids);
    let mut fates: Vec<Fate> = Vec::with_capacity(keyed.seats.len());
    for seat in &keyed.seats {
        let unit = offices.find(state, &seat.row.unit, ids);
        fates.push(put_seat(state, seat, unit));
    }
    // Before the lines, so that none is drawn on days that the roster itself takes away.
    let mut ended = 0;
    for seat in &keyed.seats {
        let end = seat.row.ends_on.map(|last| last.next().max(seat.from));
        let ends = end.is_some_and(|end| end < Day::END && end_seat(state, seat.position, end));
        ended += usize::from(ends);
    }
    let differing = put_managers(state, keyed, lines, &fates, options);
    let mut crew = Crew::default();
    for ((seat, mut differs), fate) in keyed.seats.iter().zip(differing).zip(&mut fates) {
        differs |= crew.put_holder(state, keyed, seat, ids);
        if differs && *fate == Fate::Unchanged {
            *fate = Fate::Updated;
        }
    }
    let count = |fate| fates.iter().filter(|f| **f == fate).count();
    let mut tally = Tally {
        created: count(Fate::Created),
        updated: count(Fate::Updated),
        unchanged: count(Fate::Unchanged),
        ended,
    };
    if options.complete {
        let present: HashSet<PositionId> = keyed.seats.iter().map(|seat| seat.position).collect();
        let absent: Vec<PositionId> = state.positions_on(day).iter().map(|position| position.id).collect();
        for id in absent.into_iter().filter(|id| !present.contains(id) && !keyed.spared.contains(id)) {
            tally.ended += usize::from(end_seat(state, id, day));
        }
    }
    put_defects(state, keyed, lines, options);
    tally
}

fn end_seat(state: &mut State, id: PositionId, on: Day) -> bool {
    state.position(id, on).is_some() && state.end_position(id, None, Span::since(on)).is_ok()
}

/// The position with what the row says of it, its line and holder apart.
fn put_seat(state: &mut State, seat: &Seat, unit: Option<UnitId>) -> Fate {
    let row = seat.row;
    let Some(held) = state.position(seat.position, seat.from) else {
        let gap = state.positions.gaps(&seat.position, Span::since(seat.from)).into_iter().next();
        let before = state.positions.rows(&seat.position).last().map(|row| row.dated.value.clone());
        // A row that says when it ended, and did end, describes what we already hold.
        let over = before.is_some() && row.ends_on.is_some_and(|last| last < seat.from);
        let (Some(gap), Some(unit), false) = (gap, unit, over) else { return Fate::Unchanged };
        let mut position = before.unwrap_or_else(|| blank(seat, unit));
        position.reports_to = None;
        fill(&mut position, seat, Some(unit));
        state.put_position(gap, position);
        return Fate::Created;
    };
    let keep = held.unit;
    let unit = if row.unit.is_empty() { Some(keep) } else { unit };
    let mut wanted = held.clone();
    fill(&mut wanted, seat, unit);
    if wanted == *held {
        return Fate::Unchanged;
    }
    state.edit_position(seat.position, Span::since(seat.from), |position| fill(position, seat, unit));
    Fate::Updated
}

fn blank(seat: &Seat, unit: UnitId) -> Position {
    let row = seat.row;
    let label = given(&row.name).or(given(&row.external_id)).or(given(&row.email)).or(given(&row.person_key));
    Position {
        id: seat.position,
        external_id: None,
        unit,
        title: label.unwrap_or_default().to_owned(),
        roles: Vec::new(),
        reports_to: None,
        location: None,
        languages: Vec::new(),
        cost_per_year: None,
        quota_class: None,
        capacity: None,
        is_stub: false,
    }
}

fn fill(position: &mut Position, seat: &Seat, unit: Option<UnitId>) {
    let row = seat.row;
    if let Some(title) = given(&row.title) {
        title.clone_into(&mut position.title);
    }
    if let Some(external) = &seat.external {
        position.external_id = Some(external.clone());
    }
    if let Some(location) = given(&row.location) {
        position.location = Some(location.to_owned());
    }
    if !row.languages.is_empty() {
        position.languages.clone_from(&row.languages);
    }
    let known: Vec<String> = row.roles.iter().filter(|key| role(key).is_some()).cloned().collect();
    if !known.is_empty() {
        position.roles = known;
    }
    position.unit = unit.unwrap_or(position.unit);
    position.is_stub = false;
}

/// Draws the lines that differ on their seat's day. First all of them are taken away and then drawn one by
/// one, so that only what the roster means can close a cycle: two who change places do not. A line that would
/// close one on a later day is left out and kept as a defect.
fn put_managers(
    state: &mut State,
    keyed: &Keyed,
    lines: &mut Lines,
    fates: &[Fate],
    options: &RosterOptions,
) -> Vec<bool> {
    let mut differing = Vec::with_capacity(fates.len());
    for ((seat, manager), fate) in keyed.seats.iter().zip(&lines.managers).zip(fates) {
        // Where the manager named does not hold that day, the line we have, to whoever took over, stays.
        let says = manager.is_none_or(|manager| state.position(manager, seat.from).is_some());
        let held = state.position(seat.position, seat.from);
        let differs = held.is_some_and(|held| *fate == Fate::Created || says && held.reports_to != *manager);
        if differs {
            state.edit_position(seat.position, Span::since(seat.from), |position| position.reports_to = None);
        }
        differing.push(differs);
    }
    for ((seat, manager), differs) in keyed.seats.iter().zip(&mut lines.managers).zip(&differing) {
        let Some(above) = *manager else { continue };
        if !differs {
            // A line left out before, for a cycle on some later day, is still left out.
            let known = defect("reporting_cycle", Some(seat.position), seat.row, options);
            let stands = state.faults.get(&seat.position).is_some_and(|faults| faults.contains(&known));
            if stands && state.position(seat.position, seat.from).is_some_and(|held| held.reports_to.is_none()) {
                lines.defects.push(known);
            }
            continue;
        }
        let has_reports = state.reports.get(&seat.position).is_some_and(|reports| !reports.is_empty());
        if has_reports && state.meets(above, seat.position, Span::since(seat.from)).is_some() {
            lines.defects.push(defect("reporting_cycle", Some(seat.position), seat.row, options));
            *manager = None;
            continue;
        }
        draw(state, seat, above);
    }
    differing
}

/// Draws one line. On days on which the manager's position does not hold, the position is a root.
fn draw(state: &mut State, seat: &Seat, manager: PositionId) {
    let days = Span::since(seat.from);
    let lives: Vec<Span> = state.positions.rows(&manager).iter().map(|row| overlap(row.dated.span, days)).collect();
    for life in lives.into_iter().filter(|life| !life.is_empty()) {
        state.edit_position(seat.position, life, |position| position.reports_to = Some(manager));
    }
}

/// The people of a roster: whom a row means is settled once.
#[derive(Default)]
struct Crew {
    /// People that rows of this roster already stand for, told apart by name only.
    taken: HashSet<PersonId>,
}

impl Crew {
    /// The holder as the row says. A row that names nobody vacates the seat where other rows name people.
    fn put_holder(&mut self, state: &mut State, keyed: &Keyed, seat: &Seat, ids: Ids) -> bool {
        let row = seat.row;
        if state.position(seat.position, seat.from).is_none() {
            return false;
        }
        if !names_holder(row) {
            return keyed.names_people
                && !state.holders_of(seat.position, seat.from).is_empty()
                && state.vacate(seat.position, Span::since(seat.from));
        }
        let person = self.person(state, seat, ids);
        let held = state.holders_of(seat.position, seat.from);
        let wanted =
            Assignment { person, position: seat.position, share_bp: row.share_bp.unwrap_or(10_000), kind: row.kind };
        match held.iter().find(|held| held.person == person) {
            Some(held) if **held == wanted || row.share_bp.is_none() => return false,
            Some(_) => {}
            None => {
                state.vacate(seat.position, Span::since(seat.from));
            }
        }
        state.hold(wanted, seat.from).is_ok()
    }

    /// The person of the row, by key, e-mail or name, brought up to date; a new one where we know none.
    fn person(&mut self, state: &mut State, seat: &Seat, ids: Ids) -> PersonId {
        let row = seat.row;
        let by_key = given(&row.person_key).and_then(|key| state.person_by_external_id(key));
        let by_email = || given(&row.email).and_then(|email| state.person_by_email(email));
        let found = by_key.or_else(by_email).or_else(|| self.namesake(state, seat));
        let id = found.unwrap_or_else(|| PersonId(ids()));
        self.taken.insert(id);
        let before = state.person(id).cloned();
        let mut person = before.clone().unwrap_or_else(|| Person {
            id,
            name: given(&row.email).or(given(&row.person_key)).unwrap_or_default().to_owned(),
            email: None,
            is_active: true,
            external_id: None,
        });
        person.is_active = true;
        if let Some(name) = given(&row.name) {
            name.clone_into(&mut person.name);
        }
        if let Some(email) = given(&row.email) {
            person.email = Some(folded(email));
        }
        if person.external_id.is_none() {
            person.external_id = given(&row.person_key).map(str::to_owned);
        }
        if before.as_ref() != Some(&person) {
            state.put_person(person);
        }
        id
    }

    /// Someone of that name: whoever holds the seat, else one whom no other row of the roster means. A
    /// namesake with another key or e-mail is somebody else.
    fn namesake(&self, state: &State, seat: &Seat) -> Option<PersonId> {
        let row = seat.row;
        let name = given(&row.name)?;
        let fits = |id: &PersonId| {
            state.person(*id).is_some_and(|person| {
                folded(&person.name) == folded(name)
                    && (given(&row.email).is_none() || person.email.is_none())
                    && (given(&row.person_key).is_none() || person.external_id.is_none())
            })
        };
        let holders = state.holders_of(seat.position, seat.from).into_iter().map(|held| held.person);
        let known = state.people_by_name(name).into_iter().filter(|id| !self.taken.contains(id));
        holders.chain(known).find(fits)
    }
}

/// The units of a roster, made where there are none.
struct Offices<'o> {
    company: UnitId,
    since: Day,
    options: &'o RosterOptions,
    found: HashMap<Vec<String>, UnitId>,
}

impl<'o> Offices<'o> {
    fn new(state: &mut State, keyed: &Keyed, options: &'o RosterOptions, ids: Ids) -> Self {
        let since = keyed.seats.iter().map(|seat| seat.from).min().unwrap_or(roster_day(options));
        let known = state.company(since);
        // A company made here has always been: only its parts have dates.
        let since_root = if known.is_some() { since } else { Day::BEGINNING };
        let company = known.unwrap_or_else(|| UnitId(ids()));
        let root =
            Unit { id: company, parent: None, name: options.company.clone(), kind: "company".to_owned(), model: None };
        if !keyed.seats.is_empty() {
            hold(state, root, since_root);
        }
        Offices { company, since, options, found: HashMap::new() }
    }
    fn find(&mut self, state: &mut State, path: &[String], ids: Ids) -> Option<UnitId> {
        if let Some(unit) = self.found.get(path) {
            return Some(*unit);
        }
        let mut at = self.company;
        for (depth, name) in path.iter().map(|name| name.trim()).enumerate() {
            let is_company = depth == 0 && state.unit(at, self.since).is_some_and(|unit| unit.name == name);
            if name.is_empty() || is_company {
                continue;
            }
            at = self.inner(state, at, name, ids);
        }
        self.found.insert(path.to_vec(), at);
        Some(at)
    }
    fn inner(&mut self, state: &mut State, parent: UnitId, name: &str, ids: Ids) -> UnitId {
        let named = |id: &UnitId| {
            let rows = state.units.rows(id);
            rows.iter()
                .any(|row| row.dated.value.parent == Some(parent) && folded(&row.dated.value.name) == folded(name))
        };
        let known = linked(&state.subunits, &parent).into_iter().find(named);
        let kind = if self.options.unit_kind.is_empty() { "department" } else { &self.options.unit_kind };
        let id = known.unwrap_or_else(|| UnitId(ids()));
        let unit = Unit { id, parent: Some(parent), name: name.to_owned(), kind: kind.to_owned(), model: None };
        hold(state, unit, self.since);
        id
    }
}

/// Makes the unit hold on every day since.
fn hold(state: &mut State, unit: Unit, since: Day) {
    for gap in state.units.gaps(&unit.id, Span::since(since)) {
        let rows = state.units.rows(&unit.id);
        let near = rows.iter().find(|row| row.dated.span.from >= gap.to).or(rows.last());
        let known = near.map_or_else(|| unit.clone(), |row| row.dated.value.clone());
        state.put_unit(gap, Unit { parent: unit.parent, ..known });
    }
}

/// Keeps the roster's defects and ends those it has mended.
fn put_defects(state: &mut State, keyed: &Keyed, lines: &Lines, options: &RosterOptions) {
    let day = roster_day(options);
    let wanted: HashSet<&Defect> = lines.defects.iter().collect();
    let present: HashSet<PositionId> = keyed.seats.iter().map(|seat| seat.position).collect();
    let file = format!("{}:", options.source);
    let ours = |defect: &&Defect| {
        defect.position.is_some_and(|position| present.contains(&position))
            || defect.source.as_deref().is_some_and(|source| source.starts_with(&file))
    };
    let mut stale: Vec<Defect> =
        state.defects.keys().filter(ours).filter(|defect| !wanted.contains(defect)).cloned().collect();
    stale.sort_unstable();
    for defect in stale {
        state.defects.remove(&defect, Span::since(day));
    }
    for defect in &lines.defects {
        state.put_defect(Span::since(day), defect.clone());
    }
}
