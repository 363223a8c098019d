//! Every URL of the product in one table, each with who may use it. A route that is not here does not exist.
//!
//! To add one: a row in [`table`], with the handler wrapped by its method; the handler takes the actor that the access
//! promises ([`Phone`](crate::http::actor::Phone), [`Staff`](crate::http::actor::Staff) or
//! [`Assigned`](crate::http::actor::Assigned), the last on patterns with `{participant}`).

use axum::extract::DefaultBodyLimit;
use axum::http::Method;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{MethodRouter, get};
use axum::{Router, http::StatusCode};
use domain::program::Role;
use tower_http::catch_panic::CatchPanicLayer;

use crate::http::{guard, json, ledger, openapi};
use crate::state::Shared;

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anybody; the handler may still ask who it is.
    Public,
    /// A participant's phone.
    Phone,
    /// Any staff member.
    Staff,
    /// Staff with one of these roles.
    Roles(&'static [Role]),
    /// Staff who may read entries and are assigned to `{participant}`.
    Assigned,
}

struct Route {
    method: Method,
    pattern: &'static str,
    access: Access,
    handler: MethodRouter<Shared>,
}

fn row(method: Method, pattern: &'static str, access: Access, handler: MethodRouter<Shared>) -> Route {
    Route { method, pattern, access, handler }
}

fn table() -> Vec<Route> {
    vec![
        // Phones
        row(Method::GET, "/api/v1/ledger", Access::Phone, get(ledger::show)),
        row(Method::GET, "/api/v1/openapi.json", Access::Public, get(openapi::show)),
        // Staff
    ]
}

/// Method, pattern and access of every route, for the authorization matrix.
pub fn routes() -> Vec<(Method, &'static str, Access)> {
    table().into_iter().map(|route| (route.method, route.pattern, route.access)).collect()
}

pub fn build(shared: &Shared) -> Router {
    let mut router = Router::new();
    for route in table() {
        let guarded = route.handler.layer(from_fn_with_state((shared.clone(), route.access), guard::admit));
        router = router.route(route.pattern, guarded);
    }
    router
        .fallback(|| async { StatusCode::NOT_FOUND })
        .layer(DefaultBodyLimit::max(json::BODY))
        .layer(CatchPanicLayer::custom(guard::panicked))
        .layer(from_fn_with_state(shared.clone(), guard::same_origin))
        .layer(from_fn(guard::dress))
        .layer(from_fn(guard::log))
        .with_state(shared.clone())
}
