//! Reads of leads.

use super::{LeadView, sql};
use crate::listing::Owners;
use crate::{Ctx, Result, records, routing};
use crate::{consents, custom_fields};
use db::Tx;
use domain::kernel::id::{LeadId, OpportunityId};
use domain::leads::Lead;
use domain::policy::{Action, Noun};
use uuid::Uuid;

/// A lead's page, by id or external id.
///
/// # Errors
/// [`crate::Error::NotFound`].
pub fn page(ctx: &Ctx, tx: &mut Tx<'_>, id: &str) -> Result<LeadView> {
    let mut lead: Lead = records::opened(ctx, tx, id)?;
    let id = lead.id.0;
    let mut hidden = Vec::new();
    let owners = Owners::new(ctx);
    let consents = consents::of_record(ctx, tx, Noun::Lead, id)?;
    Ok(LeadView {
        consent_email: consents.email.clone(),
        consent_phone: consents.phone.clone(),
        consents,
        own: custom_fields::queries::shown(ctx, tx, Noun::Lead, id, &mut hidden)?,
        owner_label: owners.label(lead.owner),
        generated_by_label: owners.label(lead.generated_by),
        product_label: records::reference(ctx, tx, Noun::Product, "product", &mut lead.product, &mut hidden)?,
        account_label: records::reference(ctx, tx, Noun::Account, "account", &mut lead.account, &mut hidden)?,
        contact_label: records::reference(ctx, tx, Noun::Contact, "contact", &mut lead.contact, &mut hidden)?,
        opportunity_label: records::reference(
            ctx,
            tx,
            Noun::Opportunity,
            "opportunity",
            &mut lead.opportunity,
            &mut hidden,
        )?,
        frame: crate::frames::queries::of(tx, id)?,
        score: crate::lead_scores::queries::of_seen(tx, id)?,
        hidden,
        may_edit: records::may_also(ctx, tx, Action::Edit, Noun::Lead, id)?,
        lead,
    })
}

/// A lead as work to be routed; none where it is not there.
///
/// # Errors
/// The database's own.
pub(crate) fn as_work(ctx: &Ctx, tx: &mut Tx<'_>, id: LeadId) -> Result<Option<routing::Item>> {
    let found = records::some::<Lead>(tx, None, &[id.0])?;
    let leads: Vec<&Lead> = found.iter().collect();
    Ok(super::commands::items(ctx, tx, &leads)?.pop())
}

/// The opportunity that a lead became.
///
/// # Errors
/// The database's own.
pub(crate) fn became(tx: &mut Tx<'_>, id: LeadId) -> Result<Option<OpportunityId>> {
    Ok(records::some::<Lead>(tx, None, &[id.0])?.pop().and_then(|lead| lead.opportunity))
}

/// Leads that became one of the opportunities.
///
/// # Errors
/// The database's own.
pub(crate) fn all_of(tx: &mut Tx<'_>, ids: &[OpportunityId]) -> Result<Vec<Uuid>> {
    sql::of_opportunities(tx, ids)
}

/// The lead that became an opportunity.
///
/// # Errors
/// The database's own.
pub(crate) fn of_opportunity(tx: &mut Tx<'_>, id: OpportunityId) -> Result<Option<Lead>> {
    let ids = sql::of_opportunities(tx, &[id])?;
    Ok(records::some::<Lead>(tx, None, &ids)?.into_iter().min_by_key(|lead| lead.id))
}
