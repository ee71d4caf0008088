//! Writes of leads. What all records share is in [`crate::records`]; decisions are in [`domain::leads`].

use super::sql;
use crate::cadences;
use crate::events::Cause;
use crate::notifications::{self, Notice};
use crate::records::{self, Batch, Patch};
use crate::routing;
use crate::{Ctx, Error, Result};
use db::Tx;
use domain::kernel::filter::Plain;
use domain::kernel::id::{LeadId, OpportunityId, PositionId};
use domain::leads::{self as rules, Lead, LeadStatus, SetStatus};
use domain::notifications::Kind;
use domain::opportunities::{Opportunity, Outcome};
use domain::organisation::routing::{Back, Left, WorkStage};
use domain::policy::{Action, Noun};
use domain::{Instant, Refusal};
use serde_json::Value as Json;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Leads whose segments are noted at once.
const PART: usize = 500;

/// Makes leads. One without an owner goes where coverage sends it; who makes it by hand owns it.
///
/// # Errors
/// As [`records::create`].
pub fn create(ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause, mut leads: Vec<Lead>) -> Result<Vec<Lead>> {
    for lead in &mut leads {
        lead.created_on = lead.created_on.or(Some(ctx.today));
        lead.received_at = lead.received_at.or(Some(ctx.now));
    }
    let made = records::create(ctx, tx, cause, leads)?;
    crate::lead_scores::commands::score(tx, &made)?;
    Ok(made)
}

/// Takes in leads that nobody owns yet: routes each, and makes it whoever it goes to.
///
/// # Errors
/// As [`create`].
pub fn intake(ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause, mut leads: Vec<Lead>) -> Result<Vec<Lead>> {
    for lead in &mut leads {
        if lead.id.0.is_nil() {
            lead.id = ctx.id();
        }
    }
    let nobody = PositionId::default();
    let unowned: Vec<usize> = leads.iter().enumerate().filter(|(_, l)| l.owner == nobody).map(|(at, _)| at).collect();
    let is_unowned: HashSet<LeadId> = unowned.iter().filter_map(|&at| Some(leads.get(at)?.id)).collect();
    let homeless: Vec<&Lead> = unowned.iter().filter_map(|&at| leads.get(at)).collect();
    let owners = routed(ctx, tx, &homeless)?;
    for (at, owner) in unowned.into_iter().zip(owners) {
        if let Some(lead) = leads.get_mut(at) {
            lead.owner = owner;
        }
    }
    let made = create(ctx, tx, cause, leads)?;
    let (routed, given): (Vec<&Lead>, Vec<&Lead>) = made.iter().partition(|lead| is_unowned.contains(&lead.id));
    told(ctx, tx, Kind::LeadRouted, routed.into_iter())?;
    if ctx.user.is_some() && cause.word == Cause::COMMAND.word {
        told(ctx, tx, Kind::Assigned, given.into_iter())?;
    }
    Ok(made)
}

/// Tells those who have the leads from now on.
fn told<'a>(ctx: &Ctx, tx: &mut Tx<'_>, kind: Kind, leads: impl Iterator<Item = &'a Lead>) -> Result<()> {
    let notice = |lead: &Lead| Notice::of(kind, lead.owner, Noun::Lead, lead.id);
    notifications::tell(ctx, tx, &leads.map(notice).collect::<Vec<_>>())
}

/// Where leads go by coverage, in their order, logged with the reason of each.
fn routed(ctx: &Ctx, tx: &mut Tx<'_>, leads: &[&Lead]) -> Result<Vec<PositionId>> {
    if leads.is_empty() {
        return Ok(Vec::new());
    }
    let items = items(ctx, tx, leads)?;
    let decisions = routing::commands::route(ctx, tx, &items)?;
    decisions.iter().map(|decision| routing::commands::owner_of(ctx, tx, decision)).collect()
}

