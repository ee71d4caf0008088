//! Fields that are sensitive: who reads and enters them, and what becomes of them where somebody else writes a record.
//!
//! To who does not read one it is as if it had no value, and no value of theirs takes its place: neither what they write, nor
//! what they leave empty. Where records become one another, or what was done is undone, values go along unread
//! ([`Ctx::carry`]).

use crate::{Ctx, Error, Result};
use domain::Refusal;
use domain::custom_fields::CustomField;
use domain::policy::{Action, Noun};
use serde_json::{Map, Value as Json};

/// What stands for a value that the reader does not see, be there one or not.
pub const MASK: &str = "••••";

/// Whether the user reads the values of a field, of records they see.
pub fn sees(ctx: &Ctx, field: &CustomField) -> bool {
    !field.is_sensitive || ctx.can(Action::See, Noun::Sensitive)
}

/// Whether they enter such values.
pub fn enters(ctx: &Ctx, field: &CustomField) -> bool {
    !field.is_sensitive || ctx.can(Action::Edit, Noun::Sensitive)
}

/// Whether a question that somebody wrote, as an address or as a filter, speaks of a field whose values the user does not
/// read: it may hold one of them. One that speaks of a longer key too is taken for it as well.
pub fn speaks_of_unread(ctx: &Ctx, asked: &str) -> bool {
    ctx.fields.all().iter().any(|field| !sees(ctx, field) && asked.contains(&field.key))
}

/// New values without those that the user leaves empty only because they do not read them.
///
/// # Errors
/// `refusal-field-sensitive` at each field that they give a value and may not.
pub(crate) fn entered(ctx: &Ctx, noun: Noun, new: &mut Map<String, Json>) -> Result<()> {
    let mut faults = Vec::new();
    new.retain(|key, value| match ctx.fields.known(noun, key) {
        Some(field) if is_kept_from(ctx, field) => {
            if !is_empty(value) {
                faults.push(refused(field));
            }
            false
        }
        _ => true,
    });
    if faults.is_empty() { Ok(()) } else { Err(Error::Refused(faults)) }
}

/// That somebody names only fields that they may enter: for many records at once, or to choose between two.
///
/// # Errors
/// `refusal-field-sensitive` at each that they may not.
pub(crate) fn may_name<'k>(ctx: &Ctx, noun: Noun, keys: impl Iterator<Item = &'k String>) -> Result<()> {
    let unread = keys.filter_map(|key| ctx.fields.known(noun, key)).filter(|field| !enters(ctx, field));
    let faults: Vec<Refusal> = unread.map(refused).collect();
    if faults.is_empty() { Ok(()) } else { Err(Error::Refused(faults)) }
}

/// Whether what the user writes leaves a field as it stands.
pub(super) fn is_kept_from(ctx: &Ctx, field: &CustomField) -> bool {
    !enters(ctx, field) && !ctx.carries()
}

/// Whether a value is none.
pub(super) fn is_empty(value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::String(text) => text.trim().is_empty(),
        Json::Array(all) => all.is_empty(),
        _ => false,
    }
}

/// That the user may not enter a field.
pub(crate) fn refused(field: &CustomField) -> Refusal {
    Refusal::new("refusal-field-sensitive").at(&field.key).with("label", &field.label)
}
