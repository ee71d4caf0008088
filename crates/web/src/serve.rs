//! Serving until told to stop, and then ending what has begun.

use crate::{Options, State, router};
use app::House;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// How long requests that have begun may go on after the signal to stop.
const LAST_WORDS: Duration = Duration::from_secs(10);

/// Serves a house on a listener until the process is told to stop (Ctrl-C, SIGTERM).
///
/// # Errors
/// A listener that breaks.
pub async fn serve(house: House, listener: TcpListener, options: Options) -> std::io::Result<()> {
    text::warm_up();
    crate::imports::worker::start(house.clone())?;
    crate::bulk::worker::start(house.clone())?;
    crate::departures::worker::start(house.clone())?;
    crate::audit::worker::start(house.clone())?;
    crate::organisation::routing::worker::start(house.clone())?;
    crate::mail::worker::start(house.clone())?;
    crate::notifications::worker::start(house.clone())?;
    crate::webhooks::worker::start(house.clone())?;
    if let Some(plan) = options.backups.clone() {
        crate::backups::start(house.clone(), plan)?;
    }
    let (told, stop) = watch::channel(false);
    let state = State::new(house, options);
    let live = state.live().clone();
    tokio::spawn(async move {
        stopped().await;
        live.end();
        let _ = told.send(true);
    });
    let mut also = stop.clone();
    let longest = Duration::from_secs(state.options().timeout_seconds);
    let serving = crate::connections::accept(listener, router(state), longest, stop);
    let patience = async move {
        let _ = also.wait_for(|told| *told).await;
        tokio::time::sleep(LAST_WORDS).await;
    };
    tokio::select! {
        () = serving => {}
        () = patience => {}
    }
    Ok(())
}

async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let Ok(mut terminated) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) else {
            let _ = interrupted.await;
            return;
        };
        tokio::select! { _ = interrupted => {}, _ = terminated.recv() => {} }
    }
    #[cfg(not(unix))]
    {
        let _ = interrupted.await;
    }
}
