//! Spoils a clean table in every way files get spoilt, at every row and cell, and asks of each: is it read to the
//! clean records, or refused with the line, or is what is wrong said? Rows that were not spoilt must come out whole.

use std::collections::BTreeMap;

use sheet::{ReadError, ReadOptions, Table};

const CLEAN: [[&str; 6]; 9] = [
    ["date", "time", "qty", "price", "product", "note"],
    ["28/01/2018", "00:00", "2", "$74.69", "Men's Hiking Boots", "Rugged, light and quick."],
    ["29/01/2018", "00:15", "0", "$29.81", "Jacket", ""],
    ["30/01/2018", "00:30", "1", "$1,080.08", "Round Table, 48\"", "Made in the USA"],
    ["31/01/2018", "00:45", "1", "$25.55", "Fly Rods", "First line\nand second"],
    ["13/02/2018", "01:00", "9", "$48.00", "Throw \"soft\" Pillow", "For bed, chair or sofa"],
    ["14/02/2018", "01:15", "1", "$34.22", "Suspenders", "UPF 50+; won't stretch"],
    ["15/02/2018", "01:30", "", "", "Cotton Towel", "50% cotton | 50% linen"],
    ["16/02/2018", "01:45", "2", "$19.34", "Jersey", "Blåbær"],
];

