//! Checks of the catalogue against itself and against the source, and of how things are written and ordered.

// `cfg(test)` tells clippy that the functions between the tests are tests too.
#[cfg(test)]
mod catalogue;
#[cfg(test)]
mod collation;
#[cfg(test)]
mod fmt;
#[cfg(test)]
mod source;
#[cfg(test)]
mod usage;
