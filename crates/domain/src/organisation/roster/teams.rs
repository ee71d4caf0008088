//! Rosters of three columns: seller, manager, office. Offices are units, managers and sellers positions.

use super::RosterRow;
use crate::organisation::state::folded;
use std::collections::HashSet;

/// One seller's row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TeamRow {
    /// Line in the file.
    pub line: u64,
    /// The seller's name.
    pub agent: String,
    /// The manager's name.
    pub manager: String,
    /// The office.
    pub office: String,
}

/// Titles of the positions made, in the company's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamTitles {
    /// E.g. `Sales manager`.
    pub manager: String,
    /// E.g. `Account executive`.
    pub agent: String,
}

/// The roster such rows mean: each manager once, in the office where they are first named, then the sellers.
/// A manager who also sells has one position with both roles.
pub fn from_teams(rows: &[TeamRow], titles: &TeamTitles) -> Vec<RosterRow> {
    let agents: HashSet<String> = rows.iter().map(|row| folded(&row.agent)).collect();
    let managers: HashSet<String> = rows.iter().map(|row| folded(&row.manager)).collect();
    let mut seen = HashSet::new();
    let mut roster = Vec::with_capacity(rows.len() + managers.len());
    let unit = |office: &str| if office.trim().is_empty() { Vec::new() } else { vec![office.trim().to_owned()] };
    for row in rows {
        let name = folded(&row.manager);
        if !name.is_empty() && !agents.contains(&name) && seen.insert(name) {
            roster.push(RosterRow {
                line: row.line,
                name: Some(row.manager.trim().to_owned()),
                title: Some(titles.manager.clone()),
                unit: unit(&row.office),
                roles: vec!["sales_manager".to_owned()],
                ..RosterRow::default()
            });
        }
    }
    for row in rows {
        let leads = managers.contains(&folded(&row.agent));
        let role = |on: bool, key: &str| on.then(|| key.to_owned());
        roster.push(RosterRow {
            line: row.line,
            name: Some(row.agent.trim().to_owned()),
            title: Some(if leads { titles.manager.clone() } else { titles.agent.clone() }),
            unit: unit(&row.office),
            manager: Some(row.manager.trim().to_owned()),
            roles: role(leads, "sales_manager").into_iter().chain(role(true, "account_executive")).collect(),
            ..RosterRow::default()
        });
    }
    roster
}
