//! Erasing people, and handing over what is kept of them.

use super::gather::{self, Gathered};
use super::places::{Fate, PLACES, Whose};
use super::{Request, Standing, Subject, digests, export as file, history, kept, sql};
use crate::events::{self, Cause, Log};
use crate::records::{self, Batch, Record};
use crate::{Ctx, Error, Result, activities, cadences, handoffs, mail, routing, search};
use db::Tx;
use domain::Refusal;
use domain::contacts::Contact;
use domain::leads::Lead;
use domain::policy::{Action, Noun};
use domain::privacy as rules;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Characters that a reason may have.
const LONGEST: usize = 500;

/// Whose data, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Contacts and leads, also deleted ones.
    pub records: Vec<Uuid>,
    /// Why: who asked, under which number. No names: it is kept.
    #[serde(default)]
    pub reason: String,
}

/// How many rows of which table.
type Counts = BTreeMap<String, i64>;

fn counted(counts: &mut Counts, table: &str, rows: i64) {
    if rows > 0 {
        *counts.entry(table.to_owned()).or_default() += rows;
    }
}

/// The word that stands in place of whoever was erased: that of the company's language.
pub(super) fn word(ctx: &Ctx) -> String {
    let lang = text::Lang::parse(&ctx.company.language).unwrap_or_default();
    text::t(lang, "privacy-erased-person").into_owned()
}

fn request(ctx: &Ctx, kind: &str, asked: &Asked, records: Vec<Subject>) -> Result<Request> {
    let reason = asked.reason.trim();
    if reason.chars().count() > LONGEST {
        return Err(Refusal::new("refusal-privacy-reason-long").at("reason").with("most", LONGEST).into());
    }
    Ok(Request {
        id: ctx.id(),
        kind: kind.to_owned(),
        reason: reason.to_owned(),
        records,
        counts: Counts::new(),
        user: ctx.user,
        user_name: None,
        at: ctx.now,
    })
}

/// Everything kept of a person, as a file; that it was taken is written down.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`] for what is no person; `refusal-privacy-…`.
pub fn export(ctx: &Ctx, tx: &mut Tx<'_>, asked: &Asked) -> Result<Json> {
    ctx.may(Action::Create, Noun::Privacy)?;
    let person = gather::gather(ctx, tx, &asked.records)?;
    let mut request = request(ctx, "exported", asked, person.subjects())?;
    let (written, counts) = file::written(ctx, tx, &person, request.id)?;
    request.counts = counts;
    sql::add(tx, &request)?;
    let told = json!({ "records": [null, request.records.len()] });
    events::append(tx, ctx, Cause::COMMAND, Noun::Privacy, request.id, "handed_over", &told)?;
    Ok(written)
}

/// Erases people: what names them goes, from the history too, and their records stay as shells. It cannot be undone.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`] for what is no person; `refusal-erase-done` of who was erased before;
/// `refusal-erase-sending`, `refusal-erase-import`, `refusal-erase-history` where something is in the way. Then nothing of it
/// stays.
pub fn erase(ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause, asked: &Asked) -> Result<Request> {
    ctx.may(Action::Edit, Noun::Privacy)?;
    let person = gather::gather(ctx, tx, &asked.records)?;
    if let Some(done) = person.found.iter().find(|found| found.standing == Standing::Erased) {
        return Err(Refusal::new("refusal-erase-done").at("records").with("id", done.id).into());
    }
    mail::erasing::unsent(tx, &person.mails)?;
    let mut request = request(ctx, "erased", asked, person.subjects())?;
    let word = word(ctx);
    sql::add(tx, &request)?;
    // Whoever looks records up by what they are like passes over shells from here on.
    sql::mark(tx, &request, &request.records)?;
    let counts = &mut request.counts;
    let theirs = work_ends(ctx, tx, cause, &person, &word, counts)?;
    shells(ctx, tx, cause, &person, &word, counts)?;
    counted(counts, "mails", mail::erasing::erase(tx, &person.mails, &person.identity, &word)?);
    at_places(tx, &person, &word, counts)?;
    kept::erase(ctx, tx, cause, &person, &word, counts)?;
    let since = history::overwrite(ctx, tx, &person, &theirs, &word, counts)?;
    for noun in rules::PEOPLE {
        search::put(tx, noun, &person.live(noun))?;
    }
    digests::keep(ctx, tx, request.id, &person.identity)?;
    sql::recount(tx, &request)?;
    told(ctx, tx, cause, &request, &since)?;
    Ok(request)
}

