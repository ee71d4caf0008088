//! Opportunities from files: whom they name is found, what the row says becomes a record and its history.

use super::leads::{self, Passed};
use super::own::Own;
use super::owners::Owners;
use super::pipelines::{NamedStage, basis_points, for_stages, outcome_of};
use super::records::in_trash;
use super::source::Source;
use super::sql::{self, Names};
use crate::events::Cause;
use crate::opportunities::history::{self, Told};
use crate::opportunities::pipelines::{self, Pipeline};
use crate::opportunities::{Batch, Change, rates};
use crate::trash::{self, Lying};
use crate::{Ctx, Result};
use db::Tx;
use domain::kernel::id::{AccountId, OpportunityId, PositionId, SetId, StageId};
use domain::opportunities::{self as rules, Opportunity, Outcome, Stage, Step, StepKind};
use domain::policy::Noun;
use domain::{Day, Refusal};
use std::collections::HashMap;

/// What the rows of a file refer to.
pub struct Lookup {
    owners: Owners,
    accounts: Names,
    products: Names,
    contacts: Names,
    pipelines: Vec<Pipeline>,
    stage_ids: HashMap<String, StageId>,
    /// The pipeline of rows that name none.
    home: Option<Pipeline>,
    tiers: HashMap<AccountId, String>,
    /// Leads that the deals were.
    passed: Option<Passed>,
    own: Own,
    /// What was deleted, to be told of rather than made again.
    lying: Lying,
}

/// Prepares: placeholders for unknown owners, a pipeline for unknown stages.
///
/// # Errors
/// The database's own.
pub fn prepare(ctx: &Ctx, tx: &mut Tx<'_>, source: &mut Source, set: SetId) -> Result<Lookup> {
    let stage_ids = pipelines::stages_by_external_id(tx)?;
    let system = source.settings.system.clone().unwrap_or_else(|| "Import".to_owned());
    let named = named_stages(source, &stage_ids);
    let home = if named.is_empty() { None } else { Some(for_stages(ctx, tx, set, &system, &named)?) };
    let mut owners = Owners::known(ctx);
    let named: Vec<Option<String>> = source.table.rows().map(|row| source.owned(&row, "owner")).collect();
    let passers = if source.has("passed_by") { leads::passers(source) } else { Vec::new() };
    let mut unknown: Vec<Option<String>> =
        named.iter().chain(&passers).filter(|o| owners.find(o.as_deref()).is_none()).cloned().collect();
    unknown.sort();
    unknown.dedup();
    // Only a file that says who passed a deal on says what each of the two does.
    let does = |list: &[Option<String>], who: Option<&str>| {
        !passers.is_empty() && who.is_some() && list.iter().any(|o| o.as_deref() == who)
    };
    owners.add_with_roles(ctx, tx, set, &unknown, |who| {
        let roles = [("sdr", does(&passers, who)), ("account_executive", does(&named, who))];
        roles.into_iter().filter(|(_, does)| *does).map(|(role, _)| role.to_owned()).collect()
    })?;
    let pipelines = pipelines::all(tx)?;
    let home = home.or_else(|| pipelines.iter().find(|p| p.is_default).cloned());
    Ok(Lookup {
        passed: Passed::known(tx, source, &owners)?,
        own: Own::find(ctx, tx, source, Noun::Opportunity)?,
        lying: lying(tx, source)?,
        owners,
        accounts: sql::names(tx, Noun::Account)?,
        products: sql::names(tx, Noun::Product)?,
        contacts: sql::names(tx, Noun::Contact)?,
        tiers: sql::tiers(tx)?,
        pipelines,
        stage_ids,
        home,
    })
}

/// What was deleted, but for what stands under the same id by now.
fn lying(tx: &mut Tx<'_>, source: &Source) -> Result<Lying> {
    let mut lying = trash::lying(tx, Noun::Opportunity)?;
    let lies = |row: sheet::Row<'_>| source.owned(&row, "id").filter(|id| lying.find_id(id).is_some());
    let ids: Vec<String> = source.table.rows().filter_map(lies).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    for id in sql::by_external_ids(tx, Noun::Opportunity, &ids)?.keys() {
        lying.forget_id(id);
    }
    Ok(lying)
}

