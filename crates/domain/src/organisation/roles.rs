//! The role catalogue: what each role is there for, where it works, by what it is measured.
//!
//! Keys only; the words are texts: `role-<key>`, `responsibility-<key>`, `role-competence-<key>`,
//! `role-family-<key>`. Measures are ids of the measure registry. Spans and capacities are starting points
//! of published practice, to be changed by each company.

use serde::{Deserialize, Serialize};

mod catalogue;

pub use catalogue::ROLES;

/// The stages of the default process, in order.
pub const STAGES: &[&str] = &["prospecting", "qualifying", "presenting", "negotiating", "closing", "following_up"];

/// Which function a role belongs to. Selling, operations and enablement are kept apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// Sells.
    Sales,
    /// Makes selling run: data, process, figures.
    Operations,
    /// Makes sellers able.
    Enablement,
    /// Serves and grows customers.
    CustomerSuccess,
    /// Makes what is sold.
    Product,
    /// Sets the terms.
    Finance,
}

/// One entry of the catalogue.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Role {
    /// Key, as positions name it.
    pub key: &'static str,
    /// The function.
    pub family: Family,
    /// Keys of what it answers for.
    pub responsibilities: &'static [&'static str],
    /// Stages it works, of [`STAGES`].
    pub stages: &'static [&'static str],
    /// Ids of its measures of success.
    pub measures: &'static [&'static str],
    /// Direct reports that are usual; none for a role that leads nobody.
    pub span: Option<u32>,
    /// Open accounts, leads or deals that are usual; none where work does not come so.
    pub capacity: Option<u32>,
    /// Keys of the competences expected.
    pub competences: &'static [&'static str],
}

/// The role of that key.
pub fn role(key: &str) -> Option<&'static Role> {
    ROLES.iter().find(|role| role.key == key)
}

/// Roles that stand beside whoever owns the work: they help at a stage, and no lead, deal or customer is handed to them
/// by rule. An edge of coverage that names their seat is another matter: somebody drew it.
pub const BESIDE: [&str; 7] = [
    "sales_engineer",
    "product_specialist",
    "sales_support",
    "technical_support",
    "deployment_specialist",
    "finance_manager",
    "financial_analyst",
];

impl Role {
    /// Whether it owns the work of its stages.
    pub fn owns(&self) -> bool {
        !BESIDE.contains(&self.key)
    }
}

/// Roles that work the stage.
pub fn at_stage(stage: &str) -> impl Iterator<Item = &'static Role> + '_ {
    ROLES.iter().filter(move |role| role.stages.contains(&stage))
}

#[cfg(test)]
mod tests {
    #[test]
    fn who_stands_beside_is_in_the_catalogue_and_works_a_stage() {
        assert!(super::BESIDE.iter().all(|key| super::role(key).is_some_and(|role| !role.stages.is_empty())));
    }
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_role_is_whole_and_its_keys_are_plain() {
        let keys: BTreeSet<_> = ROLES.iter().map(|role| role.key).collect();
        assert_eq!(keys.len(), ROLES.len());
        for role in ROLES {
            assert!(!role.responsibilities.is_empty() && !role.measures.is_empty(), "{}", role.key);
            assert!(!role.competences.is_empty(), "{}", role.key);
            assert!(role.stages.iter().all(|stage| STAGES.contains(stage)), "{}", role.key);
            let all = role.responsibilities.iter().chain(role.measures).chain(role.competences);
            for key in all.chain([&role.key]) {
                assert!(key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'), "{key}");
            }
        }
    }

    #[test]
    fn every_stage_has_a_role_and_every_measured_role_is_in_the_catalogue() {
        for stage in STAGES {
            assert!(at_stage(stage).next().is_some(), "{stage}");
        }
        for key in crate::measures::catalogue::all().flat_map(|measure| measure.roles) {
            assert!(role(key).is_some(), "{key}");
        }
    }
}