/// Takes leads back from owners who have had them since before then and have not tried to reach them: to whoever is next,
/// or to the queue. Answers how many. For the server's own clock, on nobody's behalf.
///
/// # Errors
/// The database's own.
pub(crate) fn take_back(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    before: Instant,
    limit: i64,
    hours: u32,
    back: Back,
) -> Result<usize> {
    // What nobody owns has been left by nobody.
    let nobody = ctx.organisation.positions().find(|p| p.is_nobody()).map(|p| p.id).unwrap_or_default();
    let ids = sql::unworked(tx, before, limit, nobody)?;
    let old = records::some::<Lead>(tx, None, &ids)?;
    let held: Vec<&Lead> = old.iter().collect();
    if held.is_empty() {
        return Ok(0);
    }
    let mut items = items(ctx, tx, &held)?;
    for (item, lead) in items.iter_mut().zip(&held) {
        item.current = Some(lead.owner);
        item.work.left = Some(Left { position: lead.owner, hours, back });
    }
    let decisions = routing::commands::route(ctx, tx, &items)?;
    let mut new = Vec::with_capacity(held.len());
    for (lead, decision) in held.iter().zip(&decisions) {
        let owner = routing::commands::owner_of(ctx, tx, decision)?;
        new.push(rules::assign(lead, owner, ctx.now));
    }
    let saved = save(ctx, tx, routing::commands::RULE, &old, new)?;
    told(ctx, tx, Kind::LeadRouted, saved.iter())?;
    Ok(saved.len())
}

/// Leads as work, in their order.
pub(crate) fn items(ctx: &Ctx, tx: &mut Tx<'_>, leads: &[&Lead]) -> Result<Vec<routing::Item>> {
    let fields: Vec<_> = leads
        .iter()
        .map(|lead| {
            let lead: &Lead = lead;
            move |field: &str| plain(lead, field)
        })
        .collect();
    let facts: Vec<routing::LeadFacts<'_>> = leads
        .iter()
        .zip(&fields)
        .map(|(lead, value)| routing::LeadFacts {
            record: lead.id.0,
            current: None,
            stage: stage_of(lead),
            account: lead.account,
            language: lead.language.clone(),
            value,
        })
        .collect();
    routing::leads(ctx, tx, &facts)
}

/// Prospecting while it is new, qualifying once somebody works it.
fn stage_of(lead: &Lead) -> WorkStage {
    if lead.status == LeadStatus::New { WorkStage::Prospecting } else { WorkStage::Qualifying }
}

/// A field of a lead as conditions of segments read it.
fn plain<'a>(lead: &'a Lead, field: &str) -> Option<Plain<'a>> {
    let text = match field {
        "country" => &lead.country,
        "region" => &lead.region,
        "city" => &lead.city,
        "postal_code" => &lead.postal_code,
        "industry" => &lead.industry,
        "website" => &lead.website,
        "employees" => return lead.employees.map(Plain::Number),
        _ => return None,
    };
    text.as_deref().map(Plain::Text)
}

/// Changes fields of leads. Another owner starts the clock anew, and takes it out of its queue.
///
/// # Errors
/// As [`records::change`].
pub fn change(ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause, patches: &[Patch]) -> Result<Vec<Lead>> {
    let handed: Vec<Uuid> = patches.iter().filter(|p| p.fields.contains_key("owner")).map(|p| p.id).collect();
    let changed: Vec<Lead> = records::change(ctx, tx, cause, patches)?;
    routing::commands::leave_queue(tx, &handed)?;
    let waiting: HashSet<Uuid> =
        routing::commands::waiting(tx, &changed.iter().map(|lead| lead.id.0).collect::<Vec<_>>())?
            .into_iter()
            .collect();
    let waiting: Vec<&Lead> = changed.iter().filter(|lead| waiting.contains(&lead.id.0)).collect();
    resegment(ctx, tx, &waiting)?;
    Ok(changed)
}

