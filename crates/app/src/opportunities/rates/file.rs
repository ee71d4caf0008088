//! Rates of a file: columns for currency, day and rate, in any order and style that `sheet` reads.

use super::NewRate;
use domain::{Day, Refusal};
use sheet::dates::{DateStyle, DayOrder};
use sheet::numbers::DecimalMark;
use sheet::{ReadOptions, Row, Table};

/// What a file holds.
#[derive(Debug, Default)]
pub struct Read {
    /// Rows that read, with their lines.
    pub rates: Vec<(u64, NewRate)>,
    /// Lines that do not, and why.
    pub rejected: Vec<(u64, Refusal)>,
}

/// What a column may be called, folded.
const CURRENCY: &[&str] = &["currency", "currencycode", "code", "iso", "base", "valuta", "币种", "货币"];
const DAY: &[&str] = &["date", "day", "on", "validfrom", "timeperiod", "dato", "日期"];
const RATE: &[&str] = &["rate", "exchangerate", "value", "obsvalue", "kurs", "汇率"];

/// Reads a file of rates.
///
/// # Errors
/// `refusal-file-unreadable`, `refusal-rate-columns`.
pub fn read(name: &str, bytes: &[u8]) -> Result<Read, Refusal> {
    let unreadable = |e| Refusal::new("refusal-file-unreadable").at("files").with("file", name).with("detail", e);
    let table = sheet::read(bytes, &ReadOptions::default()).map_err(unreadable)?;
    let columns = (column(&table, CURRENCY), column(&table, DAY), column(&table, RATE));
    let (Some(currency), Some(day), Some(rate)) = columns else {
        let found = table.header().join(", ");
        return Err(Refusal::new("refusal-rate-columns").at("files").with("file", name).with("columns", found));
    };
    let style = sheet::dates::detect(table.column(day), DayOrder::DayFirst).map(|found| found.style);
    let mark = sheet::numbers::detect(table.column(rate), DecimalMark::Point).map(|found| found.mark);
    let (style, mark) = (style.unwrap_or(DateStyle::YearMonthDay), mark.unwrap_or_default());
    let mut read = Read::default();
    for row in table.rows().filter(|row| !row.is_blank()) {
        match one(&row, currency, (day, style), (rate, mark)) {
            Ok(new) => read.rates.push((row.line(), new)),
            Err(refusal) => read.rejected.push((row.line(), refusal)),
        }
    }
    Ok(read)
}

fn column(table: &Table, names: &[&str]) -> Option<usize> {
    let folded = |header: &str| text::fold(header).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    names.iter().find_map(|name| table.header().iter().position(|header| folded(header) == *name))
}

fn one(
    row: &Row<'_>,
    currency: usize,
    (day, style): (usize, DateStyle),
    (rate, mark): (usize, DecimalMark),
) -> Result<NewRate, Refusal> {
    let (on, value) = (row.get(day).trim(), row.get(rate).trim());
    let wrong_day = |_| Refusal::new("refusal-day-unreadable").at("on").with("value", on).with("style", style.name());
    let moment = sheet::dates::parse(style, on).map_err(wrong_day)?;
    let wrong = |_| Refusal::new("refusal-rate-unreadable").at("rate").with("value", value);
    let number = sheet::numbers::parse(mark, value).map_err(wrong)?;
    Ok(NewRate { currency: row.get(currency).trim().to_owned(), on: Day::from(moment.date), rate: number.decimal })
}
