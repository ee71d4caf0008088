//! The rules that checks go by, as data: a company edits them.
//!
//! Defaults of spans: 4 to 10 direct reports, 6 for a manager who sells too (published practice; a starting
//! point, not a law).

use super::super::model::SalesModel;
use super::Severity;
use serde::{Deserialize, Serialize};

/// What checks go by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CheckRules {
    /// How many direct reports are healthy.
    pub spans: SpanBand,
    /// Roles that sell; a manager with one of them is a player-coach.
    pub selling_roles: Vec<String>,
    /// Roles of which there is one by design, so that one holder is no risk worth telling.
    pub roles_of_one: Vec<String>,
    /// Roles that somebody must hold, beside those that positions name.
    pub required_roles: Vec<String>,
    /// What a unit that states a sales model needs.
    pub needs: Vec<Need>,
    /// Roles that one person should not hold together.
    pub conflicts: Vec<Conflict>,
}

/// Direct reports of a manager, both ends healthy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpanBand {
    /// The fewest.
    pub least: u32,
    /// The most.
    pub most: u32,
    /// The most for one who sells too.
    pub most_for_player_coach: u32,
}

/// A unit of the model needs one of these roles held in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    /// The model.
    pub model: SalesModel,
    /// Any of these will do.
    pub any_of: Vec<String>,
}

/// One of these and one of those do not go together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// Key of the reason.
    pub key: String,
    /// One of these
    pub one: Vec<String>,
    /// with one of those.
    pub other: Vec<String>,
    /// How bad it is.
    pub severity: Severity,
    /// Models in which it is the way to work.
    pub fine_in: Vec<SalesModel>,
}

/// Roles that bring new customers.
const HUNTERS: &[&str] = &["sdr", "bdr", "account_executive"];
/// Roles that keep customers and grow them.
const FARMERS: &[&str] = &["account_manager", "customer_success_manager"];
/// Roles that set quotas, approve credit or discounts, or judge disputes.
const SETTERS: &[&str] = &["sales_operations", "finance_manager"];
/// Roles paid by what they sell.
const SELLERS: &[&str] = &[
    "sdr",
    "bdr",
    "account_executive",
    "account_manager",
    "key_account_director",
    "sales_representative",
    "direct_sales_rep",
    "inside_sales",
];
/// Roles of which there is one by design.
const HEADS: &[&str] = &[
    "head_of_sales",
    "vp_sales",
    "global_vp",
    "executive_sponsor",
    "chief_revenue_officer",
    "chief_enablement_officer",
    "vp_enablement",
];

fn keys(keys: &[&str]) -> Vec<String> {
    keys.iter().map(|&key| key.to_owned()).collect()
}

impl Default for SpanBand {
    fn default() -> SpanBand {
        SpanBand { least: 4, most: 10, most_for_player_coach: 6 }
    }
}

impl Default for CheckRules {
    fn default() -> CheckRules {
        let need = |model, any_of: &[&str]| Need { model, any_of: keys(any_of) };
        CheckRules {
            spans: SpanBand::default(),
            selling_roles: keys(SELLERS),
            roles_of_one: keys(HEADS),
            required_roles: Vec::new(),
            needs: vec![
                need(SalesModel::AssemblyLine, &["sdr", "bdr"]),
                need(SalesModel::AssemblyLine, &["account_executive"]),
                need(SalesModel::AssemblyLine, FARMERS),
                need(SalesModel::Island, &["sales_representative", "account_executive"]),
                need(SalesModel::Pod, HUNTERS),
                need(SalesModel::Pod, FARMERS),
            ],
            conflicts: vec![
                Conflict {
                    key: "sets_and_earns".to_owned(),
                    one: keys(SETTERS),
                    other: keys(SELLERS),
                    severity: Severity::Error,
                    fine_in: Vec::new(),
                },
                Conflict {
                    key: "hunter_and_farmer".to_owned(),
                    one: keys(HUNTERS),
                    other: keys(FARMERS),
                    severity: Severity::Warning,
                    fine_in: vec![SalesModel::Island],
                },
            ],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::organisation::roles::role;

    #[test]
    fn the_rules_name_roles_of_the_catalogue() {
        let rules = CheckRules::default();
        let needs = rules.needs.iter().flat_map(|need| &need.any_of);
        let conflicts = rules.conflicts.iter().flat_map(|conflict| conflict.one.iter().chain(&conflict.other));
        let all = needs.chain(conflicts).chain(&rules.selling_roles).chain(&rules.roles_of_one);
        assert_eq!(all.filter(|key| role(key).is_none()).collect::<Vec<_>>(), Vec::<&String>::new());
    }
}
