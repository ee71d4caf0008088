//! Measures of leads: how many came, from where, what became of them, and how soon someone answered.
//!
//! A lead counts on the day it came, for the position that brought it in and its source; what becomes of it later is
//! added to that same day, so a month's conversion grows as its leads ripen (a cohort). The days to the win alone count
//! on the day of the win. Whether a lead was worked counts on the day it was given to somebody, for them. Minutes to the first attempt run from the instant the lead came in; a lead that nobody tried to
//! reach is counted as such, never dropped.

use super::catalogue::{Basis, Dimension, Direction, Doc, Formula, Measure, Unit};
use super::component::{self as part, Add, Component, Key};
use super::facts::net;
use crate::kernel::Day;
use crate::kernel::id::{PositionId, SourceId};
use crate::leads::Lead;
use crate::leads::stints::Worked;

/// How measures of leads split.
const LEADS_BY: &[Dimension] = &[
    Dimension::Source,
    Dimension::Person,
    Dimension::Position,
    Dimension::Manager,
    Dimension::Unit,
    Dimension::Month,
    Dimension::Quarter,
    Dimension::Year,
];

const NEEDS: &str = "Leads with the day they came, their source and the position that brought them in.";

const ASSIGNED: &str = "Leads that came in by the product, who was given each and when, and activities on it.";

/// The family, in order.
pub const ALL: &[Measure] = &[
    LEADS_GENERATED,
    LEADS_RECYCLED,
    LEAD_CONVERSION,
    LEAD_WIN_RATE,
    LEAD_DAYS_TO_WIN,
    LEAD_DAYS_TO_WIN_MEAN,
    LEAD_DAYS_TO_WIN_MIN,
    LEAD_DAYS_TO_WIN_MAX,
    SPEED_TO_LEAD,
    SPEED_TO_LEAD_5,
    SPEED_TO_LEAD_60,
    SPEED_TO_LEAD_NEVER,
    LEADS_ASSIGNED,
    LEADS_PENDING,
    LEADS_WORKED_RATE,
];

/// Leads that came.
pub const LEADS_GENERATED: Measure = Measure {
    id: "leads_generated",
    unit: Unit::Count,
    direction: Direction::Up,
    basis: Basis::Created,
    roles: &["sdr", "inside_sales", "sales_representative", "sales_operations", "head_of_sales"],
    by: LEADS_BY,
    formula: Formula::Sum(&[part::LEADS_CREATED]),
    doc: Doc {
        says: "How many leads came in the period, for the position that brought each in.",
        formula: "Leads by the day they came. A lead without source and one whose source is written \"unknown\" are two \
                  groups.",
        not: "Leads worked or qualified; leads that came back after they were set aside, which are counted apart.",
        needs: NEEDS,
    },
};

/// Leads of the period that came back.
pub const LEADS_RECYCLED: Measure = Measure {
    id: "leads_generated.recycled",
    formula: Formula::Sum(&[part::LEADS_RECYCLED]),
    doc: Doc {
        says: "How often leads of the period were taken up again after they had been set aside.",
        formula: "Returns from nurturing or disqualification, by the day the lead first came.",
        not: "New leads.",
        needs: NEEDS,
    },
    ..LEADS_GENERATED
};

/// Leads that became opportunities.
pub const LEAD_CONVERSION: Measure = Measure {
    id: "lead_conversion",
    unit: Unit::Ratio,
    formula: Formula::Ratio { over: &[part::LEADS_CONVERTED], under: &[part::LEADS_CREATED] },
    doc: Doc {
        says: "Which part of the leads that came in the period has become a customer or an opportunity so far.",
        formula: "Converted leads / leads, both by the day the lead came.",
        not: "Leads won, of which the opportunity has closed too.",
        needs: NEEDS,
    },
    ..LEADS_GENERATED
};

