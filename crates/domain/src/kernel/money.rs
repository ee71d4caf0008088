//! Money: integer minor units of an ISO 4217 currency. No floating point touches it.
//!
//! Divisions use integer weights and largest remainders, so parts always sum to the whole.

use serde::{Deserialize, Serialize};
use std::fmt;

/// An ISO 4217 code, upper case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// The currency, where the text is three letters.
    pub fn new(code: &str) -> Option<Currency> {
        let bytes: [u8; 3] = code.trim().as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_alphabetic).then(|| Currency(bytes.map(|b| b.to_ascii_uppercase())))
    }
    /// Three upper-case letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }
    /// Digits after the point, by ISO 4217.
    pub fn digits(&self) -> u32 {
        match self.code() {
            "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "UYI" | "VND"
            | "VUV" | "XAF" | "XOF" | "XPF" => 0,
            "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
            "CLF" | "UYW" => 4,
            _ => 2,
        }
    }
    /// Minor units in one major unit: 100 for most.
    pub fn scale(&self) -> i64 {
        10_i64.pow(self.digits())
    }
}
impl Default for Currency {
    /// `XXX`, ISO 4217's "no currency".
    fn default() -> Currency {
        Currency(*b"XXX")
    }
}
impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
impl Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.code())
    }
}
impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let code = String::deserialize(d)?;
        Currency::new(&code).ok_or_else(|| serde::de::Error::custom(format!("“{code}” is not a currency code")))
    }
}

/// An amount in minor units. In JSON `{"amount": "1234.50", "currency": "EUR"}`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Money {
    /// Minor units: cents for most currencies.
    pub minor: i64,
    /// Which money.
    pub currency: Currency,
}

impl Money {
    /// So many minor units.
    pub fn new(minor: i64, currency: Currency) -> Money {
        Money { minor, currency }
    }
    /// The amount as plain text with a point, as in JSON: `-1234.50`.
    pub fn plain(&self) -> String {
        let (scale, digits) = (self.currency.scale().unsigned_abs(), self.currency.digits() as usize);
        let (sign, size) = (if self.minor < 0 { "-" } else { "" }, self.minor.unsigned_abs());
        if digits == 0 {
            return format!("{sign}{size}");
        }
        format!("{sign}{}.{:0digits$}", size / scale, size % scale)
    }
    /// Reads a plain amount. Refuses more decimals than the currency has, unless they are zeros.
    pub fn parse(text: &str, currency: Currency) -> Option<Money> {
        let text = text.trim();
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let digits = currency.digits() as usize;
        let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() && part.is_empty() || !all_digits(whole) || !all_digits(part) {
            return None;
        }
        let kept = &part[..part.len().min(digits)];
        if part[kept.len()..].bytes().any(|b| b != b'0') {
            return None;
        }
        let number = format!("{whole}{kept:0<digits$}").parse::<i64>().ok()?;
        Some(Money { minor: if negative { -number } else { number }, currency })
    }
    /// Divides into parts by integer weights, by largest remainder; ties go to the larger weight, then to
    /// the earlier part. The parts sum to the whole. No weights, or none above zero: no parts.
    pub fn divide(&self, weights: &[u64]) -> Vec<Money> {
        divide(self.minor, weights).into_iter().map(|minor| Money { minor, currency: self.currency }).collect()
    }
}

/// Divides minor units by integer weights, by largest remainder (Hamilton's method). See [`Money::divide`].
pub fn divide(minor: i64, weights: &[u64]) -> Vec<i64> {
    let total: u128 = weights.iter().map(|&w| u128::from(w)).sum();
    if total == 0 {
        return Vec::new();
    }
    let (sign, size) = (minor.signum(), u128::from(minor.unsigned_abs()));
    let mut parts: Vec<u128> = weights.iter().map(|&w| size * u128::from(w) / total).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse((size * u128::from(weights[i]) % total, weights[i], usize::MAX - i)));
    let left = size - parts.iter().sum::<u128>();
    for &i in order.iter().take(usize::try_from(left).unwrap_or(0)) {
        parts[i] += 1;
    }
    parts.into_iter().map(|p| sign * i64::try_from(p).unwrap_or(i64::MAX)).collect()
}

#[derive(Serialize, Deserialize)]
struct Plain {
    amount: String,
    currency: Currency,
}
impl Serialize for Money {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        Plain { amount: self.plain(), currency: self.currency }.serialize(s)
    }
}
impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let Plain { amount, currency } = Plain::deserialize(d)?;
        Money::parse(&amount, currency)
            .ok_or_else(|| serde::de::Error::custom(format!("“{amount}” is not an amount of {currency}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn currency(code: &str) -> Currency {
        Currency::new(code).unwrap_or(Currency(*b"XXX"))
    }

    #[test]
    fn amounts_read_what_they_write() {
        for (text, code, minor) in
            [("1234.50", "EUR", 123_450), ("-0.05", "EUR", -5), ("70", "JPY", 70), ("1.234", "KWD", 1234)]
        {
            let money = Money::parse(text, currency(code));
            assert_eq!(money.map(|m| (m.minor, m.plain())), Some((minor, text.to_owned())));
        }
        assert_eq!(Money::parse("1.239", currency("EUR")), None);
        assert_eq!(Money::parse("1.2300", currency("EUR")).map(|m| m.minor), Some(123));
        for wrong in ["", ".", "1,5", "1e3", "--1", "٣"] {
            assert_eq!(Money::parse(wrong, currency("EUR")), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn parts_sum_to_the_whole_and_stay_within_one_unit(minor in any::<i32>(), weights in prop::collection::vec(0_u64..1000, 1..9)) {
            let parts = divide(i64::from(minor), &weights);
            let total: u64 = weights.iter().sum();
            if total == 0 {
                prop_assert!(parts.is_empty());
            } else {
                prop_assert_eq!(parts.iter().sum::<i64>(), i64::from(minor));
                for (part, weight) in parts.iter().zip(&weights) {
                    let exact = i128::from(minor) * i128::from(*weight);
                    prop_assert!((i128::from(*part) * i128::from(total) - exact).abs() < i128::from(total));
                }
            }
        }
    }
}
