//! Writes of products. What all records share is in [`crate::record`].

use crate::events::Cause;
use crate::records::{self, Patch};
use crate::{Ctx, Result};
use db::Tx;
use domain::products::Product;

/// Makes products.
///
/// # Errors
/// As [`records::create`].
pub fn create(ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause, products: Vec<Product>) -> Result<Vec<Product>> {
    records::create(ctx, tx, cause, products)
}

/// Changes products.
///
/// # Errors
/// As [`records::change`].
pub fn change(ctx: &Ctx, tx: &mut Tx<'_>, cause: Cause, patches: &[Patch]) -> Result<Vec<Product>> {
    records::change(ctx, tx, cause, patches)
}
