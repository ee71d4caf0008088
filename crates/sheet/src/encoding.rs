//! Finds out how the bytes of a text file stand for characters, and decodes them.
//!
//! In this order: the byte order mark; NUL bytes at every other place (UTF-16 without a mark); valid UTF-8;
//! mostly UTF-8 with a few stray bytes; GB 18030 where all high bytes come in pairs, as Excel saves in China;
//! else Windows-1252. Nothing is dropped: a byte that means nothing is an error with its line.

use std::borrow::Cow;

use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::finding::Tally;
use crate::{FileKind, Finding, FindingKind, ReadError};

/// The encoding of a text file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding(&'static encoding_rs::Encoding);

impl Encoding {
    /// UTF-8, with or without a byte order mark.
    pub const UTF_8: Self = Self(UTF_8);
    /// UTF-16, low byte first.
    pub const UTF_16LE: Self = Self(UTF_16LE);
    /// UTF-16, high byte first.
    pub const UTF_16BE: Self = Self(UTF_16BE);
    /// Western Windows, also read for ISO 8859-1.
    pub const WINDOWS_1252: Self = Self(WINDOWS_1252);
    /// Simplified Chinese, also read for GBK and GB 2312.
    pub const GB18030: Self = Self(GB18030);

    /// The encoding of a name such as `utf-8`, `latin1`, `gbk` or `shift_jis` (the labels of the web).
    #[must_use]
    pub fn from_label(label: &str) -> Option<Self> {
        encoding_rs::Encoding::for_label_no_replacement(label.as_bytes()).map(Self)
    }

    /// Its usual name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name()
    }
}

/// A decoded text file, without its byte order mark.
pub(crate) struct Decoded<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) encoding: Encoding,
    pub(crate) findings: Vec<Finding>,
}

pub(crate) fn decode(bytes: &[u8], told: Option<Encoding>) -> Result<Decoded<'_>, ReadError> {
    let mut decoded = match (told, marked(bytes)?) {
        (Some(encoding), Some((marked, rest))) if encoding == marked => strict(rest, encoding)?,
        (Some(encoding), _) => strict(bytes, encoding)?,
        (None, Some((encoding, rest))) => strict(rest, encoding)?,
        (None, None) => guess(bytes)?,
    };
    check_text(&decoded)?;
    let mut lost = Tally::default();
    for (place, _) in decoded.text.match_indices('\u{fffd}') {
        let line = if lost.count() < 20 { line_at(decoded.text.as_bytes(), place) } else { 0 };
        lost.add(line);
    }
    decoded.findings.extend(lost.finding(FindingKind::LostCharacters));
    Ok(decoded)
}

/// The encoding a byte order mark announces, and what stands behind the mark.
fn marked(bytes: &[u8]) -> Result<Option<(Encoding, &[u8])>, ReadError> {
    if bytes.starts_with(&[0xff, 0xfe, 0, 0]) || bytes.starts_with(&[0, 0, 0xfe, 0xff]) {
        return Err(ReadError::Utf32);
    }
    Ok(encoding_rs::Encoding::for_bom(bytes)
        .map(|(encoding, length)| (Encoding(encoding), bytes.get(length..).unwrap_or_default())))
}

fn strict(bytes: &[u8], encoding: Encoding) -> Result<Decoded<'_>, ReadError> {
    let (text, broken) = encoding.0.decode_without_bom_handling(bytes);
    let wide = encoding == Encoding::UTF_16LE || encoding == Encoding::UTF_16BE;
    if wide && text.bytes().take(400).filter(|byte| *byte == 0).count() > 40 {
        return Err(ReadError::Utf32);
    }
    if broken {
        let place = match (encoding == Encoding::UTF_8, std::str::from_utf8(bytes)) {
            (true, Err(error)) => error.valid_up_to(),
            _ => text.find('\u{fffd}').unwrap_or_default(),
        };
        let line = if encoding == Encoding::UTF_8 { line_at(bytes, place) } else { line_at(text.as_bytes(), place) };
        return Err(ReadError::Undecodable { encoding: encoding.name(), line });
    }
    Ok(Decoded { text, encoding, findings: Vec::new() })
}

