//! Tries at what a person types: a password, a code. They are counted before they are compared, so that many at once are
//! not free. From a number on each wrong one closes the door for a time that doubles, up to a quarter of an hour.
//!
//! At the password there are two doors: one of the e-mail address from where the tries come, which closes soon, and one of
//! the e-mail address from anywhere, which takes far more. So nobody keeps others out by guessing at their password from
//! one place, and nobody guesses on from many places.

use super::{secret, sql};
use crate::Result;
use db::{Tx, Value};
use domain::{Instant, Refusal};
use std::net::IpAddr;

/// Wrong tries that close no door: as many as a person makes,
pub(super) const FREE: i64 = 5;
/// and as many as all of the world make at one e-mail address.
const FREE_ANYWHERE: i64 = 100;
/// The longest a door stays closed, in seconds.
const LONGEST_BLOCK: i64 = 15 * 60;
const DAY: i64 = 24 * 60 * 60 * 1000;

/// The doors of a sign-in by password, each with its free tries. Where nobody knows the place there is one.
pub(super) fn doors(email: &str, address: &str) -> Vec<(Vec<u8>, i64)> {
    let anywhere = secret::digest(email);
    match address.parse() {
        Ok(address) => {
            let here = secret::digest(&format!("{email} from {}", network(address)));
            vec![(here, FREE), (anywhere, FREE_ANYWHERE)]
        }
        Err(_) => vec![(anywhere, FREE)],
    }
}

/// One subscriber has a whole network of the newer kind: its first half is what counts.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => IpAddr::V4(v4),
            None => IpAddr::from((v6.to_bits() & !u128::from(u64::MAX)).to_be_bytes()),
        },
        v4 => v4,
    }
}

/// Counts a try at a door, known by a hash, at which so many are free.
///
/// # Errors
/// `error-too-many` with the `seconds` to wait.
pub(super) fn count(tx: &mut Tx<'_>, door: &[u8], free: i64, now: Instant) -> Result<()> {
    tx.run(sql::FORGET_OLD, &[Value::Int(now.0 - DAY)])?;
    tx.run(sql::TRY, &[door.to_vec().into(), now.0.into()])?;
    let read = |row: &db::Row<'_>| Ok((row.next::<i64>()?, row.next::<i64>()?));
    let (failures, blocked_until) = tx.first(sql::TRIED, &[door.to_vec().into()], read)?.unwrap_or_default();
    if blocked_until > now.0 {
        let seconds = (blocked_until - now.0 + 999) / 1000;
        return Err(Refusal::new("error-too-many").with("seconds", seconds).into());
    }
    let until = now.0 + block_seconds(failures - free) * 1000;
    tx.run(sql::BLOCK, &[door.to_vec().into(), failures.into(), until.into(), now.0.into()])?;
    Ok(())
}

/// Forgets the tries at a door: someone came through.
pub(super) fn forgive(tx: &mut Tx<'_>, door: &[u8]) -> Result<()> {
    tx.run(sql::FORGIVE, &[door.to_vec().into()])?;
    Ok(())
}

/// How long a door stays closed after so many wrong tries beyond the free ones.
fn block_seconds(over: i64) -> i64 {
    match over {
        ..0 => 0,
        over => {
            1_i64.checked_shl(u32::try_from(over.min(30)).unwrap_or(30)).map_or(LONGEST_BLOCK, |s| s.min(LONGEST_BLOCK))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_up_to_a_quarter_of_an_hour() {
        let waits: Vec<i64> = (0..=20).map(|failures| block_seconds(failures - FREE)).collect();
        assert_eq!(waits[..8], [0, 0, 0, 0, 0, 1, 2, 4]);
        assert!(waits.windows(2).all(|pair| pair[0] <= pair[1]));
        assert_eq!((waits[20], block_seconds(i64::MAX)), (900, 900));
    }

    #[test]
    fn a_door_is_of_an_address_and_of_where_it_is_tried_from() {
        let of = |address: &str| doors("ida@fjord.test", address);
        assert_eq!(of("").len(), 1);
        assert_eq!(of("").last().map(|door| &door.0), of("192.0.2.7").last().map(|door| &door.0));
        assert_ne!(of("192.0.2.7"), of("192.0.2.8"));
        assert_eq!(of("192.0.2.7"), of("::ffff:192.0.2.7"));
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), of("2001:db8:1:2:ffff::1"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
    }
}
