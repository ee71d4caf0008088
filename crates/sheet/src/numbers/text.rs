//! Reads one number with a given decimal mark.

use super::{DecimalMark, Number};

/// Currency signs and words that are not three capital letters.
const CURRENCIES: [&str; 22] = [
    "US$", "A$", "C$", "R$", "HK$", "NZ$", "$", "€", "£", "¥", "￥", "₹", "₽", "₩", "₺", "zł", "Kč", "元", "kr.", "kr",
    "Kr", "Fr.",
];

pub(super) fn read(mark: DecimalMark, text: &str) -> Option<Number> {
    let mut rest = text.trim();
    let mut negative = false;
    if let Some(inner) = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        negative = true;
        rest = inner.trim();
    }
    let mut found = Around::default();
    rest = found.before(rest);
    rest = found.after(rest);
    let minus = found.minus;
    if (negative && minus) || found.signs > 1 {
        return None;
    }
    let decimal = digits(mark, rest)?;
    let zero = !decimal.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
    let sign = if (negative || minus) && !zero { "-" } else { "" };
    Some(Number { decimal: format!("{sign}{decimal}"), percent: found.percent, currency: found.currency })
}

/// What stands around the digits: sign, currency, percent.
#[derive(Default)]
struct Around {
    minus: bool,
    signs: u8,
    percent: bool,
    currency: Option<String>,
}

impl Around {
    fn before<'a>(&mut self, mut rest: &'a str) -> &'a str {
        loop {
            rest = rest.trim_start();
            if let Some(behind) = rest.strip_prefix(['-', '\u{2212}']) {
                self.minus = true;
                self.signs += 1;
                rest = behind;
            } else if let Some(behind) = rest.strip_prefix('+') {
                self.signs += 1;
                rest = behind;
            } else if let Some(word) = starting_currency(rest).filter(|_| self.currency.is_none()) {
                rest = rest.get(word.len()..).unwrap_or_default();
                self.currency = Some(word.to_owned());
            } else {
                return rest;
            }
        }
    }

    fn after<'a>(&mut self, mut rest: &'a str) -> &'a str {
        loop {
            rest = rest.trim_end();
            if let Some(before) = rest.strip_suffix('%').filter(|_| !self.percent) {
                self.percent = true;
                rest = before;
            } else if let Some(before) = rest.strip_suffix(",-").or_else(|| rest.strip_suffix(",–")) {
                // The Norwegian way to write an amount without øre.
                return before;
            } else if let Some(before) = rest.strip_suffix('-') {
                self.minus = true;
                self.signs += 1;
                rest = before;
            } else if let Some(word) = ending_currency(rest).filter(|_| self.currency.is_none()) {
                rest = rest.get(..rest.len() - word.len()).unwrap_or_default();
                self.currency = Some(word.to_owned());
            } else {
                return rest;
            }
        }
    }
}

fn starting_currency(text: &str) -> Option<&str> {
    let code = text.get(..3).filter(|code| code.bytes().all(|byte| byte.is_ascii_uppercase()));
    code.filter(|_| !text.chars().nth(3).is_some_and(char::is_alphabetic))
        .or_else(|| CURRENCIES.into_iter().find(|word| text.starts_with(word)).and_then(|word| text.get(..word.len())))
}

fn ending_currency(text: &str) -> Option<&str> {
    let code = text.len().checked_sub(3).and_then(|from| text.get(from..));
    let code = code.filter(|code| code.bytes().all(|byte| byte.is_ascii_uppercase()));
    code.or_else(|| {
        let word = CURRENCIES.into_iter().find(|word| text.ends_with(word))?;
        text.get(text.len() - word.len()..)
    })
}

/// The digits with a decimal point, if they are grouped rightly.
fn digits(mark: DecimalMark, text: &str) -> Option<String> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok().filter(|power| power.abs() <= 30)?),
        None => (text, 0),
    };
    let (whole, decimals) = match mantissa.split_once(mark.character()) {
        Some((whole, decimals)) => (whole, decimals),
        None => (mantissa, ""),
    };
    if !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let whole = ungrouped(mark, whole)?;
    if whole.is_empty() && decimals.is_empty() {
        return None;
    }
    let (whole, decimals) = shifted(whole, decimals.to_owned(), exponent);
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(if decimals.is_empty() { whole.to_owned() } else { format!("{whole}.{decimals}") })
}

/// The digits before the mark without the marks between thousands (or lakhs).
fn ungrouped(mark: DecimalMark, whole: &str) -> Option<String> {
    let other = if mark == DecimalMark::Point { ',' } else { '.' };
    let is_group = |character: char| {
        character == other || matches!(character, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’')
    };
    let Some(group) = whole.chars().find(|character| is_group(*character)) else {
        return whole.bytes().all(|byte| byte.is_ascii_digit()).then(|| whole.to_owned());
    };
    let parts: Vec<&str> = whole.split(group).collect();
    let (first, others) = parts.split_first()?;
    let (last, middle) = others.split_last()?;
    let numeric = parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let thousands = (1..=3).contains(&first.len()) && middle.iter().all(|part| part.len() == 3);
    let lakhs = (1..=2).contains(&first.len()) && !middle.is_empty() && middle.iter().all(|part| part.len() == 2);
    (numeric && last.len() == 3 && (thousands || lakhs)).then(|| parts.concat())
}

/// Moves the decimal point.
fn shifted(mut whole: String, mut decimals: String, exponent: i32) -> (String, String) {
    for _ in 0..exponent {
        let digit = if decimals.is_empty() { '0' } else { decimals.remove(0) };
        whole.push(digit);
    }
    for _ in exponent..0 {
        decimals.insert(0, whole.pop().unwrap_or('0'));
    }
    (whole, decimals)
}
