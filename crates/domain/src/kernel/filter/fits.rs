//! Whether values at hand satisfy a filter, without a database: for what is not stored yet, or elsewhere.
//!
//! Means the same as the lists' statements where a field is text, a number or a day. A field that has no value
//! satisfies `is empty`, `!=` and `not in`, and nothing else.

use super::{Day, Filter, Op, Operand, Test};

/// The value of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plain<'a> {
    /// Text, compared without case; a choice, whose words may be written with spaces.
    Text(&'a str),
    /// A whole number.
    Number(i64),
    /// A day.
    Day(Day),
}

impl Filter {
    /// Whether the values that `value` gives by field satisfy it.
    pub fn fits<'a>(&self, value: &dyn Fn(&str) -> Option<Plain<'a>>) -> bool {
        match self {
            Filter::And(all) => all.iter().all(|one| one.fits(value)),
            Filter::Or(all) => all.iter().any(|one| one.fits(value)),
            Filter::Not(one) => !one.fits(value),
            Filter::Test(test) => holds(test, value(&test.field)),
        }
    }
}

fn holds(test: &Test, value: Option<Plain<'_>>) -> bool {
    let any = |op: Op| value.is_some_and(|value| test.operands.iter().any(|operand| compares(value, op, operand)));
    match test.op {
        Op::Empty => value.is_none(),
        Op::NotEmpty => value.is_some(),
        Op::NotEqual | Op::NotIn => !any(Op::Equal),
        Op::In => any(Op::Equal),
        op => any(op),
    }
}

fn compares(value: Plain<'_>, op: Op, operand: &Operand) -> bool {
    match value {
        Plain::Number(number) => operand.text.parse().is_ok_and(|other| orders(op, number.cmp(&other))),
        Plain::Day(day) => operand.text.parse().is_ok_and(|other| orders(op, day.cmp(&other))),
        Plain::Text(text) => {
            let (text, other) = (text.to_lowercase(), operand.text.to_lowercase());
            match op {
                Op::Contains => text.contains(&other),
                Op::StartsWith => text.starts_with(&other),
                Op::Equal => text == other || text == other.trim().replace([' ', '-'], "_"),
                op => orders(op, text.cmp(&other)),
            }
        }
    }
}

fn orders(op: Op, found: std::cmp::Ordering) -> bool {
    match op {
        Op::Equal => found.is_eq(),
        Op::Less => found.is_lt(),
        Op::AtMost => found.is_le(),
        Op::Greater => found.is_gt(),
        Op::AtLeast => found.is_ge(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_satisfy_what_the_lists_would_find() {
        let value = |field: &str| match field {
            "country" => Some(Plain::Text("Norway")),
            "tier" => Some(Plain::Text("mid")),
            "employees" => Some(Plain::Number(250)),
            "created_on" => Day::new(2024, 3, 1).map(Plain::Day),
            _ => None,
        };
        for (text, fits) in [
            ("country = norway", true),
            ("country in (Sweden, Norway) and employees >= 250", true),
            ("employees > 250 or employees < 100", false),
            ("not country = Sweden", true),
            ("city != Oslo", true),
            ("city not in (Oslo)", true),
            ("city = Oslo", false),
            ("city is empty and country is not empty", true),
            ("country starts with nor and country contains way", true),
            ("created_on < 2024-03-02", true),
            ("employees = many", false),
        ] {
            let filter = Filter::parse(text).expect("reads").expect("a filter");
            assert_eq!(filter.fits(&value), fits, "{text}");
        }
    }
}
