//! Opportunities.

use super::super::kind::{Field, Holds, Kind, Source, Type, Within};
use domain::policy::Noun;

const JOINS: &str = "left join accounts a on a.id = o.account_id
 left join stages s on s.id = o.stage_id left join pipelines l on l.id = o.pipeline_id
 left join products p on p.id = o.product_id left join contacts c on c.id = o.contact_id";

/// What `opportunities_close` orders by before the day.
const OUTCOME: Within =
    Within { field: "outcome", column: "o.outcome", values: &["open", "won", "lost", "no_decision"] };

/// Possible sales.
pub const OPPORTUNITIES: Kind = Kind {
    key: "opportunities",
    noun: Noun::Opportunity,
    source: Source::Table { table: "opportunities", alias: "o", joins: JOINS },
    fields: &[
        Field::new("name", Type::Name { folded: None, key: "o.sort_key" }, "o.name")
            .sorted_by("o.sort_key", Holds::Bytes),
        Field::new("account", Type::Record { noun: Noun::Account, table: "accounts", label: "a.name" }, "o.account_id"),
        Field::new(
            "stage",
            Type::Lookup { table: "stages", key: "key", label: "s.name", label_key: "s.key" },
            "o.stage_id",
        ),
        Field::new(
            "pipeline",
            Type::Lookup { table: "pipelines", key: "name", label: "l.name", label_key: "l.name" },
            "o.pipeline_id",
        ),
        Field::new("outcome", Type::Choice(OUTCOME.values), "o.outcome"),
        Field::new("amount", Type::Money { minor: "o.amount_minor", currency: "o.currency" }, "o.company_minor")
            .sorted(Holds::Int),
        Field::new("close_on", Type::Day, "o.close_on").sorted_within(Holds::Text, OUTCOME),
        Field::new("owner", Type::Owner, "o.owner_position_id"),
        Field::new("sourced_by", Type::Owner, "o.sourced_position_id"),
        Field::new("handoffs", Type::Number, "o.handoffs"),
        Field::new("product", Type::Record { noun: Noun::Product, table: "products", label: "p.name" }, "o.product_id"),
        Field::new("contact", Type::Record { noun: Noun::Contact, table: "contacts", label: "c.name" }, "o.contact_id"),
        Field::new("probability_bp", Type::Number, "o.probability_bp"),
        Field::new(
            "forecast_category",
            Type::Choice(&["pipeline", "best_case", "commit", "closed", "omitted"]),
            "o.forecast_category",
        ),
        Field::new("created_on", Type::Day, "o.created_on"),
        Field::new("reason", Type::Text, "o.reason"),
        Field::new("competitor", Type::Text, "o.competitor"),
        Field::new("source", Type::Text, "o.source"),
        Field::new("kind", Type::Choice(&["new", "expansion", "renewal"]), "o.kind"),
        Field::new("description", Type::Text, "o.description"),
        Field::new("next_step", Type::Text, "o.next_step"),
        Field::new("next_step_on", Type::Day, "o.next_step_on"),
        Field::new("external_id", Type::Text, "o.external_id"),
        Field::new("updated_at", Type::Instant, "o.updated_at").sorted_by("o.updated_at", Holds::Int),
    ],
    columns: &["name", "account", "stage", "amount", "close_on", "owner", "product", "next_step"],
    sort: "-updated_at",
};
