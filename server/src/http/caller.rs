//! The address that a request counts for when tries are limited. Addresses are never logged or stored.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;

use crate::state::Shared;

/// The sender of a request: the peer of the socket or, if that is a trusted proxy, the last address in
/// `X-Forwarded-For` that is not a trusted proxy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caller(pub IpAddr);

impl FromRequestParts<Shared> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, shared: &Shared) -> Result<Self, Infallible> {
        // Missing only in tests without a socket, which count as one caller.
        let socket =
            parts.extensions.get::<ConnectInfo<SocketAddr>>().map_or(Ipv4Addr::UNSPECIFIED.into(), |info| info.0.ip());
        if shared.proxies.is_news(socket, &parts.headers) {
            tracing::warn!(
                "X-Forwarded-For or Forwarded came from an address that is no --trusted-proxy. If that is your reverse proxy, name it: \
                 until then everybody behind it is counted as one where wrong codes and sign-ins are counted"
            );
        }
        Ok(Self(shared.proxies.counted(socket, &parts.headers)))
    }
}
