//! `/care/passkeys/…`: the two ceremonies of care.js, each in two steps. The only JSON of the staff side. Everybody may begin
//! one, so beginnings that nobody finishes are counted per address.

use axum::Json as Answered;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse as _, Response};
use domain::Invalid;
use domain::id::{from_hex, to_hex};
use domain::problem::ProblemKind;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use webauthn_rs::prelude::{PublicKeyCredential, RegisterPublicKeyCredential};

use crate::error::{Answer, Refusal};
use crate::http::caller::Caller;
use crate::http::cookie::Jar;
use crate::http::json::Json;
use crate::passkey::{PasskeyError, Passkeys};
use crate::seal::token_hash;
use crate::state::Shared;
use crate::store::care::LinkPurpose;

const MAKING: &str = "make passkey";
const USING: &str = "use passkey";

#[derive(Deserialize)]
pub struct Invitation {
    token: String,
}

#[derive(Deserialize)]
pub struct Nothing {}

/// What is kept while the browser asks for a fingerprint.
#[derive(Serialize, Deserialize)]
struct Making {
    link: String,
    state: String,
}

#[derive(Deserialize)]
pub struct Finish<C> {
    ceremony: String,
    credential: C,
}

impl From<PasskeyError> for Refusal {
    fn from(error: PasskeyError) -> Self {
        match error {
            PasskeyError::Refused(_) | PasskeyError::NotKept => ProblemKind::SignIn.into(),
            PasskeyError::Json(_) | PasskeyError::Address => {
                tracing::error!("{error}");
                ProblemKind::Unavailable.into()
            }
        }
    }
}

fn ceremony_id(text: &str) -> Answer<[u8; 16]> {
    from_hex(text).ok_or_else(|| Invalid::new("ceremony", "32 hexadecimal digits").into())
}

fn begun(ceremony: [u8; 16], options: Value) -> Answered<Value> {
    Answered(json!({ "ceremony": to_hex(&ceremony), "options": options }))
}

fn signed_in(token: &str) -> Response {
    let mut response = Answered(json!({ "next": "/care" })).into_response();
    if let Some(cookie) = Jar::Staff.keep(token) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    response
}

fn count(shared: &Shared, from: Caller) -> Answer<()> {
    if shared.ceremonies.begin(from.0, shared.env.now()) { Ok(()) } else { Err(ProblemKind::Unavailable.into()) }
}

pub async fn begin_making(State(shared): State<Shared>, from: Caller, Json(invitation): Json<Invitation>) -> Answer<Answered<Value>> {
    let link = to_hex(&token_hash(&invitation.token));
    let invited = shared.store.find_link(invitation.token, LinkPurpose::Join).await?.ok_or(ProblemKind::NotFound)?;
    count(&shared, from)?;
    let started = Passkeys::at(&shared.origin)?.begin_making(invited.staff, &invited.name)?;
    let kept = serde_json::to_string(&Making { link, state: started.state }).map_err(PasskeyError::from)?;
    let ceremony = shared.store.begin_ceremony(MAKING, Some(invited.staff), kept).await?;
    Ok(begun(ceremony, started.options))
}

pub async fn finish_making(
    State(shared): State<Shared>,
    Caller(from): Caller,
    Json(finish): Json<Finish<RegisterPublicKeyCredential>>,
) -> Answer<Response> {
    let ceremony = shared.store.take_ceremony(ceremony_id(&finish.ceremony)?, MAKING).await?.ok_or(ProblemKind::SignIn)?;
    let staff = ceremony.staff.ok_or(ProblemKind::SignIn)?;
    let kept: Making = serde_json::from_str(&ceremony.state).map_err(PasskeyError::from)?;
    let passkey = Passkeys::at(&shared.origin)?.finish_making(&kept.state, &finish.credential)?;
    let link = from_hex(&kept.link).ok_or(ProblemKind::SignIn)?;
    let token = shared.store.join_with_passkey(link, staff, passkey).await?;
    shared.ceremonies.forgive(from, ceremony.begun);
    Ok(signed_in(&token))
}

pub async fn begin_using(State(shared): State<Shared>, from: Caller, Json(Nothing {}): Json<Nothing>) -> Answer<Answered<Value>> {
    count(&shared, from)?;
    let started = Passkeys::at(&shared.origin)?.begin_using()?;
    let ceremony = shared.store.begin_ceremony(USING, None, started.state).await?;
    Ok(begun(ceremony, started.options))
}

pub async fn finish_using(
    State(shared): State<Shared>,
    Caller(from): Caller,
    Json(finish): Json<Finish<PublicKeyCredential>>,
) -> Answer<Response> {
    let ceremony = shared.store.take_ceremony(ceremony_id(&finish.ceremony)?, USING).await?.ok_or(ProblemKind::SignIn)?;
    let passkeys = Passkeys::at(&shared.origin)?;
    let (staff, credential) = passkeys.claimed(&finish.credential)?;
    let known = shared.store.find_passkey(staff, credential).await?.ok_or(ProblemKind::SignIn)?;
    let passkey = passkeys.finish_using(&ceremony.state, &finish.credential, &known)?;
    let token = shared.store.sign_in_with_passkey(staff, passkey).await?;
    shared.ceremonies.forgive(from, ceremony.begun);
    Ok(signed_in(&token))
}
