//! Reading the history as a whole. It is for who sees the users; of records it tells what they may see all of.

use super::{Asked, Line, MOST, Page, sql};
use crate::events::Event;
use crate::records::{self, FieldChange};
use crate::{Ctx, Result};
use db::Tx;
use domain::Day;
use domain::policy::{Action, NOUNS, Noun};
use std::collections::HashMap;
use uuid::Uuid;

/// Kinds of records that the reader sees all of.
fn nouns(ctx: &Ctx) -> Vec<Noun> {
    let sees_all = |noun: &Noun| ctx.may(Action::See, *noun).is_ok_and(|scope| scope.is_all());
    NOUNS.into_iter().filter(sees_all).collect()
}

/// Lines of the history, the newest first.
///
/// # Errors
/// [`crate::Error::Forbidden`].
pub fn page(ctx: &Ctx, tx: &mut Tx<'_>, asked: &Asked) -> Result<Page> {
    ctx.may(Action::See, Noun::User)?;
    let limit = asked.limit.clamp(1, MOST);
    let wanted = |noun: &&Noun| asked.noun.as_deref().is_none_or(|key| key == noun.key());
    let nouns: Vec<&'static str> = nouns(ctx).iter().filter(wanted).map(|noun| noun.key()).collect();
    if nouns.is_empty() {
        return Ok(Page::default());
    }
    let more = Asked { limit: limit + 1, ..asked.clone() };
    let mut events = sql::lines(tx, &more, &nouns, span(ctx, asked))?;
    let has_more = i64::try_from(events.len()).unwrap_or(i64::MAX) > limit;
    events.truncate(usize::try_from(limit).unwrap_or_default());
    let next = events.last().filter(|_| has_more).map(|event| (event.at, event.id.0));
    Ok(Page { lines: told(ctx, tx, events)?, next })
}

/// Everything that has happened, by its name: what the filter offers.
///
/// # Errors
/// [`crate::Error::Forbidden`].
pub fn kinds(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Vec<String>> {
    ctx.may(Action::See, Noun::User)?;
    sql::kinds(tx)
}

/// The first instant and the one behind the last.
fn span(ctx: &Ctx, asked: &Asked) -> (i64, i64) {
    let zone = jiff::tz::TimeZone::get(&ctx.company.time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let begins = |day: Day| {
        let midnight = day.civil().to_zoned(zone.clone()).ok()?;
        Some(midnight.timestamp().as_millisecond())
    };
    let from = asked.from.and_then(begins).unwrap_or(i64::MIN);
    (from, asked.to.and_then(|day| begins(day.plus(1))).unwrap_or(i64::MAX))
}

fn told(ctx: &Ctx, tx: &mut Tx<'_>, events: Vec<Event>) -> Result<Vec<Line>> {
    let people: HashMap<Uuid, String> = records::users(tx)?.into_iter().collect();
    let mut of: HashMap<Noun, Vec<Event>> = HashMap::new();
    for event in &events {
        if let Some(noun) = Noun::from_key(&event.noun) {
            of.entry(noun).or_default().push(event.clone());
        }
    }
    let mut names: HashMap<Uuid, String> = HashMap::new();
    let mut fields: HashMap<Uuid, Vec<FieldChange>> = HashMap::new();
    for (noun, own) in of {
        let records: Vec<Uuid> = own.iter().map(|event| event.record).collect();
        names.extend(records::labels(tx, noun, &records)?.into_iter().map(|label| (label.id, label.label)));
        let changes = records::told(ctx, tx, noun, &own)?;
        fields.extend(own.iter().map(|event| event.id.0).zip(changes));
    }
    names.extend(people.iter().map(|(id, name)| (*id, name.clone())));
    let line = |event: Event| Line {
        by: event.user.and_then(|user| people.get(&user.0).cloned()),
        name: names.get(&event.record).cloned(),
        fields: fields.remove(&event.id.0).unwrap_or_default(),
        event,
    };
    Ok(events.into_iter().map(line).collect())
}
