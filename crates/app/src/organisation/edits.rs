//! What a form of the chart asks for, as edits; and taking a set of edits back.
//!
//! A form names one edit and its fields as text; every fault names its field. Ids of new things are made here.

use super::commands::{self, Edited};
use super::find;
use crate::events::{self, Cause};
use crate::{Ctx, Error, Result};
use db::Tx;
use domain::kernel::id::{CoverageId, PersonId, PositionId, SegmentId, SetId, UnitId};
use domain::organisation::{
    AssignmentKind, Changes, Coverage, Distribution, DottedLine, Edit, Limits, Organisation, Person, Position,
    PositionField, SalesModel, State, UndoConflict, Unit,
};
use domain::policy::{Action, Noun};
use domain::{Day, Refusal};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The fields of a form, by name.
pub type Fields = BTreeMap<String, String>;

/// What can be asked for, in the order in which it is offered.
pub const KINDS: [&str; 18] = [
    "add_unit",
    "rename_unit",
    "move_unit",
    "set_sales_model",
    "end_unit",
    "add_position",
    "change_position",
    "move_position",
    "end_position",
    "assign",
    "change_assignment",
    "end_assignment",
    "vacate",
    "add_dotted_line",
    "end_dotted_line",
    "add_coverage",
    "change_coverage",
    "end_coverage",
];

/// Does what a form asks for, effective on its day (`on`; today where none is given).
///
/// # Errors
/// Faults of the form, each at its field; refusals of the edit.
pub fn submit(ctx: &Ctx, tx: &mut Tx<'_>, kind: &str, fields: &Fields) -> Result<Edited> {
    ctx.may(Action::Edit, Noun::Organisation)?;
    commands::edit(ctx, tx, &asked(ctx, kind, fields)?)
}

/// What a form asks for, as edits that nobody has decided on yet: for what tries a change out.
///
/// # Errors
/// Faults of the form, each at its field.
pub fn asked(ctx: &Ctx, kind: &str, fields: &Fields) -> Result<Vec<(Edit, Day)>> {
    let form = Form::new(ctx, fields)?;
    Ok(form.edits(kind)?.into_iter().map(|edit| (edit, form.on)).collect())
}

struct Form<'a> {
    ctx: &'a Ctx,
    fields: &'a Fields,
    on: Day,
    organisation: Arc<Organisation>,
}

fn fault(code: &str, field: &str) -> Error {
    Refusal::new(code).at(field).into()
}

