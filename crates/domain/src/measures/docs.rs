//! The reference page of all measures, `docs/measures.md`, made from the catalogue.

use super::catalogue::{self, Basis, Direction, Measure};

const HEAD: &str = "# Measures

Made from the catalogue (`crates/domain/src/measures`); a test holds the two together. To write it anew:
`BAILIWICK_BLESS=1 cargo test -p domain measures::docs`.

Each measure has one time basis: CR by created date, CL by the day events happened or closed, DUE by due
date, SN the state at the end of a day, WIN the days up to a day. A ratio keeps both its parts; groups add
up as Σ numerators / Σ denominators; without denominator there is no value. People's figures come from who
held the position on the day of the event, never from today's owner. A suffix after a point is a variant.
";

/// The page, in Markdown.
pub fn docs() -> String {
    let mut page = HEAD.to_owned();
    for measure in catalogue::all() {
        page.push_str(&entry(measure));
    }
    page
}

fn entry(measure: &Measure) -> String {
    let Measure { id, unit, basis, roles, by, doc, .. } = measure;
    let level = if measure.is_variant() { "###" } else { "##" };
    let good = match measure.direction {
        Direction::Up => "up is good".to_owned(),
        Direction::Down => "down is good".to_owned(),
        Direction::Band { low, high } => format!("{low} to {high} is good"),
    };
    let splits: Vec<&str> = by.iter().map(|dimension| dimension.key()).collect();
    let inputs: Vec<String> = measure.inputs().map(|component| format!("`{}`", component.id)).collect();
    format!(
        "\n{level} `{id}`\n\n{} · {} · {good} · {} · by {}\n\n\
         - **What it says.** {}\n- **Formula.** {}\n- **Not to be confused with.** {}\n- **Needs.** {}\n- **Components.** {}\n",
        unit.key(),
        timing(*basis),
        roles.join(", "),
        splits.join(", "),
        doc.says,
        doc.formula,
        doc.not,
        doc.needs,
        inputs.join(", "),
    )
}

fn timing(basis: Basis) -> String {
    let words = match basis {
        Basis::Created => "by created date",
        Basis::Closed => "by day of the event",
        Basis::Due => "by due date",
        Basis::Snapshot => "at the end of a day",
        Basis::Trailing => "over the days before",
    };
    format!("{} ({words})", basis.code())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_page_is_current() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/measures.md");
        if std::env::var_os("BAILIWICK_BLESS").is_some() {
            std::fs::write(path, docs()).expect("docs/measures.md can be written");
        }
        let committed = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            committed == docs(),
            "docs/measures.md is stale: BAILIWICK_BLESS=1 cargo test -p domain measures::docs"
        );
    }
}
