//! Leads from files: what a row says of one, and how a file of deals tells what became of it.

use super::owners::Owners;
use super::records::{Cell, Lookup, owner, set as put, take as take_rows};
use super::source::Source;
use super::sql::{self, Names};
use crate::events::Cause;
use crate::handoffs::told::{self as handoffs, Told};
use crate::records::{self, Batch};
use crate::{Ctx, Result, opportunities};
use db::Tx;
use domain::Refusal;
use domain::kernel::id::{AccountId, OpportunityId, PositionId, SetId};
use domain::leads::{self as rules, Converted, Lead, LeadStatus};
use domain::opportunities::{Opportunity, Outcome};
use domain::policy::Noun;
use std::collections::HashMap;
use uuid::Uuid;

/// Takes a file of leads.
///
/// # Errors
/// The database's own; rows that do not hold are in the source's report.
pub fn take(ctx: &Ctx, tx: &mut Tx<'_>, source: &mut Source, set: SetId) -> Result<()> {
    let blank = |ctx: &Ctx| Lead { id: ctx.id(), assigned_at: ctx.now, ..Lead::default() };
    take_rows(ctx, tx, source, set, blank, lead)
}

fn lead(ctx: &Ctx, lookup: &Lookup, cell: &Cell<'_>, l: &mut Lead) -> std::result::Result<(), Refusal> {
    let (source, row) = cell;
    for (field, slot) in [
        ("first_name", &mut l.first_name),
        ("last_name", &mut l.last_name),
        ("title", &mut l.title),
        ("company", &mut l.company),
        ("phone", &mut l.phone),
        ("website", &mut l.website),
        ("street", &mut l.street),
        ("city", &mut l.city),
        ("region", &mut l.region),
        ("postal_code", &mut l.postal_code),
        ("country", &mut l.country),
        ("industry", &mut l.industry),
        ("source", &mut l.source),
        ("campaign", &mut l.campaign),
        ("landing_page", &mut l.landing_page),
        ("description", &mut l.description),
        ("id", &mut l.external_id),
    ] {
        put(cell, field, slot);
    }
    if source.has("email") {
        l.email = source.text(row, "email").filter(|e| e.contains('@')).map(str::to_lowercase);
    }
    if source.has("employees") {
        l.employees = source.whole(row, "employees")?;
    }
    if source.has("created_on") {
        l.created_on = source.day(row, "created_on")?;
    }
    l.name = source.owned(row, "name").unwrap_or_default();
    crate::records::Editable::complete(l);
    if l.name.is_empty() {
        l.name = l.external_id.clone().unwrap_or_default();
    }
    status(ctx, cell, l)?;
    l.owner = owner(lookup, cell, l.owner, l.version)?;
    if l.generated_by == PositionId::default() {
        l.generated_by = l.owner;
    }
    rules::check(l)
}

/// What other systems call a status. One that is set aside without a reason gets the plainest one.
fn status(ctx: &Ctx, (source, row): &Cell<'_>, l: &mut Lead) -> std::result::Result<(), Refusal> {
    if source.flag(row, "is_converted") == Some(true) {
        l.status = LeadStatus::Converted;
        l.converted_on = source.day(row, "converted_on")?.or(l.converted_on).or(l.created_on).or(Some(ctx.today));
        return Ok(());
    }
    let Some(word) = source.text(row, "status").map(text::fold) else { return Ok(()) };
    let has = |parts: &[&str]| parts.iter().any(|part| word.contains(part));
    let aside = |l: &mut Lead| l.reason = l.reason.take().or(Some("other".to_owned()));
    if has(&["nurtur", "later", "modning"]) {
        l.status = LeadStatus::Nurturing;
        l.return_on = l.return_on.or(Some(ctx.today.plus(90)));
        aside(l);
    } else if has(&["unqualified", "disqualif", "not converted", "junk", "bad", "lost", "avvist", "diskvalif"]) {
        l.status = LeadStatus::Disqualified;
        aside(l);
    } else if has(&["converted", "konvertert"]) {
        l.status = LeadStatus::Converted;
        l.converted_on = l.converted_on.or(l.created_on).or(Some(ctx.today));
    } else if has(&["work", "contact", "progress", "open deal", "qualif", "connected", "attempt", "arbeid"]) {
        l.status = LeadStatus::Working;
    }
    Ok(())
}

/// What a file of deals says of leads: which became which deal, and who passed it on.
pub(super) struct Passed {
    leads: Names,
    nobody: Option<PositionId>,
}

