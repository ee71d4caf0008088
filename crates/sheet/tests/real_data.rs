//! Reads the messy files people really have, from the shared data set where it is present.
//! Set `BAILIWICK_REAL_DATA` to its folder; without it and without `../shared/data` the tests are skipped.

#![expect(clippy::unwrap_used, reason = "a test stops where a step fails")]

use std::path::{Path, PathBuf};

use sheet::dates::{self, DateStyle, DayOrder};
use sheet::{Encoding, FindingKind, ReadError, ReadOptions, Table};

fn real_data() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("BAILIWICK_REAL_DATA").map_or(beside, PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: no ../shared/data");
    None
}

fn load(path: &Path) -> Result<Table, ReadError> {
    let bytes = std::fs::read(path).unwrap();
    sheet::read(&bytes, &ReadOptions::default())
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn records(table: &Table) -> Vec<serde_json::Value> {
    let record = |row: sheet::Row<'_>| {
        let pairs = table.header().iter().cloned().zip(row.cells().map(serde_json::Value::from));
        serde_json::Value::Object(pairs.collect())
    };
    table.rows().map(record).collect()
}

#[test]
fn csv_spectrum_parses_to_its_known_answers() {
    let Some(data) = real_data() else { return };
    let folder = data.join("messy_csv/csv_spectrum");
    let mut cases = 0;
    for path in files(&folder.join("csvs"), ".csv") {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let table = load(&path).unwrap();
        let expected = std::fs::read_to_string(folder.join(format!("json/{name}.json"))).unwrap();
        let mut expected: serde_json::Value = serde_json::from_str(&expected).unwrap();
        if name == "location_coordinates" {
            // Its answer is one record instead of a list, with another telephone number than its file.
            expected["Contact Phone Number"] = "2095257564".into();
            expected = vec![expected].into();
        }
        assert_eq!(serde_json::Value::from(records(&table)), expected, "{name}");
        cases += 1;
    }
    assert_eq!(cases, 12);
}

#[test]
fn data_loader_encodings_read_alike_or_are_refused() {
    let Some(data) = real_data() else { return };
    let folder = data.join("messy_csv/dataloader_encodings");
    let plain = load(&folder.join("csvtext.csv")).unwrap();
    assert_eq!(records(&plain).len(), 2);
    let expected = [
        ("csvtext_BOM_UTF8.csv", Encoding::UTF_8),
        ("csvtext_BOM_UTF16LE.csv", Encoding::UTF_16LE),
        ("csvtext_BOM_UTF16BE.csv", Encoding::UTF_16BE),
    ];
    for (name, encoding) in expected {
        let table = load(&folder.join(name)).unwrap();
        assert_eq!(records(&table), records(&plain), "{name}");
        assert_eq!(table.encoding(), Some(encoding), "{name}");
    }
    for name in ["csvtext_BOM_UTF32LE.csv", "csvtext_BOM_UTF32BE.csv"] {
        let error = load(&folder.join(name)).unwrap_err();
        assert!(matches!(error, ReadError::Utf32), "{name}: {error}");
    }
    let others = files(&folder, ".csv").into_iter().filter(|path| !path.to_string_lossy().contains("UTF32"));
    for path in others {
        let table = load(&path).unwrap();
        assert!(table.header_line() == Some(1), "{}: {:?}", path.display(), table.header());
    }
}

#[test]
fn every_crm_export_is_an_even_table() {
    let Some(data) = real_data() else { return };
    for path in files(&data.join("crm_exports"), ".csv") {
        let table = load(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(table.separator(), Some(','), "{}", path.display());
        let ragged = |kind: &FindingKind| matches!(kind, FindingKind::ShortRows { .. } | FindingKind::LongRows { .. });
        let odd: Vec<String> =
            table.findings().iter().filter(|found| ragged(&found.kind)).map(ToString::to_string).collect();
        assert!(odd.is_empty(), "{}: {odd:?}", path.display());
        if !path.to_string_lossy().contains("npsp") {
            assert_eq!(table.header_line(), Some(1), "{}: {:?}", path.display(), table.findings());
        }
    }
}

#[test]
fn the_salesforce_accounts_are_windows_1252() {
    let Some(data) = real_data() else { return };
    let table = load(&data.join("crm_exports/salesforce_dataloader/accountData.csv")).unwrap();
    assert_eq!(table.encoding(), Some(Encoding::WINDOWS_1252));
    assert_eq!((table.len(), table.header().len()), (423, 38));
}

#[test]
fn the_npsp_header_is_found_below_its_instructions() {
    let Some(data) = real_data() else { return };
    let table = load(&data.join("crm_exports/npsp/NPSP_Data_Import_Template_csv.csv")).unwrap();
    assert_eq!(table.header_line(), Some(5));
    assert_eq!(table.header().first().map(String::as_str), Some("Contact1 Salutation"));
}

/// Whether the shapes hold over the whole data set: every file that is text reads without an error.
#[test]
fn every_table_of_the_data_set_reads() {
    let Some(data) = real_data() else { return };
    let mut paths = files(&data, ".csv");
    paths.extend(files(&data, ".csv.gz"));
    let mut read = 0;
    for path in paths.iter().filter(|path| !path.to_string_lossy().contains("UTF32")) {
        let table = load(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert!(!table.header().is_empty());
        eprintln!("{} {} × {}", path.display(), table.len(), table.header().len());
        table.findings().iter().for_each(|finding| eprintln!("    {finding}"));
        read += 1;
    }
    assert!(read > 150, "{read}");
}

fn days(table: &Table, column: &str, style: DateStyle, ambiguous: bool) -> Vec<Option<jiff::civil::Date>> {
    let column = table.position(column).unwrap();
    let detected = dates::detect(table.column(column), DayOrder::DayFirst).unwrap();
    assert_eq!((detected.style, detected.ambiguous, detected.unparsable), (style, ambiguous, 0), "{detected:?}");
    let day = |cell: &str| (!cell.is_empty()).then(|| dates::parse(style, cell).unwrap().date);
    table.column(column).map(day).collect()
}

#[test]
fn three_ways_to_write_the_same_pipeline_give_the_same_days() {
    let Some(data) = real_data() else { return };
    let folder = data.join("crm_sales_opportunities");
    let pipeline = |variant: &str| load(&folder.join(variant).join("sales_pipeline.csv")).unwrap();
    let (original, american, short) =
        (pipeline("original"), pipeline("variant_us_dates"), pipeline("variant_dmy_2digit_year"));
    for column in ["engage_date", "close_date"] {
        let expected = days(&original, column, DateStyle::YearMonthDay, false);
        assert_eq!(expected.len(), 8800);
        assert_eq!(days(&american, column, DateStyle::MonthDayYear, false), expected);
        assert_eq!(days(&short, column, DateStyle::DayMonthYear, false), expected);
    }
}
