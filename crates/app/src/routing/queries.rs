//! Reads of routing: the rules in their order, queues, settings, and why a record went where it is.

use super::{COMPANY_QUEUE, load, sql};
use crate::listing::{Label, Owners};
use crate::organisation::queries::{Named, unit_name};
use crate::{Ctx, Error, Result, records};
use db::Tx;
use domain::kernel::id::{CoverageId, DecisionId, PositionId, QueueId, RoutingSettingId, SegmentId, UnitId};
use domain::organisation::routing::{Explanation, Setting, Step, Target, WorkKind};
use domain::policy::{Action, Noun};
use domain::{Day, Instant};
use serde::Serialize;
use std::collections::HashMap;
use uuid::Uuid;

/// Records of a queue that are shown.
const QUEUED: i64 = 200;

/// A coverage in its rank.
#[derive(Clone, Debug, Serialize)]
pub struct RuleView {
    /// The coverage.
    #[serde(flatten)]
    pub coverage: crate::segments::CoverageView,
    /// How many positions stand behind it today, at the first stage it covers.
    pub candidates: usize,
    /// Whether nobody does.
    pub is_empty: bool,
}

/// A queue and what waits in it.
#[derive(Clone, Debug, Serialize)]
pub struct QueueView {
    /// Which.
    pub id: QueueId,
    /// Its name; none for the company's, which texts name.
    pub name: Option<String>,
    /// Whose work waits here.
    pub unit: Option<Named>,
    /// How much waits.
    pub count: i64,
    /// Since when the first.
    pub since: Option<Instant>,
}

/// A setting on a day.
#[derive(Clone, Debug, Serialize)]
pub struct SettingView {
    /// Which.
    pub id: RoutingSettingId,
    /// What.
    #[serde(flatten)]
    pub setting: Setting,
    /// Names of what it speaks of: a person, a unit, a segment, a position, an account.
    pub about: Option<String>,
    /// Name of where it sends: a position or a queue.
    pub to: Option<String>,
    /// The first day of it so.
    pub from: Day,
    /// The last day, included; none while it lasts.
    pub until: Option<Day>,
}

/// Everything that routing goes by, on a day.
#[derive(Clone, Debug, Serialize)]
pub struct Overview {
    /// The day.
    pub as_of: Day,
    /// Coverages by rank.
    pub rules: Vec<RuleView>,
    /// Queues, the company's first.
    pub queues: Vec<QueueView>,
    /// Settings that hold on the day or later.
    pub settings: Vec<SettingView>,
}

/// The rules, queues and settings of a day.
///
/// # Errors
/// The permission to see the organisation.
pub fn overview(ctx: &Ctx, tx: &mut Tx<'_>, as_of: Day) -> Result<Overview> {
    ctx.may(Action::See, Noun::Organisation)?;
    let organisation = ctx.organisation_on(as_of);
    let prepared = load::of_day(tx, &organisation, None)?;
    let coverages = crate::segments::coverage::coverages(ctx, tx, as_of, crate::segments::Covers::All)?;
    let mut rules: Vec<RuleView> = coverages
        .into_iter()
        .map(|coverage| {
            let candidates = prepared.router.staff(coverage.id);
            RuleView { is_empty: candidates == 0, candidates, coverage }
        })
        .collect();
    rules.sort_by_key(|rule| {
        let of = &rule.coverage;
        (of.priority, of.segment.is_none(), of.position.is_none(), of.id)
    });
    Ok(Overview { as_of, rules, queues: queues(ctx, tx, as_of)?, settings: settings(ctx, tx, as_of)? })
}

