//! The organisation: what it is made of, how it looks on a day, how it is checked, compared and edited.

pub mod model;

pub use model::*;
