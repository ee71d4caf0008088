//! For whom a figure is: whether what a position did on a day counts in it, as the figure itself asks.

use super::{RowRef, Whose};
use crate::measures::attribute::{Attribution, RowKey, When};
use crate::measures::cells::Cell;
use crate::measures::series::Subject;
use crate::{Ctx, Scope};
use domain::kernel::id::PositionId;
use domain::kernel::{Day, Span};
use domain::measures::catalogue::{Basis, Dimension, Measure};
use domain::measures::component::Add;
use domain::organisation::Organisation;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// Changes of the organisation within a span up to which its positions are looked up for the statement.
const MOST_CHANGES: usize = 40;
/// Positions that fit in one statement.
const MOST_POSITIONS: usize = 90;

/// Who counts.
pub(super) struct Membership<'a> {
    ctx: &'a Ctx,
    attribution: Attribution<'a>,
    subject: Option<Subject>,
    under: Option<(PositionId, Arc<Organisation>)>,
    /// The dimension of the row, and its key.
    row: Option<(Dimension, RowKey)>,
    /// The one organisation that answers, where it does not depend on the day.
    fixed: Option<Day>,
    is_all: bool,
    seen: HashMap<PositionId, bool>,
}

impl<'a> Membership<'a> {
    pub(super) fn new(ctx: &'a Ctx, scope: &Scope, measure: &Measure, span: Span, whose: Whose) -> Membership<'a> {
        let last = span.to.plus(-1);
        let state = (measure.basis == Basis::Snapshot).then_some(last);
        let (subject, under, row, fixed) = match whose {
            Whose::Subject(subject) => (Some(subject), None, None, state),
            Whose::Row { row, under, under_on, restated_to } => {
                let on = under_on.unwrap_or(last);
                let under = under.map(|under| (under, ctx.organisation_on(on)));
                (None, under, row.and_then(|(by, row)| Some((by, row.key(by)?))), restated_to.or(state))
            }
        };
        let by = row.map_or(Dimension::Manager, |(by, _)| by);
        let attribution = Attribution::new(ctx, by, fixed.map_or(When::Then, When::On));
        let is_all = scope.is_all();
        Membership { ctx, attribution, subject, under, row, fixed, is_all, seen: HashMap::new() }
    }

    /// The organisation that answers for a day.
    pub(super) fn organisation(&mut self, day: Day) -> Arc<Organisation> {
        self.attribution.organisation(day)
    }

    /// Whether an addition counts. `placed` is the account or stage of its record, where rows are of those.
    pub(super) fn counts(&mut self, add: &Add, placed: Option<RowKey>) -> bool {
        let position = add.key.position;
        self.sees(position) && self.holds(position, add.key.day) && self.is_in_row(add, placed)
    }

    /// Figures are of positions that the reader holds, and of those below them.
    fn sees(&mut self, position: PositionId) -> bool {
        let ctx = self.ctx;
        let below = |own: &PositionId| *own == position || ctx.organisation.is_under(position, *own);
        self.is_all || *self.seen.entry(position).or_insert_with(|| ctx.positions.iter().any(below))
    }

    fn holds(&mut self, position: PositionId, day: Day) -> bool {
        if let Some(subject) = self.subject {
            let organisation = self.organisation(day);
            return subject.holds(&organisation, position);
        }
        let below = |(own, organisation): &(PositionId, Arc<Organisation>)| {
            position == *own || organisation.is_under(position, *own)
        };
        self.under.as_ref().is_none_or(below)
    }

    fn is_in_row(&mut self, add: &Add, placed: Option<RowKey>) -> bool {
        let Some((by, key)) = self.row else { return true };
        if matches!(by, Dimension::Account | Dimension::Stage) {
            return placed == Some(key);
        }
        let subject = add.key.product.map(|id| id.0).or(add.key.source.map(|id| id.0));
        let cell = Cell {
            component: add.key.component,
            on: add.key.day,
            position: add.key.position,
            subject,
            bucket: add.bucket,
            amount: add.amount,
        };
        self.attribution.keys(&cell).contains(&key)
    }

    /// The positions that may count within the days, where they are few enough to be named.
    pub(super) fn positions(&mut self, window: Span) -> Option<Vec<PositionId>> {
        let of_place =
            |by| matches!(by, Dimension::Person | Dimension::Position | Dimension::Manager | Dimension::Unit);
        let row = self.row.filter(|(by, key)| of_place(*by) && *key != RowKey::Unplaced);
        if self.subject.is_none() && self.under.is_none() && row.is_none() {
            return None;
        }
        let mut found: BTreeSet<PositionId> = match (self.subject, &self.under, row) {
            (Some(Subject::Position(own)), ..) | (_, _, Some((Dimension::Position, RowKey::Position(own)))) => {
                [own].into()
            }
            (_, Some((own, _)), None) => [*own].into(),
            _ => BTreeSet::new(),
        };
        let days = match self.fixed {
            Some(day) => vec![day],
            None => {
                let within =
                    self.ctx.history.change_days(None).into_iter().filter(|d| *d > window.from && *d < window.to);
                std::iter::once(window.from).chain(within).collect()
            }
        };
        if days.len() > MOST_CHANGES {
            return None;
        }
        for day in days {
            let organisation = self.organisation(day);
            for position in organisation.positions().map(|p| p.id) {
                if !found.contains(&position) && self.may_count(position, day, row) {
                    found.insert(position);
                }
            }
            if found.len() > MOST_POSITIONS {
                return None;
            }
        }
        Some(found.into_iter().collect())
    }

    fn may_count(&mut self, position: PositionId, day: Day, row: Option<(Dimension, RowKey)>) -> bool {
        self.holds(position, day) && row.is_none_or(|(_, key)| self.attribution.of_place(position, day).contains(&key))
    }
}

impl RowRef {
    /// The row's key in a dimension.
    pub(in crate::measures) fn key(self, by: Dimension) -> Option<RowKey> {
        Some(match (self, by) {
            (RowRef::Empty, _) => RowKey::Empty,
            (RowRef::Unplaced, _) => RowKey::Unplaced,
            (RowRef::Id(id), Dimension::Person) => RowKey::Person(id.into()),
            (RowRef::Id(id), Dimension::Position | Dimension::Manager) => RowKey::Position(id.into()),
            (RowRef::Id(id), Dimension::Unit) => RowKey::Unit(id.into()),
            (RowRef::Id(id), Dimension::Product) => RowKey::Product(id.into()),
            (RowRef::Id(id), Dimension::Account | Dimension::Stage | Dimension::Source) => RowKey::Record(id),
            (RowRef::Id(_), Dimension::Month | Dimension::Quarter | Dimension::Year) => return None,
        })
    }
}
