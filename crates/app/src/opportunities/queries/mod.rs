//! Reads of opportunities for people: the board, one record's page, and what pickers offer. All of them ask
//! with the reader's scope.

mod board;
mod ghosts;
mod options;
mod record;
mod sql;

pub use board::{BoardView, CardView, LaneView, Next, board};
pub use ghosts::haunted;
pub use options::{Choice, owners, people, pickable};
pub use record::{BookingView, CreditView, OpportunityView, StepView, page, version};

/// Cards of a column of the board at most.
pub const CARDS: usize = 50;
