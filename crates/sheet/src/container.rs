//! What is around the table: gzip, a workbook, or something that is no table at all, told by the first bytes.

use std::borrow::Cow;
use std::io::Read;

use flate2::read::MultiGzDecoder;

use crate::{FileKind, ReadError, bounds};

/// The bytes of a table, unpacked.
pub(crate) enum Container<'a> {
    Workbook(Cow<'a, [u8]>),
    Text(Cow<'a, [u8]>),
}

/// Reads to the end, but no more than `limit` bytes.
pub(crate) fn read_limited(reader: impl Read, limit: u64) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    reader.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(ReadError::TooLarge { limit });
    }
    Ok(bytes)
}

pub(crate) fn unpack(bytes: &[u8], limit: u64) -> Result<Container<'_>, ReadError> {
    if bytes.len() as u64 > limit {
        return Err(ReadError::TooLarge { limit });
    }
    let bytes = if bytes.starts_with(&[0x1f, 0x8b]) {
        let unpacked = read_limited(MultiGzDecoder::new(bytes), limit).map_err(|error| match error {
            ReadError::Io(error) => ReadError::Gzip { detail: error.to_string() },
            other => other,
        })?;
        Cow::Owned(unpacked)
    } else {
        Cow::Borrowed(bytes)
    };
    if is_workbook(&bytes) {
        if declared_size(&bytes) > limit {
            return Err(ReadError::TooLarge { limit });
        }
        bounds::check(&bytes, limit)?;
        return Ok(Container::Workbook(bytes));
    }
    match foreign_kind(&bytes) {
        Some(kind) => Err(ReadError::NotATable { kind }),
        None => Ok(Container::Text(bytes)),
    }
}

/// A zip with the parts of a workbook in its directory of names, or the compound file of old Excel.
fn is_workbook(bytes: &[u8]) -> bool {
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        return true;
    }
    // The names stand uncompressed both at the start of each entry and in the directory at the end.
    let names: [&[u8]; 3] = [b"xl/workbook", b"xl/worksheets", b"opendocument.spreadsheet"];
    bytes.starts_with(b"PK\x03\x04") && names.iter().any(|name| contains(bytes, name))
}

/// The unpacked size of all entries of a zip archive, as its directory declares it.
fn declared_size(bytes: &[u8]) -> u64 {
    let size = |entry: &[u8]| {
        let field = entry.starts_with(b"PK\x01\x02").then(|| entry.get(24..28)).flatten()?;
        field.try_into().ok().map(u32::from_le_bytes)
    };
    bytes.windows(46).filter_map(size).map(u64::from).sum()
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn foreign_kind(bytes: &[u8]) -> Option<FileKind> {
    const SIGNATURES: [(&[u8], FileKind); 13] = [
        (b"%PDF-", FileKind::Pdf),
        (b"\x89PNG", FileKind::Picture),
        (b"\xff\xd8\xff", FileKind::Picture),
        (b"GIF8", FileKind::Picture),
        (b"PK\x03\x04", FileKind::Zip),
        (b"PK\x05\x06", FileKind::Zip),
        (b"7z\xbc\xaf\x27\x1c", FileKind::Packed),
        (b"\xfd7zXZ\0", FileKind::Packed),
        (b"\x28\xb5\x2f\xfd", FileKind::Packed),
        (b"Rar!", FileKind::Packed),
        (b"BZh9", FileKind::Packed),
        (b"PAR1", FileKind::Parquet),
        (b"SQLite format 3\0", FileKind::Sqlite),
    ];
    if let Some((_, kind)) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        return Some(*kind);
    }
    let start = bytes.trim_ascii_start();
    let start = start.get(..15).unwrap_or(start).to_ascii_lowercase();
    (start.starts_with(b"<!doctype html") || start.starts_with(b"<html")).then_some(FileKind::Html)
}
