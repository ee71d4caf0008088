//! Exports in the shapes of other systems: their objects, their headers, so that their own importers take the files.
//!
//! What a shape is, is data: a file for each kind of record, and for each column where its value comes from ([`Sheet`]).
//! Records are told apart by the ids they have here, which the other system keeps as their external ids. A company's own fields
//! follow behind. What those systems have no place for (dated organisation, credit, history) is in the plain export.

mod hubspot;
mod pipedrive;
mod salesforce;

use super::{Fault, Sink};
use crate::listing::{self, Cell, Kind, ListQuery, ListView};
use crate::{Ctx, Error};
use db::Tx;
use domain::custom_fields::CustomField;
use domain::policy::{Action, Noun};

/// Rows read at once.
const PAGE: usize = 1000;

/// A system whose shape the files have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// Salesforce: API names, as its data loader reads them.
    Salesforce,
    /// HubSpot: the labels of its own exports.
    HubSpot,
    /// Pipedrive: `Deal - Title`.
    Pipedrive,
}

/// A file of a shape.
#[derive(Clone, Copy)]
pub(super) struct Sheet {
    /// Its name.
    file: &'static str,
    /// What its rows are.
    kind: &'static Kind,
    /// Headers, and where the values come from: a field; `account.id`; `amount.currency`; `probability_bp.percent`, basis points
    /// as a percentage; `outcome.is.won`, whether it is that; `consent_email.says.no`; `id`, the record's own.
    columns: &'static [(&'static str, &'static str)],
}

impl Shape {
    /// All of them.
    pub const ALL: [Shape; 3] = [Shape::Salesforce, Shape::HubSpot, Shape::Pipedrive];

    /// Its name: `salesforce`, `hubspot`, `pipedrive`.
    pub fn key(self) -> &'static str {
        match self {
            Shape::Salesforce => "salesforce",
            Shape::HubSpot => "hubspot",
            Shape::Pipedrive => "pipedrive",
        }
    }

    /// The shape of that name.
    pub fn from_key(key: &str) -> Option<Shape> {
        Shape::ALL.into_iter().find(|shape| shape.key() == key)
    }

    fn sheets(self) -> &'static [Sheet] {
        match self {
            Shape::Salesforce => salesforce::SHEETS,
            Shape::HubSpot => hubspot::SHEETS,
            Shape::Pipedrive => pipedrive::SHEETS,
        }
    }

    /// What it calls one of a company's own fields.
    fn header(self, sheet: &Sheet, field: &CustomField) -> String {
        match self {
            Shape::Salesforce => format!("{}__c", field.key.trim_start_matches(domain::custom_fields::PREFIX)),
            Shape::HubSpot => field.label.clone(),
            Shape::Pipedrive => {
                let before = sheet.columns.first().and_then(|(header, _)| header.split_once(" - "));
                format!("{} - {}", before.map_or("", |(before, _)| before), field.label)
            }
        }
    }
}

/// Writes all records in that shape, as CSV; answers the files with their rows.
///
/// # Errors
/// [`Error::Forbidden`] for everyone but the owner; what can be written no further; the database's own.
pub fn shaped(ctx: &Ctx, tx: &mut Tx<'_>, shape: Shape, to: &mut dyn Sink) -> Result<Vec<(&'static str, u64)>, Fault> {
    ctx.may(Action::See, Noun::Company)?;
    let mut done = Vec::new();
    for sheet in shape.sheets() {
        let mut rows = 0;
        to.file(sheet.file, &mut |file| {
            rows = write(ctx, tx, shape, sheet, &mut csv::Writer::from_writer(file))?;
            Ok(())
        })?;
        done.push((sheet.file, rows));
    }
    Ok(done)
}

fn write<W: std::io::Write>(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    shape: Shape,
    sheet: &Sheet,
    to: &mut csv::Writer<W>,
) -> Result<u64, Fault> {
    let own: Vec<&CustomField> = ctx.fields.of(sheet.kind.noun).collect();
    let headers = sheet.columns.iter().map(|(header, _)| (*header).to_owned());
    let headers = headers.chain(own.iter().map(|field| shape.header(sheet, field)));
    to.write_record(headers).map_err(unwritten)?;
    let from: Vec<&str> =
        sheet.columns.iter().map(|(_, from)| *from).chain(own.iter().map(|field| field.key.as_str())).collect();
    let mut fields: Vec<String> = from.iter().map(|from| base(from).to_owned()).filter(|key| key != "id").collect();
    fields.sort();
    fields.dedup();
    let mut query = ListQuery { fields, limit: PAGE, ..ListQuery::default() };
    let mut rows = 0;
    loop {
        let page = listing::list(ctx, tx, sheet.kind, &query)?;
        for row in &page.rows {
            to.write_record(from.iter().map(|from| value(&page, row, from))).map_err(unwritten)?;
            rows += 1;
        }
        let Some(next) = page.next_cursor else { break };
        query.cursor = Some(next);
    }
    to.flush()?;
    Ok(rows)
}

/// The field that a value comes from.
fn base(from: &str) -> &str {
    from.split_once('.').map_or(from, |(field, _)| field)
}

fn value(page: &ListView, row: &listing::ListRow, from: &str) -> String {
    if from == "id" {
        return row.id.to_string();
    }
    let (field, part) = from.split_once('.').unwrap_or((from, ""));
    let at = page.columns.iter().position(|column| column.key == field);
    let Some(cell) = at.and_then(|at| row.cells.get(at)) else { return String::new() };
    match (part, cell) {
        ("id", Cell::Record(label)) => label.id.to_string(),
        ("currency", Cell::Money(money)) => money.currency.to_string(),
        ("percent", Cell::Number(points)) => percent(*points),
        ("is.won" | "is.open", Cell::Choice(key)) => part.strip_prefix("is.").is_some_and(|is| is == key).to_string(),
        ("says.no", Cell::Choice(key)) => domain::consents::forbids(key).to_string(),
        ("is.closed", Cell::Choice(key)) => (key != "open").to_string(),
        ("", Cell::Hidden) => String::new(),
        ("", cell) => cell.plain(),
        _ => String::new(),
    }
}

/// Basis points as a percentage: `12.5`.
fn percent(points: i64) -> String {
    match (points / 100, points % 100) {
        (whole, 0) => whole.to_string(),
        (whole, rest) => format!("{whole}.{rest:02}").trim_end_matches('0').to_owned(),
    }
}

fn unwritten(error: csv::Error) -> Fault {
    Fault::App(Error::Internal(error.to_string()))
}
