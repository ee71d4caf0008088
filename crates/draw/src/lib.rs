//! Pictures, as SVG text.
//!
//! What: tidy trees, the organisation chart, sparklines, bars, lines, stage bars and QR codes. Pure: plain values in, a `String` out.
//! It knows nothing of sales: callers hand over labels that are already translated and formatted.
//! Units: CSS pixels, y grows downwards. Invariants: the same input gives the same bytes; every picture is well-formed XML
//! without `style` attributes or scripts, so it may stand in a page with a strict content security policy.

pub mod org_chart;
mod qr;
pub mod series;
pub mod tree;

mod svg;
mod theme;
mod width;

pub use org_chart::org_chart;
pub use qr::qr;
pub use theme::Theme;
