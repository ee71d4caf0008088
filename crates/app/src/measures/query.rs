//! One measure over a period, by one dimension: rows and the total, in the shape the CLI and the API print.

use super::attribute::{Attribution, RowKey, When, grain};
use super::behind::{RowRef, has_records};
use super::cells::{self, Wanted};
use super::records;
use crate::{Ctx, Result};
use db::Tx;
use domain::Refusal;
use domain::kernel::id::{PersonId, PositionId, ProductId, UnitId};
use domain::kernel::{Day, Span};
use domain::measures::catalogue::{self, Basis, Dimension, Measure};
use domain::measures::component::{Component, Source};
use domain::measures::figure::Figure;
use domain::measures::roll::Sums;
use domain::organisation::Organisation;
use domain::policy::{Action, Noun};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// What is asked.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct MeasureQuery {
    /// Which measure.
    pub measure: String,
    /// First day; the beginning of the fiscal year where none is given.
    pub from: Option<Day>,
    /// Last day, included; today where none is given.
    pub to: Option<Day>,
    /// `person`, `position`, `manager`, `unit`, `product`, `account`, `stage`, `source`, `month`, `quarter`, `year`.
    pub by: Option<String>,
    /// Only this position and those below it, in the organisation of the last day.
    pub under: Option<PositionId>,
    /// The organisation that says who is below it; that of the last day where none is given.
    pub under_on: Option<Day>,
    /// Restated to the organisation of this day, instead of as it was then.
    pub restated_to: Option<Day>,
}

/// One row.
#[derive(Clone, Debug, Serialize)]
pub struct MeasureRow {
    /// The external id where there is one, else the id, or the first day of the period; none for what has no place.
    pub key: Option<String>,
    /// For people.
    pub label: String,
    /// Whether the row stands for what the reader may not see by name.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
    /// The figure, with both parts where it is a ratio.
    #[serde(flatten)]
    pub figure: Figure,
    /// What opens the records behind it; none where none can be shown. In JSON the row of a split, as its records are asked
    /// for.
    #[serde(rename = "row", serialize_with = "row_of", skip_serializing_if = "is_no_row")]
    pub opens: Option<Opens>,
}

/// What opens the records behind a row: the row itself, or its days alone where it is a period.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Opens {
    /// The row.
    pub row: Option<RowRef>,
    /// Its days.
    pub span: Span,
}

#[expect(clippy::ref_option, reason = "serde hands the field itself")]
fn row_of<S: serde::Serializer>(opens: &Option<Opens>, serializer: S) -> std::result::Result<S::Ok, S::Error> {
    match opens.and_then(|opens| opens.row) {
        Some(row) => serializer.collect_str(&row),
        None => serializer.serialize_none(),
    }
}
#[expect(clippy::ref_option, reason = "serde hands the field itself")]
fn is_no_row(opens: &Option<Opens>) -> bool {
    opens.is_none_or(|opens| opens.row.is_none())
}

/// The answer.
#[derive(Clone, Debug, Serialize)]
pub struct MeasureView {
    /// Which measure.
    pub measure: String,
    /// `money`, `count`, `ratio`, `days` …
    pub unit: String,
    /// First day.
    pub from: Day,
    /// Last day, included.
    pub to: Day,
    /// The dimension.
    pub by: Option<String>,
    /// Rows, by label; periods in order.
    pub rows: Vec<MeasureRow>,
    /// Of everything that may be seen.
    pub total: Figure,
    /// What stands beside it, of everything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beside: Option<Beside>,
}

/// The figure of a measure that stands beside another.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Beside {
    /// Which measure.
    pub measure: &'static str,
    /// Its figure.
    #[serde(flatten)]
    pub figure: Figure,
}

/// Answers a measure.
///
/// # Errors
/// `refusal-measure-unknown`, `refusal-dimension-unknown`, `refusal-dimension-not-offered`, `refusal-period-backwards`.
pub fn measure(ctx: &Ctx, tx: &mut Tx<'_>, query: &MeasureQuery) -> Result<MeasureView> {
    let Summed { measure, by, from, to, rows: sums, total } = summed(ctx, tx, query)?;
    let currency = ctx.company.currency;
    let mut rows = Vec::with_capacity(sums.len());
    let organisation = ctx.organisation_on(query.restated_to.unwrap_or(to));
    let names = records::names(tx, sums.keys().copied(), by)?;
    for (key, sums) in sums {
        let hidden = key == RowKey::Hidden;
        let opens = opens(ctx, measure, by, key, Span { from, to: to.next() });
        let (key, label) = named(ctx, &organisation, &names, key);
        rows.push(MeasureRow { key, label, hidden, figure: measure.figure(&sums, currency), opens });
    }
    if !by.is_some_and(is_time) {
        rows.sort_by_cached_key(|r| (r.key.is_none(), text::sort_key(&r.label), r.key.clone()));
    }
    let beside = match measure.beside() {
        Some(of) => {
            let query = MeasureQuery { measure: of.id.to_owned(), by: None, ..query.clone() };
            Some(Beside { measure: of.id, figure: of.figure(&summed(ctx, tx, &query)?.total, currency) })
        }
        None => None,
    };
    Ok(MeasureView {
        beside,
        measure: measure.id.to_owned(),
        unit: measure.unit.key().to_owned(),
        from,
        to,
        by: by.map(|d| d.key().to_owned()),
        rows,
        total: measure.figure(&total, currency),
    })
}

