//! Every place where something of a person may stand, and what becomes of it when they are erased. The file that is handed
//! over is made of the same list. Every table of the schema stands here or in [`ELSEWHERE`], and every column of text in
//! these; a test compares them with the schema.

/// What takes the place of a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum With {
    /// Nothing.
    Null,
    /// An empty JSON list.
    NoneOf,
    /// The word that stands for the person.
    Word,
}

/// What becomes of the rows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fate {
    /// They go.
    Goes,
    /// These columns are overwritten.
    Emptied(&'static [(&'static str, With)]),
    /// Code of its own overwrites these columns.
    Own(&'static [&'static str]),
    /// They stay: ids, days and words of ours.
    Stays,
}

/// Whose ids name the rows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Whose {
    /// The person's records.
    Record,
    /// The activities that they stand on.
    Activity,
    /// The mails with them.
    Mail,
}

/// A table that holds something of a person.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub table: &'static str,
    /// Columns that name whose a row is. Without one the rows are looked through, and stay out of the file.
    pub by: &'static [&'static str],
    pub whose: Whose,
    pub fate: Fate,
    /// Columns of text that stay as they are: keys, days, words of the product.
    #[cfg_attr(not(test), expect(dead_code, reason = "what stays is compared with the schema"))]
    pub kept: &'static [&'static str],
}

