//! The thread that seals the history, a stretch at a time.

use app::House;
use app::audit::seals;
use std::time::Duration;

/// How long to sleep between two looks.
const PAUSE: Duration = Duration::from_secs(60);

/// Starts the thread. It ends with the process; everything that blocks is on it.
///
/// # Errors
/// No thread to be had.
pub fn start(house: House) -> std::io::Result<()> {
    let seal = move || loop {
        match seals::seal(&house) {
            // There may be more of it.
            Ok(true) => continue,
            Ok(false) => {}
            Err(cause) => tracing::error!(%cause, "sealing the history"),
        }
        std::thread::sleep(PAUSE);
    };
    std::thread::Builder::new().name("seals".to_owned()).spawn(seal)?;
    Ok(())
}
