//! Edits of the organisation, each effective on a day.
//!
//! **An edit effective on day S changes the fields it names on every day from S on**, also on the rows that
//! begin later; other fields of those rows stay. What held before S stays. To end a thing is to take its
//! days from S on; nothing is overwritten, since [`State::close`] supersedes rows and writes successors.
//! An edit is decided whole or refused whole.

use super::model::*;
use super::roles::role;
use super::routing::WorkStage;
use super::series::overlap;
use super::state::{State, linked};
use crate::kernel::id::*;
use crate::kernel::{Day, Money, Refusal, Span, length};
use serde::{Deserialize, Serialize};

/// One field of a position and its new value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "field", content = "value", rename_all = "snake_case")]
pub enum PositionField {
    /// The label.
    Title(String),
    /// Keys of the role catalogue.
    Roles(Vec<String>),
    /// Where it sits.
    Location(Option<String>),
    /// BCP 47 tags.
    Languages(Vec<String>),
    /// Cost per year.
    Cost(Option<Money>),
    /// Which quota rows apply.
    QuotaClass(Option<String>),
    /// How much it can carry.
    Capacity(Option<u32>),
    /// Its id in the system it came from.
    ExternalId(Option<String>),
}

/// One change of the organisation. New things carry ids made by the caller, so that later edits of the same
/// batch can name them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "edit", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are those of the model and say what they are")]
pub enum Edit {
    /// A new unit; only the company has no parent.
    AddUnit { unit: Unit },
    /// A unit's new name.
    RenameUnit { unit: UnitId, name: String },
    /// A unit under another.
    MoveUnit { unit: UnitId, parent: UnitId },
    /// A unit states a sales model, or again takes its parent's.
    SetSalesModel { unit: UnitId, model: Option<SalesModel> },
    /// A unit ends; what is in it goes to the unit around it.
    EndUnit { unit: UnitId },
    /// A new seat, or one that ended and comes back.
    AddPosition { position: Box<Position> },
    /// New values of some fields.
    ChangePosition { position: PositionId, fields: Vec<PositionField> },
    /// Another manager (none: a root) and, where given, another unit.
    MovePosition { position: PositionId, reports_to: Option<PositionId>, unit: Option<UnitId> },
    /// A seat ends; its reports go to the position named, else to its manager.
    EndPosition { position: PositionId, reports_to: Option<PositionId> },
    /// A person holds a position, or holds it with another share or kind.
    Assign { person: PersonId, position: PositionId, share_bp: u32, kind: AssignmentKind },
    /// A person leaves a position.
    EndAssignment { person: PersonId, position: PositionId },
    /// Everyone leaves a position.
    Vacate { position: PositionId },
    /// A second line.
    AddDottedLine { line: DottedLine },
    /// A second line ends.
    EndDottedLine { position: PositionId, manager: PositionId },
    /// A unit or position covers a segment.
    AddCoverage { coverage: Coverage },
    /// It covers another segment, other stages, or shares the work out otherwise; who covers stays.
    ChangeCoverage {
        coverage: CoverageId,
        segment: Option<SegmentId>,
        stages: Vec<String>,
        distribution: Distribution,
        priority: i32,
        #[serde(default)]
        limits: Limits,
    },
    /// It covers it no more.
    EndCoverage { coverage: CoverageId },
    /// A person new to us, or new values of one we know. Not dated.
    PutPerson { person: Person },
}

fn not_then(code: &str, field: &str, on: Day) -> Refusal {
    Refusal::new(code).at(field).with("day", on)
}

fn titled(title: &String) -> Result<(), Refusal> {
    if title.trim().is_empty() {
        return Err(Refusal::new("refusal-title-empty").at("title"));
    }
    length::lines([("title", Some(title))])
}

fn known_roles(roles: &[String]) -> Result<(), Refusal> {
    match roles.iter().find(|key| role(key).is_none()) {
        Some(key) => Err(Refusal::new("refusal-role-unknown").at("roles").with("role", key)),
        None => Ok(()),
    }
}

fn known_stages(stages: &[String]) -> Result<(), Refusal> {
    match stages.iter().find(|stage| WorkStage::from_key(stage).is_none()) {
        Some(stage) => Err(Refusal::new("refusal-stage-unknown").at("stages").with("stage", stage)),
        None => Ok(()),
    }
}

