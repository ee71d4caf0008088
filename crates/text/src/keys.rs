//! Keys that the checks cannot read from the source as they stand.
//!
//! A key should be written whole where it is used (`t(lang, "nav-today")`), so that a search finds it. Where
//! it comes from data (a stage, a measure, a check), the source writes `format!("stage-{key}")` and the prefix
//! is declared here: every key of the catalogue that begins with it counts as used. The key of the data stands
//! as it is (`stage-following_up`), but for measures, whose ids have points.

/// Prefixes of keys made from data, each with what follows it.
pub const DYNAMIC_PREFIXES: &[(&str, &str)] = &[
    ("activity-direction-", "which way a call or an e-mail went"),
    ("activity-kind-", "kind of an activity"),
    ("activity-outcome-", "outcome of an activity"),
    ("assignment-", "kind of an assignment"),
    ("buying-role-", "buying role of a contact"),
    ("cards-", "what is odd in a file of cards or a calendar, by the code of the finding"),
    ("category-", "forecast category"),
    ("check-", "id of a check of the organisation"),
    ("conflict-", "why two roles do not go together"),
    ("dimension-", "what a measure is split by"),
    ("distribution-", "how covered work is shared out"),
    ("edit-", "edit of the organisation"),
    ("event-", "kind of an entry of the history; event-cause- why it was made"),
    ("field-", "field of a record, as in forms, columns, history, imports and API"),
    ("finding-", "name of a value that a check found"),
    ("grant-", "what a user was given, and the same with -explained"),
    ("import-field-", "field of a file that records do not have under that name"),
    ("import-kind-", "kind of the rows of an import"),
    ("import-source-", "system that a file came from"),
    ("import-state-", "state of an import"),
    ("measure-", "id of a measure with - for _ and ., and the same with -explained; measure-unit- its unit"),
    ("mend-", "way to mend what a check found"),
    ("model-", "sales model of a unit, and the same with -explained"),
    ("noun-", "kind of a record; noun-many- several of them"),
    ("opportunity-kind-", "kind of an opportunity"),
    ("outcome-", "outcome of an opportunity"),
    ("product-kind-", "kind of a product"),
    ("reason-", "reason of an outcome"),
    ("refusal-", "code of a refusal of the domain"),
    ("responsibility-", "responsibility of the role catalogue"),
    ("role-", "role of the catalogue, and the same with what it says of it"),
    ("routing-day-", "day of the week, 1 for Monday"),
    ("routing-hint-", "what a setting of routing does"),
    ("routing-kind-", "kind of a setting of routing"),
    ("routing-work-", "kind of what is routed"),
    ("sameness-", "what speaks for or against two records being one"),
    ("scorecard-period-", "period of a scorecard, as in its address"),
    ("stage-", "stage of the default pipeline"),
    ("step-", "step in the history of an opportunity"),
    ("template-", "template of an organisation, and the same with -explained"),
    ("theme-", "theme of the pages"),
    ("tier-", "tier of an account"),
    ("unit-kind-", "kind of a unit"),
    ("warning-", "code of a warning of the domain: accepted, but worth a look"),
];
