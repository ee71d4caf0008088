//! People who leave: what is theirs is counted, shown and moved, and they sign in no more.
//!
//! [`begin`] ends their assignments and their sessions in one transaction and writes the departure down; [`go_on`] moves
//! the open work of the seats they leave empty, so many records to a transaction, until none is left. All of it is one set
//! of the history, and [`undo`] gives back what still stands as it was left. What is closed stays with the seat. What
//! follows no record (tasks on nothing that moved, contacts of others' accounts, outbound lists) goes to the seat that was
//! named, else to the first one above that somebody holds. Whoever got any of it is told when all of it has moved.
//!
//! A departure on a day to come is planned: nothing changes before that day, on which the server carries it out ([`look`]).
//!
//! Whoever may change users and the organisation may do this, whatever records they see: pages show counts and seats, and
//! no record.

mod commands;
mod moves;
mod planned;
mod queries;
mod sql;

pub use commands::{Leave, begin, go_on, undo};
pub(crate) use moves::{give, routed_kind, works};
pub use planned::look;
pub use queries::{get, list, preview};

use domain::departures::Heir;
use domain::kernel::id::{PersonId, PositionId, SetId, UserId};
use domain::{Day, Instant};
use serde::Serialize;

/// How far a departure is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// The day on which it is carried out has not come.
    Planned,
    /// Work is still moved.
    Moving,
    /// All of it is where it goes.
    Done,
    /// It was taken back.
    Undone,
}

impl Progress {
    /// As stored.
    fn key(self) -> &'static str {
        match self {
            Progress::Planned => "planned",
            Progress::Moving => "moving",
            Progress::Done => "done",
            Progress::Undone => "undone",
        }
    }
    fn from_key(key: &str) -> Progress {
        match key {
            "planned" => Progress::Planned,
            "moving" => Progress::Moving,
            "undone" => Progress::Undone,
            _ => Progress::Done,
        }
    }
}

/// Someone who left.
#[derive(Clone, Debug, Serialize)]
pub struct Departure {
    /// Which; the set of what was moved.
    pub id: SetId,
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// The user they signed in as.
    pub user: Option<UserId>,
    /// Where their work goes.
    pub heir: Heir,
    /// The seats they left empty.
    pub seats: Vec<PositionId>,
    /// The first day they were gone.
    pub on: Day,
    /// What it changed of the organisation.
    #[serde(skip)]
    pub edits: Option<SetId>,
    /// Records moved so far.
    pub moved: i64,
    /// Records left to move.
    pub left: i64,
    /// How far it is.
    pub state: Progress,
    /// When it began.
    pub begun_at: Instant,
}

/// How much open work of a kind lies on the seats.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Count {
    /// `account`, `opportunity`, `lead`, `contact`, `activity`, `outbound_list`.
    pub kind: &'static str,
    /// How many.
    pub count: i64,
}

/// Who would get how much of a kind.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Share {
    /// The seat; none where it would wait in a queue.
    pub to: Option<PositionId>,
    /// Who holds it, or its title; none of a queue.
    pub name: Option<String>,
    /// Records of each kind that would be moved.
    pub counts: Vec<Count>,
}

/// What a departure would do.
#[derive(Clone, Debug, Serialize)]
pub struct Preview {
    /// Who would leave.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// The user they sign in as.
    pub user: Option<UserId>,
    /// The seats they would leave empty, with their titles.
    pub seats: Vec<(PositionId, String)>,
    /// Seats that others hold with them, where the work stays.
    pub shared: Vec<(PositionId, String)>,
    /// Open work on the seats left empty.
    pub counts: Vec<Count>,
    /// Hand-offs that wait for their answer: those are escalated by the clock.
    pub waiting: i64,
    /// Who would get what; by coverage, of the first records of each kind.
    pub shares: Vec<Share>,
    /// Whether the shares leave records out, because there are so many.
    pub is_part: bool,
}
