//! The edits that make the plan of units and seats: the first day, the reorganisation, the next one.

use crate::blueprint::{Place, Seat, UNITS, UnitPlan};
use crate::careers::Staff;
use domain::kernel::id::{PositionId, UnitId};
use domain::kernel::{Currency, Money};
use domain::organisation::{DottedLine, Edit, Position, PositionField, SalesModel, Unit};
use std::collections::{BTreeMap, BTreeSet};

/// Makes edits, knowing the ids of the units.
pub struct Edits {
    /// The company.
    pub root: UnitId,
    /// Every other unit by its key.
    pub units: BTreeMap<&'static str, UnitId>,
}

impl Edits {
    fn unit(&self, key: &str) -> UnitId {
        self.units.get(key).copied().unwrap_or(self.root)
    }
    fn add_unit(&self, plan: &UnitPlan, name: &str, model: Option<SalesModel>) -> Edit {
        let parent = plan.parent.map_or(self.root, |key| self.unit(key));
        let unit = Unit {
            id: self.unit(plan.key),
            parent: Some(parent),
            name: name.to_owned(),
            kind: plan.kind.to_owned(),
            model,
        };
        Edit::AddUnit { unit }
    }
    fn add_seat(&self, staff: &Staff, seat: usize, plan: &Seat, place: &Place) -> Edit {
        let roles: Vec<String> = place.roles.iter().map(|r| (*r).to_owned()).collect();
        let is_seller = plan.selling.is_some();
        let position = Position {
            id: staff.position(seat),
            external_id: Some(format!("P{}", 101 + seat)),
            unit: self.unit(place.unit),
            title: place.title.clone(),
            capacity: roles.iter().find_map(|key| domain::organisation::roles::role(key)?.capacity),
            roles,
            reports_to: boss(staff, place),
            location: plan.country.towns().first().map(|t| (*t).to_owned()),
            languages: plan.country.languages().iter().map(|l| (*l).to_owned()).collect(),
            cost_per_year: Currency::new("EUR").map(|eur| Money::new(plan.cost * 100, eur)),
            quota_class: is_seller.then(|| "seller".to_owned()),
            is_stub: false,
        };
        Edit::AddPosition { position: Box::new(position) }
    }

    /// Units and seats of the first day.
    pub fn begin(&self, staff: &Staff, reorganised: bool) -> Vec<Edit> {
        let places = staff.seats.iter().filter_map(|seat| seat.place(reorganised));
        let mut used: BTreeSet<&str> = places.map(|place| place.unit).collect();
        for plan in UNITS.iter().rev() {
            if used.contains(plan.key) {
                used.extend(plan.parent);
            }
        }
        let state = |plan: &UnitPlan| if reorganised { plan.after } else { plan.before };
        let units = UNITS.iter().filter(|plan| used.contains(plan.key));
        let mut edits: Vec<Edit> =
            units.filter_map(|plan| state(plan).map(|(name, model)| self.add_unit(plan, name, model))).collect();
        for (index, seat) in staff.seats.iter().enumerate() {
            edits.extend(seat.place(reorganised).map(|place| self.add_seat(staff, index, seat, place)));
        }
        edits
    }

    /// Regions of generalists become an assembly line, pods and inside sales.
    pub fn reorganise(&self, staff: &Staff) -> Vec<Edit> {
        let mut edits = Vec::new();
        for plan in &UNITS {
            let unit = self.unit(plan.key);
            match (plan.before, plan.after) {
                (None, Some((name, model))) => edits.push(self.add_unit(plan, name, model)),
                (Some((old, was)), Some((name, model))) => {
                    if old != name {
                        edits.push(Edit::RenameUnit { unit, name: name.to_owned() });
                    }
                    if was != model {
                        edits.push(Edit::SetSalesModel { unit, model });
                    }
                }
                (_, None) => {}
            }
        }
        for (index, seat) in staff.seats.iter().enumerate() {
            match &seat.before {
                None => edits.push(self.add_seat(staff, index, seat, &seat.after)),
                Some(before) => edits.extend(self.change_seat(staff, index, before, &seat.after)),
            }
        }
        let ended = UNITS.iter().filter(|plan| plan.after.is_none());
        edits.extend(ended.map(|plan| Edit::EndUnit { unit: self.unit(plan.key) }));
        edits.extend(dotted(staff));
        edits
    }

    fn change_seat(&self, staff: &Staff, index: usize, before: &Place, after: &Place) -> Vec<Edit> {
        let position = staff.position(index);
        let mut edits = Vec::new();
        if (before.unit, &before.boss) != (after.unit, &after.boss) {
            let (reports_to, unit) = (boss(staff, after), Some(self.unit(after.unit)));
            edits.push(Edit::MovePosition { position, reports_to, unit });
        }
        if (&before.title, before.roles) != (&after.title, after.roles) {
            let roles = after.roles.iter().map(|r| (*r).to_owned()).collect();
            let fields = vec![PositionField::Title(after.title.clone()), PositionField::Roles(roles)];
            edits.push(Edit::ChangePosition { position, fields });
        }
        edits
    }

    /// What is scheduled to come next: pods in the south, after the example of key accounts.
    pub fn schedule(&self, staff: &Staff, id: &mut dyn FnMut() -> UnitId) -> Vec<Edit> {
        let parent = self.unit("dach");
        let mut edits = Vec::new();
        for (name, team) in [("Pod Maschinenbau", "south"), ("Pod Prozessindustrie", "north")] {
            let unit = Unit {
                id: id(),
                parent: Some(parent),
                name: name.to_owned(),
                kind: "pod".to_owned(),
                model: Some(SalesModel::Pod),
            };
            let pod = unit.id;
            edits.push(Edit::AddUnit { unit });
            for seat in ["ae1", "ae2", "se"] {
                let Some(seat) = staff.seat(&format!("{team}-{seat}")) else { continue };
                let reports_to = staff.seats.get(seat).and_then(|s| boss(staff, &s.after));
                edits.push(Edit::MovePosition { position: staff.position(seat), reports_to, unit: Some(pod) });
            }
        }
        edits
    }
}

fn boss(staff: &Staff, place: &Place) -> Option<PositionId> {
    place.boss.as_deref().and_then(|key| staff.seat(key)).map(|seat| staff.position(seat))
}

/// Second lines: those who serve in pods belong to a profession too.
fn dotted(staff: &Staff) -> Vec<Edit> {
    let lines = [
        ("havbris-csm", "support", "Customer success practice"),
        ("tindra-csm", "support", "Customer success practice"),
        ("rheinwerk-csm", "success_dach", "Customer success practice"),
        ("tindra-inside", "inside", "Inside sales practice"),
        ("norway-se", "ops", "Demonstration library"),
        ("north-se", "ops", "Demonstration library"),
    ];
    let line = |(from, to, label): (&str, &str, &str)| {
        let (position, manager) = (staff.position(staff.seat(from)?), staff.position(staff.seat(to)?));
        Some(Edit::AddDottedLine { line: DottedLine { position, manager, label: Some(label.to_owned()) } })
    };
    lines.into_iter().filter_map(line).collect()
}
