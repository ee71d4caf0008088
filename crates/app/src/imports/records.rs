//! Accounts, contacts and products from files: matched by id, then by name; written as batches. Leads share the way.

use super::own::Own;
use super::owners::Owners;
use super::settings::Duplicates;
use super::source::Source;
use super::sql::{self, Names};
use super::{consents, duplicates, returned};
use crate::events::Cause;
use crate::records::{self, Batch, Record};
use crate::trash::{self, Lying};
use crate::{Ctx, Result};
use db::Tx;
use domain::Refusal;
use domain::accounts::{self, Account};
use domain::contacts::{self, Contact};
use domain::kernel::id::{AccountId, SetId};
use domain::products::{self, Product};
use std::collections::HashMap;
use uuid::Uuid;

/// What the rows of a file refer to.
pub(super) struct Lookup {
    own: Names,
    accounts: Names,
    owners: Owners,
}

/// A file and a row of it.
pub(super) type Cell<'a> = (&'a Source, sheet::Row<'a>);
/// Fills a record from a row.
pub(super) type Fill<R> = fn(&Ctx, &Lookup, &Cell<'_>, &mut R) -> std::result::Result<(), Refusal>;

/// Takes a file of accounts, parents last, so that they may stand anywhere in it.
///
/// # Errors
/// The database's own; rows that do not hold are in the source's report.
pub fn take_accounts(ctx: &Ctx, tx: &mut Tx<'_>, source: &mut Source, set: SetId) -> Result<()> {
    let blank = |ctx: &Ctx| Account { id: ctx.id(), created_on: None, ..Account::default() };
    take(ctx, tx, source, set, blank, account)?;
    parents(ctx, tx, source, set)
}

/// Takes a file of contacts.
///
/// # Errors
/// As [`take_accounts`].
pub fn take_contacts(ctx: &Ctx, tx: &mut Tx<'_>, source: &mut Source, set: SetId) -> Result<()> {
    let unreadable = |row: sheet::Row<'_>| {
        let value = source.text(&row, "email").filter(|e| !e.contains('@'))?;
        Some((row.line(), Refusal::new("warning-email-unreadable").at("email").with("value", value)))
    };
    let warnings: Vec<_> = source.table.rows().filter_map(unreadable).collect();
    source.report.warnings.extend(warnings);
    take(ctx, tx, source, set, |ctx| Contact { id: ctx.id(), ..Contact::default() }, contact)
}

/// Takes a file of products.
///
/// # Errors
/// As [`take_accounts`].
pub fn take_products(ctx: &Ctx, tx: &mut Tx<'_>, source: &mut Source, set: SetId) -> Result<()> {
    take(ctx, tx, source, set, |ctx| Product { id: ctx.id(), is_active: true, ..Product::default() }, product)
}

