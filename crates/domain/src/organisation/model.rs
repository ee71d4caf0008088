//! The rows of the organisation: units, positions, people, assignments, lines, coverage.
//!
//! Every row but a person is dated twice (see [`Dated`]); a row has an id of its own ([`Row`]) beside the
//! id of what it describes, because one position has many rows over time. On any day, as known at any
//! instant, at most one row of a thing holds.

use crate::kernel::id::*;
use crate::kernel::{Dated, Money};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One version of a dated thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row<T> {
    /// Id of this version.
    pub row_id: RowId,
    /// The thing, when it holds and when we knew it.
    pub dated: Dated<T>,
}

/// How the people of a unit share the customer's journey.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SalesModel {
    /// A role per part of the journey, hand-offs between them.
    AssemblyLine,
    /// One generalist from prospecting to onboarding.
    Island,
    /// A small team of several roles shares its customers.
    Pod,
}

impl SalesModel {
    /// All of them.
    pub const ALL: [SalesModel; 3] = [SalesModel::AssemblyLine, SalesModel::Island, SalesModel::Pod];
    /// As stored, and as texts name it.
    pub fn key(self) -> &'static str {
        match self {
            SalesModel::AssemblyLine => "assembly_line",
            SalesModel::Island => "island",
            SalesModel::Pod => "pod",
        }
    }
    /// The model of that key.
    pub fn from_key(key: &str) -> Option<SalesModel> {
        SalesModel::ALL.into_iter().find(|model| model.key() == key)
    }
}

/// A part of the organisation. The unit tree has one root, the company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Which unit.
    pub id: UnitId,
    /// The unit around it; none for the company.
    pub parent: Option<UnitId>,
    /// Name.
    pub name: String,
    /// `company`, `division`, `region`, `department`, `team` or `pod`.
    pub kind: String,
    /// Its sales model, where it states one; else its parent's holds.
    pub model: Option<SalesModel>,
}

/// A seat. May be vacant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// Which position.
    pub id: PositionId,
    /// Its id in the system it came from, unique within the company.
    pub external_id: Option<String>,
    /// The unit it belongs to.
    pub unit: UnitId,
    /// A label; scorecards attach to roles.
    pub title: String,
    /// Keys of the role catalogue.
    pub roles: Vec<String>,
    /// The position it reports to; none at the top.
    pub reports_to: Option<PositionId>,
    /// Where it sits.
    pub location: Option<String>,
    /// BCP 47 tags of the languages it serves.
    pub languages: Vec<String>,
    /// Cost per year. A sensitive field.
    pub cost_per_year: Option<Money>,
    /// Which quota rows apply.
    pub quota_class: Option<String>,
    /// How many open accounts, leads or deals it can carry.
    pub capacity: Option<u32>,
    /// Made because a row named a manager that no row described; left out of counts.
    pub is_stub: bool,
}

/// Title of the position that holds what nobody owns: a position must have one.
pub const NOBODY: &str = "–";

impl Position {
    /// Whether it stands for nobody: what a file brings in without an owner belongs to it.
    pub fn is_nobody(&self) -> bool {
        self.is_stub && self.title == NOBODY
    }
}

/// A second line, beside the one that counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DottedLine {
    /// From this position
    pub position: PositionId,
    /// to that one.
    pub manager: PositionId,
    /// Why.
    pub label: Option<String>,
}

/// Regular or acting.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AssignmentKind {
    /// The holder.
    #[default]
    Regular,
    /// Stands in.
    Acting,
}

/// A person holds a position.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// Who.
    pub person: PersonId,
    /// Which seat.
    pub position: PositionId,
    /// Share of the person's time in basis points, 1 to 10 000.
    pub share_bp: u32,
    /// Regular or acting.
    pub kind: AssignmentKind,
}

/// Someone who works here. Not dated: assignments say when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// Name as written.
    pub name: String,
    /// E-mail, lower case.
    pub email: Option<String>,
    /// False for one made only because a record named them.
    pub is_active: bool,
    /// Id in the system they came from.
    pub external_id: Option<String>,
}

/// How covered work is shared out.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Distribution {
    /// To the owner of the account.
    Owner,
    /// In turn.
    RoundRobin,
    /// In turn, by weight.
    Weighted,
    /// To the one with most room.
    LeastLoaded,
    /// To the one who knows the segment and language best.
    BestFit,
}

/// How much those behind a coverage may be given, and what happens then.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// How many open records of a kind each may carry, beside the capacity of the position.
    pub most_open: Option<u32>,
    /// How many each may be given on a day.
    pub most_a_day: Option<u32>,
    /// Work is given out whether the place is open or not.
    pub ignores_hours: bool,
    /// Where nobody may take it, the next coverage is asked before a queue.
    pub passes_on: bool,
}

/// Segment and stages (or kind of work) to a unit or a position.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// Which coverage.
    pub id: CoverageId,
    /// The segment; none covers everything.
    pub segment: Option<SegmentId>,
    /// Stage keys of the default process (`prospecting` … `following_up`), and `account` for owning the account;
    /// empty means all.
    pub stages: Vec<String>,
    /// The unit that covers,
    pub unit: Option<UnitId>,
    /// or the position.
    pub position: Option<PositionId>,
    /// How.
    pub distribution: Distribution,
    /// Lower first.
    pub priority: i32,
    /// How much each may be given.
    #[serde(default)]
    pub limits: Limits,
}

/// Input that would break the reporting forest, kept: the position is a root until it is mended.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Defect {
    /// `duplicate_id`, `missing_manager`, `self_report`, `reporting_cycle`.
    pub check: String,
    /// The position concerned, where there is one.
    pub position: Option<PositionId>,
    /// The thing as the source names it.
    pub subject: String,
    /// What the source claims: the manager it names, the row that was replaced.
    pub claim: Option<String>,
    /// Where it stands in the source: file and line.
    pub source: Option<String>,
}

/// Everything recorded about the organisation, all versions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// Units.
    pub units: Vec<Row<Unit>>,
    /// Positions, with the line to the manager.
    pub positions: Vec<Row<Position>>,
    /// Dotted lines.
    pub dotted_lines: Vec<Row<DottedLine>>,
    /// Who holds what.
    pub assignments: Vec<Row<Assignment>>,
    /// Who covers what.
    pub coverages: Vec<Row<Coverage>>,
    /// People, by id.
    pub people: BTreeMap<PersonId, Person>,
    /// Defects that stand.
    pub defects: Vec<Row<Defect>>,
}
