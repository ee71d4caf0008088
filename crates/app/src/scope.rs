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
    /// Whether any of the positions is in an account team today.
    pub has_teams: bool,
    /// Positions held and below, named where they are few: a database finds the rows of named owners in order by
    /// their index, those of a subselect only by gathering them.
    pub few: Option<Vec<PositionId>>,
    /// Positions that stand for nobody: customers without an owner are for all to see, and to take care of for none.
    pub nobody: Vec<PositionId>,
    /// Whether it is for seeing: a list may be seen by those whose records are on it, and is not theirs to change.
    pub sees: bool,
    /// Positions held and below.
    pub reached: usize,
    /// Positions there are.
    pub total: usize,
}

/// Kinds of records that carry activities and are not for all to see, with their tables.
const CARRYING: [(Noun, &str); 4] = [
    (Noun::Account, "accounts"),
    (Noun::Contact, "contacts"),
    (Noun::Lead, "leads"),
    (Noun::Opportunity, "opportunities"),
];

/// Positions that are named in a statement at most.
pub(crate) const FEW: usize = 8;

impl Scope {
    /// Whether nothing is hidden.
    pub fn is_all(&self) -> bool {
        matches!(self.reach, Sight::All)
    }

    /// Adds ` and (…)` that leaves only what may be seen. `alias` is the table's name in the statement.
    pub fn restrict(&self, sql: &mut Sql, noun: Noun, alias: &str) {
        self.condition(sql, noun, alias, &format!("{alias}.owner_position_id"));
    }

    /// As [`Scope::restrict`], for the first rows of an order: keeps the database from gathering and sorting all that
    /// the owners have where it finds enough sooner by walking along the order. `is_plain` says that nearly every
    /// row of the walk is wanted, but for the scope.
    ///
    /// Walking takes rows / share steps, gathering takes all rows times the share: of a million records and pages of
    /// fifty the two meet at a share of 1 in 140. Where few rows of the walk are wanted, only a broad share walks. The
    /// rows of one owner stand in order in an index of their own.
    pub(crate) fn restrict_walking(&self, sql: &mut Sql, noun: Noun, alias: &str, is_plain: bool) {
        let Sight::Covered(covered) = &self.reach else { return };
        if noun == Noun::Activity {
            return self.restrict_gathering(sql, noun, alias);
        }
        let walks = covered.reached > 1 && covered.reached * (if is_plain { 140 } else { 10 }) > covered.total;
        // An expression is in no index.
        let owner = if walks {
            format!("coalesce({alias}.owner_position_id, {alias}.id)")
        } else {
            format!("{alias}.owner_position_id")
        };
        self.condition(sql, noun, alias, &owner);
    }

    /// As [`Scope::restrict`], for gathering all that may be seen. An activity is found from its records where those
    /// are few, and tested one by one where most of them may be seen.
    pub(crate) fn restrict_gathering(&self, sql: &mut Sql, noun: Noun, alias: &str) {
        match &self.reach {
            Sight::Covered(covered) if noun == Noun::Activity && covered.reached * 10 <= covered.total.max(10) => {
                self.of_records(sql, alias);
            }
            _ => self.restrict(sql, noun, alias),
        }
    }

    /// Adds ` and exists (…)`: activities that stand on a record that may be seen.
    fn on_a_record(&self, sql: &mut Sql, alias: &str) {
        sql.push(&format!(" and exists (select 1 from activity_links l where l.activity_id = {alias}.id and ("));
        for (at, (noun, table)) in CARRYING.into_iter().enumerate() {
            sql.push(if at > 0 { " or " } else { "" });
            sql.push(&format!(
                "(l.noun = '{}' and exists (select 1 from {table} r where r.id = l.record_id",
                noun.key()
            ));
            self.restrict(sql, noun, "r");
            sql.push("))");
        }
        sql.push(" or l.noun = 'product'))");
    }

    /// The same from the records: ` and id in (…)`.
    fn of_records(&self, sql: &mut Sql, alias: &str) {
        sql.push(&format!(" and {alias}.id in ("));
        for (noun, table) in CARRYING {
            sql.push(&format!(
                "select l.activity_id from {table} r join activity_links l on l.record_id = r.id where l.noun = '{}'",
                noun.key()
            ));
            self.restrict(sql, noun, "r");
            sql.push(" union all ");
        }
        sql.push("select l.activity_id from products r join activity_links l on l.record_id = r.id)");
    }

