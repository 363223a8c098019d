//! Taking connections, each with a clock and a place, and letting go of them when the server stops.
//!
//! Deliberately not here: TLS and HTTP/2, which the proxy in front speaks.

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

/// How far the end has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Open,
    /// Who waits goes at once, who is being answered gets the answer.
    Closing,
    /// Nobody is waited for any longer.
    Cut,
}

/// Answers on `listener` until `stop`, then lets go of everybody within [`Limits::drain`]. A write that was begun runs in a
/// task of the store and is not cut with its connection.
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

/// The next connection that there is a place for. What the system refuses never ends the server: it waits and asks again.
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
                // Out of descriptors, most likely; those of connections come back.
                tracing::error!("cannot take a connection: {error}");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

/// Whether an address asks for many people: a trusted proxy, or the one on this machine that speaks HTTPS for us.
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
async fn answer(socket: TcpStream, peer: SocketAddr, place: Place, router: Router, limits: Limits, mut stages: watch::Receiver<Stage>) {
    tracing::trace!("a connection begins");
    // Small answers leave at once; a socket that refuses this works as well.
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
            // What goes wrong here is the other side's affair: it went away, or its clock ran out.
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
