//! Setting the rules, and erasing who is due.

use super::queries::{SETTING, person, stored};
use super::{MOST, NewRules};
use crate::events::{self, Cause};
use crate::privacy::{self, Asked, Request};
use crate::{Ctx, Result, settings};
use db::Tx;
use domain::Refusal;
use domain::policy::{Action, Noun};
use domain::retention::Rule;
use serde_json::json;
use std::collections::HashSet;
use uuid::Uuid;

/// Sets the rules of contacts and leads.
///
/// # Errors
/// [`crate::Error::Forbidden`]; `refusal-retention-months` at `contact` or `lead`; `refusal-privacy-sure` at `sure` where people
/// would be erased by themselves who were not before, and nobody said that they are sure.
pub fn set(ctx: &Ctx, tx: &mut Tx<'_>, NewRules { rules, sure }: &NewRules) -> Result<()> {
    ctx.may(Action::Edit, Noun::Privacy)?;
    for (field, rule) in [("contact", rules.contact), ("lead", rules.lead)] {
        rule.map(Rule::check).transpose().map_err(|refusal| Refusal { field: Some(field.to_owned()), ..refusal })?;
    }
    let before = stored(tx)?;
    if before == *rules {
        return Ok(());
    }
    let more = |rule: Option<Rule>, before| rule.is_some_and(|rule| rule.erases_more(before));
    if !sure && (more(rules.contact, before.contact) || more(rules.lead, before.lead)) {
        return Err(Refusal::new("refusal-privacy-sure").at("sure").into());
    }
    settings::set_value(tx, SETTING, &serde_json::to_string(rules)?)?;
    let told = |rule: Option<Rule>| rule.map(|rule| format!("{} {}", rule.months, rule.then.key()));
    let changes = json!({
        "retention_contact": [told(before.contact), told(rules.contact)],
        "retention_lead": [told(before.lead), told(rules.lead)],
    });
    events::append(tx, ctx, Cause::COMMAND, Noun::Privacy, Uuid::nil(), "retention_set", &changes)
}

/// Erases people who are due, each with all their records.
///
/// # Errors
/// [`crate::Error::Forbidden`]; `refusal-retention-kept` for who is not due (any more); as [`privacy::erase`]. Then nobody of
/// them is erased.
pub fn erase(ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause, records: &[Uuid]) -> Result<Vec<Request>> {
    ctx.may(Action::Edit, Noun::Privacy)?;
    if records.is_empty() {
        return Err(Refusal::new("refusal-privacy-nobody").at("records").into());
    }
    if records.len() > MOST {
        return Err(Refusal::new("refusal-privacy-many").at("records").with("most", MOST).into());
    }
    let rules = stored(tx)?;
    let (mut done, mut gone) = (Vec::new(), HashSet::new());
    for &record in records {
        // Two records of one person.
        if gone.contains(&record) {
            continue;
        }
        let kept = || Refusal::new("refusal-retention-kept").at("records").with("id", record);
        let due = person(ctx, tx, &rules, record)?.ok_or_else(kept)?;
        let months = rules.of(due.noun).map_or(0, |rule| rule.months);
        let all: Vec<Uuid> = due.others.iter().copied().chain([record]).collect();
        gone.extend(all.iter().copied());
        let asked = Asked { records: all, reason: reason(ctx, due.noun, months) };
        done.push(privacy::erase(ctx, tx, cause, &asked)?);
    }
    Ok(done)
}

/// The rule in words, as the record of the erasure keeps it.
fn reason(ctx: &Ctx, noun: Noun, months: i64) -> String {
    let lang = text::Lang::parse(&ctx.company.language).unwrap_or_default();
    text::tr(lang, "retention-reason", &[("noun", noun.key().into()), ("months", months.into())])
}
