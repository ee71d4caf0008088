//! What the product can do, on both engines.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails, and one without its data says so"
)]

mod activities;
mod activity_files;
mod audit;
mod backups;
mod behind;
mod board;
mod bulk;
mod buying;
mod cadences;
mod cards;
mod consents;
mod custom_fields;
mod departures;
mod doctor;
mod exports;
mod filled;
mod founded;
mod frames;
mod funnel;
mod handoffs;
mod hidden;
mod idempotency;
mod indexing;
mod lead_scores;
mod leads;
mod leaving;
mod likely_rows;
mod lists;
mod mail;
mod matching;
mod maven;
mod measures;
mod nothing_vanishes;
mod notifications;
mod openid;
mod opportunities;
mod organisation;
mod outbound;
mod passkeys;
mod pipelines;
mod privacy;
mod promises;
mod rates;
mod records;
mod reseal;
mod retention;
mod routing;
mod scim;
mod scorecards;
mod searching;
mod segments;
mod sensitive_fields;
mod statements;
mod templates;
mod today;
mod trash;
mod trashed_rows;
mod undo;
mod upgrades;
mod webhooks;
mod world;
