//! What would happen: the change is made to the first records and taken back at once, so that nothing is guessed.

use super::{Asked, Kept, changes, queries, sql};
use crate::ctx::Who;
use crate::events;
use crate::records::{self, FieldChange};
use crate::trash::{self, Trashed};
use crate::{Ctx, Error, House, Result};
use db::Tx;
use domain::kernel::id::SetId;
use domain::policy::Noun;
use serde::Serialize;
use uuid::Uuid;

/// Records that are tried.
pub const TRIED: usize = 100;
/// Records of which it is told what would change.
const SHOWN: usize = 10;

/// What would happen.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Preview {
    /// Records chosen.
    pub total: i64,
    /// Records tried: all of them, or the first.
    pub tried: usize,
    /// Of those tried: how many would change.
    pub changing: usize,
    /// Of those tried: which would stay as they are, and why.
    pub kept: Vec<Kept>,
    /// Some of those that would change.
    pub samples: Vec<Sample>,
}

/// A record and what would change.
#[derive(Clone, Debug, Serialize)]
pub struct Sample {
    /// Which.
    pub record: Uuid,
    /// Its name.
    pub name: String,
    /// Field by field.
    pub fields: Vec<FieldChange>,
}

/// Tries what was asked for, and leaves everything as it is.
///
/// # Errors
/// [`Error::NotFound`]; the database's own. What is refused of a record is told of that record.
pub fn preview(house: &House, who: Who, id: SetId) -> Result<Preview> {
    let house = house.apart();
    let (stored, first) = house.read(who, |ctx, tx| {
        let most = i64::try_from(TRIED).unwrap_or(i64::MAX);
        Ok((queries::own(ctx, tx, id)?, sql::part(tx, id, 0, most)?))
    })?;
    let kind = super::kind_of(&stored.asked.kind)?;
    let mut found = Preview { total: stored.bulk.total, ..Preview::default() };
    found.tried = first.len();
    let all = attempt(&house, who, id, kind.noun, &first, &stored.asked);
    match all {
        Ok(changed) => found.note(changed),
        Err(error) => {
            // One of them at least stays: each is tried by itself.
            changes::reasons(error)?;
            for one in &first {
                let alone = std::slice::from_ref(one);
                match attempt(&house, who, id, kind.noun, alone, &stored.asked) {
                    Ok(changed) => found.note(changed),
                    Err(error) => found.kept.push(Kept { record: *one, reasons: changes::reasons(error)? }),
                }
            }
        }
    }
    Ok(found)
}

impl Preview {
    fn note(&mut self, changed: Vec<Sample>) {
        self.changing += changed.len();
        let room = SHOWN.saturating_sub(self.samples.len());
        self.samples.extend(changed.into_iter().take(room));
    }
}

/// Changes them, reads what that did, and takes it back by failing.
fn attempt(house: &House, who: Who, id: SetId, noun: Noun, ids: &[Uuid], asked: &Asked) -> Result<Vec<Sample>> {
    let mut read = None;
    let taken_back: Result<()> = house.write(who, |ctx, tx| {
        changes::change(ctx, tx, id, noun, ids, asked)?;
        read = Some(if asked.deletes { deleted(ctx, tx, ids)? } else { changed(ctx, tx, id, noun)? });
        Err(Error::Internal("only tried".to_owned()))
    });
    match (read, taken_back) {
        (Some(samples), _) => Ok(samples),
        (None, Err(error)) => Err(error),
        (None, Ok(())) => Ok(Vec::new()),
    }
}

fn deleted(ctx: &Ctx, tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<Vec<Sample>> {
    let sample = |one: Trashed| Sample { record: one.id, name: one.name, fields: Vec::new() };
    Ok(trash::queries::some(ctx, tx, ids)?.into_iter().map(sample).collect())
}

fn changed(ctx: &Ctx, tx: &mut Tx<'_>, id: SetId, noun: Noun) -> Result<Vec<Sample>> {
    let mut own = events::of_set(tx, id)?;
    own.retain(|event| event.noun == noun.key());
    let records: Vec<Uuid> = own.iter().map(|event| event.record).collect();
    let names: std::collections::HashMap<Uuid, String> =
        records::labels(tx, noun, &records)?.into_iter().map(|label| (label.id, label.label)).collect();
    let told = records::told(ctx, tx, noun, &own)?;
    let sample = |(record, fields): (Uuid, Vec<FieldChange>)| {
        let name = names.get(&record).cloned().unwrap_or_default();
        Sample { record, name, fields }
    };
    Ok(records.into_iter().zip(told).map(sample).collect())
}