/// A cell in quotes, always or where it needs them.
fn quoted(cell: &str, always: bool) -> String {
    if always || cell.contains([',', '"', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

fn line(row: usize, always: bool, separator: &str) -> String {
    CLEAN[row].map(|cell| quoted(cell, always)).join(separator)
}

fn file(always: bool, mut spoil: impl FnMut(usize) -> Option<String>) -> String {
    let rows: Vec<String> = (0..CLEAN.len()).map(|row| spoil(row).unwrap_or_else(|| line(row, always, ","))).collect();
    rows.join("\n") + "\n"
}

/// The same row with one cell as given, quotes and all.
fn with_cell(row: usize, column: usize, always: bool, cell: &str) -> String {
    let mut cells = CLEAN[row].map(|cell| quoted(cell, always));
    cell.clone_into(&mut cells[column]);
    cells.join(",")
}

/// The ways to spoil one row at one cell.
fn spoilt(row: usize, column: usize, always: bool) -> Vec<(&'static str, String)> {
    let cells = CLEAN[row].map(|cell| quoted(cell, always));
    let cell = &cells[column];
    let (left, right) = cells.split_at(column + 1);
    let middle = cell.char_indices().map(|(place, _)| place).nth(cell.chars().count() / 2).unwrap_or(0);
    let shrunk = [left.join(","), right.join(",")].concat();
    let single = CLEAN[row].map(|cell| format!("'{cell}'")).join(",");
    vec![
        ("separator lost", shrunk),
        ("separator added", [left.join(","), right.join(",")].join(",,")),
        ("quote added before", with_cell(row, column, always, &format!("\"{cell}"))),
        ("quote added behind", with_cell(row, column, always, &format!("{cell}\""))),
        ("quote added within", with_cell(row, column, always, &format!("{}\"{}", &cell[..middle], &cell[middle..]))),
        ("cut off", left.join(",")),
        ("other separator", line(row, always, ";")),
        ("other quotes", single),
        ("line end CRLF", line(row, always, ",") + "\r"),
        ("blank line", format!("\n{}", line(row, always, ","))),
        ("empty cells behind", line(row, always, ",") + &",".repeat(column + 1)),
    ]
}

fn cells(table: &Table) -> Vec<Vec<&str>> {
    table.rows().map(|row| row.cells().collect()).collect()
}

/// How a spoilt file came out.
fn outcome(text: &str, row: usize) -> Result<&'static str, String> {
    let table = match sheet::read(text.as_bytes(), &ReadOptions::default()) {
        Ok(table) => table,
        Err(ReadError::UnterminatedQuote { line, .. }) => {
            assert!(line >= row as u64, "{line}");
            return Ok("refused with its line");
        }
        Err(error) => return Err(error.to_string()),
    };
    let rows = cells(&table);
    let same = rows.len() == 8 && rows.iter().zip(&CLEAN[1..]).all(|(got, clean)| got.get(..6) == Some(&clean[..]));
    let kept = (1..CLEAN.len()).filter(|other| *other != row).all(|other| rows.iter().any(|got| **got == CLEAN[other]));
    match (same && table.header() == CLEAN[0], kept, table.findings().is_empty()) {
        (true, ..) => Ok("read to the clean records"),
        (false, true, false) => Ok("said, other rows whole"),
        (false, false, false) => Ok("said, other rows touched"),
        (false, _, true) => Err(format!("{rows:?}")),
    }
}

#[test]
fn no_spoilt_row_is_misread_in_silence() {
    let mut outcomes: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    let mut silent = Vec::new();
    for always in [false, true] {
        for row in 1..CLEAN.len() {
            for column in 0..5 {
                for (way, spoilt) in spoilt(row, column, always) {
                    let text = file(always, |at| (at == row).then(|| spoilt.clone()));
                    match outcome(&text, row) {
                        Ok(outcome) => *outcomes.entry((way, outcome)).or_default() += 1,
                        Err(what) => silent.push((way, row, column, always, what)),
                    }
                }
            }
        }
    }
    // Apostrophes around cells are text like any other where the rest of the file has none.
    silent.retain(|(way, ..)| *way != "other quotes");
    let summary: Vec<String> =
        outcomes.iter().map(|((way, outcome), count)| format!("{way:<20} {outcome:<26} {count:>3}")).collect();
    eprintln!("{}", summary.join("\n"));
    assert!(silent.is_empty(), "{} in silence, the first: {:?}", silent.len(), silent.first());
    let touched = outcomes.keys().any(|(_, outcome)| outcome.ends_with("touched"));
    assert!(!touched, "other rows were touched:\n{}", summary.join("\n"));
}

#[test]
fn files_spoilt_as_a_whole_read_to_the_clean_records() {
    let clean = file(false, |_| None);
    let always = file(true, |_| None);
    let lines: Vec<&str> = clean.lines().collect();
    let single = CLEAN.map(|row| row.map(|cell| format!("'{}'", cell.replace('\'', "''"))).join(",")).join("\n");
    let escaped = CLEAN.map(|row| row.map(|cell| format!("\"{}\"", cell.replace('"', "\\\""))).join(",")).join("\n");
    let separated = |separator: &str| {
        let cell = |cell: &str| if cell.contains(separator) { quoted(cell, true) } else { quoted(cell, false) };
        CLEAN.map(|row| row.map(cell).join(separator)).join("\n")
    };
    let cases = [
        ("as it is", clean.clone()),
        ("all quoted", always.clone()),
        ("no line end at the end", lines.join("\n")),
        ("two line ends at the end", clean.clone() + "\n"),
        ("byte order mark", format!("\u{feff}{clean}")),
        ("single quotes", single),
        ("backslashes", escaped),
        ("semicolons", separated(";")),
        ("tabs", separated("\t")),
        ("bars", separated("|")),
        ("carets", separated("^")),
        ("blank behind separators", CLEAN.map(|row| row.map(|cell| quoted(cell, true)).join(", ")).join("\n")),
        ("title above", format!("Sales by product\nMade on 1 March\n\n{clean}")),
        ("title above, with separators", format!("Sales,,,,,\n,,,,,\nMade on 1 March,,,,,\n{clean}")),
        ("all quoted, title above", format!("\"Sales\"\n{always}")),
    ];
    for (way, text) in cases {
        assert_eq!(outcome(&text, 0), Ok("read to the clean records"), "{way}");
    }
    let returns = clean.replace('\n', "\r\n");
    let table = sheet::read(returns.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!(cells(&table).concat().join("|").replace("\r\n", "\n"), CLEAN[1..].concat().join("|"));
    let footnote = sheet::read(format!("{clean}Total: 9 rows\n").as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!((footnote.len(), footnote.findings().len()), (9, 1));
    let headless = sheet::read(always.split_once('\n').unwrap().1.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!((headless.len(), headless.header_line()), (8, None));
}
