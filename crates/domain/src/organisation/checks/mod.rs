//! What is wrong, or may go wrong, with an organisation: defects of its sources and checks of its own.
//!
//! Only keys, ids and values are here; `text` says them. Every check is always listed, so that a reader sees
//! what was looked at; one without items found nothing. Checks about people are left alone where nobody holds
//! anything (a roster of posts without names): `nobody_seated` says so instead.

mod cover;
mod lines;
mod people;
mod rules;
#[cfg(test)]
mod tests;
mod units;
mod work;

pub use cover::{double_owner, holders_of_required, orphan_account, rivals, uncovered_segment};
pub use rules::{CheckRules, Conflict, Need, SpanBand};
pub use work::{Border, Haunted, ghost_pipeline, silo, too_many_handoffs};

use super::index::Organisation;
use crate::kernel::id::{CoverageId, PersonId, PositionId, SegmentId, UnitId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Likely to hurt.
    Warning,
    /// Wrong.
    Error,
}

/// One check and all it found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Its key.
    pub check: &'static str,
    /// The gravest of its items; of a check that found nothing, what an item would be.
    pub severity: Severity,
    /// How many items.
    pub count: usize,
    /// What it found.
    pub items: Vec<CheckItem>,
}

/// One thing found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CheckItem {
    /// How bad it is.
    pub severity: Severity,
    /// The position concerned.
    pub position: Option<PositionId>,
    /// The unit concerned.
    pub unit: Option<UnitId>,
    /// The person concerned.
    pub person: Option<PersonId>,
    /// The coverage concerned.
    pub coverage: Option<CoverageId>,
    /// The segment concerned.
    pub segment: Option<SegmentId>,
    /// What it is about, as its source or its record names it.
    pub subject: String,
    /// Values of the text, by name.
    pub args: BTreeMap<&'static str, String>,
    /// Key of a way to mend it.
    pub mend: &'static str,
}

/// The key of a check, how bad its items are, and how to mend them.
#[derive(Clone, Copy, Debug)]
struct Kind {
    check: &'static str,
    severity: Severity,
    mend: &'static str,
}

impl Kind {
    const fn error(check: &'static str, mend: &'static str) -> Kind {
        Kind { check, severity: Severity::Error, mend }
    }
    const fn warning(check: &'static str, mend: &'static str) -> Kind {
        Kind { check, severity: Severity::Warning, mend }
    }
    const fn info(check: &'static str, mend: &'static str) -> Kind {
        Kind { check, severity: Severity::Info, mend }
    }
    fn item(self, subject: impl Into<String>) -> CheckItem {
        CheckItem {
            severity: self.severity,
            position: None,
            unit: None,
            person: None,
            coverage: None,
            segment: None,
            subject: subject.into(),
            args: BTreeMap::new(),
            mend: self.mend,
        }
    }
    /// An item about a position, named by its title, with its external id.
    fn position(self, organisation: &Organisation, id: PositionId) -> CheckItem {
        let position = organisation.position(id);
        let title = position.map(|position| position.title.clone()).unwrap_or_default();
        let external = position.and_then(|position| position.external_id.clone());
        let item = CheckItem { position: Some(id), ..self.item(title) };
        external.into_iter().fold(item, |item, external| item.with("external_id", external))
    }
    fn check(self, items: Vec<CheckItem>) -> Check {
        let severity = items.iter().map(|item| item.severity).max().unwrap_or(self.severity);
        Check { check: self.check, severity, count: items.len(), items }
    }
}

impl CheckItem {
    fn with(mut self, name: &'static str, value: impl ToString) -> CheckItem {
        self.args.insert(name, value.to_string());
        self
    }
    fn graver(mut self, severity: Severity) -> CheckItem {
        self.severity = severity;
        self
    }
}

/// Runs every check. `upcoming` is the organisation of a day soon to come: what it will lack is listed too,
/// with that day.
pub fn checks(organisation: &Organisation, upcoming: Option<&Organisation>, rules: &CheckRules) -> Vec<Check> {
    let mut found = lines::defects_and_broken_lines(organisation);
    found.push(lines::several_roots(organisation));
    found.push(lines::manager_outside_chain(organisation));
    found.push(lines::span_out_of_band(organisation, rules));
    found.push(lines::stub_position(organisation));
    found.push(units::empty_unit(organisation));
    found.push(units::ended_unit_with_positions(organisation));
    found.push(people::nobody_seated(organisation));
    found.push(people::vacant_manager(organisation));
    found.push(people::share_over_100(organisation));
    found.push(people::over_assigned(organisation));
    found.push(people::conflicting_roles(organisation, rules));
    found.push(cover::uncovered_role(organisation, upcoming, rules));
    found.push(cover::uncovered_coverage(organisation, upcoming));
    found.push(cover::single_point_of_coverage(organisation, rules));
    found
}

/// Whether anybody holds anything: else nothing can be said about people.
fn is_peopled(organisation: &Organisation) -> bool {
    organisation.people_count() > 0
}
