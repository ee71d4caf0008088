//! Writing SVG: numbers, text and attributes, nothing more.
//!
//! Invariants: every text is escaped, characters that XML cannot carry are dropped; numbers have at most two decimals.

use std::fmt::{self, Write};

use crate::theme::{Theme, WIDE_FONTS};
use crate::width::is_wide;

/// A number in the shortest form with at most two decimals.
pub(crate) struct Num(pub f64);

impl fmt::Display for Num {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rounded = (self.0 * 100.0).round() / 100.0;
        // Adding zero turns a negative zero into zero.
        if rounded.is_finite() { write!(f, "{}", rounded + 0.0) } else { f.write_str("0") }
    }
}

/// Text made safe for element content and for attribute values in double quotes.
pub(crate) struct Esc<'a>(pub &'a str);

impl fmt::Display for Esc<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\t' | '\n' | '\r' => f.write_char(' ')?,
                '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
                other => f.write_char(other)?,
            }
        }
        Ok(())
    }
}

/// Appends formatted text. Writing to a `String` cannot fail, so there is no error to hand on.
macro_rules! put {
    ($to:expr, $($part:tt)*) => {{
        let _infallible = write!($to, $($part)*);
    }};
}
pub(crate) use put;

/// How one line of text looks.
#[derive(Clone, Copy)]
pub(crate) struct Ink<'a> {
    pub size: f64,
    pub weight: u16,
    pub colour: &'a str,
    /// `start`, `middle` or `end`.
    pub anchor: &'a str,
    /// Where it will be shown: a file names the font of Chinese words, a browser finds it by itself.
    pub theme: Theme,
}

/// Appends one line of text.
pub(crate) fn text(to: &mut String, x: f64, y: f64, ink: Ink<'_>, words: &str) {
    put!(to, r#"<text x="{}" y="{}" font-size="{}""#, Num(x), Num(y), Num(ink.size));
    if ink.weight != 400 {
        put!(to, r#" font-weight="{}""#, ink.weight);
    }
    if ink.anchor != "start" {
        put!(to, r#" text-anchor="{}""#, ink.anchor);
    }
    put!(to, r#" fill="{}">"#, ink.colour);
    if ink.theme.stands_alone() {
        scripts(to, words);
    } else {
        put!(to, "{}", Esc(words));
    }
    to.push_str("</text>");
}

/// Words with each stretch of Chinese, Japanese or Korean in a font that has it. Readers of files give the whole line to
/// that font otherwise, and the Latin letters beside it look foreign.
fn scripts(to: &mut String, words: &str) {
    let mut rest = words;
    while let Some(first) = rest.chars().next() {
        let wide = is_wide(first);
        let end = rest.find(|c| is_wide(c) != wide).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        if wide {
            put!(to, r#"<tspan font-family="{WIDE_FONTS}">{}</tspan>"#, Esc(run));
        } else {
            put!(to, "{}", Esc(run));
        }
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        let shown: Vec<String> = [1.0, 0.5, 1.0 / 3.0, -0.001, f64::NAN].map(|n| Num(n).to_string()).to_vec();
        assert_eq!(shown, ["1", "0.5", "0.33", "0", "0"]);
    }

    #[test]
    fn chinese_in_a_file_has_its_own_font() {
        let mut svg = String::new();
        scripts(&mut svg, "Chen 陈瑜, AE");
        assert_eq!(svg, format!(r#"Chen <tspan font-family="{WIDE_FONTS}">陈瑜</tspan>, AE"#));
    }

    #[test]
    fn text_cannot_leave_its_place() {
        assert_eq!(Esc("a<b>&\"c\"\u{1}\n").to_string(), "a&lt;b&gt;&amp;&quot;c&quot; ");
    }
}
