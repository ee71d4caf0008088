//! The schema's steps, in order. A released step never changes.

use crate::{Error, House, Result};
use db::Migration;

/// Every step.
pub const STEPS: &[Migration] = &[
    Migration::both("0001_house", include_str!("../migrations/0001_house.sql")),
    Migration::both("0002_organisation", include_str!("../migrations/0002_organisation.sql")),
    Migration::both("0003_customers", include_str!("../migrations/0003_customers.sql")),
    Migration::both("0004_opportunities", include_str!("../migrations/0004_opportunities.sql")),
    Migration::both("0005_measures", include_str!("../migrations/0005_measures.sql")),
    Migration::both("0006_activities", include_str!("../migrations/0006_activities.sql")),
    Migration::both("0007_imports", include_str!("../migrations/0007_imports.sql")),
    Migration {
        name: "0008_search",
        sqlite: include_str!("../migrations/0008_search.sqlite.sql"),
        postgres: include_str!("../migrations/0008_search.postgres.sql"),
    },
    Migration::both("0009_stages", include_str!("../migrations/0009_stages.sql")),
    Migration::both("0010_live", include_str!("../migrations/0010_live.sql")),
    Migration::both("0011_leads", include_str!("../migrations/0011_leads.sql")),
    Migration::both("0012_routing", include_str!("../migrations/0012_routing.sql")),
    Migration::both("0013_day", include_str!("../migrations/0013_day.sql")),
    Migration::both("0014_calendar_feeds", include_str!("../migrations/0014_calendar_feeds.sql")),
    Migration::both("0015_matching", include_str!("../migrations/0015_matching.sql")),
    Migration::both("0016_buying", include_str!("../migrations/0016_buying.sql")),
    Migration::both("0017_cadences", include_str!("../migrations/0017_cadences.sql")),
    Migration::both("0018_handoffs", include_str!("../migrations/0018_handoffs.sql")),
    Migration::both("0019_lead_forms", include_str!("../migrations/0019_lead_forms.sql")),
    Migration::both("0020_mail", include_str!("../migrations/0020_mail.sql")),
    Migration::both("0021_notifications", include_str!("../migrations/0021_notifications.sql")),
    Migration::both("0022_lead_work", include_str!("../migrations/0022_lead_work.sql")),
    Migration::both("0023_presence", include_str!("../migrations/0023_presence.sql")),
    Migration::both("0024_outbound", include_str!("../migrations/0024_outbound.sql")),
    Migration::both("0025_sourcing", include_str!("../migrations/0025_sourcing.sql")),
    Migration::both("0026_turns", include_str!("../migrations/0026_turns.sql")),
    Migration::both("0027_carried", include_str!("../migrations/0027_carried.sql")),
    Migration::both("0028_custom_fields", include_str!("../migrations/0028_custom_fields.sql")),
    Migration::both("0029_signing_in", include_str!("../migrations/0029_signing_in.sql")),
    Migration::both("0030_departures", include_str!("../migrations/0030_departures.sql")),
    Migration::both("0031_openid", include_str!("../migrations/0031_openid.sql")),
    Migration::both("0032_webhooks", include_str!("../migrations/0032_webhooks.sql")),
    Migration::both("0033_audit", include_str!("../migrations/0033_audit.sql")),
    Migration::both("0034_bulk", include_str!("../migrations/0034_bulk.sql")),
    Migration::both("0035_tokens", include_str!("../migrations/0035_tokens.sql")),
    Migration::both("0036_scim", include_str!("../migrations/0036_scim.sql")),
    Migration::both("0037_trash", include_str!("../migrations/0037_trash.sql")),
    Migration::both("0038_passkeys", include_str!("../migrations/0038_passkeys.sql")),
    Migration {
        name: "0039_search",
        sqlite: include_str!("../migrations/0039_search.sqlite.sql"),
        postgres: include_str!("../migrations/0039_search.postgres.sql"),
    },
    Migration::both("0040_privacy", include_str!("../migrations/0040_privacy.sql")),
    Migration {
        name: "0041_search_ids",
        sqlite: include_str!("../migrations/0041_search_ids.sqlite.sql"),
        postgres: include_str!("../migrations/0041_search_ids.postgres.sql"),
    },
    Migration::both("0042_consents", include_str!("../migrations/0042_consents.sql")),
    Migration::both("0043_sensitive_fields", include_str!("../migrations/0043_sensitive_fields.sql")),
    Migration {
        name: "0044_search_words",
        sqlite: include_str!("../migrations/0044_search_words.sqlite.sql"),
        postgres: include_str!("../migrations/0044_search_words.postgres.sql"),
    },
    Migration::both("0045_last_changed", include_str!("../migrations/0045_last_changed.sql")),
    Migration::both("0046_audit_late", include_str!("../migrations/0046_audit_late.sql")),
    Migration {
        name: "0047_search_kinds",
        sqlite: include_str!("../migrations/0047_search_kinds.sqlite.sql"),
        postgres: include_str!("../migrations/0047_search_kinds.postgres.sql"),
    },
];

/// Whether the database answers and has had every step, and no step of a newer release.
///
/// # Errors
/// A database that does not answer; [`Error::Internal`] where its steps are others than ours.
pub fn ready(house: &House) -> Result<()> {
    let had = db::applied(house.db())?;
    if had.iter().map(String::as_str).eq(STEPS.iter().map(|step| step.name)) {
        return Ok(());
    }
    Err(Error::Internal(format!("the schema has had {} steps, this release knows {}", had.len(), STEPS.len())))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::STEPS;

    /// Shows the tables that the steps leave, as each engine tells them.
    pub(crate) fn each_schema(test: impl Fn(&[db::Table])) {
        db::testing::each_engine(|db| {
            db::migrate(&db, STEPS, 1).expect("a schema");
            test(&db.read(|tx| tx.tables()).expect("its tables"));
        })
        .expect("a database");
    }
}
