//! `GET /api/v1/openapi.json`: the description of `/api/v1`, generated from the code.

use axum::Json;
use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Evenkeel",
        description = "What an installed phone says to its server. Errors are RFC 9457 problems."
    ),
    paths(
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
    )
)]
struct Description;

pub async fn show() -> Json<utoipa::openapi::OpenApi> {
    Json(Description::openapi())
}
