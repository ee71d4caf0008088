//! How a figure stands against its target, for marks and colours.

use super::catalogue::Direction;
use super::figure::{Figure, Value};

/// How a figure stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// At its target or better.
    Ahead,
    /// Short of it by at most a tenth of it.
    Watch,
    /// Further off.
    Behind,
    /// Without a target, or without a value.
    NoTarget,
}

impl Status {
    /// As in texts and class names.
    pub fn key(self) -> &'static str {
        match self {
            Status::Ahead => "ahead",
            Status::Watch => "watch",
            Status::Behind => "behind",
            Status::NoTarget => "no_target",
        }
    }
}

/// The part of the target by which a figure may fall short and still be watched only.
const MARGIN: f64 = 0.1;

/// Compares a figure with its target. The target is in the figure's unit; that of a running period is
/// the part of it due so far. A band needs no target: its ends are the target.
pub fn status(figure: &Figure, target: Option<Value>, direction: Direction) -> Status {
    let Some(value) = figure.value.map(Value::number) else { return Status::NoTarget };
    let short = match (direction, target.map(Value::number)) {
        (Direction::Band { low, high }, _) => {
            if value < low {
                (low - value, low)
            } else {
                (value - high, high)
            }
        }
        (_, None) => return Status::NoTarget,
        (Direction::Up, Some(target)) => (target - value, target),
        (Direction::Down, Some(target)) => (value - target, target),
    };
    match short {
        (by, _) if by <= 0.0 => Status::Ahead,
        (by, target) if by <= target.abs() * MARGIN => Status::Watch,
        _ => Status::Behind,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stands(value: Option<f64>, target: Option<f64>, direction: Direction) -> Status {
        let figure = Figure { numerator: None, denominator: None, value: value.map(Value::Number), n: None };
        status(&figure, target.map(Value::Number), direction)
    }

    #[test]
    fn a_tenth_short_is_watched() {
        use Status::*;
        for (value, status) in [(100.0, Ahead), (120.0, Ahead), (90.0, Watch), (89.9, Behind)] {
            assert_eq!(stands(Some(value), Some(100.0), Direction::Up), status, "{value}");
        }
        for (value, status) in [(57.0, Ahead), (62.0, Watch), (70.0, Behind)] {
            assert_eq!(stands(Some(value), Some(60.0), Direction::Down), if value > 66.0 { Behind } else { status });
        }
        let band = Direction::Band { low: 4.0, high: 10.0 };
        for (value, status) in [(4.0, Ahead), (10.0, Ahead), (3.7, Watch), (11.0, Watch), (3.0, Behind), (12.0, Behind)]
        {
            assert_eq!(stands(Some(value), None, band), status, "{value}");
        }
    }

    #[test]
    fn without_value_or_target_there_is_no_status() {
        assert_eq!(stands(None, Some(1.0), Direction::Up), Status::NoTarget);
        assert_eq!(stands(Some(1.0), None, Direction::Down), Status::NoTarget);
        assert_eq!(stands(None, None, Direction::Band { low: 0.0, high: 1.0 }), Status::NoTarget);
    }
}
