//! The records of an import: those it changed are restored first, so that those it made are free to go.

use super::touched::Touched;
use super::{CHANGED, GONE, IN_USE, Undone, sql};
use crate::events::{Cause, Log};
use crate::opportunities::history::{self, Told};
use crate::opportunities::pipelines;
use crate::opportunities::{self, Change};
use crate::records::{self, Record};
use crate::{Ctx, Result};
use db::Tx;
use domain::accounts::Account;
use domain::contacts::Contact;
use domain::handoffs::Handoff;
use domain::kernel::id::{OpportunityId, SetId, StageId};
use domain::leads::Lead;
use domain::opportunities::{self as rules, Opportunity, Step};
use domain::policy::Noun;
use domain::products::Product;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Restores what the import changed and nobody has changed since.
pub(super) fn restore_all(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    set: SetId,
    touched: &Touched,
    undone: &mut Undone,
) -> Result<()> {
    restore::<Handoff>(ctx, tx, set, touched, undone, |r: &Handoff| (r.name.clone(), None))?;
    let names = |r: &Lead| (r.name.clone(), r.opportunity.map(|o| ("opportunities", o.0)));
    restore::<Lead>(ctx, tx, set, touched, undone, names)?;
    restore_opportunities(ctx, tx, set, touched, undone)?;
    let names = |r: &Contact| (r.name.clone(), r.account.map(|a| ("accounts", a.0)));
    restore::<Contact>(ctx, tx, set, touched, undone, names)?;
    let names = |r: &Account| (r.name.clone(), r.parent.map(|a| ("accounts", a.0)));
    restore::<Account>(ctx, tx, set, touched, undone, names)?;
    restore::<Product>(ctx, tx, set, touched, undone, |r: &Product| (r.name.clone(), None))
}

