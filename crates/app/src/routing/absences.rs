//! One's own absences: days on which one is away, and who takes meanwhile what would be one's own by name. Everyone sets
//! their own; those of others are settings of routing ([`super::settings`]).

use super::settings::{ended, made};
use super::sql;
use crate::{Ctx, Error, Result};
use db::Tx;
use domain::Day;
use domain::Refusal;
use domain::kernel::id::{PersonId, RoutingSettingId};
use domain::organisation::routing::Setting;
use serde::Serialize;

/// Days on which somebody is away.
#[derive(Clone, Debug, Serialize)]
pub struct Absence {
    /// Which.
    pub id: RoutingSettingId,
    /// The first day.
    pub from: Day,
    /// The last day; none where no end is known.
    pub until: Option<Day>,
    /// Who stands in.
    pub deputy: Option<PersonId>,
    /// Their name.
    pub deputy_name: Option<String>,
    /// Why, in a few words.
    pub note: Option<String>,
}

/// The person the user is.
fn oneself(ctx: &Ctx) -> Result<PersonId> {
    Ok(ctx.person.ok_or_else(|| Refusal::new("absence-nobody"))?)
}

/// One's own absences that are not over.
///
/// # Errors
/// The database's own.
pub fn own(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Vec<Absence>> {
    let Some(me) = ctx.person else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for row in sql::settings(tx, None)?.iter().filter(|row| row.dated.span.to > ctx.today) {
        let (id, Setting::Absence { person, note, deputy }) = &row.dated.value else { continue };
        if *person == me {
            let name = deputy.and_then(|deputy| ctx.history.rows().people.get(&deputy)).map(|one| one.name.clone());
            let span = row.dated.span;
            let until = (span.to != Day::END).then(|| span.to.plus(-1));
            found.push(Absence {
                id: *id,
                from: span.from,
                until,
                deputy: *deputy,
                deputy_name: name,
                note: note.clone(),
            });
        }
    }
    found.sort_by_key(|absence| absence.from);
    Ok(found)
}

/// Sets days on which one is away.
///
/// # Errors
/// `absence-nobody` for a user who is no person; those of [`super::settings::set`].
pub fn set_own(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    (from, until): (Day, Option<Day>),
    deputy: Option<PersonId>,
    note: Option<String>,
) -> Result<RoutingSettingId> {
    made(ctx, tx, &Setting::Absence { person: oneself(ctx)?, note, deputy }, from, until)
}

/// Ends one of one's own absences from today on; one that has not begun never was.
///
/// # Errors
/// [`Error::NotFound`] where it is not one's own.
pub fn end_own(ctx: &Ctx, tx: &mut Tx<'_>, id: RoutingSettingId) -> Result<()> {
    if !own(ctx, tx)?.iter().any(|absence| absence.id == id) {
        return Err(Error::NotFound);
    }
    ended(ctx, tx, id, ctx.today)
}
