//! The thread that tells what the clock brings, and queues what is told by e-mail, once a minute.

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
        match app::notifications::due(&house) {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "told of what is due"),
            Err(cause) => tracing::error!(%cause, "notifications"),
        }
        match app::notifications::send(&house) {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "mails of notifications queued"),
            Err(cause) => tracing::error!(%cause, "mails of notifications"),
        }
        std::thread::sleep(PAUSE);
    };
    std::thread::Builder::new().name("notifications".to_owned()).spawn(look)?;
    Ok(())
}
