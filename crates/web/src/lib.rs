//! How people and programs reach the product: pages and, over the same view structs, an API.

pub mod assets;
pub mod ui;
