//! The export as somebody asks for it: allowed to the owner alone, and written down.

use super::Format;
use crate::events::{self, Cause};
use crate::{Ctx, Result};
use db::Tx;
use domain::policy::{Action, Noun};
use uuid::Uuid;

/// Writes down that everything goes out, and to whom.
///
/// # Errors
/// [`crate::Error::Forbidden`] for everyone but the owner.
pub fn begin(ctx: &Ctx, tx: &mut Tx<'_>, format: Format) -> Result<()> {
    ctx.may(Action::See, Noun::Company)?;
    let told = serde_json::json!({ "format": format.key() });
    events::append(tx, ctx, Cause::COMMAND, Noun::Company, Uuid::nil(), "exported", &told)
}
