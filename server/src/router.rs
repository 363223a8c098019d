//! Every URL of the product in one table, with who may use it. A route that is not listed does not exist.
//!
//! To add one: a row in `table`, with the handler wrapped by its method; the handler takes the actor that the access
//! promises ([`Phone`](crate::http::actor::Phone), [`Staff`](crate::http::actor::Staff) or
//! [`Assigned`](crate::http::actor::Assigned), the last on patterns with `{participant}`).

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::Method;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{MethodRouter, delete, get, post, put};
use domain::people::access::Act;
use tower_http::catch_panic::CatchPanicLayer;

use crate::http::access::Access;
use crate::http::api::{devices, enrolments, ledger, openapi, push, sign_ins, sync};
use crate::http::care::{self, getting_in, schedule};
use crate::http::{calendar, guard, json, plain, refused};
use crate::site;
use crate::state::Shared;

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
        // Public files; all others come from the fallback
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
        row(Method::GET, "/api/v1/openapi.json", Access::Public, get(|| openapi::show(routes()))),
        row(Method::GET, "/api/v1/calendar.ics", Access::Phone, get(calendar::download)),
        row(Method::POST, "/api/v1/calendar", Access::Phone, post(calendar::make)),
        row(Method::DELETE, "/api/v1/calendar", Access::Phone, delete(calendar::end)),
        row(Method::GET, "/calendar/{token}", Access::Public, get(calendar::feed)),
        row(Method::GET, "/plain/times", Access::Phone, get(plain::times)),
        // Staff
        row(Method::GET, "/care/sign-in", Access::Public, get(getting_in::sign_in::show)),
        row(Method::POST, "/care/sign-out", Access::Staff(Act::Plan), post(getting_in::sign_in::end)),
        row(Method::POST, "/care/here", Access::Staff(Act::Plan), post(getting_in::sign_in::here)),
        row(Method::POST, "/care/language", Access::Public, post(care::language::choose)),
        row(Method::GET, "/care/join/{token}", Access::Public, get(getting_in::join::show)),
        row(Method::POST, "/care/passkeys/register/begin", Access::Public, post(getting_in::passkeys::begin_making)),
        row(Method::POST, "/care/passkeys/register/finish", Access::Public, post(getting_in::passkeys::finish_making)),
        row(Method::POST, "/care/passkeys/authenticate/begin", Access::Public, post(getting_in::passkeys::begin_using)),
        row(
            Method::POST,
            "/care/passkeys/authenticate/finish",
            Access::Public,
            post(getting_in::passkeys::finish_using),
        ),
        row(Method::GET, "/care/demo/{token}", Access::Public, get(getting_in::demo::show)),
        row(Method::POST, "/care/demo/{token}", Access::Public, post(getting_in::demo::sign_in)),
        row(Method::GET, "/care", Access::Staff(Act::Plan), get(care::people::list)),
        row(Method::GET, "/care/inbox", Access::Staff(Act::Plan), get(care::inbox::show)),
        row(Method::GET, "/care/people/new", Access::Staff(Act::BringIn), get(care::people::form)),
        row(Method::POST, "/care/people", Access::Staff(Act::BringIn), post(care::people::add)),
        row(Method::GET, "/care/people/{participant}", Access::Staff(Act::Care), get(care::person::show)),
        row(Method::GET, "/care/people/{participant}/code", Access::Staff(Act::Care), get(care::code::show)),
        row(Method::POST, "/care/people/{participant}/code", Access::Staff(Act::Care), post(care::code::renew)),
        row(
            Method::POST,
            "/care/people/{participant}/phones/{device}",
            Access::Staff(Act::Care),
            post(care::phones::answer),
        ),
        row(
            Method::GET,
            "/care/people/{participant}/phones/{device}/shut-out",
            Access::Staff(Act::Care),
            get(care::phones::ask),
        ),
        row(
            Method::POST,
            "/care/people/{participant}/phones/{device}/shut-out",
            Access::Staff(Act::Care),
            post(care::phones::shut_out),
        ),
        row(Method::GET, "/care/people/{participant}/team", Access::Staff(Act::Care), get(care::team::show)),
        row(Method::POST, "/care/people/{participant}/team/{staff}", Access::Staff(Act::Care), post(care::team::add)),
        row(
            Method::GET,
            "/care/people/{participant}/team/{staff}/remove",
            Access::Staff(Act::Care),
            get(care::team::ask_remove),
        ),
        row(
            Method::POST,
            "/care/people/{participant}/team/{staff}/remove",
            Access::Staff(Act::Care),
            post(care::team::remove),
        ),
        row(Method::GET, "/care/people/{participant}/discharge", Access::Staff(Act::Care), get(care::team::ask)),
        row(
            Method::POST,
            "/care/people/{participant}/discharge",
            Access::Staff(Act::Care),
            post(care::team::discharge),
        ),
        row(
            Method::GET,
            "/care/people/{participant}/entries/{object}",
            Access::Staff(Act::Read),
            get(care::entry::show),
        ),
        row(
            Method::POST,
            "/care/people/{participant}/entries/{object}/review",
            Access::Staff(Act::Read),
            post(care::entry::review),
        ),
        row(
            Method::POST,
            "/care/people/{participant}/entries/{object}/replies",
            Access::Staff(Act::Read),
            post(care::entry::reply),
        ),
        // The schedule
        row(Method::GET, "/care/schedule", Access::Staff(Act::Plan), get(schedule::show)),
        row(Method::GET, "/care/schedule/new", Access::Staff(Act::Plan), get(schedule::plan::new)),
        row(Method::POST, "/care/schedule/series", Access::Staff(Act::Plan), post(schedule::plan::add)),
        row(Method::GET, "/care/schedule/settings", Access::Staff(Act::SetProgram), get(schedule::settings::show)),
        row(Method::POST, "/care/schedule/settings", Access::Staff(Act::SetProgram), post(schedule::settings::set)),
        row(
            Method::POST,
            "/care/schedule/holidays",
            Access::Staff(Act::SetProgram),
            post(schedule::settings::add_holiday),
        ),
        row(
            Method::POST,
            "/care/schedule/holidays/{day}/remove",
            Access::Staff(Act::SetProgram),
            post(schedule::settings::remove_holiday),
        ),
        row(Method::GET, "/care/schedule/sessions/{session}", Access::Staff(Act::Plan), get(schedule::session::show)),
        row(
            Method::GET,
            "/care/schedule/sessions/{session}/change",
            Access::Staff(Act::Plan),
            get(schedule::plan::form),
        ),
        row(
            Method::POST,
            "/care/schedule/sessions/{session}/change",
            Access::Staff(Act::Plan),
            post(schedule::plan::change),
        ),
        row(
            Method::POST,
            "/care/schedule/sessions/{session}/cancel",
            Access::Staff(Act::Plan),
            post(schedule::session::cancel),
        ),
        row(
            Method::POST,
            "/care/schedule/sessions/{session}/restore",
            Access::Staff(Act::Plan),
            post(schedule::session::restore),
        ),
        row(
            Method::POST,
            "/care/schedule/sessions/{session}/attendance",
            Access::Staff(Act::Plan),
            post(schedule::session::mark),
        ),
        row(Method::GET, "/care/people/{participant}/times", Access::Staff(Act::Care), get(schedule::person::show)),
        row(Method::POST, "/care/people/{participant}/times", Access::Staff(Act::Care), post(schedule::person::set)),
        row(
            Method::POST,
            "/care/people/{participant}/make-ups/{session}",
            Access::Staff(Act::Care),
            post(schedule::person::answer),
        ),
    ]
}

/// Method, pattern and access of every route, for the description and for the authorization matrix.
pub fn routes() -> Vec<openapi::Described> {
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
        .layer(from_fn_with_state(shared.clone(), guard::in_time))
        .layer(from_fn_with_state(shared.clone(), guard::same_origin))
        .layer(from_fn_with_state(shared.clone(), refused::told))
        .layer(from_fn_with_state(shared.clone(), guard::dress))
        .layer(from_fn(guard::log))
        .with_state(shared.clone())
}
