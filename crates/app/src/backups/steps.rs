//! What the schema's steps say of tables.

use db::Migration;

/// Tables that the steps themselves put rows into.
pub(super) const FILLED_BY_STEPS: [&str; 3] = ["schema_migrations", "organisation_version", "search_due"];

/// Names of all tables that the steps make on either engine, with the ledger of steps.
pub(super) fn tables_of(steps: &[Migration]) -> Vec<&'static str> {
    let mut names = vec!["schema_migrations"];
    for text in steps.iter().flat_map(|step| [step.sqlite, step.postgres]) {
        for made in text.split("create table ").skip(1) {
            let made = made.strip_prefix("if not exists ").unwrap_or(made);
            names.extend(made.split([' ', '(', '\n']).next());
        }
    }
    names
}
