//! Whole numbers, decimals, shares and short forms.
//!
//! All rounding is half away from zero on decimal digits, so money given as text is never bent by binary fractions.

use super::NBSP;
use crate::Lang;

/// How a language writes a number.
struct Signs {
    group: char,
    point: char,
    minus: char,
}

const fn signs(lang: Lang) -> Signs {
    match lang {
        Lang::En | Lang::Zh => Signs { group: ',', point: '.', minus: '-' },
        Lang::Nb => Signs { group: NBSP, point: ',', minus: '\u{2212}' },
    }
}

/// A whole number: `1,234`, `1 234`.
pub fn number(lang: Lang, n: i64) -> String {
    write(lang, n < 0, &n.unsigned_abs().to_string(), "")
}

/// A number with so many decimals: `1,234.50`, `1 234,50`. Not a number gives “–”.
pub fn decimal(lang: Lang, value: f64, digits: usize) -> String {
    if !value.is_finite() {
        return super::NONE.to_owned();
    }
    // Through the shortest text that means this number, so that 0.125 and 2.675 round as they read.
    decimal_text(lang, &format!("{value}"), digits).unwrap_or_else(|| super::NONE.to_owned())
}

/// A decimal given as text (`-1234.5`), exactly, rounded to so many decimals; none where it is not one.
pub fn decimal_text(lang: Lang, text: &str, digits: usize) -> Option<String> {
    let (is_negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = rest.split_once('.').unwrap_or((rest, ""));
    let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let (whole, fraction) = round(whole, fraction, digits);
    let is_zero = whole.bytes().chain(fraction.bytes()).all(|b| b == b'0');
    Some(write(lang, is_negative && !is_zero, &whole, &fraction))
}

/// A ratio as percent: `0.314` with one decimal is `31.4%`, `31,4 %`.
pub fn percent(lang: Lang, ratio: f64, digits: usize) -> String {
    if !ratio.is_finite() {
        return super::NONE.to_owned();
    }
    with_percent(lang, decimal_text(lang, &shift_two(&format!("{ratio}")), digits).unwrap_or_default())
}

/// Part of a whole as percent, exactly; none where the whole is 0.
pub fn percent_of(lang: Lang, part: i64, whole: i64, digits: usize) -> Option<String> {
    if whole == 0 {
        return None;
    }
    let scale = 10_i128.checked_pow(u32::try_from(digits).ok()?)?;
    let scaled = divide_rounded(i128::from(part).checked_mul(scale.checked_mul(100)?)?, i128::from(whole));
    Some(with_percent(lang, write_scaled(lang, scaled, digits)))
}

/// A number at a glance: `1.2 M`, `410 k`; `1,2 mill.`; `123万`.
pub fn number_short(lang: Lang, n: i64) -> String {
    let (digits, unit) = short(lang, i128::from(n), 1);
    match lang {
        _ if unit.is_empty() => digits,
        Lang::Zh => format!("{digits}{unit}"),
        Lang::En | Lang::Nb => format!("{digits}{NBSP}{unit}"),
    }
}

/// Digits and unit of a short form of `amount / per_one`: one decimal below 100, none above.
pub(crate) fn short(lang: Lang, amount: i128, per_one: i128) -> (String, &'static str) {
    let steps: &[(i128, &'static str)] = match lang {
        Lang::En => &[(1_000_000_000, "bn"), (1_000_000, "M"), (1_000, "k")],
        Lang::Nb => &[(1_000_000_000, "mrd."), (1_000_000, "mill."), (1_000, "k")],
        Lang::Zh => &[(100_000_000, "亿"), (10_000, "万")],
    };
    for (place, (size, unit)) in steps.iter().enumerate() {
        let smaller = steps.get(place + 1).map_or(1, |(size, _)| *size);
        // A value that the smaller unit would round up to this one belongs here: 999 960 is 1 M, not 1000 k.
        if divide_rounded(amount.abs(), smaller.saturating_mul(per_one)) < size / smaller {
            continue;
        }
        let one = size.saturating_mul(per_one);
        let tenths = divide_rounded(amount.saturating_mul(10), one);
        let digits = if tenths.abs() < 1000 && tenths % 10 != 0 {
            write_scaled(lang, tenths, 1)
        } else {
            write_scaled(lang, divide_rounded(amount, one), 0)
        };
        return (digits, unit);
    }
    (write_scaled(lang, divide_rounded(amount, per_one), 0), "")
}

/// `scaled / 10^digits`, written.
pub(crate) fn write_scaled(lang: Lang, scaled: i128, digits: usize) -> String {
    let text = format!("{:0>width$}", scaled.unsigned_abs(), width = digits + 1);
    let (whole, fraction) = text.split_at(text.len() - digits);
    write(lang, scaled < 0, whole, fraction)
}

/// Quotient rounded half away from zero; the divisor is not 0.
pub(crate) fn divide_rounded(dividend: i128, divisor: i128) -> i128 {
    let half = divisor.abs() / 2;
    let magnitude = dividend.abs().saturating_add(half) / divisor.abs();
    // An odd divisor has no exact half, so adding its floor rounds right as well.
    if (dividend < 0) == (divisor < 0) { magnitude } else { -magnitude }
}

fn with_percent(lang: Lang, digits: String) -> String {
    match lang {
        Lang::Nb => format!("{digits}{NBSP}%"),
        Lang::En | Lang::Zh => format!("{digits}%"),
    }
}

fn write(lang: Lang, is_negative: bool, whole: &str, fraction: &str) -> String {
    let signs = signs(lang);
    let mut out = String::with_capacity(whole.len() * 2 + fraction.len() + 2);
    if is_negative {
        out.push(signs.minus);
    }
    for (place, digit) in whole.char_indices() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            out.push(signs.group);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(signs.point);
        out.push_str(fraction);
    }
    out
}

/// Multiplies a decimal text by 100 by moving the point.
fn shift_two(text: &str) -> String {
    let (sign, rest) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (whole, fraction) = rest.split_once('.').unwrap_or((rest, ""));
    let moved: String = fraction.chars().chain("00".chars()).take(2).collect();
    let left: String = fraction.chars().skip(2).collect();
    let joined = format!("{whole}{moved}");
    let trimmed = joined.trim_start_matches('0');
    format!("{sign}{}.{left}", if trimmed.is_empty() { "0" } else { trimmed })
}

/// Decimal digits cut or padded to `digits` decimals, half away from zero.
fn round(whole: &str, fraction: &str, digits: usize) -> (String, String) {
    let kept: String = fraction.chars().chain(std::iter::repeat('0')).take(digits).collect();
    let goes_up = fraction.chars().nth(digits).is_some_and(|d| d >= '5');
    let mut all: Vec<char> = whole.chars().chain(kept.chars()).collect();
    if goes_up {
        let nines = all.iter().rev().take_while(|d| **d == '9').count();
        let carried = all.len() - nines;
        let (head, tail) = all.split_at_mut(carried);
        tail.fill('0');
        match head.last_mut() {
            Some(last) => *last = char::from_digit(last.to_digit(10).unwrap_or(0) + 1, 10).unwrap_or('9'),
            None => all.insert(0, '1'),
        }
    }
    let (whole, fraction) = all.split_at(all.len() - digits);
    let whole: String = whole.iter().collect();
    let trimmed = whole.trim_start_matches('0');
    (if trimmed.is_empty() { "0".to_owned() } else { trimmed.to_owned() }, fraction.iter().collect())
}
