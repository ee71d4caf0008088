//! `bailiwick measure`: a measure over a period, by one dimension.

use crate::failure::Failure;
use crate::{Database, output};
use app::ctx::Who;
use app::measures::{MeasureQuery, MeasureView, measure};
use domain::Day;
use domain::measures::figure::{Figure, Value};
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
        let view = house.read(Who::Console, |ctx, tx| {
            let named = |text: &String| ctx.history.position_by_external(text).or_else(|| text.parse().ok());
            let query = MeasureQuery {
                measure: self.id.clone(),
                from: self.from,
                to: self.to,
                by: self.by.clone(),
                under: self.under.as_ref().and_then(named),
                restated_to: self.restated_to,
                ..MeasureQuery::default()
            };
            measure(ctx, tx, &query)
        })?;
        if self.json {
            output::json(&view)?;
        } else if self.csv {
            output::text(csv(&view).trim_end())?;
        } else {
            people(&view)?;
        }
        Ok(ExitCode::SUCCESS)
    }
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
