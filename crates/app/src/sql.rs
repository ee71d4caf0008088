//! A statement in the making: text and arguments grow together, so that numbers never drift.

use db::Value;

/// Lists of so many are short.
const SHORT: usize = 64;

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
    /// Adds `(v, v, …)`; `(null)` where there is none, which nothing equals. The last of a short list is repeated until there
    /// are a power of two of them, so that lists of all lengths share a few statements, which stay prepared.
    pub fn bind_list(&mut self, values: impl IntoIterator<Item = Value>) -> &mut Sql {
        let mut values: Vec<Value> = values.into_iter().collect();
        let Some(last) = values.last().cloned() else { return self.push("(null)") };
        if values.len() <= SHORT {
            values.resize(values.len().next_power_of_two(), last);
        }
        for (at, value) in values.into_iter().enumerate() {
            self.push(if at == 0 { "(" } else { ", " }).bind(value);
        }
        self.push(")")
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
