//! What a form sent: names and values, a name perhaps several times.

/// The fields of a posted form, in the order in which they came.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    pairs: Vec<(String, String)>,
}

impl From<Vec<(String, String)>> for Fields {
    fn from(pairs: Vec<(String, String)>) -> Fields {
        Fields { pairs }
    }
}

impl Fields {
    /// The first value of a name as it was sent; empty where it was not.
    pub fn raw(&self, name: &str) -> &str {
        self.pairs.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value)
    }
    /// The first value of a name, without space around it.
    pub fn text(&self, name: &str) -> String {
        self.raw(name).trim().to_owned()
    }
    /// As [`Fields::text`], none where it is empty.
    pub fn some(&self, name: &str) -> Option<String> {
        Some(self.text(name)).filter(|value| !value.is_empty())
    }
    /// Read as a type; none where it is empty or does not read.
    pub fn parsed<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.some(name)?.parse().ok()
    }
    /// Every value of a name.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.pairs.iter().filter(|(found, _)| found == name).map(|(_, value)| value.as_str()).collect()
    }
    /// Whether a box of that name was ticked.
    pub fn is_ticked(&self, name: &str) -> bool {
        self.raw(name) == "1"
    }
    /// Whether the form had a field of that name.
    pub fn has(&self, name: &str) -> bool {
        self.pairs.iter().any(|(found, _)| found == name)
    }
    /// Everything, in order.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }
}
