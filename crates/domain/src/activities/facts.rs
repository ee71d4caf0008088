//! What activities add to the components of the figures.
//!
//! Most count by themselves ([`alone`]). Two do not: a contact reached twice on a day by one position was reached once
//! ([`reached`]), and of all meetings with a customer one is the first ([`first`]). So a write adds what the days and
//! customers that it touches come to after it, less what they came to before it; that equals the recount of
//! everything ([`Recount`]), whatever the order of writes.

use super::{Activity, LATE_NOTICE};
use crate::kernel::id::{ActivityId, PositionId};
use crate::kernel::{Day, Instant};
use crate::measures::component::{self as part, Add, Component, Key};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

fn one(component: Component, position: PositionId, day: Day) -> Add {
    let key = Key { component, day, position, person: None, product: None, account_tier: None, source: None };
    Add { key, bucket: 0, amount: 1 }
}

/// The same taken back.
pub fn less(mut adds: Vec<Add>) -> Vec<Add> {
    adds.iter_mut().for_each(|add| add.amount = -add.amount);
    adds
}

/// What an activity counts for by itself, whatever others there are.
pub fn alone(activity: &Activity) -> Vec<Add> {
    let Some(position) = activity.owner else { return Vec::new() };
    let mut adds = Vec::new();
    if activity.is_attempt() {
        adds.push(one(part::ATTEMPTS_COUNT, position, activity.on));
    }
    if is_due(activity) {
        adds.push(one(part::MEETINGS_DUE, position, activity.on));
    }
    if activity.is_held() {
        adds.push(one(part::MEETINGS_HELD, position, activity.on));
    }
    if activity.has_led_on() {
        adds.push(one(part::MEETINGS_SUCCESSFUL, position, activity.on));
    }
    adds
}

/// Whether a meeting was to take place: one that was moved before it began, or called off in time, was not.
fn is_due(activity: &Activity) -> bool {
    let start = activity.starts_at.unwrap_or(activity.happened_at);
    let notice = |at: Instant| start.0 - at.0;
    matches!(activity.kind.as_str(), "meeting" | "demo")
        && match activity.outcome.as_deref() {
            // Moved after it was to begin, it was not shown up to.
            Some("rescheduled") => activity.starts_at.zip(activity.done_at).is_some_and(|(start, at)| start <= at),
            Some("cancelled") => activity.done_at.is_some_and(|at| notice(at) < LATE_NOTICE),
            Some(_) => true,
            None => activity.starts_at.is_some(),
        }
}

/// Contacts reached, each once for a position and day. The activities are all those of the days in question.
pub fn reached<'a>(activities: impl IntoIterator<Item = &'a Activity>) -> Vec<Add> {
    let mut once = Reached::default();
    activities.into_iter().flat_map(|activity| once.by(activity)).collect()
}

/// Who was reached so far, by whom and on which day.
#[derive(Default)]
pub struct Reached(BTreeSet<(PositionId, Day, Uuid)>);

impl Reached {
    /// What an activity adds to those before it.
    pub fn by(&mut self, activity: &Activity) -> Vec<Add> {
        let Some(position) = activity.owner.filter(|_| activity.has_reached()) else { return Vec::new() };
        let fresh = activity.reached().into_iter().filter(|&contact| self.0.insert((position, activity.on, contact)));
        fresh.map(|_| one(part::CONTACTS_REACHED, position, activity.on)).collect()
    }
}

/// When a meeting took place, to find the first.
type Place = (Instant, ActivityId);

/// The first meeting with each customer. The activities hold at least the first one held with each.
pub fn first<'a>(activities: impl IntoIterator<Item = &'a Activity>) -> Vec<Add> {
    let mut firsts = BTreeMap::new();
    activities.into_iter().for_each(|activity| earlier(&mut firsts, activity));
    begun(&firsts)
}

fn earlier(firsts: &mut BTreeMap<Uuid, (Place, Option<PositionId>, Day)>, activity: &Activity) {
    if !activity.is_held() {
        return;
    }
    let found = ((activity.happened_at, activity.id), activity.owner, activity.on);
    let kept = firsts.entry(activity.party()).or_insert(found);
    if found.0 < kept.0 {
        *kept = found;
    }
}

fn begun(firsts: &BTreeMap<Uuid, (Place, Option<PositionId>, Day)>) -> Vec<Add> {
    let add = |(_, owner, day): &(Place, Option<PositionId>, Day)| Some(one(part::MEETINGS_FIRST, (*owner)?, *day));
    firsts.values().filter_map(add).collect()
}

/// Everything counted anew, one activity after another.
#[derive(Default)]
pub struct Recount {
    adds: Vec<Add>,
    once: Reached,
    firsts: BTreeMap<Uuid, (Place, Option<PositionId>, Day)>,
}

