//! Why a command was refused: a key of the catalogue, the field it belongs to, and what the text needs.
//!
//! The domain names the fault; `text` says it in the reader's language.

use serde::{Deserialize, Serialize};

/// One fault of a command or a row of input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{code}{}", field.as_deref().map(|f| format!(" ({f})")).unwrap_or_default())]
pub struct Refusal {
    /// Key of the text, e.g. `refusal-name-empty`.
    pub code: String,
    /// The field at fault, as named in forms and API; none where it is the whole.
    pub field: Option<String>,
    /// Arguments of the text, by name.
    pub args: Vec<(String, String)>,
}

impl Refusal {
    /// A fault of the whole command.
    pub fn new(code: &str) -> Refusal {
        Refusal { code: code.to_owned(), field: None, args: Vec::new() }
    }
    /// The field at fault.
    #[must_use]
    pub fn at(mut self, field: &str) -> Refusal {
        self.field = Some(field.to_owned());
        self
    }
    /// An argument of the text.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Refusal {
        self.args.push((name.to_owned(), value.to_string()));
        self
    }
}
