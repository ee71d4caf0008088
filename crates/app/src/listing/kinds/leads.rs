//! Leads.

use super::super::kind::{Field, Holds, Kind, Source, Type, Within};
use domain::consents::STATES;
use domain::leads::{ANSWERS, REASONS, STATUSES};
use domain::policy::Noun;

const JOINS: &str = "left join accounts a on a.id = l.account_id left join products p on p.id = l.product_id
 left join contacts c on c.id = l.contact_id left join opportunities o on o.id = l.opportunity_id";

/// What `leads_status_assigned` orders by before the instant.
const STATUS: Within = Within { field: "status", column: "l.status", values: &STATUSES };

const fn answer(key: &'static str, column: &'static str) -> Field {
    Field::new(key, Type::Choice(&ANSWERS), column)
}

/// People and companies not yet qualified.
pub const LEADS: Kind = Kind {
    key: "leads",
    noun: Noun::Lead,
    source: Source::Table { table: "leads", alias: "l", joins: JOINS },
    fields: &[
        Field::new("name", Type::Name { folded: Some("l.folded"), key: "l.sort_key" }, "l.name")
            .sorted_by("l.sort_key", Holds::Bytes),
        Field::new("company", Type::Text, "l.company"),
        Field::new("first_name", Type::Text, "l.first_name"),
        Field::new("last_name", Type::Text, "l.last_name"),
        Field::new("title", Type::Text, "l.title"),
        Field::new("status", Type::Choice(&STATUSES), "l.status"),
        Field::new("source", Type::Text, "l.source"),
        Field::new("campaign", Type::Text, "l.campaign"),
        Field::new("landing_page", Type::Text, "l.landing_page"),
        Field::new("owner", Type::Owner, "l.owner_position_id"),
        Field::new("email", Type::Text, "l.email"),
        Field::new("phone", Type::Text, "l.phone"),
        Field::new(
            "consent_email",
            Type::Choice(&STATES),
            "coalesce((select k.state from consents k where k.record_id = l.id and k.purpose = 'email'
 order by k.on_day desc, k.recorded_at desc, k.id desc limit 1), 'unknown')",
        ),
        Field::new(
            "consent_phone",
            Type::Choice(&STATES),
            "coalesce((select k.state from consents k where k.record_id = l.id and k.purpose = 'phone'
 order by k.on_day desc, k.recorded_at desc, k.id desc limit 1), 'unknown')",
        ),
        Field::new("website", Type::Text, "l.website"),
        Field::new("street", Type::Text, "l.street"),
        Field::new("city", Type::Text, "l.city"),
        Field::new("region", Type::Text, "l.region"),
        Field::new("postal_code", Type::Text, "l.postal_code"),
        Field::new("country", Type::Text, "l.country"),
        Field::new("language", Type::Text, "l.language"),
        Field::new("industry", Type::Text, "l.industry"),
        Field::new("employees", Type::Number, "l.employees"),
        Field::new("product", Type::Record { noun: Noun::Product, table: "products", label: "p.name" }, "l.product_id"),
        answer("need", "l.need"),
        answer("budget", "l.budget"),
        answer("timeline", "l.timeline"),
        answer("decision_process", "l.decision_process"),
        Field::new("reason", Type::Choice(&REASONS), "l.reason"),
        Field::new("return_on", Type::Day, "l.return_on"),
        Field::new("score_bp", Type::Number, "(select s.chance_bp from lead_scores s where s.lead_id = l.id)")
            .sorted(Holds::Int),
        Field::new("recycled", Type::Number, "l.recycled"),
        Field::new("description", Type::Text, "l.description"),
        Field::new("next_step", Type::Text, "l.next_step"),
        Field::new("next_step_on", Type::Day, "l.next_step_on"),
        Field::new("account", Type::Record { noun: Noun::Account, table: "accounts", label: "a.name" }, "l.account_id"),
        Field::new("contact", Type::Record { noun: Noun::Contact, table: "contacts", label: "c.name" }, "l.contact_id"),
        Field::new(
            "opportunity",
            Type::Record { noun: Noun::Opportunity, table: "opportunities", label: "o.name" },
            "l.opportunity_id",
        ),
        Field::new("converted_on", Type::Day, "l.converted_on"),
        Field::new("won_on", Type::Day, "l.won_on"),
        Field::new("external_id", Type::Text, "l.external_id"),
        Field::new("created_on", Type::Day, "l.created_on").sorted(Holds::Text),
        Field::new("assigned_at", Type::Instant, "l.assigned_at").sorted_within(Holds::Int, STATUS),
        Field::new("attempted_at", Type::Instant, "l.attempted_at"),
        Field::new("updated_at", Type::Instant, "l.updated_at").sorted_by("l.updated_at", Holds::Int),
    ],
    columns: &["name", "company", "status", "source", "owner", "country", "next_step", "assigned_at"],
    sort: "-created_on",
};
