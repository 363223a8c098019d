//! Accepts connections, gives each a deadline and a slot, and drains them when the server stops.
//!
//! TLS and HTTP/2 are deliberately left to the proxy in front.

pub mod limits;
mod places;
mod timed;

use std::convert::Infallible;
use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::pin::pin;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tower::ServiceExt as _;

use crate::state::Shared;
use limits::{ACCEPT_PAUSE, HEAD_BYTES, Limits};
use places::{Place, Places};
use timed::{Timed, Turns};

/// The stage of shutting down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Open,
    /// Idle connections are closed; requests in progress are answered.
    Closing,
    /// All connections are closed.
    Cut,
}

/// Serves on `listener` until `stop`, then drains within [`Limits::drain`]. A write in progress runs in a task of the
/// store and survives its connection.
pub async fn run(shared: &Shared, router: Router, listener: TcpListener, stop: impl Future<Output = ()>) {
    let limits = shared.settings.limits;
    let places = Places::new(&limits);
    let (stage, stages) = watch::channel(Stage::Open);
    {
        let mut stop = pin!(stop);
        let taking = async {
            loop {
                let (socket, peer, place) = take(&listener, &places, shared).await;
                tokio::spawn(answer(socket, peer, place, router.clone(), limits, stages.clone()));
            }
        };
        tokio::select! {
            () = &mut stop => {}
            () = taking => {}
        }
    }
    drop((listener, stages));
    stage.send_replace(Stage::Closing);
    if tokio::time::timeout(limits.drain, stage.closed()).await.is_err() {
        tracing::warn!("{} connections did not end in time and are cut", stage.receiver_count());
        stage.send_replace(Stage::Cut);
        stage.closed().await;
    }
}

/// Accepts the next connection that has a free slot. Errors of the system never stop the server: it waits and retries.
async fn take(listener: &TcpListener, places: &Places, shared: &Shared) -> (TcpStream, SocketAddr, Place) {
    loop {
        let place = places.next().await;
        match listener.accept().await {
            Ok((socket, peer)) if is_spared(shared, peer.ip()) => return (socket, peer, place),
            Ok((socket, peer)) => {
                if let Some(place) = places.shared(place, peer.ip()) {
                    return (socket, peer, place);
                }
            }
            Err(error) if is_about_one_connection(&error) => {}
            Err(error) => {
                // Most likely out of file descriptors, which closing connections give back.
                tracing::error!("cannot take a connection: {error}");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

/// `true` if requests from this address come from many people: a trusted proxy, or the HTTPS proxy on this machine.
fn is_spared(shared: &Shared, address: IpAddr) -> bool {
    let address = address.to_canonical();
    let own_proxy = address.is_loopback() && shared.is_https();
    own_proxy || shared.settings.trusted_proxy.iter().any(|net| net.contains(&address))
}

fn is_about_one_connection(error: &std::io::Error) -> bool {
    use std::io::ErrorKind;
    matches!(error.kind(), ErrorKind::ConnectionRefused | ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset)
}

/// One connection, from its first byte to its last.
async fn answer(
    socket: TcpStream,
    peer: SocketAddr,
    place: Place,
    router: Router,
    limits: Limits,
    mut stages: watch::Receiver<Stage>,
) {
    tracing::trace!("a connection begins");
    // Send small responses at once; a socket that refuses this still works.
    drop(socket.set_nodelay(true));
    let turns = Arc::new(Turns::default());
    let socket = TokioIo::new(Timed::new(socket, Arc::clone(&turns), limits));
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let turn = turns.begin();
        let router = router.clone();
        async move {
            let answer = pass(router, request, peer).await;
            drop(turn);
            answer
        }
    });
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(limits.idle).max_header_size(HEAD_BYTES);
    let mut connection = pin!(builder.serve_connection(socket, service));
    loop {
        tokio::select! {
            // Errors here are the client's: it disconnected, or its deadline passed.
            _ = connection.as_mut() => break,
            changed = stages.changed() => {
                let stage = *stages.borrow();
                match stage {
                    _ if changed.is_err() => break,
                    Stage::Open => {}
                    Stage::Closing => connection.as_mut().graceful_shutdown(),
                    Stage::Cut => break,
                }
            }
        }
    }
    drop(place);
}

async fn pass(router: Router, request: hyper::Request<Incoming>, peer: SocketAddr) -> Result<Response, Infallible> {
    let mut request: Request = request.map(Body::new);
    request.extensions_mut().insert(ConnectInfo(peer));
    router.oneshot(request).await
}
