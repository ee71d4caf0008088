//! Plays what is planned of leads, day by day: they come in and are routed, somebody tries, something becomes of them.

use super::{Planned, Turn};
use crate::customers::Customer;
use crate::deals::Deal;
use crate::play::house_at;
use app::activities::commands::{NewActivity, add};
use app::ctx::Who;
use app::events::Cause;
use app::leads::commands;
use app::leads::convert::{Convert, convert};
use app::records::Patch;
use app::{Ctx, Error, House, Tx};
use domain::Day;
use domain::kernel::id::PositionId;
use domain::leads::Lead;
use domain::policy::Noun;
use std::collections::{BTreeMap, HashMap};

/// What happens on a day, each by the place of its lead in the plan.
#[derive(Default)]
struct Work {
    come: Vec<usize>,
    tries: Vec<(usize, usize)>,
    turns: Vec<(usize, usize)>,
}

/// Leads under way.
pub struct Playing<'a> {
    planned: &'a [Planned],
    days: BTreeMap<Day, Work>,
    /// Who has each that has come.
    owners: HashMap<usize, PositionId>,
    /// Who brought each in.
    sources: HashMap<usize, PositionId>,
    /// The lead of each deal.
    of_deals: HashMap<usize, usize>,
}

impl<'a> Playing<'a> {
    /// Nothing has happened yet. What would happen today after the early morning has not.
    pub fn new(planned: &'a [Planned], today: Day, day_of: impl Fn(domain::Instant) -> Day) -> Playing<'a> {
        let mut days: BTreeMap<Day, Work> = BTreeMap::new();
        for (index, one) in planned.iter().enumerate() {
            let came = one.lead.created_on.unwrap_or(today);
            days.entry(came).or_default().come.push(index);
            for (place, attempt) in one.tries.iter().enumerate() {
                let on = day_of(attempt.at);
                if on < today {
                    days.entry(on).or_default().tries.push((index, place));
                }
            }
            for (place, (on, _)) in one.turns.iter().enumerate() {
                days.entry(*on).or_default().turns.push((index, place));
            }
        }
        let of_deals = planned.iter().enumerate().filter_map(|(index, one)| Some((one.deal?, index))).collect();
        Playing { planned, days, owners: HashMap::new(), sources: HashMap::new(), of_deals }
    }

    /// Who has the lead that a deal begins as.
    pub fn owner_of(&self, deal: usize) -> Option<PositionId> {
        self.owners.get(self.of_deals.get(&deal)?).copied()
    }

    /// Who brought in the lead that a deal begins as.
    pub fn source_of(&self, deal: usize) -> Option<PositionId> {
        self.sources.get(self.of_deals.get(&deal)?).copied()
    }

    /// Plays a day. Those who have not come in by then cannot be touched.
    ///
    /// # Errors
    /// What a command refuses; the database's own.
    pub fn day(&mut self, house: &House, customers: &[Customer], deals: &[Deal], day: Day) -> Result<(), Error> {
        let Some(work) = self.days.remove(&day) else { return Ok(()) };
        let come: Vec<Lead> =
            work.come.iter().filter_map(|&index| Some(self.planned.get(index)?.lead.clone())).collect();
        if !come.is_empty() {
            let now = house.now();
            let taken = house_at(house, day, 6).write(Who::Console, |ctx, tx| {
                let come = come.iter().map(|lead| {
                    let at = lead.received_at.unwrap_or(ctx.now).min(now);
                    Lead { received_at: Some(at), assigned_at: at, ..lead.clone() }
                });
                let come = come.collect();
                commands::intake(ctx, tx, Cause::COMMAND, come)
            })?;
            let nobody = house
                .read(Who::Console, |ctx, _| Ok(ctx.organisation.positions().find(|p| p.is_nobody()).map(|p| p.id)))?;
            let brought = work.come.iter().copied().zip(taken.iter().map(|lead| lead.generated_by));
            self.sources.extend(brought.filter(|(_, by)| Some(*by) != nobody));
            let owned = work.come.iter().copied().zip(taken.iter().map(|lead| lead.owner));
            self.owners.extend(owned.filter(|(_, owner)| Some(*owner) != nobody));
        }
        let activities: Vec<NewActivity> = work.tries.iter().filter_map(|at| self.attempt(*at)).collect();
        if activities.is_empty() && work.turns.is_empty() {
            return Ok(());
        }
        let mut given = Vec::new();
        house_at(house, day, 16).write(Who::Console, |ctx, tx| {
            given = self.give(ctx, tx, &work.turns)?;
            add(ctx, tx, Cause::COMMAND, activities.clone())?;
            self.turns(ctx, tx, &work.turns, customers, deals)
        })?;
        self.owners.extend(given);
        Ok(())
    }

    fn attempt(&self, (index, place): (usize, usize)) -> Option<NewActivity> {
        let planned = self.planned.get(index)?;
        let attempt = planned.tries.get(place)?;
        Some(NewActivity {
            subject: attempt.subject.to_owned(),
            outcome: Some(attempt.outcome.to_owned()),
            minutes: matches!(attempt.outcome, "connected" | "held").then_some(if attempt.kind == "call" {
                12
            } else {
                45
            }),
            owner: Some(*self.owners.get(&index)?),
            happened_at: Some(attempt.at),
            ..NewActivity::on(attempt.kind, Noun::Lead, planned.lead.id)
        })
    }

    /// What waited in a queue is given to somebody.
    fn give(&self, ctx: &Ctx, tx: &mut Tx<'_>, turns: &[(usize, usize)]) -> Result<Vec<(usize, PositionId)>, Error> {
        let give = |(index, place): &(usize, usize)| {
            let planned = self.planned.get(*index)?;
            match planned.turns.get(*place)? {
                (_, Turn::Give(to)) => Some((*index, planned.lead.id, *to)),
                _ => None,
            }
        };
        let given: Vec<_> = turns.iter().filter_map(give).collect();
        let patches: Vec<Patch> =
            given.iter().map(|(_, id, to)| Patch::new(*id, [("owner", serde_json::json!(to))])).collect();
        commands::change(ctx, tx, Cause::COMMAND, &patches)?;
        Ok(given.into_iter().map(|(index, _, to)| (index, to)).collect())
    }

    fn turns(
        &self,
        ctx: &Ctx,
        tx: &mut Tx<'_>,
        turns: &[(usize, usize)],
        customers: &[Customer],
        deals: &[Deal],
    ) -> Result<(), Error> {
        for (index, place) in turns {
            let Some(planned) = self.planned.get(*index) else { continue };
            let id = planned.lead.id;
            match planned.turns.get(*place) {
                Some((_, Turn::Learn(known))) => {
                    let patch = Patch { fields: known.clone(), ..Patch::new(id, []) };
                    commands::change(ctx, tx, Cause::COMMAND, &[patch])?;
                }
                Some((_, Turn::Status(status))) => drop(commands::set_status(ctx, tx, &[id], status)?),
                Some((_, Turn::Convert)) => {
                    let deal = planned.deal.and_then(|deal| deals.get(deal));
                    let customer = deal.and_then(|deal| customers.get(deal.customer));
                    let (account, contact) = (customer.map(|c| c.account.id), deal.and_then(|deal| deal.contact));
                    let opportunity = deal.map(|deal| deal.id);
                    convert(ctx, tx, id, &Convert { account, contact, opportunity, ..Convert::default() })?;
                }
                _ => {}
            }
        }
        Ok(())
    }
}