/// The figure of one row, or of everything; of a row that nothing counts in, that of nothing.
pub(super) fn of_row(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    query: &MeasureQuery,
    row: Option<(Dimension, RowRef)>,
) -> Result<Figure> {
    let Summed { measure, rows, total, .. } = summed(ctx, tx, query)?;
    let sums = match row {
        None => total,
        Some((by, row)) => row.key(by).and_then(|key| rows.get(&key).cloned()).unwrap_or_default(),
    };
    Ok(measure.figure(&sums, ctx.company.currency))
}

fn opens(ctx: &Ctx, measure: &Measure, by: Option<Dimension>, key: RowKey, span: Span) -> Option<Opens> {
    let row = match key {
        RowKey::Hidden => return None,
        RowKey::Period(day) => {
            let period = ctx.company.calendar.period(grain(by?), day).span;
            let span = Span { from: period.from.max(span.from), to: period.to.min(span.to) };
            return has_records(measure).then_some(Opens { row: None, span });
        }
        RowKey::Empty => RowRef::Empty,
        RowKey::Unplaced => RowRef::Unplaced,
        RowKey::Person(PersonId(id))
        | RowKey::Position(PositionId(id))
        | RowKey::Unit(UnitId(id))
        | RowKey::Product(ProductId(id))
        | RowKey::Record(id) => RowRef::Id(id),
    };
    has_records(measure).then_some(Opens { row: Some(row), span })
}

/// What a question sums up to, before it is named.
struct Summed {
    measure: &'static Measure,
    by: Option<Dimension>,
    from: Day,
    to: Day,
    rows: Rows,
    total: Sums,
}

fn summed(ctx: &Ctx, tx: &mut Tx<'_>, query: &MeasureQuery) -> Result<Summed> {
    let scope = ctx.may(Action::See, Noun::Measure)?;
    let measure = catalogue::find(&query.measure)
        .ok_or_else(|| Refusal::new("refusal-measure-unknown").at("measure").with("measure", &query.measure))?;
    let by = dimension(measure, query.by.as_deref())?;
    let from =
        query.from.unwrap_or_else(|| ctx.company.calendar.period(domain::kernel::Grain::Year, ctx.today).span.from);
    let to = query.to.unwrap_or(ctx.today);
    if from > to {
        return Err(Refusal::new("refusal-period-backwards").at("from").with("from", from).with("to", to).into());
    }
    let asked = Asked { measure, by, span: Span { from, to: to.next() }, query };
    let (rows, total) = if measure.source() == Source::Organisation {
        super::records::of_organisation(ctx, &asked)?
    } else if matches!(by, Some(Dimension::Account | Dimension::Stage)) {
        records::of_records(ctx, tx, &scope, &asked)?
    } else {
        of_components(ctx, tx, &scope, &asked)?
    };
    Ok(Summed { measure, by, from, to, rows, total })
}

/// Figures by the ids of the positions or units they belong to.
pub struct Figures {
    /// First day.
    pub from: Day,
    /// Last day, included.
    pub to: Day,
    /// Each figure by our id.
    pub values: HashMap<uuid::Uuid, Figure>,
}

/// Answers a measure by position, manager or unit, for a picture of the organisation.
///
/// # Errors
/// As [`measure`].
pub fn figures(ctx: &Ctx, tx: &mut Tx<'_>, query: &MeasureQuery) -> Result<Figures> {
    let Summed { measure, from, to, rows, .. } = summed(ctx, tx, query)?;
    let id = |key: RowKey| match key {
        RowKey::Position(id) => Some(id.0),
        RowKey::Unit(id) => Some(id.0),
        _ => None,
    };
    let figure = |sums: &Sums| measure.figure(sums, ctx.company.currency);
    let values = rows.iter().filter_map(|(key, sums)| Some((id(*key)?, figure(sums)))).collect();
    Ok(Figures { from, to, values })
}

/// A question that was understood.
pub(super) struct Asked<'a> {
    pub measure: &'static Measure,
    pub by: Option<Dimension>,
    pub span: Span,
    pub query: &'a MeasureQuery,
}

pub(super) type Rows = BTreeMap<RowKey, Sums>;

