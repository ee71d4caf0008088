//! Whose a record is: matched by id, e-mail, then name; else an inactive placeholder person with a stub
//! position, so that history keeps its owner and nobody must accept an invitation first.

use crate::events::Cause;
use crate::{Ctx, Result, organisation};
use db::Tx;
use domain::Day;
use domain::kernel::id::{PersonId, PositionId, SetId};
use domain::organisation::{AssignmentKind, Edit, Person, Position, State};
use std::collections::HashMap;

/// Positions by what a file may call their holder.
#[derive(Default)]
pub struct Owners {
    by_text: HashMap<String, PositionId>,
}

/// Key of the position that holds what a file leaves without owner.
const NOBODY: &str = "";

impl Owners {
    /// Everyone the organisation knows, on any day; today's seat first.
    pub fn known(ctx: &Ctx) -> Owners {
        let rows = ctx.history.rows();
        let mut seats: HashMap<PersonId, (Day, u32, PositionId)> = HashMap::new();
        for row in rows.assignments.iter().filter(|r| r.dated.superseded_at.is_none()) {
            let (a, to) = (&row.dated.value, row.dated.span.to);
            let best = seats.entry(a.person).or_insert((to, a.share_bp, a.position));
            if (to, a.share_bp) > (best.0, best.1) {
                *best = (to, a.share_bp, a.position);
            }
        }
        let mut owners = Owners::default();
        for row in rows.positions.iter().filter(|r| r.dated.superseded_at.is_none()) {
            let p = &row.dated.value;
            if let Some(id) = &p.external_id {
                owners.by_text.insert(id.clone(), p.id);
            }
            if p.is_nobody() {
                owners.by_text.insert(NOBODY.to_owned(), p.id);
            }
        }
        for person in rows.people.values() {
            let Some((_, _, seat)) = seats.get(&person.id) else { continue };
            // As written too: most files spell a name as we do, and folding every row's owner is slow.
            owners.by_text.entry(person.name.clone()).or_insert(*seat);
            owners.by_text.entry(text::fold(&person.name)).or_insert(*seat);
            for key in [&person.email, &person.external_id].into_iter().flatten() {
                owners.by_text.insert(key.clone(), *seat);
            }
        }
        owners
    }

    /// The position of an owner as a file names them; of nobody where it does not.
    pub fn find(&self, owner: Option<&str>) -> Option<PositionId> {
        let owner = owner.unwrap_or(NOBODY);
        let by = |key: &str| self.by_text.get(key).copied();
        by(owner).or_else(|| by(&owner.to_lowercase())).or_else(|| by(&text::fold(owner)))
    }

    /// Makes placeholders for those that nobody knows.
    ///
    /// # Errors
    /// The database's own.
    pub fn add_placeholders(&mut self, ctx: &Ctx, tx: &mut Tx<'_>, set: SetId, named: &[Option<String>]) -> Result<()> {
        self.add_with_roles(ctx, tx, set, named, |_| Vec::new())
    }

    /// The same, for a file that says what they do.
    ///
    /// # Errors
    /// The database's own.
    pub fn add_with_roles(
        &mut self,
        ctx: &Ctx,
        tx: &mut Tx<'_>,
        set: SetId,
        named: &[Option<String>],
        roles: impl Fn(Option<&str>) -> Vec<String>,
    ) -> Result<()> {
        let mut state = State::new(ctx.history.rows());
        let Some(company) = state.company(Day::BEGINNING).or_else(|| state.company(ctx.today)) else { return Ok(()) };
        let since = if state.unit(company, Day::BEGINNING).is_some() { Day::BEGINNING } else { ctx.today };
        let mut made = false;
        for owner in named {
            if self.find(owner.as_deref()).is_some() {
                continue;
            }
            let seat = place(ctx, &mut state, company, owner.as_deref(), roles(owner.as_deref()), since)?;
            self.by_text.insert(owner.clone().unwrap_or_else(|| NOBODY.to_owned()), seat);
            made = true;
        }
        if made {
            let changes = state.close(ctx.now, &mut || ctx.id());
            organisation::commands::save(
                ctx,
                tx,
                &changes,
                set,
                Cause::import(set),
                &serde_json::json!("placeholders"),
            )?;
        }
        Ok(())
    }
}

/// A stub position, with a placeholder person where there is a name. The stub titled with a dash is nobody's.
fn place(
    ctx: &Ctx,
    state: &mut State,
    company: domain::kernel::id::UnitId,
    owner: Option<&str>,
    roles: Vec<String>,
    since: Day,
) -> Result<PositionId> {
    let position = Position {
        id: ctx.id(),
        external_id: None,
        unit: company,
        title: owner.unwrap_or(domain::organisation::NOBODY).to_owned(),
        roles,
        reports_to: None,
        location: None,
        languages: Vec::new(),
        cost_per_year: None,
        quota_class: None,
        capacity: None,
        is_stub: true,
    };
    let seat = position.id;
    state.decide(&Edit::AddPosition { position: Box::new(position) }, since)?;
    if let Some(owner) = owner {
        let email = owner.contains('@').then(|| owner.to_lowercase());
        let id = (!owner.contains([' ', '@'])).then(|| owner.to_owned());
        let person = Person { id: ctx.id(), name: owner.to_owned(), email, is_active: false, external_id: id };
        let held = person.id;
        state.decide(&Edit::PutPerson { person }, since)?;
        state.decide(
            &Edit::Assign { person: held, position: seat, share_bp: 10_000, kind: AssignmentKind::Regular },
            since,
        )?;
    }
    Ok(seat)
}
