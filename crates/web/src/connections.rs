//! Connections: accepted as long as there is room for them, and given up where the other side is too slow.
//!
//! A request's head must be there within [`PATIENCE`] of the connection or of the answer before it, and a body must not
//! stop for longer than [`PAUSE`]; so whoever opens connections and says little holds nothing for long. How long the whole
//! of a request may take is `observe`'s.

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tower_http::timeout::RequestBodyTimeoutLayer;

/// How long the head of a request may take to arrive, and a body may pause; also how long an idle connection is kept.
/// Less where whole requests may take less.
const PATIENCE: Duration = Duration::from_secs(20);
/// The largest head of a request.
const HEAD_BYTES: usize = 64 << 10;
/// Connections at once.
const AT_ONCE: usize = 4096;
/// The wait after an accept that failed, for want of files most likely.
const BREATH: Duration = Duration::from_millis(100);

/// Accepts connections until told to stop, and then lets requests that have begun end.
pub(crate) async fn accept(listener: TcpListener, app: Router, longest: Duration, mut stop: watch::Receiver<bool>) {
    let patience = PATIENCE.min(longest);
    let app = app.layer(RequestBodyTimeoutLayer::new(patience));
    let (room, open) = (Arc::new(Semaphore::new(AT_ONCE)), GracefulShutdown::new());
    loop {
        let Ok(place) = room.clone().acquire_owned().await else { break };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stop.wait_for(|told| *told) => break,
        };
        match accepted {
            Ok((stream, peer)) => serve(stream, peer, app.clone(), patience, &open, place),
            Err(fault) => {
                // One that is gone before it was accepted is nobody's fault; else there is want of something.
                tracing::warn!(%fault, "a connection was not accepted");
                tokio::time::sleep(BREATH).await;
            }
        }
    }
    drop(listener);
    open.shutdown().await;
}

fn serve(
    stream: TcpStream,
    peer: SocketAddr,
    app: Router,
    patience: Duration,
    open: &GracefulShutdown,
    place: OwnedSemaphorePermit,
) {
    // Answers are small and written whole: nothing is gained by waiting for more.
    let _ = stream.set_nodelay(true);
    let service = tower::service_fn(move |request: hyper::Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        tower::Service::call(&mut app.clone(), request)
    });
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(patience).max_buf_size(HEAD_BYTES);
    let connection = builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    let watched = open.watch(connection);
    tokio::spawn(async move {
        if let Err(fault) = watched.await {
            tracing::debug!(%fault, "a connection ended");
        }
        drop(place);
    });
}
