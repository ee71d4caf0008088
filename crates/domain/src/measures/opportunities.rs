//! Measures of opportunities: created, open, won and lost, and how long they took.
//!
//! Outcomes are three: won, lost, no decision. An outcome taken back by a reopening is subtracted on the
//! day of the reopening. Days are calendar days from creation to the close; one whose created date is
//! unknown has no cycle and is counted as unknown.

use super::bookings::EVENTS_BY;
use super::catalogue::{Basis, Dimension, Direction, Doc, Formula, Measure, Unit};
use super::component::{self as part, Component};

const CLOSED: &[Component] = &[part::WON_COUNT, part::LOST_COUNT, part::NO_DECISION_COUNT];
const CLOSED_AMOUNT: &[Component] = &[part::WON_AMOUNT, part::LOST_AMOUNT, part::NO_DECISION_AMOUNT];
const CLOSED_DAYS: &[Component] = &[part::WON_DAYS, part::LOST_DAYS, part::NO_DECISION_DAYS];
const UNKNOWN: &[Component] = &[part::WON_UNKNOWN, part::LOST_UNKNOWN, part::NO_DECISION_UNKNOWN];
const OUTCOMES: &str = "Outcomes of opportunities with the day they closed.";
const DATES: &str = "Outcomes, and the created date of opportunities.";
const STATE_BY: &[Dimension] = &[
    Dimension::Person,
    Dimension::Position,
    Dimension::Manager,
    Dimension::Unit,
    Dimension::Product,
    Dimension::Account,
    Dimension::Stage,
    Dimension::Month,
    Dimension::Quarter,
    Dimension::Year,
];

/// The family, in order.
pub const ALL: &[Measure] = &[
    CLOSED_OPPORTUNITIES,
    CLOSED_WON,
    CLOSED_LOST,
    CLOSED_NO_DECISION,
    CLOSED_AMOUNT_WON,
    CLOSED_AMOUNT_LOST,
    CLOSED_REOPENED,
    WIN_RATE,
    WIN_RATE_VALUE,
    WIN_LOSS_RATIO,
    SALES_CYCLE,
    SALES_CYCLE_MEAN,
    SALES_CYCLE_P90,
    SALES_CYCLE_LOST,
    SALES_CYCLE_LOST_MEAN,
    SALES_CYCLE_LOST_P90,
    SALES_CYCLE_ALL,
    SALES_CYCLE_ALL_MEAN,
    SALES_CYCLE_ALL_P90,
    SALES_CYCLE_UNKNOWN,
    AVG_DEAL_SIZE,
    OPPORTUNITIES_CREATED,
    CREATED_AMOUNT,
    CREATED_UNKNOWN,
    SOURCED_PIPELINE,
    OPEN_PIPELINE,
    OPEN_COUNT,
];

/// Opportunities that ended.
pub const CLOSED_OPPORTUNITIES: Measure = Measure {
    id: "closed_opportunities",
    unit: Unit::Count,
    direction: Direction::Up,
    basis: Basis::Closed,
    roles: &["account_executive", "sales_representative", "sales_operations", "head_of_sales"],
    by: EVENTS_BY,
    formula: Formula::Sum(CLOSED),
    doc: Doc {
        says: "How many opportunities came to an end in the period, however they ended.",
        formula: "Won + lost + no decision, by the day they closed, less outcomes taken back by a reopening.",
        not: "Won opportunities, which is its variant `.won`.",
        needs: OUTCOMES,
    },
};

const fn closed(id: &'static str, of: &'static [Component], doc: Doc) -> Measure {
    Measure { id, formula: Formula::Sum(of), doc, ..CLOSED_OPPORTUNITIES }
}