impl State {
    /// Decides one edit, effective on the day, and makes it part of the batch. A refused edit changes nothing.
    pub fn decide(&mut self, edit: &Edit, on: Day) -> Result<(), Refusal> {
        let days = Span::since(on);
        match edit {
            Edit::AddUnit { unit } => self.add_unit(unit, days),
            Edit::RenameUnit { unit, name } => {
                self.need_unit(*unit, on, "unit")?;
                length::named(name, "name")?;
                self.edit_unit(*unit, days, |unit| name.trim().clone_into(&mut unit.name));
                Ok(())
            }
            Edit::MoveUnit { unit, parent } => self.move_unit(*unit, *parent, days),
            Edit::SetSalesModel { unit, model } => {
                self.need_unit(*unit, on, "unit")?;
                self.edit_unit(*unit, days, |unit| unit.model = *model);
                Ok(())
            }
            Edit::EndUnit { unit } => self.end_unit(*unit, days),
            Edit::AddPosition { position } => self.add_position(position, days),
            Edit::ChangePosition { position, fields } => self.change_position(*position, fields, days),
            Edit::MovePosition { position, reports_to, unit } => {
                self.move_position(*position, *reports_to, *unit, days)
            }
            Edit::EndPosition { position, reports_to } => self.end_position(*position, *reports_to, days),
            Edit::Assign { person, position, share_bp, kind } => {
                let held = Assignment { person: *person, position: *position, share_bp: *share_bp, kind: *kind };
                self.assign(held, on)
            }
            Edit::EndAssignment { person, position } => {
                let key = (*person, *position);
                self.assignments.at(&key, on).ok_or_else(|| not_then("refusal-assignment-not-then", "person", on))?;
                self.assignments.remove(&key, days);
                Ok(())
            }
            Edit::Vacate { position } => {
                self.need_position(*position, on, "position")?;
                self.vacate(*position, days);
                Ok(())
            }
            Edit::AddDottedLine { line } => self.add_line(line, on),
            Edit::EndDottedLine { position, manager } => {
                let key = (*position, *manager);
                self.dotted_lines.at(&key, on).ok_or_else(|| not_then("refusal-line-not-then", "manager", on))?;
                self.dotted_lines.remove(&key, days);
                Ok(())
            }
            Edit::AddCoverage { coverage } => self.add_coverage(coverage, days),
            Edit::ChangeCoverage { coverage, segment, stages, distribution, priority, limits } => {
                self.need_coverage(*coverage, on)?;
                known_stages(stages)?;
                self.coverages.edit(coverage, days, |old| {
                    let (stages, distribution) = (stages.clone(), *distribution);
                    let (segment, priority, limits) = (*segment, *priority, *limits);
                    Some(Coverage { segment, stages, distribution, priority, limits, ..old.clone() })
                });
                Ok(())
            }
            Edit::EndCoverage { coverage } => {
                self.need_coverage(*coverage, on)?;
                self.coverages.remove(coverage, days);
                Ok(())
            }
            Edit::PutPerson { person } => {
                length::named(&person.name, "name")?;
                if self.person(person.id) != Some(person) {
                    self.put_person(person.clone());
                }
                Ok(())
            }
        }
    }

    fn need_unit(&self, id: UnitId, on: Day, field: &str) -> Result<&Unit, Refusal> {
        self.unit(id, on).ok_or_else(|| not_then("refusal-unit-not-then", field, on))
    }
    fn need_position(&self, id: PositionId, on: Day, field: &str) -> Result<&Position, Refusal> {
        self.position(id, on).ok_or_else(|| not_then("refusal-position-not-then", field, on))
    }
    fn need_coverage(&self, id: CoverageId, on: Day) -> Result<&Coverage, Refusal> {
        self.coverages.at(&id, on).ok_or_else(|| not_then("refusal-coverage-not-then", "coverage", on))
    }
    /// The manager holds on every day of the span, and its chain does not come to the position.
    fn need_manager(&self, manager: PositionId, position: PositionId, days: Span) -> Result<(), Refusal> {
        if manager == position {
            return Err(Refusal::new("refusal-reports-to-itself").at("reports_to"));
        }
        if let Some(gap) = self.positions.gaps(&manager, days).first() {
            return Err(not_then("refusal-manager-not-then", "reports_to", gap.from));
        }
        let has_reports = self.reports.get(&position).is_some_and(|reports| !reports.is_empty());
        match has_reports.then(|| self.meets(manager, position, days)).flatten() {
            Some(day) => Err(not_then("refusal-reporting-cycle", "reports_to", day)),
            None => Ok(()),
        }
    }

