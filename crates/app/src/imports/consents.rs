//! What files say of consent: written down as said here, with the file as its source. A no of the file is taken; a yes does
//! not lift a no that stands here, and is told.

use super::recognise;
use super::source::Source;
use crate::consents::{self, Said};
use crate::events::Cause;
use crate::{Ctx, Result};
use db::Tx;
use domain::Refusal;
use domain::consents::{self as rules, ASKED, Consent, LONGEST, PURPOSES};
use domain::kernel::id::SetId;
use domain::policy::Noun;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// What a row says of a record: line, record, state.
type Told = (u64, Uuid, &'static str);

/// Takes what the rows of a file say of the records that they mean, by their lines.
///
/// # Errors
/// The database's own; what is not taken is told in the source's report.
pub(super) fn take(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    source: &mut Source,
    set: SetId,
    (noun, meant): (Noun, &HashMap<u64, Uuid>),
) -> Result<()> {
    if !ASKED.contains(&noun) {
        return Ok(());
    }
    for purpose in PURPOSES {
        let field = format!("consent_{purpose}");
        if !source.has(&field) {
            continue;
        }
        let (told, odd) = told(source, &field, meant);
        source.report.warnings.extend(odd);
        // Who says no in one row and yes in another has said no.
        let (no, yes): (Vec<Told>, Vec<Told>) = told.into_iter().partition(|(.., state)| rules::forbids(state));
        put(ctx, tx, source, set, (noun, purpose), &no)?;
        let records: Vec<Uuid> = yes.iter().map(|(_, record, _)| *record).collect();
        let refusing: HashSet<Uuid> = consents::refusing(tx, purpose, &records)?.into_iter().collect();
        let (stays, yes): (Vec<Told>, Vec<Told>) =
            yes.into_iter().partition(|(_, record, _)| refusing.contains(record));
        let warning = Refusal::new("warning-consent-stays").at(&field).with("purpose", purpose);
        source.report.warnings.extend(stays.into_iter().map(|(line, ..)| (line, warning.clone())));
        put(ctx, tx, source, set, (noun, purpose), &yes)?;
    }
    Ok(())
}

/// What the cells say, but for those that say nothing; and those that cannot be read.
fn told(source: &Source, field: &str, meant: &HashMap<u64, Uuid>) -> (Vec<Told>, Vec<(u64, Refusal)>) {
    let heading = source.report.columns.get(field).map(|theirs| recognise::folded(theirs, "")).unwrap_or_default();
    let asks_no = rules::asks_for_no(&heading);
    let (mut told, mut odd) = (Vec::new(), Vec::new());
    for row in source.table.rows() {
        let (Some(&record), Some(cell)) = (meant.get(&row.line()), source.text(&row, field)) else { continue };
        match rules::read(cell, source.flag(&row, field), asks_no) {
            Some("unknown") => {}
            Some(state) => told.push((row.line(), record, state)),
            None => {
                let warning = Refusal::new("warning-consent-unreadable").at(field).with("value", cell);
                odd.push((row.line(), warning));
            }
        }
    }
    (told, odd)
}

/// Writes down what is not so already.
fn put(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    source: &Source,
    set: SetId,
    (noun, purpose): (Noun, &str),
    all: &[Told],
) -> Result<()> {
    let records: Vec<Uuid> = all.iter().map(|(_, record, _)| *record).collect();
    let standing = consents::standing(tx, &records)?;
    let is_same = |record: Uuid, state: &str| {
        let stands = standing.of(record, purpose);
        stands == state || rules::forbids(stands) && rules::forbids(state)
    };
    let mut seen = HashSet::new();
    let lang = text::Lang::parse(&ctx.company.language).unwrap_or_default();
    let name: String = text::tr(lang, "consent-source-import", &[("file", source.report.name.as_str().into())]);
    let name: String = name.chars().take(LONGEST).collect();
    let said = |&(_, record, state): &Told| {
        let is_new = !is_same(record, state) && seen.insert(record);
        let consent = Consent {
            purpose: purpose.to_owned(),
            state: state.to_owned(),
            source: Some(name.clone()),
            on: Some(ctx.today),
            ..Consent::default()
        };
        is_new.then(|| Said::now(ctx, (noun, record), consent))
    };
    let said: Vec<Said> = all.iter().filter_map(said).collect();
    consents::put(ctx, tx, Cause::import(set), &said)
}
