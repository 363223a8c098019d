//! Every URL of the product in one table, each with who may use it. A route that is not here does not exist.
//!
//! To add one: a row in `table`, with the handler wrapped by its method; the handler takes the actor that the access
//! promises ([`Phone`](crate::http::actor::Phone), [`Staff`](crate::http::actor::Staff) or
//! [`Assigned`](crate::http::actor::Assigned), the last on patterns with `{participant}`).

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::Method;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{MethodRouter, delete, get, post, put};
use domain::program::Role;
use tower_http::catch_panic::CatchPanicLayer;

use crate::http::{care, devices, enrolments, guard, json, ledger, openapi, push, sign_ins, sync};
use crate::site;
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

/// Who may bring participants in.
const CARERS: &[Role] = &[Role::Counselor, Role::Medical, Role::CaseManager, Role::Supervisor];

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
        // What anybody may fetch; everything else of the kind comes from the fallback
        row(Method::GET, "/", Access::Public, get(site::home)),
        row(Method::GET, "/shell/{lang}/{*pattern}", Access::Public, get(site::shell)),
        // Phones
        row(Method::POST, "/api/v1/sync", Access::Phone, post(sync::exchange)),
        row(Method::POST, "/api/v1/enrolments", Access::Public, post(enrolments::enter)),
        row(Method::POST, "/api/v1/enrolments/check", Access::Public, post(enrolments::check)),
        row(Method::GET, "/api/v1/sign-ins/current", Access::Phone, get(sign_ins::show)),
        row(Method::DELETE, "/api/v1/sign-ins/current", Access::Phone, delete(sign_ins::end)),
        row(Method::GET, "/api/v1/devices", Access::Phone, get(devices::list)),
        row(Method::POST, "/api/v1/devices/{device}/revoke", Access::Phone, post(devices::revoke)),
        row(Method::POST, "/api/v1/devices/{device}/vouch", Access::Phone, post(devices::vouch)),
        row(Method::GET, "/api/v1/ledger", Access::Phone, get(ledger::show)),
        row(Method::GET, "/api/v1/push", Access::Phone, get(push::show)),
        row(Method::PUT, "/api/v1/push/subscription", Access::Phone, put(push::subscribe)),
        row(Method::DELETE, "/api/v1/push/subscription", Access::Phone, delete(push::unsubscribe)),
        row(Method::POST, "/api/v1/push/test", Access::Phone, post(push::test)),
        row(Method::GET, "/api/v1/openapi.json", Access::Public, get(openapi::show)),
        // Staff
        row(Method::GET, "/care/sign-in", Access::Public, get(care::sign_in::show)),
        row(Method::POST, "/care/sign-out", Access::Staff, post(care::sign_in::end)),
        row(Method::POST, "/care/language", Access::Public, post(care::language::choose)),
        row(Method::GET, "/care/join/{token}", Access::Public, get(care::join::show)),
        row(Method::POST, "/care/passkeys/register/begin", Access::Public, post(care::passkeys::begin_making)),
        row(Method::POST, "/care/passkeys/register/finish", Access::Public, post(care::passkeys::finish_making)),
        row(Method::POST, "/care/passkeys/authenticate/begin", Access::Public, post(care::passkeys::begin_using)),
        row(Method::POST, "/care/passkeys/authenticate/finish", Access::Public, post(care::passkeys::finish_using)),
        row(Method::GET, "/care/demo/{token}", Access::Public, get(care::demo::show)),
        row(Method::POST, "/care/demo/{token}", Access::Public, post(care::demo::sign_in)),
        row(Method::GET, "/care", Access::Staff, get(care::people::list)),
        row(Method::GET, "/care/inbox", Access::Staff, get(care::inbox::show)),
        row(Method::GET, "/care/people/new", Access::Roles(CARERS), get(care::people::form)),
        row(Method::POST, "/care/people", Access::Roles(CARERS), post(care::people::add)),
        row(Method::GET, "/care/people/{participant}", Access::Assigned, get(care::person::show)),
        row(Method::GET, "/care/people/{participant}/code", Access::Assigned, get(care::code::show)),
        row(Method::POST, "/care/people/{participant}/code", Access::Assigned, post(care::code::renew)),
        row(Method::POST, "/care/people/{participant}/phones/{device}", Access::Assigned, post(care::phones::answer)),
        row(Method::GET, "/care/people/{participant}/team", Access::Assigned, get(care::team::show)),
        row(Method::POST, "/care/people/{participant}/team/{staff}", Access::Assigned, post(care::team::add)),
        row(Method::GET, "/care/people/{participant}/discharge", Access::Assigned, get(care::team::ask)),
        row(Method::POST, "/care/people/{participant}/discharge", Access::Assigned, post(care::team::discharge)),
        row(Method::GET, "/care/people/{participant}/entries/{object}", Access::Assigned, get(care::entry::show)),
        row(Method::POST, "/care/people/{participant}/entries/{object}/review", Access::Assigned, post(care::entry::review)),
        row(Method::POST, "/care/people/{participant}/entries/{object}/replies", Access::Assigned, post(care::entry::reply)),
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
        .fallback(get(site::serve))
        .layer(DefaultBodyLimit::max(json::BODY))
        .layer(CatchPanicLayer::custom(guard::panicked))
        .layer(from_fn_with_state(shared.clone(), guard::same_origin))
        .layer(from_fn(care::refused::as_page))
        .layer(from_fn(guard::dress))
        .layer(from_fn(guard::log))
        .with_state(shared.clone())
}
