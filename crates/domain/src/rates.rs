//! Exchange rates: company units for one unit of a currency, from a day on. A rate is a whole number of parts of
//! [`RATE_ONE`], so nine decimals and no floating point.

use crate::bookings::RATE_ONE;
use crate::kernel::{Currency, Money};

/// Decimals of a rate.
const DECIMALS: usize = 9;

/// The largest rate: a million company units for one.
const LARGEST: i64 = 1_000_000 * RATE_ONE;

/// Reads a rate written with a point; none where it is not above zero, too large, or finer than nine decimals.
pub fn parse(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let part = part.trim_end_matches('0');
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if (whole.is_empty() && part.is_empty()) || part.len() > DECIMALS || !digits(whole) || !digits(part) {
        return None;
    }
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let part: i64 = format!("{part:0<DECIMALS$}").parse().ok()?;
    let scaled = whole.checked_mul(RATE_ONE)?.checked_add(part)?;
    (1..=LARGEST).contains(&scaled).then_some(scaled)
}

/// A rate with a point and no more decimals than it has: `11.4512`.
pub fn plain(scaled: i64) -> String {
    let text = format!("{}.{:0DECIMALS$}", scaled / RATE_ONE, scaled % RATE_ONE);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Minor units of the company's currency, rounded half away from zero.
pub fn convert(money: Money, rate_scaled: i64, company: Currency) -> i64 {
    let scaled = i128::from(money.minor) * i128::from(rate_scaled) * i128::from(company.scale());
    let unit = i128::from(RATE_ONE) * i128::from(money.currency.scale());
    let rounded = (scaled.abs() + unit / 2) / unit * scaled.signum();
    i64::try_from(rounded).unwrap_or(if rounded < 0 { i64::MIN } else { i64::MAX })
}

/// The rate at which an amount comes to so much in the company's currency, to nine decimals; none is zero.
pub fn implied(money: Money, company_minor: i64, company: Currency) -> i64 {
    let unit = i128::from(money.minor) * i128::from(company.scale());
    let scaled = i128::from(company_minor) * i128::from(RATE_ONE) * i128::from(money.currency.scale());
    scaled.checked_div(unit).and_then(|rate| i64::try_from(rate).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rates_are_read_as_written_or_not_at_all() {
        assert_eq!(parse("11.4512"), Some(11_451_200_000));
        assert_eq!((parse("1"), parse(".5"), parse("0.000000001")), (Some(RATE_ONE), Some(RATE_ONE / 2), Some(1)));
        for wrong in ["", ".", "0", "-1", "1,5", "1.0000000001", "1000001", "1e3", "NaN", "1.2.3", "+1"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn money_is_rounded_half_away_from_zero_between_scales() {
        let (nok, jpy) = (Currency::new("NOK").unwrap(), Currency::new("JPY").unwrap());
        assert_eq!(convert(Money::new(1000, jpy), parse("0.07125").unwrap(), nok), 7125);
        assert_eq!(convert(Money::new(105, nok), parse("0.1").unwrap(), nok), 11);
        assert_eq!(convert(Money::new(-105, nok), parse("0.1").unwrap(), nok), -11);
    }

    proptest! {
        #[test]
        fn a_rate_goes_to_text_and_back(scaled in 1..=LARGEST) {
            prop_assert_eq!(parse(&plain(scaled)), Some(scaled));
        }
    }
}
