//! How far a user's sight reaches, as a type. Only [`crate::Ctx::may`] makes one; every statement on
//! records takes one and puts it into its text, so no door can forget it.

use crate::sql::Sql;
use db::Value;
use domain::Day;
use domain::kernel::id::{PositionId, SegmentId};
use domain::policy::Noun;

/// What a user may see or touch.
#[derive(Clone, Debug)]
pub struct Scope {
    pub(crate) reach: Sight,
}

#[derive(Clone, Debug)]
pub(crate) enum Sight {
    All,
    Covered(Covered),
}

/// What follows from the positions a user holds today.
#[derive(Clone, Debug)]
pub(crate) struct Covered {
    /// Which of today's trees.
    pub tree: i64,
    /// Today.
    pub today: Day,
    /// Intervals of the positions held: each with everyone below.
    pub ranges: Vec<(i64, i64)>,
    /// The positions held.
    pub positions: Vec<PositionId>,
    /// Segments they cover.
    pub segments: Vec<SegmentId>,
}

impl Scope {
    /// Whether nothing is hidden.
    pub fn is_all(&self) -> bool {
        matches!(self.reach, Sight::All)
    }

    /// Adds ` and (…)` that leaves only what may be seen. `alias` is the table's name in the statement.
    pub fn restrict(&self, sql: &mut Sql, noun: Noun, alias: &str) {
        let Sight::Covered(covered) = &self.reach else { return };
        let account = match noun {
            Noun::Account => format!("{alias}.id"),
            _ => format!("{alias}.account_id"),
        };
        sql.push(&format!(" and ({alias}.owner_position_id in ("));
        covered.below(sql);
        sql.push(&format!(") or {account} in (select account_id from account_teams where position_id in "))
            .bind_list(covered.positions.iter().map(|&p| Value::id(p)))
            .push(" and superseded_at is null and valid_from_on <= ")
            .bind(covered.today.to_string())
            .push(" and valid_to_on > ")
            .bind(covered.today.to_string())
            .push(")");
        if !covered.segments.is_empty() {
            sql.push(&format!(" or {account} in (select record_id from segment_members where segment_id in "))
                .bind_list(covered.segments.iter().map(|&s| Value::id(s)))
                .push(" and superseded_at is null and valid_from_on <= ")
                .bind(covered.today.to_string())
                .push(" and valid_to_on > ")
                .bind(covered.today.to_string())
                .push(")");
        }
        sql.push(")");
    }

    /// Adds ` and column in (…)`: only positions that may be seen (for figures).
    pub fn restrict_positions(&self, sql: &mut Sql, column: &str) {
        if let Sight::Covered(covered) = &self.reach {
            sql.push(&format!(" and {column} in ("));
            covered.below(sql);
            sql.push(")");
        }
    }
}

impl Covered {
    /// `select position_id …`: the positions held and everyone below them today.
    fn below(&self, sql: &mut Sql) {
        sql.push("select position_id from organisation_intervals where tree = ").bind(self.tree).push(" and (");
        for (i, (lft, rgt)) in self.ranges.iter().enumerate() {
            sql.push(if i > 0 { " or lft between " } else { "lft between " }).bind(*lft).push(" and ").bind(*rgt);
        }
        sql.push(if self.ranges.is_empty() { "1 = 0)" } else { ")" });
    }
}
