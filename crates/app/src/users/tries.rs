//! Tries at what a person types: a password, a code. They are counted before they are compared, so that many at once are
//! not free. From the fifth on each wrong one closes the door for a time that doubles, up to a quarter of an hour.

use super::sql;
use crate::Result;
use db::{Tx, Value};
use domain::{Instant, Refusal};

/// Tries before a door is closed for a time.
const FREE_TRIES: i64 = 5;
/// The longest a door stays closed, in seconds.
const LONGEST_BLOCK: i64 = 15 * 60;
const DAY: i64 = 24 * 60 * 60 * 1000;

/// Counts a try at a door, known by a hash.
///
/// # Errors
/// `error-too-many` with the `seconds` to wait.
pub(super) fn count(tx: &mut Tx<'_>, door: &[u8], now: Instant) -> Result<()> {
    tx.run(sql::FORGET_OLD, &[Value::Int(now.0 - DAY)])?;
    tx.run(sql::TRY, &[door.to_vec().into(), now.0.into()])?;
    let read = |row: &db::Row<'_>| Ok((row.next::<i64>()?, row.next::<i64>()?));
    let (failures, blocked_until) = tx.first(sql::TRIED, &[door.to_vec().into()], read)?.unwrap_or_default();
    if blocked_until > now.0 {
        let seconds = (blocked_until - now.0 + 999) / 1000;
        return Err(Refusal::new("error-too-many").with("seconds", seconds).into());
    }
    let until = now.0 + block_seconds(failures) * 1000;
    tx.run(sql::BLOCK, &[door.to_vec().into(), failures.into(), until.into(), now.0.into()])?;
    Ok(())
}

/// Forgets the tries at a door: someone came through.
pub(super) fn forgive(tx: &mut Tx<'_>, door: &[u8]) -> Result<()> {
    tx.run(sql::FORGIVE, &[door.to_vec().into()])?;
    Ok(())
}

/// How long a door stays closed after so many wrong tries.
fn block_seconds(failures: i64) -> i64 {
    match failures - FREE_TRIES {
        ..0 => 0,
        over => {
            1_i64.checked_shl(u32::try_from(over.min(30)).unwrap_or(30)).map_or(LONGEST_BLOCK, |s| s.min(LONGEST_BLOCK))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::block_seconds;

    #[test]
    fn the_wait_doubles_up_to_a_quarter_of_an_hour() {
        let waits: Vec<i64> = (0..=20).map(block_seconds).collect();
        assert_eq!(waits[..8], [0, 0, 0, 0, 0, 1, 2, 4]);
        assert!(waits.windows(2).all(|pair| pair[0] <= pair[1]));
        assert_eq!((waits[20], block_seconds(i64::MAX)), (900, 900));
    }
}
