//! The thread that notes leads not tried in time, sends unworked ones back, lets offers of hand-offs run out, and what was
//! deleted a month ago go, and erases who is due by a rule of retention, once a minute, and has the score of leads learned
//! again, once a day.

use app::House;
use std::time::Duration;

/// How long to sleep between two looks.
const PAUSE: Duration = Duration::from_secs(60);

/// Starts the thread; it ends with the process.
///
/// # Errors
/// No thread to be had.
pub fn start(house: House) -> std::io::Result<()> {
    let look = move || loop {
        match app::leads::sweep(&house) {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "leads were not tried in time"),
            Err(cause) => tracing::error!(%cause, "leads that were not tried"),
        }
        match app::routing::recycle(&house) {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "unworked leads went back"),
            Err(cause) => tracing::error!(%cause, "unworked leads"),
        }
        match app::handoffs::sweep(&house) {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "hand-offs ran out or were left alone"),
            Err(cause) => tracing::error!(%cause, "hand-offs"),
        }
        match app::trash::commands::sweep(&house) {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "deleted records are gone for good"),
            Err(cause) => tracing::error!(%cause, "deleted records"),
        }
        match app::retention::sweep(&house) {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "people were erased by a rule of retention"),
            Err(cause) => tracing::error!(%cause, "rules of retention"),
        }
        match app::lead_scores::commands::refresh(&house) {
            Ok(false) => {}
            Ok(true) => tracing::info!("the score of leads was learned again"),
            Err(cause) => tracing::error!(%cause, "score of leads"),
        }
        std::thread::sleep(PAUSE);
    };
    std::thread::Builder::new().name("routing".to_owned()).spawn(look)?;
    Ok(())
}