const fn of(table: &'static str, by: &'static [&'static str], fate: Fate, kept: &'static [&'static str]) -> Place {
    Place { table, by, whose: Whose::Record, fate, kept }
}

/// All of them.
pub(super) const PLACES: [Place; 33] = [
    of(
        "contacts",
        &["id"],
        Fate::Own(&[
            "name",
            "sort_key",
            "folded",
            "first_name",
            "last_name",
            "email",
            "phone",
            "mobile",
            "title",
            "description",
            "next_step",
            "next_step_on",
            "external_id",
        ]),
        &["buying_role", "created_on"],
    ),
    of(
        "leads",
        &["id"],
        Fate::Own(&[
            "name",
            "sort_key",
            "folded",
            "first_name",
            "last_name",
            "title",
            "company",
            "email",
            "phone",
            "website",
            "street",
            "city",
            "region",
            "postal_code",
            "country",
            "landing_page",
            "need_evidence",
            "budget_evidence",
            "timeline_evidence",
            "decision_process_evidence",
            "return_on",
            "description",
            "next_step",
            "next_step_on",
            "external_id",
        ]),
        &[
            "language",
            "industry",
            "source",
            "campaign",
            "status",
            "need",
            "budget",
            "timeline",
            "decision_process",
            "reason",
            "converted_on",
            "won_on",
            "created_on",
            "stints",
        ],
    ),
    of("consents", &["record_id"], Fate::Goes, &[]),
    of("external_ids", &["record_id"], Fate::Goes, &[]),
    of("notifications", &["record_id"], Fate::Goes, &[]),
    of("presences", &["record_id"], Fate::Goes, &[]),
    of("match_keys", &["record_id"], Fate::Goes, &[]),
    of("match_refused", &["low_id", "high_id"], Fate::Goes, &[]),
    of("queued_segments", &["record_id"], Fate::Goes, &[]),
    of("routing_queued", &["record_id"], Fate::Goes, &[]),
    of("segment_members", &["record_id"], Fate::Stays, &["valid_from_on", "valid_to_on"]),
    of("outbound_members", &["record_id"], Fate::Own(&[]), &["noun"]),
    of("enrolments", &["record_id"], Fate::Own(&[]), &["noun", "started_on", "stop_reason"]),
    of(
        "handoffs",
        &["record_id"],
        Fate::Emptied(&[("name", With::Word), ("context", With::NoneOf), ("note", With::Null), ("reply", With::Null)]),
        &["noun", "cause", "model", "stage", "offered_on", "state", "reason"],
    ),
    of("handoff_models", &["record_id"], Fate::Stays, &["as_of_on"]),
    of("frame_answers", &["record_id"], Fate::Emptied(&[("evidence", With::Null)]), &["element", "noun", "answer"]),
    of("lead_scores", &["lead_id"], Fate::Goes, &[]),
    of("lead_form_submissions", &["lead_id"], Fate::Goes, &[]),
    of("opportunity_contacts", &["contact_id"], Fate::Stays, &["role"]),
    // What we answered is ours, and names a case of ours.
    of(
        "objections",
        &["contact_id"],
        Fate::Emptied(&[("said", With::Word)]),
        &["topic", "answer", "case_study", "outcome", "raised_on", "answered_on"],
    ),
    // Which segments, positions and rules: no value of the record.
    of("routing_decisions", &["record_id"], Fate::Stays, &["noun", "day", "held_until", "explanation"]),
    of("bulk_records", &["record_id"], Fate::Stays, &["waits"]),
    of("privacy_erased", &["record_id"], Fate::Stays, &["noun"]),
    of("merges", &["kept_id", "gone_id"], Fate::Own(&["gone", "changed"]), &["noun", "moved"]),
    of("trash", &["id"], Fate::Own(&["name", "folded", "content", "noun"]), &[]),
    of("events", &["record_id"], Fate::Own(&["changes"]), &["noun", "kind", "cause"]),
    Place {
        table: "activities",
        by: &["id"],
        whose: Whose::Activity,
        fate: Fate::Own(&["subject", "body", "external_id"]),
        kept: &["kind", "direction", "outcome", "due_on", "next_on", "noun", "on_day"],
    },
    Place {
        table: "activity_links",
        by: &["activity_id"],
        whose: Whose::Activity,
        fate: Fate::Stays,
        kept: &["noun", "due_on"],
    },
    Place {
        table: "mails",
        by: &["id"],
        whose: Whose::Mail,
        fate: Fate::Own(&["from_name", "from_address", "people", "subject", "body", "files"]),
        // By which it is known again where it is found once more.
        kept: &["message_id", "direction", "sight"],
    },
    of("mail_links", &["record_id"], Fate::Goes, &[]),
    Place { table: "outbox", by: &["mail_id"], whose: Whose::Mail, fate: Fate::Goes, kept: &[] },
    of("imports", &[], Fate::Own(&["report", "rejects"]), &["state", "source", "settings"]),
    of("webhook_attempts", &[], Fate::Own(&["answer"]), &["fault"]),
];

/// Tables that hold nothing of a person beside those, by why.
#[cfg(test)]
const ELSEWHERE: [(&str, &[&str]); 9] = [
    (
        "the house and those who work in it, who are told by their employer",
        &[
            "settings",
            "users",
            "sessions",
            "sign_in_attempts",
            "sign_in_links",
            "sign_in_steps",
            "second_factors",
            "recovery_codes",
            "passkeys",
            "passkey_steps",
            "openid_subjects",
            "api_tokens",
            "scim_secrets",
            "scim_users",
            "notification_choices",
            "calendar_feeds",
            "calendar_accounts",
            "mail_accounts",
            "mail_folders",
            "mail_templates",
            "saved_views",
        ],
    ),
    (
        "the organisation",
        &[
            "people",
            "units",
            "positions",
            "dotted_lines",
            "assignments",
            "segments",
            "coverages",
            "organisation_defects",
            "organisation_version",
            "organisation_trees",
            "organisation_intervals",
            "departures",
            "routing_settings",
            "routing_turns",
            "handoff_rules",
            "carried",
        ],
    ),
    (
        "companies, what is sold and what came of it: they name the shell, and what names a person in them is told beside",
        &[
            "accounts",
            "account_teams",
            "products",
            "pipelines",
            "stages",
            "opportunities",
            "opportunity_steps",
            "bookings",
            "credit_lines",
            "buying_jobs",
            "outbound_lists",
        ],
    ),
    ("figures", &["measure_days", "measure_months", "stage_totals", "targets", "score_models", "exchange_rates"]),
    (
        "what is defined",
        &["custom_fields", "lead_forms", "lead_sources", "cadences", "cadence_steps", "answers", "import_mappings"],
    ),
    ("a file that waits to be loaded keeps whoever is in it from being erased", &["import_files", "jobs"]),
    (
        "ids alone, that go with what they are of",
        &[
            "enrolment_tasks",
            "handoff_explanations",
            "calendar_items",
            "mail_references",
            "mail_copies",
            "webhooks",
            "webhook_deliveries",
            "audit_seals",
            "audit_redactions",
            "audit_late",
            "privacy_requests",
            "privacy_digests",
        ],
    ),
    ("made anew from the records", &["search_rows", "search_words", "search_left", "search_due"]),
    (
        "sealed with a secret that is not here, and gone within a day; or what keeps their mail out",
        &["idempotency_keys", "mail_exclusions"],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::tests::each_schema;
    use db::{Holds, Table};
    use std::collections::{BTreeMap, BTreeSet};

    /// Columns of text and bytes.
    fn texts_of(table: &Table) -> BTreeSet<&str> {
        let texts = table.columns.iter().filter(|column| matches!(column.holds, Holds::Text | Holds::Bytes));
        texts.map(|column| column.name.as_str()).collect()
    }

    #[test]
    fn every_table_is_looked_at_or_said_to_hold_nobody() {
        let elsewhere = ELSEWHERE.iter().flat_map(|(_, tables)| tables.iter().copied());
        let mut known: Vec<&str> = PLACES.iter().map(|place| place.table).chain(elsewhere).collect();
        known.sort_unstable();
        let once: BTreeSet<&str> = known.iter().copied().collect();
        assert_eq!(once.len(), known.len(), "each table once");
        each_schema(|tables| {
            // Which steps the schema has had stands in a table of no step.
            let tables = tables.iter().map(|table| table.name.as_str());
            let there: BTreeSet<&str> = tables.filter(|table| *table != "schema_migrations").collect();
            assert_eq!(once.symmetric_difference(&there).collect::<Vec<_>>(), Vec::<&&str>::new(), "what of these?");
        });
    }

    #[test]
    fn every_column_of_text_is_erased_or_said_to_stay() {
        each_schema(|tables| {
            let texts: BTreeMap<&str, _> = tables.iter().map(|t| (t.name.as_str(), texts_of(t))).collect();
            let mut forgotten = Vec::new();
            for place in PLACES.iter().filter(|place| place.fate != Fate::Goes) {
                let erased: Vec<&str> = match place.fate {
                    Fate::Emptied(columns) => columns.iter().map(|(column, _)| *column).collect(),
                    Fate::Own(columns) => columns.to_vec(),
                    Fate::Goes | Fate::Stays => Vec::new(),
                };
                let told: BTreeSet<&str> = erased.iter().chain(place.kept).copied().collect();
                assert_eq!(told.len(), erased.len() + place.kept.len(), "{}: each column once", place.table);
                let differ = told.symmetric_difference(&texts[place.table]);
                forgotten.extend(differ.map(|column| format!("{}.{column}", place.table)));
            }
            assert_eq!(forgotten, Vec::<String>::new(), "is it erased, or why not?");
        });
    }
}
