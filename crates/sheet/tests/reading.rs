//! Dialects, encodings, shapes and refusals, each with the smallest file that shows it.

#![expect(clippy::unwrap_used, reason = "a test stops where a step fails")]

use std::io::Write;

use sheet::{Encoding, FileKind, FindingKind, ReadError, ReadOptions, Shape, Table};

fn read(text: &str) -> Table {
    sheet::read(text.as_bytes(), &ReadOptions::default()).unwrap()
}

fn refused(bytes: &[u8]) -> ReadError {
    sheet::read(bytes, &ReadOptions::default()).unwrap_err()
}

fn cells(table: &Table) -> Vec<Vec<&str>> {
    table.rows().map(|row| row.cells().collect()).collect()
}

fn found(table: &Table, wanted: impl Fn(&FindingKind) -> bool) -> Option<(u64, Vec<u64>)> {
    table.findings().iter().find(|finding| wanted(&finding.kind)).map(|finding| (finding.count, finding.lines.clone()))
}

#[test]
fn separators_are_found() {
    for separator in [",", ";", "\t", "|", "^", "~", "!", "#", ":", "\u{1f}"] {
        let text = "name,town,amount,owner\nAcme,Oslo,12.50,Kari\nBolt,Bergen,7,Ola\n".replace(',', separator);
        let table = read(&text);
        assert_eq!(table.separator(), separator.chars().next());
        assert_eq!(cells(&table), [["Acme", "Oslo", "12.50", "Kari"], ["Bolt", "Bergen", "7", "Ola"]]);
        assert!(table.findings().is_empty(), "{:?}", table.findings());
    }
    let spaces = read("a b c d\n1 2 3 4\n\"5 6\" 7 8 9\n");
    assert_eq!(cells(&spaces), [["1", "2", "3", "4"], ["5 6", "7", "8", "9"]]);
}

#[test]
fn a_decimal_comma_is_no_separator() {
    let table = read("name;price\na;1,50\nb;2,75\nc;3,25\n");
    assert_eq!((table.separator(), cells(&table)[0].clone()), (Some(';'), vec!["a", "1,50"]));
    let headless = read("a;1,50\nb;2,75\nc;3,25\n");
    assert_eq!(headless.separator(), Some(';'));
}

#[test]
fn the_separator_line_of_excel_is_obeyed() {
    let table = read("sep=;\r\na,x;b\r\n1;2\r\n");
    assert_eq!((table.header(), table.header_line()), (&["a,x".to_owned(), "b".to_owned()][..], Some(2)));
    assert_eq!(table.row(0).map(|row| row.line()), Some(3));
}

#[test]
fn line_ends_of_all_kinds() {
    for end in ["\n", "\r\n", "\r"] {
        let table = read(&["a,b", "1,\"x", "y\"", "3,4", ""].join(end));
        let expected = format!("x{end}y");
        assert_eq!(cells(&table), [vec!["1", &expected], vec!["3", "4"]]);
        assert_eq!(table.rows().map(|row| row.line()).collect::<Vec<_>>(), [2, 4]);
    }
}

#[test]
fn encodings_are_told_apart() {
    let text = "navn,sted\nKåre Ærlig,Tromsø\nŽofie,Ås\n";
    let utf16 = |big: bool, mark: bool| -> Vec<u8> {
        let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
        units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    };
    let expected = cells(&read(text)).into_iter().flatten().map(str::to_owned).collect::<Vec<_>>();
    let cases = [
        (text.as_bytes().to_vec(), Encoding::UTF_8),
        ([b"\xef\xbb\xbf", text.as_bytes()].concat(), Encoding::UTF_8),
        (utf16(false, true), Encoding::UTF_16LE),
        (utf16(true, true), Encoding::UTF_16BE),
        (utf16(false, false), Encoding::UTF_16LE),
        (utf16(true, false), Encoding::UTF_16BE),
        (
            text.chars().map(|c| if c == 'Ž' { 0x8e } else { u8::try_from(c).unwrap() }).collect(),
            Encoding::WINDOWS_1252,
        ),
    ];
    for (bytes, encoding) in cases {
        let table = sheet::read(&bytes, &ReadOptions::default()).unwrap();
        assert_eq!(table.encoding(), Some(encoding));
        assert_eq!(table.header(), ["navn", "sted"]);
        assert_eq!(cells(&table).concat(), expected);
    }
}

#[test]
fn chinese_excel_files_are_read() {
    let text = "客户,金额\n华为技术,100\n阿里巴巴,200\n";
    let (bytes, _, _) = encoding_rs::GBK.encode(text);
    let table = sheet::read(&bytes, &ReadOptions::default()).unwrap();
    assert_eq!(table.encoding(), Some(Encoding::GB18030));
    assert_eq!(cells(&table), [["华为技术", "100"], ["阿里巴巴", "200"]]);
}

