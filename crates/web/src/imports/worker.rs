//! The thread that loads imports, one after another, fed by the jobs table.

use app::{House, imports::jobs};
use std::time::Duration;

/// How long to sleep where nothing waits.
const PAUSE: Duration = Duration::from_millis(500);

/// Starts the thread; what an earlier server left running is marked as broken off first. The thread ends with
/// the process: a step that was not committed is as if it had not begun. Everything that blocks is on the thread.
///
/// # Errors
/// No thread to be had.
pub fn start(house: House) -> std::io::Result<()> {
    std::thread::Builder::new().name("imports".to_owned()).spawn(move || work(&house))?;
    Ok(())
}

fn work(house: &House) {
    while let Err(cause) = jobs::recover(house) {
        tracing::error!(%cause, "imports left running");
        std::thread::sleep(PAUSE);
    }
    loop {
        match jobs::work(house).and_then(|worked| Ok(worked | app::imports::catch_up(house)?)) {
            Ok(true) => {}
            Ok(false) => std::thread::sleep(PAUSE),
            Err(cause) => {
                tracing::error!(%cause, "import");
                std::thread::sleep(PAUSE);
            }
        }
    }
}
