//! The page of the day: what is to be done now, and why. Each panel is read by one statement, along an index of what is
//! open, so that it costs the same however long the history is.

pub mod queries;
mod sql;

use crate::activities::ActivityView;
use crate::handoffs::HandoffView;
use crate::listing::Label;
use domain::Day;
use domain::kernel::Money;
use domain::kernel::id::{LeadId, OpportunityId};
use domain::leads::LeadStatus;
use domain::policy::Noun;
use domain::today::Why;
use serde::Serialize;

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct TodayView {
    /// The day.
    pub today: Day,
    /// Days that something is put off to.
    pub later: [Day; 3],
    /// What is late or due: tasks and what is planned for an hour.
    pub due: Vec<DueView>,
    /// Work that is offered to the reader and waits for an answer.
    pub offers: Vec<HandoffView>,
    /// What the reader offered and got back.
    pub back: Vec<HandoffView>,
    /// Leads that ask for attention: new ones, and those whose day has come.
    pub leads: Vec<LeadLine>,
    /// Open deals that ask for attention.
    pub deals: Vec<DealView>,
    /// Customers and contacts whose next step is due.
    pub steps: Vec<StepView>,
    /// What is planned for the next days.
    pub soon: Vec<DueView>,
    /// What asks for attention in the team, by who reports to the reader; none for who leads nobody.
    pub team: Option<Vec<MemberView>>,
    /// What has no one to do it; none for who may not see everything.
    pub orphans: Option<OrphansView>,
}

impl TodayView {
    /// Whether nothing waits.
    pub fn is_done(&self) -> bool {
        self.due.is_empty()
            && self.offers.is_empty()
            && self.back.is_empty()
            && self.leads.is_empty()
            && self.deals.is_empty()
            && self.steps.is_empty()
    }
    /// Whether something of the team asks for attention.
    pub fn has_exceptions(&self) -> bool {
        self.team.iter().flatten().any(|member| member.sum() > 0)
    }
}

/// A task, or something planned for an hour.
#[derive(Clone, Debug, Serialize)]
pub struct DueView {
    /// Why it is here.
    pub why: Why,
    /// It, with what it stands on.
    pub activity: ActivityView,
}

/// A deal that asks for attention.
#[derive(Clone, Debug, Serialize)]
pub struct DealView {
    /// Which.
    pub id: OpportunityId,
    /// Its name.
    pub name: String,
    /// Whom to, where the reader may see that.
    pub account: Option<Label>,
    /// At which stage.
    pub stage: Option<Label>,
    /// How much.
    pub amount: Option<Money>,
    /// What is to be done next,
    pub next_step: Option<String>,
    /// and when.
    pub next_step_on: Option<Day>,
    /// When it is to close.
    pub close_on: Option<Day>,
    /// Why it is here, the gravest first.
    pub why: Vec<Why>,
    /// For what is changed here.
    pub version: i64,
}

/// A lead that asks for attention.
#[derive(Clone, Debug, Serialize)]
pub struct LeadLine {
    /// Which.
    pub id: LeadId,
    /// Its name.
    pub name: String,
    /// Of which company.
    pub company: Option<String>,
    /// What it has come to.
    pub status: LeadStatus,
    /// What is to be done next.
    pub next_step: Option<String>,
    /// Why it is here, the gravest first.
    pub why: Vec<Why>,
    /// For what is changed here.
    pub version: i64,
}

/// A customer or contact whose next step is due.
#[derive(Clone, Debug, Serialize)]
pub struct StepView {
    /// Account or contact.
    pub noun: Noun,
    /// Which.
    pub record: Label,
    /// What is to be done.
    pub next_step: Option<String>,
    /// When.
    pub next_step_on: Day,
    /// Why it is here.
    pub why: Why,
    /// For what is changed here.
    pub version: i64,
}

/// What asks for attention below one who reports to the reader.
#[derive(Clone, Debug, Serialize)]
pub struct MemberView {
    /// Who.
    pub position: Label,
    /// Whether others report to them, whose work is counted here too.
    pub leads: bool,
    /// Tasks and meetings that are late.
    pub late: i64,
    /// Open deals without a next step on a day,
    pub without_step: i64,
    /// with a next step whose day has passed,
    pub step_late: i64,
    /// and whose close date has passed.
    pub close_late: i64,
    /// Open deals.
    pub open: i64,
}

impl MemberView {
    /// How much asks for attention.
    pub fn sum(&self) -> i64 {
        self.late + self.without_step + self.step_late + self.close_late
    }
}

/// What has no one to do it.
#[derive(Clone, Debug, Serialize)]
pub struct OrphansView {
    /// Open deals of positions that nobody holds.
    pub vacant: Vec<VacantView>,
    /// Files that wait to be checked.
    pub imports_waiting: i64,
    /// Rows of the organisation that could not be kept as they were told.
    pub defects: i64,
}

/// Open deals of a position that nobody holds.
#[derive(Clone, Debug, Serialize)]
pub struct VacantView {
    /// The position.
    pub position: Label,
    /// How many.
    pub open: i64,
}
