//! The threads that send what waits, look into mailboxes and keep calendars in step.

use app::House;
use std::time::Duration;

/// How long to sleep where nothing waits.
const PAUSE: Duration = Duration::from_secs(2);
/// How long between two looks for mailboxes that are due.
const GLANCE: Duration = Duration::from_secs(5);
/// How long where something does not work at all.
const LONG_PAUSE: Duration = Duration::from_secs(30);

/// Starts them; they end with the process. What was being sent then is found by the next server.
///
/// # Errors
/// No thread to be had.
pub fn start(house: House) -> std::io::Result<()> {
    let (mailboxes, calendars) = (house.clone(), house.clone());
    let send = move || loop {
        match app::mail::deliver(&house) {
            Ok(0) => std::thread::sleep(PAUSE),
            Ok(count) => tracing::info!(count, "messages handed over or tried"),
            Err(cause) => {
                tracing::error!(%cause, "outbox");
                std::thread::sleep(LONG_PAUSE);
            }
        }
    };
    std::thread::Builder::new().name("outbox".to_owned()).spawn(send)?;
    let look = move || loop {
        match app::mail::look(&mailboxes) {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "mails came in"),
            Err(cause) => tracing::error!(%cause, "mailboxes"),
        }
        std::thread::sleep(GLANCE);
    };
    std::thread::Builder::new().name("mailboxes".to_owned()).spawn(look)?;
    let agree = move || loop {
        match app::calendars::look(&calendars) {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "meetings brought in step"),
            Err(cause) => tracing::error!(%cause, "calendars"),
        }
        std::thread::sleep(GLANCE);
    };
    std::thread::Builder::new().name("calendars".to_owned()).spawn(agree)?;
    Ok(())
}