    fn add_unit(&mut self, unit: &Unit, days: Span) -> Result<(), Refusal> {
        length::named(&unit.name, "name")?;
        if self.units.gaps(&unit.id, days) != [days] {
            return Err(Refusal::new("refusal-unit-exists").at("unit"));
        }
        match unit.parent {
            None if self.company(days.from).is_some() => return Err(Refusal::new("refusal-second-root").at("parent")),
            None => {}
            Some(parent) => {
                if let Some(gap) = self.units.gaps(&parent, days).first() {
                    return Err(not_then("refusal-unit-not-then", "parent", gap.from));
                }
                if self.unit_meets(parent, unit.id, days).is_some() {
                    return Err(Refusal::new("refusal-unit-cycle").at("parent"));
                }
            }
        }
        self.put_unit(days, unit.clone());
        Ok(())
    }
    fn move_unit(&mut self, unit: UnitId, parent: UnitId, days: Span) -> Result<(), Refusal> {
        if self.need_unit(unit, days.from, "unit")?.parent.is_none() {
            return Err(Refusal::new("refusal-unit-is-root").at("unit"));
        }
        let spans: Vec<Span> = self.units.rows(&unit).iter().map(|row| overlap(row.dated.span, days)).collect();
        for span in spans.into_iter().filter(|span| !span.is_empty()) {
            if let Some(gap) = self.units.gaps(&parent, span).first() {
                return Err(not_then("refusal-unit-not-then", "parent", gap.from));
            }
            if let Some(day) = self.unit_meets(parent, unit, span) {
                return Err(not_then("refusal-unit-cycle", "parent", day));
            }
        }
        self.edit_unit(unit, days, |unit| unit.parent = Some(parent));
        Ok(())
    }
    fn end_unit(&mut self, unit: UnitId, days: Span) -> Result<(), Refusal> {
        self.need_unit(unit, days.from, "unit")?;
        let lives: Vec<(Span, Option<UnitId>)> =
            self.units.rows(&unit).iter().map(|row| (overlap(row.dated.span, days), row.dated.value.parent)).collect();
        if lives.iter().any(|(span, parent)| !span.is_empty() && parent.is_none()) {
            return Err(Refusal::new("refusal-unit-is-root").at("unit"));
        }
        for (span, parent) in lives {
            let Some(parent) = parent else { continue };
            for inner in linked(&self.subunits, &unit) {
                self.edit_unit(inner, span, |inner| {
                    if inner.parent == Some(unit) {
                        inner.parent = Some(parent);
                    }
                });
            }
            for member in linked(&self.members, &unit) {
                self.edit_position(member, span, |position| {
                    if position.unit == unit {
                        position.unit = parent;
                    }
                });
            }
        }
        for coverage in linked(&self.unit_covering, &unit) {
            self.coverages.remove(&coverage, days);
        }
        self.units.remove(&unit, days);
        Ok(())
    }