    fn condition(&self, sql: &mut Sql, noun: Noun, alias: &str, owner: &str) {
        let Sight::Covered(covered) = &self.reach else { return };
        if noun == Noun::Activity {
            return self.on_a_record(sql, alias);
        }
        if noun == Noun::Handoff {
            return covered.between(sql, alias);
        }
        if noun == Noun::OutboundList {
            return covered.of_lists(sql, alias, owner);
        }
        let account = match noun {
            Noun::Account => format!("{alias}.id"),
            _ => format!("{alias}.account_id"),
        };
        sql.push(&format!(" and ({owner} "));
        covered.below(sql);
        if matches!(noun, Noun::Account | Noun::Contact) && !covered.nobody.is_empty() {
            let nobody = covered.nobody.iter().map(|&p| Value::id(p));
            sql.push(&format!(" or {owner} in ")).bind_list(nobody);
        }
        covered.by_account(sql, &account);
        if noun == Noun::Lead && !covered.segments.is_empty() {
            // What waits has no owner, and often no account: whoever covers a segment that it fits sees it.
            sql.push(&format!(" or {alias}.id in (select record_id from queued_segments where segment_id in "));
            sql.bind_list(covered.segments.iter().map(|&s| Value::id(s))).push(")");
        }
        sql.push(")");
    }

    /// Adds what is seen of accounts, and not by its owner: ` and (…)`. Answers whether there may be any.
    pub(crate) fn restrict_beside(&self, sql: &mut Sql, alias: &str) -> bool {
        let Sight::Covered(covered) = &self.reach else { return false };
        if !covered.has_teams && covered.segments.is_empty() {
            return false;
        }
        sql.push(&format!(" and {alias}.owner_position_id not "));
        covered.below(sql);
        sql.push(" and (1 = 0");
        covered.by_account(sql, &format!("{alias}.account_id"));
        sql.push(")");
        true
    }

    /// Adds ` and column in (…)`: only positions that may be seen (for figures).
    pub fn restrict_positions(&self, sql: &mut Sql, column: &str) {
        if let Sight::Covered(covered) = &self.reach {
            sql.push(&format!(" and {column} "));
            covered.below(sql);
        }
    }
}

impl Covered {
    /// ` or account in (…)`: accounts of the teams and segments that the positions are in.
    fn by_account(&self, sql: &mut Sql, account: &str) {
        let mut beside = |table: &str, column: &str, key: &str, of: Vec<Value>| {
            sql.push(&format!(" or {account} in (select {column} from {table} where {key} in "))
                .bind_list(of)
                .push(" and superseded_at is null and valid_from_on <= ")
                .bind(self.today.to_string())
                .push(" and valid_to_on > ")
                .bind(self.today.to_string())
                .push(")");
        };
        if self.has_teams {
            let positions = self.positions.iter().map(|&p| Value::id(p)).collect();
            beside("account_teams", "account_id", "position_id", positions);
        }
        if !self.segments.is_empty() {
            let segments = self.segments.iter().map(|&s| Value::id(s)).collect();
            beside("segment_members", "record_id", "segment_id", segments);
        }
    }

    /// Adds ` and (…)`: what passes from or to a position held or below, or was brought before one.
    fn between(&self, sql: &mut Sql, alias: &str) {
        for (at, column) in ["from_position_id", "to_position_id", "escalated_to_position_id"].into_iter().enumerate() {
            sql.push(if at > 0 { " or " } else { " and (" }).push(&format!("{alias}.{column} "));
            self.below(sql);
        }
        sql.push(")");
    }

    /// Adds ` and (…)`: lists of a position held or below, and to see also those on which its leads or contacts stand.
    fn of_lists(&self, sql: &mut Sql, alias: &str, owner: &str) {
        sql.push(&format!(" and ({owner} "));
        self.below(sql);
        if self.sees {
            for table in ["leads", "contacts"] {
                sql.push(&format!(
                    " or exists (select 1 from outbound_members m join {table} o on o.id = m.record_id
 where m.list_id = {alias}.id and m.removed_at is null and o.owner_position_id "
                ));
                self.below(sql);
                sql.push(")");
            }
        }
        sql.push(")");
    }

    /// `in (…)`: the positions held and everyone below them today.
    fn below(&self, sql: &mut Sql) {
        if let Some(few) = &self.few {
            sql.push("in ").bind_list(few.iter().map(|&p| Value::id(p)));
            return;
        }
        sql.push("in (select position_id from organisation_intervals where tree = ").bind(self.tree).push(" and (");
        for (i, (lft, rgt)) in self.ranges.iter().enumerate() {
            sql.push(if i > 0 { " or lft between " } else { "lft between " }).bind(*lft).push(" and ").bind(*rgt);
        }
        sql.push(if self.ranges.is_empty() { "1 = 0))" } else { "))" });
    }
}
