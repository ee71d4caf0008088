//! The templates as data: units, who leads them, who sits in them, which stages they cover.

use super::{Dimension, Template};
use crate::organisation::model::{Distribution, SalesModel};

/// A unit of a template and what is in it.
#[derive(Debug)]
pub(super) struct Plan {
    /// Its name is the text `template-unit-<name>`.
    pub name: &'static str,
    /// Kind of unit.
    pub kind: &'static str,
    /// Roles of those who lead it, each reporting to the one before; the last leads what is inside.
    pub lead: &'static [&'static str],
    /// Roles of the seats and how many of each.
    pub seats: &'static [(&'static str, u8)],
    /// Stages it covers, and how work is shared out.
    pub covers: Option<(&'static [&'static str], Distribution)>,
    /// Stands once, whatever is segmented.
    pub shared: bool,
    /// Stands once per name of this dimension, and bears that name.
    pub per: Option<Dimension>,
    /// Units inside.
    pub inner: &'static [Plan],
}

/// The top unit of a template, and the model it states.
#[derive(Debug)]
pub(super) struct Top {
    pub plan: Plan,
    pub model: Option<SalesModel>,
}

const UNIT: Plan =
    Plan { name: "", kind: "team", lead: &[], seats: &[], covers: None, shared: false, per: None, inner: &[] };

const ALL_STAGES: &[&str] = crate::organisation::roles::STAGES;
const TO_CLOSE: &[&str] = &["presenting", "negotiating", "closing"];

const ACCOUNT_BASED: &[Plan] = &[
    Plan {
        name: "key-accounts",
        lead: &["key_account_director"],
        seats: &[("account_manager", 2), ("sales_engineer", 1)],
        covers: Some((&["qualifying", "presenting", "negotiating", "closing"], Distribution::Owner)),
        ..UNIT
    },
    Plan {
        name: "small-and-medium",
        lead: &["sales_manager"],
        seats: &[("product_specialist", 1), ("inside_sales", 2)],
        covers: Some((&["qualifying", "presenting", "negotiating", "closing"], Distribution::RoundRobin)),
        ..UNIT
    },
    Plan {
        name: "lead-generation",
        lead: &["sales_manager"],
        seats: &[("sdr", 2), ("inside_sales", 1)],
        covers: Some((&["prospecting", "qualifying"], Distribution::RoundRobin)),
        ..UNIT
    },
    Plan {
        name: "customer-success",
        lead: &["customer_success_manager"],
        seats: &[("account_manager", 1), ("technical_support", 1)],
        covers: Some((&["following_up"], Distribution::Owner)),
        ..UNIT
    },
    Plan {
        name: "sales-operations",
        lead: &["sales_operations"],
        seats: &[("crm_data_manager", 1), ("process_training_specialist", 1), ("sales_analyst", 1)],
        shared: true,
        ..UNIT
    },
];

const ASSEMBLY_LINE: &[Plan] = &[
    Plan {
        name: "sales-development",
        lead: &["sales_manager"],
        seats: &[("sdr", 2), ("bdr", 1)],
        covers: Some((&["prospecting", "qualifying"], Distribution::RoundRobin)),
        ..UNIT
    },
    Plan {
        name: "account-executives",
        lead: &["sales_manager"],
        seats: &[("account_executive", 3)],
        covers: Some((TO_CLOSE, Distribution::LeastLoaded)),
        ..UNIT
    },
    Plan {
        name: "customer-success",
        lead: &["customer_success_manager"],
        seats: &[("customer_success_manager", 1), ("account_manager", 2)],
        covers: Some((&["following_up"], Distribution::Owner)),
        ..UNIT
    },
];

const ISLAND: &[Plan] = &[Plan {
    name: "sellers",
    lead: &["sales_manager"],
    seats: &[("sales_representative", 4)],
    covers: Some((ALL_STAGES, Distribution::Owner)),
    ..UNIT
}];

const POD: &[Plan] = &[Plan {
    name: "pod",
    kind: "pod",
    lead: &["account_executive"],
    seats: &[("sdr", 1), ("customer_success_manager", 1)],
    covers: Some((ALL_STAGES, Distribution::BestFit)),
    per: Some(Dimension::ProductLine),
    ..UNIT
}];

const KEY_ACCOUNT_TEAM: &[Plan] = &[Plan {
    name: "region",
    kind: "region",
    lead: &["regional_vp"],
    per: Some(Dimension::Geography),
    inner: &[
        Plan {
            name: "territory",
            lead: &["territory_director"],
            seats: &[("direct_sales_rep", 2)],
            covers: Some((TO_CLOSE, Distribution::Owner)),
            ..UNIT
        },
        Plan {
            name: "account-team",
            lead: &["key_account_director"],
            seats: &[("inside_sales", 2)],
            covers: Some((&["prospecting", "qualifying", "following_up"], Distribution::Owner)),
            inner: &[Plan {
                name: "line-of-business",
                seats: &[("direct_sales_rep", 1), ("inside_sales", 1)],
                covers: Some((ALL_STAGES, Distribution::BestFit)),
                per: Some(Dimension::ProductLine),
                ..UNIT
            }],
            ..UNIT
        },
    ],
    ..UNIT
}];

const ENABLEMENT: &[Plan] = &[
    Plan {
        name: "training-and-onboarding",
        lead: &["enablement_programme_lead"],
        seats: &[("enablement_specialist", 1)],
        ..UNIT
    },
    Plan {
        name: "content-and-guidance",
        lead: &["enablement_programme_lead"],
        seats: &[("enablement_specialist", 1)],
        ..UNIT
    },
];

/// The structure of a template.
pub(super) fn top(template: Template) -> Top {
    let sales = |lead, inner| Plan { name: "sales", kind: "department", lead, inner, ..UNIT };
    match template {
        Template::AccountBased => Top { plan: sales(&["vp_sales"], ACCOUNT_BASED), model: None },
        Template::AssemblyLine => {
            Top { plan: sales(&["head_of_sales"], ASSEMBLY_LINE), model: Some(SalesModel::AssemblyLine) }
        }
        Template::Island => Top { plan: sales(&["head_of_sales"], ISLAND), model: Some(SalesModel::Island) },
        Template::Pod => Top { plan: sales(&["head_of_sales"], POD), model: Some(SalesModel::Pod) },
        Template::KeyAccountTeam => Top {
            plan: Plan {
                name: "key-account-team",
                kind: "department",
                lead: &["executive_sponsor", "global_vp"],
                inner: KEY_ACCOUNT_TEAM,
                ..UNIT
            },
            model: None,
        },
        Template::Enablement => Top {
            plan: Plan {
                name: "enablement",
                kind: "department",
                lead: &["chief_enablement_officer", "vp_enablement", "enablement_director"],
                inner: ENABLEMENT,
                shared: true,
                ..UNIT
            },
            model: None,
        },
    }
}
