//! Products: what is sold. Everyone who signs in may look at the price list.

pub mod commands;
pub mod queries;

use crate::listing::ListView;
use domain::products::Product;
use serde::Serialize;

/// A product's page.
#[derive(Clone, Debug, Serialize)]
pub struct ProductView {
    /// The product.
    #[serde(flatten)]
    pub product: Product,
    /// Whether this user may change it.
    pub may_edit: bool,
    /// Possible sales of it; none where the user may see none of the kind.
    pub opportunities: Option<ListView>,
}
