//! The components that every page is made of: plain functions from typed arguments to markup.
//!
//! A page builds its content from these and gives it to `layout::page`. Nothing here asks the database or
//! knows a route; words come translated, or by the catalogue (`text::t`) for what the components themselves say.
//! No component writes a `style` attribute or a script: the content security policy forbids both.

pub mod board;
pub mod chart;
pub mod conflict;

pub mod bell;
pub mod design;
pub mod field;
pub mod form;
pub mod hx;
pub mod icon;
pub mod layout;
pub mod overlay;
pub mod passkey;
pub mod pill;
pub mod progress;
pub mod record;
pub mod table;
pub mod timeline;
