//! Writes of cadences and enrolments.

use super::{ENROLLED, sql};
use crate::activities::commands::{self as activities, NewActivity};
use crate::activities::planned;
use crate::events::Cause;
use crate::{Ctx, Error, Result, consents, records};
use db::Tx;
use domain::Refusal;
use domain::cadences::{self as rules, Cadence, Step};
use domain::consents::purpose_of;
use domain::kernel::id::{CadenceId, EnrolmentId, PositionId};
use domain::policy::{Action, Noun};
use uuid::Uuid;

/// Makes a cadence without steps.
///
/// # Errors
/// [`Error::Forbidden`], `refusal-name-empty`.
pub fn create(ctx: &Ctx, tx: &mut Tx<'_>, name: &str) -> Result<CadenceId> {
    ctx.may(Action::Create, Noun::Pipeline)?;
    let new = Cadence { id: ctx.id(), name: name.trim().to_owned(), steps: Vec::new(), is_active: true };
    rules::check(&new)?;
    sql::save(ctx, tx, &new)?;
    Ok(new.id)
}

/// The cadence of that id.
fn named(tx: &mut Tx<'_>, id: CadenceId) -> Result<Cadence> {
    sql::all(tx)?.into_iter().find(|cadence| cadence.id == id).ok_or(Error::NotFound)
}

/// Adds a step. Whoever is enrolled already keeps the steps they began with.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`], the rules' refusals.
pub fn add_step(ctx: &Ctx, tx: &mut Tx<'_>, id: CadenceId, step: Step) -> Result<()> {
    ctx.may(Action::Edit, Noun::Pipeline)?;
    let new = rules::with(&named(tx, id)?, step);
    rules::check(&new)?;
    sql::save(ctx, tx, &new)
}

/// Takes a step out, by its place.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`].
pub fn remove_step(ctx: &Ctx, tx: &mut Tx<'_>, id: CadenceId, place: usize) -> Result<()> {
    ctx.may(Action::Edit, Noun::Pipeline)?;
    let mut new = named(tx, id)?;
    if place >= new.steps.len() {
        return Err(Error::NotFound);
    }
    new.steps.remove(place);
    sql::save(ctx, tx, &new)
}

/// Lets people be enrolled, or no longer; those enrolled go on.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`].
pub fn set_active(ctx: &Ctx, tx: &mut Tx<'_>, id: CadenceId, is_active: bool) -> Result<()> {
    ctx.may(Action::Edit, Noun::Pipeline)?;
    let new = Cadence { is_active, ..named(tx, id)? };
    sql::save(ctx, tx, &new)
}

/// Enrols a record: each step becomes a task of the record's owner on its day.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], `refusal-record-unknown`, `refusal-cadence-empty`, `refusal-cadence-running`;
/// `refusal-consent-no` where a step would write to or call somebody who said no to that.
pub fn enrol(ctx: &Ctx, tx: &mut Tx<'_>, id: CadenceId, noun: Noun, record: Uuid) -> Result<EnrolmentId> {
    records::visible(ctx, tx, noun, record)?;
    ctx.may(Action::Create, Noun::Activity)?;
    if !ENROLLED.contains(&noun) {
        return Err(Error::NotFound);
    }
    let unknown = || Refusal::new("refusal-record-unknown").at("cadence");
    let cadence = sql::all(tx)?.into_iter().find(|cadence| cadence.id == id).ok_or_else(unknown)?;
    if cadence.steps.is_empty() || !cadence.is_active {
        return Err(Refusal::new("refusal-cadence-empty").at("cadence").with("name", &cadence.name).into());
    }
    let mut purposes: Vec<&'static str> = cadence.steps.iter().filter_map(|step| purpose_of(&step.kind)).collect();
    purposes.sort_unstable();
    purposes.dedup();
    consents::allowed_on(tx, noun, record, &purposes)?;
    let standing = sql::on_record(tx, record)?;
    if standing.iter().any(|e| e.cadence == id && e.is_running()) {
        return Err(Refusal::new("refusal-cadence-running").at("cadence").with("name", &cadence.name).into());
    }
    let owner = records::owner_of(tx, noun, record)?;
    let days = rules::schedule(&cadence.steps, ctx.today);
    let task = |(step, on): (&Step, domain::Day)| NewActivity {
        subject: step.subject.clone(),
        body: step.body.clone(),
        due_on: Some(on),
        owner,
        ..NewActivity::on("task", noun, record)
    };
    let tasks = cadence.steps.iter().zip(days).map(task).collect();
    let written = activities::add(ctx, tx, Cause::COMMAND, tasks)?;
    let tasks: Vec<_> =
        written.iter().zip(&cadence.steps).map(|(activity, step)| (activity.id, step.kind.as_str())).collect();
    sql::enrol(ctx, tx, id, (noun, record), &tasks)
}

/// Stops an enrolment by hand.
///
/// # Errors
/// [`Error::NotFound`] where there is none that goes on on a record that the user may see; [`Error::Forbidden`].
pub fn stop(ctx: &Ctx, tx: &mut Tx<'_>, id: EnrolmentId) -> Result<(Noun, Uuid)> {
    let (noun, record) = sql::record(tx, id)?.ok_or(Error::NotFound)?;
    records::visible(ctx, tx, noun, record)?;
    ctx.may(Action::Edit, Noun::Activity)?;
    end(ctx, tx, id, "hand")?;
    Ok((noun, record))
}

fn end(ctx: &Ctx, tx: &mut Tx<'_>, id: EnrolmentId, reason: &str) -> Result<()> {
    let open = sql::open_tasks(tx, id)?;
    sql::stop(ctx, tx, id, reason)?;
    planned::withdraw(ctx, tx, Cause::COMMAND, &open)
}

/// Stops every enrolment of the records: they replied, were closed or became something else. The caller has the
/// permission for what made it so.
///
/// # Errors
/// The database's own.
pub fn stop_all(ctx: &Ctx, tx: &mut Tx<'_>, records: &[Uuid], reason: &'static str) -> Result<()> {
    for id in sql::running(tx, records)?.into_values().flatten() {
        end(ctx, tx, id, reason)?;
    }
    Ok(())
}

/// Stops those enrolments of the records that have steps left of which somebody said no: mails or calls. Answers the records.
/// The caller has the permission for what made it so.
///
/// # Errors
/// The database's own.
pub(crate) fn stop_asking(ctx: &Ctx, tx: &mut Tx<'_>, records: &[Uuid], purpose: &str) -> Result<Vec<(Noun, Uuid)>> {
    let steps: Vec<&str> = rules::KINDS.into_iter().filter(|kind| purpose_of(kind) == Some(purpose)).collect();
    let mut stopped = Vec::new();
    for (id, noun, record) in sql::asking(tx, records, &steps)? {
        end(ctx, tx, id, "consent")?;
        stopped.push((noun, record));
    }
    stopped.sort_unstable_by_key(|(_, record)| *record);
    stopped.dedup();
    Ok(stopped)
}

/// Gives what waits of the records' enrolments to their new owners. The caller has the permission.
///
/// # Errors
/// The database's own.
pub fn follow(ctx: &Ctx, tx: &mut Tx<'_>, handed: &[(Uuid, PositionId)]) -> Result<()> {
    let records: Vec<Uuid> = handed.iter().map(|(record, _)| *record).collect();
    let running = sql::running(tx, &records)?;
    for (record, owner) in handed {
        for id in running.get(record).into_iter().flatten() {
            let open = sql::open_tasks(tx, *id)?;
            planned::give(ctx, tx, Cause::COMMAND, &open, *owner)?;
        }
    }
    Ok(())
}
