//! `bailiwick measure`: a measure over a period, by one dimension.

use crate::failure::Failure;
use crate::{Database, output};
use app::ctx::Who;
use app::listing::Cell;
use app::measures::behind::{Behind, BehindRow, BehindView, Side, Whose, behind};
use app::measures::{MeasureQuery, MeasureRow, MeasureView, Opens, measure};
use app::{Ctx, House};
use domain::kernel::Span;
use domain::kernel::id::PositionId;
use domain::measures::catalogue::Dimension;
use domain::measures::figure::{Figure, Value};
use domain::{Day, Refusal};
use std::process::ExitCode;

/// A measure. Example: `bailiwick measure win_rate --by manager --from 2017-01-01 --to 2017-12-31 --json`
#[derive(clap::Args, Debug)]
pub struct Measure {
    #[command(flatten)]
    database: Database,
    /// Its id, e.g. win_rate, bookings_amount, sales_cycle_days.
    id: String,
    /// person, position, manager, unit, product, account, stage, month, quarter, year.
    #[arg(long)]
    by: Option<String>,
    /// First day (YYYY-MM-DD); the beginning of the fiscal year where none is given.
    #[arg(long)]
    from: Option<Day>,
    /// Last day, included; today where none is given.
    #[arg(long, visible_alias = "as-of")]
    to: Option<Day>,
    /// Only this position (by external id or id) and those below it.
    #[arg(long)]
    under: Option<String>,
    /// Restated to the organisation of this day.
    #[arg(long)]
    restated_to: Option<Day>,
    /// The records behind the figure instead: what each is, its day, whom it counts for and what it adds; 50 at a time.
    #[arg(long, conflicts_with = "csv")]
    records: bool,
    /// With --records and --by: of the row of this key or label.
    #[arg(long, requires = "records", requires = "by")]
    row: Option<String>,
    /// With --records: lines to pass over.
    #[arg(long, requires = "records", default_value_t = 0)]
    skip: usize,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
    /// Prints CSV.
    #[arg(long, conflicts_with = "json")]
    csv: bool,
}

impl Measure {
    /// Runs it.
    ///
    /// # Errors
    /// A measure or dimension that is not known.
    pub fn run(self) -> Result<ExitCode, Failure> {
        let house = self.database.open()?;
        if self.records {
            return self.behind(&house);
        }
        let view = house.read(Who::Console, |ctx, tx| measure(ctx, tx, &self.query(ctx)))?;
        if self.json {
            output::json(&view)?;
        } else if self.csv {
            output::text(csv(&view).trim_end())?;
        } else {
            people(&view)?;
        }
        Ok(ExitCode::SUCCESS)
    }

    fn query(&self, ctx: &Ctx) -> MeasureQuery {
        MeasureQuery {
            measure: self.id.clone(),
            from: self.from,
            to: self.to,
            by: self.by.clone(),
            under: self.under(ctx),
            restated_to: self.restated_to,
            ..MeasureQuery::default()
        }
    }

    /// The position under which, where one is named.
    fn under(&self, ctx: &Ctx) -> Option<PositionId> {
        let text = self.under.as_ref()?;
        ctx.history.position_by_external(text).or_else(|| text.parse().ok())
    }

    fn behind(&self, house: &House) -> Result<ExitCode, Failure> {
        let view = house.read(Who::Console, |ctx, tx| {
            let split = measure(ctx, tx, &self.query(ctx))?;
            let whole = Opens { row: None, span: Span { from: split.from, to: split.to.next() } };
            let Opens { row, span } = match &self.row {
                None => whole,
                Some(text) => opens(&split, text).ok_or_else(|| wrong(text))?,
            };
            let by = split.by.as_deref().and_then(Dimension::get);
            let (row, under) = (by.zip(row), self.under(ctx));
            let whose = Whose::Row { row, under, under_on: None, restated_to: self.restated_to };
            behind(ctx, tx, &Behind { measure: self.id.clone(), span, whose, side: Side::Both, skip: self.skip })
        })?;
        if self.json {
            output::json(&view)?
        } else {
            records(&view)?
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The row of a split with that key or label.
fn opens(split: &MeasureView, text: &str) -> Option<Opens> {
    let has_key = |row: &&MeasureRow| row.key.as_deref() == Some(text);
    let found = split.rows.iter().find(has_key).or_else(|| split.rows.iter().find(|row| row.label == text));
    found?.opens
}

fn wrong(row: &str) -> app::Error {
    Refusal::new("refusal-value-wrong").at("row").with("value", row).into()
}

/// The records behind a figure, a line each.
fn records(view: &BehindView) -> Result<(), Failure> {
    let fixed = ["id", "day", "whom", "adds", "below", "time"];
    let header: Vec<&str> = fixed.into_iter().chain(view.columns.iter().map(|column| column.key)).collect();
    let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    let line = |row: &BehindRow| {
        let day = row.day.map(|day| day.to_string()).unwrap_or_default();
        let mut cells = vec![row.id.to_string(), day, row.whom.clone(), row.adds.to_string()];
        cells.extend([number(row.below), number(row.time)]);
        cells.extend(row.cells.iter().map(Cell::plain));
        cells.resize(header.len(), String::new());
        cells
    };
    output::table(&header, &view.rows.iter().map(line).collect::<Vec<_>>())?;
    let more = if view.seen.more_than { "more than " } else { "" };
    output::text(&format!("{more}{} {}, {} to {}", view.seen.n, view.kind, view.from, view.to))
}

fn value(figure: &Figure) -> String {
    match figure.value {
        None => String::new(),
        Some(Value::Whole(n)) => n.to_string(),
        Some(Value::Number(x)) => format!("{x:.4}"),
        Some(Value::Money(money)) => money.plain(),
    }
}

fn cells(key: &str, label: &str, figure: &Figure) -> Vec<String> {
    let part = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    vec![label.to_owned(), key.to_owned(), part(figure.numerator), part(figure.denominator), value(figure)]
}

fn rows(view: &MeasureView) -> Vec<Vec<String>> {
    let mut rows: Vec<_> =
        view.rows.iter().map(|r| cells(r.key.as_deref().unwrap_or("unplaced"), &r.label, &r.figure)).collect();
    rows.push(cells("total", "total", &view.total));
    rows
}

const HEADER: [&str; 5] = ["label", "key", "numerator", "denominator", "value"];

fn people(view: &MeasureView) -> Result<(), Failure> {
    output::text(&format!("{} ({}), {} to {}", view.measure, view.unit, view.from, view.to))?;
    output::table(&HEADER, &rows(view))?;
    match &view.beside {
        Some(beside) => output::text(&format!("beside it, {}: {}", beside.measure, value(&beside.figure))),
        None => Ok(()),
    }
}

fn csv(view: &MeasureView) -> String {
    let quote = |cell: &String| {
        if cell.contains([',', '"', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
    };
    let line = |cells: Vec<String>| cells.iter().map(quote).collect::<Vec<_>>().join(",") + "\n";
    std::iter::once(HEADER.map(str::to_owned).to_vec()).chain(rows(view)).map(line).collect()
}
