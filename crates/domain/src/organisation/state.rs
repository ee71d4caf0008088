//! A working copy of the standing organisation, indexed both ways, on which a batch of edits is decided.
//!
//! Reading is by thing and day; every write keeps the links (who may report to whom, who sits in which unit
//! on some day). Links are a superset over all days: whoever follows one looks at the rows of the day.
//! Invariants kept by the edits, on every day: reporting lines are a forest; units are one tree; a position's
//! unit and manager hold whenever the position does; assignments, lines and coverage hold only with their
//! positions.

use super::changes::{Changes, PersonChange};
use super::model::*;
use super::series::{Series, overlap};
use crate::kernel::id::*;
use crate::kernel::{Day, Instant, Span};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::Hash;

/// A set of things by a thing.
type Links<A, B> = HashMap<A, BTreeSet<B>>;

/// The standing organisation, and the batch under way.
#[derive(Clone, Debug)]
pub struct State {
    pub(super) units: Series<UnitId, Unit>,
    pub(super) positions: Series<PositionId, Position>,
    pub(super) dotted_lines: Series<(PositionId, PositionId), DottedLine>,
    pub(super) assignments: Series<(PersonId, PositionId), Assignment>,
    pub(super) coverages: Series<CoverageId, Coverage>,
    pub(super) defects: Series<Defect, Defect>,
    people: HashMap<PersonId, Person>,
    people_before: Vec<(PersonId, Option<Person>)>,
    latest: Instant,
    pub(super) reports: Links<PositionId, PositionId>,
    pub(super) subunits: Links<UnitId, UnitId>,
    pub(super) members: Links<UnitId, PositionId>,
    pub(super) holders: Links<PositionId, PersonId>,
    pub(super) seats: Links<PersonId, PositionId>,
    pub(super) lines: Links<PositionId, (PositionId, PositionId)>,
    pub(super) covering: Links<PositionId, CoverageId>,
    pub(super) unit_covering: Links<UnitId, CoverageId>,
    pub(super) faults: Links<PositionId, Defect>,
    by_external: Links<String, PositionId>,
    people_by_external: Links<String, PersonId>,
    people_by_email: Links<String, PersonId>,
    people_by_name: Links<String, PersonId>,
}

fn link<A: Hash + Eq, B: Ord>(links: &mut Links<A, B>, from: A, to: B) {
    links.entry(from).or_default().insert(to);
}

/// Members of a link set, copied so that the state may change while they are walked.
pub(super) fn linked<A: Hash + Eq, B: Ord + Clone>(links: &Links<A, B>, from: &A) -> Vec<B> {
    links.get(from).into_iter().flatten().cloned().collect()
}

/// How names are compared: without case and without doubled spaces.
pub(super) fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn latest<T>(rows: &[Row<T>]) -> Option<Instant> {
    rows.iter()
        .map(|row| row.dated.superseded_at.map_or(row.dated.recorded_at, |end| end.max(row.dated.recorded_at)))
        .max()
}