    fn add_position(&mut self, position: &Position, days: Span) -> Result<(), Refusal> {
        titled(&position.title)?;
        known_roles(&position.roles)?;
        if self.positions.gaps(&position.id, days) != [days] {
            return Err(Refusal::new("refusal-position-exists").at("position"));
        }
        self.free_external_id(position.id, position.external_id.as_deref(), days.from)?;
        if let Some(gap) = self.units.gaps(&position.unit, days).first() {
            return Err(not_then("refusal-unit-not-then", "unit", gap.from));
        }
        if let Some(manager) = position.reports_to {
            self.need_manager(manager, position.id, days)?;
        }
        self.put_position(days, position.clone());
        Ok(())
    }
    fn free_external_id(&self, id: PositionId, external: Option<&str>, on: Day) -> Result<(), Refusal> {
        match external.and_then(|external| self.by_external_id(external, on)) {
            Some(other) if other != id && self.position(other, on).is_some() => {
                Err(Refusal::new("refusal-external-id-taken")
                    .at("external_id")
                    .with("id", external.unwrap_or_default()))
            }
            _ => Ok(()),
        }
    }
    fn change_position(&mut self, id: PositionId, fields: &[PositionField], days: Span) -> Result<(), Refusal> {
        self.need_position(id, days.from, "position")?;
        for field in fields {
            match field {
                PositionField::Title(title) => titled(title)?,
                PositionField::Roles(roles) => known_roles(roles)?,
                PositionField::ExternalId(external) => self.free_external_id(id, external.as_deref(), days.from)?,
                _ => {}
            }
        }
        self.edit_position(id, days, |position| fields.iter().for_each(|field| set(position, field)));
        Ok(())
    }
    fn move_position(
        &mut self,
        id: PositionId,
        manager: Option<PositionId>,
        unit: Option<UnitId>,
        days: Span,
    ) -> Result<(), Refusal> {
        self.need_position(id, days.from, "position")?;
        let lives: Vec<Span> = self.positions.rows(&id).iter().map(|row| overlap(row.dated.span, days)).collect();
        for span in lives.into_iter().filter(|span| !span.is_empty()) {
            if let Some(manager) = manager {
                self.need_manager(manager, id, span)?;
            }
            if let Some(gap) = unit.and_then(|unit| self.units.gaps(&unit, span).first().copied()) {
                return Err(not_then("refusal-unit-not-then", "unit", gap.from));
            }
        }
        self.mend(id, days);
        self.edit_position(id, days, |position| {
            position.reports_to = manager;
            position.unit = unit.unwrap_or(position.unit);
        });
        Ok(())
    }
    /// Ends the defects of a line that has been drawn anew, and those of the posts that hang on it.
    fn mend(&mut self, id: PositionId, days: Span) {
        let mut open = vec![id];
        while let Some(at) = open.pop() {
            for fault in linked(&self.faults, &at) {
                if fault.check == "reporting_cycle" || (at == id && fault.check != "duplicate_id") {
                    self.defects.remove(&fault, days);
                }
            }
            if linked(&self.faults, &at).iter().any(|fault| fault.check == "reporting_cycle") {
                let below = linked(&self.reports, &at);
                open.extend(below.into_iter().filter(|report| {
                    self.position(*report, days.from).is_some_and(|position| position.reports_to == Some(at))
                }));
            }
        }
    }
    pub(super) fn end_position(&mut self, id: PositionId, heir: Option<PositionId>, days: Span) -> Result<(), Refusal> {
        self.need_position(id, days.from, "position")?;
        let lives: Vec<(Span, Option<PositionId>)> = self
            .positions
            .rows(&id)
            .iter()
            .map(|row| (overlap(row.dated.span, days), row.dated.value.reports_to))
            .filter(|(span, _)| !span.is_empty())
            .collect();
        if let Some(heir) = heir {
            self.need_heir(id, heir, &lives)?;
        }
        for report in linked(&self.reports, &id) {
            for (span, manager) in &lives {
                let next = if Some(report) == heir { *manager } else { heir.or(*manager) };
                self.edit_position(report, *span, |position| {
                    if position.reports_to == Some(id) {
                        position.reports_to = next;
                    }
                });
            }
        }
        self.vacate(id, days);
        for line in linked(&self.lines, &id) {
            self.dotted_lines.remove(&line, days);
        }
        for coverage in linked(&self.covering, &id) {
            self.coverages.remove(&coverage, days);
        }
        for fault in linked(&self.faults, &id) {
            self.defects.remove(&fault, days);
        }
        self.positions.remove(&id, days);
        Ok(())
    }
    /// The position that takes over the reports holds as long as they report, and sits under none of them.
    fn need_heir(&self, id: PositionId, heir: PositionId, lives: &[(Span, Option<PositionId>)]) -> Result<(), Refusal> {
        if heir == id {
            return Err(Refusal::new("refusal-reports-to-itself").at("reports_to"));
        }
        for report in linked(&self.reports, &id).into_iter().filter(|report| *report != heir) {
            for row in self.positions.rows(&report).iter().filter(|row| row.dated.value.reports_to == Some(id)) {
                for (life, _) in lives {
                    let span = overlap(row.dated.span, *life);
                    if let (false, Some(gap)) = (span.is_empty(), self.positions.gaps(&heir, span).first()) {
                        return Err(not_then("refusal-manager-not-then", "reports_to", gap.from));
                    }
                    if let (false, Some(day)) = (span.is_empty(), self.meets(heir, report, span)) {
                        return Err(not_then("refusal-reporting-cycle", "reports_to", day));
                    }
                }
            }
        }
        Ok(())
    }

