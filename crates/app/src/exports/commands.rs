//! The export as somebody asks for it: allowed to the owner alone, and written down.

use crate::events::{self, Cause};
use crate::{Ctx, Result};
use db::Tx;
use domain::policy::{Action, Noun};
use uuid::Uuid;

/// Writes down that everything goes out, to whom, and as what: a format, or the shape of another system.
///
/// # Errors
/// [`crate::Error::Forbidden`] for everyone but the owner.
pub fn begin(ctx: &Ctx, tx: &mut Tx<'_>, format: &str) -> Result<()> {
    ctx.may(Action::See, Noun::Company)?;
    let told = serde_json::json!({ "format": [null, format] });
    events::append(tx, ctx, Cause::COMMAND, Noun::Company, Uuid::nil(), "exported", &told)
}