impl State {
    /// The working copy of all that stands.
    pub fn new(rows: &Rows) -> State {
        let mut state = State {
            units: Series::new(&rows.units, |unit| unit.id),
            positions: Series::new(&rows.positions, |position| position.id),
            dotted_lines: Series::new(&rows.dotted_lines, |line| (line.position, line.manager)),
            assignments: Series::new(&rows.assignments, |held| (held.person, held.position)),
            coverages: Series::new(&rows.coverages, |coverage| coverage.id),
            defects: Series::new(&rows.defects, Defect::clone),
            people: HashMap::new(),
            people_before: Vec::new(),
            latest: Instant(i64::MIN),
            reports: HashMap::new(),
            subunits: HashMap::new(),
            members: HashMap::new(),
            holders: HashMap::new(),
            seats: HashMap::new(),
            lines: HashMap::new(),
            covering: HashMap::new(),
            unit_covering: HashMap::new(),
            faults: HashMap::new(),
            by_external: HashMap::new(),
            people_by_external: HashMap::new(),
            people_by_email: HashMap::new(),
            people_by_name: HashMap::new(),
        };
        state.latest = [
            latest(&rows.units),
            latest(&rows.positions),
            latest(&rows.dotted_lines),
            latest(&rows.assignments),
            latest(&rows.coverages),
            latest(&rows.defects),
        ]
        .into_iter()
        .flatten()
        .max()
        .unwrap_or(Instant(i64::MIN));
        state.link_all(rows);
        state
    }
    fn link_all(&mut self, rows: &Rows) {
        for person in rows.people.values() {
            self.link_person(person);
            self.people.insert(person.id, person.clone());
        }
        rows.units.iter().filter(|row| standing(row)).for_each(|row| self.link_unit(&row.dated.value));
        rows.positions.iter().filter(|row| standing(row)).for_each(|row| self.link_position(&row.dated.value));
        rows.dotted_lines.iter().filter(|row| standing(row)).for_each(|row| self.link_line(&row.dated.value));
        rows.assignments.iter().filter(|row| standing(row)).for_each(|row| self.link_assignment(&row.dated.value));
        rows.coverages.iter().filter(|row| standing(row)).for_each(|row| self.link_coverage(&row.dated.value));
        rows.defects.iter().filter(|row| standing(row)).for_each(|row| self.link_defect(&row.dated.value));
    }
    /// Closes the batch and gives its net. `now` is moved on where the books already hold a later instant,
    /// so that no answer given earlier changes.
    pub fn close(&mut self, now: Instant, ids: &mut dyn FnMut() -> uuid::Uuid) -> Changes {
        let at = now.max(self.latest);
        let changes = Changes {
            recorded_at: at,
            people: self.drain_people(),
            units: self.units.drain(at, ids),
            positions: self.positions.drain(at, ids),
            dotted_lines: self.dotted_lines.drain(at, ids),
            assignments: self.assignments.drain(at, ids),
            coverages: self.coverages.drain(at, ids),
            defects: self.defects.drain(at, ids),
        };
        if !changes.is_empty() {
            self.latest = at;
        }
        changes
    }
    /// Forgets the batch under way.
    pub fn rollback(&mut self) {
        self.units.rollback();
        self.positions.rollback();
        self.dotted_lines.rollback();
        self.assignments.rollback();
        self.coverages.rollback();
        self.defects.rollback();
        for (id, before) in std::mem::take(&mut self.people_before).into_iter().rev() {
            match before {
                Some(person) => self.people.insert(id, person),
                None => self.people.remove(&id),
            };
        }
    }
    fn drain_people(&mut self) -> Vec<PersonChange> {
        let mut seen = HashSet::new();
        let first: Vec<_> =
            std::mem::take(&mut self.people_before).into_iter().filter(|(id, _)| seen.insert(*id)).collect();
        first
            .into_iter()
            .filter_map(|(id, before)| Some(PersonChange { after: self.people.get(&id)?.clone(), before }))
            .filter(|change| change.before.as_ref() != Some(&change.after))
            .collect()
    }

