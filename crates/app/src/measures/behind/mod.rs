//! The records behind a figure, of any measure whose figures come from records: those that add to it, with what each
//! adds, as far as the reader may see them, and how many more there are.
//!
//! One mechanism for all: a measure's components say of which records and days they are ([`domain::measures::component::Source`]); a statement
//! finds the records that may count, and what the domain says each contributes decides. Lines are counted up to
//! [`crate::listing::COUNT_CAP`], as those of lists are.

mod page;
mod shown;
mod sql;
mod walk;
mod whose;

use super::query::{MeasureQuery, of_row};
use super::series::{Subject, series};
use crate::handoffs::HandoffView;
use crate::listing::{Cell, Column, Counted};
use crate::{Ctx, Result};
use db::Tx;
use domain::Refusal;
use domain::kernel::id::PositionId;
use domain::kernel::{Day, Span};
use domain::measures::catalogue::{self, Dimension, Measure};
use domain::measures::figure::Figure;
use domain::policy::{Action, Noun};
use page::Page;
use serde::Serialize;
use std::str::FromStr;
use uuid::Uuid;
use walk::Walk;

/// Lines of a page.
pub const PAGE: usize = 50;

/// Which figure of a measure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Whose {
    /// Of a position or a unit, as on a scorecard.
    Subject(Subject),
    /// Of a measure's page: one of its rows, or all of them.
    Row {
        /// The row, in its dimension.
        row: Option<(Dimension, RowRef)>,
        /// Only this position and those below it,
        under: Option<PositionId>,
        /// in the organisation of this day; of the last one where none is given.
        under_on: Option<Day>,
        /// Restated to the organisation of this day.
        restated_to: Option<Day>,
    },
}

/// A row of a measure's page, as in an address: an id, `empty`, `unplaced`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RowRef {
    /// A person, position, unit, product, account, stage or source.
    Id(Uuid),
    /// Without the value asked for.
    Empty,
    /// Without a place in the organisation asked for.
    Unplaced,
}

impl FromStr for RowRef {
    type Err = ();
    fn from_str(text: &str) -> std::result::Result<RowRef, ()> {
        match text {
            "empty" => Ok(RowRef::Empty),
            "unplaced" => Ok(RowRef::Unplaced),
            id => id.parse().map(RowRef::Id).map_err(|_| ()),
        }
    }
}

impl std::fmt::Display for RowRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            RowRef::Id(id) => id.fmt(f),
            RowRef::Empty => f.write_str("empty"),
            RowRef::Unplaced => f.write_str("unplaced"),
        }
    }
}

/// Which of the records: of a ratio, those that count above its line or only below it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Side {
    /// All.
    #[default]
    Both,
    /// Those in the numerator.
    Over,
    /// The others.
    Rest,
}

/// What is asked.
#[derive(Clone, Debug)]
pub struct Behind {
    /// Which measure.
    pub measure: String,
    /// Its days.
    pub span: Span,
    /// For whom.
    pub whose: Whose,
    /// Which of the records.
    pub side: Side,
    /// Lines passed over.
    pub skip: usize,
}

/// What a record adds to a figure for a position.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Line {
    pub id: Uuid,
    pub day: Option<Day>,
    pub position: PositionId,
    pub over: i64,
    pub under: i64,
    pub time: Option<i64>,
}

/// A record that stands behind a figure.
#[derive(Clone, Debug, Serialize)]
pub struct BehindRow {
    /// Which record.
    pub id: Uuid,
    /// The day it counts on; none of a state.
    pub day: Option<Day>,
    /// Whom it counts for: who held the position then, else its title.
    pub whom: String,
    /// What it adds: how many, an amount in minor units; of a ratio, above its line.
    pub adds: i64,
    /// What it adds below the line; none where there is none.
    pub below: Option<i64>,
    /// Its own time, of measures of times: days or minutes.
    pub time: Option<i64>,
    /// Its fields, one for each column; of hand-offs none.
    pub cells: Vec<Cell>,
    /// The hand-off, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handoff: Option<HandoffView>,
}