/// The stage names of a file that its rows do not name by id or in a pipeline of their own.
fn named_stages(source: &Source, ids: &HashMap<String, StageId>) -> Vec<NamedStage> {
    let mut named: Vec<NamedStage> = Vec::new();
    for row in source.table.rows() {
        let Some(name) = source.text(&row, "stage").filter(|s| !ids.contains_key(*s)) else { continue };
        let probability_bp = basis_points(source, &row).ok().flatten();
        let status = source.text(&row, "status").map(outcome_of);
        match named.iter_mut().find(|s| s.name == name) {
            Some(stage) => stage.outcome = stage.outcome.filter(|o| Some(*o) == status),
            None => named.push(NamedStage {
                name: name.to_owned(),
                probability_bp,
                outcome: status.filter(|_| source.has("status")),
            }),
        }
    }
    // A status column closes by itself: such stages stay open, and each outcome has a stage of its own.
    if source.has("status") {
        named.iter_mut().for_each(|s| s.outcome = Some(Outcome::Open));
        for name in ["Won", "Lost"] {
            named.push(NamedStage { name: name.to_owned(), probability_bp: None, outcome: Some(outcome_of(name)) });
        }
    }
    named
}

/// Takes some rows of a file: the caller commits them together.
///
/// # Errors
/// The database's own; rows that do not hold are in the source's report.
pub fn take(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    source: &mut Source,
    lookup: &Lookup,
    rows: std::ops::Range<usize>,
    set: SetId,
) -> Result<()> {
    let mut read = Vec::with_capacity(rows.len());
    let (mut refused, mut origins) = (Vec::new(), Vec::new());
    for row in rows.filter_map(|at| source.table.row(at)) {
        if source.flag(&row, "is_deleted") == Some(true) {
            refused.push((row.line(), Refusal::new("refusal-row-deleted").at("is_deleted"), Source::cells(&row)));
            continue;
        }
        if source.text(&row, "id").is_some()
            && let Some(reason) = in_trash(ctx, source, &row, &lookup.lying)
        {
            refused.push((row.line(), reason, Source::cells(&row)));
            continue;
        }
        match opportunity(ctx, tx, source, lookup, &row) {
            Ok(found) => {
                origins.extend(Passed::origin(source, &lookup.owners, &row, &found.0));
                read.push(found);
            }
            Err(crate::Error::Refused(mut reasons)) if !reasons.is_empty() => {
                refused.push((row.line(), reasons.remove(0), Source::cells(&row)));
            }
            Err(other) => return Err(other),
        }
    }
    let unknown = read.iter().filter(|(o, _)| o.created_on.is_none()).count();
    for (line, reason, cells) in refused {
        source.report.reject(line, reason, cells);
    }
    *source.report.unknown.entry("created_on".to_owned()).or_default() += unknown as u64;
    if let Some(passed) = &lookup.passed {
        let sources = passed.sources(tx, &origins)?;
        for (deal, _) in &mut read {
            deal.sourced_by = sources.get(&deal.id).copied().unwrap_or(deal.sourced_by);
        }
    }
    let became = write(ctx, tx, source, lookup, read, set)?;
    let Some(passed) = &lookup.passed else { return Ok(()) };
    // A deal that was there has another id than the row gave it.
    for origin in &mut origins {
        origin.deal.0 = became.get(&origin.deal.0).copied().unwrap_or(origin.deal.0);
    }
    passed.link(ctx, tx, set, origins)
}

fn write(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    source: &mut Source,
    lookup: &Lookup,
    read: Vec<(Opportunity, Stage)>,
    set: SetId,
) -> Result<HashMap<OpportunityId, OpportunityId>> {
    let mut became = HashMap::new();
    let externals: Vec<&str> = read.iter().filter_map(|(o, _)| o.external_id.as_deref()).collect();
    let known = sql::by_external_ids(tx, Noun::Opportunity, &externals)?;
    let ids: Vec<OpportunityId> = known.values().map(|&id| OpportunityId(id)).collect();
    let mut standing: HashMap<OpportunityId, Told> =
        history::with_own(ctx, tx, None, &ids)?.into_iter().map(|t| (t.state.id, t)).collect();
    let (mut batch, mut fresh, mut taken) = (Batch::default(), Vec::new(), std::collections::HashSet::new());
    for (mut o, first) in read {
        let external = o.external_id.clone();
        if external.as_ref().is_some_and(|e| !taken.insert(e.clone())) {
            source
                .report
                .warnings
                .push((0, Refusal::new("refusal-row-repeated").at("id").with("value", external.unwrap_or_default())));
            continue;
        }
        let tier = o.account.and_then(|a| lookup.tiers.get(&a).cloned());
        let before = external.as_deref().and_then(|e| known.get(e)).and_then(|id| standing.remove(&OpportunityId(*id)));
        match before {
            None => {
                if o.sourced_by == PositionId::default() {
                    o.sourced_by = o.owner;
                }
                if let Some(external) = external {
                    fresh.push((external, o.id.0));
                }
                let steps = rules::arrival(&o, first.id, tier);
                batch.push(Change { before: None, after: o, steps, kind: "created" });
                source.report.counts.created += 1;
            }
            Some(told) => {
                became.insert(o.id, told.state.id);
                merge(&mut o, &told.state, source);
                o.custom = lookup.own.over(&told.state.custom, &o.custom);
                if o.sourced_by == PositionId::default() {
                    let is_owners = told.state.sourced_by == told.state.owner && is_of_files(&told, first.id);
                    o.sourced_by = if is_owners { o.owner } else { told.state.sourced_by };
                }
                if o == told.state {
                    source.report.counts.unchanged += 1;
                    continue;
                }
                let steps = corrected(&told, &o, first.id, tier, ctx.today);
                batch.push(Change { before: Some(told), after: o, steps, kind: "changed" });
                source.report.counts.updated += 1;
            }
        }
    }
    batch.write(ctx, tx, Cause::import(set))?;
    sql::add_external_ids(tx, source.settings.system.as_deref().unwrap_or(""), Noun::Opportunity, &fresh)?;
    Ok(became)
}

