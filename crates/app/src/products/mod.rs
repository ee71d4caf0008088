//! Products: what is sold. Everyone who signs in may look at the price list.

pub mod commands;
pub mod queries;

use crate::custom_fields;
use crate::listing::ListView;
use domain::products::Product;
use serde::Serialize;

/// A product's page.
#[derive(Clone, Debug, Serialize)]
pub struct ProductView {
    /// The product.
    #[serde(flatten)]
    pub product: Product,
    /// What it holds of the company's own fields.
    #[serde(flatten)]
    pub own: custom_fields::Shown,
    /// Fields that name a record which the reader may not see: they read as if they were empty.
    pub hidden: Vec<&'static str>,
    /// Whether this user may change it.
    pub may_edit: bool,
    /// Possible sales of it; none where the user may see none of the kind.
    pub opportunities: Option<ListView>,
}
