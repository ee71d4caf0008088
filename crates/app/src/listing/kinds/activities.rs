//! Activities: seen by who sees one of the records they stand on.

use super::super::kind::{Field, Holds, Kind, Source, Type};
use domain::activities::{DIRECTIONS, KINDS, OUTCOMES};
use domain::policy::Noun;

const JOINS: &str = "left join accounts a on a.id = x.account_id
 left join opportunities o on x.noun = 'opportunity' and o.id = x.record_id
 left join contacts c on x.noun = 'contact' and c.id = x.record_id";

/// What was done and what is to be done.
pub const ACTIVITIES: Kind = Kind {
    key: "activities",
    noun: Noun::Activity,
    source: Source::Table { table: "activities", alias: "x", joins: JOINS },
    fields: &[
        Field::new("subject", Type::Text, "x.subject"),
        Field::new("kind", Type::Choice(&KINDS), "x.kind"),
        Field::new("direction", Type::Choice(&DIRECTIONS), "x.direction"),
        Field::new("outcome", Type::Choice(&OUTCOMES), "x.outcome"),
        Field::new("owner", Type::Owner, "x.owner_position_id"),
        Field::new("happened_at", Type::Instant, "x.happened_at").sorted_by("x.happened_at", Holds::Int),
        Field::new("on", Type::Day, "x.on_day"),
        Field::new("is_open", Type::Bool, "x.is_open"),
        Field::new("due_on", Type::Day, "x.due_on"),
        Field::new("starts_at", Type::Instant, "x.starts_at"),
        Field::new("done_at", Type::Instant, "x.done_at"),
        Field::new("minutes", Type::Number, "x.minutes"),
        Field::new("next_on", Type::Day, "x.next_on"),
        Field::new("account", Type::Record { noun: Noun::Account, table: "accounts", label: "a.name" }, "x.account_id"),
        Field::new(
            "opportunity",
            Type::Record { noun: Noun::Opportunity, table: "opportunities", label: "o.name" },
            "(case when x.noun = 'opportunity' then x.record_id end)",
        ),
        Field::new(
            "contact",
            Type::Record { noun: Noun::Contact, table: "contacts", label: "c.name" },
            "(case when x.noun = 'contact' then x.record_id end)",
        ),
        Field::new("is_automatic", Type::Bool, "x.is_automatic"),
        Field::new("body", Type::Text, "x.body"),
        Field::new("external_id", Type::Text, "x.external_id"),
        Field::new("updated_at", Type::Instant, "x.updated_at"),
    ],
    columns: &["subject", "kind", "outcome", "account", "opportunity", "owner", "happened_at", "due_on"],
    sort: "-happened_at",
};
