//! What is known of a record that is to pass on: whose it is, when its work began, and what can be told of it.

use super::sql;
use crate::opportunities::{history, pipelines};
use crate::{Ctx, Error, Result, leads, records};
use db::Tx;
use domain::Day;
use domain::accounts::Account;
use domain::handoffs::Subject;
use domain::handoffs::context::{self, Told};
use domain::kernel::id::{AccountId, OpportunityId, PositionId};
use domain::leads::{Answer, Lead};
use domain::opportunities::Opportunity;
use domain::organisation::routing::WorkStage;
use domain::policy::Noun;
use uuid::Uuid;

/// A record that may pass on.
pub(super) struct Facts {
    /// Which.
    pub subject: Subject,
    /// Its name.
    pub name: String,
    /// Whose it is.
    pub owner: PositionId,
    /// The customer it belongs to.
    pub account: Option<AccountId>,
    /// The sale it stems from.
    pub opportunity: Option<OpportunityId>,
    /// The part of the journey where it stands.
    pub stage: WorkStage,
    /// What the company's own stage asks for.
    needs: Vec<String>,
    lead: Option<Lead>,
    deal: Option<Opportunity>,
}

impl Facts {
    /// Of a record; of a customer, with the sale that it comes from.
    pub(super) fn of(tx: &mut Tx<'_>, subject: Subject, from: Option<OpportunityId>) -> Result<Facts> {
        match subject {
            Subject::Lead(id) => {
                let lead = one::<Lead>(tx, id.0)?;
                let (name, owner, account) = (lead.name.clone(), lead.owner, lead.account);
                let (stage, opportunity) = (WorkStage::Qualifying, lead.opportunity);
                let lead = Some(lead);
                Ok(Facts { subject, name, owner, account, opportunity, stage, needs: Vec::new(), lead, deal: None })
            }
            Subject::Opportunity(id) => Facts::of_deal(tx, subject, id),
            Subject::Account(id) => {
                let account = one::<Account>(tx, id.0)?;
                let deal = from.map(|id| deal(tx, id)).transpose()?;
                Ok(Facts {
                    subject,
                    name: account.name,
                    owner: account.owner,
                    account: Some(id),
                    opportunity: from,
                    stage: WorkStage::FollowingUp,
                    needs: Vec::new(),
                    lead: from.map(|id| leads::queries::of_opportunity(tx, id)).transpose()?.flatten(),
                    deal,
                })
            }
        }
    }

    fn of_deal(tx: &mut Tx<'_>, subject: Subject, id: OpportunityId) -> Result<Facts> {
        let deal = deal(tx, id)?;
        let pipelines = pipelines::all(tx)?;
        let stage = crate::routing::stage_of(&pipelines, deal.stage.0);
        let needs = pipelines.iter().flat_map(|p| &p.stages).find(|s| s.id == deal.stage);
        Ok(Facts {
            subject,
            name: deal.name.clone(),
            owner: deal.owner,
            account: deal.account,
            opportunity: Some(id),
            stage,
            needs: needs.map(|stage| stage.needs.clone()).unwrap_or_default(),
            lead: leads::queries::of_opportunity(tx, id)?,
            deal: Some(deal),
        })
    }

    /// The day whose sales model counts: that on which the work began, or a later one to which it was moved on purpose.
    pub(super) fn model_day(&self, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Day> {
        let named =
            [self.opportunity.map(|id| id.0), self.lead.as_ref().map(|lead| lead.id.0), Some(self.subject.id())];
        let moved = sql::moved(tx, &named.into_iter().flatten().collect::<Vec<Uuid>>())?;
        let began = self.lead.as_ref().and_then(|lead| lead.created_on);
        let began = began.or_else(|| self.deal.as_ref().and_then(|deal| deal.created_on));
        Ok(moved.or(began).unwrap_or(ctx.today))
    }

    /// What is told along to a stage.
    pub(super) fn told(&self, tx: &mut Tx<'_>, stage: WorkStage) -> Result<Vec<Told>> {
        let contact = self.deal.as_ref().and_then(|deal| deal.contact).or(self.lead.as_ref().and_then(|l| l.contact));
        let product = self.deal.as_ref().and_then(|deal| deal.product);
        let contact = name(tx, Noun::Contact, contact.map(|id| id.0))?;
        let product = name(tx, Noun::Product, product.map(|id| id.0))?;
        let needs = self.needs.iter().map(String::as_str);
        Ok(context::tell(self.subject.kind(), stage, needs, |field| match field {
            "contact" => contact.clone(),
            "product" => product.clone(),
            field => self.known(field),
        }))
    }

    fn known(&self, field: &str) -> Option<String> {
        let answer = |answer: Answer, evidence: &Option<String>| match answer {
            Answer::Unknown => evidence.clone(),
            answer => Some(evidence.clone().unwrap_or_else(|| answer.key().to_owned())),
        };
        let lead = self.lead.as_ref();
        let deal = self.deal.as_ref();
        match field {
            "need" => lead.and_then(|l| answer(l.need, &l.need_evidence)),
            "budget" => lead.and_then(|l| answer(l.budget, &l.budget_evidence)),
            "timeline" => lead.and_then(|l| answer(l.timeline, &l.timeline_evidence)),
            "decision_process" => lead.and_then(|l| answer(l.decision_process, &l.decision_process_evidence)),
            "phone" => lead.and_then(|l| l.phone.clone()),
            "email" => lead.and_then(|l| l.email.clone()),
            "amount" => deal.and_then(|d| d.amount).map(|amount| format!("{} {}", amount.plain(), amount.currency)),
            "close_on" => deal.and_then(|d| d.close_on).map(|day| day.to_string()),
            "kind" => deal.and_then(|d| d.kind.clone()),
            "competitor" => deal.and_then(|d| d.competitor.clone()),
            "account" => self.account.map(|_| self.name.clone()),
            "source" => deal.and_then(|d| d.source.clone()).or_else(|| lead.and_then(|l| l.source.clone())),
            "description" => {
                deal.and_then(|d| d.description.clone()).or_else(|| lead.and_then(|l| l.description.clone()))
            }
            "next_step" => match deal {
                Some(deal) => deal.next_step.clone(),
                None => lead.and_then(|l| l.next_step.clone()),
            },
            "next_step_on" => match deal {
                Some(deal) => deal.next_step_on.map(|day| day.to_string()),
                None => lead.and_then(|l| l.next_step_on).map(|day| day.to_string()),
            },
            _ => None,
        }
    }
}

fn one<R: records::Record>(tx: &mut Tx<'_>, id: Uuid) -> Result<R> {
    records::some::<R>(tx, None, &[id])?.pop().ok_or(Error::NotFound)
}

fn deal(tx: &mut Tx<'_>, id: OpportunityId) -> Result<Opportunity> {
    Ok(history::some(tx, None, &[id])?.pop().ok_or(Error::NotFound)?.state)
}

fn name(tx: &mut Tx<'_>, noun: Noun, id: Option<Uuid>) -> Result<Option<String>> {
    let Some(id) = id else { return Ok(None) };
    Ok(records::labels(tx, noun, &[id])?.pop().map(|label| label.label))
}
