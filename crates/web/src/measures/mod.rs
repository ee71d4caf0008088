//! Measures: one measure split as one likes, the records behind its figures, and the words and numbers all figures are shown in.

mod api;
mod index;
mod lines;
mod page;
mod picture;
mod records;
pub mod shown;

pub use page::to_query as page_query;
pub use records::href as records_href;

use crate::routes::Routes;
use domain::policy::Noun;

/// Every measure.
pub const INDEX: &str = "/measures";
/// One measure.
pub const MEASURE: &str = "/measures/{id}";
/// Its rows as a file.
pub const EXPORT: &str = "/measures/{id}/export.csv";
/// The records behind a figure.
pub const RECORDS: &str = "/measures/{id}/records";

/// The page of a measure.
pub fn href(id: &str) -> String {
    format!("/measures/{id}")
}

/// These routes.
pub fn routes() -> Routes {
    Routes::new()
        .page(INDEX, Noun::Measure, index::page)
        .page(MEASURE, Noun::Measure, page::page)
        .page(EXPORT, Noun::Measure, page::export)
        .page(RECORDS, Noun::Measure, records::page)
        .merge(api::routes())
}