    /// The unit on the day.
    pub fn unit(&self, id: UnitId, on: Day) -> Option<&Unit> {
        self.units.at(&id, on)
    }
    /// The position on the day.
    pub fn position(&self, id: PositionId, on: Day) -> Option<&Position> {
        self.positions.at(&id, on)
    }
    /// Positions that hold on the day, in order of id.
    pub fn positions_on(&self, on: Day) -> Vec<&Position> {
        let mut found: Vec<_> = self.positions.keys().filter_map(|id| self.positions.at(id, on)).collect();
        found.sort_by_key(|position| position.id);
        found
    }
    /// The person.
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.get(&id)
    }
    /// Who holds the position on the day, in order of id.
    pub fn holders_of(&self, position: PositionId, on: Day) -> Vec<&Assignment> {
        let people = self.holders.get(&position).into_iter().flatten();
        people.filter_map(|person| self.assignments.at(&(*person, position), on)).collect()
    }
    /// What the person holds on the day, in order of id.
    pub fn seats_of(&self, person: PersonId, on: Day) -> Vec<&Assignment> {
        let seats = self.seats.get(&person).into_iter().flatten();
        seats.filter_map(|position| self.assignments.at(&(person, *position), on)).collect()
    }
    /// The company: the unit without a parent, on the day or else on its first.
    pub fn company(&self, on: Day) -> Option<UnitId> {
        let root = |id: &&UnitId| {
            let rows = self.units.rows(id);
            let held = self.units.at(id, on).or_else(|| rows.first().map(|row| &row.dated.value));
            held.is_some_and(|unit| unit.parent.is_none())
        };
        self.units.keys().filter(root).min().copied()
    }
    /// The position with that external id: the one that holds on the day, else the latest made.
    pub fn by_external_id(&self, external: &str, on: Day) -> Option<PositionId> {
        let named = |id: &&PositionId| {
            let rows = self.positions.rows(id);
            rows.iter().any(|row| row.dated.value.external_id.as_deref() == Some(external))
        };
        let found = || self.by_external.get(external).into_iter().flatten().filter(named);
        found().find(|id| self.positions.at(id, on).is_some()).or_else(|| found().next_back()).copied()
    }
    /// People by the id they have elsewhere.
    pub fn person_by_external_id(&self, external: &str) -> Option<PersonId> {
        self.people_by_external.get(external)?.first().copied()
    }
    /// People by e-mail, in any case.
    pub fn person_by_email(&self, email: &str) -> Option<PersonId> {
        self.people_by_email.get(&folded(email))?.first().copied()
    }
    /// People by name, in any case; there may be several.
    pub fn people_by_name(&self, name: &str) -> Vec<PersonId> {
        linked(&self.people_by_name, &folded(name))
    }

    pub(super) fn put_person(&mut self, person: Person) {
        self.link_person(&person);
        let id = person.id;
        let before = self.people.insert(id, person);
        self.people_before.push((id, before));
    }
    pub(super) fn put_unit(&mut self, span: Span, unit: Unit) {
        self.link_unit(&unit);
        self.units.add(unit.id, span, unit);
    }
    pub(super) fn put_position(&mut self, span: Span, position: Position) {
        self.link_position(&position);
        self.positions.add(position.id, span, position);
    }
    pub(super) fn put_assignment(&mut self, span: Span, held: Assignment) {
        self.link_assignment(&held);
        self.assignments.add((held.person, held.position), span, held);
    }
    pub(super) fn put_line(&mut self, span: Span, line: DottedLine) {
        self.link_line(&line);
        self.dotted_lines.add((line.position, line.manager), span, line);
    }
    pub(super) fn put_coverage(&mut self, span: Span, coverage: Coverage) {
        self.link_coverage(&coverage);
        self.coverages.add(coverage.id, span, coverage);
    }
    pub(super) fn put_defect(&mut self, span: Span, defect: Defect) {
        self.link_defect(&defect);
        for gap in self.defects.gaps(&defect, span) {
            self.defects.add(defect.clone(), gap, defect.clone());
        }
    }
    /// Changes a position on the days of the span. Says whether anything differs.
    pub(super) fn edit_position(&mut self, id: PositionId, span: Span, mut change: impl FnMut(&mut Position)) -> bool {
        let mut made = Vec::new();
        let differs = self.positions.edit(&id, span, |position| {
            let mut new = position.clone();
            change(&mut new);
            made.push((
                new.unit,
                new.reports_to,
                (new.external_id != position.external_id).then(|| new.external_id.clone()),
            ));
            Some(new)
        });
        for (unit, manager, external) in made {
            link(&mut self.members, unit, id);
            if let Some(manager) = manager {
                link(&mut self.reports, manager, id);
            }
            if let Some(Some(external)) = external {
                link(&mut self.by_external, external, id);
            }
        }
        differs
    }
    /// Changes a unit on the days of the span. Says whether anything differs.
    pub(super) fn edit_unit(&mut self, id: UnitId, span: Span, mut change: impl FnMut(&mut Unit)) -> bool {
        let mut made = Vec::new();
        let differs = self.units.edit(&id, span, |unit| {
            let mut new = unit.clone();
            change(&mut new);
            made.extend(new.parent);
            Some(new)
        });
        for parent in made {
            link(&mut self.subunits, parent, id);
        }
        differs
    }

    fn link_person(&mut self, person: &Person) {
        link(&mut self.people_by_name, folded(&person.name), person.id);
        if let Some(email) = &person.email {
            link(&mut self.people_by_email, folded(email), person.id);
        }
        if let Some(external) = &person.external_id {
            link(&mut self.people_by_external, external.clone(), person.id);
        }
    }
    fn link_unit(&mut self, unit: &Unit) {
        if let Some(parent) = unit.parent {
            link(&mut self.subunits, parent, unit.id);
        }
    }
    fn link_position(&mut self, position: &Position) {
        link(&mut self.members, position.unit, position.id);
        if let Some(manager) = position.reports_to {
            link(&mut self.reports, manager, position.id);
        }
        if let Some(external) = &position.external_id {
            link(&mut self.by_external, external.clone(), position.id);
        }
    }
    fn link_assignment(&mut self, held: &Assignment) {
        link(&mut self.holders, held.position, held.person);
        link(&mut self.seats, held.person, held.position);
    }
    fn link_line(&mut self, line: &DottedLine) {
        link(&mut self.lines, line.position, (line.position, line.manager));
        link(&mut self.lines, line.manager, (line.position, line.manager));
    }
    fn link_coverage(&mut self, coverage: &Coverage) {
        if let Some(position) = coverage.position {
            link(&mut self.covering, position, coverage.id);
        }
        if let Some(unit) = coverage.unit {
            link(&mut self.unit_covering, unit, coverage.id);
        }
    }
    fn link_defect(&mut self, defect: &Defect) {
        if let Some(position) = defect.position {
            link(&mut self.faults, position, defect.clone());
        }
    }

    /// Links what a set replaced, before it is put back.
    pub(super) fn relink(&mut self, set: &Changes) {
        set.units.supersede.iter().for_each(|row| self.link_unit(&row.dated.value));
        set.positions.supersede.iter().for_each(|row| self.link_position(&row.dated.value));
        set.dotted_lines.supersede.iter().for_each(|row| self.link_line(&row.dated.value));
        set.assignments.supersede.iter().for_each(|row| self.link_assignment(&row.dated.value));
        set.coverages.supersede.iter().for_each(|row| self.link_coverage(&row.dated.value));
        set.defects.supersede.iter().for_each(|row| self.link_defect(&row.dated.value));
    }

    /// The first day within the span on which the chain above `from` comes to `target`, itself included.
    pub(super) fn meets(&self, from: PositionId, target: PositionId, span: Span) -> Option<Day> {
        climb(from, target, span, |id| self.positions.rows(&id), |position| position.reports_to)
    }
    /// The same for units.
    pub(super) fn unit_meets(&self, from: UnitId, target: UnitId, span: Span) -> Option<Day> {
        climb(from, target, span, |id| self.units.rows(&id), |unit| unit.parent)
    }
}

fn standing<T>(row: &Row<T>) -> bool {
    row.dated.superseded_at.is_none()
}

/// Follows the edges upwards, each on the days on which it holds. Goes nowhere twice, so it ends also where an
/// undo has left a cycle to be found.
fn climb<'a, I: Copy + Eq + Hash, T: 'a>(
    from: I,
    target: I,
    span: Span,
    rows: impl Fn(I) -> &'a [Row<T>],
    up: impl Fn(&T) -> Option<I>,
) -> Option<Day> {
    let (mut open, mut first) = (vec![(from, span)], None::<Day>);
    let mut seen = HashSet::new();
    while let Some((at, days)) = open.pop() {
        if !seen.insert((at, days.from, days.to)) {
            continue;
        }
        if at == target {
            first = Some(first.map_or(days.from, |day| day.min(days.from)));
            continue;
        }
        for row in rows(at) {
            let within = overlap(row.dated.span, days);
            if let (false, Some(next)) = (within.is_empty(), up(&row.dated.value)) {
                open.push((next, within));
            }
        }
    }
    first
}
