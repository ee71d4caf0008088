//! Reads of users as the identity provider sees them.

use super::filter::Filter;
use super::{Stored, resource, sql};
use crate::{Ctx, Result};
use db::Tx;
use domain::kernel::id::UserId;
use domain::policy::{Action, Noun};

/// Most resources of an answer.
pub const MOST: usize = 1000;

/// What a list is asked for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Only those of whom it holds.
    pub filter: Option<String>,
    /// From which on, the first being 1.
    pub start_index: Option<i64>,
    /// At most so many.
    pub count: Option<i64>,
    /// The address of the service.
    pub base: String,
}

/// A page of a list.
pub struct Found {
    /// How many there are.
    pub total: usize,
    /// Where the page begins, the first being 1.
    pub start_index: usize,
    /// The page.
    pub page: Vec<Stored>,
}

/// Users in the order in which they were made.
///
/// # Errors
/// [`crate::Error::Forbidden`]; `scim-filter`.
pub fn list(ctx: &Ctx, tx: &mut Tx<'_>, asked: &Asked) -> Result<Found> {
    ctx.may(Action::See, Noun::User)?;
    let filter = asked.filter.as_deref().filter(|text| !text.trim().is_empty()).map(Filter::parse).transpose()?;
    let mut all = sql::all(tx)?;
    if let Some(filter) = &filter {
        all.retain(|stored| filter.holds(&resource(stored, &asked.base)));
    }
    let start_index = usize::try_from(asked.start_index.unwrap_or(1)).unwrap_or(1).max(1);
    let count = usize::try_from(asked.count.unwrap_or(i64::MAX)).unwrap_or(0).min(MOST);
    let total = all.len();
    Ok(Found { total, start_index, page: all.into_iter().skip(start_index - 1).take(count).collect() })
}

/// One user.
///
/// # Errors
/// [`crate::Error::Forbidden`]; [`crate::Error::NotFound`], where they were deleted too.
pub fn get(ctx: &Ctx, tx: &mut Tx<'_>, id: UserId) -> Result<Stored> {
    ctx.may(Action::See, Noun::User)?;
    sql::one(tx, id)
}
