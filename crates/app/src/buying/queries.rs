//! Reads of how customers buy. The caller has shown that the deal may be seen.

use super::{Answer, BuyerView, BuyingView, ObjectionView, sql};
use crate::listing::Label;
use crate::{Ctx, Result, records};
use db::Tx;
use domain::buying::{JOBS, Job, Objection};
use domain::contacts::BUYING_ROLES;
use domain::kernel::id::OpportunityId;
use domain::policy::{Action, Noun};
use uuid::Uuid;

/// How the customer of a deal buys.
///
/// # Errors
/// The database's own.
pub(crate) fn of(ctx: &Ctx, tx: &mut Tx<'_>, deal: OpportunityId) -> Result<BuyingView> {
    let mut group = sql::group(tx, deal)?;
    let place = |role: &Option<String>| BUYING_ROLES.iter().position(|r| Some(*r) == role.as_deref()).unwrap_or(99);
    group.sort_by_key(|buyer| place(&buyer.role));
    // Two contacts made one may both have had a part: the first counts.
    let mut seen = std::collections::HashSet::new();
    group.retain(|buyer| seen.insert(buyer.contact));
    let objections = sql::objections(tx, deal)?;
    let named: Vec<Uuid> =
        group.iter().map(|b| b.contact.0).chain(objections.iter().filter_map(|o| Some(o.contact?.0))).collect();
    let hidden = records::hidden(ctx, tx, Noun::Contact, &named)?;
    let names = records::labels(tx, Noun::Contact, &named)?;
    let label = |id: Uuid| names.iter().find(|label| label.id == id && !hidden.contains(&id)).cloned();
    let buyer = |buyer: sql::Buyer| {
        let contact = (!hidden.contains(&buyer.contact.0)).then(|| Label {
            id: buyer.contact.0,
            label: buyer.name.clone(),
            key: None,
            detail: None,
        });
        BuyerView {
            title: buyer.title.filter(|_| contact.is_some()),
            contact,
            role: buyer.role,
            is_primary: buyer.is_primary,
        }
    };
    let told = |mut objection: Objection| {
        let contact_label = objection.contact.and_then(|contact| label(contact.0));
        objection.contact = objection.contact.filter(|_| contact_label.is_some());
        ObjectionView { objection, contact_label }
    };
    let mut objections: Vec<ObjectionView> = objections.into_iter().map(told).collect();
    objections.sort_by_key(|one| one.objection.outcome.as_deref() == Some("accepted"));
    Ok(BuyingView { group: group.into_iter().map(buyer).collect(), jobs: jobs(tx, deal)?, objections })
}

/// Every job of the customer, in order, those not begun among them.
pub(super) fn jobs(tx: &mut Tx<'_>, deal: OpportunityId) -> Result<Vec<Job>> {
    let kept = sql::jobs(tx, deal)?;
    let job = |key: &&str| kept.iter().find(|job| job.job == **key).cloned().unwrap_or_else(|| Job::open(key));
    Ok(JOBS.iter().map(job).collect())
}

/// The answers to take from.
///
/// # Errors
/// [`crate::Error::Forbidden`].
pub fn answers(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Vec<Answer>> {
    ctx.may(Action::See, Noun::Pipeline)?;
    sql::answers(tx)
}
