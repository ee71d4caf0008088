//! How values are written: text with backslashes, parts between semicolons, quoted-printable.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// Takes the backslashes out of a text. One rule for every version, since producers of 2.1 escape like those of 3.0.
pub(crate) fn unescape(raw: &str) -> String {
    if !raw.contains('\\') {
        return raw.to_owned();
    }
    let mut text = String::with_capacity(raw.len());
    let mut chars = raw.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            text.push(c);
            continue;
        }
        match chars.next() {
            Some('n' | 'N') => text.push('\n'),
            Some(c @ ('\\' | ';' | ',' | ':' | '"')) => text.push(c),
            Some(other) => text.extend(['\\', other]),
            None => text.push('\\'),
        }
    }
    text
}

/// Writes a text so that [`unescape`] gives it back.
pub(crate) fn escape(text: &str) -> String {
    let mut raw = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => raw.extend(['\\', c]),
            '\n' => raw.push_str("\\n"),
            c if c.is_control() && c != '\t' => {}
            c => raw.push(c),
        }
    }
    raw
}

/// Cuts a raw value at each separator that no backslash stands before.
pub(crate) fn split(raw: &str, separator: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut from, mut escaped) = (0, false);
    for (at, c) in raw.char_indices() {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if c == separator {
            parts.push(raw.get(from..at).unwrap_or_default());
            from = at + separator.len_utf8();
        }
    }
    parts.push(raw.get(from..).unwrap_or_default());
    parts
}

/// The parts of a structured value as texts.
pub(crate) fn parts(raw: &str) -> Vec<String> {
    split(raw, ';').into_iter().map(unescape).collect()
}

/// Writes the parts of a structured value.
pub(crate) fn join<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    parts.into_iter().map(escape).collect::<Vec<_>>().join(";")
}

/// Quoted-printable to a raw value: its line ends become `\n`.
pub(crate) fn from_quoted_printable(raw: &str, charset: Option<&str>) -> String {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        rest = behind;
        let coded = (*first == b'=').then(|| behind.split_at_checked(2)).flatten();
        match coded.and_then(|(code, after)| Some((hex(code)?, after))) {
            Some((byte, after)) => {
                bytes.push(byte);
                rest = after;
            }
            None => bytes.push(*first),
        }
    }
    let named = charset.and_then(|c| Encoding::for_label(c.as_bytes())).unwrap_or(UTF_8);
    let text = match std::str::from_utf8(&bytes) {
        Ok(text) if named == UTF_8 => text.to_owned(),
        _ => {
            let encoding = if named == UTF_8 { WINDOWS_1252 } else { named };
            encoding.decode_without_bom_handling(&bytes).0.into_owned()
        }
    };
    let mut raw = text.replace("\r\n", "\\n").replace(['\n', '\r'], "\\n");
    raw.retain(|c| c == '\t' || !c.is_control());
    raw
}

fn hex(code: &[u8]) -> Option<u8> {
    let digit = |b: u8| char::from(b).to_digit(16).and_then(|d| u8::try_from(d).ok());
    match code {
        [high, low] => Some(digit(*high)? * 16 + digit(*low)?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn separators_count_only_where_no_backslash_stands_before() {
        assert_eq!(split(r"a\;b;c\\;d", ';'), [r"a\;b", r"c\\", "d"]);
        assert_eq!(parts(r"a\;b;c\\;\,d\N"), ["a;b", "c\\", ",d\n"]);
    }

    #[test]
    fn quoted_printable_is_decoded_by_its_charset() {
        assert_eq!(from_quoted_printable("a=0D=0Ab =C3=91=", None), "a\\nb Ñ=");
        assert_eq!(from_quoted_printable("=F6=XY", Some("iso-8859-1")), "ö=XY");
        assert_eq!(from_quoted_printable("=F6", None), "ö");
    }

    proptest! {
        #[test]
        fn escaped_text_comes_back(text in "[^\\p{Cc}]{0,40}\n?[;,\\\\n]{0,9}") {
            prop_assert_eq!(unescape(&escape(&text)), text);
        }

        #[test]
        fn joined_parts_come_back(texts in prop::collection::vec("[a;,\\\\\næ]{0,6}", 1..6)) {
            let joined = join(texts.iter().map(String::as_str));
            prop_assert_eq!(parts(&joined), texts);
        }
    }
}
