//! Who may do what: grants × action × noun → how far it reaches. One table, printed as a golden file.
//!
//! A grant is given to a user. What positions see is not a grant: it follows from the organisation
//! ([`Reach::Covered`]), for every user that is linked to a person.

use serde::{Deserialize, Serialize};

/// What a user was given beside their positions.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grant {
    /// The one who set the company up: everything.
    Owner,
    /// Users, settings, tokens, the organisation.
    Administrator,
    /// Sales operations: all records, imports, the organisation.
    Operations,
    /// Finance: sees all records and figures, costs and margins too.
    Finance,
    /// Reads and enters the company's own fields that are sensitive, of the records they see anyway.
    Sensitive,
}

/// What is done.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Action {
    /// Read, in any form: page, list, picker, search, figure, export.
    See,
    /// Make a new one.
    Create,
    /// Change, move, close, hand over.
    Edit,
    /// Bring in from files.
    Import,
}

/// On what.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Noun {
    /// Companies.
    Account,
    /// People at companies.
    Contact,
    /// What is sold.
    Product,
    /// People and companies not yet qualified.
    Lead,
    /// Possible sales.
    Opportunity,
    /// Lists of leads and contacts that somebody works through; whom they name is seen with the record.
    OutboundList,
    /// Work that passes from one position to another.
    Handoff,
    /// Notes and tasks; seen with the record they stand on.
    Activity,
    /// Units, positions, people, lines.
    Organisation,
    /// Cost of a position.
    Cost,
    /// Figures and targets.
    Measure,
    /// Pipelines and stages.
    Pipeline,
    /// Exchange rates.
    Rate,
    /// Imports.
    Import,
    /// Who signs in.
    User,
    /// The company's settings.
    Setting,
    /// Everything the company has, as one.
    Company,
    /// Addresses that are told what happens.
    Webhook,
    /// What is kept of people: told to them, and erased.
    Privacy,
    /// Values of the company's own fields that are sensitive; the record they stand on is a matter of its own.
    Sensitive,
}

/// How far.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Reach {
    /// Not at all.
    None,
    /// What the user's positions own, stand above, are on the team of, or cover.
    Covered,
    /// Everything.
    All,
}

/// Every grant, in the order of the table.
pub const GRANTS: [Grant; 5] =
    [Grant::Owner, Grant::Administrator, Grant::Operations, Grant::Finance, Grant::Sensitive];
/// Every action, in the order of the table.
pub const ACTIONS: [Action; 4] = [Action::See, Action::Create, Action::Edit, Action::Import];
/// Every noun, in the order of the table.
pub const NOUNS: [Noun; 20] = [
    Noun::Account,
    Noun::Contact,
    Noun::Product,
    Noun::Lead,
    Noun::Opportunity,
    Noun::OutboundList,
    Noun::Handoff,
    Noun::Activity,
    Noun::Organisation,
    Noun::Cost,
    Noun::Measure,
    Noun::Pipeline,
    Noun::Rate,
    Noun::Import,
    Noun::User,
    Noun::Setting,
    Noun::Company,
    Noun::Webhook,
    Noun::Privacy,
    Noun::Sensitive,
];

impl Grant {
    /// As stored and shown in interfaces.
    pub fn key(self) -> &'static str {
        match self {
            Grant::Owner => "owner",
            Grant::Administrator => "administrator",
            Grant::Operations => "operations",
            Grant::Finance => "finance",
            Grant::Sensitive => "sensitive",
        }
    }
    /// The grant of that key.
    pub fn from_key(key: &str) -> Option<Grant> {
        GRANTS.into_iter().find(|g| g.key() == key)
    }
}

impl Noun {
    /// As stored in events and used in texts.
    pub fn key(self) -> &'static str {
        match self {
            Noun::Account => "account",
            Noun::Contact => "contact",
            Noun::Product => "product",
            Noun::Lead => "lead",
            Noun::Opportunity => "opportunity",
            Noun::OutboundList => "outbound_list",
            Noun::Handoff => "handoff",
            Noun::Activity => "activity",
            Noun::Organisation => "organisation",
            Noun::Cost => "cost",
            Noun::Measure => "measure",
            Noun::Pipeline => "pipeline",
            Noun::Rate => "rate",
            Noun::Import => "import",
            Noun::User => "user",
            Noun::Setting => "setting",
            Noun::Company => "company",
            Noun::Webhook => "webhook",
            Noun::Privacy => "privacy",
            Noun::Sensitive => "sensitive",
        }
    }
    /// The noun of that key.
    pub fn from_key(key: &str) -> Option<Noun> {
        NOUNS.into_iter().find(|n| n.key() == key)
    }
}

/// How far a user with these grants reaches. `holds_position`: whether they hold one today.
pub fn reach(grants: &[Grant], holds_position: bool, action: Action, noun: Noun) -> Reach {
    let base = if holds_position { seller(action, noun) } else { bystander(action, noun) };
    grants.iter().map(|&grant| granted(grant, action, noun)).fold(base, Reach::max)
}

/// Anyone who signs in may look at the chart and the price list.
fn bystander(action: Action, noun: Noun) -> Reach {
    match (action, noun) {
        (Action::See, Noun::Organisation | Noun::Product | Noun::Pipeline | Noun::Rate) => Reach::All,
        _ => Reach::None,
    }
}

fn seller(action: Action, noun: Noun) -> Reach {
    match (action, noun) {
        (
            _,
            Noun::Account
            | Noun::Contact
            | Noun::Lead
            | Noun::Opportunity
            | Noun::OutboundList
            | Noun::Handoff
            | Noun::Activity,
        ) if action != Action::Import => Reach::Covered,
        (Action::See | Action::Edit, Noun::Measure) => Reach::Covered,
        _ => bystander(action, noun),
    }
}

fn granted(grant: Grant, action: Action, noun: Noun) -> Reach {
    match (grant, action, noun) {
        (Grant::Owner, ..) => Reach::All,
        (Grant::Administrator, _, Noun::User | Noun::Setting | Noun::Organisation | Noun::Pipeline | Noun::Rate) => {
            Reach::All
        }
        // Nobody else reads them because of what else they may do.
        (Grant::Sensitive, Action::See | Action::Edit, Noun::Sensitive) => Reach::All,
        (Grant::Sensitive, ..) | (_, _, Noun::Sensitive) => Reach::None,
        (Grant::Operations, _, Noun::User | Noun::Setting | Noun::Cost | Noun::Company) => Reach::None,
        (Grant::Operations, ..) => Reach::All,
        (
            Grant::Finance,
            Action::See,
            Noun::User | Noun::Setting | Noun::Import | Noun::Company | Noun::Webhook | Noun::Privacy,
        ) => Reach::None,
        (Grant::Finance, Action::See, _) | (Grant::Finance, Action::Create | Action::Edit, Noun::Rate) => Reach::All,
        _ => Reach::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write as _;

    #[test]
    fn the_table_is_as_printed() {
        let mut table = String::new();
        let who: Vec<(&str, Vec<Grant>, bool)> = [("nobody", vec![], false), ("seller", vec![], true)]
            .into_iter()
            .chain(GRANTS.into_iter().map(|g| (g.key(), vec![g], false)))
            .collect();
        for (name, grants, holds) in who {
            for noun in NOUNS {
                let cells: Vec<String> =
                    ACTIONS.iter().map(|&a| format!("{a:?} {:?}", reach(&grants, holds, a, noun))).collect();
                let _ = writeln!(table, "{name:13} {:12} {}", noun.key(), cells.join(" · "));
            }
        }
        insta::assert_snapshot!(table);
    }
}
