//! From plans to edits.

use super::plans::{Plan, top};
use super::{Built, Company, Dimension, Segmentation, Template, TemplateSegment};
use crate::kernel::id::*;
use crate::organisation::edits::Edit;
use crate::organisation::model::*;
use crate::organisation::roles::role;

/// Builds the structure of the templates, segmented, in the company. All edits are meant for one day.
pub fn build(
    templates: &[Template],
    segmentation: &Segmentation,
    company: &Company,
    namer: &dyn Fn(&str) -> String,
    ids: &mut dyn FnMut() -> uuid::Uuid,
) -> Built {
    let mut order = templates.to_vec();
    order.sort_unstable();
    order.dedup();
    let mut builder = Builder { segmentation, namer, ids, built: Built::default() };
    let root = match company {
        Company::Existing(unit) => *unit,
        Company::New(name) => builder.unit(None, name.clone(), "company", None),
    };
    let mut head = None;
    for (place, template) in order.into_iter().enumerate() {
        let top = top(template);
        // Two departments of one name would not be told apart: later ones bear their template's name.
        let key = if place == 0 { format!("template-unit-{}", top.plan.name) } else { template_name(template) };
        let name = (builder.namer)(&key);
        let unit = builder.unit(Some(root), name, top.plan.kind, top.model);
        let lead = builder.lead(top.plan.lead, unit, head);
        head = head.or(lead);
        let at = Place { unit, manager: lead, segments: Vec::new() };
        builder.fill(&top.plan, &at);
        let dimensions = builder.copied(&top.plan);
        builder.segmented(&top.plan, &dimensions, &at);
    }
    builder.built
}

fn template_name(template: Template) -> String {
    format!("template-{}", template.key())
}

/// Where in the structure something is built.
#[derive(Clone)]
struct Place {
    unit: UnitId,
    manager: Option<PositionId>,
    segments: Vec<(Dimension, String)>,
}

struct Builder<'b> {
    segmentation: &'b Segmentation,
    namer: &'b dyn Fn(&str) -> String,
    ids: &'b mut dyn FnMut() -> uuid::Uuid,
    built: Built,
}

impl Builder<'_> {
    /// Dimensions the structure is copied by: those with names that no plan inside stands once per.
    fn copied(&self, plan: &Plan) -> Vec<Dimension> {
        fn takes(plan: &Plan, dimension: Dimension) -> bool {
            plan.per == Some(dimension) || plan.inner.iter().any(|inner| takes(inner, dimension))
        }
        let all = [Dimension::Geography, Dimension::Size, Dimension::Vertical, Dimension::ProductLine];
        let named = all.into_iter().filter(|dimension| !self.segmentation.names(*dimension).is_empty());
        named.filter(|dimension| !plan.shared && !takes(plan, *dimension)).collect()
    }
    /// What is inside a plan: what is shared stands once, the rest once per segment.
    fn segmented(&mut self, plan: &Plan, dimensions: &[Dimension], at: &Place) {
        for inner in plan.inner.iter().filter(|inner| inner.shared) {
            self.plan(inner, at);
        }
        self.copies(plan, dimensions, at);
    }
    fn copies(&mut self, plan: &Plan, dimensions: &[Dimension], at: &Place) {
        let Some((dimension, rest)) = dimensions.split_first() else {
            for inner in plan.inner.iter().filter(|inner| !inner.shared) {
                self.plan(inner, at);
            }
            return;
        };
        let (kind, lead) = match dimension {
            Dimension::Geography => ("region", "regional_vp"),
            _ => ("division", "sales_manager"),
        };
        for name in self.segmentation.names(*dimension) {
            let unit = self.unit(Some(at.unit), name.clone(), kind, None);
            let manager = self.lead(&[lead], unit, at.manager);
            let mut segments = at.segments.clone();
            segments.push((*dimension, name.clone()));
            self.copies(plan, rest, &Place { unit, manager, segments });
        }
    }
    /// A plan inside a unit: once, or once per name of its dimension.
    fn plan(&mut self, plan: &Plan, at: &Place) {
        let names = plan.per.map_or(&[][..], |dimension| self.segmentation.names(dimension));
        if let (Some(dimension), false) = (plan.per, names.is_empty()) {
            for name in names {
                let mut segments = at.segments.clone();
                segments.push((dimension, name.clone()));
                self.inside(plan, name.clone(), &Place { segments, ..at.clone() });
            }
        } else {
            let name = (self.namer)(&format!("template-unit-{}", plan.name));
            self.inside(plan, name, at);
        }
    }
    fn inside(&mut self, plan: &Plan, name: String, at: &Place) {
        let unit = self.unit(Some(at.unit), name, plan.kind, None);
        let manager = self.lead(plan.lead, unit, at.manager);
        let here = Place { unit, manager, segments: at.segments.clone() };
        self.fill(plan, &here);
        for inner in plan.inner {
            self.plan(inner, &here);
        }
    }
    /// The seats and the coverage of a unit.
    fn fill(&mut self, plan: &Plan, at: &Place) {
        for (role, count) in plan.seats {
            for _ in 0..*count {
                self.seat(role, at.unit, at.manager);
            }
        }
        if let Some((stages, distribution)) = plan.covers {
            let segment = self.segment(&at.segments);
            let coverage = Coverage {
                id: CoverageId((self.ids)()),
                segment,
                stages: stages.iter().map(|&stage| stage.to_owned()).collect(),
                unit: Some(at.unit),
                position: None,
                distribution,
                priority: if segment.is_some() { 0 } else { 1 },
                limits: Limits::default(),
            };
            self.built.edits.push(Edit::AddCoverage { coverage });
        }
    }
    /// The leads of a unit, each reporting to the one before; without any, whoever leads around it.
    fn lead(&mut self, roles: &[&str], unit: UnitId, manager: Option<PositionId>) -> Option<PositionId> {
        roles.iter().fold(manager, |above, role| Some(self.seat(role, unit, above)))
    }
    fn seat(&mut self, key: &str, unit: UnitId, reports_to: Option<PositionId>) -> PositionId {
        let id = PositionId((self.ids)());
        let position = Position {
            id,
            external_id: None,
            unit,
            title: (self.namer)(&format!("role-{key}")),
            roles: vec![key.to_owned()],
            reports_to,
            location: None,
            languages: Vec::new(),
            cost_per_year: None,
            quota_class: None,
            capacity: role(key).and_then(|role| role.capacity),
            is_stub: false,
        };
        self.built.edits.push(Edit::AddPosition { position: Box::new(position) });
        id
    }
    fn unit(&mut self, parent: Option<UnitId>, name: String, kind: &str, model: Option<SalesModel>) -> UnitId {
        let id = UnitId((self.ids)());
        self.built.edits.push(Edit::AddUnit { unit: Unit { id, parent, name, kind: kind.to_owned(), model } });
        id
    }
    /// The segment of these names: one for all coverages that mean it; none where nothing is segmented.
    fn segment(&mut self, all_of: &[(Dimension, String)]) -> Option<SegmentId> {
        if all_of.is_empty() {
            return None;
        }
        if let Some(known) = self.built.segments.iter().find(|known| known.all_of == all_of) {
            return Some(known.id);
        }
        let id = SegmentId((self.ids)());
        self.built.segments.push(TemplateSegment { id, all_of: all_of.to_vec() });
        Some(id)
    }
}
