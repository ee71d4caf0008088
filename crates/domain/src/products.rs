//! What is sold.

use crate::custom_fields::Custom;
use crate::kernel::id::ProductId;
use crate::kernel::{Money, Refusal, length};
use serde::{Deserialize, Serialize};

/// Kinds of product: they decide who sells them (division of focus).
pub const KINDS: [&str; 4] = ["growth", "maintenance", "transactional", "strategic"];

/// Something sold, as it stands.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields say what they are; texts of `field-*` name them for people")]
pub struct Product {
    pub id: ProductId,
    pub name: String,
    pub code: Option<String>,
    /// Product line.
    pub line: Option<String>,
    /// One of [`KINDS`].
    pub kind: Option<String>,
    pub list_price: Option<Money>,
    pub is_active: bool,
    pub description: Option<String>,
    pub external_id: Option<String>,
    pub version: i64,
    /// Values of the company's own fields.
    #[serde(flatten)]
    pub custom: Custom,
}

/// Checks what every product must have.
///
/// # Errors
/// `refusal-name-empty`, `refusal-name-long`, `refusal-text-long`, `refusal-kind-unknown`, `refusal-amount-negative`.
pub fn check(product: &Product) -> Result<(), Refusal> {
    length::named(&product.name, "name")?;
    length::lines([("code", product.code.as_ref()), ("external_id", product.external_id.as_ref())])?;
    if let Some(kind) = product.kind.as_ref().filter(|k| !KINDS.contains(&k.as_str())) {
        return Err(Refusal::new("refusal-kind-unknown").at("kind").with("value", kind));
    }
    if product.list_price.is_some_and(|p| p.minor < 0) {
        return Err(Refusal::new("refusal-amount-negative").at("list_price"));
    }
    Ok(())
}
