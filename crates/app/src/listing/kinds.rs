//! Every kind of record that can be listed.

mod activities;
mod customers;
mod leads;
mod opportunities;
mod seats;

use super::kind::{Field, Holds, Kind, Source, Type};
use domain::policy::Noun;

pub use activities::ACTIVITIES;
pub use customers::{ACCOUNTS, CONTACTS, PRODUCTS};
pub use leads::LEADS;
pub use opportunities::OPPORTUNITIES;
pub use seats::{PEOPLE, POSITIONS};

/// All of them, in the order shown.
pub const KINDS: [&Kind; 9] =
    [&LEADS, &ACCOUNTS, &CONTACTS, &PRODUCTS, &OPPORTUNITIES, &ACTIVITIES, &PEOPLE, &POSITIONS, &IMPORTS];

/// The kind of that key: `opportunities`.
pub fn find(key: &str) -> Option<&'static Kind> {
    KINDS.into_iter().find(|kind| kind.key == key)
}

/// The kind that lists records of a noun.
pub fn of(noun: Noun) -> Option<&'static Kind> {
    KINDS.into_iter().find(|kind| kind.noun == noun)
}

/// Files that came in.
pub const IMPORTS: Kind = Kind {
    key: "imports",
    noun: Noun::Import,
    source: Source::Table { table: "imports", alias: "i", joins: "left join users u on u.id = i.user_id" },
    fields: &[
        Field::new("source", Type::Text, "i.source"),
        Field::new(
            "state",
            Type::Choice(&["reading", "waiting", "running", "done", "failed", "cancelled", "undone"]),
            "i.state",
        ),
        Field::new("started_at", Type::Instant, "i.started_at").sorted_by("i.started_at", Holds::Int),
        Field::new("finished_at", Type::Instant, "i.finished_at"),
        Field::new(
            "user",
            Type::Lookup { table: "users", key: "email", label: "u.name", label_key: "u.email" },
            "i.user_id",
        ),
    ],
    columns: &["source", "state", "started_at", "finished_at", "user"],
    sort: "-started_at",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_and_order_is_a_field() {
        for kind in KINDS {
            let field = |key: &str| kind.fields.iter().find(|f| f.key == key);
            for column in kind.columns {
                assert!(field(column).is_some(), "{}: {column}", kind.key);
            }
            let sort = field(kind.sort.trim_start_matches('-')).and_then(|f| f.sort);
            assert!(sort.is_some(), "{}: {}", kind.key, kind.sort);
            assert!(kind.fields.iter().all(|f| f.key != "id"), "{}: id belongs to every kind", kind.key);
        }
    }
}
