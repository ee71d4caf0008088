//! Random histories of opportunities: what is added write by write equals what the records say.

use super::component::{self as part, Add, Component};
use super::facts::{Credit, Holder, OpportunityFacts, Outcome, Turn, additions, contributions, net};
use super::roll::Sums;
use crate::kernel::Day;
use crate::kernel::id::{PersonId, PositionId, ProductId};
use proptest::prelude::*;

const START: &str = "2024-01-01";

fn day(offset: i64) -> Day {
    START.parse::<Day>().expect("a day").plus(offset)
}
fn position(n: u128) -> PositionId {
    uuid::Uuid::from_u128(n).into()
}
fn holder(n: u128) -> Holder {
    Holder { position: position(n), person: (n != 0).then(|| PersonId::from(uuid::Uuid::from_u128(n))) }
}

/// One write to an opportunity.
#[derive(Clone, Debug)]
enum Write {
    Amount(i64),
    Owner(u128),
    Close(Outcome, i64, u128),
    Reopen,
    Credit(i64, u128),
    Product(Option<u128>),
    Tier(Option<part::AccountTier>),
    CreatedDate(Option<i64>),
    ForgetLastTurn,
    Source(u128),
    Handoffs(i64),
}

fn write() -> impl Strategy<Value = Write> {
    let outcome = prop_oneof![Just(Outcome::Won), Just(Outcome::Lost), Just(Outcome::NoDecision)];
    prop_oneof![
        (0_i64..500).prop_map(Write::Amount),
        (0_u128..4).prop_map(Write::Owner),
        (outcome, 0_i64..500, 0_u128..4).prop_map(|(o, a, h)| Write::Close(o, a, h)),
        Just(Write::Reopen),
        (-90_i64..500, 0_u128..4).prop_map(|(a, h)| Write::Credit(a, h)),
        prop::option::of(0_u128..3).prop_map(Write::Product),
        prop::option::of(prop::sample::select(part::AccountTier::ALL.to_vec())).prop_map(Write::Tier),
        prop::option::of(-60_i64..5).prop_map(Write::CreatedDate),
        Just(Write::ForgetLastTurn),
        (0_u128..4).prop_map(Write::Source),
        (0_i64..4).prop_map(Write::Handoffs),
    ]
}

fn apply(facts: &mut OpportunityFacts, on: Day, write: &Write) {
    match *write {
        Write::Amount(amount) => facts.amounts.push((on, amount)),
        Write::Owner(n) => facts.owners.push((on, position(n))),
        Write::Close(outcome, amount_minor, n) => {
            facts.turns.push(Turn::Closed { on, outcome, amount_minor, holder: holder(n) });
        }
        Write::Reopen => facts.turns.push(Turn::Reopened { on }),
        Write::Credit(amount_minor, n) => facts.credits.push(Credit { on, holder: holder(n), amount_minor }),
        Write::Product(n) => facts.product = n.map(|n| ProductId::from(uuid::Uuid::from_u128(n))),
        Write::Tier(tier) => facts.account_tier = tier,
        Write::CreatedDate(offset) => facts.created_on = offset.map(day),
        Write::ForgetLastTurn => drop(facts.turns.pop()),
        Write::Source(n) => facts.sourced_by = holder(n),
        Write::Handoffs(n) => facts.handoffs = n,
    }
}

fn created(offset: Option<i64>, amount: i64) -> OpportunityFacts {
    OpportunityFacts {
        created_on: offset.map(day),
        created_by: holder(1),
        sourced_by: holder(1),
        handoffs: 0,
        owners: Vec::new(),
        created_amount_minor: amount,
        amounts: Vec::new(),
        turns: Vec::new(),
        credits: Vec::new(),
        product: None,
        account_tier: None,
    }
}

fn until(adds: &[Add], last: Day, component: Component) -> i64 {
    adds.iter().filter(|add| add.key.day <= last).collect::<Vec<_>>().into_iter().collect::<Sums>().amount(component)
}

