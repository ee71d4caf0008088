//! The history as a whole: its page with filters, its file, its route for programs, and the thread that seals it.

mod api;
mod page;
pub mod worker;

use crate::routes::Routes;
use app::audit::{Asked, PAGE};
use domain::policy::Noun;
use domain::{Instant, Refusal};
use std::str::FromStr;
use uuid::Uuid;

/// The page.
pub const AUDIT: &str = "/settings/audit";
const FILE: &str = "/settings/audit.csv";

/// These routes.
pub fn routes() -> Routes {
    Routes::new().page(AUDIT, Noun::User, page::page).page(FILE, Noun::User, page::file).merge(api::routes())
}

/// Reads what an address asks.
fn asked(pairs: &[(String, String)]) -> Result<Asked, Refusal> {
    let mut asked = Asked { limit: PAGE, ..Asked::default() };
    for (name, value) in pairs.iter().map(|(name, value)| (name.as_str(), value.trim())).filter(|(_, v)| !v.is_empty())
    {
        match name {
            "user" => asked.user = Some(read(name, value)?),
            "kind" => asked.kind = Some(value.to_owned()),
            "noun" => asked.noun = Some(value.to_owned()),
            "record" => asked.record = Some(read(name, value)?),
            "from" => asked.from = Some(read(name, value)?),
            "to" => asked.to = Some(read(name, value)?),
            "limit" => asked.limit = read(name, value)?,
            "before" => asked.before = Some(place(value).ok_or_else(|| wrong(name, value))?),
            _ => {}
        }
    }
    Ok(asked)
}

fn wrong(name: &str, value: &str) -> Refusal {
    Refusal::new("refusal-value-wrong").at(name).with("value", value)
}

fn read<T: FromStr>(name: &str, value: &str) -> Result<T, Refusal> {
    value.parse().map_err(|_| wrong(name, value))
}

/// Where a page begins, as it stands in an address: instant and entry.
fn place(text: &str) -> Option<(Instant, Uuid)> {
    let (at, id) = text.split_once('.')?;
    Some((Instant(at.parse().ok()?), id.parse().ok()?))
}

fn placed((at, id): (Instant, Uuid)) -> String {
    format!("{}.{id}", at.0)
}
