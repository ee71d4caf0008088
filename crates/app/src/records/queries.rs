//! Reading one record, and what stands around it.

use super::{Record, sql};
use crate::listing::{self, Label, ListQuery, ListView, kinds};
use crate::{Ctx, Error, Result, matching};
use db::Tx;
use domain::policy::{Action, Noun};
use std::collections::HashSet;
use uuid::Uuid;

/// Rows of a related list on a record's page.
const RELATED: usize = 10;
/// Records that one statement asks for.
const MOST_ASKED: usize = 500;

/// One record that the user may see.
///
/// # Errors
/// [`Error::NotFound`] where there is none that the user may see.
pub fn seen_by<T: Record>(ctx: &Ctx, tx: &mut Tx<'_>, id: Uuid) -> Result<T> {
    let scope = ctx.may(Action::See, T::NOUN).map_err(|_| Error::NotFound)?;
    super::get(tx, &scope, id)
}

/// The record that a text names: its id, or its id in the system it came from.
///
/// # Errors
/// [`Error::NotFound`] where there is none that the user may see.
pub fn named(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, text: &str) -> Result<Uuid> {
    if let Ok(id) = text.parse() {
        return match visible(ctx, tx, noun, id) {
            // What became part of another is found there.
            Err(Error::NotFound) => {
                let kept = matching::merge::into_which(tx, id)?.ok_or(Error::NotFound)?;
                visible(ctx, tx, noun, kept).map(|()| kept)
            }
            seen => seen.map(|()| id),
        };
    }
    let scope = ctx.may(Action::See, noun).map_err(|_| Error::NotFound)?;
    sql::by_external_id(tx, &scope, noun, text)?.ok_or(Error::NotFound)
}

/// The record that a text names, as [`named`] finds it.
///
/// # Errors
/// [`Error::NotFound`] where there is none that the user may see.
pub fn opened<T: Record>(ctx: &Ctx, tx: &mut Tx<'_>, text: &str) -> Result<T> {
    // Nearly always it is an id in sight, which takes one statement.
    if let Ok(id) = text.parse() {
        match seen_by(ctx, tx, id) {
            Err(Error::NotFound) => {}
            found => return found,
        }
    }
    let id = named(ctx, tx, T::NOUN, text)?;
    seen_by(ctx, tx, id)
}

/// That the user may see the record.
///
/// # Errors
/// [`Error::NotFound`] where not, or where there is none.
pub fn visible(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, id: Uuid) -> Result<()> {
    let scope = ctx.may(Action::See, noun).map_err(|_| Error::NotFound)?;
    if sql::seen(tx, &scope, noun, &[id])?.is_empty() { Err(Error::NotFound) } else { Ok(()) }
}

/// Names of records of one kind, in the order asked for; what is not there is left out. The caller has shown that
/// they may be seen.
///
/// # Errors
/// The database's own.
pub fn labels(tx: &mut Tx<'_>, noun: Noun, ids: &[Uuid]) -> Result<Vec<Label>> {
    let Some(table) = sql::table(noun) else { return Ok(Vec::new()) };
    let found: std::collections::HashMap<Uuid, String> = sql::names(tx, table, ids)?.into_iter().collect();
    let label = |id: &Uuid| found.get(id).map(|name| Label { id: *id, label: name.clone(), key: None, detail: None });
    Ok(ids.iter().filter_map(label).collect())
}

/// The name of a record that another names in `field`. Seeing the one is not seeing the other: what the reader may
/// not see loses its id too, and its field is noted in `hidden`.
///
/// # Errors
/// The database's own.
pub fn reference<I: Copy + Into<Uuid>>(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    noun: Noun,
    field: &'static str,
    id: &mut Option<I>,
    hidden: &mut Vec<&'static str>,
) -> Result<Option<Label>> {
    let Some(named) = id.map(Into::into) else { return Ok(None) };
    if seen(ctx, tx, noun, &[named])?.is_empty() {
        *id = None;
        hidden.push(field);
        return Ok(None);
    }
    Ok(labels(tx, noun, &[named])?.pop())
}

/// The fields that name a record which the user may not see. They read as empty, so that writing them back empty
/// leaves them as they stand.
///
/// # Errors
/// The database's own.
pub fn unseen(ctx: &Ctx, tx: &mut Tx<'_>, references: &[(&'static str, Noun, Uuid)]) -> Result<Vec<&'static str>> {
    let mut fields = Vec::new();
    for (field, noun, id) in references {
        if !hidden(ctx, tx, *noun, &[*id])?.is_empty() {
            fields.push(*field);
        }
    }
    Ok(fields)
}

/// Those of the records that the user may not see.
///
/// # Errors
/// The database's own.
pub fn hidden(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, ids: &[Uuid]) -> Result<HashSet<Uuid>> {
    if ctx.may(Action::See, noun).is_ok_and(|scope| scope.is_all()) {
        return Ok(HashSet::new());
    }
    let mut hidden: HashSet<Uuid> = ids.iter().copied().collect();
    let asked: Vec<Uuid> = hidden.iter().copied().collect();
    for part in asked.chunks(MOST_ASKED) {
        for id in seen(ctx, tx, noun, part)? {
            hidden.remove(&id);
        }
    }
    Ok(hidden)
}

/// The records of a kind whose field names this one, the first of them; none where the user may not see any.
///
/// # Errors
/// The database's own.
pub fn related(ctx: &Ctx, tx: &mut Tx<'_>, kind: &str, field: &str, id: Uuid) -> Result<Option<ListView>> {
    let Some(kind) = kinds::find(kind).filter(|kind| ctx.can(Action::See, kind.noun)) else { return Ok(None) };
    let query = ListQuery { limit: RELATED, ..ListQuery::filtered(format!("{field} = {id}")) };
    listing::list(ctx, tx, kind, &query).map(Some)
}

/// Whether the user may treat this record so.
///
/// # Errors
/// The database's own.
pub fn may(ctx: &Ctx, tx: &mut Tx<'_>, action: Action, noun: Noun, id: Uuid) -> Result<bool> {
    match ctx.may(action, noun) {
        Ok(scope) => Ok(!sql::seen(tx, &scope, noun, &[id])?.is_empty()),
        Err(_) => Ok(false),
    }
}

/// Those of the records with which the user may do so.
///
/// # Errors
/// The database's own.
pub fn may_of(ctx: &Ctx, tx: &mut Tx<'_>, action: Action, noun: Noun, ids: &[Uuid]) -> Result<Vec<Uuid>> {
    let Ok(scope) = ctx.may(action, noun) else { return Ok(Vec::new()) };
    let mut found = Vec::with_capacity(ids.len());
    for part in ids.chunks(MOST_ASKED) {
        found.extend(sql::seen(tx, &scope, noun, part)?);
    }
    Ok(found)
}

/// As [`may`], of a record that the user is known to see.
///
/// # Errors
/// The database's own.
pub fn may_also(ctx: &Ctx, tx: &mut Tx<'_>, action: Action, noun: Noun, id: Uuid) -> Result<bool> {
    match ctx.may(action, noun) {
        Ok(scope) if scope.is_all() => Ok(true),
        _ => may(ctx, tx, action, noun, id),
    }
}

/// Those of the records that the user may see.
///
/// # Errors
/// The database's own.
pub fn seen(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, ids: &[Uuid]) -> Result<Vec<Uuid>> {
    match ctx.may(Action::See, noun) {
        Ok(scope) => sql::seen(tx, &scope, noun, ids),
        Err(_) => Ok(Vec::new()),
    }
}
