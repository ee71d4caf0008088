//! Statements of buying groups, jobs, objections and answers.

use super::Answer;
use crate::{Ctx, Result};
use db::{Row, Tx, Value};
use domain::buying::{Job, Objection};
use domain::kernel::id::{AnswerId, ContactId, ObjectionId, OpportunityId};

/// One of the buying group as stored.
pub(super) struct Buyer {
    pub contact: ContactId,
    pub name: String,
    pub title: Option<String>,
    pub role: Option<String>,
    pub is_primary: bool,
}

const GROUP: &str = "select c.id, c.name, c.title, g.role, (o.contact_id is not null and o.contact_id = c.id)
 from opportunities o join contacts c on c.id = o.contact_id
   or c.id in (select contact_id from opportunity_contacts where opportunity_id = o.id)
 left join opportunity_contacts g on g.opportunity_id = o.id and g.contact_id = c.id
 where o.id = $1 order by c.sort_key, c.id";
const JOBS: &str = "select job, begun_on, done_on from buying_jobs where opportunity_id = $1";
const OBJECTIONS: &str =
    "select id, opportunity_id, contact_id, topic, said, answer, case_study, outcome, raised_on, answered_on
 from objections where opportunity_id = $1 order by raised_on desc, id desc";
const ANSWERS: &str = "select id, topic, title, answer, case_study from answers order by topic, title, id";
const LEAVE: &str = "delete from opportunity_contacts where opportunity_id = $1 and contact_id = $2";
const FORGET: &str = "delete from answers where id = $1";
const ROLE: &str = "select role from opportunity_contacts where opportunity_id = $1 and contact_id = $2";

pub(super) fn group(tx: &mut Tx<'_>, of: OpportunityId) -> Result<Vec<Buyer>> {
    let buyer = |row: &Row<'_>| {
        Ok(Buyer {
            contact: row.id()?,
            name: row.next()?,
            title: row.next()?,
            role: row.next()?,
            is_primary: row.next()?,
        })
    };
    Ok(tx.all(GROUP, &[Value::id(of)], buyer)?)
}

pub(super) fn role(tx: &mut Tx<'_>, of: OpportunityId, contact: ContactId) -> Result<Option<String>> {
    Ok(tx.first(ROLE, &[Value::id(of), Value::id(contact)], |row| row.next())?)
}

pub(super) fn join(ctx: &Ctx, tx: &mut Tx<'_>, of: OpportunityId, contact: ContactId, role: &str) -> Result<()> {
    leave(tx, of, contact)?;
    let values = [Value::Uuid(ctx.id()), Value::id(of), Value::id(contact), role.into(), ctx.now.0.into()];
    Ok(tx.insert("opportunity_contacts", &["id", "opportunity_id", "contact_id", "role", "recorded_at"], &values)?)
}

pub(super) fn leave(tx: &mut Tx<'_>, of: OpportunityId, contact: ContactId) -> Result<()> {
    tx.run(LEAVE, &[Value::id(of), Value::id(contact)])?;
    Ok(())
}

pub(super) fn jobs(tx: &mut Tx<'_>, of: OpportunityId) -> Result<Vec<Job>> {
    let job = |row: &Row<'_>| Ok(Job { job: row.next()?, begun_on: row.opt_parsed()?, done_on: row.opt_parsed()? });
    Ok(tx.all(JOBS, &[Value::id(of)], job)?)
}

pub(super) fn save_job(ctx: &Ctx, tx: &mut Tx<'_>, of: OpportunityId, job: &Job) -> Result<()> {
    let values = [
        Value::id(of),
        job.job.as_str().into(),
        Value::opt_text(job.begun_on),
        Value::opt_text(job.done_on),
        ctx.now.0.into(),
    ];
    let columns = ["opportunity_id", "job", "begun_on", "done_on", "recorded_at"];
    let over =
        "on conflict (opportunity_id, job) do update set begun_on = excluded.begun_on, done_on = excluded.done_on";
    Ok(tx.insert_or("buying_jobs", &columns, &values, over)?)
}

pub(super) fn objections(tx: &mut Tx<'_>, of: OpportunityId) -> Result<Vec<Objection>> {
    let objection = |row: &Row<'_>| {
        Ok(Objection {
            id: row.id()?,
            opportunity: row.id()?,
            contact: row.opt_id()?,
            topic: row.next()?,
            said: row.next()?,
            answer: row.next()?,
            case_study: row.next()?,
            outcome: row.next()?,
            raised_on: row.opt_parsed()?.unwrap_or(domain::Day::BEGINNING),
            answered_on: row.opt_parsed()?,
        })
    };
    Ok(tx.all(OBJECTIONS, &[Value::id(of)], objection)?)
}

pub(super) fn save_objection(ctx: &Ctx, tx: &mut Tx<'_>, o: &Objection) -> Result<()> {
    let columns = [
        "id",
        "opportunity_id",
        "contact_id",
        "topic",
        "said",
        "answer",
        "case_study",
        "outcome",
        "raised_on",
        "answered_on",
        "user_id",
        "recorded_at",
    ];
    let values = [
        Value::id(o.id),
        Value::id(o.opportunity),
        Value::opt_id(o.contact),
        o.topic.as_str().into(),
        o.said.as_str().into(),
        o.answer.clone().into(),
        o.case_study.clone().into(),
        o.outcome.clone().into(),
        Value::text(o.raised_on),
        Value::opt_text(o.answered_on),
        Value::opt_id(ctx.user),
        ctx.now.0.into(),
    ];
    let over = "on conflict (id) do update set answer = excluded.answer, case_study = excluded.case_study,
     outcome = excluded.outcome, answered_on = excluded.answered_on";
    Ok(tx.insert_or("objections", &columns, &values, over)?)
}

pub(super) fn answers(tx: &mut Tx<'_>) -> Result<Vec<Answer>> {
    let answer = |row: &Row<'_>| {
        Ok(Answer {
            id: row.id()?,
            topic: row.next()?,
            title: row.next()?,
            answer: row.next()?,
            case_study: row.next()?,
        })
    };
    Ok(tx.all(ANSWERS, &[], answer)?)
}

pub(super) fn keep(ctx: &Ctx, tx: &mut Tx<'_>, a: &Answer) -> Result<()> {
    let values = [
        Value::id(a.id),
        a.topic.as_str().into(),
        a.title.as_str().into(),
        a.answer.as_str().into(),
        a.case_study.clone().into(),
        ctx.now.0.into(),
    ];
    Ok(tx.insert("answers", &["id", "topic", "title", "answer", "case_study", "recorded_at"], &values)?)
}

pub(super) fn forget(tx: &mut Tx<'_>, id: AnswerId) -> Result<bool> {
    Ok(tx.run(FORGET, &[Value::id(id)])? == 1)
}

/// The objection of that id on a deal.
pub(super) fn objection(tx: &mut Tx<'_>, of: OpportunityId, id: ObjectionId) -> Result<Option<Objection>> {
    Ok(objections(tx, of)?.into_iter().find(|o| o.id == id))
}
