//! Accounts, contacts, products.

use super::super::kind::{Field, Holds, Kind, Source, Type};
use domain::consents::STATES;
use domain::policy::Noun;

const fn name(folded: &'static str, key: &'static str, column: &'static str) -> Field {
    Field::new("name", Type::Name { folded: Some(folded), key }, column).sorted_by(key, Holds::Bytes)
}

/// What holds of e-mails, of whoever `w` is: contacts and leads go by that name in their lists.
pub(super) const fn consent_email() -> Field {
    Field::new(
        "consent_email",
        Type::Choice(&STATES),
        "coalesce((select k.state from consents k where k.record_id = w.id and k.purpose = 'email'
 order by k.on_day desc, k.recorded_at desc, k.id desc limit 1), 'unknown')",
    )
}

/// The same of calls.
pub(super) const fn consent_phone() -> Field {
    Field::new(
        "consent_phone",
        Type::Choice(&STATES),
        "coalesce((select k.state from consents k where k.record_id = w.id and k.purpose = 'phone'
 order by k.on_day desc, k.recorded_at desc, k.id desc limit 1), 'unknown')",
    )
}

/// Companies we sell to.
pub const ACCOUNTS: Kind = Kind {
    key: "accounts",
    noun: Noun::Account,
    source: Source::Table {
        table: "accounts",
        alias: "a",
        joins: "left join accounts parent on parent.id = a.parent_id",
    },
    fields: &[
        name("a.folded", "a.sort_key", "a.name"),
        Field::new(
            "parent",
            Type::Record { noun: Noun::Account, table: "accounts", label: "parent.name" },
            "a.parent_id",
        ),
        Field::new("owner", Type::Owner, "a.owner_position_id"),
        Field::new("tier", Type::Choice(&["key", "enterprise", "mid", "small"]), "a.tier"),
        Field::new("industry", Type::Text, "a.industry"),
        Field::new("country", Type::Text, "a.country"),
        Field::new("region", Type::Text, "a.region"),
        Field::new("city", Type::Text, "a.city"),
        Field::new("postal_code", Type::Text, "a.postal_code"),
        Field::new("street", Type::Text, "a.street"),
        Field::new("website", Type::Text, "a.website"),
        Field::new("domain", Type::Text, "a.domain"),
        Field::new("phone", Type::Text, "a.phone"),
        Field::new("employees", Type::Number, "a.employees"),
        Field::new(
            "revenue",
            Type::Money { minor: "a.revenue_minor", currency: "a.revenue_currency" },
            "a.revenue_minor",
        ),
        Field::new("founded_year", Type::Number, "a.founded_year"),
        Field::new("description", Type::Text, "a.description"),
        Field::new("next_step", Type::Text, "a.next_step"),
        Field::new("next_step_on", Type::Day, "a.next_step_on"),
        Field::new("external_id", Type::Text, "a.external_id"),
        Field::new("created_on", Type::Day, "a.created_on"),
        Field::new("updated_at", Type::Instant, "a.updated_at").sorted_by("a.updated_at", Holds::Int),
    ],
    columns: &["name", "owner", "tier", "industry", "country", "employees", "parent", "next_step"],
    sort: "name",
};

/// People at accounts.
pub const CONTACTS: Kind = Kind {
    key: "contacts",
    noun: Noun::Contact,
    source: Source::Table { table: "contacts", alias: "w", joins: "left join accounts a on a.id = w.account_id" },
    fields: &[
        name("w.folded", "w.sort_key", "w.name"),
        Field::new("first_name", Type::Text, "w.first_name"),
        Field::new("last_name", Type::Text, "w.last_name"),
        Field::new("title", Type::Text, "w.title"),
        Field::new("account", Type::Record { noun: Noun::Account, table: "accounts", label: "a.name" }, "w.account_id"),
        Field::new(
            "buying_role",
            Type::Choice(&["economic_buyer", "decision_maker", "champion", "influencer", "user", "blocker"]),
            "w.buying_role",
        ),
        Field::new("email", Type::Text, "w.email"),
        Field::new("phone", Type::Text, "w.phone"),
        Field::new("mobile", Type::Text, "w.mobile"),
        consent_email(),
        consent_phone(),
        Field::new("owner", Type::Owner, "w.owner_position_id"),
        Field::new("description", Type::Text, "w.description"),
        Field::new("next_step", Type::Text, "w.next_step"),
        Field::new("next_step_on", Type::Day, "w.next_step_on"),
        Field::new("external_id", Type::Text, "w.external_id"),
        Field::new("created_on", Type::Day, "w.created_on"),
        Field::new("updated_at", Type::Instant, "w.updated_at").sorted_by("w.updated_at", Holds::Int),
    ],
    columns: &["name", "title", "account", "buying_role", "email", "phone", "owner"],
    sort: "name",
};

/// What is sold.
pub const PRODUCTS: Kind = Kind {
    key: "products",
    noun: Noun::Product,
    source: Source::Table { table: "products", alias: "p", joins: "" },
    fields: &[
        name("p.folded", "p.sort_key", "p.name"),
        Field::new("code", Type::Text, "p.code"),
        Field::new("line", Type::Text, "p.line"),
        Field::new("kind", Type::Choice(&["growth", "maintenance", "transactional", "strategic"]), "p.kind"),
        Field::new(
            "list_price",
            Type::Money { minor: "p.list_price_minor", currency: "p.price_currency" },
            "p.list_price_minor",
        ),
        Field::new("is_active", Type::Bool, "p.is_active"),
        Field::new("description", Type::Text, "p.description"),
        Field::new("external_id", Type::Text, "p.external_id"),
        Field::new("updated_at", Type::Instant, "p.updated_at"),
    ],
    columns: &["name", "code", "line", "kind", "list_price", "is_active"],
    sort: "name",
};