impl<'a> Form<'a> {
    fn new(ctx: &'a Ctx, fields: &'a Fields) -> Result<Form<'a>> {
        let on = match fields.get("on").map(|on| on.trim()).filter(|on| !on.is_empty()) {
            Some(text) => text.parse().map_err(|_| {
                Refusal::new("refusal-day-unreadable").at("on").with("value", text).with("style", "YYYY-MM-DD")
            })?,
            None => ctx.today,
        };
        Ok(Form { ctx, fields, on, organisation: ctx.organisation_on(on) })
    }

    fn edits(&self, kind: &str) -> Result<Vec<Edit>> {
        Ok(vec![match kind {
            "add_unit" => Edit::AddUnit { unit: self.new_unit()? },
            "rename_unit" => Edit::RenameUnit { unit: self.unit("unit")?, name: self.text("name") },
            "move_unit" => Edit::MoveUnit { unit: self.unit("unit")?, parent: self.unit("parent")? },
            "set_sales_model" => Edit::SetSalesModel { unit: self.unit("unit")?, model: self.model()? },
            "end_unit" => Edit::EndUnit { unit: self.unit("unit")? },
            "add_position" => Edit::AddPosition { position: Box::new(self.new_position()?) },
            "change_position" => {
                Edit::ChangePosition { position: self.position("position")?, fields: self.position_fields()? }
            }
            "move_position" => Edit::MovePosition {
                position: self.position("position")?,
                reports_to: self.maybe("reports_to", Self::position)?,
                unit: self.maybe("unit", Self::unit)?,
            },
            "end_position" => Edit::EndPosition {
                position: self.position("position")?,
                reports_to: self.maybe("reports_to", Self::position)?,
            },
            "assign" => return self.assign(),
            "change_assignment" => self.other_terms()?,
            "end_assignment" => {
                Edit::EndAssignment { person: self.person("person")?, position: self.position("position")? }
            }
            "vacate" => Edit::Vacate { position: self.position("position")? },
            "add_dotted_line" => Edit::AddDottedLine { line: self.line()? },
            "end_dotted_line" => {
                Edit::EndDottedLine { position: self.position("position")?, manager: self.position("manager")? }
            }
            "add_coverage" => Edit::AddCoverage { coverage: self.new_coverage()? },
            "change_coverage" => self.other_coverage()?,
            "end_coverage" => Edit::EndCoverage { coverage: self.coverage()? },
            _ => {
                let known = KINDS.join(", ");
                let unknown = Refusal::new("refusal-choice-unknown").at("edit").with("value", kind);
                return Err(unknown.with("known", known).into());
            }
        }])
    }

    fn text(&self, field: &str) -> String {
        self.fields.get(field).map(|text| text.trim().to_owned()).unwrap_or_default()
    }
    fn given(&self, field: &str) -> Option<String> {
        Some(self.text(field)).filter(|text| !text.is_empty())
    }
    fn maybe<T>(&self, field: &str, read: impl Fn(&Self, &str) -> Result<T>) -> Result<Option<T>> {
        self.given(field).map(|_| read(self, field)).transpose()
    }
    fn position(&self, field: &str) -> Result<PositionId> {
        let missing = |_| Refusal::new("refusal-position-not-then").at(field).with("day", self.on).into();
        find::position(self.ctx, &self.organisation, &self.text(field)).map_err(missing)
    }
    fn unit(&self, field: &str) -> Result<UnitId> {
        let missing = |_| Refusal::new("refusal-unit-not-then").at(field).with("day", self.on).into();
        find::unit(self.ctx, &self.organisation, &self.text(field)).map_err(missing)
    }
    /// A person by id, external id, e-mail, or a name that only one has.
    fn person(&self, field: &str) -> Result<PersonId> {
        let (key, history) = (self.text(field), &self.ctx.history);
        let ours = key.parse().ok().filter(|id| history.rows().people.contains_key(id));
        let named = || match history.people_by_name(&key) {
            [only] => Some(*only),
            _ => None,
        };
        let found = ours.or_else(|| history.person_by_external(&key)).or_else(|| history.person_by_email(&key));
        found.or_else(named).ok_or_else(|| fault("refusal-person-unknown", field))
    }
    fn word<T: DeserializeOwned>(&self, field: &str, known: &str) -> Result<Option<T>> {
        let Some(word) = self.given(field) else { return Ok(None) };
        let unknown = || Refusal::new("refusal-choice-unknown").at(field).with("value", &word).with("known", known);
        Ok(Some(serde_json::from_value(word.as_str().into()).map_err(|_| unknown())?))
    }
    fn model(&self) -> Result<Option<SalesModel>> {
        self.word("model", "assembly_line, island, pod")
    }
    fn number(&self, field: &str) -> Result<Option<u32>> {
        let unreadable = |text: &str| Refusal::new("refusal-number-unreadable").at(field).with("value", text);
        self.given(field).map(|text| text.parse().map_err(|_| unreadable(&text).into())).transpose()
    }
    fn words(&self, field: &str) -> Vec<String> {
        self.text(field).split([' ', ',']).filter(|w| !w.is_empty()).map(str::to_owned).collect()
    }

    fn new_unit(&self) -> Result<Unit> {
        let parent = self.maybe("parent", Self::unit)?.or(self.organisation.company());
        let kind = self.given("kind").unwrap_or_else(|| "team".to_owned());
        Ok(Unit { id: self.ctx.id(), parent, name: self.text("name"), kind, model: self.model()? })
    }
    fn new_position(&self) -> Result<Position> {
        let reports_to = self.maybe("reports_to", Self::position)?;
        let manager = reports_to.and_then(|id| self.organisation.position(id)).map(|p| p.unit);
        let unit = self.maybe("unit", Self::unit)?.or(manager).or(self.organisation.company());
        Ok(Position {
            id: self.ctx.id(),
            external_id: self.given("external_id"),
            unit: unit.ok_or_else(|| fault("refusal-unit-not-then", "unit"))?,
            title: self.text("title"),
            roles: self.words("roles"),
            reports_to,
            location: self.given("location"),
            languages: self.words("languages"),
            cost_per_year: None,
            quota_class: self.given("quota_class"),
            capacity: self.number("capacity")?,
            is_stub: false,
        })
    }
    /// Only fields that the form has are changed.
    fn position_fields(&self) -> Result<Vec<PositionField>> {
        let mut changed = Vec::new();
        for field in self.fields.keys() {
            changed.push(match field.as_str() {
                "title" => PositionField::Title(self.text(field)),
                "roles" => PositionField::Roles(self.words(field)),
                "location" => PositionField::Location(self.given(field)),
                "languages" => PositionField::Languages(self.words(field)),
                "quota_class" => PositionField::QuotaClass(self.given(field)),
                "capacity" => PositionField::Capacity(self.number(field)?),
                "external_id" => PositionField::ExternalId(self.given(field)),
                _ => continue,
            });
        }
        Ok(changed)
    }
    /// Another share or kind for someone who holds the position; what the form leaves out stays.
    fn other_terms(&self) -> Result<Edit> {
        let (person, position) = (self.person("person")?, self.position("position")?);
        let held = self.organisation.holders(position).iter().find(|held| held.person == person);
        let held = held.ok_or_else(|| {
            Error::from(Refusal::new("refusal-assignment-not-then").at("person").with("day", self.on))
        })?;
        let kind = self.word("kind", "regular, acting")?.unwrap_or(held.kind);
        let share_bp = self.share()?.unwrap_or(held.share_bp);
        Ok(Edit::Assign { person, position, share_bp, kind })
    }
    /// A share in percent, as basis points.
    fn share(&self) -> Result<Option<u32>> {
        Ok(self.number("share")?.map(|percent| percent.saturating_mul(100)))
    }
    /// Assigns a person we know, or a new one of the name and address given.
    fn assign(&self) -> Result<Vec<Edit>> {
        let position = self.position("position")?;
        let kind = self.word("kind", "regular, acting")?.unwrap_or(AssignmentKind::Regular);
        let share_bp = self.share()?.unwrap_or(10_000);
        let mut edits = Vec::new();
        let person = match self.given("name") {
            Some(name) if self.given("person").is_none() => {
                let email = self.given("email").map(|e| e.to_lowercase());
                let person = Person { id: self.ctx.id(), name, email, is_active: true, external_id: None };
                edits.push(Edit::PutPerson { person: person.clone() });
                person.id
            }
            _ => self.person("person")?,
        };
        if self.given("replace").is_some() {
            edits.push(Edit::Vacate { position });
        }
        edits.push(Edit::Assign { person, position, share_bp, kind });
        Ok(edits)
    }
    fn line(&self) -> Result<DottedLine> {
        let (position, manager) = (self.position("position")?, self.position("manager")?);
        Ok(DottedLine { position, manager, label: self.given("label") })
    }
    fn new_coverage(&self) -> Result<Coverage> {
        Ok(Coverage {
            id: self.ctx.id(),
            segment: self.segment()?,
            stages: self.words("stages"),
            unit: self.maybe("unit", Self::unit)?,
            position: self.maybe("position", Self::position)?,
            distribution: self.distribution()?.unwrap_or(Distribution::Owner),
            priority: self.priority()?.unwrap_or(0),
            limits: self.limits(Limits::default())?,
        })
    }
    /// A coverage on other terms; what the form leaves out stays.
    fn other_coverage(&self) -> Result<Edit> {
        let id = self.coverage()?;
        let not_then = || Error::from(Refusal::new("refusal-coverage-not-then").at("coverage").with("day", self.on));
        let held = self.organisation.coverage(id).ok_or_else(not_then)?;
        let has = |field: &str| self.fields.contains_key(field);
        Ok(Edit::ChangeCoverage {
            coverage: id,
            segment: if has("segment") { self.segment()? } else { held.segment },
            stages: if has("stages") { self.words("stages") } else { held.stages.clone() },
            distribution: self.distribution()?.unwrap_or(held.distribution),
            priority: self.priority()?.unwrap_or(held.priority),
            limits: self.limits(held.limits)?,
        })
    }
    fn coverage(&self) -> Result<CoverageId> {
        self.given("coverage").and_then(|c| c.parse().ok()).ok_or(Error::NotFound)
    }
    /// The segment of that id; none where none is named.
    fn segment(&self) -> Result<Option<SegmentId>> {
        let unknown = |_| fault("refusal-record-unknown", "segment");
        self.given("segment").map(|id| id.parse().map_err(unknown)).transpose()
    }
    fn distribution(&self) -> Result<Option<Distribution>> {
        self.word("distribution", "owner, round_robin, weighted, least_loaded, best_fit")
    }
    fn priority(&self) -> Result<Option<i32>> {
        Ok(self.number("priority")?.map(|n| i32::try_from(n).unwrap_or(i32::MAX)))
    }
    /// What a coverage may give out; an empty number is no limit.
    fn limits(&self, held: Limits) -> Result<Limits> {
        let number = |field: &str, held| if self.fields.contains_key(field) { self.number(field) } else { Ok(held) };
        Ok(Limits {
            most_open: number("most_open", held.most_open)?,
            most_a_day: number("most_a_day", held.most_a_day)?,
            ignores_hours: self.flag("ignores_hours")?.unwrap_or(held.ignores_hours),
            passes_on: self.flag("passes_on")?.unwrap_or(held.passes_on),
        })
    }
    fn flag(&self, field: &str) -> Result<Option<bool>> {
        let unknown =
            |word: &str| Refusal::new("refusal-choice-unknown").at(field).with("value", word).with("known", "yes, no");
        let read = |word: String| match word.as_str() {
            "yes" | "true" => Ok(true),
            "no" | "false" => Ok(false),
            other => Err(unknown(other).into()),
        };
        self.given(field).map(read).transpose()
    }
}