/// A deal of a file, with the lead it was.
pub(super) struct Origin {
    /// The lead, as the file names it.
    pub lead: String,
    /// Who passed it on to the deal's owner.
    pub passed_by: Option<PositionId>,
    /// The deal.
    pub deal: (OpportunityId, Outcome, Option<domain::Day>),
    /// The deal's name, customer and owner.
    pub of: (String, Option<AccountId>, PositionId),
}

impl Passed {
    /// Leads by their ids, where the file names any.
    pub(super) fn known(tx: &mut Tx<'_>, source: &Source, owners: &Owners) -> Result<Option<Passed>> {
        if !source.has("lead") {
            return Ok(None);
        }
        Ok(Some(Passed { leads: sql::names(tx, Noun::Lead)?, nobody: owners.find(None) }))
    }

    /// What the row says of its lead.
    pub(super) fn origin(source: &Source, owners: &Owners, row: &sheet::Row<'_>, o: &Opportunity) -> Option<Origin> {
        let passed_by = source.text(row, "passed_by").and_then(|name| owners.find(Some(name)));
        let deal = (o.id, o.outcome, o.close_on);
        let of = (o.name.clone(), o.account, o.owner);
        Some(Origin { lead: source.owned(row, "lead")?, passed_by, deal, of })
    }

    /// Who brought in the lead that each deal was, where the file says.
    pub(super) fn sources(&self, tx: &mut Tx<'_>, origins: &[Origin]) -> Result<HashMap<OpportunityId, PositionId>> {
        let id = |origin: &Origin| self.leads.find_external(&origin.lead);
        let ids: Vec<Uuid> = origins.iter().filter_map(id).collect();
        let leads = records::some::<Lead>(tx, None, &ids)?;
        let brought: HashMap<Uuid, PositionId> = leads.iter().map(|lead| (lead.id.0, lead.generated_by)).collect();
        let source = |origin: &Origin| {
            let by = brought.get(&id(origin)?).copied().filter(|by| Some(*by) != self.nobody);
            Some((origin.deal.0, by.or(origin.passed_by)?))
        };
        Ok(origins.iter().filter_map(source).collect())
    }

    /// Links leads with what they became. A lead that nobody had belongs to who passed it on.
    pub(super) fn link(&self, ctx: &Ctx, tx: &mut Tx<'_>, set: SetId, origins: Vec<Origin>) -> Result<()> {
        let deals: Vec<OpportunityId> =
            origins.iter().filter(|origin| origin.passed_by.is_some()).map(|origin| origin.deal.0).collect();
        let told = |origin: &Origin| {
            let ((deal, _, on), (name, account, to)) = (origin.deal, origin.of.clone());
            Some(Told { deal, name, account, from: origin.passed_by?, to, on: on.unwrap_or(ctx.today) })
        };
        handoffs::tell(ctx, tx, set, origins.iter().filter_map(told).collect())?;
        opportunities::commands::account_for(ctx, tx, Cause::import(set), &deals, None)?;
        let by_lead: HashMap<Uuid, Origin> =
            origins.into_iter().filter_map(|o| Some((self.leads.find_external(&o.lead)?, o))).collect();
        let ids: Vec<Uuid> = by_lead.keys().copied().collect();
        let mut batch = Batch::default();
        for before in records::some::<Lead>(tx, None, &ids)? {
            let Some(origin) = by_lead.get(&before.id.0) else { continue };
            let after = self.linked(ctx, &before, origin);
            if after != before {
                batch.push(Some(before), after);
            }
        }
        batch.write(ctx, tx, Cause::import(set))
    }

    fn linked(&self, ctx: &Ctx, before: &Lead, origin: &Origin) -> Lead {
        let (deal, outcome, closed_on) = origin.deal;
        let on = closed_on.unwrap_or(ctx.today);
        let to = Converted { opportunity: Some(deal), ..Converted::default() };
        // One that is converted already keeps its day.
        let mut lead = rules::convert(before, &to, on).unwrap_or_else(|_| before.clone());
        lead.opportunity = Some(deal);
        lead.won_on = closed_on.filter(|_| outcome == Outcome::Won);
        if let Some(from) = origin.passed_by {
            for holder in [&mut lead.owner, &mut lead.generated_by] {
                if Some(*holder) == self.nobody {
                    *holder = from;
                }
            }
        }
        lead
    }
}

/// Who passed deals on, as a file names them.
pub(super) fn passers(source: &Source) -> Vec<Option<String>> {
    source.table.rows().map(|row| source.owned(&row, "passed_by")).collect()
}
