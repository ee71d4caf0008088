//! What goes along with a record, and what keeps it from going. Every column that names a record stands in one of these,
//! or beside them in the test with the reason; a test compares them with the schema.

use domain::policy::Noun;

/// A column that names a record, and the table it is in.
pub(super) type Column = (&'static str, &'static str);

/// Rows that go along, whatever the record is.
const OF_ANY: [Column; 12] = [
    ("consents", "record_id"),
    ("external_ids", "record_id"),
    ("notifications", "record_id"),
    ("enrolments", "record_id"),
    ("mail_links", "record_id"),
    ("match_refused", "low_id"),
    ("match_refused", "high_id"),
    ("outbound_members", "record_id"),
    ("segment_members", "record_id"),
    ("queued_segments", "record_id"),
    ("routing_queued", "record_id"),
    ("handoffs", "record_id"),
];
const OF_LEAD: [Column; 4] = [
    ("frame_answers", "record_id"),
    ("lead_scores", "lead_id"),
    ("lead_form_submissions", "lead_id"),
    ("handoff_models", "record_id"),
];
const OF_ACCOUNT: [Column; 2] = [("account_teams", "account_id"), ("handoff_models", "record_id")];
const OF_CONTACT: [Column; 1] = [("opportunity_contacts", "contact_id")];
const OF_OPPORTUNITY: [Column; 6] = [
    ("opportunity_steps", "opportunity_id"),
    ("opportunity_contacts", "opportunity_id"),
    ("buying_jobs", "opportunity_id"),
    ("objections", "opportunity_id"),
    ("frame_answers", "record_id"),
    ("handoff_models", "record_id"),
];
/// Rows that go along with rows that go along: the table of those, and the column that names them.
pub(super) const OF_PARTS: [(&str, Column); 2] =
    [("enrolments", ("enrolment_tasks", "enrolment_id")), ("handoffs", ("handoff_explanations", "handoff_id"))];

/// Rows that go along with activities that do: else the calendar that they came from would be told that they are off.
pub(super) const OF_ACTIVITIES: Column = ("calendar_items", "activity_id");

/// The rows that go along with a record of a kind.
pub(super) fn of(noun: Noun) -> impl Iterator<Item = Column> {
    let own: &[Column] = match noun {
        Noun::Lead => &OF_LEAD,
        Noun::Account => &OF_ACCOUNT,
        Noun::Contact => &OF_CONTACT,
        Noun::Opportunity => &OF_OPPORTUNITY,
        _ => &[],
    };
    OF_ANY.into_iter().chain(own.iter().copied())
}

/// What rests on a record and keeps it from being deleted, with what is told of it.
pub(super) fn uses(noun: Noun) -> &'static [(Column, &'static str)] {
    match noun {
        Noun::Account => &[
            (("accounts", "parent_id"), "refusal-delete-daughters"),
            (("contacts", "account_id"), "refusal-delete-contacts"),
            (("opportunities", "account_id"), "refusal-delete-opportunities"),
            (("leads", "account_id"), "refusal-delete-leads"),
            (("opportunity_steps", "account_id"), "refusal-delete-history"),
            (("bookings", "account_id"), "refusal-delete-history"),
        ],
        Noun::Contact => &[
            (("opportunities", "contact_id"), "refusal-delete-opportunities"),
            (("leads", "contact_id"), "refusal-delete-leads"),
            (("objections", "contact_id"), "refusal-delete-objections"),
        ],
        Noun::Product => &[
            (("opportunities", "product_id"), "refusal-delete-opportunities"),
            (("leads", "product_id"), "refusal-delete-leads"),
            (("opportunity_steps", "product_id"), "refusal-delete-history"),
            (("bookings", "product_id"), "refusal-delete-history"),
        ],
        Noun::Opportunity => &[
            (("bookings", "opportunity_id"), "refusal-delete-booked"),
            (("leads", "opportunity_id"), "refusal-delete-leads"),
        ],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::tests::each_schema;
    use crate::trash::DELETED;
    use db::Holds;

    /// Columns that name a record and stay as they are, with why.
    const STAY: [(&str, &str); 23] = [
        // A shell that is deleted and comes back is one still.
        ("privacy_erased", "record_id"),
        // The history is never rewritten.
        ("events", "record_id"),
        ("routing_decisions", "record_id"),
        ("activities", "record_id"),
        ("activities", "account_id"),
        ("activity_links", "record_id"),
        ("activity_links", "activity_id"),
        // An activity that comes back has the id that it had.
        ("enrolment_tasks", "activity_id"),
        ("mails", "activity_id"),
        // Goes with the activity that it is of.
        ("calendar_items", "activity_id"),
        // Made anew from the record.
        ("search_rows", "record_id"),
        ("match_keys", "record_id"),
        ("presences", "record_id"),
        // With whom and for what it was, told beside the record that it is on.
        ("handoffs", "account_id"),
        ("handoffs", "opportunity_id"),
        // Notes of what was done to many.
        ("bulk_records", "record_id"),
        // Units stand below units; accounts of mail servers.
        ("units", "parent_id"),
        ("mail_folders", "account_id"),
        ("mail_copies", "account_id"),
        ("outbox", "account_id"),
        // What was deleted.
        ("trash", "account_id"),
        // Go with what they are parts of.
        ("enrolment_tasks", "enrolment_id"),
        ("handoff_explanations", "handoff_id"),
    ];
    const NAMES: [&str; 12] = [
        "record_id",
        "account_id",
        "contact_id",
        "opportunity_id",
        "product_id",
        "lead_id",
        "parent_id",
        "activity_id",
        "enrolment_id",
        "handoff_id",
        "low_id",
        "high_id",
    ];

    #[test]
    fn every_column_that_names_a_record_is_known() {
        let known: Vec<Column> = DELETED
            .iter()
            .flat_map(|&noun| of(noun).chain(uses(noun).iter().map(|(column, _)| *column)))
            .chain(STAY)
            .collect();
        each_schema(|tables| {
            let columns = tables.iter().flat_map(|table| table.columns.iter().map(move |column| (table, column)));
            let ids =
                columns.filter(|(_, column)| column.holds == Holds::Uuid && NAMES.contains(&column.name.as_str()));
            let ids = ids.map(|(table, column)| (table.name.as_str(), column.name.as_str()));
            let missing: Vec<_> = ids.filter(|column| !known.contains(column)).collect();
            assert_eq!(missing, [] as [(&str, &str); 0], "a record that is deleted would leave these behind");
        });
    }
}
