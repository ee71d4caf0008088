//! The rows of a measure as CSV: keys, labels and plain numbers, the total last.

use crate::measures::MeasureView;
use crate::{Error, Result};
use domain::measures::figure::{Figure, Value};

const HEADER: [&str; 6] = ["key", "label", "value", "currency", "numerator", "denominator"];

/// The rows and the total of an answer.
///
/// # Errors
/// [`Error::Internal`] where a row cannot be written; memory never refuses one.
pub fn rows_csv(view: &MeasureView) -> Result<String> {
    let fault = |e: sheet::write::WriteError| Error::Internal(e.to_string());
    let mut out: Vec<u8> = Vec::new();
    let options = sheet::write::CsvOptions { protect: true, ..sheet::write::CsvOptions::default() };
    let mut writer = sheet::write::CsvWriter::new(&mut out, options).map_err(fault)?;
    writer.row(HEADER).map_err(fault)?;
    for row in &view.rows {
        let label = if row.hidden { crate::listing::HIDDEN } else { &row.label };
        let cells = cells(row.key.as_deref().unwrap_or_default(), label, &row.figure);
        writer.row(cells.iter().map(String::as_str)).map_err(fault)?;
    }
    let total = cells("total", "", &view.total);
    writer.row(total.iter().map(String::as_str)).map_err(fault)?;
    writer.finish().map_err(fault)?;
    Ok(String::from_utf8_lossy(&out).into_owned())
}

fn cells(key: &str, label: &str, figure: &Figure) -> [String; 6] {
    let (value, currency) = match figure.value {
        Some(Value::Money(money)) => (money.plain(), money.currency.code().to_owned()),
        Some(Value::Whole(n)) => (n.to_string(), String::new()),
        Some(Value::Number(x)) => (x.to_string(), String::new()),
        None => (String::new(), String::new()),
    };
    let part = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    [key.to_owned(), label.to_owned(), value, currency, part(figure.numerator), part(figure.denominator)]
}
