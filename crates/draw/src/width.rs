//! How wide a line of text will be, without a font.
//!
//! Widths are in thousandths of the font size, taken a little wide (as DejaVu Sans, the widest of the fonts that a picture
//! may be shown in), so that a line clipped to fit never runs over. Chinese, Japanese, Korean and emoji are one em.

/// Width of one character in thousandths of an em.
fn milli_em(c: char) -> u32 {
    match c {
        'i' | 'j' | 'l' | '\'' | '|' => 280,
        'I' | 'J' => 295,
        ' ' | '.' | ',' | ':' | ';' | '·' | '!' => 320,
        'f' | 't' | '-' | '/' | '(' | ')' | '[' | ']' | '‐' | '‑' => 390,
        'r' => 411,
        's' | 'c' | 'z' | '–' | '“' | '”' | '"' | '*' => 540,
        'k' | 'v' | 'x' | 'y' | 'L' | 'F' | '?' => 590,
        'm' | 'M' | 'W' | '—' | '…' | '%' | '@' | 'Æ' | 'æ' | 'Œ' | 'œ' => 980,
        'w' | 'O' | 'Q' | 'Ø' | 'Ö' | 'G' | 'D' | '&' | '+' | '×' | '=' => 810,
        'A'..='Z' => 700,
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' => 0,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' => 1000,
        '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' => 1000,
        '\u{ffe0}'..='\u{ffe6}' | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3ffff}' => 1000,
        '\u{c0}'..='\u{de}' => 720,
        _ => 636,
    }
}

/// Whether a character is as wide as it is high: Chinese, Japanese, Korean, emoji.
pub(crate) fn is_wide(c: char) -> bool {
    milli_em(c) == 1000
}

/// Width of a line in pixels; bold text is a tenth wider.
pub(crate) fn width(text: &str, size: f64, bold: bool) -> f64 {
    let sum: u32 = text.chars().map(milli_em).fold(0, u32::saturating_add);
    f64::from(sum) / 1000.0 * size * if bold { 1.09 } else { 1.0 }
}

/// The text if it fits, otherwise its beginning with an ellipsis.
pub(crate) fn clip(text: &str, size: f64, bold: bool, room: f64) -> String {
    let text = text.trim();
    if width(text, size, bold) <= room {
        return text.to_owned();
    }
    let end = fitting(text, size, bold, room - width("…", size, bold));
    let kept = text.get(..end).unwrap_or("").trim_end_matches([' ', ',', '-', '·', '&', '(', ':', ';', '/']);
    format!("{kept}…")
}

/// Two lines: broken at the last space that fits, the second clipped.
pub(crate) fn two_lines(text: &str, size: f64, bold: bool, room: f64) -> (String, String) {
    let text = text.trim();
    if width(text, size, bold) <= room {
        return (text.to_owned(), String::new());
    }
    let end = fitting(text, size, bold, room);
    let head = text.get(..end).unwrap_or("");
    let whole_word = text.get(end..).is_some_and(|rest| rest.starts_with(' '));
    let cut = if whole_word { end } else { head.rfind(' ').filter(|&at| at * 3 > end).unwrap_or(end) };
    match (text.get(..cut), text.get(cut..)) {
        (Some(first), Some(rest)) if !first.is_empty() => (first.trim_end().to_owned(), clip(rest, size, bold, room)),
        _ => (clip(text, size, bold, room), String::new()),
    }
}

/// The byte at which the text must end to fit.
fn fitting(text: &str, size: f64, bold: bool, room: f64) -> usize {
    let mut left = room / size / if bold { 1.09 } else { 1.0 } * 1000.0;
    for (at, c) in text.char_indices() {
        left -= f64::from(milli_em(c));
        if left < 0.0 {
            return at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn long_text_ends_in_an_ellipsis() {
        assert_eq!(clip("Ingrid Solheim", 12.5, true, 160.0), "Ingrid Solheim");
        assert_eq!(clip("Deputy Director, Head of Research", 12.5, true, 130.0), "Deputy Director…");
        assert_eq!(clip("华东区大客户销售总监", 10.0, false, 60.0), "华东区大客…");
    }

    #[test]
    fn a_title_breaks_between_words() {
        let lines = two_lines("Deputy Director - Head of Research Finance & Programmes", 12.5, true, 166.0);
        assert_eq!(lines, ("Deputy Director - Head".into(), "of Research Finance…".into()));
        assert_eq!(two_lines("华东区大客户销售总监", 10.0, false, 60.0), ("华东区大客户".into(), "销售总监".into()));
    }

    proptest! {
        #[test]
        fn clipped_text_fits(text in ".{0,60}", room in 20.0..300.0_f64) {
            prop_assert!(width(&clip(&text, 12.0, false, room), 12.0, false) <= room + 1e-6);
            let (first, second) = two_lines(&text, 12.0, true, room);
            prop_assert!(width(&first, 12.0, true) <= room + 1e-6 && width(&second, 12.0, true) <= room + 1e-6);
        }
    }
}