/// The queues of a day with what waits in them now.
///
/// # Errors
/// The permission to see the organisation.
pub fn queues(ctx: &Ctx, tx: &mut Tx<'_>, as_of: Day) -> Result<Vec<QueueView>> {
    ctx.may(Action::See, Noun::Organisation)?;
    let organisation = ctx.organisation_on(as_of);
    let mut waiting: HashMap<QueueId, (i64, Instant)> =
        sql::queues(tx)?.into_iter().map(|(id, count, since)| (id, (count, since))).collect();
    let mut view = |id: QueueId, name: Option<String>, unit: Option<UnitId>| {
        let found = waiting.remove(&id);
        let unit = unit.and_then(|unit| organisation.unit(unit)).map(unit_name);
        let (count, since) = (found.map_or(0, |(count, _)| count), found.map(|(_, since)| since));
        QueueView { id, name, unit, count, since }
    };
    let mut views = vec![view(COMPANY_QUEUE, None, None)];
    let rows = sql::settings(tx, None)?;
    // A queue that has ended is shown as long as something waits in it: nothing vanishes.
    for row in rows.iter().rev() {
        let (id, setting) = &row.dated.value;
        let Setting::Queue { name, unit } = setting else { continue };
        let found = view(QueueId(id.0), Some(name.clone()), *unit);
        let known = views.iter().any(|view| view.id == found.id);
        if !known && (row.dated.span.contains(as_of) || found.count > 0) {
            views.push(found);
        }
    }
    views[1..].sort_by_cached_key(|view| text::sort_key(view.name.as_deref().unwrap_or_default()));
    Ok(views)
}

/// The queues of today by id, each with its name; none for the company's own.
///
/// # Errors
/// The database's own.
pub(crate) fn standing_queues(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<HashMap<QueueId, Option<String>>> {
    let mut found = HashMap::from([(COMPANY_QUEUE, None)]);
    for row in sql::settings(tx, None)?.into_iter().filter(|row| row.dated.span.contains(ctx.today)) {
        if let (id, Setting::Queue { name, .. }) = row.dated.value {
            found.insert(QueueId(id.0), Some(name));
        }
    }
    Ok(found)
}

/// Settings that hold on the day or later, marks of accounts that the user may see included.
///
/// # Errors
/// The permission to see the organisation.
pub fn settings(ctx: &Ctx, tx: &mut Tx<'_>, as_of: Day) -> Result<Vec<SettingView>> {
    ctx.may(Action::See, Noun::Organisation)?;
    let mut rows = sql::settings(tx, None)?;
    let marks = sql::marks(tx, as_of)?;
    let subjects: Vec<Uuid> = marks.iter().filter_map(|row| row.dated.value.1.subject()).collect();
    let accounts: HashMap<Uuid, String> = if ctx.can(Action::See, Noun::Account) {
        let seen = records::seen(ctx, tx, Noun::Account, &subjects)?;
        records::labels(tx, Noun::Account, &seen)?.into_iter().map(|label| (label.id, label.label)).collect()
    } else {
        HashMap::new()
    };
    rows.extend(
        marks
            .into_iter()
            .filter(|row| row.dated.value.1.subject().is_some_and(|account| accounts.contains_key(&account))),
    );
    let names = Names::of(ctx, tx, as_of)?;
    let mut views = Vec::new();
    for row in rows.into_iter().filter(|row| row.dated.span.to > as_of) {
        let (id, setting) = row.dated.value;
        let span = row.dated.span;
        let about = match &setting {
            Setting::Mark { account, .. } => accounts.get(&account.0).cloned(),
            other => names.about(other),
        };
        let to = match &setting {
            Setting::Embargo { to, .. } => names.target(*to),
            Setting::Mark { owner: Some(owner), .. } => Some(names.seat(*owner)),
            _ => None,
        };
        let until = (span.to != Day::END).then(|| span.to.plus(-1));
        views.push(SettingView { id, setting, about, to, from: span.from, until });
    }
    views.sort_by_cached_key(|view| {
        (view.setting.kind(), view.from, text::sort_key(view.about.as_deref().unwrap_or("")))
    });
    Ok(views)
}

/// What waits in a queue.
#[derive(Clone, Debug, Serialize)]
pub struct Queued {
    /// The queue.
    pub queue: QueueView,
    /// Records that the user may see, the first first.
    pub items: Vec<QueuedItem>,
    /// How many more wait that they may not see, or beyond what is shown.
    pub others: i64,
}

/// A record that waits.
#[derive(Clone, Debug, Serialize)]
pub struct QueuedItem {
    /// What it is.
    pub noun: String,
    /// Which.
    pub record: Label,
    /// Since when.
    pub since: Instant,
}

/// What waits in a queue.
///
/// # Errors
/// [`Error::NotFound`].
pub fn queue(ctx: &Ctx, tx: &mut Tx<'_>, id: QueueId) -> Result<Queued> {
    let all = queues(ctx, tx, ctx.today)?;
    let queue = all.into_iter().find(|queue| queue.id == id).ok_or(Error::NotFound)?;
    let waiting = sql::queued(tx, id, QUEUED)?;
    let mut labels: HashMap<Uuid, Label> = HashMap::new();
    for kind in WorkKind::ALL {
        let Some(noun) = Noun::from_key(kind.key()) else { continue };
        let ids: Vec<Uuid> = waiting.iter().filter(|(of, ..)| of == kind.key()).map(|(_, id, _)| *id).collect();
        if !ids.is_empty() && ctx.can(Action::See, noun) {
            let seen = records::seen(ctx, tx, noun, &ids)?;
            labels.extend(records::labels(tx, noun, &seen)?.into_iter().map(|label| (label.id, label)));
        }
    }
    let item = |(noun, record, since): (String, Uuid, Instant)| {
        Some(QueuedItem { noun, record: labels.get(&record).cloned()?, since })
    };
    let items: Vec<QueuedItem> = waiting.into_iter().filter_map(item).collect();
    Ok(Queued { others: queue.count - i64::try_from(items.len()).unwrap_or(0), items, queue })
}

/// Names of positions and queues, in the same order; none for the company's queue.
///
/// # Errors
/// The permission to see the organisation.
pub fn named(ctx: &Ctx, tx: &mut Tx<'_>, targets: &[Target]) -> Result<Vec<Option<String>>> {
    ctx.may(Action::See, Noun::Organisation)?;
    let names = Names::of(ctx, tx, ctx.today)?;
    Ok(targets.iter().map(|to| names.target(*to)).collect())
}

/// Why a record went where it went.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionView {
    /// Which decision.
    pub id: DecisionId,
    /// When.
    pub at: Instant,
    /// The day of the organisation.
    pub day: Day,
    /// The name of the position or queue; none for the company's queue.
    pub to: Option<String>,
    /// What was asked, and how it was answered.
    pub why: Explanation,
    /// Names of what the steps speak of, by id.
    pub names: HashMap<Uuid, String>,
}

