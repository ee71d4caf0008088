//! Rows by which somebody comes back who was erased: they are taken as any other, and whoever loads the file is told.

use super::source::Source;
use crate::privacy::Known;
use crate::{Ctx, Result};
use db::Tx;
use domain::Refusal;
use domain::policy::Noun;
use domain::privacy::PEOPLE;
use std::collections::HashMap;
use uuid::Uuid;

/// Warns of the rows with an address or a number of somebody who was erased, of those that were taken.
///
/// # Errors
/// The database's own.
pub(super) fn warn(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    source: &mut Source,
    (noun, meant): (Noun, &HashMap<u64, Uuid>),
) -> Result<()> {
    let says = ["email", "phone", "mobile"].into_iter().any(|field| source.has(field));
    if !PEOPLE.contains(&noun) || !says {
        return Ok(());
    }
    let Some(known) = Known::all(ctx, tx)? else { return Ok(()) };
    let mut told = Vec::new();
    for row in source.table.rows().filter(|row| meant.contains_key(&row.line())) {
        let phones: Vec<&str> = ["phone", "mobile"].into_iter().filter_map(|field| source.text(&row, field)).collect();
        let email = source.text(&row, "email");
        if known.is_one(email, &phones)? {
            let field = if email.is_some() { "email" } else { "phone" };
            told.push((row.line(), Refusal::new("warning-erased").at(field)));
        }
    }
    source.report.warnings.extend(told);
    Ok(())
}
