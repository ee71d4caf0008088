//! One page of lines, and how many there are.

use super::shown::Fields;
use super::whose::Membership;
use super::{BehindRow, Line, PAGE};
use crate::Ctx;
use crate::listing::{COUNT_CAP, Counted};
use domain::kernel::id::PositionId;
use domain::kernel::{Day, Span};
use uuid::Uuid;

/// Lines as they come.
pub(super) struct Page {
    skip: usize,
    lines: Vec<Line>,
    names: Vec<String>,
    met: usize,
}

impl Page {
    pub(super) fn new(skip: usize) -> Page {
        Page { skip, lines: Vec::with_capacity(PAGE), names: Vec::new(), met: 0 }
    }

    /// Takes a line; answers whether more are wanted, to fill the page or to be counted.
    pub(super) fn take(&mut self, line: Line) -> bool {
        if self.met >= self.skip && self.lines.len() < PAGE {
            self.lines.push(line);
        }
        self.met += 1;
        self.met <= usize::try_from(COUNT_CAP).unwrap_or(usize::MAX).max(self.skip + PAGE)
    }

    pub(super) fn counted(&self) -> Counted {
        let n = i64::try_from(self.met).unwrap_or(i64::MAX);
        Counted { n: n.min(COUNT_CAP), more_than: n > COUNT_CAP }
    }

    pub(super) fn has_more(&self) -> bool {
        self.met > self.skip + self.lines.len() && !self.lines.is_empty()
    }

    pub(super) fn ids(&self) -> Vec<Uuid> {
        let mut ids: Vec<Uuid> = self.lines.iter().map(|line| line.id).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// Says whom each line counts for: who held the position on its day, else its title.
    pub(super) fn name(&mut self, ctx: &Ctx, members: &mut Membership<'_>, span: Span) {
        let mut name = |position: PositionId, day: Day| {
            let organisation = members.organisation(day);
            let holder = organisation.person_of(position).and_then(|p| ctx.history.rows().people.get(&p));
            let seat = organisation.position(position).or_else(|| ctx.organisation.position(position));
            holder.map(|p| p.name.clone()).or_else(|| seat.map(|p| p.title.clone())).unwrap_or_default()
        };
        let last = span.to.plus(-1);
        self.names = self.lines.iter().map(|line| name(line.position, line.day.unwrap_or(last))).collect();
    }

    /// The lines with their fields; `is_fraction` says that they count below a line too.
    pub(super) fn rows(&self, is_fraction: bool, fields: &Fields) -> Vec<BehindRow> {
        let row = |(line, whom): (&Line, &String)| BehindRow {
            id: line.id,
            day: line.day,
            whom: whom.clone(),
            adds: line.over,
            below: is_fraction.then_some(line.under),
            time: line.time,
            cells: fields.cells.get(&line.id).cloned().unwrap_or_default(),
            handoff: fields.handoffs.get(&line.id).cloned(),
        };
        self.lines.iter().zip(&self.names).map(row).collect()
    }
}
