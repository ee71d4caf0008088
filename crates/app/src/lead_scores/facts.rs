//! What was known of leads when they came: their fields as they stand, with what was changed since put back.

use super::{HORIZON, sql};
use crate::{Result, records};
use db::Tx;
use domain::Day;
use domain::lead_scores::Past;
use domain::leads::Lead;
use serde_json::{Map, Value as Json};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// Fields whose value is a level.
const WORDS: [&str; 12] = [
    "source",
    "campaign",
    "landing_page",
    "country",
    "region",
    "language",
    "industry",
    "product",
    "need",
    "budget",
    "timeline",
    "decision_process",
];
/// Fields of which it counts whether they are there.
const THERE: [&str; 5] = ["email", "phone", "company", "website", "title"];

/// What is known of a lead, of its fields as an object.
fn known(fields: &Map<String, Json>) -> BTreeMap<&'static str, String> {
    let text = |field: &str| fields.get(field).and_then(Json::as_str).unwrap_or_default().trim().to_lowercase();
    let words = WORDS.into_iter().map(|field| (field, text(field)));
    let there = THERE.into_iter().map(|field| (field, if text(field).is_empty() { "" } else { "given" }.to_owned()));
    let employees = fields.get("employees").and_then(Json::as_i64).map_or("", |count| match count {
        ..=9 => "1–9",
        10..=49 => "10–49",
        50..=249 => "50–249",
        250..=999 => "250–999",
        _ => "1000+",
    });
    words.chain(there).chain([("employees", employees.to_owned())]).collect()
}

fn object(lead: &Lead) -> Result<Map<String, Json>> {
    match serde_json::to_value(lead)? {
        Json::Object(map) => Ok(map),
        _ => Ok(Map::new()),
    }
}

/// What is known of a lead as it stands.
pub(super) fn now(lead: &Lead) -> Result<BTreeMap<&'static str, String>> {
    Ok(known(&object(lead)?))
}

/// Every lead with a day, as it was when it came: its id and the facts.
pub(super) fn all(tx: &mut Tx<'_>) -> Result<Vec<(Uuid, Past)>> {
    let mut first: HashMap<Uuid, Map<String, Json>> = HashMap::new();
    sql::changes(tx, |record, changes| {
        let Ok(Json::Object(fields)) = serde_json::from_str::<Json>(&changes) else { return };
        let kept = first.entry(record).or_default();
        for (field, pair) in fields {
            // The first change of a field says what it held at the beginning.
            kept.entry(field).or_insert_with(|| pair.get(0).cloned().unwrap_or_default());
        }
    })?;
    let mut found = Vec::new();
    records::each(tx, |lead: &Lead| {
        let Some(came) = lead.created_on else { return Ok(()) };
        let mut fields = object(lead)?;
        let standing = known(&fields);
        if let Some(before) = first.get(&lead.id.0) {
            fields.extend(before.clone());
        }
        let then = known(&fields);
        let later = then.iter().filter(|(field, level)| standing.get(*field) != Some(level)).map(|(field, _)| *field);
        let later: Vec<&'static str> = later.collect();
        let became = lead.converted_on.is_some_and(|on| on <= came.plus(HORIZON));
        found.push((lead.id.0, Past { day: came.days_since(Day::BEGINNING), known: then, later, became }));
        Ok(())
    })?;
    Ok(found)
}
