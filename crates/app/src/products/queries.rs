//! Reads of products.

use super::ProductView;
use crate::custom_fields;
use crate::records;
use crate::{Ctx, Result};
use db::Tx;
use domain::kernel::id::ProductId;
use domain::policy::{Action, Noun};
use domain::products::Product;

/// One product.
///
/// # Errors
/// [`crate::Error::NotFound`].
pub fn get(ctx: &Ctx, tx: &mut Tx<'_>, id: ProductId) -> Result<Product> {
    records::seen_by(ctx, tx, id.0)
}

/// A product's page, by id or external id.
///
/// # Errors
/// [`crate::Error::NotFound`].
pub fn page(ctx: &Ctx, tx: &mut Tx<'_>, id: &str) -> Result<ProductView> {
    let product: Product = records::opened(ctx, tx, id)?;
    let id = product.id.0;
    let mut hidden = Vec::new();
    Ok(ProductView {
        own: custom_fields::queries::shown(ctx, tx, Noun::Product, id, &mut hidden)?,
        hidden,
        may_edit: records::may_also(ctx, tx, Action::Edit, Noun::Product, id)?,
        opportunities: records::related(ctx, tx, "opportunities", "product", id)?,
        product,
    })
}
