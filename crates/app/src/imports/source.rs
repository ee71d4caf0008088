//! A file whose kind and columns are known, and its cells as what they mean.

use super::exchange;
use super::kinds::Kind;
use super::own::Style;
use super::recognise;
use super::report::FileReport;
use super::settings::Settings;
use domain::kernel::{Currency, Money};
use domain::{Day, Refusal};
use sheet::dates::{DateStyle, DayOrder};
use sheet::numbers::DecimalMark;
use std::collections::BTreeMap;

/// A file that was understood.
pub struct Source {
    /// Its rows.
    pub table: sheet::Table,
    /// What they are.
    pub kind: Kind,
    /// How it is to be read.
    pub settings: Settings,
    /// What becomes of it.
    pub report: FileReport,
    columns: BTreeMap<String, usize>,
    dates: BTreeMap<String, DateStyle>,
    marks: BTreeMap<String, DecimalMark>,
}

/// Fields that hold days.
const DAYS: [&str; 9] =
    ["created_on", "close_on", "closed_on", "lost_on", "next_step_on", "starts_on", "ends_on", "happened_at", "due_on"];
/// Fields that hold numbers.
const NUMBERS: [&str; 8] =
    ["amount", "probability", "price", "revenue", "employees", "place", "founded_year", "minutes"];

impl Source {
    /// Reads a file and finds out what it holds.
    ///
    /// # Errors
    /// `refusal-file-unreadable`, `refusal-file-not-recognised`, `refusal-column-missing`; each says what to do.
    pub fn open(name: &str, bytes: &[u8], settings: &Settings) -> Result<Source, Refusal> {
        let settings = settings.of_file(name);
        if let Some(read) = exchange::read(name, bytes) {
            return Ok(Source::exchanged(name, read?, settings));
        }
        let options = sheet::ReadOptions {
            separator: settings.separator,
            has_header: settings.has_header,
            columns: settings.columns.clone(),
            sheet: settings.sheet.clone(),
            ..sheet::ReadOptions::default()
        };
        let table = sheet::read(bytes, &options)
            .map_err(|e| Refusal::new("refusal-file-unreadable").at(name).with("file", name).with("detail", e))?;
        let found = recognise::recognise(table.header());
        let kind = settings.kind.or(found.map(|f| f.kind));
        let unknown = || {
            Refusal::new("refusal-file-not-recognised")
                .at(name)
                .with("file", name)
                .with("columns", table.header().join(", "))
        };
        let kind = kind.ok_or_else(unknown)?;
        let columns = columns(&table, kind, &settings)?;
        let mut source = Source {
            report: described(name, kind, &table, &columns),
            table,
            kind,
            settings,
            columns,
            dates: BTreeMap::new(),
            marks: BTreeMap::new(),
        };
        source.find_styles();
        Ok(source)
    }

    /// A file of cards: its columns are ours, and nothing needs to be guessed.
    fn exchanged(name: &str, read: exchange::Exchanged, settings: Settings) -> Source {
        let kind = Kind::Contacts;
        let columns = recognise::columns(read.table.header(), kind);
        let columns = columns.into_iter().map(|(field, at)| (field.to_owned(), at)).collect();
        let mut report = described(name, kind, &read.table, &columns);
        report.warnings = read.warnings;
        let (dates, marks) = (BTreeMap::new(), BTreeMap::new());
        Source { table: read.table, kind, settings, report, columns, dates, marks }
    }

    fn find_styles(&mut self) {
        for field in DAYS {
            self.find_days(field);
        }
        for field in NUMBERS {
            self.find_numbers(field);
        }
    }

    fn find_days(&mut self, field: &str) {
        let hint = match self.settings.day_order.as_deref() {
            Some("month_first") => DayOrder::MonthFirst,
            _ => DayOrder::DayFirst,
        };
        let Some(&at) = self.columns.get(field) else { return };
        let Some(found) = sheet::dates::detect(self.table.column(at), hint) else { return };
        self.dates.insert(field.to_owned(), found.style);
        let ambiguous = if found.ambiguous { " (ambiguous)" } else { "" };
        self.report.styles.insert(field.to_owned(), format!("{}{ambiguous}", found.style.name()));
    }