/// What the row leaves unsaid stays as it was.
fn merge(o: &mut Opportunity, old: &Opportunity, source: &Source) {
    (o.id, o.version, o.handoffs) = (old.id, old.version, old.handoffs);
    o.external_id.clone_from(&old.external_id);
    let keep = |field: &str| !source.has(field);
    if keep("account") && keep("account_name") {
        o.account = old.account;
    }
    if keep("product") {
        o.product = old.product;
    }
    if keep("contact") {
        o.contact = old.contact;
    }
    if keep("amount") {
        (o.amount, o.company_minor) = (old.amount, old.company_minor);
    }
    if keep("created_on") {
        o.created_on = old.created_on;
    }
    if keep("owner") {
        o.owner = old.owner;
    }
    for (field, new, old) in [
        ("reason", &mut o.reason, &old.reason),
        ("competitor", &mut o.competitor, &old.competitor),
        ("source", &mut o.source, &old.source),
        ("type", &mut o.kind, &old.kind),
        ("next_step", &mut o.next_step, &old.next_step),
        ("description", &mut o.description, &old.description),
    ] {
        if keep(field) {
            new.clone_from(old);
        }
    }
    if keep("next_step_on") {
        o.next_step_on = old.next_step_on;
    }
}

/// Whether nothing happened to it but what files tell.
fn is_of_files(told: &Told, first: StageId) -> bool {
    let told_first = told.steps.first().map_or(first, |s| s.stage);
    let told_tier = told.steps.last().and_then(|s| s.tier.clone());
    told.steps == rules::arrival(&told.state, told_first, told_tier)
}

/// The steps after a row that says otherwise. What only an import told is told anew; what people did here
/// stays, and the difference is a step of today.
fn corrected(told: &Told, after: &Opportunity, first: StageId, tier: Option<String>, today: Day) -> Vec<Step> {
    if is_of_files(told, first) {
        return rules::arrival(after, first, tier);
    }
    let mut steps = told.steps.clone();
    let now = Step { on: Some(today), ..rules::step_of(after, tier) };
    let closing = |outcome| match outcome {
        Outcome::Won => StepKind::Won,
        Outcome::Lost => StepKind::Lost,
        Outcome::NoDecision => StepKind::NoDecision,
        Outcome::Open => StepKind::Moved,
    };
    if told.state.outcome != Outcome::Open && (told.state.outcome != after.outcome || told.state.stage != after.stage) {
        steps.push(Step { kind: StepKind::Reopened, ..now.clone() });
    }
    if told.state.stage != after.stage {
        let on = if after.outcome == Outcome::Open { Some(today) } else { after.close_on.or(Some(today)) };
        steps.push(Step { kind: closing(after.outcome), on, ..now });
    } else if rules::is_step(&told.state, after) {
        steps.push(now);
    }
    steps
}