/// Takes a set of edits back, from its own first day, or from a later one on. Newest part first.
///
/// # Errors
/// Not found where the set changed nothing of the organisation; `refusal-undo-…` for everything that later
/// rests on it, and then nothing is taken back.
pub fn undo(ctx: &Ctx, tx: &mut Tx<'_>, set: SetId, from: Option<Day>) -> Result<Edited> {
    ctx.may(Action::Edit, Noun::Organisation)?;
    let parts: Vec<Changes> = events::of_set(tx, set)?
        .into_iter()
        .filter(|event| event.kind == "organisation_edited" && event.cause != "undo")
        .map(|mut event| Ok(serde_json::from_value(event.changes["changes"].take())?))
        .collect::<Result<_>>()?;
    if parts.is_empty() {
        return Err(Error::NotFound);
    }
    let mut state = State::new(ctx.history.rows());
    let mut taken = Vec::with_capacity(parts.len());
    for part in &parts {
        let back = state.undo(part, from.unwrap_or(Day::BEGINNING));
        back.map_err(|conflicts| Error::Refused(conflicts.iter().map(|c| refusal(ctx, c)).collect()))?;
        taken.push(state.close(ctx.now, &mut || ctx.id()));
    }
    let inserted = taken.iter().map(Changes::inserted).sum();
    let own: SetId = ctx.id();
    let told = serde_json::json!({ "undone": set, "from": from });
    commands::save_all(ctx, tx, &taken, own, Cause::undo(own), &told)?;
    Ok(Edited { set: own, inserted })
}

/// Why it cannot be taken back, by the names of today, or of any day.
fn refusal(ctx: &Ctx, conflict: &UndoConflict) -> Refusal {
    let rows = ctx.history.rows();
    let position = |id: &PositionId| {
        let latest = rows.positions.iter().rev().map(|r| &r.dated.value).find(|p| p.id == *id);
        latest.map(|p| p.title.clone()).unwrap_or_default()
    };
    let unit = |id: &UnitId| {
        let latest = rows.units.iter().rev().map(|r| &r.dated.value).find(|u| u.id == *id);
        latest.map(|u| u.name.clone()).unwrap_or_default()
    };
    match conflict {
        UndoConflict::Edited { kind, .. } => Refusal::new("refusal-undo-edited-since").with("kind", kind),
        UndoConflict::Rests { position: id } => Refusal::new("refusal-undo-position-rests").with("name", position(id)),
        UndoConflict::UnitRests { unit: id } => Refusal::new("refusal-undo-unit-rests").with("name", unit(id)),
        UndoConflict::Cycle { position: id } => Refusal::new("refusal-undo-cycle").with("name", position(id)),
        UndoConflict::UnitCycle { unit: id } => Refusal::new("refusal-undo-cycle").with("name", unit(id)),
    }
}
