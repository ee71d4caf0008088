//! A lead becomes a customer: an account and a contact, found or made, and an opportunity, in one step.

use super::commands::{editable, save};
use crate::events::Cause;
use crate::opportunities::commands::Fields;
use crate::{
    Ctx, Error, Result, accounts, activities, cadences, contacts, custom_fields, mail, opportunities, records, routing,
};
use db::Tx;
use domain::accounts::Account;
use domain::activities::Link;
use domain::contacts::Contact;
use domain::kernel::Money;
use domain::kernel::id::{AccountId, ContactId, LeadId, OpportunityId, PositionId};
use domain::leads::{self as rules, Converted, Lead};
use domain::opportunities::Outcome;
use domain::policy::Noun;
use domain::{Day, Refusal};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How a lead is converted.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Convert {
    /// The account it belongs to; a new one where none is named and the lead names a company.
    pub account: Option<AccountId>,
    /// The contact it is; a new one where none is named and the lead names a person.
    pub contact: Option<ContactId>,
    /// The opportunity it led to, where that is there already.
    pub opportunity: Option<OpportunityId>,
    /// Whether an opportunity begins.
    pub with_opportunity: bool,
    /// Its name; that of the company where none is given.
    pub name: Option<String>,
    /// Its amount.
    pub amount: Option<Money>,
    /// When it is expected to close.
    pub close_on: Option<Day>,
    /// Who has what is made; the lead's owner where nobody is named.
    pub owner: Option<PositionId>,
    /// The version the lead was read at; none converts whatever stands.
    pub version: Option<i64>,
}

/// Converts a lead.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Error::Conflict`], `refusal-lead-converted`, `refusal-record-unknown` for what
/// is named and hidden, and the refusals of the records that are made.
pub fn convert(ctx: &Ctx, tx: &mut Tx<'_>, id: LeadId, command: &Convert) -> Result<Converted> {
    let mut lead = editable(ctx, tx, &[id])?.pop().ok_or(Error::NotFound)?;
    if command.version.is_some_and(|version| version != lead.version) {
        return Err(Error::Conflict { version: lead.version, fields: Vec::new() });
    }
    known(ctx, tx, command)?;
    // Refused before anything is made. Values go along from the lead, read or not; none is typed.
    ctx.carry();
    rules::convert(&lead, &Converted::default(), ctx.today)?;
    let owner = owner(ctx, tx, &lead, command)?;
    // Beside what every lead has, what this company asks of its own; it is read for what is made, and stays as it stands.
    let own = custom_fields::queries::held(ctx, tx, Noun::Lead, &[id.0])?.remove(&id.0).unwrap_or_default();
    let standing = std::mem::replace(&mut lead.custom, own);
    let account = match command.account.or(lead.account) {
        Some(account) => Some(account),
        None => new_account(ctx, tx, &lead, owner)?,
    };
    let contact = match command.contact.or(lead.contact) {
        Some(contact) => Some(contact),
        None => new_contact(ctx, tx, &lead, account, owner)?,
    };
    let opportunity = match (command.opportunity, command.with_opportunity) {
        (None, true) => Some(new_opportunity(ctx, tx, &lead, command, (account, contact), owner)?),
        (there, _) => there,
    };
    lead.custom = standing;
    let became = Converted { account, contact, opportunity };
    // A deal that is there already may be won already.
    let deals: Vec<OpportunityId> = opportunity.into_iter().collect();
    let won = opportunities::history::some(tx, None, &deals)?.pop().filter(|told| told.state.outcome == Outcome::Won);
    let won_on = won.and_then(|told| told.state.close_on);
    let done = Lead { won_on, ..rules::convert(&lead, &became, ctx.today)? };
    cadences::commands::stop_all(ctx, tx, &[id.0], "converted")?;
    routing::commands::leave_queue(tx, &[id.0])?;
    // Who names another owner has handed it over already.
    let nobody = routing::terms(ctx, tx)?.nobody;
    let is_kept = command.owner.is_none_or(|named| named == lead.owner);
    let brought_in_by = Some(lead.generated_by).filter(|by| Some(*by) != nobody);
    save(ctx, tx, Cause::COMMAND, &[lead], vec![done])?;
    opportunities::commands::account_for(ctx, tx, Cause::COMMAND, &deals, brought_in_by)?;
    if let Some(opportunity) = opportunity.filter(|_| is_kept) {
        crate::handoffs::passing::qualified(ctx, tx, owner, opportunity)?;
    }
    if let Some(deal) = opportunity {
        crate::frames::commands::follow(ctx, tx, id.0, deal.0)?;
    }
    if let Some(contact) = contact {
        crate::consents::follow(ctx, tx, id.0, contact.0)?;
    }
    follow(ctx, tx, id, &became)?;
    Ok(became)
}

