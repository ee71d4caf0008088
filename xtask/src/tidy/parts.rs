//! Cutting lines into words, for the rules that look for names.

/// Whether a character can stand in a name.
pub fn in_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Where a whole word stands in a text: not inside a longer name.
pub fn find_word(text: &str, word: &str) -> Option<usize> {
    text.match_indices(word).map(|(at, _)| at).find(|at| {
        let before = text.get(..*at).and_then(|t| t.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|t| t.chars().next());
        !before.is_some_and(in_name) && !after.is_some_and(in_name)
    })
}

/// The segments of every path that ends in `name`: `crate::people::sql` gives `[crate, people]`.
pub fn paths_to<'a>(line: &'a str, name: &str) -> Vec<Vec<&'a str>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = line.get(from..).and_then(|rest| find_word(rest, name)).map(|n| from + n) {
        let mut segments = Vec::new();
        let mut rest = line.get(..at).unwrap_or_default();
        while let Some(before) = rest.strip_suffix("::") {
            let start = before.rfind(|c| !in_name(c)).map_or(0, |n| n + 1);
            segments.push(before.get(start..).unwrap_or_default());
            rest = before.get(..start).unwrap_or_default();
        }
        segments.reverse();
        if !segments.is_empty() {
            found.push(segments);
        }
        from = at + name.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_whole() {
        assert_eq!(find_word("let sql_text = sql;", "sql"), Some(15));
        assert_eq!(find_word("mysql sqlite", "sql"), None);
    }

    #[test]
    fn paths_are_read_backwards() {
        assert_eq!(paths_to("use crate::people::sql::get; sql::list()", "sql"), [vec!["crate", "people"]]);
        assert_eq!(paths_to("super::sql::a(people::sql::B)", "sql"), [vec!["super"], vec!["people"]]);
    }
}
