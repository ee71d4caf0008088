//! People who leave: who is asked for, what is theirs and where it would go, and how far it has gone.

mod api;
mod page;
pub mod worker;

use crate::routes::Routes;
use app::House;
use app::ctx::Who;
use app::departures::{self, Departure, Progress};
use domain::kernel::id::SetId;
use domain::policy::Noun;
use std::time::{Duration, Instant};

/// Who left, and the form that lets somebody go.
pub const DEPARTURES: &str = "/settings/departures";
const ONE: &str = "/settings/departures/{id}";
const GO_ON: &str = "/settings/departures/{id}/go-on";
const UNDO: &str = "/settings/departures/{id}/undo";

/// How long a request moves records before it answers how far it is.
const A_WHILE: Duration = Duration::from_secs(8);

/// These routes.
pub fn routes() -> Routes {
    Routes::new()
        .page(DEPARTURES, Noun::User, page::list)
        .action(DEPARTURES, Noun::User, page::begin)
        .page(ONE, Noun::User, page::one)
        .action(GO_ON, Noun::User, page::go_on)
        .action(UNDO, Noun::User, page::undo)
        .merge(api::routes())
}

/// A departure's page.
fn href(id: SetId) -> String {
    ONE.replace("{id}", &id.to_string())
}

/// Moves records for a while, or until none is left.
fn moved(house: &House, who: Who, id: SetId) -> app::Result<Departure> {
    let begun = Instant::now();
    loop {
        let stands = departures::go_on(house, who, id)?;
        if stands.state != Progress::Moving || begun.elapsed() > A_WHILE {
            return Ok(stands);
        }
    }
}