proptest! {
    #[test]
    fn added_write_by_write_equals_recomputed(first in prop::option::of(-9_i64..1), amount in 0_i64..500, writes in prop::collection::vec((0_i64..4, write()), 0..14)) {
        let mut facts = created(first, amount);
        let mut books = additions(None, Some(&facts));
        let mut today = 0;
        for (later, write) in &writes {
            today += later;
            let before = facts.clone();
            apply(&mut facts, day(today), write);
            books.extend(additions(Some(&before), Some(&facts)));
        }
        net(&mut books);
        prop_assert_eq!(&books, &contributions(&facts));
        prop_assert!(books.iter().all(|add| add.amount != 0));
        books.extend(additions(Some(&facts), None));
        net(&mut books);
        prop_assert!(books.is_empty(), "an opportunity that never was leaves nothing");
    }

    #[test]
    fn sums_of_deltas_are_the_state_on_every_day(first in prop::option::of(-9_i64..3), amount in 0_i64..500, writes in prop::collection::vec((0_i64..4, write()), 0..14)) {
        let mut facts = created(first, amount);
        let mut today = 0;
        for (later, write) in &writes {
            today += later;
            apply(&mut facts, day(today), write);
        }
        let adds = contributions(&facts);
        for offset in -62..today + 3 {
            let state = facts.open_at(day(offset));
            prop_assert_eq!(until(&adds, day(offset), part::OPEN_COUNT), i64::from(state.is_some()));
            prop_assert_eq!(until(&adds, day(offset), part::OPEN_AMOUNT), state.map_or(0, |(_, amount)| amount));
        }
        let closed = [part::WON_COUNT, part::LOST_COUNT, part::NO_DECISION_COUNT];
        let sums: Sums = adds.iter().collect();
        prop_assert_eq!(sums.amount_of(&closed), i64::from(facts.outcome().is_some()));
        let cycles = [part::WON_DAYS, part::LOST_DAYS, part::NO_DECISION_DAYS];
        let unknown = [part::WON_UNKNOWN, part::LOST_UNKNOWN, part::NO_DECISION_UNKNOWN];
        prop_assert_eq!(sums.amount_of(&cycles) + sums.amount_of(&unknown), sums.amount_of(&closed));
    }
}

