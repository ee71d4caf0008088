//! The period a scorecard is of: a fiscal month, quarter or year, and those before it.

use crate::Ctx;
use domain::kernel::{Day, Grain, Span};

/// Periods of the small line beside a figure, the one asked for last.
const LINE: usize = 6;

/// One fiscal period, cut off today where it still runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Period {
    /// How long.
    pub grain: Grain,
    /// All its days.
    pub span: Span,
    /// Whether today lies in it.
    pub is_running: bool,
    /// Its days up to today.
    pub so_far: Span,
}

/// How a period is named in an address.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum PeriodChoice {
    /// `month`.
    Month,
    /// `quarter`.
    #[default]
    Quarter,
    /// `year`.
    Year,
    /// `last-month`.
    LastMonth,
    /// `last-quarter`.
    LastQuarter,
    /// `last-year`.
    LastYear,
}

impl PeriodChoice {
    /// All of them, in the order offered.
    pub const ALL: [PeriodChoice; 6] = [
        PeriodChoice::Month,
        PeriodChoice::Quarter,
        PeriodChoice::Year,
        PeriodChoice::LastMonth,
        PeriodChoice::LastQuarter,
        PeriodChoice::LastYear,
    ];
    /// As in addresses and texts.
    pub fn key(self) -> &'static str {
        match self {
            PeriodChoice::Month => "month",
            PeriodChoice::Quarter => "quarter",
            PeriodChoice::Year => "year",
            PeriodChoice::LastMonth => "last-month",
            PeriodChoice::LastQuarter => "last-quarter",
            PeriodChoice::LastYear => "last-year",
        }
    }
    /// The choice of that key; this quarter for anything else.
    pub fn from_key(key: &str) -> PeriodChoice {
        PeriodChoice::ALL.into_iter().find(|c| c.key() == key).unwrap_or_default()
    }
    /// The period it means for this reader.
    pub fn period(self, ctx: &Ctx) -> Period {
        let (grain, last) = match self {
            PeriodChoice::Month => (Grain::Month, false),
            PeriodChoice::Quarter => (Grain::Quarter, false),
            PeriodChoice::Year => (Grain::Year, false),
            PeriodChoice::LastMonth => (Grain::Month, true),
            PeriodChoice::LastQuarter => (Grain::Quarter, true),
            PeriodChoice::LastYear => (Grain::Year, true),
        };
        let now = Period::around(ctx, grain, ctx.today);
        if last { Period::around(ctx, grain, now.span.from.plus(-1)) } else { now }
    }
}

impl Period {
    /// The period around a day.
    pub fn around(ctx: &Ctx, grain: Grain, day: Day) -> Period {
        let span = ctx.company.calendar.period(grain, day).span;
        let is_running = span.contains(ctx.today);
        let so_far = if is_running { Span { from: span.from, to: ctx.today.next() } } else { span };
        Period { grain, span, is_running, so_far }
    }
    /// The last six, this one at the end.
    pub fn line(self, ctx: &Ctx) -> Vec<Period> {
        let mut line = vec![self];
        while line.len() < LINE {
            let Some(first) = line.last() else { break };
            line.push(Period::around(ctx, self.grain, first.span.from.plus(-1)));
        }
        line.reverse();
        line
    }
    /// How long, as a word.
    pub fn grain_key(self) -> &'static str {
        grain_key(self.grain)
    }
}

/// How long, as stored.
pub(super) fn grain_key(grain: Grain) -> &'static str {
    match grain {
        Grain::Month => "month",
        Grain::Quarter => "quarter",
        Grain::Year => "year",
    }
}
