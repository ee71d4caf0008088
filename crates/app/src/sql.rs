//! A statement in the making: text and arguments grow together, so that numbers never drift.

use db::Value;

/// SQL text with its arguments.
#[derive(Clone, Debug, Default)]
pub struct Sql {
    text: String,
    args: Vec<Value>,
}

impl Sql {
    /// Begins with a text.
    pub fn new(text: &str) -> Sql {
        Sql { text: text.to_owned(), args: Vec::new() }
    }
    /// Adds text.
    pub fn push(&mut self, text: &str) -> &mut Sql {
        self.text.push_str(text);
        self
    }
    /// Adds an argument and its `$n`.
    pub fn bind(&mut self, value: impl Into<Value>) -> &mut Sql {
        self.args.push(value.into());
        self.text.push('$');
        self.text.push_str(&self.args.len().to_string());
        self
    }
    /// Adds `(v, v, …)`; `(null)` where there is none, which nothing equals.
    pub fn bind_list(&mut self, values: impl IntoIterator<Item = Value>) -> &mut Sql {
        self.push("(");
        let mut any = false;
        for value in values {
            if any {
                self.push(", ");
            }
            any = true;
            self.bind(value);
        }
        self.push(if any { ")" } else { "null)" })
    }
    /// The same behind a text without arguments: one condition serves page, count and sums.
    #[must_use]
    pub fn after(&self, head: &str) -> Sql {
        Sql { text: format!("{head}{}", self.text), args: self.args.clone() }
    }
    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }
    /// The arguments.
    pub fn args(&self) -> &[Value] {
        &self.args
    }
}