#[test]
fn utf8_with_stray_bytes_keeps_its_characters() {
    let bytes = ["å,ø\n".repeat(20).as_bytes(), b"Caf\xe9,x\n"].concat();
    let table = sheet::read(&bytes, &ReadOptions::default()).unwrap();
    assert_eq!(cells(&table).last().unwrap(), &["Café", "x"]);
    assert_eq!(found(&table, |kind| *kind == FindingKind::MixedEncoding), Some((1, vec![21])));
}

#[test]
fn an_encoding_that_was_given_is_held_to() {
    let latin2 = ReadOptions { encoding: Encoding::from_label("iso-8859-2"), ..ReadOptions::default() };
    let table = sheet::read(b"a,b\n\xb1,2\n", &latin2).unwrap();
    assert_eq!(cells(&table), [["ą", "2"]]);
    let utf8 = ReadOptions { encoding: Some(Encoding::UTF_8), ..ReadOptions::default() };
    let error = sheet::read(b"a,b\n1,2\n\xe9,2\n", &utf8).unwrap_err();
    assert!(matches!(error, ReadError::Undecodable { line: 3, .. }), "{error}");
}

#[test]
fn what_is_no_table_is_refused() {
    for (bytes, expected) in [
        (&b"%PDF-1.7\n"[..], FileKind::Pdf),
        (b"\x89PNG\r\n\x1a\n", FileKind::Picture),
        (b"PK\x03\x04....notes.txt", FileKind::Zip),
        (b"<!DOCTYPE html><p>signed out", FileKind::Html),
        (b"\x02\x03\x04\x05\x06\x07abc", FileKind::Unknown),
    ] {
        assert!(matches!(refused(bytes), ReadError::NotATable { kind } if kind == expected), "{expected:?}");
    }
    assert!(matches!(refused(b""), ReadError::Empty));
    assert!(matches!(refused(b"\n \n\r\n"), ReadError::Empty));
    assert!(matches!(refused(b"a,b\n1,2\nx\0,3\n"), ReadError::NulByte { line: 3 }));
    assert!(matches!(refused(b"\xff\xfe\0\0a\0\0\0"), ReadError::Utf32));
    assert!(matches!(refused(&[0x1f, 0x8b, 8, 0, 1]), ReadError::Gzip { .. }));
}

#[test]
fn gzip_is_unpacked_and_kept_within_bounds() {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all("a,b\n1,2\n".repeat(100).as_bytes()).unwrap();
    let packed = packer.finish().unwrap();
    assert_eq!(sheet::read(&packed, &ReadOptions::default()).unwrap().len(), 199);
    let small = ReadOptions { max_bytes: 500, ..ReadOptions::default() };
    assert!(matches!(sheet::read(&packed, &small), Err(ReadError::TooLarge { limit: 500 })));
    assert_eq!(sheet::read_from(&b"a\n1\n"[..], &small).unwrap().len(), 1);
}

#[test]
fn an_open_quote_is_refused_with_its_place() {
    let error = refused(b"a,b,c\n1,2,3\nx,y,\"zz\n4,5,6\n");
    assert!(matches!(error, ReadError::UnterminatedQuote { line: 3, column: 5 }), "{error}");
    assert_eq!(error.to_string(), "line 3, column 5: a quote is opened here and never closed; close or remove it");
}

#[test]
fn a_stray_quote_swallows_no_rows() {
    let table = read("a,b,c\n1,\"2,3\n4,\"x\",6\n7,8,9\n");
    assert_eq!(cells(&table), [["1", "\"2", "3"], ["4", "x", "6"], ["7", "8", "9"]]);
    assert_eq!(found(&table, |kind| *kind == FindingKind::StrayQuotes), Some((1, vec![2])));
    let within = read("a,b\n1,\"say \"hi\" now\"\n2,\"x\" \n");
    assert_eq!(cells(&within), [["1", "say \"hi\" now"], ["2", "x"]]);
}

#[test]
fn other_quotes_and_escapes_are_found() {
    let single = read("'a','b'\n'1,5','it''s'\n'2','x'\n");
    assert_eq!(cells(&single), [["1,5", "it's"], ["2", "x"]]);
    let escaped = read("\"a\",\"b\"\n\"1\",\"a \\\"b\\\", c\"\n\"2\",\"d\"\n");
    assert_eq!(cells(&escaped), [["1", "a \"b\", c"], ["2", "d"]]);
    assert!(found(&escaped, |kind| matches!(kind, FindingKind::UnusualQuoting { escape: Some('\\'), .. })).is_some());
    let apostrophes = read("name,town\nO'Brien,'s-Hertogenbosch\nD'Arcy,Oslo\n");
    assert_eq!(cells(&apostrophes), [["O'Brien", "'s-Hertogenbosch"], ["D'Arcy", "Oslo"]]);
}