/// Those won.
pub const CLOSED_WON: Measure = closed(
    "closed_opportunities.won",
    &[part::WON_COUNT],
    Doc {
        says: "How many opportunities were won in the period.",
        formula: "Won outcomes, by the day they closed, less those taken back.",
        not: "Bookings: a contract may also be booked when it renews.",
        needs: OUTCOMES,
    },
);
/// Those lost.
pub const CLOSED_LOST: Measure = Measure {
    direction: Direction::Down,
    ..closed(
        "closed_opportunities.lost",
        &[part::LOST_COUNT],
        Doc {
            says: "How many opportunities were lost in the period.",
            formula: "Lost outcomes, by the day they closed, less those taken back.",
            not: "Those without a decision: nobody won them.",
            needs: OUTCOMES,
        },
    )
};
/// Those without a decision.
pub const CLOSED_NO_DECISION: Measure = Measure {
    direction: Direction::Down,
    ..closed(
        "closed_opportunities.no_decision",
        &[part::NO_DECISION_COUNT],
        Doc {
            says: "How many opportunities ended in the period because the customer did not decide.",
            formula: "No-decision outcomes, by the day they closed, less those taken back.",
            not: "Open opportunities that have gone quiet.",
            needs: OUTCOMES,
        },
    )
};
/// Amount of those won.
pub const CLOSED_AMOUNT_WON: Measure = Measure {
    unit: Unit::Money,
    ..closed(
        "closed_opportunities.won.amount",
        &[part::WON_AMOUNT],
        Doc {
            says: "What the opportunities won in the period were worth.",
            formula: "Σ amounts at closing of won opportunities, by the day they closed.",
            not: "Bookings, which follow credit lines and carry later cancellations.",
            needs: OUTCOMES,
        },
    )
};
/// Amount of those lost.
pub const CLOSED_AMOUNT_LOST: Measure = Measure {
    unit: Unit::Money,
    direction: Direction::Down,
    ..closed(
        "closed_opportunities.lost.amount",
        &[part::LOST_AMOUNT],
        Doc {
            says: "What the opportunities lost in the period would have been worth.",
            formula: "Σ amounts at closing of lost opportunities, by the day they closed.",
            not: "Revenue lost to churn.",
            needs: "Outcomes and amounts kept when a deal is lost; many systems set them to 0.",
        },
    )
};
/// Outcomes taken back.
pub const CLOSED_REOPENED: Measure = Measure {
    direction: Direction::Down,
    ..closed(
        "closed_opportunities.reopened",
        &[part::REOPENED_COUNT],
        Doc {
            says: "How many outcomes were taken back in the period by opening the opportunity again.",
            formula: "Reopenings, by their own day.",
            not: "New opportunities with the same customer.",
            needs: "Reopenings of opportunities.",
        },
    )
};

/// Won of all that ended.
pub const WIN_RATE: Measure = Measure {
    id: "win_rate",
    unit: Unit::Ratio,
    direction: Direction::Up,
    basis: Basis::Closed,
    roles: &["account_executive", "sales_representative", "sales_operations", "sales_manager", "head_of_sales"],
    by: EVENTS_BY,
    formula: Formula::Ratio { over: &[part::WON_COUNT], under: CLOSED },
    doc: Doc {
        says: "Which part of the opportunities that ended in the period was won.",
        formula: "Won / (won + lost + no decision), by the day they closed.",
        not: "The narrow rate won / (won + lost), which hides what came to no decision; the cohort rate won / created, \
              which is low while a cohort is young; won : lost.",
        needs: OUTCOMES,
    },
};
/// The same by amount.
pub const WIN_RATE_VALUE: Measure = Measure {
    id: "win_rate.value",
    formula: Formula::Ratio { over: &[part::WON_AMOUNT], under: CLOSED_AMOUNT },
    doc: Doc {
        says: "Which part of the amount that was decided in the period was won. Both parts are minor units.",
        formula: "Σ won amount / Σ amount of all that closed, by the day they closed.",
        not: "The win rate by count: large deals may be won more seldom.",
        needs: "Outcomes and amounts kept when a deal is lost; where lost deals have amount 0, it says nothing.",
    },
    ..WIN_RATE
};
/// Won for each one lost.
pub const WIN_LOSS_RATIO: Measure = Measure {
    id: "win_loss_ratio",
    roles: &["account_executive", "sales_representative", "head_of_sales"],
    formula: Formula::Ratio { over: &[part::WON_COUNT], under: &[part::LOST_COUNT] },
    doc: Doc {
        says: "How many opportunities were won for each one lost: 1.5 is 3 : 2.",
        formula: "Won / lost, by the day they closed. With none lost there is no value, and n : 0 is shown.",
        not: "The win rate, whose denominator holds the won too, and those without a decision.",
        needs: OUTCOMES,
    },
    ..WIN_RATE
};

