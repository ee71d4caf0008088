//! What always has to hold of the records: figures add up to what they are made of, the index finds what is there, everything
//! has an owner that exists, and credit comes to what was booked.

use super::{Finding, Grade, Look, broken, good, sql, warning};
use crate::audit::{self, seals::Verdict};
use crate::ctx::Who;
use crate::{Ctx, Error, House, Result, measures, organisation, privacy, search};
use db::Tx;
use domain::organisation::Severity;

/// How many differences are told by name.
const TOLD: usize = 3;

/// Looks at them; at nothing where no company was founded yet.
pub(super) fn examine(house: &House, tx: &mut Tx<'_>, look: &Look) -> Result<Vec<Finding>> {
    let ctx = match house.ctx(tx, Who::Console) {
        Ok(ctx) => ctx,
        Err(Error::NotFound) => {
            return Ok(vec![warning("company", "there is no company yet", "bailiwick init --help")]);
        }
        Err(error) => return Err(error),
    };
    let mut found = vec![good("company", ctx.company.name.clone())];
    if sql::owners(tx)? == 0 {
        let mend = "bailiwick user --help: give someone the grant of an owner";
        found.push(broken("owner", "nobody who may sign in owns the company", mend));
    }
    for (kind, count) in sql::ownerless(tx)?.into_iter().filter(|(_, count)| *count > 0) {
        let mend = "restore the last backup, or give them to another position in their list";
        found.push(broken("owners", format!("{count} {kind} belong to a position that never was"), mend));
    }
    if let count @ 1.. = sql::uncredited(tx)? {
        let says = format!("the credit of {count} bookings does not come to what was booked");
        found.push(broken("credit", says, "report it with this output; figures of people and of the company differ"));
    }
    found.push(checks(&ctx, tx)?);
    if !look.is_quick {
        found.push(figures(&ctx, tx)?);
        found.push(match audit::seals::verify(tx)? {
            Verdict::Whole { seals, entries, late: 0 } => {
                good("history", format!("{entries} entries stand as {seals} seals say"))
            }
            Verdict::Whole { seals, entries, late } => {
                let says = format!(
                    "{entries} entries stand as {seals} seals say; {late} of them bear the time of a stretch sealed before, \
                     since the clock had been set back"
                );
                good("history", says)
            }
            Verdict::Broken { seq, from, until } => {
                let at = |at: domain::Instant| jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
                let says = format!(
                    "the history was changed after seal {seq} was set on it, between {} and {}",
                    at(from),
                    at(until)
                );
                broken(
                    "history",
                    says,
                    "compare it with a backup from before: somebody wrote past the product",
                )
            }
        });
        found.extend(returned(tx, look)?);
        found.push(match search::check(tx)? {
            0 => good("search", "the index finds every record as it is"),
            count => broken("search", format!("{count} entries of the index differ"), "bailiwick rebuild search"),
        });
    }
    if found.iter().all(|finding| finding.grade == Grade::Good) {
        found.push(good("records", "every record has its owner, every booking its credit"));
    }
    Ok(found)
}

/// Whoever was erased and is here again, as far as there is a key to know them by.
fn returned(tx: &mut Tx<'_>, look: &Look) -> Result<Option<Finding>> {
    if !look.has_key {
        return Ok(None);
    }
    let back = privacy::returned(tx, &look.keys)?;
    let ids: Vec<String> = back.iter().take(TOLD).map(|one| format!("{} {}", one.noun.key(), one.id)).collect();
    Ok((!back.is_empty()).then(|| {
        let says = format!("{} records are of people who were erased: {} …", back.len(), ids.join(", "));
        warning("erased", says, "an import or a backup brought them back: bailiwick privacy again")
    }))
}

fn figures(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Finding> {
    let differences = measures::rebuild(ctx, tx, false)?;
    if differences.is_empty() {
        return Ok(good("figures", "what is stored is what the records come to"));
    }
    let told: Vec<&str> = differences.iter().take(TOLD).map(|difference| difference.key.as_str()).collect();
    let says = format!("{} components differ from the records: {} …", differences.len(), told.join("; "));
    Ok(broken("figures", says, "bailiwick rebuild measures"))
}

/// Errors of the organisation are work for its people, and no damage.
fn checks(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Finding> {
    let count = organisation::queries::check(ctx, tx, None)?.at_least(Severity::Error);
    Ok(match count {
        0 => good("organisation", "its checks find no error"),
        _ => warning("organisation", format!("its checks find {count} errors"), "bailiwick org check"),
    })
}