    fn assign(&mut self, held: Assignment, on: Day) -> Result<(), Refusal> {
        if !(1..=10_000).contains(&held.share_bp) {
            return Err(Refusal::new("refusal-share-range").at("share").with("share", held.share_bp));
        }
        if self.person(held.person).is_none() {
            return Err(Refusal::new("refusal-person-unknown").at("person"));
        }
        self.hold(held, on)
    }
    /// Writes the assignment on the days from `on` for as long as the position holds.
    pub(super) fn hold(&mut self, held: Assignment, on: Day) -> Result<(), Refusal> {
        let to = self.positions.run_end(&held.position, on);
        let to = to.ok_or_else(|| not_then("refusal-position-not-then", "position", on))?;
        let key = (held.person, held.position);
        self.assignments.edit(&key, Span::since(on), |_| Some(held.clone()));
        for gap in self.assignments.gaps(&key, Span { from: on, to }) {
            self.put_assignment(gap, held.clone());
        }
        Ok(())
    }
    pub(super) fn vacate(&mut self, position: PositionId, days: Span) -> bool {
        let mut any = false;
        for person in linked(&self.holders, &position) {
            any |= self.assignments.remove(&(person, position), days);
        }
        any
    }
    fn add_line(&mut self, line: &DottedLine, on: Day) -> Result<(), Refusal> {
        if line.position == line.manager {
            return Err(Refusal::new("refusal-reports-to-itself").at("manager"));
        }
        let gone = |field| move || not_then("refusal-position-not-then", field, on);
        let until = self.positions.run_end(&line.position, on).ok_or_else(gone("position"))?;
        let to = until.min(self.positions.run_end(&line.manager, on).ok_or_else(gone("manager"))?);
        let key = (line.position, line.manager);
        self.dotted_lines.edit(&key, Span::since(on), |_| Some(line.clone()));
        for gap in self.dotted_lines.gaps(&key, Span { from: on, to }) {
            self.put_line(gap, line.clone());
        }
        Ok(())
    }
    fn add_coverage(&mut self, coverage: &Coverage, days: Span) -> Result<(), Refusal> {
        known_stages(&coverage.stages)?;
        let to = match (coverage.unit, coverage.position) {
            (Some(unit), None) => self.units.run_end(&unit, days.from),
            (None, Some(position)) => self.positions.run_end(&position, days.from),
            _ => return Err(Refusal::new("refusal-coverage-target").at("unit")),
        };
        let to = to.ok_or_else(|| not_then("refusal-position-not-then", "position", days.from))?;
        if self.coverages.gaps(&coverage.id, days) != [days] {
            return Err(Refusal::new("refusal-coverage-exists").at("coverage"));
        }
        self.put_coverage(Span { from: days.from, to }, coverage.clone());
        Ok(())
    }
}

fn set(position: &mut Position, field: &PositionField) {
    match field.clone() {
        PositionField::Title(title) => title.trim().clone_into(&mut position.title),
        PositionField::Roles(roles) => position.roles = roles,
        PositionField::Location(location) => position.location = location,
        PositionField::Languages(languages) => position.languages = languages,
        PositionField::Cost(cost) => position.cost_per_year = cost,
        PositionField::QuotaClass(class) => position.quota_class = class,
        PositionField::Capacity(capacity) => position.capacity = capacity,
        PositionField::ExternalId(external) => position.external_id = external,
    }
}