impl Recount {
    /// One more.
    pub fn add(&mut self, activity: &Activity) {
        self.adds.extend(alone(activity));
        self.adds.extend(self.once.by(activity));
        earlier(&mut self.firsts, activity);
    }
    /// What all of them come to.
    pub fn sum(self) -> Vec<Add> {
        let mut adds = self.adds;
        adds.extend(begun(&self.firsts));
        crate::measures::facts::net(&mut adds);
        adds
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::activities::{KINDS, Link, outcomes};
    use crate::measures::facts::net;
    use crate::policy::Noun;
    use proptest::prelude::*;

    /// An activity of that kind and outcome on a record without account.
    pub(crate) fn activity(kind: &str, outcome: Option<&str>) -> Activity {
        Activity {
            id: ActivityId(Uuid::from_u128(1)),
            kind: kind.to_owned(),
            subject: "About it".to_owned(),
            body: String::new(),
            direction: None,
            outcome: outcome.map(str::to_owned),
            is_automatic: false,
            starts_at: None,
            minutes: None,
            due_on: None,
            done_at: None,
            next_on: None,
            owner: Some(PositionId(Uuid::from_u128(1))),
            user: None,
            noun: Noun::Opportunity,
            record: Uuid::from_u128(1),
            links: Vec::new(),
            account: None,
            happened_at: Instant(0),
            on: Day::BEGINNING,
            external_id: None,
            is_accepted: false,
            version: 1,
            custom: Default::default(),
        }
    }

    fn some() -> impl Strategy<Value = Activity> {
        let whose = (0_u128..3, 0_i64..3, 0_u128..3, 0_u128..3, prop::bool::weighted(0.2));
        (0_usize..6, 0_usize..5, whose, prop::option::of(0_i64..4), prop::bool::ANY).prop_map(
            |(kind, outcome, (owner, day, record, contact, automatic), start, next)| {
                let kind = KINDS[kind];
                let mut new = activity(kind, outcomes(kind).get(outcome).copied());
                new.owner = (owner > 0).then(|| PositionId(Uuid::from_u128(owner)));
                new.happened_at = Instant(day * 86_400_000 + 7);
                new.starts_at = start.map(|day| Instant(day * 86_400_000));
                new.record = Uuid::from_u128(record);
                new.is_automatic = automatic;
                new.next_on = next.then_some(Day::BEGINNING);
                new.is_accepted = !next;
                let takes_part = contact > 0;
                new.links.push(Link { noun: Noun::Contact, record: Uuid::from_u128(10 + contact), takes_part });
                crate::activities::complete(&mut new, Instant(9), |at| {
                    Day::BEGINNING.plus(at.0.div_euclid(86_400_000))
                });
                new
            },
        )
    }

    fn all(activities: &BTreeMap<u128, Activity>) -> Vec<Add> {
        let mut recount = Recount::default();
        activities.values().for_each(|activity| recount.add(activity));
        recount.sum()
    }

    /// What days and customers come to that a change touches.
    fn about(activities: &BTreeMap<u128, Activity>, touched: &[&Activity]) -> Vec<Add> {
        let days: Vec<_> = touched.iter().map(|a| (a.owner, a.on)).collect();
        let parties: Vec<_> = touched.iter().map(|a| a.party()).collect();
        let mut adds = reached(activities.values().filter(|a| days.contains(&(a.owner, a.on))));
        adds.extend(first(activities.values().filter(|a| parties.contains(&a.party()))));
        adds
    }

    proptest! {
        #[test]
        fn what_writes_add_is_what_a_recount_finds(deeds in prop::collection::vec((0_u128..6, some()), 1..40)) {
            let (mut standing, mut sums) = (BTreeMap::new(), Vec::new());
            for (id, mut new) in deeds {
                new.id = ActivityId(Uuid::from_u128(id));
                let old: Option<Activity> = standing.get(&id).cloned();
                let touched: Vec<&Activity> = old.iter().chain([&new]).collect();
                sums.extend(less(about(&standing, &touched)));
                sums.extend(less(old.iter().flat_map(alone).collect()));
                sums.extend(alone(&new));
                let mut after = standing.clone();
                after.insert(id, new.clone());
                sums.extend(about(&after, &touched));
                standing = after;
            }
            net(&mut sums);
            prop_assert_eq!(sums, all(&standing));
        }
    }

    #[test]
    fn a_contact_called_twice_on_a_day_was_reached_once() {
        let call = activity("call", Some("connected"));
        let again = Activity { id: ActivityId(Uuid::from_u128(2)), ..call.clone() };
        assert_eq!(reached([&call, &again]).len(), 1);
        assert_eq!(alone(&call).len() + alone(&again).len(), 2);
    }

    #[test]
    fn a_meeting_leads_on_by_a_dated_step_or_by_who_takes_over() {
        let held = activity("demo", Some("held"));
        let counts = |meeting: &Activity| {
            let parts: Vec<_> = alone(meeting).iter().map(|add| add.key.component).collect();
            (parts.contains(&part::MEETINGS_HELD), parts.contains(&part::MEETINGS_SUCCESSFUL))
        };
        assert_eq!(counts(&held), (true, false));
        let both = Activity { next_on: Some(Day::BEGINNING), is_accepted: true, ..held.clone() };
        for step in [Activity { next_on: None, ..both.clone() }, Activity { is_accepted: false, ..both.clone() }, both]
        {
            assert_eq!(counts(&step), (true, true), "once, whatever led on");
            assert_eq!(alone(&step).iter().filter(|add| add.key.component == part::MEETINGS_SUCCESSFUL).count(), 1);
        }
        let missed = Activity { is_accepted: true, ..activity("meeting", Some("no_show")) };
        assert_eq!(counts(&missed), (false, false));
    }

    #[test]
    fn a_meeting_called_off_in_time_was_not_due() {
        let mut meeting = activity("meeting", Some("cancelled"));
        meeting.starts_at = Some(Instant(3 * LATE_NOTICE));
        meeting.done_at = Some(Instant(LATE_NOTICE));
        assert!(alone(&meeting).is_empty());
        meeting.done_at = Some(Instant(3 * LATE_NOTICE - 1));
        assert_eq!(alone(&meeting)[0].key.component, part::MEETINGS_DUE);
        meeting.outcome = Some("rescheduled".into());
        assert!(alone(&meeting).is_empty());
        meeting.done_at = meeting.starts_at;
        assert_eq!(alone(&meeting).len(), 1, "moved after nobody came");
    }
}