/// Notes which segments waiting leads fit now. One of a known account is seen by the segments of that.
fn resegment(ctx: &Ctx, tx: &mut Tx<'_>, leads: &[&Lead]) -> Result<()> {
    if leads.is_empty() {
        return Ok(());
    }
    let fields: Vec<_> = leads
        .iter()
        .filter(|lead| lead.account.is_none())
        .map(|lead| {
            let lead: &Lead = lead;
            (lead.id.0, move |field: &str| plain(lead, field))
        })
        .collect();
    let known: Vec<(Uuid, routing::Values<'_>)> = fields.iter().map(|(id, value)| (*id, value as _)).collect();
    routing::commands::note_segments(ctx, tx, &known)
}

/// The same of all that wait, in parts: a segment's condition is another.
///
/// # Errors
/// The database's own.
pub(crate) fn resegment_all(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<()> {
    let waiting = sql::waiting(tx)?;
    for part in waiting.chunks(PART) {
        let leads = records::some::<Lead>(tx, None, part)?;
        resegment(ctx, tx, &leads.iter().collect::<Vec<_>>())?;
    }
    Ok(())
}

/// Routes leads that are there already: those taken up again, those that nobody worked.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`].
pub fn reroute(ctx: &Ctx, tx: &mut Tx<'_>, ids: &[LeadId]) -> Result<Vec<Lead>> {
    let old = editable(ctx, tx, ids)?;
    let open: Vec<&Lead> = old.iter().filter(|lead| lead.status.is_open()).collect();
    let owners = routed(ctx, tx, &open)?;
    let changes = open.iter().zip(owners).map(|(lead, owner)| rules::assign(lead, owner, ctx.now)).collect();
    let before: HashMap<LeadId, PositionId> = old.iter().map(|lead| (lead.id, lead.owner)).collect();
    let saved = save(ctx, tx, routing::commands::RULE, &old, changes)?;
    told(ctx, tx, Kind::LeadRouted, saved.iter().filter(|lead| before.get(&lead.id) != Some(&lead.owner)))?;
    Ok(saved)
}

/// Gives a lead to another position. The caller has decided that it passes, and who may take it.
///
/// # Errors
/// [`Error::NotFound`].
pub(crate) fn hand_over(ctx: &Ctx, tx: &mut Tx<'_>, id: LeadId, owner: PositionId) -> Result<()> {
    let old = records::some::<Lead>(tx, None, &[id.0])?;
    let lead = old.first().ok_or(Error::NotFound)?;
    let new = rules::assign(lead, owner, ctx.now);
    routing::commands::leave_queue(tx, &[id.0])?;
    save(ctx, tx, Cause::COMMAND, &old, vec![new]).map(drop)
}

/// Sets leads to a status, each with a reason where one is needed.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], and the refusals of [`rules::set_status`].
pub fn set_status(ctx: &Ctx, tx: &mut Tx<'_>, ids: &[LeadId], command: &SetStatus) -> Result<Vec<Lead>> {
    let old = editable(ctx, tx, ids)?;
    let new: std::result::Result<Vec<Lead>, Refusal> =
        old.iter().map(|lead| rules::set_status(lead, command, ctx.today, ctx.now)).collect();
    let new = housed(ctx, tx, &old, new?)?;
    let aside: Vec<Uuid> = new.iter().filter(|lead| lead.reason.is_some()).map(|lead| lead.id.0).collect();
    cadences::commands::stop_all(ctx, tx, &aside, "aside")?;
    let closed: Vec<Uuid> = new.iter().filter(|lead| !lead.status.is_open()).map(|lead| lead.id.0).collect();
    routing::commands::leave_queue(tx, &closed)?;
    save(ctx, tx, Cause::COMMAND, &old, new)
}

/// Takes back a change of status: every field of it goes back to what it was, where all of them stand as it left them.
/// Answers whether they did.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`]; `refusal-lead-converted` for what became a customer.
pub fn put_back(ctx: &Ctx, tx: &mut Tx<'_>, id: LeadId, changes: &Json) -> Result<bool> {
    let old = editable(ctx, tx, &[id])?;
    let Some(lead) = old.first() else { return Err(Error::NotFound) };
    if lead.status == LeadStatus::Converted {
        return Err(Refusal::new("refusal-lead-converted").at("status").into());
    }
    let mut state = serde_json::to_value(lead)?;
    let (Some(fields), Some(standing)) = (changes.as_object(), state.as_object_mut()) else { return Ok(false) };
    for (field, pair) in fields {
        let (before, after) = (pair.get(0).cloned().unwrap_or_default(), pair.get(1));
        if standing.get(field) != after {
            return Ok(false);
        }
        standing.insert(field.clone(), before);
    }
    let back: Lead = serde_json::from_value(state)?;
    let back = housed(ctx, tx, &old, vec![back])?;
    save(ctx, tx, Cause::COMMAND, &old, back)?;
    Ok(true)
}

/// Those that are open again and were taken out of a queue when they ended find their way as new ones do.
fn housed(ctx: &Ctx, tx: &mut Tx<'_>, old: &[Lead], mut new: Vec<Lead>) -> Result<Vec<Lead>> {
    let ended: HashSet<LeadId> = old.iter().filter(|lead| !lead.status.is_open()).map(|lead| lead.id).collect();
    for lead in &mut new {
        let is_back = lead.status.is_open() && ended.contains(&lead.id);
        if is_back && routing::commands::is_nobody(tx, lead.owner)? {
            let owner = routed(ctx, tx, &[&*lead])?.pop().unwrap_or(lead.owner);
            *lead = rules::assign(lead, owner, ctx.now);
        }
    }
    Ok(new)
}

/// Notes that a person tried to reach leads. The caller wrote the attempt down, with the permission to.
///
/// # Errors
/// The database's own.
pub(crate) fn attempted(ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause, tries: &[(Uuid, Instant)]) -> Result<()> {
    if tries.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = tries.iter().map(|(id, _)| *id).collect();
    let old = records::some::<Lead>(tx, None, &ids)?;
    let first = |lead: &Lead| tries.iter().filter(|(id, _)| *id == lead.id.0).map(|(_, at)| *at).min();
    let new = old.iter().filter_map(|lead| Some(rules::attempted(lead, first(lead)?))).collect();
    save(ctx, tx, cause, &old, new).map(drop)
}

/// What opportunities came to, told to the leads they began as.
///
/// # Errors
/// The database's own.
pub(crate) fn follow(ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause, closed: &[&Opportunity]) -> Result<()> {
    let by_id: HashMap<OpportunityId, &Opportunity> = closed.iter().map(|o| (o.id, *o)).collect();
    if closed.is_empty() {
        return Ok(());
    }
    let ids: Vec<OpportunityId> = by_id.keys().copied().collect();
    let leads = sql::of_opportunities(tx, &ids)?;
    let old = records::some::<Lead>(tx, None, &leads)?;
    let won_on = |lead: &Lead| {
        let o = by_id.get(&lead.opportunity?)?;
        Some(if o.outcome == Outcome::Won { o.close_on } else { None })
    };
    let new = old.iter().filter_map(|lead| Some(Lead { won_on: won_on(lead)?, ..lead.clone() })).collect();
    save(ctx, tx, cause, &old, new).map(drop)
}

/// The leads, each of which the user may change, in the order asked for.
pub(super) fn editable(ctx: &Ctx, tx: &mut Tx<'_>, ids: &[LeadId]) -> Result<Vec<Lead>> {
    let scope = ctx.may(Action::Edit, Noun::Lead)?;
    let wanted: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let found = records::some::<Lead>(tx, Some(&scope), &wanted)?;
    let known: HashSet<Uuid> = found.iter().map(|lead| lead.id.0).collect();
    if let Some(missing) = wanted.iter().find(|id| !known.contains(id)) {
        records::visible(ctx, tx, Noun::Lead, *missing)?;
        return Err(Error::Forbidden);
    }
    Ok(found)
}

/// Writes those that differ from what they were.
pub(super) fn save(ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause, old: &[Lead], new: Vec<Lead>) -> Result<Vec<Lead>> {
    let before: HashMap<LeadId, &Lead> = old.iter().map(|lead| (lead.id, lead)).collect();
    let (mut batch, mut answer, mut handed) = (Batch::default(), Vec::with_capacity(new.len()), Vec::new());
    for mut lead in new {
        let Some(before) = before.get(&lead.id).filter(|before| ***before != lead) else {
            answer.push(lead);
            continue;
        };
        if before.owner != lead.owner {
            handed.push((lead.id.0, lead.owner));
        }
        batch.push(Some((*before).clone()), lead.clone());
        lead.version += 1;
        answer.push(lead);
    }
    batch.write(ctx, tx, cause)?;
    cadences::commands::follow(ctx, tx, &handed)?;
    Ok(answer)
}
