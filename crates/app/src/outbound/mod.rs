//! Outbound lists: leads and contacts to work through, how far each is, and who comes next.
//!
//! A list is its owner's and of those above; whoever has a lead or contact on it sees it too, and changes nothing of it.
//! Whom it names is seen as far as the reader sees the lead or contact, and counted as hidden otherwise. What became of each
//! is read from activities, never kept. Who said no to every way there is to reach them stays on the list and is passed over.

pub mod commands;
pub(crate) mod merging;
pub mod queries;
mod sql;

use crate::listing::Label;
use domain::kernel::id::{OutboundListId, PositionId, SetId};
use domain::outbound::{OutboundList, Progress, Standing};
use domain::policy::Noun;
use domain::{Day, Instant};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What may be on a list.
pub const LISTED: [Noun; 2] = [Noun::Lead, Noun::Contact];
/// Members of a list at most: all of them are read for its progress.
pub const MOST: usize = 5000;

/// A list with how far it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListView {
    /// The list.
    #[serde(flatten)]
    pub list: OutboundList,
    /// Whose it is.
    pub owner_label: Label,
    /// Whether it is open past the day by which it was to be done.
    pub is_late: bool,
    /// How many stand where, of those whom the reader may see.
    pub progress: Progress,
    /// How many the reader may not see.
    pub hidden: i64,
    /// Whether the reader may change it.
    pub may_edit: bool,
}

/// How far the members of one owner are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OwnerView {
    /// Who has the records.
    pub owner: Label,
    /// How many stand where.
    pub progress: Progress,
    /// How often they were tried.
    pub attempts: i64,
}

/// Someone on a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MemberView {
    /// `lead` or `contact`.
    pub noun: Noun,
    /// Which.
    pub record: Uuid,
    /// Their name.
    pub name: String,
    /// The lead's company, the contact's title.
    pub detail: Option<String>,
    /// Who has the record.
    pub owner: Option<Label>,
    /// When they were put on the list.
    pub added_at: Instant,
    /// By whom; none for the console.
    pub added_by: Option<String>,
    /// What became of them since.
    pub standing: Standing,
    /// How often somebody tried since.
    pub attempts: i64,
    /// The day of the latest attempt.
    pub last_on: Option<Day>,
    /// The day from which they are to be tried again.
    pub again_on: Option<Day>,
    /// What they said no to: `email`, `phone`.
    pub refuses: Vec<&'static str>,
    /// Whether that leaves no way to reach them: they are passed over.
    pub is_left_alone: bool,
}

/// A list with everyone on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListPage {
    /// The list.
    #[serde(flatten)]
    pub view: ListView,
    /// By who has the records, the most first.
    pub by_owner: Vec<OwnerView>,
    /// Those whom the reader may see, in the order put there.
    pub members: Vec<MemberView>,
}

/// Who is to be tried next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NextView {
    /// The list.
    pub view: ListView,
    /// The next; none where the list is worked through for today.
    pub member: Option<MemberView>,
    /// How many wait for today: never tried, or due again.
    pub waiting: usize,
    /// How many would wait, and are passed over because they said no.
    pub left_alone: usize,
    /// The first day on which someone is to be tried again, where nobody waits today.
    pub again_on: Option<Day>,
}

/// A list that a record is on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OnView {
    /// The list,
    pub list: OutboundList,
    /// what became of the record since,
    pub member: MemberView,
    /// and whether the reader may take it off.
    pub may_edit: bool,
}

/// A list to be made, or what is to stand of one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// What it is called.
    pub name: String,
    /// What it is for.
    pub purpose: Option<String>,
    /// Whose it is; the writer's own where nobody is named.
    pub owner: Option<PositionId>,
    /// The day it begins; today where none is given.
    pub starts_on: Option<Day>,
    /// The day by which it is to be done.
    pub due_on: Option<Day>,
    /// The version that was read, where a change is to hold only for that.
    pub version: Option<i64>,
}

/// What putting records on a list came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Put {
    /// The list.
    pub list: OutboundListId,
    /// Whether it was made for this.
    pub is_new: bool,
    /// How many are new on it.
    pub added: usize,
    /// How many were on it already.
    pub already: usize,
    /// By which it is undone.
    pub set: SetId,
}