#[test]
fn spaces_before_a_quote_do_not_hide_it() {
    let table = read("\"a\", \"b\"\n\"1, 2\", \"3, 4\"\n");
    assert_eq!((table.header()[1].as_str(), cells(&table)), ("b", vec![vec!["1, 2", "3, 4"]]));
}

#[test]
fn ragged_rows_are_said_and_never_shifted() {
    let table = read("a,b,c\n1,2,3\n1,2\n1,2,3,4\n1,2,3,\n5,6,7\n");
    let shapes: Vec<Shape> = table.rows().map(|row| row.shape()).collect();
    let (short, long) = (Shape::Short { missing: 1 }, Shape::Long { surplus: 1 });
    assert_eq!(shapes, [Shape::Fits, short, long, Shape::Fits, Shape::Fits]);
    assert_eq!(table.row(1).map(|row| row.get(2)), Some(""));
    assert_eq!(found(&table, |kind| *kind == FindingKind::ShortRows { expected: 3 }), Some((1, vec![3])));
    assert_eq!(found(&table, |kind| *kind == FindingKind::LongRows { expected: 3 }), Some((1, vec![4])));
    assert_eq!(found(&table, |kind| *kind == FindingKind::TrailingSeparators), Some((1, vec![5])));
}

#[test]
fn a_preamble_is_left_out_and_said() {
    let table = read("Pipeline report\nMade on 2017-03-01\n\nid,name,amount\n1,a,2\n2,b,3\n");
    assert_eq!((table.header(), table.header_line()), (&["id", "name", "amount"].map(str::to_owned)[..], Some(4)));
    assert_eq!(found(&table, |kind| *kind == FindingKind::Preamble), Some((2, vec![1, 2])));
    let told = ReadOptions { header_line: Some(2), ..ReadOptions::default() };
    let table = sheet::read(b"Label A,Label B\nA,B\n1,2\n", &told).unwrap();
    assert_eq!((table.header(), table.len()), (&["A", "B"].map(str::to_owned)[..], 1));
    let nowhere = ReadOptions { header_line: Some(9), ..ReadOptions::default() };
    assert!(matches!(sheet::read(b"a,b\n1,2\n", &nowhere), Err(ReadError::NoSuchLine { line: 9 })));
}

#[test]
fn files_without_a_header() {
    let text = "17,2017-03-01,Acme\n18,2017-03-02,Bolt\n19,2017-03-03,Core\n";
    let table = read(text);
    assert_eq!((table.header(), table.len()), (&["A", "B", "C"].map(str::to_owned)[..], 3));
    assert!(found(&table, |kind| *kind == FindingKind::NoHeader).is_some());
    let columns = ["id", "day", "name"].map(str::to_owned).to_vec();
    let named = ReadOptions { columns: columns.clone(), ..ReadOptions::default() };
    assert_eq!(sheet::read(text.as_bytes(), &named).unwrap().len(), 3);
    let with_header = format!("Id,Day,Name\n{text}");
    assert_eq!(sheet::read(with_header.as_bytes(), &named).unwrap().len(), 3);
    let few = ReadOptions { columns: columns[..2].to_vec(), ..named };
    let error = sheet::read(text.as_bytes(), &few).unwrap_err();
    assert!(matches!(error, ReadError::ColumnCount { given: 2, found: 3, line: 1 }), "{error}");
    let years = read("account,2016,2017\na,1,2\nb,3,4\nc,5,6\n");
    assert_eq!(years.header(), ["account", "2016", "2017"]);
}

#[test]
fn odd_headers_are_said() {
    let table = read("name,,name,x,\n1,2,3,4,\n5,6,7,8,\n");
    assert_eq!(table.header(), ["name", "", "name", "x"]);
    assert!(found(&table, |kind| *kind == FindingKind::UnnamedColumns { columns: vec![2] }).is_some());
    let twice = FindingKind::DuplicateColumn { name: "name".to_owned(), columns: vec![1, 3] };
    assert!(found(&table, |kind| *kind == twice).is_some());
}

#[test]
fn one_column_is_a_table_too() {
    let table = read("e-mail\na@example.test\nb@example.test\n");
    assert_eq!((table.header().len(), table.len()), (1, 2));
    let names = read("name\nAnn Lee\nBo Ek\nCy Dunn\n");
    assert_eq!((names.header().len(), names.len()), (1, 3));
}

#[test]
fn bad_options_are_refused() {
    for (separator, quote) in [(Some('，'), None), (Some('"'), Some('"')), (Some('\n'), None)] {
        let options = ReadOptions { separator, quote, ..ReadOptions::default() };
        assert!(matches!(sheet::read(b"a,b\n", &options), Err(ReadError::BadOption { .. })));
    }
}