/// What somebody still had to do with them ends, and what was done with them alone is emptied. Answers those activities.
fn work_ends(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    cause: Cause,
    person: &Gathered,
    word: &str,
    counts: &mut Counts,
) -> Result<Vec<Uuid>> {
    cadences::commands::stop_all(ctx, tx, &person.ids, "erased")?;
    handoffs::passing::withdraw(ctx, tx, &person.ids)?;
    routing::commands::leave_queue(tx, &person.ids)?;
    for &id in &person.ids {
        counted(counts, "outbound_members", sql::off_lists(ctx, tx, id)?);
    }
    let who = (&person.set(), &person.identity);
    let (theirs, others) = activities::erasing::erase(ctx, tx, cause, &person.activities, who, word)?;
    counted(counts, "activities", i64::try_from(theirs.len() + others).unwrap_or(i64::MAX));
    Ok(theirs)
}

/// Their records become shells.
fn shells(ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause, person: &Gathered, word: &str, counts: &mut Counts) -> Result<()> {
    let (contacts, leads) = (person.live(Noun::Contact), person.live(Noun::Lead));
    shell::<Contact>(ctx, tx, cause, &contacts, |old| rules::erased_contact(old, word))?;
    shell::<Lead>(ctx, tx, cause, &leads, |old| rules::erased_lead(old, word))?;
    counted(counts, Contact::TABLE, i64::try_from(contacts.len()).unwrap_or(i64::MAX));
    counted(counts, Lead::TABLE, i64::try_from(leads.len()).unwrap_or(i64::MAX));
    Ok(())
}

fn shell<R: Record>(ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause, ids: &[Uuid], erased: impl Fn(&R) -> R) -> Result<()> {
    let mut batch = Batch::default();
    let found = records::some::<R>(tx, None, ids)?;
    for old in records::with_own(ctx, tx, found)? {
        let new = erased(&old);
        batch.push(Some(old), new);
    }
    batch.write(ctx, tx, cause)
}

/// The rows of all places that need no code of their own.
fn at_places(tx: &mut Tx<'_>, person: &Gathered, word: &str, counts: &mut Counts) -> Result<()> {
    for place in PLACES.iter().filter(|place| !place.by.is_empty()) {
        let ids: Vec<Uuid> = match place.whose {
            Whose::Record => person.ids.clone(),
            Whose::Activity => person.activities.iter().map(|id| id.0).collect(),
            Whose::Mail => person.mails.clone(),
        };
        let rows = match place.fate {
            Fate::Goes => sql::drop_rows(tx, place.table, place.by, &ids)?,
            Fate::Emptied(columns) => sql::empty(tx, place.table, (place.by, &ids), columns, word)?,
            Fate::Own(_) | Fate::Stays => 0,
        };
        counted(counts, place.table, rows);
    }
    for &id in &person.ids {
        counted(counts, "webhook_attempts", sql::empty_answers(tx, id)?);
    }
    Ok(())
}

/// The entries: of the erasure, which bears what sealed stretches come to since, and on each record.
fn told(ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause, request: &Request, since: &BTreeMap<i64, Vec<u8>>) -> Result<()> {
    use crate::audit::redactions;
    let mut log = Log::default();
    for subject in &request.records {
        log.add(ctx, cause, subject.noun, subject.id, "erased", "{}");
    }
    let told = json!({ "records": [null, request.records.len()], redactions::FIELD: redactions::told(since) });
    log.add(ctx, cause, Noun::Privacy, request.id, "erased", &told.to_string());
    let event = log.last();
    log.write(tx)?;
    redactions::note(tx, event, since)
}

/// What was asked for and is nobody's to do.
pub(super) fn in_the_way(code: &str) -> Error {
    Refusal::new(code).at("records").into()
}