/// Median days to a win.
pub const SALES_CYCLE: Measure = Measure {
    id: "sales_cycle_days",
    unit: Unit::Days,
    direction: Direction::Down,
    basis: Basis::Closed,
    roles: &["account_executive", "sales_representative", "sales_operations", "head_of_sales"],
    by: EVENTS_BY,
    formula: Formula::Median(&[part::WON_DAYS]),
    doc: Doc {
        says: "How many calendar days a win took: half took as long or longer.",
        formula: "Median of (day won − day created) over wins of the period; the same day is 0 days. After a \
                  reopening the first created date still counts.",
        not: "Its mean, which a few long deals pull up; the age of open opportunities; the time until deals end \
              counting those still open (Kaplan–Meier), which is longer.",
        needs: DATES,
    },
};

const fn cycle(id: &'static str, formula: Formula, says: &'static str, steps: &'static str) -> Measure {
    let not = "The median of wins, which is `sales_cycle_days`.";
    Measure { id, formula, doc: Doc { says, formula: steps, not, needs: DATES }, ..SALES_CYCLE }
}

/// Mean days to a win.
pub const SALES_CYCLE_MEAN: Measure = cycle(
    "sales_cycle_days.mean",
    Formula::Mean(&[part::WON_DAYS]),
    "How many calendar days a win took on average.",
    "Mean of (day won − day created) over wins of the period.",
);
/// Days that nine wins of ten do not exceed.
pub const SALES_CYCLE_P90: Measure = cycle(
    "sales_cycle_days.p90",
    Formula::Percentile(90, &[part::WON_DAYS]),
    "How many calendar days nine wins of ten did not exceed.",
    "The smallest number of days that at least 90 % of wins did not exceed.",
);
/// Median days to a loss.
pub const SALES_CYCLE_LOST: Measure = cycle(
    "sales_cycle_days.lost",
    Formula::Median(&[part::LOST_DAYS]),
    "How many calendar days went into a deal that was lost.",
    "Median of (day lost − day created) over losses of the period.",
);
/// Mean days to a loss.
pub const SALES_CYCLE_LOST_MEAN: Measure = cycle(
    "sales_cycle_days.lost.mean",
    Formula::Mean(&[part::LOST_DAYS]),
    "How many calendar days went into a deal that was lost, on average.",
    "Mean of (day lost − day created) over losses of the period.",
);
/// Days that nine losses of ten do not exceed.
pub const SALES_CYCLE_LOST_P90: Measure = cycle(
    "sales_cycle_days.lost.p90",
    Formula::Percentile(90, &[part::LOST_DAYS]),
    "How many calendar days nine losses of ten did not exceed.",
    "The smallest number of days that at least 90 % of losses did not exceed.",
);
/// Median days to any end.
pub const SALES_CYCLE_ALL: Measure = cycle(
    "sales_cycle_days.all",
    Formula::Median(CLOSED_DAYS),
    "How many calendar days an opportunity took to its end, however it ended.",
    "Median of (day closed − day created) over all that closed in the period.",
);
/// Mean days to any end.
pub const SALES_CYCLE_ALL_MEAN: Measure = cycle(
    "sales_cycle_days.all.mean",
    Formula::Mean(CLOSED_DAYS),
    "How many calendar days an opportunity took to its end on average, however it ended.",
    "Mean of (day closed − day created) over all that closed in the period.",
);
/// Days that nine of ten do not exceed.
pub const SALES_CYCLE_ALL_P90: Measure = cycle(
    "sales_cycle_days.all.p90",
    Formula::Percentile(90, CLOSED_DAYS),
    "How many calendar days nine of ten opportunities did not exceed, however they ended.",
    "The smallest number of days that at least 90 % of all that closed did not exceed.",
);
/// Closed without a cycle.
pub const SALES_CYCLE_UNKNOWN: Measure = Measure {
    unit: Unit::Count,
    ..cycle(
        "sales_cycle_days.unknown",
        Formula::Sum(UNKNOWN),
        "How many closed opportunities are left out of the cycle, because nobody knows when they were created.",
        "All that closed in the period without a created date.",
    )
};

/// Amount per win.
pub const AVG_DEAL_SIZE: Measure = Measure {
    id: "avg_deal_size",
    unit: Unit::Money,
    direction: Direction::Up,
    basis: Basis::Closed,
    roles: &["account_executive", "sales_representative", "sales_manager", "head_of_sales"],
    by: EVENTS_BY,
    formula: Formula::Each { total: &[part::WON_AMOUNT], count: &[part::WON_COUNT] },
    doc: Doc {
        says: "What a won opportunity was worth on average.",
        formula: "Σ won amount / won, by the day they closed, to the nearest minor unit.",
        not: "The average of the open pipeline.",
        needs: OUTCOMES,
    },
};