fn guess(bytes: &[u8]) -> Result<Decoded<'_>, ReadError> {
    if let Some(encoding) = unmarked_utf16(bytes)? {
        let mut decoded = strict(bytes, encoding)?;
        decoded.findings.push(Finding::whole(FindingKind::GuessedEncoding { encoding: encoding.name() }));
        return Ok(decoded);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Decoded { text: Cow::Borrowed(text), encoding: Encoding::UTF_8, findings: Vec::new() });
    }
    if let Some(decoded) = mostly_utf8(bytes) {
        return Ok(decoded);
    }
    if high_bytes_in_pairs(bytes) {
        let (text, broken) = GB18030.decode_without_bom_handling(bytes);
        if !broken {
            let kind = FindingKind::GuessedEncoding { encoding: GB18030.name() };
            return Ok(Decoded { text, encoding: Encoding::GB18030, findings: vec![Finding::whole(kind)] });
        }
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    let kind = FindingKind::GuessedEncoding { encoding: WINDOWS_1252.name() };
    Ok(Decoded { text, encoding: Encoding::WINDOWS_1252, findings: vec![Finding::whole(kind)] })
}

/// UTF-16 without a mark: text in most scripts has its separators and line ends as a NUL and an ASCII byte.
fn unmarked_utf16(bytes: &[u8]) -> Result<Option<Encoding>, ReadError> {
    let sample = bytes.get(..4096).unwrap_or(bytes);
    let zeros = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), sample.len() / 2);
    let many = (pairs / 20).max(2);
    if even + odd > sample.len() * 5 / 8 && pairs > 4 {
        return Err(ReadError::Utf32);
    }
    Ok(match (even, odd) {
        (0, odd) if odd >= many => Some(Encoding::UTF_16LE),
        (even, 0) if even >= many => Some(Encoding::UTF_16BE),
        _ => None,
    })
}

/// UTF-8 in which a few bytes come from elsewhere, as when exports of two systems are joined. At least ten valid
/// characters beyond ASCII stand for each invalid byte, which no Windows-1252 text does by chance.
fn mostly_utf8(bytes: &[u8]) -> Option<Decoded<'_>> {
    let (mut valid, mut invalid) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        invalid += chunk.invalid().len();
    }
    if valid < invalid * 10 {
        return None;
    }
    let mut text = String::with_capacity(bytes.len() + invalid);
    let mut stray = Tally::default();
    let mut line = 1;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        line += chunk.valid().bytes().filter(|byte| *byte == b'\n').count() as u64;
        let (characters, _) = WINDOWS_1252.decode_without_bom_handling(chunk.invalid());
        text.push_str(&characters);
        chunk.invalid().iter().for_each(|_| stray.add(line));
    }
    let findings = stray.finding(FindingKind::MixedEncoding).into_iter().collect();
    Some(Decoded { text: Cow::Owned(text), encoding: Encoding::UTF_8, findings })
}

/// Whether bytes above ASCII come in runs of even length, as two-byte Chinese does, and often enough to tell.
fn high_bytes_in_pairs(bytes: &[u8]) -> bool {
    let (mut pairs, mut run) = (0_usize, 0_usize);
    for byte in bytes.iter().chain(std::iter::once(&b'\n')) {
        // The first byte of a common character is 0xA1 to 0xF7; the second of the common set is 0xA1 and above.
        if (0xa1..=0xfe).contains(byte) {
            run += 1;
        } else if *byte >= 0x80 || run % 2 == 1 {
            return false;
        } else {
            pairs += run / 2;
            run = 0;
        }
    }
    pairs >= 2
}

/// Refuses text that holds what no table does.
fn check_text(decoded: &Decoded<'_>) -> Result<(), ReadError> {
    let bytes = decoded.text.as_bytes();
    let sample = bytes.get(..8192).unwrap_or(bytes);
    let odd =
        |byte: &&u8| (1..0x20).contains(*byte) && !matches!(**byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1a..=0x1f);
    let controls = sample.iter().filter(odd).count();
    if controls * 50 > sample.len() {
        return Err(ReadError::NotATable { kind: FileKind::Unknown });
    }
    match bytes.iter().position(|byte| *byte == 0) {
        Some(place) => Err(ReadError::NulByte { line: line_at(bytes, place) }),
        None => Ok(()),
    }
}

/// The line a byte stands on.
fn line_at(bytes: &[u8], place: usize) -> u64 {
    let before = bytes.get(..place).unwrap_or(bytes);
    let feeds = before.iter().filter(|byte| **byte == b'\n').count();
    let returns = before.iter().filter(|byte| **byte == b'\r').count();
    1 + if feeds > 0 { feeds } else { returns } as u64
}
