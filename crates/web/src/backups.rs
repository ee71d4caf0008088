//! The thread that takes backups by the clock.

use app::House;
use app::backups::schedule::{Plan, keep};
use std::time::Duration;

/// How long to sleep between two looks.
const PAUSE: Duration = Duration::from_secs(60);

/// Starts the thread; it ends with the process, and leaves no file that is called a backup and is none.
///
/// # Errors
/// No thread to be had.
pub fn start(house: House, plan: Plan) -> std::io::Result<()> {
    let look = move || loop {
        match keep(&house, &plan) {
            Ok(None) => {}
            Ok(Some(taken)) => {
                tracing::info!(file = taken.file, bytes = taken.bytes, rows = taken.rows, "backup taken")
            }
            Err(cause) => tracing::error!(%cause, "backup"),
        }
        std::thread::sleep(PAUSE);
    };
    std::thread::Builder::new().name("backups".to_owned()).spawn(look)?;
    Ok(())
}