#[test]
fn a_closed_deal_adds_ten_rows() {
    let mut facts = created(Some(0), 900);
    facts.turns.push(Turn::Closed { on: day(30), outcome: Outcome::Won, amount_minor: 900, holder: holder(1) });
    facts.credits.push(Credit { on: day(30), holder: holder(1), amount_minor: 900 });
    let shown: Vec<String> = contributions(&facts)
        .iter()
        .map(|a| {
            format!("{} {} {}{}", a.key.component.id, a.key.day, a.amount, if a.bucket == 0 { "" } else { " at 30" })
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n"), @r"
    bookings.amount 2024-01-31 900
    closed.won.amount 2024-01-31 900
    closed.won.count 2024-01-31 1
    created.amount 2024-01-01 900
    created.count 2024-01-01 1
    cycle.won.days 2024-01-31 1 at 30
    open.amount 2024-01-01 900
    open.amount 2024-01-31 -900
    open.count 2024-01-01 1
    open.count 2024-01-31 -1
    ");
}

#[test]
fn a_reopening_is_posted_on_its_own_day_and_closed_periods_stand() {
    let mut facts = created(Some(0), 100);
    let close = |on, outcome| Turn::Closed { on: day(on), outcome, amount_minor: 100, holder: holder(2) };
    facts.turns.extend([close(10, Outcome::Lost), Turn::Reopened { on: day(40) }, close(70, Outcome::Won)]);
    let adds = contributions(&facts);
    assert_eq!(facts.outcome(), Some((day(70), Outcome::Won)));
    let lost: Vec<i64> = [39, 40, 99].iter().map(|&d| until(&adds, day(d), part::LOST_COUNT)).collect();
    assert_eq!(lost, [1, 0, 0]);
    assert_eq!(until(&adds, day(99), part::REOPENED_COUNT), 1);
    let sums: Sums = adds.iter().collect();
    assert_eq!(sums.days_of(&[part::WON_DAYS]).iter().collect::<Vec<_>>(), [(70, 1)]);
    assert_eq!(sums.days_of(&[part::LOST_DAYS]).n(), 0);
    let open: Vec<i64> = [0, 9, 10, 39, 40, 69, 70].iter().map(|&d| until(&adds, day(d), part::OPEN_COUNT)).collect();
    assert_eq!(open, [1, 1, 0, 0, 1, 1, 0]);
}

#[test]
fn creation_counts_for_the_source_and_the_first_amount_stands() {
    let mut facts = OpportunityFacts { sourced_by: holder(3), ..created(Some(0), 700) };
    facts.amounts.push((day(2), 90_000));
    let of = |n: u128| {
        let adds: Vec<Add> = contributions(&facts).into_iter().filter(|a| a.key.position == position(n)).collect();
        let sum = |part| until(&adds, day(9), part);
        [part::CREATED_COUNT, part::CREATED_AMOUNT, part::OPEN_COUNT, part::OPEN_AMOUNT].map(sum)
    };
    assert_eq!((of(3), of(1)), ([1, 700, 0, 0], [0, 0, 1, 90_000]));
}

#[test]
fn hand_offs_count_with_each_win_and_are_taken_back_with_it() {
    let mut facts = OpportunityFacts { handoffs: 2, ..created(Some(0), 100) };
    let close = |on, outcome| Turn::Closed { on: day(on), outcome, amount_minor: 100, holder: holder(2) };
    facts.turns.extend([close(10, Outcome::Won), Turn::Reopened { on: day(40) }, close(70, Outcome::Lost)]);
    let adds = contributions(&facts);
    let on = |last| (until(&adds, day(last), part::WON_HANDOFFS), until(&adds, day(last), part::WON_COUNT));
    assert_eq!((on(9), on(10), on(40), on(70)), ((0, 0), (2, 1), (0, 0), (0, 0)));
}

#[test]
fn an_unknown_created_date_is_counted_not_invented() {
    let mut facts = created(None, 100);
    facts.turns.push(Turn::Closed { on: day(5), outcome: Outcome::Won, amount_minor: 100, holder: holder(1) });
    let adds = contributions(&facts);
    let sums: Sums = adds.iter().collect();
    assert_eq!((sums.amount(part::CREATED_COUNT), sums.amount(part::CREATED_UNKNOWN)), (0, 1));
    assert_eq!((sums.amount(part::WON_DAYS), sums.amount(part::WON_UNKNOWN)), (0, 1));
    assert_eq!(until(&adds, Day::BEGINNING, part::OPEN_AMOUNT), 100);
    assert_eq!(until(&adds, day(5), part::OPEN_AMOUNT), 0);
}

#[test]
fn the_open_pipeline_follows_its_owner_and_its_amount() {
    let mut facts = created(Some(0), 100);
    facts.owners.push((day(3), position(2)));
    facts.amounts.push((day(5), 250));
    let held = |n, on| {
        let adds: Vec<Add> = contributions(&facts).into_iter().filter(|a| a.key.position == position(n)).collect();
        (until(&adds, day(on), part::OPEN_COUNT), until(&adds, day(on), part::OPEN_AMOUNT))
    };
    assert_eq!((held(1, 2), held(2, 2)), ((1, 100), (0, 0)));
    assert_eq!((held(1, 3), held(2, 3)), ((0, 0), (1, 100)));
    assert_eq!((held(1, 9), held(2, 9)), ((0, 0), (1, 250)));
}