/// Leads whose opportunity was won.
pub const LEAD_WIN_RATE: Measure = Measure {
    id: "lead_win_rate",
    formula: Formula::Ratio { over: &[part::LEADS_WON], under: &[part::LEADS_CREATED] },
    doc: Doc {
        says: "Which part of the leads that came in the period has been won so far.",
        formula: "Leads whose opportunity is won / leads, both by the day the lead came. Young months read low.",
        not: "The win rate of opportunities, whose denominator is what closed.",
        needs: NEEDS,
    },
    ..LEAD_CONVERSION
};

/// From the first contact to the win.
pub const LEAD_DAYS_TO_WIN: Measure = Measure {
    id: "lead_days_to_win",
    unit: Unit::Days,
    direction: Direction::Down,
    basis: Basis::Closed,
    formula: Formula::Median(&[part::LEADS_WON_DAYS]),
    doc: Doc {
        says: "How many days leads took from the day they came to the day they were won: the median.",
        formula: "Median of whole calendar days, over leads won in the period. Fewer than none where a win is dated \
                  before the first contact.",
        not: "The sales cycle, which begins with the opportunity.",
        needs: NEEDS,
    },
    ..LEADS_GENERATED
};

const fn days(id: &'static str, formula: Formula, says: &'static str) -> Measure {
    let doc = Doc {
        says,
        formula: "Over the same days as the median.",
        not: "The median, which a few long ones do not move.",
        needs: NEEDS,
    };
    Measure { id, formula, doc, ..LEAD_DAYS_TO_WIN }
}

/// Their mean.
pub const LEAD_DAYS_TO_WIN_MEAN: Measure = days(
    "lead_days_to_win.mean",
    Formula::Mean(&[part::LEADS_WON_DAYS]),
    "How many days leads took to be won, on average.",
);
/// The shortest.
pub const LEAD_DAYS_TO_WIN_MIN: Measure =
    days("lead_days_to_win.min", Formula::Percentile(0, &[part::LEADS_WON_DAYS]), "The fewest days a lead took.");
/// The longest.
pub const LEAD_DAYS_TO_WIN_MAX: Measure =
    days("lead_days_to_win.max", Formula::Percentile(100, &[part::LEADS_WON_DAYS]), "The most days a lead took.");

/// Minutes to the first attempt.
pub const SPEED_TO_LEAD: Measure = Measure {
    id: "speed_to_lead",
    unit: Unit::Minutes,
    direction: Direction::Down,
    roles: &["sdr", "inside_sales", "sales_operations"],
    formula: Formula::Median(&[part::LEADS_ATTEMPT_MINUTES]),
    doc: Doc {
        says: "How many minutes pass from the moment a lead comes in to the first attempt of a person to reach it: the \
               median.",
        formula: "Median of whole minutes over leads that came in by the product (a form, a program, by hand) and that \
                  someone tried to reach. Automatic answers do not count; those never tried are the variant `.never`.",
        not: "Time to qualify, or to the first conversation.",
        needs: "The instant a lead came in, and activities on it.",
    },
    ..LEADS_GENERATED
};

const fn share(id: &'static str, over: &'static [Component], direction: Direction, says: &'static str) -> Measure {
    let doc = Doc {
        says,
        formula: "Such leads / leads that came in by the product, by the day they came.",
        not: "The median, which leaves out leads that nobody tried to reach.",
        needs: SPEED_TO_LEAD.doc.needs,
    };
    let formula = Formula::Ratio { over, under: &[part::LEADS_RECEIVED] };
    Measure { id, unit: Unit::Ratio, direction, formula, doc, ..SPEED_TO_LEAD }
}

/// Within five minutes.
pub const SPEED_TO_LEAD_5: Measure = share(
    "speed_to_lead.within_5",
    &[part::LEADS_WITHIN_5],
    Direction::Up,
    "Which part of the leads someone tried to reach within five minutes.",
);
/// Within an hour.
pub const SPEED_TO_LEAD_60: Measure = share(
    "speed_to_lead.within_60",
    &[part::LEADS_WITHIN_60],
    Direction::Up,
    "Which part of the leads someone tried to reach within an hour.",
);
/// Never.
pub const SPEED_TO_LEAD_NEVER: Measure = share(
    "speed_to_lead.never",
    &[part::LEADS_UNTRIED],
    Direction::Down,
    "Which part of the leads nobody has tried to reach so far.",
);