/// Takes the rows of a file: finds the record each means, fills it, writes what changed.
pub(super) fn take<R: Record>(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    source: &mut Source,
    set: SetId,
    blank: impl Fn(&Ctx) -> R,
    fill: Fill<R>,
) -> Result<()> {
    let mut lookup = Lookup {
        own: sql::names(tx, R::NOUN)?,
        accounts: sql::names(tx, domain::policy::Noun::Account)?,
        owners: Owners::known(ctx),
    };
    if R::NOUN != domain::policy::Noun::Product {
        let mut unknown: Vec<Option<String>> = source
            .table
            .rows()
            .map(|r| source.owned(&r, "owner"))
            .filter(|o| lookup.owners.find(o.as_deref()).is_none())
            .collect();
        unknown.sort();
        unknown.dedup();
        lookup.owners.add_placeholders(ctx, tx, set, &unknown)?;
    }
    let fields = Own::find(ctx, tx, source, R::NOUN)?;
    let lying = trash::lying(tx, R::NOUN)?;
    let matches = matches(source, &lookup.own);
    let ids: Vec<Uuid> = matches.iter().flatten().copied().collect();
    let standing = records::some::<R>(tx, None, &ids)?;
    let standing = records::with_own(ctx, tx, standing)?;
    let mut standing: HashMap<Uuid, R> = standing.into_iter().map(|r| (r.id(), r)).collect();
    let own = |(source, row): &Cell<'_>, record: &mut R, is_new: bool| match record.custom_mut() {
        Some(custom) => fields.fill(ctx, source, row, custom, is_new),
        None => Ok(()),
    };
    let (mut batch, mut outcomes, mut new) = (Batch::default(), Vec::new(), Vec::new());
    let (mut merged, mut meant) = (Vec::new(), Vec::new());
    for (row, found) in source.table.rows().zip(matches) {
        if let Some(kept) = source.text(&row, "id").and_then(|id| lookup.own.merged_into(id)) {
            // It was made one with another here, whose fields were chosen: the file does not make it anew.
            source.report.counts.unchanged += 1;
            merged.push((row.line(), kept));
            continue;
        }
        let before = found.and_then(|id| standing.remove(&id));
        let mut after = before.clone().unwrap_or_else(|| blank(ctx));
        let deleted = source.flag(&row, "is_deleted") == Some(true);
        let filled = if deleted {
            Err(Refusal::new("refusal-row-deleted").at("is_deleted"))
        } else {
            let cell = (&*source, row);
            fill(ctx, &lookup, &cell, &mut after).and_then(|()| own(&cell, &mut after, before.is_none()))
        };
        if let Err(reason) = filled {
            outcomes.push((row.line(), reason, Source::cells(&row)));
            continue;
        }
        meant.extend(before.as_ref().map(|before| (row.line(), before.id())));
        match before {
            Some(before) if before == after => source.report.counts.unchanged += 1,
            Some(before) => {
                source.report.counts.updated += 1;
                batch.push(Some(before), after);
            }
            None => match in_trash(ctx, source, &row, &lying) {
                Some(reason) => outcomes.push((row.line(), reason, Source::cells(&row))),
                None => new.push((row, after)),
            },
        }
    }
    let fill_again = |row: sheet::Row<'_>, record: &mut R| {
        let cell = (&*source, row);
        fill(ctx, &lookup, &cell, record).and_then(|()| own(&cell, record, false))
    };
    let settled = duplicates::settle(ctx, tx, source, new, (&ids, &lying), fill_again)?;
    source.report.counts += settled.counts;
    source.report.warnings.extend(settled.warnings);
    for (line, reason, cells) in outcomes.into_iter().chain(settled.rejects) {
        source.report.reject(line, reason, cells);
    }
    for (before, after) in settled.writes {
        batch.push(before, after);
    }
    let kept: Vec<Uuid> = merged.iter().map(|(_, kept)| *kept).collect();
    let names: HashMap<Uuid, String> =
        records::labels(tx, R::NOUN, &kept)?.into_iter().map(|label| (label.id, label.label)).collect();
    source.report.warnings.extend(merged.into_iter().map(|(line, kept)| {
        let name = names.get(&kept).cloned().unwrap_or_default();
        (line, Refusal::new("warning-merged").at("id").with("name", name))
    }));
    batch.write(ctx, tx, Cause::import(set))?;
    meant.extend(settled.meant);
    let meant: HashMap<u64, Uuid> = meant.into_iter().collect();
    consents::take(ctx, tx, source, set, (R::NOUN, &meant))?;
    returned::warn(ctx, tx, source, (R::NOUN, &meant))?;
    sql::add_external_ids(tx, source.settings.system.as_deref().unwrap_or(""), R::NOUN, &settled.fresh)
}

/// The record each row means, where we have it: by its id; by its name only where the file has no ids.
fn matches(source: &Source, own: &Names) -> Vec<Option<Uuid>> {
    let by = |row: sheet::Row<'_>| match source.text(&row, "id") {
        Some(id) => own.find_external(id).or_else(|| own_id(id)),
        None => own.find(source.text(&row, "name")?),
    };
    source.table.rows().map(by).collect()
}

/// Why a row makes no record: the one that it means was deleted and can still be taken back. Who wants it twice says so of
/// the row.
pub(super) fn in_trash(ctx: &Ctx, source: &Source, row: &sheet::Row<'_>, lying: &Lying) -> Option<Refusal> {
    if source.settings.rows.get(&row.line().to_string()) == Some(&Duplicates::New) {
        return None;
    }
    let (field, one) = match source.text(row, "id") {
        Some(id) => ("id", lying.find_id(id)?),
        None => ("name", lying.find_name(source.text(row, "name")?)?),
    };
    let on = ctx.company.day_of(one.deleted_at);
    Some(Refusal::new("refusal-row-in-trash").at(field).with("name", &one.name).with("on", on))
}

/// The id of ours that a file carries which we wrote ourselves (`urn:uuid:…`).
fn own_id(id: &str) -> Option<Uuid> {
    id.strip_prefix("urn:uuid:")?.parse().ok()
}

/// Sets the field from the cell where the file has the column.
pub(super) fn set(cell: &Cell<'_>, field: &str, slot: &mut Option<String>) {
    if cell.0.has(field) {
        *slot = cell.0.owned(&cell.1, field);
    }
}

fn account(ctx: &Ctx, lookup: &Lookup, cell: &Cell<'_>, a: &mut Account) -> std::result::Result<(), Refusal> {
    let (source, row) = cell;
    a.name = source.owned(row, "name").unwrap_or_default();
    for (field, slot) in [
        ("industry", &mut a.industry),
        ("website", &mut a.website),
        ("phone", &mut a.phone),
        ("street", &mut a.street),
        ("city", &mut a.city),
        ("region", &mut a.region),
        ("postal_code", &mut a.postal_code),
        ("country", &mut a.country),
        ("description", &mut a.description),
        ("id", &mut a.external_id),
    ] {
        set(cell, field, slot);
    }
    if let Some(tier) = source.text(row, "tier") {
        a.tier = Some(text::fold(tier));
    }
    if source.has("employees") {
        a.employees = source.whole(row, "employees")?;
    }
    if source.has("founded_year") {
        a.founded_year = source.whole(row, "founded_year")?;
    }
    if source.has("revenue") {
        a.revenue = source.money(row, "revenue", ctx.company.currency)?;
    }
    if source.has("created_on") {
        a.created_on = source.day(row, "created_on")?;
    }
    a.owner = owner(lookup, cell, a.owner, a.version)?;
    accounts::check(a)
}