fn opportunity(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    source: &Source,
    lookup: &Lookup,
    row: &sheet::Row<'_>,
) -> Result<(Opportunity, Stage)> {
    let (pipeline, stage) = stage(source, lookup, row)?;
    let first = pipeline.first().unwrap_or(stage).clone();
    let amount = source.money(row, "amount", ctx.company.currency)?;
    let closed_on = match stage.outcome {
        Outcome::Won => source.day(row, "closed_on")?,
        Outcome::Lost => source.day(row, "lost_on")?.or(source.day(row, "closed_on")?),
        _ => None,
    };
    let close_on = closed_on.or(source.day(row, "close_on")?);
    let created_on = source.day(row, "created_on")?;
    let account = account(source, lookup, row);
    let product = product(source, lookup, row)?;
    let owner = lookup.owners.find(source.text(row, "owner"));
    let owner = owner.ok_or_else(|| Refusal::new("refusal-owner-unknown").at("owner"))?;
    let external_id = source.owned(row, "id");
    let mut o = Opportunity {
        id: ctx.id(),
        name: source.owned(row, "name").unwrap_or_else(|| name(source, row)),
        account,
        pipeline: pipeline.id,
        stage: stage.id,
        outcome: stage.outcome,
        owner,
        product,
        contact: source.text(row, "contact").and_then(|c| lookup.contacts.find(c)).map(Into::into),
        amount,
        company_minor: None,
        probability_bp: basis_points(source, row)?.unwrap_or(stage.probability_bp),
        forecast_category: stage.forecast_category.clone(),
        created_on,
        close_on: close_on.or(if stage.outcome == Outcome::Open { None } else { created_on }),
        reason: source.owned(row, "reason"),
        competitor: source.owned(row, "competitor"),
        source: source.owned(row, "source"),
        kind: source.owned(row, "type"),
        description: source.owned(row, "description"),
        next_step: source.owned(row, "next_step"),
        next_step_on: source.day(row, "next_step_on")?,
        external_id,
        sourced_by: PositionId::default(),
        handoffs: 0,
        version: 0,
        custom: Default::default(),
    };
    // A row may be of a deal that is here, so what a new one needs is not asked.
    lookup.own.fill(ctx, source, row, &mut o.custom, false)?;
    rules::check(&o)?;
    let on = o.close_on.or(o.created_on).unwrap_or(ctx.today);
    o.company_minor = o.amount.map(|m| rates::to_company(tx, ctx, m, on)).transpose()?;
    Ok((o, first))
}

/// A name for a row that has none: product and account, else its id.
fn name(source: &Source, row: &sheet::Row<'_>) -> String {
    let parts: Vec<&str> = ["product", "account_name"].iter().filter_map(|f| source.text(row, f)).collect();
    if parts.is_empty() { source.text(row, "id").unwrap_or_default().to_owned() } else { parts.join(" – ") }
}

fn stage<'l>(
    source: &Source,
    lookup: &'l Lookup,
    row: &sheet::Row<'_>,
) -> std::result::Result<(&'l Pipeline, &'l Stage), Refusal> {
    let by_id = |id: &str| {
        let stage = lookup.stage_ids.get(id)?;
        lookup.pipelines.iter().find_map(|p| p.stages.iter().find(|s| s.id == *stage).map(|s| (p, s)))
    };
    let named = source.text(row, "stage_id").or(source.text(row, "stage"));
    if let Some(found) = named.and_then(by_id) {
        return Ok(found);
    }
    let by_name =
        |name: &str| lookup.pipelines.iter().find(|p| p.external_id.as_deref() == Some(name) || p.name == name);
    let pipeline = source.text(row, "pipeline").and_then(by_name).or(lookup.home.as_ref());
    let pipeline = pipeline.ok_or_else(|| Refusal::new("refusal-pipeline-unknown").at("pipeline"))?;
    let outcome = source.text(row, "status").map(outcome_of).filter(|o| *o != Outcome::Open);
    let stage = match (outcome, named) {
        (Some(outcome), _) => pipeline.stages.iter().find(|s| s.outcome == outcome),
        (None, Some(name)) => pipeline.stage(name).or_else(|| lookup.home.as_ref().and_then(|h| h.stage(name))),
        // A day of winning says that it was won.
        (None, None) if source.text(row, "closed_on").is_some() => {
            pipeline.stages.iter().find(|s| s.outcome == Outcome::Won)
        }
        (None, None) => pipeline.first(),
    };
    let unknown = || Refusal::new("refusal-stage-unknown").at("stage").with("value", named.unwrap_or_default());
    let stage = stage.ok_or_else(unknown)?;
    let home = lookup.pipelines.iter().chain(&lookup.home).find(|p| p.id == stage.pipeline).unwrap_or(pipeline);
    Ok((home, stage))
}

fn account(source: &Source, lookup: &Lookup, row: &sheet::Row<'_>) -> Option<AccountId> {
    let found = source.text(row, "account").and_then(|id| lookup.accounts.find(id));
    found.or_else(|| lookup.accounts.find(source.text(row, "account_name")?)).map(Into::into)
}

fn product(
    source: &Source,
    lookup: &Lookup,
    row: &sheet::Row<'_>,
) -> std::result::Result<Option<domain::kernel::id::ProductId>, Refusal> {
    let Some(named) = source.text(row, "product") else { return Ok(None) };
    match lookup.products.find(named) {
        Some(id) => Ok(Some(id.into())),
        None => Err(Refusal::new("refusal-product-unknown").at("product").with("value", named)),
    }
}
