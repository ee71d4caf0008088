//! Files made by chance, of the bytes that mean something to a reader of tables: whatever comes in is read or refused, and
//! never ends the program. `PROPTEST_CASES` says how many are tried; `make torture` asks for many.

use proptest::prelude::*;
use sheet::write::{Cell, XlsxWriter};
use sheet::{ReadOptions, read};

/// Pieces that readers look for, and chance between them.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let known: Vec<&[u8]> = vec![
        b"\"",
        b"\"\"",
        b",",
        b";",
        b"\t",
        b"|",
        b"\n",
        b"\r\n",
        b"\r",
        b"\0",
        b"=",
        b"-1e999",
        b"$1,000.50",
        b"1.234,5",
        b"31/12/2020",
        b"2020-02-30T25:61:61Z",
        b"sep=;",
        b"name",
        b"amount",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xe6\xf8\xe5",
        b"\xc3\xa6",
        b"PK\x03\x04",
        b"PK\x05\x06",
        b"\x1f\x8b\x08\0",
        b"[Content_Types].xml",
        b"xl/workbook.xml",
        b"<sheetData>",
        b"99999999999999999999",
    ];
    prop_oneof![4 => prop::sample::select(known).prop_map(<[u8]>::to_vec), 1 => prop::collection::vec(any::<u8>(), 0..12)]
}

proptest! {
    #[test]
    fn fuzz_whatever_comes_in_is_read_or_refused(pieces in prop::collection::vec(piece(), 0..60)) {
        let bytes = pieces.concat();
        if let Ok(table) = read(&bytes, &ReadOptions::default()) {
            for row in table.rows() {
                for column in 0..=row.width() {
                    prop_assert!(row.get(column).len() <= bytes.len() * 4 + 64);
                }
            }
        }
    }
}

/// A real workbook, spoilt byte by byte.
#[test]
fn fuzz_a_spoilt_workbook_is_read_or_refused() {
    let mut writer = XlsxWriter::new("Deals", &["name", "amount"]).unwrap();
    for (name, amount) in [("Fjord Works", "12.50"), ("客户", "7")] {
        writer.row(&[Cell::Text(name), Cell::Number(amount)]).unwrap();
    }
    let sound = writer.finish().unwrap();
    proptest!(|(places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8), keep in any::<prop::sample::Index>())| {
        let mut bytes = sound.clone();
        for (place, byte) in places {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = read(&bytes, &ReadOptions::default());
        bytes.truncate(keep.index(bytes.len()) + 1);
        let _ = read(&bytes, &ReadOptions::default());
    });
}
