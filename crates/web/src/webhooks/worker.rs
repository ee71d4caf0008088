//! The thread that looks for what is to be told, and those that tell it: one for each address, so that none waits for
//! another, and few at once.

use app::House;
use domain::kernel::id::WebhookId;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long to sleep between two looks,
const PAUSE: Duration = Duration::from_millis(500);
/// and where something does not work at all.
const LONG_PAUSE: Duration = Duration::from_secs(30);
/// Addresses that are told at once.
const AT_ONCE: usize = 8;
/// How often what was told long ago is forgotten.
const HOUR: Duration = Duration::from_secs(3600);

/// Addresses that are being told.
type Busy = Arc<Mutex<HashSet<WebhookId>>>;

/// Starts the thread; it ends with the process. What was being told then is told again by the next server.
///
/// # Errors
/// No thread to be had.
pub(crate) fn start(house: House) -> std::io::Result<()> {
    let busy = Busy::default();
    let look = move || {
        let mut cleared: Option<Instant> = None;
        loop {
            if cleared.is_none_or(|at| at.elapsed() > HOUR) {
                cleared = Some(Instant::now());
                if let Err(cause) = app::webhooks::forget(&house) {
                    tracing::error!(%cause, "webhooks");
                }
            }
            std::thread::sleep(match round(&house, &busy) {
                Ok(()) => PAUSE,
                Err(cause) => {
                    tracing::error!(%cause, "webhooks");
                    LONG_PAUSE
                }
            });
        }
    };
    std::thread::Builder::new().name("webhooks".to_owned()).spawn(look)?;
    Ok(())
}

fn held(busy: &Busy) -> std::sync::MutexGuard<'_, HashSet<WebhookId>> {
    busy.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Starts a thread for each address that has something to be told, as far as there is room.
fn round(house: &House, busy: &Busy) -> app::Result<()> {
    for id in app::webhooks::due(house)? {
        {
            let mut held = held(busy);
            if held.len() >= AT_ONCE || !held.insert(id) {
                continue;
            }
        }
        let (house, telling) = (house.clone(), busy.clone());
        let started = std::thread::Builder::new().name("webhook".to_owned()).spawn(move || {
            tell(&house, id);
            held(&telling).remove(&id);
        });
        if let Err(cause) = started {
            held(busy).remove(&id);
            return Err(cause.into());
        }
    }
    Ok(())
}

/// Tells an address until nothing waits.
fn tell(house: &House, id: WebhookId) {
    match app::webhooks::run(house, id) {
        Ok(0) => {}
        Ok(count) => tracing::info!(count, %id, "webhook messages told or tried"),
        Err(cause) => tracing::error!(%cause, %id, "webhook"),
    }
}
