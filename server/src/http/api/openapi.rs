//! `GET /api/v1/openapi.json`: the description of `/api/v1`, generated from the code. A handler names its successes and
//! the refusals that are its own; those of the guard and of the extractors follow from the route.

use std::collections::BTreeSet;

use axum::Json;
use axum::http::{Method, StatusCode};
use domain::base::problem::Problem;
use utoipa::OpenApi;
use utoipa::openapi::path::Operation;
use utoipa::openapi::{ContentBuilder, ObjectBuilder, Ref, Response, ResponseBuilder, Type};

use crate::http::access::Access;

/// A route as the router lists it: method, pattern and callers.
pub type Described = (Method, &'static str, Access);

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Evenkeel",
        description = "What an installed phone says to its server. Errors are RFC 9457 problems; who accepts text/html \
            gets a page with the same status."
    ),
    paths(
        show,
        super::sync::exchange,
        super::enrolments::enter,
        super::enrolments::check,
        super::sign_ins::show,
        super::sign_ins::end,
        super::devices::list,
        super::devices::revoke,
        super::devices::vouch,
        super::ledger::show,
        super::push::show,
        super::push::subscribe,
        super::push::unsubscribe,
        super::push::test,
        crate::http::calendar::download,
        crate::http::calendar::make,
        crate::http::calendar::end
    ),
    components(schemas(Problem))
)]
struct Description;

#[utoipa::path(get, path = "/api/v1/openapi.json", responses((status = 200, body = serde_json::Value)))]
pub async fn show(routes: Vec<Described>) -> Json<utoipa::openapi::OpenApi> {
    let mut description = Description::openapi();
    for (method, pattern, access) in routes {
        let Some(item) = description.paths.paths.get_mut(pattern) else { continue };
        let operation = match method {
            Method::GET => &mut item.get,
            Method::POST => &mut item.post,
            Method::PUT => &mut item.put,
            Method::DELETE => &mut item.delete,
            _ => continue,
        };
        if let Some(operation) = operation {
            refusals(operation, &method, access);
        }
    }
    Json(description)
}

/// Describes every refusal of an operation: those that its handler names, and those of its route.
fn refusals(operation: &mut Operation, method: &Method, access: Access) {
    let named = operation.responses.responses.keys().filter_map(|status| status.parse().ok());
    let mut all: BTreeSet<u16> = named.filter(|status| *status >= 400).collect();
    // A failure of the server, or too many at once.
    all.insert(503);
    if access == Access::Phone {
        // No sign-in, or a phone that was removed.
        all.extend([401, 410]);
    }
    if *method != Method::GET {
        // A body of another kind, or a request from another site.
        all.extend([400, 403]);
    }
    if operation.request_body.is_some() {
        // A body that stops in the middle, or is too large.
        all.extend([408, 413]);
    }
    if operation.parameters.as_ref().is_some_and(|all| !all.is_empty()) {
        // A parameter that is no text, or not of its type.
        all.insert(400);
    }
    for status in all {
        operation.responses.responses.insert(status.to_string(), refusal(status).into());
    }
}

fn refusal(status: u16) -> Response {
    let name = StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason()).unwrap_or_default();
    let page = ObjectBuilder::new().schema_type(Type::String).build();
    ResponseBuilder::new()
        .description(name)
        .content(
            "application/problem+json",
            ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build(),
        )
        .content("text/html", ContentBuilder::new().schema(Some(page)).build())
        .build()
}