/// Name of a record, and what it names in turn.
type Named<R> = fn(&R) -> (String, Option<(&'static str, Uuid)>);

fn restore<R: Record + serde::de::DeserializeOwned>(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    set: SetId,
    touched: &Touched,
    undone: &mut Undone,
    named: Named<R>,
) -> Result<()> {
    let mut batch = records::Batch::default();
    let standing = records::some::<R>(tx, None, touched.changed(R::NOUN))?;
    for now in records::with_own(ctx, tx, standing)? {
        if touched.is_changed_since(now.id()) {
            undone.keep(R::NOUN, now.id(), &named(&now).0, CHANGED);
            continue;
        }
        let before = touched.before(now.id(), &now)?;
        let (name, other) = named(&before);
        if let Some((table, id)) = other
            && sql::present(tx, table, &[id])?.is_empty()
        {
            undone.keep(R::NOUN, now.id(), &name, GONE);
            continue;
        }
        batch.push(Some(now), before);
        undone.restored += 1;
    }
    batch.write(ctx, tx, Cause::undo(set))
}

fn restore_opportunities(ctx: &Ctx, tx: &mut Tx<'_>, set: SetId, touched: &Touched, undone: &mut Undone) -> Result<()> {
    let ids: Vec<OpportunityId> = touched.changed(Noun::Opportunity).iter().map(|&id| id.into()).collect();
    let pipelines = pipelines::all(tx)?;
    let mut batch = opportunities::Batch::default();
    for told in history::with_own(ctx, tx, None, &ids)? {
        let id = told.state.id.0;
        if touched.is_changed_since(id) {
            undone.keep(Noun::Opportunity, id, &told.state.name, CHANGED);
            continue;
        }
        let before: Opportunity = touched.before(id, &told.state)?;
        let home = pipelines.iter().find(|p| p.stages.iter().any(|s| s.id == before.stage));
        let Some(home) = home.filter(|_| names_exist(tx, &before).unwrap_or(false)) else {
            undone.keep(Noun::Opportunity, id, &told.state.name, GONE);
            continue;
        };
        let first = home.first().map_or(before.stage, |s| s.id);
        let account: Vec<Uuid> = before.account.iter().map(|a| a.0).collect();
        let tier = records::some::<Account>(tx, None, &account)?.pop().and_then(|a| a.tier);
        let steps = steps_before(&told, &before, first, tier, ctx.today);
        batch.push(Change { before: Some(told), after: before, steps, kind: "changed" });
        undone.restored += 1;
    }
    batch.write(ctx, tx, Cause::undo(set))
}

/// Whether account, contact and product are still there.
fn names_exist(tx: &mut Tx<'_>, o: &Opportunity) -> Result<bool> {
    let named = [
        ("accounts", o.account.map(|a| a.0)),
        ("contacts", o.contact.map(|c| c.0)),
        ("products", o.product.map(|p| p.0)),
    ];
    for (table, id) in named {
        if let Some(id) = id
            && sql::present(tx, table, &[id])?.is_empty()
        {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The steps without what the import told: told anew where an import told all of them, else cut back to the
/// last that shows the record as it was.
fn steps_before(
    told: &Told,
    before: &Opportunity,
    first: StageId,
    tier: Option<String>,
    today: domain::Day,
) -> Vec<Step> {
    let told_first = told.steps.first().map_or(first, |s| s.stage);
    let told_tier = told.steps.last().and_then(|s| s.tier.clone());
    if told.steps == rules::arrival(&told.state, told_first, told_tier) {
        return rules::arrival(before, first, tier);
    }
    let shows = |step: &Step| {
        let now = rules::step_of(before, step.tier.clone());
        Step { kind: now.kind, on: None, reason: None, competitor: None, ..step.clone() }
            == Step { reason: None, competitor: None, ..now }
    };
    match told.steps.iter().rposition(shows) {
        Some(at) => told.steps.iter().take(at + 1).cloned().collect(),
        None => {
            let now = Step { on: Some(today), ..rules::step_of(before, tier) };
            told.steps.iter().cloned().chain([now]).collect()
        }
    }
}

/// Removes what the import made and nothing else names.
pub(super) fn remove_all(ctx: &Ctx, tx: &mut Tx<'_>, set: SetId, touched: &Touched, undone: &mut Undone) -> Result<()> {
    let handoffs = records::some::<Handoff>(tx, None, touched.made(Noun::Handoff))?;
    let gone = remove::<Handoff>(ctx, tx, set, touched, undone, (&[], |r| &r.name))?;
    let gone: Vec<Handoff> = handoffs.into_iter().filter(|handoff| gone.contains(&handoff.id.0)).collect();
    records::handoff::take_back(tx, &gone)?;
    let sold: Vec<OpportunityId> = gone.iter().filter_map(|handoff| handoff.opportunity).collect();
    let leads = records::some::<Lead>(tx, None, touched.made(Noun::Lead))?;
    let gone = remove::<Lead>(ctx, tx, set, touched, undone, (sql::OF_LEAD, |r| &r.name))?;
    let gone: Vec<Lead> = leads.into_iter().filter(|lead| gone.contains(&lead.id.0)).collect();
    records::lead::take_back(tx, &gone)?;
    let ids: Vec<OpportunityId> = touched.made(Noun::Opportunity).iter().map(|&id| id.into()).collect();
    let mut told: HashMap<Uuid, Told> = history::some(tx, None, &ids)?.into_iter().map(|t| (t.state.id.0, t)).collect();
    let names: HashMap<Uuid, String> = told.iter().map(|(id, t)| (*id, t.state.name.clone())).collect();
    let going = going(tx, Noun::Opportunity, touched, &names, sql::OF_OPPORTUNITY, undone)?;
    let gone: Vec<Told> = going.iter().filter_map(|id| told.remove(id)).collect();
    opportunities::write::remove(tx, &gone)?;
    gone_for_good(ctx, tx, set, Noun::Opportunity, &going, undone)?;
    // Those that stay were handed over less often than the import told.
    opportunities::commands::account_for(ctx, tx, Cause::undo(set), &sold, None)?;
    remove::<Contact>(ctx, tx, set, touched, undone, (sql::OF_CONTACT, |r| &r.name))?;
    let accounts = records::some::<Account>(tx, None, touched.made(Noun::Account))?;
    let gone = remove::<Account>(ctx, tx, set, touched, undone, (sql::OF_ACCOUNT, |r| &r.name))?;
    let gone: Vec<Account> = accounts.into_iter().filter(|account| gone.contains(&account.id.0)).collect();
    records::account::take_back(tx, &gone)?;
    remove::<Product>(ctx, tx, set, touched, undone, (sql::OF_PRODUCT, |r| &r.name))?;
    Ok(())
}

fn remove<R: Record>(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    set: SetId,
    touched: &Touched,
    undone: &mut Undone,
    (uses, name): (sql::Uses, fn(&R) -> &String),
) -> Result<Vec<Uuid>> {
    let made = records::some::<R>(tx, None, touched.made(R::NOUN))?;
    let names: HashMap<Uuid, String> = made.iter().map(|r| (r.id(), name(r).clone())).collect();
    let mut going = going(tx, R::NOUN, touched, &names, uses, undone)?;
    if R::NOUN == Noun::Account {
        for id in keep_parents(&mut going, &sql::parents(tx)?) {
            undone.keep(R::NOUN, id, names.get(&id).map_or("", String::as_str), IN_USE);
        }
        sql::orphan(tx, &going)?;
    }
    for id in &going {
        records::remove::<R>(tx, *id)?;
    }
    gone_for_good(ctx, tx, set, R::NOUN, &going, undone)?;
    Ok(going)
}

/// Those that may go; the others are noted with their reason.
fn going(
    tx: &mut Tx<'_>,
    noun: Noun,
    touched: &Touched,
    names: &HashMap<Uuid, String>,
    uses: sql::Uses,
    undone: &mut Undone,
) -> Result<Vec<Uuid>> {
    let there: Vec<Uuid> = touched.made(noun).iter().copied().filter(|id| names.contains_key(id)).collect();
    let used = sql::used(tx, uses, &there)?;
    let mut going = Vec::with_capacity(there.len());
    for id in there {
        let name = names.get(&id).map_or("", String::as_str);
        if touched.is_changed_since(id) {
            undone.keep(noun, id, name, CHANGED);
        } else if used.contains(&id) {
            undone.keep(noun, id, name, IN_USE);
        } else {
            going.push(id);
        }
    }
    Ok(going)
}

/// Takes out of those going the parents of accounts that stay, theirs in turn too; answers them.
fn keep_parents(going: &mut Vec<Uuid>, parents: &[(Uuid, Uuid)]) -> Vec<Uuid> {
    let mut kept = Vec::new();
    let mut leaving: HashSet<Uuid> = going.iter().copied().collect();
    loop {
        let stays = |(child, parent): &&(Uuid, Uuid)| !leaving.contains(child) && leaving.contains(parent);
        let more: Vec<Uuid> = parents.iter().filter(stays).map(|(_, parent)| *parent).collect();
        if more.is_empty() {
            going.retain(|id| leaving.contains(id));
            return kept;
        }
        for parent in more {
            if leaving.remove(&parent) {
                kept.push(parent);
            }
        }
    }
}

/// What is kept beside the records goes too; the history says that they went.
fn gone_for_good(ctx: &Ctx, tx: &mut Tx<'_>, set: SetId, noun: Noun, ids: &[Uuid], undone: &mut Undone) -> Result<()> {
    sql::forget(tx, ids)?;
    let mut log = Log::default();
    for id in ids {
        log.add(ctx, Cause::undo(set), noun, *id, "undone", "{}");
    }
    undone.removed += ids.len() as u64;
    log.write(tx)
}
