//! Records as work: what routing must know of each.

use super::load::Prepared;
use super::sql;
use crate::opportunities::pipelines::{self, Pipeline};
use crate::{Ctx, Result};
use db::Tx;
use domain::Day;
use domain::kernel::Grain;
use domain::kernel::filter::Plain;
use domain::kernel::id::{AccountId, PositionId, SegmentId};
use domain::opportunities::Outcome;
use domain::organisation::routing::{Setting, Work, WorkKind, WorkStage, membership_day};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// A record to be routed.
#[derive(Clone, Debug)]
pub struct Item {
    /// Which.
    pub record: Uuid,
    /// Who has it now, and so carries it already.
    pub current: Option<PositionId>,
    /// What is known of it.
    pub work: Work,
}

/// Fields of a lead by the names that conditions of segments use.
pub type Values<'a> = &'a dyn Fn(&str) -> Option<Plain<'a>>;

/// What is known of a lead that is to be routed.
pub struct LeadFacts<'a> {
    /// Which.
    pub record: Uuid,
    /// Who has it now.
    pub current: Option<PositionId>,
    /// Where it stands: prospecting while it is new, qualifying once somebody works it.
    pub stage: WorkStage,
    /// The account it belongs to, where that is known.
    pub account: Option<AccountId>,
    /// The language it speaks, as a BCP 47 tag.
    pub language: Option<String>,
    /// Its fields by the names that conditions of segments use: `country`, `employees`, `industry` …
    pub value: &'a dyn Fn(&str) -> Option<Plain<'a>>,
}

/// Leads as work. One of a known account is in the account's segments; any other in those whose condition it fits.
///
/// # Errors
/// The database's own.
pub fn leads(ctx: &Ctx, tx: &mut Tx<'_>, facts: &[LeadFacts<'_>]) -> Result<Vec<Item>> {
    let prepared = super::load::prepared(ctx, tx)?;
    let known: HashSet<Uuid> = facts.iter().filter_map(|lead| lead.account).map(|account| account.0).collect();
    let known: Vec<Uuid> = known.into_iter().collect();
    let of_accounts: HashMap<Uuid, Item> =
        accounts(ctx, tx, &prepared, &known)?.into_iter().map(|item| (item.record, item)).collect();
    let item = |lead: &LeadFacts<'_>| {
        let account = lead.account.and_then(|account| of_accounts.get(&account.0));
        let fitting = || prepared.segments.iter().filter(|(_, filter)| filter.fits(lead.value)).map(|(id, _)| *id);
        let work = Work {
            segments: account.map_or_else(|| fitting().collect(), |account| account.work.segments.clone()),
            account_owner: account.and_then(|account| account.current),
            languages: lead.language.iter().cloned().collect(),
            ..Work::new(WorkKind::Lead, lead.stage, ctx.now)
        };
        Item { record: lead.record, current: lead.current, work }
    };
    Ok(facts.iter().map(item).collect())
}

/// Segments of accounts on the day that counts for each of them.
struct Memberships {
    of: HashMap<Uuid, Vec<(SegmentId, domain::kernel::Span)>>,
    days: HashMap<Uuid, Day>,
    today: Day,
}

impl Memberships {
    fn read(ctx: &Ctx, tx: &mut Tx<'_>, prepared: &Prepared, accounts: &[(Uuid, Option<Day>)]) -> Result<Memberships> {
        let ids: Vec<Uuid> = accounts.iter().map(|(id, _)| *id).collect();
        let mut of: HashMap<Uuid, Vec<_>> = HashMap::new();
        for (account, segment, span) in sql::segments(tx, &ids)? {
            of.entry(account).or_default().push((segment, span));
        }
        let mut days = HashMap::new();
        if prepared.freeze.is_some() {
            let begins = ctx.company.calendar.period(Grain::Year, ctx.today).span.from;
            let days_of = sql::active(tx, &ids)?.into_iter().map(|(id, at)| (id, ctx.company.day_of(at)));
            let active: HashMap<Uuid, Day> = days_of.collect();
            let open: HashSet<Uuid> = sql::with_open_deals(tx, &ids)?.into_iter().collect();
            for (id, came) in accounts {
                let last = active.get(id).copied();
                let day = membership_day(prepared.freeze, ctx.today, begins, *came, last, open.contains(id));
                days.insert(*id, day);
            }
        }
        Ok(Memberships { of, days, today: ctx.today })
    }
    fn segments(&self, account: Uuid) -> Vec<SegmentId> {
        let day = self.days.get(&account).copied().unwrap_or(self.today);
        let all = self.of.get(&account).into_iter().flatten();
        all.filter(|(_, span)| span.contains(day)).map(|(segment, _)| *segment).collect()
    }
}

