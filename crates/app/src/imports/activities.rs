//! Activities from files: what was said and done before, on the records that are here.
//!
//! A row names its record by its id elsewhere, by an e-mail address or by its name; several columns may name several. Who
//! nobody knows makes nothing: an activity stands on something. A row is known again by its id, and one without by all that
//! it says, so that the same file twice changes nothing; what is here stays as it is.

use super::own::Own;
use super::owners::Owners;
use super::source::Source;
use super::sql::{self, Names};
use crate::activities;
use crate::events::Cause;
use crate::{Ctx, Result, records};
use db::Tx;
use domain::Instant;
use domain::Refusal;
use domain::activities::{self as rules, Activity, DIRECTIONS, KINDS, Link, OUTCOMES};
use domain::custom_fields::Custom;
use domain::kernel::id::SetId;
use domain::policy::Noun;
use sha2::{Digest, Sha256};
use std::collections::{BTreeSet, HashMap, HashSet};
use uuid::Uuid;

type Read<T> = std::result::Result<T, Refusal>;

/// Columns that name a record, and of which kind; the first that does is what it was written on.
const NAMED: [(&str, Option<Noun>); 6] = [
    ("opportunity", Some(Noun::Opportunity)),
    ("lead", Some(Noun::Lead)),
    ("contact", Some(Noun::Contact)),
    ("email", None),
    ("record", None),
    ("account", Some(Noun::Account)),
];
/// In which order a record is looked for of which a row says only what it is called.
const NOUNS: [Noun; 4] = [Noun::Contact, Noun::Account, Noun::Opportunity, Noun::Lead];

/// What rows refer to.
struct Lookup {
    names: HashMap<Noun, Names>,
    by_email: HashMap<String, (Noun, Uuid)>,
    owners: Owners,
    own: Own,
}

/// Takes a file of activities.
///
/// # Errors
/// The database's own; rows that do not hold are in the source's report.
pub fn take(ctx: &Ctx, tx: &mut Tx<'_>, source: &mut Source, set: SetId) -> Result<()> {
    let lookup = lookup(ctx, tx, source, set)?;
    let (mut new, mut refused) = (Vec::new(), Vec::new());
    for row in source.table.rows() {
        match read(ctx, source, &lookup, &row) {
            Ok(activity) => new.push(activity),
            Err(reason) => refused.push((row.line(), reason, Source::cells(&row))),
        }
    }
    for (line, reason, cells) in refused {
        source.report.reject(line, reason, cells);
    }
    let known: Vec<&str> = new.iter().filter_map(|one| one.external_id.as_deref()).collect();
    let mut known: HashSet<String> = activities::known(tx, &known)?;
    // Of two rows that say the same the first makes it.
    new.retain(|one| one.external_id.as_ref().is_none_or(|id| known.insert(id.clone())));
    source.report.counts.unchanged += source.report.rows - source.report.counts.rejected - new.len() as u64;
    source.report.counts.created += new.len() as u64;
    let written: Vec<(Noun, Uuid)> = new.iter().map(|one| (one.noun, one.record)).collect();
    let accounts = records::accounts_of(tx, &written)?;
    for one in &mut new {
        one.account = accounts.get(&one.record).copied();
    }
    activities::bring_in(ctx, tx, Cause::import(set), new)
}

fn lookup(ctx: &Ctx, tx: &mut Tx<'_>, source: &mut Source, set: SetId) -> Result<Lookup> {
    let mut owners = Owners::known(ctx);
    let named: BTreeSet<Option<String>> = source.table.rows().map(|row| source.owned(&row, "owner")).collect();
    let unknown: Vec<Option<String>> =
        named.into_iter().filter(|owner| owner.is_some() && owners.find(owner.as_deref()).is_none()).collect();
    owners.add_placeholders(ctx, tx, set, &unknown)?;
    let mut names = HashMap::new();
    for noun in NOUNS {
        names.insert(noun, sql::names(tx, noun)?);
    }
    Ok(Lookup { names, by_email: sql::by_email(tx)?, owners, own: Own::find(ctx, tx, source, Noun::Activity)? })
}

fn read(ctx: &Ctx, source: &Source, lookup: &Lookup, row: &sheet::Row<'_>) -> Read<Activity> {
    let links = links(source, lookup, row)?;
    let Some(first) = links.first().copied() else { return Err(Refusal::new("refusal-activity-record").at("record")) };
    let kind = kind(source, row)?;
    let due_on = source.day(row, "due_on")?.filter(|_| kind == "task");
    let at = moment(ctx, source, row)?;
    let happened_at = at.or(due_on.map(|day| ctx.company.start_of(day)));
    let happened_at = happened_at.ok_or_else(|| Refusal::new("refusal-activity-when").at("happened_at"))?;
    // What an hour to come was planned for is planned here too.
    let starts_at = Some(happened_at).filter(|at| matches!(&*kind, "call" | "meeting" | "demo") && *at > ctx.now);
    let owner = lookup.owners.find(source.text(row, "owner")).filter(|_| source.text(row, "owner").is_some());
    let mut activity = Activity {
        id: ctx.id(),
        subject: source.owned(row, "subject").unwrap_or_default(),
        body: source.owned(row, "body").unwrap_or_default(),
        direction: word(source, row, "direction", &DIRECTIONS)?,
        outcome: word(source, row, "outcome", &OUTCOMES)?,
        is_automatic: false,
        starts_at,
        minutes: source.whole(row, "minutes")?,
        due_on,
        done_at: is_done(source, row).then_some(happened_at.min(ctx.now)),
        next_on: None,
        owner,
        user: ctx.user,
        noun: first.noun,
        record: first.record,
        links,
        account: None,
        happened_at,
        on: ctx.company.day_of(happened_at),
        external_id: Some(source.owned(row, "id").unwrap_or_else(|| known_by(row))),
        is_accepted: false,
        version: 1,
        custom: Custom::default(),
        kind,
    };
    lookup.own.fill(ctx, source, row, &mut activity.custom, false)?;
    rules::complete(&mut activity, happened_at.min(ctx.now), |at| ctx.company.day_of(at));
    rules::check(&activity).into_iter().next().map_or(Ok(activity), Err)
}

