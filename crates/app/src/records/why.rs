//! "Why can I see this?": every reason that holds, the nearest first. The same rules as `scope`, told.

use super::{queries, sql};
use crate::listing::{Label, Owners};
use crate::{Ctx, Result};
use db::Tx;
use domain::kernel::id::{PositionId, SegmentId};
use domain::policy::{Action, Noun, Reach, reach};
use serde::Serialize;
use uuid::Uuid;

/// A reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "reason")]
pub enum Reason {
    /// The user holds the position that owns it.
    Own {
        /// The position.
        position: Label,
    },
    /// The owner stands below a position the user holds.
    Below {
        /// From the owner up to the user's position.
        chain: Vec<Label>,
    },
    /// A position the user holds is on the team of its account.
    Team {
        /// The position.
        position: Label,
        /// As what.
        role: String,
    },
    /// A position the user holds covers a segment its account is in, or that a waiting lead fits.
    Segment {
        /// The segment's name.
        name: String,
    },
    /// Nobody owns it: customers without an owner are for all to see.
    Nobodys,
    /// What the user was given lets them see all of the kind.
    Granted,
    /// Everyone who signs in may.
    Everyone,
}

/// Why the user sees a record.
///
/// # Errors
/// [`crate::Error::NotFound`] where they do not.
pub fn why_visible(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, id: Uuid) -> Result<Vec<Reason>> {
    queries::visible(ctx, tx, noun, id)?;
    let owners = Owners::new(ctx);
    let mut reasons = Vec::new();
    if let Some((owner, account)) = sql::owner_and_account(tx, noun, id)? {
        reasons.extend(by_owner(ctx, &owners, PositionId(owner)));
        let is_nobodys = ctx.organisation.position(PositionId(owner)).is_some_and(|p| p.is_nobody());
        if is_nobodys && matches!(noun, Noun::Account | Noun::Contact) {
            reasons.push(Reason::Nobodys);
        }
        if let Some(account) = account {
            let mine = |(position, _): &(Uuid, String)| ctx.positions.iter().any(|p| p.0 == *position);
            let team = sql::team(ctx, tx, account)?.into_iter().filter(mine);
            reasons.extend(team.map(|(p, role)| Reason::Team { position: owners.label(PositionId(p)), role }));
            let covered = ctx.segments_covered();
            let segments = sql::segments(ctx, tx, account)?.into_iter();
            let covered = segments.filter(|(segment, _)| covered.contains(&SegmentId(*segment)));
            reasons.extend(covered.map(|(_, name)| Reason::Segment { name }));
        }
    }
    if noun == Noun::Lead {
        let covered = ctx.segments_covered();
        let waits = sql::queued_segments(ctx, tx, id)?.into_iter();
        let waits = waits.filter(|(segment, _)| covered.contains(&SegmentId(*segment)));
        reasons.extend(waits.map(|(_, name)| Reason::Segment { name }));
    }
    if reach(&[], false, Action::See, noun) == Reach::All {
        reasons.push(Reason::Everyone);
    } else if ctx.may(Action::See, noun).is_ok_and(|scope| scope.is_all()) {
        reasons.push(Reason::Granted);
    }
    Ok(reasons)
}

fn by_owner(ctx: &Ctx, owners: &Owners<'_>, owner: PositionId) -> Option<Reason> {
    if ctx.positions.contains(&owner) {
        return Some(Reason::Own { position: owners.label(owner) });
    }
    let chain: Vec<PositionId> = ctx.organisation.chain(owner).collect();
    let mine = chain.iter().position(|p| ctx.positions.contains(p))?;
    Some(Reason::Below { chain: chain.into_iter().take(mine + 1).map(|p| owners.label(p)).collect() })
}