/// The last decisions on a record, the latest first.
///
/// # Errors
/// [`Error::NotFound`] where the user may not see the record.
pub fn decisions(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, record: Uuid, limit: i64) -> Result<Vec<DecisionView>> {
    records::visible(ctx, tx, noun, record)?;
    let mut views = Vec::new();
    for (id, day, at, explanation) in sql::decisions(tx, record, limit)? {
        let why: Explanation = serde_json::from_str(&explanation)?;
        let names = Names::of(ctx, tx, day)?;
        let named = names.of_steps(&why.steps);
        let to = why.steps.iter().rev().find_map(|step| match step {
            Step::Chosen { position, .. } => Some(Target::Position(*position)),
            Step::Waits { queue, .. } => Some(Target::Queue(*queue)),
            Step::Embargo { to, .. } => Some(*to),
            _ => None,
        });
        views.push(DecisionView { id, at, day, to: to.and_then(|to| names.target(to)), why, names: named });
    }
    Ok(views)
}

/// Where a record waits, where it does.
///
/// # Errors
/// [`Error::NotFound`] where the user may not see the record.
pub fn waits(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, record: Uuid) -> Result<Option<(QueueView, Instant)>> {
    records::visible(ctx, tx, noun, record)?;
    let Some((id, since)) = sql::waits(tx, record)? else { return Ok(None) };
    let found = queues(ctx, tx, ctx.today)?.into_iter().find(|queue| queue.id == id);
    Ok(found.map(|queue| (queue, since)))
}

/// Names of what settings and decisions speak of.
pub(super) struct Names<'a> {
    owners: Owners<'a>,
    organisation: std::sync::Arc<domain::organisation::Organisation>,
    segments: HashMap<SegmentId, String>,
    queues: HashMap<QueueId, String>,
}

