//! Leads.

use super::super::kind::{Field, Holds, Kind, Source, Type, Within};
use super::customers::{consent_email, consent_phone};
use domain::leads::{ANSWERS, REASONS, STATUSES};
use domain::policy::Noun;

const JOINS: &str = "left join accounts a on a.id = w.account_id left join products p on p.id = w.product_id
 left join contacts c on c.id = w.contact_id left join opportunities o on o.id = w.opportunity_id";

/// What `leads_status_assigned` orders by before the instant.
const STATUS: Within = Within { field: "status", column: "w.status", values: &STATUSES };

const fn answer(key: &'static str, column: &'static str) -> Field {
    Field::new(key, Type::Choice(&ANSWERS), column)
}

/// People and companies not yet qualified.
pub const LEADS: Kind = Kind {
    key: "leads",
    noun: Noun::Lead,
    source: Source::Table { table: "leads", alias: "w", joins: JOINS },
    fields: &[
        Field::new("name", Type::Name { folded: Some("w.folded"), key: "w.sort_key" }, "w.name")
            .sorted_by("w.sort_key", Holds::Bytes),
        Field::new("company", Type::Text, "w.company"),
        Field::new("first_name", Type::Text, "w.first_name"),
        Field::new("last_name", Type::Text, "w.last_name"),
        Field::new("title", Type::Text, "w.title"),
        Field::new("status", Type::Choice(&STATUSES), "w.status"),
        Field::new("source", Type::Text, "w.source"),
        Field::new("campaign", Type::Text, "w.campaign"),
        Field::new("landing_page", Type::Text, "w.landing_page"),
        Field::new("owner", Type::Owner, "w.owner_position_id"),
        Field::new("email", Type::Text, "w.email"),
        Field::new("phone", Type::Text, "w.phone"),
        consent_email(),
        consent_phone(),
        Field::new("website", Type::Text, "w.website"),
        Field::new("street", Type::Text, "w.street"),
        Field::new("city", Type::Text, "w.city"),
        Field::new("region", Type::Text, "w.region"),
        Field::new("postal_code", Type::Text, "w.postal_code"),
        Field::new("country", Type::Text, "w.country"),
        Field::new("language", Type::Text, "w.language"),
        Field::new("industry", Type::Text, "w.industry"),
        Field::new("employees", Type::Number, "w.employees"),
        Field::new("product", Type::Record { noun: Noun::Product, table: "products", label: "p.name" }, "w.product_id"),
        answer("need", "w.need"),
        answer("budget", "w.budget"),
        answer("timeline", "w.timeline"),
        answer("decision_process", "w.decision_process"),
        Field::new("reason", Type::Choice(&REASONS), "w.reason"),
        Field::new("return_on", Type::Day, "w.return_on"),
        Field::new("score_bp", Type::Number, "(select s.chance_bp from lead_scores s where s.lead_id = w.id)")
            .sorted(Holds::Int),
        Field::new("recycled", Type::Number, "w.recycled"),
        Field::new("description", Type::Text, "w.description"),
        Field::new("next_step", Type::Text, "w.next_step"),
        Field::new("next_step_on", Type::Day, "w.next_step_on"),
        Field::new("account", Type::Record { noun: Noun::Account, table: "accounts", label: "a.name" }, "w.account_id"),
        Field::new("contact", Type::Record { noun: Noun::Contact, table: "contacts", label: "c.name" }, "w.contact_id"),
        Field::new(
            "opportunity",
            Type::Record { noun: Noun::Opportunity, table: "opportunities", label: "o.name" },
            "w.opportunity_id",
        ),
        Field::new("converted_on", Type::Day, "w.converted_on"),
        Field::new("won_on", Type::Day, "w.won_on"),
        Field::new("external_id", Type::Text, "w.external_id"),
        Field::new("created_on", Type::Day, "w.created_on").sorted(Holds::Text),
        Field::new("assigned_at", Type::Instant, "w.assigned_at").sorted_within(Holds::Int, STATUS),
        Field::new("attempted_at", Type::Instant, "w.attempted_at"),
        Field::new("updated_at", Type::Instant, "w.updated_at").sorted_by("w.updated_at", Holds::Int),
    ],
    columns: &["name", "company", "status", "source", "owner", "country", "next_step", "assigned_at"],
    sort: "-created_on",
};
