//! The thread that does what was begun, one after another. What an earlier server left undone it goes on with: every part
//! says in its own transaction how far it is.

use app::House;
use app::bulk::commands;
use std::time::Duration;

/// How long to sleep where nothing waits.
const PAUSE: Duration = Duration::from_millis(500);

/// Starts the thread. It ends with the process; everything that blocks is on it.
///
/// # Errors
/// No thread to be had.
pub fn start(house: House) -> std::io::Result<()> {
    std::thread::Builder::new().name("bulk".to_owned()).spawn(move || work(&house))?;
    Ok(())
}

fn work(house: &House) {
    loop {
        match commands::work(house) {
            Ok(true) => {}
            Ok(false) => std::thread::sleep(PAUSE),
            Err(cause) => {
                tracing::error!(%cause, "work on many records");
                std::thread::sleep(PAUSE);
            }
        }
    }
}