/// Opportunities created.
pub const OPPORTUNITIES_CREATED: Measure = Measure {
    id: "opportunities_created",
    unit: Unit::Count,
    direction: Direction::Up,
    basis: Basis::Created,
    roles: &["sdr", "bdr", "account_executive", "sales_representative", "head_of_sales"],
    by: EVENTS_BY,
    formula: Formula::Sum(&[part::CREATED_COUNT]),
    doc: Doc {
        says: "How many opportunities were created in the period, for the position that sourced each.",
        formula: "Opportunities by their created date, for whoever brought in the lead it came of, else who had it first.",
        not: "Qualified opportunities, which have reached the qualified stage; opportunities that somebody has.",
        needs: "The created date of opportunities, and the leads they came of.",
    },
};
/// Their amount at creation.
pub const CREATED_AMOUNT: Measure = Measure {
    id: "opportunities_created.amount",
    unit: Unit::Money,
    formula: Formula::Sum(&[part::CREATED_AMOUNT]),
    doc: Doc {
        says: "What the opportunities created in the period were held to be worth then.",
        formula: "Σ amounts at creation, by created date. Later changes of the amount do not move it.",
        not: "Their amount today.",
        needs: "The created date and first amount of opportunities.",
    },
    ..OPPORTUNITIES_CREATED
};
/// What was sourced.
pub const SOURCED_PIPELINE: Measure = Measure {
    id: "sourced_pipeline",
    unit: Unit::Money,
    roles: &["sdr", "bdr", "inside_sales"],
    formula: Formula::Sum(&[part::CREATED_AMOUNT]),
    doc: Doc {
        says: "What the opportunities that somebody sourced in the period were held to be worth when they began.",
        formula: "Σ amounts at creation, by created date, for whoever brought in the lead it came of, else who had it \
                  first. The amount is that of the first step of its history: later changes do not move it. Their number \
                  is `opportunities_created`.",
        not: "The open pipeline, which is today's amount of what somebody has; bookings from what was sourced.",
        needs: "The created date and first amount of opportunities, and the leads they came of.",
    },
    ..OPPORTUNITIES_CREATED
};
/// Created nobody knows when.
pub const CREATED_UNKNOWN: Measure = Measure {
    id: "opportunities_created.unknown",
    direction: Direction::Down,
    basis: Basis::Snapshot,
    by: STATE_BY,
    formula: Formula::Sum(&[part::CREATED_UNKNOWN]),
    doc: Doc {
        says: "How many opportunities are in no period, because nobody knows when they were created.",
        formula: "Opportunities without a created date, whenever they closed.",
        not: "Opportunities created in the period.",
        needs: "Opportunities.",
    },
    ..OPPORTUNITIES_CREATED
};

/// Open amount.
pub const OPEN_PIPELINE: Measure = Measure {
    id: "open_pipeline",
    unit: Unit::Money,
    direction: Direction::Up,
    basis: Basis::Snapshot,
    roles: &["account_executive", "sales_representative", "sales_manager", "head_of_sales"],
    by: STATE_BY,
    formula: Formula::Sum(&[part::OPEN_AMOUNT]),
    doc: Doc {
        says: "What the open opportunities are worth at the end of the day, unweighted.",
        formula: "Σ amounts of opportunities created and not closed by the end of the day. One whose created date is \
                  unknown is open from the beginning until it closes.",
        not: "The weighted pipeline; the pipeline that closes in a period; the forecast.",
        needs: "Opportunities, their amounts and outcomes.",
    },
};
/// Open opportunities.
pub const OPEN_COUNT: Measure = Measure {
    id: "open_pipeline.count",
    unit: Unit::Count,
    formula: Formula::Sum(&[part::OPEN_COUNT]),
    doc: Doc {
        says: "How many opportunities are open at the end of the day.",
        formula: "Opportunities created and not closed by the end of the day.",
        not: "Opportunities created in the period.",
        needs: "Opportunities and their outcomes.",
    },
    ..OPEN_PIPELINE
};