/// Leads given to somebody.
pub const LEADS_ASSIGNED: Measure = Measure {
    id: "leads_assigned",
    roles: &["sdr", "inside_sales", "sales_operations"],
    formula: Formula::Sum(&[part::LEADS_ASSIGNED]),
    doc: Doc {
        says: "How often a lead was given to somebody in the period, for whom it was given.",
        formula: "Assignments of leads that came in by the product, by their day. A lead given to another is assigned \
                  anew, and so is one that was set aside and is taken up again. What waits in a queue is nobody's.",
        not: "Leads generated, which count once, for the position that brought them in.",
        needs: ASSIGNED,
    },
    ..LEADS_GENERATED
};
/// Those whose time runs.
pub const LEADS_PENDING: Measure = Measure {
    id: "leads_assigned.pending",
    formula: Formula::Sum(&[part::LEADS_PENDING]),
    doc: Doc {
        says: "How many of the leads given to somebody in the period nobody has tried yet, with time left to.",
        formula: "Assignments of the period with no attempt whose promised time still runs.",
        not: "Those whose time has run out, which count against `leads_worked_rate`.",
        needs: ASSIGNED,
    },
    direction: Direction::Down,
    ..LEADS_ASSIGNED
};
/// Which part was tried in time.
pub const LEADS_WORKED_RATE: Measure = Measure {
    id: "leads_worked_rate",
    unit: Unit::Ratio,
    formula: Formula::Ratio { over: &[part::LEADS_WORKED], under: &[part::LEADS_DUE] },
    doc: Doc {
        says: "Which part of the leads that somebody was given in the period they tried to reach in the promised time.",
        formula: "Assignments with an attempt in the promised time / assignments with one, or whose time ran out, by the \
                  day of the assignment. The promised time is that of the company's rule by which unworked leads go back, \
                  24 hours where it has none. A lead given to another starts the clock anew, and the first one's miss \
                  stays. In neither part: those whose time still runs, and those handed on, set aside or converted \
                  before it ran out with no attempt.",
        not: "Speed to lead, whose clock starts when the lead comes in, whoever has it.",
        needs: ASSIGNED,
    },
    ..LEADS_ASSIGNED
};

/// The group of a source, derived from its text: the same text is the same group, and none is a group of its own.
pub fn source_id(source: Option<&str>) -> Option<SourceId> {
    const SOURCES: uuid::Uuid = uuid::Uuid::from_u128(0x6d7f_3c52_51a4_4a0e_9d8c_2f70_86c4_1b35);
    source.map(|text| uuid::Uuid::new_v5(&SOURCES, text.as_bytes()).into())
}

/// Everything a lead contributes as it stands.
pub fn contributions(lead: &Lead) -> Vec<Add> {
    additions(None, Some(lead))
}

/// What a write adds: the contributions after it less those before it, netted, without zeros, in order.
pub fn additions(before: Option<&Lead>, after: Option<&Lead>) -> Vec<Add> {
    let mut adds = Vec::with_capacity(8);
    if let Some(lead) = before {
        state(lead, &mut adds);
        adds.iter_mut().for_each(|add| add.amount = -add.amount);
    }
    if let Some(lead) = after {
        state(lead, &mut adds);
    }
    net(&mut adds);
    adds
}