    fn find_numbers(&mut self, field: &str) {
        let Some(&at) = self.columns.get(field) else { return };
        let Some(found) = sheet::numbers::detect(self.table.column(at), DecimalMark::Point) else { return };
        self.marks.insert(field.to_owned(), found.mark);
        self.report.styles.insert(field.to_owned(), format!("1{}5", found.mark.character()));
    }

    /// Takes a column that no other field has for a field of the company's own, by one of its folded names. Says whether there
    /// is one.
    pub(super) fn add(&mut self, field: &str, names: &[String]) -> bool {
        let header = self.table.header();
        let is_free = |at: &usize| !self.columns.values().any(|taken| taken == at);
        let is_kept = |theirs: &String| !self.settings.skip.contains(theirs);
        let named = |name: &String| {
            header.iter().position(|theirs| is_kept(theirs) && recognise::folded(theirs, "") == *name).filter(is_free)
        };
        let Some(at) = names.iter().find_map(named) else { return false };
        if let Some(theirs) = header.get(at).cloned() {
            self.report.unused.retain(|unused| *unused != theirs);
            self.report.columns.insert(field.to_owned(), theirs);
        }
        self.columns.insert(field.to_owned(), at);
        true
    }

    /// Finds out how the cells of a field are written.
    pub(super) fn find_style(&mut self, field: &str, style: Style) {
        match style {
            Style::Text => {}
            Style::Day => self.find_days(field),
            Style::Number => self.find_numbers(field),
        }
    }

    /// Whether the file has the field.
    pub fn has(&self, field: &str) -> bool {
        self.columns.contains_key(field)
    }

    /// The cell of a field, trimmed and by our name for it; none where it is empty.
    pub fn text<'s>(&'s self, row: &sheet::Row<'s>, field: &str) -> Option<&'s str> {
        let cell = row.get(*self.columns.get(field)?).trim();
        let cell = self.settings.ours(field, cell);
        (!cell.is_empty()).then_some(cell)
    }

    /// The cell of a field, owned.
    pub fn owned(&self, row: &sheet::Row<'_>, field: &str) -> Option<String> {
        self.text(row, field).map(str::to_owned)
    }

    /// The cell of a field as a day.
    ///
    /// # Errors
    /// `refusal-day-unreadable`.
    pub fn day(&self, row: &sheet::Row<'_>, field: &str) -> Result<Option<Day>, Refusal> {
        let Some(text) = self.text(row, field) else { return Ok(None) };
        let style = self.dates.get(field).copied().unwrap_or(DateStyle::YearMonthDay);
        match sheet::dates::parse(style, text) {
            Ok(moment) => Ok(Some(Day::from(moment.date))),
            Err(_) => {
                Err(Refusal::new("refusal-day-unreadable").at(field).with("value", text).with("style", style.name()))
            }
        }
    }

    /// The cell of a field as a decimal number with a point.
    ///
    /// # Errors
    /// `refusal-number-unreadable`.
    pub fn decimal(&self, row: &sheet::Row<'_>, field: &str) -> Result<Option<sheet::numbers::Number>, Refusal> {
        let Some(text) = self.text(row, field) else { return Ok(None) };
        let mark = self.marks.get(field).copied().unwrap_or(DecimalMark::Point);
        match sheet::numbers::parse(mark, text) {
            Ok(number) => Ok(Some(number)),
            Err(_) => Err(Refusal::new("refusal-number-unreadable").at(field).with("value", text)),
        }
    }

