//! What time does to people who are due where the rules say that they are erased: once a day, some a minute until nobody is
//! left.
//!
//! Run by the server every minute. Each is erased by themselves: whoever cannot be erased now (a mail to them is on its way,
//! they wait to be imported) keeps nobody else, and is tried again the next day.

use super::{commands, queries};
use crate::ctx::Who;
use crate::routing::commands::RULE;
use crate::{Error, House, Result, settings};
use domain::retention::Then;

/// People of one run.
const PART: usize = 10;
/// People tried in one run.
const TRIED: usize = 50;
/// The day on which nobody was left.
const DAY: &str = "retention.day";

/// Erases some who are due. Answers how many.
///
/// # Errors
/// The database's own.
pub fn sweep(house: &House) -> Result<usize> {
    let due = house.read(Who::Console, |ctx, tx| {
        let rules = queries::stored(tx)?;
        let erases = [rules.contact, rules.lead].into_iter().flatten().any(|rule| rule.then == Then::Erase);
        if !erases || settings::value(tx, DAY)? == Some(ctx.today.to_string()) {
            return Ok(None);
        }
        queries::found(ctx, tx, (TRIED, usize::MAX), &[Then::Erase]).map(Some)
    });
    let due = match due {
        Ok(Some(view)) => view.due,
        // Nobody has founded a company here yet.
        Ok(None) | Err(Error::NotFound) => return Ok(0),
        Err(fault) => return Err(fault),
    };
    let mut erased = 0;
    for one in due {
        match house.write(Who::Console, |ctx, tx| commands::erase(ctx, tx, RULE, &[one.record])) {
            Ok(_) => erased += 1,
            Err(Error::Refused(_)) => {}
            Err(fault) => return Err(fault),
        }
        if erased >= PART {
            break;
        }
    }
    if erased == 0 {
        house.write(Who::Console, |ctx, tx| settings::set_value(tx, DAY, &ctx.today.to_string()))?;
    }
    Ok(erased)
}