fn contact(_: &Ctx, lookup: &Lookup, cell: &Cell<'_>, c: &mut Contact) -> std::result::Result<(), Refusal> {
    let (source, row) = cell;
    for (field, slot) in [
        ("first_name", &mut c.first_name),
        ("last_name", &mut c.last_name),
        ("phone", &mut c.phone),
        ("mobile", &mut c.mobile),
        ("title", &mut c.title),
        ("description", &mut c.description),
    ] {
        set(cell, field, slot);
    }
    // Our own id, on its way back, is no id elsewhere.
    if source.text(row, "id").and_then(own_id) != Some(c.id.0) {
        set(cell, "id", &mut c.external_id);
    }
    let whole = [c.first_name.as_deref(), c.last_name.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let email = source.text(row, "email").filter(|e| e.contains('@')).map(str::to_lowercase);
    c.name = source.owned(row, "name").or((!whole.is_empty()).then_some(whole)).or(email.clone()).unwrap_or_default();
    if source.has("email") {
        c.email = email;
    }
    if let Some(role) = source.text(row, "buying_role") {
        c.buying_role = Some(text::fold(role).replace(' ', "_"));
    }
    if source.has("account") || source.has("account_name") {
        let id = source.text(row, "account").and_then(|a| lookup.accounts.find_external(a));
        let found = id.or_else(|| lookup.accounts.find(source.text(row, "account_name")?));
        c.account = found.map(AccountId);
    }
    if source.has("created_on") {
        c.created_on = source.day(row, "created_on")?;
    }
    c.owner = owner(lookup, cell, c.owner, c.version)?;
    contacts::check(c)
}

fn product(ctx: &Ctx, _: &Lookup, cell: &Cell<'_>, p: &mut Product) -> std::result::Result<(), Refusal> {
    let (source, row) = cell;
    p.name = source.owned(row, "name").unwrap_or_default();
    for (field, slot) in
        [("code", &mut p.code), ("line", &mut p.line), ("description", &mut p.description), ("id", &mut p.external_id)]
    {
        set(cell, field, slot);
    }
    if source.has("price") {
        p.list_price = source.money(row, "price", ctx.company.currency)?;
    }
    if let Some(active) = source.flag(row, "is_active") {
        p.is_active = active;
    }
    products::check(p)
}

/// The owner a row names; a record we have keeps its own where the file says nothing.
pub(super) fn owner(
    lookup: &Lookup,
    cell: &Cell<'_>,
    old: domain::kernel::id::PositionId,
    version: i64,
) -> std::result::Result<domain::kernel::id::PositionId, Refusal> {
    let named = cell.0.text(&cell.1, "owner");
    if named.is_none() && version > 0 {
        return Ok(old);
    }
    lookup.owners.find(named).ok_or_else(|| Refusal::new("refusal-owner-unknown").at("owner"))
}

/// Second pass: parents by id or name. One that nobody knows is a warning, the account stays.
fn parents(ctx: &Ctx, tx: &mut Tx<'_>, source: &mut Source, set: SetId) -> Result<()> {
    if !source.has("parent") {
        return Ok(());
    }
    let known = sql::names(tx, domain::policy::Noun::Account)?;
    let mut wanted: HashMap<Uuid, Option<Uuid>> = HashMap::new();
    let mut warnings = Vec::new();
    for (row, own) in source.table.rows().zip(matches(source, &known)) {
        let Some(own) = own else { continue };
        let named = source.text(&row, "parent");
        let parent = named.and_then(|p| known.find(p)).filter(|p| *p != own);
        if let (Some(named), None) = (named, parent) {
            warnings.push((row.line(), Refusal::new("warning-parent-unknown").at("parent").with("value", named)));
        }
        wanted.insert(own, parent);
    }
    source.report.warnings.extend(warnings);
    let ids: Vec<Uuid> = wanted.keys().copied().collect();
    let mut batch = Batch::default();
    for before in records::some::<Account>(tx, None, &ids)? {
        let parent = wanted.get(&before.id.0).copied().flatten().map(AccountId);
        if before.parent != parent && !ends_in(&wanted, before.id.0) {
            let after = Account { parent, ..before.clone() };
            batch.push(Some(before), after);
        }
    }
    batch.write(ctx, tx, Cause::import(set))
}

/// Whether the chain of parents comes back to the account.
fn ends_in(wanted: &HashMap<Uuid, Option<Uuid>>, own: Uuid) -> bool {
    let mut at = own;
    for _ in 0..wanted.len() {
        match wanted.get(&at).copied().flatten() {
            Some(next) if next == own => return true,
            Some(next) => at = next,
            None => return false,
        }
    }
    true
}