    /// The cell of a field as a whole number; decimals are cut off only where they are zeros.
    ///
    /// # Errors
    /// `refusal-number-unreadable`.
    pub fn whole(&self, row: &sheet::Row<'_>, field: &str) -> Result<Option<i64>, Refusal> {
        let Some(number) = self.decimal(row, field)? else { return Ok(None) };
        let (whole, part) = number.decimal.split_once('.').unwrap_or((&number.decimal, ""));
        let wrong = || Refusal::new("refusal-number-unreadable").at(field).with("value", &number.decimal);
        if part.bytes().any(|b| b != b'0') {
            return Err(wrong());
        }
        whole.parse().map(Some).map_err(|_| wrong())
    }

    /// The cell of a field as money: in the currency of the cell, of the row's currency column, or of the company.
    ///
    /// # Errors
    /// `refusal-number-unreadable`, `refusal-currency-unknown`, `refusal-amount-too-fine`.
    pub fn money(&self, row: &sheet::Row<'_>, field: &str, company: Currency) -> Result<Option<Money>, Refusal> {
        let Some(number) = self.decimal(row, field)? else { return Ok(None) };
        let code = self.text(row, "currency").map(str::to_owned).or(number.currency);
        let unknown = |code: &String| Refusal::new("refusal-currency-unknown").at(field).with("currency", code);
        let currency = match &code {
            Some(code) => Currency::new(code).ok_or_else(|| unknown(code))?,
            None => company,
        };
        let fine = || {
            Refusal::new("refusal-amount-too-fine").at(field).with("value", &number.decimal).with("currency", currency)
        };
        Money::parse(&number.decimal, currency).map(Some).ok_or_else(fine)
    }

    /// The cell of a field as yes or no.
    pub fn flag(&self, row: &sheet::Row<'_>, field: &str) -> Option<bool> {
        sheet::booleans::parse(self.text(row, field)?)
    }

    /// The row's cells as they stood, for the file of rejected rows.
    pub fn cells(row: &sheet::Row<'_>) -> Vec<String> {
        row.cells().map(str::to_owned).collect()
    }
}

/// Columns by our fields: those recognised, overridden by those mapped.
fn columns(table: &sheet::Table, kind: Kind, settings: &Settings) -> Result<BTreeMap<String, usize>, Refusal> {
    let mut columns: BTreeMap<String, usize> =
        recognise::columns(table.header(), kind).into_iter().map(|(field, at)| (field.to_owned(), at)).collect();
    columns.retain(|_, at| table.header().get(*at).is_none_or(|theirs| !settings.skip.contains(theirs)));
    let scope = settings.id_scope.iter().map(|theirs| ("id_scope", theirs));
    for (ours, theirs) in settings.map.iter().map(|(o, t)| (o.as_str(), t)).chain(scope) {
        let missing = || {
            Refusal::new("refusal-column-missing")
                .at(ours)
                .with("column", theirs)
                .with("columns", table.header().join(", "))
        };
        let at = table.position(theirs).ok_or_else(missing)?;
        if ours != "id_scope" {
            columns.retain(|field, taken| *taken != at || settings.map.contains_key(field));
        }
        columns.insert(ours.to_owned(), at);
    }
    Ok(columns)
}

fn described(name: &str, kind: Kind, table: &sheet::Table, columns: &BTreeMap<String, usize>) -> FileReport {
    let header = table.header().to_vec();
    let unused = (0..header.len()).filter(|at| !columns.values().any(|c| c == at));
    FileReport {
        name: name.to_owned(),
        kind: Some(kind),
        columns: columns.iter().filter_map(|(f, &at)| Some((f.clone(), header.get(at)?.clone()))).collect(),
        unused: unused.filter_map(|at| header.get(at).cloned()).collect(),
        encoding: table.encoding().map(|e| e.name().to_owned()),
        separator: table.separator(),
        styles: BTreeMap::new(),
        rows: table.len() as u64,
        counts: super::report::Counts::default(),
        unknown: BTreeMap::new(),
        warnings: Vec::new(),
        rejects: Vec::new(),
        header,
    }
}
