//! Walks the records that may stand behind a figure, and asks the domain what each adds to it. What counts is decided
//! nowhere else, so the records of a figure add up to it.

use super::sql::{self, Wanted};
use super::whose::Membership;
use super::{Line, Whose};
use crate::measures::attribute::RowKey;
use crate::opportunities::history;
use crate::{Ctx, Result, Scope, activities, records};
use db::Tx;
use domain::activities::{Activity, facts as deeds};
use domain::handoffs::Handoff;
use domain::kernel::Span;
use domain::kernel::id::{ActivityId, OpportunityId};
use domain::leads::Lead;
use domain::measures::catalogue::{Basis, Dimension, Measure};
use domain::measures::component::{self as part, Add, Component, Kind};
use domain::measures::{facts, handoffs, leads};
use domain::opportunities::{Outcome, facts as facts_of};
use domain::policy::Noun;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// Records read at once.
const AT_ONCE: usize = 200;

/// What one record adds, and the account or stage it stands under, where rows are of those.
type Adds = (Option<RowKey>, Vec<Add>);

/// One walk.
pub(super) struct Walk<'a> {
    measure: &'static Measure,
    noun: Noun,
    window: Span,
    /// The dimension of the row asked for.
    by: Option<Dimension>,
    members: Membership<'a>,
    reached: deeds::Reached,
}

impl<'a> Walk<'a> {
    /// Of a figure's records of that kind; `scope` is that of figures.
    pub(super) fn new(
        ctx: &'a Ctx,
        scope: &Scope,
        (measure, noun): (&'static Measure, Noun),
        span: Span,
        whose: Whose,
    ) -> Walk<'a> {
        let by = match whose {
            Whose::Row { row: Some((by, _)), .. } => Some(by),
            _ => None,
        };
        let members = Membership::new(ctx, scope, measure, span, whose);
        Walk { measure, noun, window: measure.window(span), by, members, reached: deeds::Reached::default() }
    }

    /// Every line, the latest first, of what the scope leaves (all without one), until the closure has enough.
    pub(super) fn each(
        mut self,
        tx: &mut Tx<'_>,
        scope: Option<&Scope>,
        mut f: impl FnMut(Line) -> bool,
    ) -> Result<Membership<'a>> {
        let positions = self.members.positions(self.window);
        let positions = positions.as_deref();
        let (source, noun) = (self.measure.source(), self.noun);
        let select = sql::candidates(&Wanted { source, noun, window: self.window, positions, scope });
        let ids: Vec<Uuid> = tx.all(select.text(), select.args(), |row| row.next())?;
        for some in ids.chunks(AT_ONCE) {
            let mut found = self.read(tx, some)?;
            for id in some {
                let Some((placed, adds)) = found.remove(id) else { continue };
                if !self.lines(*id, placed, &adds).into_iter().all(&mut f) {
                    return Ok(self.members);
                }
            }
        }
        Ok(self.members)
    }

    /// What a record's additions come to, for each day and position one line; of times, one for each time.
    fn lines(&mut self, id: Uuid, placed: Option<RowKey>, adds: &[Add]) -> Vec<Line> {
        let (over, under) = self.measure.sides();
        let is_state = self.measure.basis == Basis::Snapshot;
        let mut sums = BTreeMap::new();
        for add in adds {
            let on = |side: &[Component]| side.contains(&add.key.component);
            let is_asked = self.window.contains(add.key.day) && (on(over) || on(under));
            if !is_asked || !self.members.counts(add, placed) {
                continue;
            }
            let day = (!is_state).then_some(add.key.day);
            let time = (add.key.component.kind == Kind::Histogram).then_some(add.bucket);
            let sum: &mut (i64, i64) = sums.entry((day, add.key.position, time)).or_default();
            sum.0 += if on(over) { add.amount } else { 0 };
            sum.1 += if on(under) { add.amount } else { 0 };
        }
        let line = |((day, position, time), (over, under))| Line { id, day, position, over, under, time };
        sums.into_iter().rev().map(line).filter(|line| line.over != 0 || line.under != 0).collect()
    }

    fn read(&mut self, tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<HashMap<Uuid, Adds>> {
        Ok(match self.noun {
            Noun::Lead => {
                let found: Vec<Lead> = records::some(tx, None, ids)?;
                found.iter().map(|lead| (lead.id.0, (None, leads::contributions(lead)))).collect()
            }
            Noun::Handoff => {
                let found: Vec<Handoff> = records::some(tx, None, ids)?;
                found.iter().map(|handoff| (handoff.id.0, (None, handoffs::contributions(handoff)))).collect()
            }
            Noun::Opportunity => self.sales(tx, ids)?,
            Noun::Activity => self.deeds(tx, ids)?,
            _ => HashMap::new(),
        })
    }

    fn sales(&self, tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<HashMap<Uuid, Adds>> {
        let ids: Vec<OpportunityId> = ids.iter().map(|id| OpportunityId(*id)).collect();
        let by_record = matches!(self.by, Some(Dimension::Account | Dimension::Stage));
        let is_out = |outcome| by_record && self.measure.basis == Basis::Snapshot && outcome != Outcome::Open;
        let told = history::some(tx, None, &ids)?.into_iter().filter(|told| !is_out(told.state.outcome));
        let adds = |told: history::Told| {
            let placed = match self.by {
                Some(Dimension::Account) => {
                    Some(told.state.account.map_or(RowKey::Unplaced, |id| RowKey::Record(id.0)))
                }
                Some(Dimension::Stage) => Some(RowKey::Record(told.state.stage.0)),
                _ => None,
            };
            let adds = facts::contributions(&facts_of(&told.state, &told.steps, &told.credits));
            (told.state.id.0, (placed, adds))
        };
        Ok(told.map(adds).collect())
    }

    /// Activities in the order asked for, since who was reached by one is not reached by the next of the day.
    fn deeds(&mut self, tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<HashMap<Uuid, Adds>> {
        let asked: Vec<ActivityId> = ids.iter().map(|id| ActivityId(*id)).collect();
        let found = activities::some(tx, &asked)?;
        let of: HashMap<Uuid, &Activity> = found.iter().map(|activity| (activity.id.0, activity)).collect();
        let firsts = if self.measure.inputs().any(|c| c == part::MEETINGS_FIRST) {
            let parties: BTreeSet<Uuid> = found.iter().filter(|a| a.is_held()).map(Activity::party).collect();
            activities::first_held(tx, &parties)?
        } else {
            Vec::new()
        };
        let mut all = HashMap::with_capacity(ids.len());
        for activity in ids.iter().filter_map(|id| of.get(id)) {
            let mut adds = deeds::alone(activity);
            adds.extend(self.reached.by(activity));
            adds.extend(deeds::first(firsts.iter().filter(|first| first.id == activity.id)));
            all.insert(activity.id.0, (None, adds));
        }
        Ok(all)
    }
}
