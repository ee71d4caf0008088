//! Activities: notes, tasks, calls and the like, on one record or several. Who sees one of its records sees it; of the
//! others they are told only that there are some.

mod arriving;
mod brought;
mod calendar;
pub mod commands;
pub(crate) mod erasing;
pub(crate) mod handed;
pub(crate) mod leaving;
pub(crate) mod mailed;
pub(crate) mod passed;
pub(crate) mod planned;
pub mod queries;
mod sql;
mod write;

use crate::custom_fields;
use crate::listing::Label;
use domain::activities::Activity;
use domain::policy::Noun;
use serde::Serialize;

pub(crate) use arriving::by_uid;
pub use arriving::{Arrived, take_calendar};
pub(crate) use brought::{bring_in, known, take_back};
pub use write::each;
pub(crate) use write::{first_held, some};

/// A record that an activity stands on, as its reader sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct On {
    /// What kind of record.
    pub noun: Noun,
    /// Which, by its name.
    pub record: Label,
    /// Whether it is a contact that took part.
    pub takes_part: bool,
}

/// An activity as its reader sees it: what is hidden from them is taken out of the activity too.
#[derive(Clone, Debug, Serialize)]
pub struct ActivityView {
    /// The activity.
    #[serde(flatten)]
    pub activity: Activity,
    /// What it holds of the company's own fields, on its page.
    #[serde(flatten)]
    pub own: custom_fields::Shown,
    /// What it is called: its subject, or the first words of its text.
    pub name: String,
    /// Whose it is.
    pub owner_label: Option<Label>,
    /// The account it was with.
    pub account_label: Option<Label>,
    /// The records it stands on that the reader may see; the one it was written on comes first.
    pub on: Vec<On>,
    /// How many more it stands on.
    pub unseen: usize,
    /// Whether it waits to be done.
    pub is_open: bool,
    /// Fields that name a record which the reader may not see.
    pub hidden: Vec<&'static str>,
    /// The mail it tells of, as far as the reader may read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail: Option<Box<crate::mail::MailView>>,
    /// Whether this user may change it.
    pub may_edit: bool,
}
