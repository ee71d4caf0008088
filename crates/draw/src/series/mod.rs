//! Small pictures of figures: sparkline, columns over time, lines over time, stage bars, streams.
//!
//! Values place the ink; every word and figure to be read comes formatted from the caller. Every picture has a label for
//! screen readers, and every bar a tooltip; a bar may be a link to its records.
//! Invariants: a value that is no number is drawn as missing; nothing is drawn outside the picture.

mod bars;
mod frame;
mod line;
mod sankey;
mod spark;
mod stages;

pub use bars::{Bar, Part, bars};
pub use frame::{Frame, Tick, Tone, ticks};
pub use line::{Line, lines};
pub use sankey::{SankeyNode, Stream, sankey};
pub use spark::spark;
pub use stages::{Stage, stages};
