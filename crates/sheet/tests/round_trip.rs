//! What is written is read again: CSV for any text, XLSX for every type of cell. Nothing panics on any bytes.

#![expect(clippy::unwrap_used, reason = "a test stops where a step fails")]

use proptest::prelude::*;
use sheet::write::{Cell, CsvOptions, CsvWriter, XlsxWriter};
use sheet::{FindingKind, ReadOptions, Table};
use std::io::{Cursor, Read, Write};

/// Text without the control characters that no table has.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => "[a-zA-Z0-9 .-]{0,8}",
        1 => Just("\"".to_owned()),
        1 => Just(",".to_owned()),
        1 => Just("\n".to_owned()),
        1 => Just("\r\n".to_owned()),
        1 => Just("'".to_owned()),
        1 => Just(";\t|\\".to_owned()),
        1 => "[æøåÆØÅ客户😀\u{feff}]{1,3}",
    ];
    prop::collection::vec(piece, 0..4).prop_map(|pieces| pieces.concat())
}

fn rows() -> impl Strategy<Value = Vec<Vec<String>>> {
    (1_usize..5).prop_flat_map(|width| prop::collection::vec(prop::collection::vec(text(), width), 1..8))
}

fn write(rows: &[Vec<String>], options: CsvOptions) -> Vec<u8> {
    let header: Vec<String> = (0..rows[0].len()).map(|column| format!("c{column}")).collect();
    let mut writer = CsvWriter::new(Vec::new(), options).unwrap();
    writer.row(header.iter().map(String::as_str)).unwrap();
    for row in rows {
        writer.row(row.iter().map(String::as_str)).unwrap();
    }
    writer.finish().unwrap()
}

fn cells(table: &Table) -> Vec<Vec<String>> {
    table.rows().map(|row| row.cells().map(str::to_owned).collect()).collect()
}

