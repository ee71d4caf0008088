//! Bytes to logical lines: folded lines are joined, quoted-printable and bare base64 of vCard 2.1 too, and each
//! line is decoded on its own, since files really mix encodings.
//!
//! Lines are joined as bytes, because folding may cut a character in two. Every byte is looked at a bounded number
//! of times, whatever the file holds.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

use crate::finding::{FindingKind, Findings};

/// A line after unfolding.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// Where it begins, from 1.
    pub number: u64,
    /// Its text, without control characters but tabs.
    pub text: String,
}

/// All logical lines that are not blank.
pub(crate) fn logical(bytes: &[u8], findings: &mut Findings) -> Vec<Line> {
    let bytes = utf8_bytes(bytes);
    let mut lines: Vec<Line> = Vec::new();
    let mut open: Option<Open> = None;
    for (number, part) in physical(&bytes) {
        if let Some(current) = &mut open {
            if current.takes(part) {
                continue;
            }
            lines.extend(open.take().and_then(|o| o.finish(findings)));
        }
        if !part.trim_ascii().is_empty() {
            open = Some(Open::new(number, part));
        }
    }
    lines.extend(open.and_then(|o| o.finish(findings)));
    lines
}

/// UTF-16 with a mark becomes UTF-8, and the mark of UTF-8 goes.
fn utf8_bytes(bytes: &[u8]) -> Cow<'_, [u8]> {
    match Encoding::for_bom(bytes) {
        Some((encoding, mark)) if encoding == UTF_16LE || encoding == UTF_16BE => {
            let (text, _) = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default());
            Cow::Owned(text.into_owned().into_bytes())
        }
        Some((_, mark)) => Cow::Borrowed(bytes.get(mark..).unwrap_or_default()),
        None => Cow::Borrowed(bytes),
    }
}

/// Lines as they stand, ended by LF with any CR before it (some programs write two), or by CR.
fn physical(bytes: &[u8]) -> impl Iterator<Item = (u64, &[u8])> {
    let mut rest = Some(bytes);
    let mut number = 0;
    std::iter::from_fn(move || {
        let bytes = rest?;
        number += 1;
        let Some(end) = bytes.iter().position(|b| matches!(b, b'\r' | b'\n')) else {
            rest = None;
            return Some((number, bytes));
        };
        let (line, behind) = bytes.split_at(end);
        let returns = behind.iter().take_while(|b| **b == b'\r').count();
        let ending = if behind.get(returns) == Some(&b'\n') { returns + 1 } else { 1 };
        rest = behind.get(ending..);
        Some((number, line))
    })
}

/// A logical line that may still go on.
struct Open {
    number: u64,
    bytes: Vec<u8>,
    quoted_printable: bool,
    base64: bool,
}

impl Open {
    fn new(number: u64, part: &[u8]) -> Self {
        let head = part.split(|b| *b == b':').next().unwrap_or_default();
        let says = |word: &[u8]| head.windows(word.len()).any(|w| w.eq_ignore_ascii_case(word));
        Self {
            number,
            bytes: part.to_vec(),
            quoted_printable: says(b"QUOTED-PRINTABLE"),
            base64: says(b"ENCODING=BASE64") || says(b";BASE64"),
        }
    }

    /// Takes the next physical line where it belongs to this one.
    fn takes(&mut self, part: &[u8]) -> bool {
        if self.quoted_printable && self.bytes.last() == Some(&b'=') {
            self.bytes.pop();
            self.bytes.extend_from_slice(part);
            return true;
        }
        if let [b' ' | b'\t', rest @ ..] = part {
            self.bytes.extend_from_slice(rest);
            return true;
        }
        if self.base64 && !part.is_empty() && part.iter().all(|b| b.is_ascii_alphanumeric() || b"+/=".contains(b)) {
            self.bytes.extend_from_slice(part);
            return true;
        }
        false
    }

    fn finish(self, findings: &mut Findings) -> Option<Line> {
        let decoded = decode(&self.bytes);
        if decoded.odd {
            findings.add(self.number, FindingKind::OtherEncoding);
        }
        let mut text = decoded.text;
        let before = text.len();
        text.retain(|c| c == '\t' || !c.is_control());
        if text.len() < before {
            findings.add(self.number, FindingKind::ControlCharacters);
        }
        (!text.trim().is_empty()).then_some(Line { number: self.number, text })
    }
}

struct Decoded {
    text: String,
    odd: bool,
}

/// UTF-8 where it is, else what the line itself names as `CHARSET`, else Windows-1252.
fn decode(bytes: &[u8]) -> Decoded {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: text.to_owned(), odd: false };
    }
    let named = charset(bytes).filter(|e| *e != UTF_8);
    let (text, _) = named.unwrap_or(WINDOWS_1252).decode_without_bom_handling(bytes);
    Decoded { text: text.into_owned(), odd: named.is_none() }
}

fn charset(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.split(|b| *b == b':').next()?;
    head.split(|b| *b == b';').find_map(|param| {
        let (name, value) = param.split_at_checked("CHARSET=".len())?;
        name.eq_ignore_ascii_case(b"CHARSET=").then(|| Encoding::for_label(value)).flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(bytes: &[u8]) -> Vec<(u64, String)> {
        let lines = logical(bytes, &mut Findings::default());
        lines.into_iter().map(|l| (l.number, l.text)).collect()
    }

    fn line(number: u64, text: &str) -> (u64, String) {
        (number, text.to_owned())
    }

    #[test]
    fn folded_lines_are_joined_under_every_line_ending() {
        for ending in ["\r\n", "\n", "\r", "\r\r\n"] {
            let text = ["NOTE:a b", "  c", "\td", "", "END:X"].join(ending);
            assert_eq!(texts(text.as_bytes()), [line(1, "NOTE:a b cd"), line(5, "END:X")]);
        }
    }

    #[test]
    fn a_character_cut_by_folding_is_whole_again() {
        let (first, second) = "NOTE:é".as_bytes().split_at(6);
        let folded = [first, b"\r\n ", second].concat();
        assert_eq!(texts(&folded), [line(1, "NOTE:é")]);
    }

    #[test]
    fn soft_breaks_and_bare_base64_are_joined() {
        let text = b"LABEL;ENCODING=QUOTED-PRINTABLE:a=0D=0A=\r\nb\r\nPHOTO;ENCODING=BASE64:AAAA\r\nBBB=\r\n\r\nFN:x";
        assert_eq!(
            texts(text),
            [
                line(1, "LABEL;ENCODING=QUOTED-PRINTABLE:a=0D=0Ab"),
                line(3, "PHOTO;ENCODING=BASE64:AAAABBB="),
                line(6, "FN:x")
            ]
        );
    }

    #[test]
    fn other_encodings_are_read_and_told() {
        let mut findings = Findings::default();
        let lines = logical(b"FN:G\xf6rlitz\nNOTE;CHARSET=iso-8859-2:\xb9", &mut findings);
        assert_eq!(lines.into_iter().map(|l| l.text).collect::<Vec<_>>(), ["FN:Görlitz", "NOTE;CHARSET=iso-8859-2:š"]);
        let findings = findings.into_list();
        assert_eq!(findings.len(), 1);
        assert_eq!((findings[0].line, findings[0].kind.code()), (1, "cards-other-encoding"));
    }

    #[test]
    fn utf_16_with_a_mark_is_read() {
        let bytes: Vec<u8> = "\u{feff}FN:Ø".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(texts(&bytes), [line(1, "FN:Ø")]);
    }
}
