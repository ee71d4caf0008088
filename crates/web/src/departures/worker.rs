//! The thread that carries out departures on their day.

use app::House;
use std::time::Duration;

/// How often it looks: a day begins in the company's time zone, whatever the clock here says.
const PAUSE: Duration = Duration::from_secs(60);

/// Starts the thread. It ends with the process; everything that blocks is on it.
///
/// # Errors
/// No thread to be had.
pub fn start(house: House) -> std::io::Result<()> {
    std::thread::Builder::new().name("departures".to_owned()).spawn(move || work(&house))?;
    Ok(())
}

fn work(house: &House) {
    loop {
        if let Err(cause) = app::departures::look(house) {
            tracing::error!(%cause, "a departure on its day");
        }
        std::thread::sleep(PAUSE);
    }
}