/// Accounts that must have an owner.
pub(super) fn accounts(ctx: &Ctx, tx: &mut Tx<'_>, prepared: &Prepared, ids: &[Uuid]) -> Result<Vec<Item>> {
    let rows = sql::accounts(tx, ids)?;
    let came: Vec<(Uuid, Option<Day>)> = rows.iter().map(|row| (row.id, row.created_on)).collect();
    let memberships = Memberships::read(ctx, tx, prepared, &came)?;
    let mut marks: HashMap<AccountId, Option<PositionId>> = HashMap::new();
    for mark in sql::marked(tx, ids, ctx.today)? {
        if let Setting::Mark { account, owner } = mark {
            marks.insert(account, owner);
        }
    }
    let nobody = |position: &PositionId| ctx.organisation.position(*position).is_none_or(|p| p.is_nobody());
    let item = |row: sql::AccountRow| {
        let mark = marks.get(&AccountId(row.id));
        let work = Work {
            segments: memberships.segments(row.id),
            account_owner: Some(row.owner).filter(|owner| !nobody(owner)),
            family: row.parent_owner.filter(|owner| !nobody(owner)),
            leaves_family: mark.is_some(),
            named: mark.copied().flatten(),
            ..Work::new(WorkKind::Account, WorkStage::Account, ctx.now)
        };
        Item { record: row.id, current: Some(row.owner).filter(|owner| !nobody(owner)), work }
    };
    Ok(rows.into_iter().map(item).collect())
}

/// Open opportunities, at the stage where they stand.
pub(super) fn deals(ctx: &Ctx, tx: &mut Tx<'_>, prepared: &Prepared, ids: &[Uuid]) -> Result<Vec<Item>> {
    let rows = sql::deals(tx, ids)?;
    let accounts: HashSet<Uuid> = rows.iter().filter_map(|row| row.account).collect();
    let accounts: Vec<(Uuid, Option<Day>)> = accounts.into_iter().map(|id| (id, None)).collect();
    let memberships = Memberships::read(ctx, tx, prepared, &accounts)?;
    let pipelines = pipelines::all(tx)?;
    let item = |row: sql::DealRow| {
        let work = Work {
            segments: row.account.map(|account| memberships.segments(account)).unwrap_or_default(),
            account_owner: row.account_owner,
            ..Work::new(WorkKind::Opportunity, stage_of(&pipelines, row.stage), ctx.now)
        };
        Item { record: row.id, current: Some(row.owner), work }
    };
    Ok(rows.into_iter().map(item).collect())
}

/// The stage of the default process that a stage of any pipeline stands for.
pub(crate) fn stage_of(pipelines: &[Pipeline], stage: Uuid) -> WorkStage {
    for pipeline in pipelines {
        let open: Vec<_> = pipeline.stages.iter().filter(|s| s.outcome == Outcome::Open && !s.is_retired).collect();
        if let Some(found) = pipeline.stages.iter().find(|s| s.id.0 == stage) {
            let place = open.iter().position(|s| s.id.0 == stage).unwrap_or(0);
            return WorkStage::of_pipeline(&found.key, place, open.len());
        }
    }
    WorkStage::Prospecting
}