fn dimension(measure: &Measure, by: Option<&str>) -> Result<Option<Dimension>> {
    let Some(by) = by.filter(|b| !b.is_empty()) else { return Ok(None) };
    let unknown = || Refusal::new("refusal-dimension-unknown").at("by").with("by", by);
    let dimension = Dimension::get(by).ok_or_else(unknown)?;
    if !measure.splits_by(dimension) {
        return Err(Refusal::new("refusal-dimension-not-offered")
            .at("by")
            .with("by", by)
            .with("measure", measure.id)
            .into());
    }
    Ok(Some(dimension))
}

pub(super) fn is_time(by: Dimension) -> bool {
    matches!(by, Dimension::Month | Dimension::Quarter | Dimension::Year)
}

fn of_components(ctx: &Ctx, tx: &mut Tx<'_>, scope: &crate::Scope, asked: &Asked<'_>) -> Result<(Rows, Sums)> {
    let components: Vec<Component> = asked.measure.inputs().collect();
    let snapshot = asked.measure.basis == Basis::Snapshot;
    let last = asked.span.to.plus(-1);
    let when = match asked.query.restated_to {
        Some(day) => When::On(day),
        None if snapshot => When::On(last),
        None => When::Then,
    };
    let mut attribution = Attribution::new(ctx, asked.by.unwrap_or(Dimension::Position), when);
    let wanted = Wanted {
        components: &components,
        span: asked.measure.window(asked.span),
        changes: attribution.changes(),
        by_subject: matches!(asked.by, Some(Dimension::Product | Dimension::Source)),
    };
    let mut cells = cells::read(tx, scope, &wanted)?;
    if let Some(under) = asked.query.under {
        let organisation = ctx.organisation_on(asked.query.under_on.unwrap_or(last));
        cells.retain(|c| organisation.is_under(c.position, under) || c.position == under);
    }
    let (mut rows, mut total) = (Rows::new(), Sums::default());
    for cell in &cells {
        total.add(cell.component, cell.bucket, cell.amount);
        if asked.by.is_some() {
            for key in attribution.keys(cell) {
                rows.entry(key).or_default().add(cell.component, cell.bucket, cell.amount);
            }
        }
    }
    if let Some(by) = asked.by.filter(|b| is_time(*b)) {
        rows = periods(ctx, asked, by, rows, snapshot);
    }
    Ok((rows, total))
}

/// Every period of the span has a row; a snapshot's row is the sum up to the period's end.
fn periods(ctx: &Ctx, asked: &Asked<'_>, by: Dimension, found: Rows, snapshot: bool) -> Rows {
    let wanted = ctx.company.calendar.periods(grain(by), asked.span);
    let mut rows = Rows::new();
    for period in wanted {
        let key = RowKey::Period(period.span.from);
        let mut sums = Sums::default();
        if snapshot {
            found.range(..=key).for_each(|(_, s)| sums += s);
        } else if let Some(s) = found.get(&key) {
            sums += s;
        }
        rows.insert(key, sums);
    }
    rows
}

/// Key and label of a row.
/// Key of the group of records that have no value, in every language.
pub const EMPTY: &str = "(empty)";

fn named(
    ctx: &Ctx,
    organisation: &Organisation,
    names: &HashMap<uuid::Uuid, (Option<String>, String)>,
    key: RowKey,
) -> (Option<String>, String) {
    let person = |id| ctx.history.rows().people.get(&id);
    match key {
        RowKey::Unplaced | RowKey::Hidden => (None, String::new()),
        RowKey::Empty => (Some(EMPTY.to_owned()), EMPTY.to_owned()),
        RowKey::Period(day) => (Some(day.to_string()), day.to_string()),
        RowKey::Person(id) => {
            let found = person(id);
            let external = found.and_then(|p| p.external_id.clone());
            (Some(external.unwrap_or_else(|| id.to_string())), found.map(|p| p.name.clone()).unwrap_or_default())
        }
        RowKey::Position(id) => {
            let seat = organisation.position(id);
            let holder = organisation.person_of(id).and_then(person);
            let external =
                seat.and_then(|p| p.external_id.clone()).or_else(|| holder.and_then(|p| p.external_id.clone()));
            let label = holder.map(|p| p.name.clone()).or_else(|| seat.map(|p| p.title.clone())).unwrap_or_default();
            (Some(external.unwrap_or_else(|| id.to_string())), label)
        }
        RowKey::Unit(id) => (Some(id.to_string()), organisation.unit(id).map(|u| u.name.clone()).unwrap_or_default()),
        RowKey::Product(ProductId(id)) | RowKey::Record(id) => {
            let (external, label) = names.get(&id).cloned().unwrap_or_default();
            (Some(external.unwrap_or_else(|| id.to_string())), label)
        }
    }
}