/// The records that a row names, each once.
fn links(source: &Source, lookup: &Lookup, row: &sheet::Row<'_>) -> Read<Vec<Link>> {
    let mut links: Vec<Link> = Vec::new();
    for (field, noun) in NAMED {
        let Some(text) = source.text(row, field) else { continue };
        let unknown = || Refusal::new("refusal-activity-unknown").at(field).with("value", text);
        let (noun, record) = lookup.find(text, noun).ok_or_else(unknown)?;
        if links.iter().all(|link| link.record != record) {
            links.push(Link { noun, record, takes_part: noun == Noun::Contact });
        }
    }
    Ok(links)
}

impl Lookup {
    /// The record that a text names: of that kind first, by id, by address, by name.
    fn find(&self, text: &str, kind: Option<Noun>) -> Option<(Noun, Uuid)> {
        let all = || kind.into_iter().chain(NOUNS.into_iter().filter(move |noun| Some(*noun) != kind));
        let by_id = all().find_map(|noun| Some((noun, self.names.get(&noun)?.find_external(text)?)));
        let by_email = || self.by_email.get(&text.to_lowercase()).copied();
        let by_name = || {
            let named = |noun: Noun| Some((noun, self.names.get(&noun)?.find(text)?));
            // Who says what it is means no other by the same name.
            kind.map_or_else(|| NOUNS.into_iter().find_map(named), named)
        };
        by_id.or_else(by_email).or_else(by_name)
    }
}

/// What kind it is, as other systems call it too; a note where the file says nothing.
fn kind(source: &Source, row: &sheet::Row<'_>) -> Read<String> {
    let Some(theirs) = source.text(row, "kind") else {
        return Ok(if source.has("due_on") && !source.has("happened_at") { "task" } else { "note" }.to_owned());
    };
    let folded = text::fold(theirs);
    let is = |words: &[&str]| words.iter().any(|word| folded == *word);
    let ours = KINDS.into_iter().find(|kind| folded == *kind).or_else(|| match () {
        () if is(&["to do", "todo", "to-do", "oppgave", "deadline", "任务"]) => Some("task"),
        () if is(&["phone call", "phone", "calls", "samtale", "ring", "telefon", "电话"]) => Some("call"),
        () if is(&["e-mail", "mail", "e-post", "epost", "email sent", "邮件"]) => Some("email"),
        () if is(&["event", "appointment", "lunch", "møte", "mote", "会议"]) => Some("meeting"),
        () if is(&["demonstration", "presentation", "demonstrasjon", "演示"]) => Some("demo"),
        () if is(&["comment", "notes", "notat", "备注"]) => Some("note"),
        () => None,
    });
    let known = || {
        let refusal = Refusal::new("refusal-choice-unknown").at("kind").with("value", theirs);
        refusal.with("known", KINDS.join(", "))
    };
    ours.map(str::to_owned).ok_or_else(known)
}

/// One of our words.
fn word(source: &Source, row: &sheet::Row<'_>, field: &str, known: &[&str]) -> Read<Option<String>> {
    let Some(theirs) = source.text(row, field) else { return Ok(None) };
    let folded = text::fold(theirs).replace([' ', '-'], "_");
    let synonym = match folded.as_str() {
        "outbound" | "outgoing" => "out",
        "inbound" | "incoming" => "in",
        other => other,
    };
    let unknown = || {
        let refusal = Refusal::new("refusal-choice-unknown").at(field).with("value", theirs);
        refusal.with("known", known.join(", "))
    };
    known.iter().find(|word| **word == synonym).map(|word| Some((*word).to_owned())).ok_or_else(unknown)
}

/// Whether a task is done, as other systems say it.
fn is_done(source: &Source, row: &sheet::Row<'_>) -> bool {
    let said = source.text(row, "status").map(text::fold).unwrap_or_default();
    source.flag(row, "status") == Some(true)
        || ["done", "completed", "complete", "closed", "fullfort", "fullført", "已完成"].contains(&said.as_str())
}

/// When it happened: an instant, a time of the company's clock, or a day, which begins then.
fn moment(ctx: &Ctx, source: &Source, row: &sheet::Row<'_>) -> Read<Option<Instant>> {
    let Some(text) = source.text(row, "happened_at") else { return Ok(None) };
    if let Ok(at) = text.parse::<jiff::Timestamp>() {
        return Ok(Some(Instant(at.as_millisecond())));
    }
    let clock = text.replacen(' ', "T", 1).parse::<jiff::civil::DateTime>().ok().filter(|_| text.len() > 10);
    let zone = jiff::tz::TimeZone::get(&ctx.company.time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
    if let Some(at) = clock.and_then(|clock| clock.to_zoned(zone).ok()) {
        return Ok(Some(Instant(at.timestamp().as_millisecond())));
    }
    Ok(source.day(row, "happened_at")?.map(|day| ctx.company.start_of(day)))
}

/// What a row without an id is known by: all that it says.
fn known_by(row: &sheet::Row<'_>) -> String {
    let mut hash = Sha256::new();
    for cell in Source::cells(row) {
        hash.update((cell.len() as u64).to_be_bytes());
        hash.update(cell);
    }
    let digest: String = hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("row:{digest}")
}
