//! Steps of the schema: numbered without gap or twin, a text for each engine where they differ, each of them listed.
//!
//! Two people who add a step on the same day meet here rather than in a customer's database.

use super::Offence;
use crate::tree::File;
use std::collections::BTreeMap;

const FOLDER: &str = "crates/app/migrations/";
const LIST: &str = "crates/app/src/schema.rs";

/// Looks at all steps together.
pub fn check(files: &[File], offences: &mut Vec<Offence>) {
    let list = files.iter().find(|f| f.path == LIST).map_or("", |f| f.text.as_str());
    let mut steps: BTreeMap<&str, Vec<&File>> = BTreeMap::new();
    for file in files.iter().filter(|f| f.path.starts_with(FOLDER) && f.ending() == "sql") {
        let name = file.path.trim_start_matches(FOLDER).split('.').next().unwrap_or_default();
        steps.entry(name).or_default().push(file);
        let embedded = file.path.trim_start_matches("crates/app/");
        if !list.contains(&format!("\"../{embedded}\"")) {
            offences.push(Offence::new(&file.path, 1, format!("not among the steps of {LIST}")));
        }
    }
    for (place, (name, texts)) in steps.iter().enumerate() {
        let Some(first) = texts.first() else { continue };
        let number = name.split('_').next().and_then(|digits| digits.parse::<usize>().ok());
        if number != Some(place + 1) {
            offences.push(Offence::new(&first.path, 1, format!("the number should be {:04}", place + 1)));
        }
        let engines: Vec<&str> = texts.iter().filter_map(|f| f.path.split('.').nth_back(1)).collect();
        let whole = match engines.as_slice() {
            [one] => !["sqlite", "postgres"].contains(one),
            [a, b] => [*a, *b] == ["postgres", "sqlite"],
            _ => false,
        };
        if !whole {
            offences.push(Offence::new(&first.path, 1, "a step is one text, or one for .sqlite and one for .postgres"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(paths: &[&str], list: &str) -> Vec<String> {
        let mut files: Vec<File> = paths.iter().map(|p| File::new(&format!("{FOLDER}{p}"), "create table …")).collect();
        files.push(File::new(LIST, list));
        let mut offences = Vec::new();
        check(&files, &mut offences);
        offences.iter().map(ToString::to_string).collect()
    }
    fn listed(paths: &[&str]) -> String {
        paths.iter().map(|p| format!("include_str!(\"../migrations/{p}\")\n")).collect()
    }

    #[test]
    fn steps_in_order_pass() {
        let paths = ["0001_house.sql", "0002_search.postgres.sql", "0002_search.sqlite.sql", "0003_people.sql"];
        assert_eq!(says(&paths, &listed(&paths)), Vec::<String>::new());
    }

    #[test]
    fn twins_gaps_and_half_pairs_are_named() {
        let paths = ["0001_house.sql", "0001_people.sql"];
        assert_eq!(
            says(&paths, &listed(&paths)),
            ["crates/app/migrations/0001_people.sql:1: the number should be 0002"]
        );
        let paths = ["0001_search.sqlite.sql"];
        let found = says(&paths, &listed(&paths));
        assert_eq!(
            found,
            [
                "crates/app/migrations/0001_search.sqlite.sql:1: a step is one text, or one for .sqlite and one for .postgres"
            ]
        );
    }

    #[test]
    fn a_step_that_is_not_listed_never_runs() {
        let found = says(&["0001_house.sql"], "");
        assert_eq!(found, ["crates/app/migrations/0001_house.sql:1: not among the steps of crates/app/src/schema.rs"]);
    }
}
