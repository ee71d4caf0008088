//! Users as the company's identity provider keeps them: SCIM 2.0 (RFC 7643, RFC 7644).
//!
//! The provider acts by a secret that an owner made, as an administrator would: it makes users, changes them, shuts them
//! out, and cannot touch owners. Who is deleted there is kept here with all they did; they sign in no more, and what they
//! signed in with is forgotten. What was said of a user beside what `users` holds is kept as it was said.

mod commands;
mod filter;
mod patch;
mod path;
mod queries;
mod resource;
pub mod schema;
mod secret;
mod sql;

pub use commands::{create, delete, patch, replace};
pub use queries::{Asked, Found, get, list};
pub use resource::{Said, Stored, Wanted, etag, narrowed, resource};
pub use secret::{Access, OVERLAP_HOURS, access, end, let_in, rotate};

use crate::Error;
use domain::Refusal;

/// What is wrong with what the provider sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// The `scimType` of RFC 7644.
    pub kind: &'static str,
    /// The attribute, the path, the filter.
    pub at: String,
}

/// Kinds of faults and the refusals that say them.
const KINDS: [(&str, &str); 7] = [
    ("invalidValue", "scim-value"),
    ("invalidPath", "scim-path"),
    ("invalidFilter", "scim-filter"),
    ("invalidSyntax", "scim-syntax"),
    ("mutability", "scim-fixed"),
    ("noTarget", "scim-target"),
    ("uniqueness", "scim-user-name-taken"),
];

impl Fault {
    fn new(kind: &'static str, at: &str) -> Fault {
        Fault { kind, at: at.chars().take(200).collect() }
    }
    /// A value that does not fit its attribute.
    fn value(at: &str) -> Fault {
        Fault::new("invalidValue", at)
    }
    /// A path to nothing.
    fn path(at: &str) -> Fault {
        Fault::new("invalidPath", at)
    }
    /// A filter that does not read.
    fn filter(at: &str) -> Fault {
        Fault::new("invalidFilter", at)
    }
    /// A body that does not read.
    fn syntax(at: &str) -> Fault {
        Fault::new("invalidSyntax", at)
    }
    /// What is told here alone, or must have a value.
    fn fixed(at: &str) -> Fault {
        Fault::new("mutability", at)
    }
    /// A path that chooses nothing.
    fn target() -> Fault {
        Fault::new("noTarget", "path")
    }
    /// A name that another has.
    fn taken(at: &str) -> Fault {
        Fault::new("uniqueness", at)
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Error {
        let code = KINDS.iter().find(|(kind, _)| *kind == fault.kind).map_or("scim-value", |(_, code)| code);
        Refusal::new(code).with("at", fault.at).into()
    }
}

/// The `scimType` of a refusal.
pub fn kind_of(refusal: &Refusal) -> &'static str {
    match refusal.code.as_str() {
        "refusal-email-taken" | "refusal-person-has-user" => "uniqueness",
        code => KINDS.iter().find(|(_, known)| *known == code).map_or("invalidValue", |(kind, _)| kind),
    }
}
