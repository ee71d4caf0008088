//! Owners are positions; who that is comes from the organisation in memory, not from joins.
//!
//! A position that has ended is shown as it last was: records outlive seats.

use super::cell::Label;
use crate::Ctx;
use domain::kernel::Day;
use domain::kernel::filter::{Op, Operand};
use domain::kernel::id::{PersonId, PositionId};
use domain::organisation::{Organisation, Row, Rows};
use std::cell::OnceCell;
use std::collections::HashMap;

/// Positions that a filter may name one by one; more are asked for by `under`.
pub(super) const MOST: usize = 5000;

/// Names of positions, and positions by name.
pub struct Owners<'a> {
    organisation: &'a Organisation,
    rows: &'a Rows,
    ended: OnceCell<HashMap<PositionId, Ended<'a>>>,
}

/// A position that is not there today.
struct Ended<'a> {
    title: &'a str,
    external_id: Option<&'a str>,
    until: Day,
    holder: Option<PersonId>,
    held_until: Day,
}

impl<'a> Owners<'a> {
    /// Of today's organisation.
    pub fn new(ctx: &'a Ctx) -> Owners<'a> {
        Owners { organisation: &ctx.organisation, rows: ctx.history.rows(), ended: OnceCell::new() }
    }

    /// Who holds the position, or its title while it is vacant.
    pub fn label(&self, id: PositionId) -> Label {
        let (title, person) = match self.organisation.position(id) {
            Some(position) => (position.title.as_str(), self.organisation.person_of(id)),
            None => self.ended().get(&id).map_or(("", None), |e| (e.title, e.holder)),
        };
        let name = person.and_then(|p| self.organisation.person(p)).map(|p| p.name.clone());
        let label = name.unwrap_or_else(|| title.to_owned());
        Label { id: id.0, label, key: None, detail: Some(title.to_owned()).filter(|t| !t.is_empty()) }
    }

    /// A person, whether or not they still work here.
    pub fn person(&self, id: PersonId) -> Option<Label> {
        let person = self.rows.people.get(&id)?;
        Some(Label { id: id.0, label: person.name.clone(), key: None, detail: None })
    }

    /// The positions a value names: `me`, an id, a holder's name or e-mail, a title, an external id.
    pub fn find(&self, ctx: &Ctx, op: Op, operand: &Operand) -> Vec<PositionId> {
        if op == Op::Equal && operand.is("me") {
            return ctx.positions.clone();
        }
        let person = |id: PersonId| self.organisation.person(id);
        let fits =
            |id: PositionId, title: &str, external: Option<&str>, holders: &mut dyn Iterator<Item = PersonId>| {
                let mut names = vec![title.to_owned()];
                names.extend(external.map(str::to_owned));
                for held in holders.filter_map(person) {
                    names.push(held.name.clone());
                    names.extend(held.email.clone());
                }
                super::compile::named(id.0, &names.iter().collect::<Vec<_>>(), op, operand)
            };
        let standing = self.organisation.positions().filter(|p| {
            let mut holders = self.organisation.holders(p.id).iter().map(|h| h.person);
            fits(p.id, &p.title, p.external_id.as_deref(), &mut holders)
        });
        let ended = self.ended().iter().filter(|(id, e)| fits(**id, e.title, e.external_id, &mut e.holder.into_iter()));
        standing.map(|p| p.id).chain(ended.map(|(id, _)| *id)).collect()
    }

    fn ended(&self) -> &HashMap<PositionId, Ended<'a>> {
        self.ended.get_or_init(|| {
            let mut ended: HashMap<PositionId, Ended<'a>> = HashMap::new();
            for row in self
                .rows
                .positions
                .iter()
                .filter(|r| stands(r) && self.organisation.position(r.dated.value.id).is_none())
            {
                let (position, until) = (&row.dated.value, row.dated.span.to);
                let fresh = Ended {
                    title: &position.title,
                    external_id: position.external_id.as_deref(),
                    until,
                    holder: None,
                    held_until: Day::BEGINNING,
                };
                let kept = ended.entry(position.id).or_insert(fresh);
                if kept.until < until {
                    (kept.title, kept.external_id, kept.until) =
                        (&position.title, position.external_id.as_deref(), until);
                }
            }
            for row in self.rows.assignments.iter().filter(|r| stands(r)) {
                let until = row.dated.span.to;
                if let Some(kept) = ended.get_mut(&row.dated.value.position).filter(|kept| kept.held_until < until) {
                    (kept.holder, kept.held_until) = (Some(row.dated.value.person), until);
                }
            }
            ended
        })
    }
}

fn stands<T>(row: &Row<T>) -> bool {
    row.dated.superseded_at.is_none()
}