impl<'a> Names<'a> {
    pub(super) fn of(ctx: &'a Ctx, tx: &mut Tx<'_>, day: Day) -> Result<Names<'a>> {
        let segments = crate::segments::queries::standing(tx, day)?.into_iter().collect();
        let rows = sql::settings(tx, None)?.into_iter().map(|row| row.dated.value);
        let queues = rows.filter_map(|(id, setting)| match setting {
            Setting::Queue { name, .. } => Some((QueueId(id.0), name)),
            _ => None,
        });
        let queues = queues.collect();
        Ok(Names { owners: Owners::new(ctx), organisation: ctx.organisation_on(day), segments, queues })
    }
    /// Who holds the position, else its title.
    pub(super) fn seat(&self, id: PositionId) -> String {
        self.owners.label(id).label
    }
    fn unit(&self, id: UnitId) -> Option<String> {
        self.organisation.unit(id).map(|unit| unit.name.clone())
    }
    /// None for the company's queue, which texts name.
    pub(super) fn target(&self, to: Target) -> Option<String> {
        match to {
            Target::Position(to) => Some(self.seat(to)),
            Target::Queue(to) => self.queues.get(&to).cloned(),
        }
    }
    fn about(&self, setting: &Setting) -> Option<String> {
        match setting {
            Setting::Queue { unit, .. } => unit.and_then(|unit| self.unit(unit)),
            Setting::Absence { person, .. } => self.organisation.person(*person).map(|person| person.name.clone()),
            Setting::Hours { location, .. } => location.clone(),
            Setting::Holdover { segment, .. } => segment.and_then(|id| self.segments.get(&id).cloned()),
            Setting::Embargo { segment, .. } => self.segments.get(segment).cloned(),
            _ => None,
        }
    }
    /// Of the coverage: who covers.
    fn of_coverage(&self, id: CoverageId) -> Option<String> {
        let coverage = self.organisation.coverage(id)?;
        let unit = coverage.unit.and_then(|unit| self.unit(unit));
        unit.or_else(|| coverage.position.map(|seat| self.seat(seat)))
    }
    fn of_steps(&self, steps: &[Step]) -> HashMap<Uuid, String> {
        let mut named: HashMap<Uuid, String> = HashMap::new();
        let mut put = |id: Uuid, name: Option<String>| named.extend(name.map(|name| (id, name)));
        for step in steps {
            match step {
                Step::Embargo { segment, to, .. } => {
                    put(segment.0, self.segments.get(segment).cloned());
                    let id = match to {
                        Target::Position(to) => to.0,
                        Target::Queue(to) => to.0,
                    };
                    put(id, self.target(*to));
                }
                Step::Unworked { position, .. }
                | Step::Named { position }
                | Step::Holdover { position, .. }
                | Step::HoldoverEnded { position, .. }
                | Step::Family { position }
                | Step::FamilyLeft { position }
                | Step::Owner { position }
                | Step::Passed { position, .. } => put(position.0, Some(self.seat(*position))),
                Step::Rule { coverage, segment, .. } => {
                    put(coverage.0, self.of_coverage(*coverage));
                    if let Some(segment) = segment {
                        put(segment.0, self.segments.get(segment).cloned());
                    }
                }
                Step::Chosen { position, through, .. } => {
                    put(position.0, Some(self.seat(*position)));
                    through.iter().for_each(|unit| put(unit.0, self.unit(*unit)));
                }
                Step::Waits { queue, of } => {
                    put(queue.0, self.queues.get(queue).cloned());
                    if let Some(unit) = of {
                        put(unit.0, self.unit(*unit));
                    }
                }
                Step::Exhausted { .. } | Step::Uncovered | Step::Relaxed => {}
            }
        }
        named
    }
}

/// Names of what the steps of a decision speak of, by id.
///
/// # Errors
/// The database's own.
pub fn names(ctx: &Ctx, tx: &mut Tx<'_>, why: &Explanation) -> Result<HashMap<Uuid, String>> {
    Ok(Names::of(ctx, tx, why.day)?.of_steps(&why.steps))
}
