//! Writes of how customers buy: by who may change the deal. Each is an entry of the deal's history, and no version of it.

use super::{Answer, queries, sql};
use crate::events::{self, Cause};
use crate::{Ctx, Error, Result, records};
use db::Tx;
use domain::buying::{self as rules, Objection, Standing, TOPICS};
use domain::contacts::BUYING_ROLES;
use domain::kernel::id::{AnswerId, ContactId, ObjectionId, OpportunityId};
use domain::policy::{Action, Noun};
use domain::{Day, Refusal};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

/// A contact and their part in a purchase; without a part they leave the group.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Part {
    /// Who.
    pub contact: ContactId,
    /// One of the buying roles.
    #[serde(default)]
    pub role: Option<String>,
}

/// Where one of the customer's jobs stands.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct JobStands {
    /// Which.
    pub job: String,
    /// `open`, `begun`, `done`.
    pub standing: Standing,
    /// Since when; today where nothing is said.
    #[serde(default)]
    pub on: Option<Day>,
}

/// What the customer said against it; with an id, what was answered.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Said {
    /// One that was said before.
    pub id: Option<ObjectionId>,
    /// What about.
    pub topic: Option<String>,
    /// In their words.
    pub said: Option<String>,
    /// Who said it.
    pub contact: Option<ContactId>,
    /// What was answered.
    pub answer: Option<String>,
    /// An answer of the library that was given.
    pub taken: Option<AnswerId>,
    /// The case study that was shown.
    pub case_study: Option<String>,
    /// `accepted`, `stands`.
    pub outcome: Option<String>,
}

/// That the user may change the deal.
fn editable(ctx: &Ctx, tx: &mut Tx<'_>, deal: OpportunityId) -> Result<()> {
    records::visible(ctx, tx, Noun::Opportunity, deal.0)?;
    match records::may(ctx, tx, Action::Edit, Noun::Opportunity, deal.0)? {
        true => Ok(()),
        false => Err(Error::Forbidden),
    }
}

fn told(ctx: &Ctx, tx: &mut Tx<'_>, deal: OpportunityId, kind: &str, changes: &Json) -> Result<()> {
    events::append(tx, ctx, Cause::COMMAND, Noun::Opportunity, deal, kind, changes)
}

/// Gives a contact a part in the purchase, another part, or none any more.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], `refusal-record-unknown`, `refusal-buying-role-unknown`.
pub fn play(ctx: &Ctx, tx: &mut Tx<'_>, deal: OpportunityId, part: &Part) -> Result<()> {
    editable(ctx, tx, deal)?;
    if records::seen(ctx, tx, Noun::Contact, &[part.contact.0])?.is_empty() {
        return Err(Refusal::new("refusal-record-unknown").at("contact").into());
    }
    let before = sql::role(tx, deal, part.contact)?;
    if before == part.role {
        return Ok(());
    }
    match &part.role {
        Some(role) if !BUYING_ROLES.contains(&role.as_str()) => {
            return Err(Refusal::new("refusal-buying-role-unknown").at("role").with("value", role).into());
        }
        Some(role) => sql::join(ctx, tx, deal, part.contact, role)?,
        None => sql::leave(tx, deal, part.contact)?,
    }
    let changes = json!({ "contact": [null, part.contact], "buying_role": [before, part.role] });
    told(ctx, tx, deal, "buying_role", &changes)
}

/// Says where one of the customer's jobs stands.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], the rules' refusals.
pub fn stand(ctx: &Ctx, tx: &mut Tx<'_>, deal: OpportunityId, to: &JobStands) -> Result<()> {
    editable(ctx, tx, deal)?;
    let known = queries::jobs(tx, deal)?.into_iter().find(|job| job.job == to.job);
    let old = known.unwrap_or_else(|| rules::Job::open(&to.job));
    let new = rules::stand(&old, to.standing, to.on.unwrap_or(ctx.today), ctx.today)?;
    if new == old {
        return Ok(());
    }
    sql::save_job(ctx, tx, deal, &new)?;
    let changes = json!({ "buying_job": [null, to.job], "done_on": [old.done_on, new.done_on] });
    told(ctx, tx, deal, "buying_job", &changes)
}

/// Writes an objection down, or what was answered to it.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], the rules' refusals.
pub fn object(ctx: &Ctx, tx: &mut Tx<'_>, deal: OpportunityId, said: &Said) -> Result<ObjectionId> {
    editable(ctx, tx, deal)?;
    if let Some(contact) = said.contact
        && records::seen(ctx, tx, Noun::Contact, &[contact.0])?.is_empty()
    {
        return Err(Refusal::new("refusal-record-unknown").at("contact").into());
    }
    let mut objection = match said.id {
        Some(id) => sql::objection(tx, deal, id)?.ok_or(Error::NotFound)?,
        None => Objection {
            id: ctx.id(),
            opportunity: deal,
            contact: said.contact,
            topic: said.topic.clone().unwrap_or_else(|| "other".to_owned()),
            said: said.said.clone().unwrap_or_default().trim().to_owned(),
            answer: None,
            case_study: None,
            outcome: None,
            raised_on: ctx.today,
            answered_on: None,
        },
    };
    let taken = match said.taken {
        Some(id) => Some(sql::answers(tx)?.into_iter().find(|a| a.id == id).ok_or(Error::NotFound)?),
        None => None,
    };
    let text = |text: &Option<String>| text.as_ref().map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
    let answer = text(&said.answer).or(taken.as_ref().map(|a| a.answer.clone()));
    let case_study = text(&said.case_study).or(taken.and_then(|a| a.case_study));
    objection.answered_on = objection.answered_on.or(answer.as_ref().map(|_| ctx.today));
    objection.answer = answer.or(objection.answer);
    objection.case_study = case_study.or(objection.case_study);
    objection.outcome = said.outcome.clone().or(objection.outcome);
    rules::check(&objection)?;
    sql::save_objection(ctx, tx, &objection)?;
    let kind = if said.id.is_none() { "buying_objection" } else { "buying_answer" };
    told(ctx, tx, deal, kind, &json!({ "topic": [null, objection.topic] }))?;
    Ok(objection.id)
}

/// Keeps an answer for others to take from.
///
/// # Errors
/// [`Error::Forbidden`], `refusal-subject-empty`, `refusal-answer-missing`, `refusal-choice-unknown`.
pub fn keep(ctx: &Ctx, tx: &mut Tx<'_>, answer: &Answer) -> Result<AnswerId> {
    ctx.may(Action::Create, Noun::Pipeline)?;
    let new = Answer { id: ctx.id(), ..answer.clone() };
    if new.title.trim().is_empty() {
        return Err(Refusal::new("refusal-subject-empty").at("title").into());
    }
    if new.answer.trim().is_empty() {
        return Err(Refusal::new("refusal-answer-missing").at("answer").into());
    }
    if !TOPICS.contains(&new.topic.as_str()) {
        let refusal = Refusal::new("refusal-choice-unknown").at("topic").with("value", &new.topic);
        return Err(refusal.with("known", TOPICS.join(", ")).into());
    }
    sql::keep(ctx, tx, &new)?;
    Ok(new.id)
}

/// Takes an answer out of the library; deals that took it keep it.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`].
pub fn forget(ctx: &Ctx, tx: &mut Tx<'_>, id: AnswerId) -> Result<()> {
    ctx.may(Action::Edit, Noun::Pipeline)?;
    if sql::forget(tx, id)? { Ok(()) } else { Err(Error::NotFound) }
}