proptest! {
    #[test]
    fn csv_comes_back_as_it_was(rows in rows(), separator in prop::sample::select(vec![b',', b';', b'\t']), bom: bool, crlf: bool) {
        let bytes = write(&rows, CsvOptions { separator, bom, crlf, protect: false });
        let separator = Some(char::from(separator));
        let options = ReadOptions { separator, quote: Some('"'), header_line: Some(1), ..ReadOptions::default() };
        let table = sheet::read(&bytes, &options).unwrap();
        prop_assert_eq!(cells(&table), rows);
        prop_assert!(table.findings().iter().all(|found| matches!(found.kind, FindingKind::LostCharacters)));
    }

    #[test]
    fn protected_csv_never_starts_a_formula(rows in rows()) {
        let bytes = write(&rows, CsvOptions { protect: true, ..CsvOptions::default() });
        let options = ReadOptions { separator: Some(','), quote: Some('"'), header_line: Some(1), ..ReadOptions::default() };
        for (got, given) in cells(&sheet::read(&bytes, &options).unwrap()).concat().iter().zip(rows.concat()) {
            prop_assert!(!got.starts_with(['=', '@', '\t', '\r']));
            let harmless = format!("'{given}");
            prop_assert!([given, harmless].contains(got));
        }
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,40}([\"',;\\n\\r]\\PC{0,10}){0,8}") {
        if let Ok(table) = sheet::read(text.as_bytes(), &ReadOptions::default()) {
            prop_assert!(!table.header().is_empty());
            prop_assert!(table.rows().all(|row| row.line() >= 1));
        }
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Err(error) = sheet::read(&bytes, &ReadOptions::default()) {
            prop_assert!(!error.to_string().is_empty());
        }
    }

    #[test]
    fn no_value_panics(text in "\\PC{0,20}|[0-9./,: TZ+()%$-]{0,24}") {
        for style in ["year-month-day", "day-month-year", "month-name", "yyyymmdd", "excel-serial", "unix-seconds"] {
            let style = sheet::dates::DateStyle::from_name(style).unwrap();
            if let Ok(moment) = sheet::dates::parse(style, &text) {
                prop_assert!((1..=9999).contains(&moment.date.year()));
            }
        }
        for mark in [sheet::numbers::DecimalMark::Point, sheet::numbers::DecimalMark::Comma] {
            if let Ok(number) = sheet::numbers::parse(mark, &text) {
                let again = sheet::numbers::parse(sheet::numbers::DecimalMark::Point, &number.decimal).unwrap();
                prop_assert_eq!(again.decimal, number.decimal);
            }
        }
    }

    #[test]
    fn any_day_comes_back_from_every_style(year in 1971_i16..2069, month in 1_i8..13, day in 1_i8..29) {
        let date = jiff::civil::date(year, month, day);
        let short = year % 100;
        for (style, text) in [
            ("year-month-day", format!("{year}-{month:02}-{day:02}")),
            ("day-month-year", format!("{day:02}.{month:02}.{year}")),
            ("month-day-year", format!("{month}/{day}/{short:02}")),
            ("yyyymmdd", format!("{year}{month:02}{day:02}")),
        ] {
            let style = sheet::dates::DateStyle::from_name(style).unwrap();
            prop_assert_eq!(sheet::dates::parse(style, &text).unwrap().date, date);
        }
    }
}

#[test]
fn a_workbook_comes_back_with_its_types() {
    let mut writer = XlsxWriter::new("Deals: 2017?", &["name", "amount", "closed", "seen", "won"]).unwrap();
    let (date, moment) = (jiff::civil::date(2017, 3, 1), jiff::civil::datetime(2017, 3, 1, 14, 22, 5, 0));
    let boolean = Cell::Boolean(true);
    let first = [Cell::Text("=1+1"), Cell::Number("-1234.50"), Cell::Date(date), Cell::DateTime(moment), boolean];
    writer.row(&first).unwrap();
    let exact = "1234567890123456789.5";
    writer.row(&[Cell::Text("Ærlig"), Cell::Number(exact), Cell::Empty, Cell::Empty, Cell::Boolean(false)]).unwrap();
    writer
        .row(&[Cell::Text("x"), Cell::Number("0.1"), Cell::Empty, Cell::Text("9007199254740993"), Cell::Empty])
        .unwrap();
    let bytes = writer.finish().unwrap();
    let table = sheet::read(&bytes, &ReadOptions::default()).unwrap();
    assert_eq!((table.sheet(), table.header_line(), table.encoding()), (Some("Deals 2017"), Some(1), None));
    assert_eq!(table.header(), ["name", "amount", "closed", "seen", "won"]);
    let expected = [
        ["=1+1", "-1234.5", "2017-03-01", "2017-03-01T14:22:05", "true"],
        ["Ærlig", exact, "", "", "false"],
        ["x", "0.1", "", "9007199254740993", ""],
    ];
    assert_eq!(cells(&table), expected);
    assert_eq!(table.row(2).map(|row| row.line()), Some(4));
    assert_eq!(sheet::sheet_names(&bytes, &ReadOptions::default()).unwrap(), ["Deals 2017"]);
    let small = ReadOptions { max_bytes: bytes.len() as u64 + 1, ..ReadOptions::default() };
    assert!(matches!(sheet::read(&bytes, &small), Err(sheet::ReadError::TooLarge { .. })));
    let missing = ReadOptions { sheet: Some("Leads".to_owned()), ..ReadOptions::default() };
    let error = sheet::read(&bytes, &missing).unwrap_err().to_string();
    assert_eq!(error, "there is no sheet \"Leads\"; the workbook has \"Deals 2017\"");
}

#[test]
fn a_workbook_of_nothing_but_distance_is_refused() {
    let written = |row, column| {
        let mut book = rust_xlsxwriter::Workbook::new();
        book.add_worksheet().write_string(0, 0, "name").unwrap().write_string(row, column, "x").unwrap();
        sheet::read(&book.save_to_buffer().unwrap(), &ReadOptions::default())
    };
    assert!(matches!(written(1_048_575, 16_383), Err(sheet::ReadError::TooFar { .. })));
    assert_eq!(written(1, 0).unwrap().len(), 1);
}

#[test]
fn an_address_beyond_all_numbers_is_refused_and_not_wrapped() {
    let mut writer = XlsxWriter::new("Deals", &["name"]).unwrap();
    writer.row(&[Cell::Text("Fjord Works")]).unwrap();
    let mut sound = zip::ZipArchive::new(Cursor::new(writer.finish().unwrap())).unwrap();
    let mut spoilt = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..sound.len() {
        let mut part = sound.by_index(at).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        let options = zip::write::SimpleFileOptions::default();
        spoilt.start_file(part.name().unwrap(), options).unwrap();
        spoilt.write_all(text.replace("r=\"A2\"", "r=\"ZZZZZZZZZ2\"").as_bytes()).unwrap();
    }
    let bytes = spoilt.finish().unwrap().into_inner();
    let refused = sheet::read(&bytes, &ReadOptions::default());
    assert!(matches!(refused, Err(sheet::ReadError::Workbook { .. })), "{refused:?}");
}