/// What was said with the lead is told on what it became.
fn follow(ctx: &Ctx, tx: &mut Tx<'_>, id: LeadId, became: &Converted) -> Result<()> {
    let also: Vec<(Noun, Uuid)> = [
        became.account.map(|id| (Noun::Account, id.0)),
        became.contact.map(|id| (Noun::Contact, id.0)),
        became.opportunity.map(|id| (Noun::Opportunity, id.0)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let links: Vec<Link> = also.iter().map(|&(noun, record)| Link { noun, record, takes_part: false }).collect();
    activities::commands::stand_on_too(ctx, tx, Cause::COMMAND, id.0, &links)?;
    mail::follow(tx, id.0, &also)
}

/// What the command names is there, and in sight of who converts: a lead is linked to nothing hidden.
fn known(ctx: &Ctx, tx: &mut Tx<'_>, command: &Convert) -> Result<()> {
    let named = [
        command.account.map(|id| ("account", Noun::Account, id.0)),
        command.contact.map(|id| ("contact", Noun::Contact, id.0)),
        command.opportunity.map(|id| ("opportunity", Noun::Opportunity, id.0)),
    ];
    records::known_references(ctx, tx, named.into_iter().flatten())?;
    match command.owner {
        Some(owner) if ctx.organisation.position(owner).is_none() => {
            Err(Refusal::new("refusal-owner-unknown").at("owner").into())
        }
        _ => Ok(()),
    }
}

/// Who has what is made: whoever is named, else the lead's owner. What waits in a queue is taken by who converts it.
fn owner(ctx: &Ctx, tx: &mut Tx<'_>, lead: &Lead, command: &Convert) -> Result<PositionId> {
    match command.owner {
        Some(owner) => Ok(owner),
        None if routing::commands::is_nobody(tx, lead.owner)? => {
            let own = ctx.positions.first().copied();
            own.ok_or_else(|| Refusal::new("refusal-owner-missing").at("owner").into())
        }
        None => Ok(lead.owner),
    }
}

fn new_account(ctx: &Ctx, tx: &mut Tx<'_>, lead: &Lead, owner: PositionId) -> Result<Option<AccountId>> {
    let Some(name) = lead.company.clone() else { return Ok(None) };
    let account = Account {
        name,
        owner,
        website: lead.website.clone(),
        street: lead.street.clone(),
        city: lead.city.clone(),
        region: lead.region.clone(),
        postal_code: lead.postal_code.clone(),
        country: lead.country.clone(),
        industry: lead.industry.clone(),
        employees: lead.employees,
        created_on: Some(ctx.today),
        custom: custom_fields::carried(ctx, tx, (Noun::Lead, &lead.custom), Noun::Account)?,
        ..Account::default()
    };
    let made = accounts::commands::create(ctx, tx, Cause::COMMAND, vec![account])?;
    Ok(made.first().map(|account| account.id))
}

fn new_contact(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    lead: &Lead,
    account: Option<AccountId>,
    owner: PositionId,
) -> Result<Option<ContactId>> {
    let is_person = lead.first_name.is_some() || lead.last_name.is_some() || lead.email.is_some();
    if !is_person && lead.company.as_ref().is_some_and(|company| *company == lead.name) {
        return Ok(None);
    }
    let contact = Contact {
        name: lead.name.clone(),
        first_name: lead.first_name.clone(),
        last_name: lead.last_name.clone(),
        title: lead.title.clone(),
        email: lead.email.clone(),
        phone: lead.phone.clone(),
        account,
        owner,
        created_on: Some(ctx.today),
        custom: custom_fields::carried(ctx, tx, (Noun::Lead, &lead.custom), Noun::Contact)?,
        ..Contact::default()
    };
    let made = contacts::commands::create(ctx, tx, Cause::COMMAND, vec![contact])?;
    Ok(made.first().map(|contact| contact.id))
}

fn new_opportunity(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    lead: &Lead,
    command: &Convert,
    (account, contact): (Option<AccountId>, Option<ContactId>),
    owner: PositionId,
) -> Result<OpportunityId> {
    let name = command.name.clone().or_else(|| lead.company.clone()).unwrap_or_else(|| lead.name.clone());
    let fields = Fields {
        name: Some(name),
        account: Some(account),
        contact: Some(contact),
        product: Some(lead.product),
        amount: Some(command.amount),
        close_on: Some(command.close_on),
        source: Some(lead.source.clone()),
        description: Some(lead.description.clone()),
        next_step: Some(lead.next_step.clone()),
        next_step_on: Some(lead.next_step_on),
        owner: Some(owner),
        own: custom_fields::Asked::of(&custom_fields::carried(
            ctx,
            tx,
            (Noun::Lead, &lead.custom),
            Noun::Opportunity,
        )?)?,
        ..Fields::default()
    };
    opportunities::commands::create(ctx, tx, &fields)
}