/// The records behind a figure.
#[derive(Clone, Debug, Serialize)]
pub struct BehindView {
    /// Which measure.
    pub measure: &'static str,
    /// First day.
    pub from: Day,
    /// Last day, included.
    pub to: Day,
    /// The figure.
    pub figure: Figure,
    /// What the records are: `leads`, `activities`, `handoffs`, `opportunities`.
    pub kind: &'static str,
    /// Their fields.
    pub columns: Vec<Column>,
    /// This page of them, the latest first.
    pub rows: Vec<BehindRow>,
    /// How many lines the reader sees.
    pub seen: Counted,
    /// How many more the figure counts; none where they are too many to be counted.
    pub hidden: Option<i64>,
    /// Whether there are more after this page.
    pub has_more: bool,
}

/// Whether a measure's figures come from records that can be shown.
pub fn has_records(measure: &Measure) -> bool {
    measure.source().noun().is_some()
}

/// The records behind a figure. Figures are of what the reader may see the figures of; records, of what they may see.
///
/// # Errors
/// `refusal-measure-unknown`, `refusal-no-records-behind`, [`crate::Error::Forbidden`].
pub fn behind(ctx: &Ctx, tx: &mut Tx<'_>, asked: &Behind) -> Result<BehindView> {
    let figures = ctx.may(Action::See, Noun::Measure)?;
    let unknown = || Refusal::new("refusal-measure-unknown").at("measure").with("measure", &asked.measure);
    let measure = catalogue::find(&asked.measure).ok_or_else(unknown)?;
    let noun = measure.source().noun().ok_or_else(|| Refusal::new("refusal-no-records-behind"))?;
    let may = ctx.may(Action::See, noun).ok();
    let walk = || Walk::new(ctx, &figures, (measure, noun), asked.span, asked.whose);
    let mut page = Page::new(asked.skip);
    if let Some(scope) = &may {
        let mut members = walk().each(tx, Some(scope), |line| !asked.side.takes(&line) || page.take(line))?;
        page.name(ctx, &mut members, asked.span);
    }
    let seen = page.counted();
    let hidden = match &may {
        Some(scope) if scope.is_all() => Some(0),
        _ => {
            // By account and by stage, figures are added up from the records that may be seen.
            let scope = asked.whose.is_of_records().then_some(&figures);
            let mut every = Page::new(0);
            walk().each(tx, scope, |line| !asked.side.takes(&line) || every.take(line))?;
            let every = every.counted();
            (!every.more_than).then(|| (every.n - seen.n).max(0))
        }
    };
    let fields = shown::fields(ctx, tx, noun, &page.ids())?;
    Ok(BehindView {
        measure: measure.id,
        from: asked.span.from,
        to: asked.span.to.plus(-1),
        figure: figure(ctx, tx, measure, asked)?,
        kind: fields.kind,
        columns: fields.columns.clone(),
        rows: page.rows(!measure.sides().1.is_empty(), &fields),
        seen,
        hidden,
        has_more: page.has_more(),
    })
}

/// The figure itself.
fn figure(ctx: &Ctx, tx: &mut Tx<'_>, measure: &'static Measure, asked: &Behind) -> Result<Figure> {
    let (row, under, under_on, restated_to) = match asked.whose {
        Whose::Subject(subject) => {
            let found = series(ctx, tx, measure, subject, &[asked.span])?.pop();
            return found.ok_or(crate::Error::NotFound);
        }
        Whose::Row { row, under, under_on, restated_to } => (row, under, under_on, restated_to),
    };
    let query = MeasureQuery {
        measure: measure.id.to_owned(),
        from: Some(asked.span.from),
        to: Some(asked.span.to.plus(-1)),
        by: row.map(|(by, _)| by.key().to_owned()),
        under,
        under_on,
        restated_to,
    };
    of_row(ctx, tx, &query, row)
}

impl Side {
    fn takes(self, line: &Line) -> bool {
        match self {
            Side::Both => true,
            Side::Over => line.over != 0,
            Side::Rest => line.over == 0,
        }
    }
}

impl Whose {
    /// Whether its figure is added up from records, not from components.
    fn is_of_records(self) -> bool {
        matches!(self, Whose::Row { row: Some((Dimension::Account | Dimension::Stage, _)), .. })
    }
}