fn state(lead: &Lead, adds: &mut Vec<Add>) {
    let source = source_id(lead.source.as_deref());
    let came = lead.created_on.unwrap_or(Day::BEGINNING);
    let mut put = |component: Component, day: Day, position: PositionId, bucket: i64, amount: i64| {
        let key = Key { component, day, position, person: None, product: None, account_tier: None, source };
        adds.push(Add { key, bucket, amount });
    };
    for stint in &lead.stints {
        let is = |worked: &[Worked]| i64::from(worked.contains(&stint.worked));
        for (component, amount) in [
            (part::LEADS_ASSIGNED, 1),
            (part::LEADS_PENDING, is(&[Worked::Waits])),
            (part::LEADS_DUE, is(&[Worked::InTime, Worked::Missed])),
            (part::LEADS_WORKED, is(&[Worked::InTime])),
        ] {
            put(component, stint.on, stint.owner, 0, amount);
        }
    }
    let mut add = |component, day, bucket, amount| put(component, day, lead.generated_by, bucket, amount);
    add(part::LEADS_CREATED, came, 0, 1);
    add(part::LEADS_RECYCLED, came, 0, lead.recycled);
    if lead.converted_on.is_some() {
        add(part::LEADS_CONVERTED, came, 0, 1);
    }
    if let Some(won) = lead.won_on {
        add(part::LEADS_WON, came, 0, 1);
        if lead.created_on.is_some() {
            add(part::LEADS_WON_DAYS, won, won.days_since(came), 1);
        }
    }
    if let Some(received) = lead.received_at {
        add(part::LEADS_RECEIVED, came, 0, 1);
        match lead.first_attempt_at {
            None => add(part::LEADS_UNTRIED, came, 0, 1),
            Some(tried) => {
                let minutes = (tried.0 - received.0).max(0) / 60_000;
                add(part::LEADS_ATTEMPT_MINUTES, came, minutes, 1);
                add(part::LEADS_WITHIN_5, came, 0, i64::from(minutes <= 5));
                add(part::LEADS_WITHIN_60, came, 0, i64::from(minutes <= 60));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::roll::Sums;
    use super::*;
    use crate::kernel::{Currency, Instant};
    use crate::leads::stints::Stint;
    use proptest::prelude::*;

    fn day(n: i64) -> Day {
        Day::new(2024, 1, 1).expect("a day").plus(n)
    }
    fn value(measure: &Measure, leads: &[Lead]) -> String {
        let sums: Sums = leads.iter().flat_map(contributions).collect::<Vec<_>>().iter().collect();
        let figure = measure.figure(&sums, Currency::new("EUR").expect("a currency"));
        serde_json::to_string(&figure.value).expect("serialisable")
    }

    #[test]
    fn sources_are_groups_by_their_text_and_none_is_one_of_its_own() {
        assert_eq!(source_id(None), None);
        assert_eq!(source_id(Some("unknown")), source_id(Some("unknown")));
        assert_ne!(source_id(Some("unknown")), source_id(Some("Unknown")));
    }

    #[test]
    fn figures_of_a_few_leads() {
        let lead = |won: Option<i64>| Lead {
            created_on: Some(day(0)),
            converted_on: won.map(day),
            won_on: won.map(day),
            ..Lead::default()
        };
        let leads = [lead(None), lead(Some(-2)), lead(Some(10)), lead(Some(40))];
        assert_eq!(value(&LEADS_GENERATED, &leads), "4");
        assert_eq!(value(&LEAD_WIN_RATE, &leads), "0.75");
        assert_eq!(value(&LEAD_DAYS_TO_WIN, &leads), "10.0");
        assert_eq!(value(&LEAD_DAYS_TO_WIN_MEAN, &leads), "16.0");
        assert_eq!(
            (value(&LEAD_DAYS_TO_WIN_MIN, &leads), value(&LEAD_DAYS_TO_WIN_MAX, &leads)),
            ("-2".into(), "40".into())
        );
        assert_eq!(value(&SPEED_TO_LEAD, &leads), "null");
    }

    #[test]
    fn those_never_tried_are_counted() {
        let came = |minutes: Option<i64>| Lead {
            created_on: Some(day(0)),
            received_at: Some(Instant(0)),
            first_attempt_at: minutes.map(|m| Instant(m * 60_000 + 59_999)),
            ..Lead::default()
        };
        let leads = [came(Some(5)), came(Some(6)), came(Some(300)), came(None)];
        assert_eq!(value(&SPEED_TO_LEAD, &leads), "6.0");
        assert_eq!(value(&SPEED_TO_LEAD_5, &leads), "0.25");
        assert_eq!(value(&SPEED_TO_LEAD_60, &leads), "0.5");
        assert_eq!(value(&SPEED_TO_LEAD_NEVER, &leads), "0.25");
    }

    fn stint(owner: u128, on: i64, worked: Worked) -> Stint {
        let owner = PositionId::from(uuid::Uuid::from_u128(owner));
        Stint { owner, from: Instant(0), until: None, due: Instant(1), on: day(on), worked }
    }

    #[test]
    fn each_who_was_given_a_lead_answers_for_their_own_time() {
        let given = |stints: &[Stint]| Lead { created_on: Some(day(0)), stints: stints.to_vec(), ..Lead::default() };
        let leads = [
            given(&[stint(1, 0, Worked::Missed), stint(2, 1, Worked::InTime)]),
            given(&[stint(1, 0, Worked::InTime)]),
            given(&[stint(2, 0, Worked::Passed), stint(1, 3, Worked::Waits)]),
            given(&[stint(1, 0, Worked::InTime)]),
        ];
        assert_eq!(value(&LEADS_ASSIGNED, &leads), "6");
        assert_eq!(value(&LEADS_PENDING, &leads), "1");
        assert_eq!(value(&LEADS_WORKED_RATE, &leads), "0.75");
        assert_eq!(value(&LEADS_WORKED_RATE, &leads[2..3]), "null", "nothing decided says nothing");
        let of_first = contributions(&leads[0]);
        let of = |component: Component| {
            let mine = of_first.iter().filter(|add| add.key.component == component);
            mine.map(|add| (add.key.position.0.as_u128(), add.key.day)).collect::<Vec<_>>()
        };
        assert_eq!(of(part::LEADS_DUE), [(1, day(0)), (2, day(1))]);
        assert_eq!(of(part::LEADS_WORKED), [(2, day(1))]);
    }

    fn any_stints() -> impl Strategy<Value = Vec<Stint>> {
        let all = [Worked::Waits, Worked::InTime, Worked::Missed, Worked::Passed];
        let one = (0_u128..3, 0_i64..9, prop::sample::select(all.to_vec()));
        prop::collection::vec(one.prop_map(|(owner, on, worked)| stint(owner, on, worked)), 0..4)
    }

    fn any_lead() -> impl Strategy<Value = Lead> {
        let days = || prop::option::of((0_i64..90).prop_map(day));
        let instants = || prop::option::of((0_i64..9_000_000).prop_map(Instant));
        let source = prop::option::of(prop::sample::select(vec!["", "unknown", "event"]).prop_map(str::to_owned));
        let clock = (instants(), instants(), any_stints());
        (source, 0_u128..3, days(), days(), days(), clock, 0_i64..3).prop_map(
            |(source, by, created_on, converted_on, won_on, (received_at, first_attempt_at, stints), recycled)| Lead {
                source,
                generated_by: PositionId::from(uuid::Uuid::from_u128(by)),
                created_on,
                converted_on,
                won_on,
                received_at,
                first_attempt_at,
                stints,
                recycled,
                ..Lead::default()
            },
        )
    }

    proptest! {
        #[test]
        fn added_write_by_write_equals_recomputed(states in prop::collection::vec(any_lead(), 1..8)) {
            let mut books = contributions(&states[0]);
            for pair in states.windows(2) {
                books.extend(additions(Some(&pair[0]), Some(&pair[1])));
            }
            net(&mut books);
            prop_assert_eq!(&books, &contributions(&states[states.len() - 1]));
            books.extend(additions(states.last(), None));
            net(&mut books);
            prop_assert!(books.is_empty(), "a lead that never was leaves nothing");
        }
    }
}
