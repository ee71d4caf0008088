//! How a column writes its numbers and amounts, and reading them without floating point.
//!
//! `1,234.50`, `1.234,50`, `1 234,50`, `1'234.50`; with a currency, a percent sign, or a loss in parentheses. One
//! value such as `1,234` can be a thousand or one and a bit; the column decides, and when it does not, [`detect`]
//! says so and takes the caller's hint.

mod text;

/// The mark before the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum DecimalMark {
    /// `1,234.50`
    #[default]
    Point,
    /// `1.234,50`
    Comma,
}

impl DecimalMark {
    /// The character.
    #[must_use]
    pub fn character(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }
}

/// A number as read from a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// Sign, digits and a decimal point: `-1234.50`. No leading zeros; decimals as written.
    pub decimal: String,
    /// A percent sign follows; `decimal` is what stands before it.
    pub percent: bool,
    /// The currency as written: `$`, `kr`, `NOK`.
    pub currency: Option<String>,
}

/// A cell that is no number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a number with a decimal {}", if *mark == DecimalMark::Point { "point" } else { "comma" })]
pub struct NumberError {
    /// The cell.
    pub text: String,
    /// The decimal mark of its column.
    pub mark: DecimalMark,
}

/// What a column was found to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detected {
    /// The mark that reads most values.
    pub mark: DecimalMark,
    /// Some value means different numbers under the two marks and no other decides, or values contradict: ask.
    pub ambiguous: bool,
    /// Values that are not blank.
    pub filled: u64,
    /// Values that are no number with this mark.
    pub unparsable: u64,
    /// The currency that all values with a currency have.
    pub currency: Option<String>,
    /// Values with a percent sign.
    pub percent: u64,
    /// The first values it reads, at most three.
    pub examples: Vec<String>,
    /// The first values it cannot read, at most three.
    pub unparsable_examples: Vec<String>,
}

/// Reads a cell with the decimal mark of its column.
///
/// # Errors
/// When the cell is not a number with that mark.
pub fn parse(mark: DecimalMark, text: &str) -> Result<Number, NumberError> {
    text::read(mark, text).ok_or_else(|| NumberError { text: text.to_owned(), mark })
}

/// Finds the decimal mark of a column from all its values; blank ones do not count. `None` without any number.
pub fn detect<'v>(values: impl Iterator<Item = &'v str> + Clone, hint: DecimalMark) -> Option<Detected> {
    let (mut point, mut comma, mut either, mut plain) = (0_u64, 0_u64, 0_u64, 0_u64);
    for value in values.clone() {
        if is_plain(value) {
            plain += 1;
            continue;
        }
        match (text::read(DecimalMark::Point, value), text::read(DecimalMark::Comma, value)) {
            (Some(left), Some(right)) if left == right => plain += 1,
            (Some(_), Some(_)) => either += 1,
            (Some(_), None) => point += 1,
            (None, Some(_)) => comma += 1,
            (None, None) => {}
        }
    }
    if point + comma + either + plain == 0 {
        return None;
    }
    let mark = match point.cmp(&comma) {
        std::cmp::Ordering::Greater => DecimalMark::Point,
        std::cmp::Ordering::Less => DecimalMark::Comma,
        std::cmp::Ordering::Equal => hint,
    };
    let undecided = point == 0 && comma == 0;
    let contradicts = point > 0 && comma > 0;
    let ambiguous = either > 0 && (undecided || contradicts);
    Some(summarise(values, mark, ambiguous))
}

/// Whether a value is digits and nothing else, as most are: it says nothing about the mark.
fn is_plain(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit())
}

fn summarise<'v>(values: impl Iterator<Item = &'v str>, mark: DecimalMark, ambiguous: bool) -> Detected {
    let mut detected = Detected {
        mark,
        ambiguous,
        filled: 0,
        unparsable: 0,
        currency: None,
        percent: 0,
        examples: Vec::new(),
        unparsable_examples: Vec::new(),
    };
    let mut mixed = false;
    for value in values.filter(|value| !value.trim().is_empty()) {
        detected.filled += 1;
        if is_plain(value) && detected.examples.len() == 3 {
            continue;
        }
        let examples = if let Some(number) = text::read(mark, value) {
            detected.percent += u64::from(number.percent);
            if number.currency.is_some() && !mixed {
                mixed = detected.currency.is_some() && detected.currency != number.currency;
                detected.currency = number.currency;
            }
            &mut detected.examples
        } else {
            detected.unparsable += 1;
            &mut detected.unparsable_examples
        };
        if examples.len() < 3 && !examples.iter().any(|example| example == value) {
            examples.push(value.to_owned());
        }
    }
    detected.currency = detected.currency.filter(|_| !mixed);
    detected
}
