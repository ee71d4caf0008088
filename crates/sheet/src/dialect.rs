//! Finds the separator, quote and escape characters of a text table.
//!
//! Each candidate cuts a sample, and the one that gives the most even table wins: many rows of one width, few cells
//! that still hold another usual separator, few quotes that make no sense. What is usual wins a tie.

use std::collections::HashMap;

use crate::records::{self, Parsed};
use crate::{Finding, FindingKind, ReadError, ReadOptions};

/// How much of a file is looked at.
const SAMPLE_BYTES: usize = 256 * 1024;
const SAMPLE_ROWS: usize = 400;

/// Separators with how much they are to be believed, the usual first. Text is full of the last ones.
const SEPARATORS: [(u8, f64); 12] = [
    (b',', 1.0),
    (b';', 1.0),
    (b'\t', 1.0),
    (b'|', 0.98),
    (b'^', 0.8),
    (b'~', 0.8),
    (0x1f, 0.8),
    (0x01, 0.8),
    (b'!', 0.6),
    (b'#', 0.6),
    (b':', 0.4),
    (b' ', 0.35),
];

/// How a text is cut into cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dialect {
    pub(crate) separator: u8,
    pub(crate) quote: Option<u8>,
    pub(crate) escape: Option<u8>,
}

impl Dialect {
    /// What people should know of an unusual dialect.
    pub(crate) fn findings(&self) -> Option<Finding> {
        let quote = self.quote?;
        let unusual = quote != b'"' || self.escape.is_some();
        let escape = self.escape.map(char::from);
        unusual.then(|| Finding::whole(FindingKind::UnusualQuoting { quote: char::from(quote), escape }))
    }
}

/// Takes off the `sep=;` line that Excel understands: the text behind it, the line that starts on, the separator.
pub(crate) fn separator_line(text: &str) -> (&str, u64, Option<u8>) {
    let told = text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("sep="));
    let separator = text.as_bytes().get(4).copied().filter(|byte| told && byte.is_ascii());
    let rest = text.get(5..).filter(|_| separator.is_some());
    let rest = rest.and_then(|rest| {
        rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')).or_else(|| rest.strip_prefix('\r'))
    });
    match rest {
        Some(rest) => (rest, 2, separator),
        None => (text, 1, None),
    }
}

/// The dialect of a text, as told or else as found.
pub(crate) fn choose(text: &str, options: &ReadOptions, told: Option<u8>) -> Result<Dialect, ReadError> {
    let separator = ascii(options.separator)?.or(told);
    let quote = ascii(options.quote)?;
    if let (Some(both), true) = (options.separator, separator.is_some() && separator == quote) {
        return Err(ReadError::BadOption { given: both });
    }
    let (sample, cut) = sample(text);
    let separators: Vec<(u8, f64)> = match separator {
        Some(separator) => vec![(separator, 1.0)],
        None => SEPARATORS.into_iter().filter(|(byte, _)| sample.as_bytes().contains(byte)).collect(),
    };
    let quotes: Vec<u8> = match quote {
        Some(quote) => vec![quote],
        None => [b'"', b'\''].into_iter().filter(|byte| *byte == b'"' || sample.as_bytes().contains(byte)).collect(),
    };
    let fallback = Dialect { separator: separator.unwrap_or(b','), quote: quote.or(Some(b'"')), escape: None };
    let mut best = (0.0, fallback);
    for quote in quotes {
        for (separator, belief) in &separators {
            let dialect = Dialect { separator: *separator, quote: Some(quote), escape: None };
            let judged = judge(sample, cut, &dialect);
            if quote == b'\'' && options.quote.is_none() && judged.quoted == 0 {
                continue;
            }
            let mut candidates = vec![(judged.score, dialect)];
            if !judged.sound && sample.as_bytes().windows(2).any(|pair| pair == [b'\\', quote]) {
                // Only quotes that make no sense by themselves can mean that something stands before them.
                let escaped = Dialect { escape: Some(b'\\'), ..dialect };
                candidates.push((judge(sample, cut, &escaped).score, escaped));
            }
            for (score, dialect) in candidates {
                if score * belief > best.0 + 1e-9 {
                    best = (score * belief, dialect);
                }
            }
        }
    }
    Ok(best.1)
}

fn ascii(option: Option<char>) -> Result<Option<u8>, ReadError> {
    let Some(given) = option else { return Ok(None) };
    match u8::try_from(given) {
        Ok(byte) if byte.is_ascii() && !matches!(byte, b'\n' | b'\r' | 0) => Ok(Some(byte)),
        _ => Err(ReadError::BadOption { given }),
    }
}

/// The start of a text, and whether it was cut off.
fn sample(text: &str) -> (&str, bool) {
    if text.len() <= SAMPLE_BYTES {
        return (text, false);
    }
    let end = (0..=SAMPLE_BYTES).rev().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
    (text.get(..end).unwrap_or(text), true)
}

/// How well a dialect cuts a sample.
struct Judged {
    /// 0 for not at all, towards 1 for a wide and even table.
    score: f64,
    /// Whether all quotes make sense.
    sound: bool,
    /// Cells in quotes.
    quoted: u64,
}

fn judge(sample: &str, cut: bool, dialect: &Dialect) -> Judged {
    match records::parse(sample, dialect, 1, SAMPLE_ROWS) {
        Ok(parsed) => Judged { score: evenness(&parsed, dialect), sound: parsed.stray == 0, quoted: parsed.quoted },
        // A quote left open only matters where the sample was not cut through a quoted cell.
        Err(_) if cut => Judged { score: 0.0, sound: true, quoted: 0 },
        Err(_) => Judged { score: broken_score(sample, dialect), sound: false, quoted: 0 },
    }
}

fn evenness(parsed: &Parsed, dialect: &Dialect) -> f64 {
    let grid = &parsed.grid;
    let rows = grid.len();
    let mut widths: HashMap<usize, usize> = HashMap::new();
    (0..rows).for_each(|row| *widths.entry(grid.width(row)).or_default() += 1);
    let most = widths.iter().filter(|(width, _)| **width > 1).max_by_key(|(width, count)| (**count, **width));
    let Some((&width, &count)) = most else { return 0.0 };
    let even = ratio(count, rows);
    let unusual = !matches!(dialect.separator, b',' | b';' | b'\t' | b'|');
    if unusual && (even < 0.9 || grid.width(0) != width) {
        return 0.0;
    }
    if matches!(dialect.separator, b' ' | b':') && width < 3 {
        return 0.0;
    }
    let cells: usize = (0..rows).map(|row| grid.width(row)).sum();
    let dirty = (0..rows).flat_map(|row| grid.cells(row)).filter(|cell| is_dirty(cell, dialect)).count();
    let wide = ratio(width - 1, width);
    let clean = 1.0 - 0.6 * ratio(dirty, cells);
    let sense = 1.0 - ratio(usize::try_from(parsed.stray).unwrap_or(rows), cells).min(1.0);
    let quoted = 1.0 + 0.1 * ratio(usize::try_from(parsed.quoted).unwrap_or_default(), cells);
    even * wide * clean * sense * quoted
}

/// A dialect under which a quote stays open may still be the right one for a damaged file: it is judged by
/// its separators alone, and loses against any that cuts the whole sample.
fn broken_score(sample: &str, dialect: &Dialect) -> f64 {
    let plain = Dialect { quote: None, ..*dialect };
    if dialect.quote == Some(b'"') && dialect.escape.is_none() { 0.2 * judge(sample, true, &plain).score } else { 0.0 }
}

/// Whether a cell still holds a usual separator or whole quotes, which a better dialect would have taken.
fn is_dirty(cell: &str, dialect: &Dialect) -> bool {
    let bytes = cell.as_bytes();
    let separators = bytes.iter().any(|byte| matches!(byte, b';' | b'\t' | b'|') && *byte != dialect.separator);
    let wrapped = |quote: u8| bytes.len() > 1 && bytes.first() == Some(&quote) && bytes.last() == Some(&quote);
    let comma_text = dialect.separator != b',' && bytes.contains(&b',') && !bytes.iter().any(u8::is_ascii_digit);
    separators || wrapped(b'"') || wrapped(b'\'') || comma_text
}

#[expect(clippy::cast_precision_loss, reason = "counts of a sample are far below 2^52")]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
