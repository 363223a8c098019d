//! `/care/passkeys/…`: the two ceremonies of care.js, each in two steps. The only JSON of the staff side. Anyone may
//! start one, which writes nothing; the end is checked completely before the writer is asked. Failed steps are counted
//! per network.

use axum::Json as Answered;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse as _, Response};
use domain::base::bytes::Bytes;
use domain::base::id::StaffId;
use domain::base::problem::ProblemKind;
use serde::Deserialize;
use serde_json::{Value, json};
use webauthn_rs::prelude::{PublicKeyCredential, RegisterPublicKeyCredential};

use crate::error::{Answer, Refusal};
use crate::http::caller::Caller;
use crate::http::care::form::places::page_of;
use crate::http::cookie::Jar;
use crate::http::json::Json;
use crate::passkey::ceremony::{self, Ceremony, Joining, Purpose, Used};
use crate::passkey::{Begun, PasskeyError, Passkeys};
use crate::seal::{SealError, token_hash};
use crate::state::Shared;
use crate::store::types::care::LinkPurpose;

#[derive(Deserialize)]
pub struct Invitation {
    token: String,
}

#[derive(Deserialize)]
pub struct Nothing {}

#[derive(Deserialize)]
pub struct Finish<C> {
    /// As returned by the first step.
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

impl From<SealError> for Refusal {
    fn from(error: SealError) -> Self {
        tracing::error!("{error}");
        ProblemKind::Unavailable.into()
    }
}

fn hand_out(shared: &Shared, purpose: Purpose, begun: Begun, joining: Option<Joining>) -> Answer<Answered<Value>> {
    let ceremony = ceremony::seal(shared.store.keys(), &shared.env, purpose, begun.state, joining)?;
    Ok(Answered(json!({ "ceremony": ceremony, "options": begun.options })))
}

fn take_back(shared: &Shared, purpose: Purpose, text: &str) -> Answer<(Ceremony, Used)> {
    Ok(ceremony::open(shared.store.keys(), shared.env.now(), purpose, text).ok_or(ProblemKind::SignIn)?)
}

/// Takes back the counts of both steps.
async fn signed_in(shared: &Shared, from: Caller, staff: StaffId, token: &str) -> Answer<Response> {
    shared.ceremonies.forgive(from.0);
    shared.ceremonies.forgive(from.0);
    let mut response = Answered(json!({ "next": next(shared, staff).await? })).into_response();
    if let Some(cookie) = Jar::Staff.keep(token) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    Ok(response)
}

/// The page after a sign-in: that of a form whose fields were kept when the last one had ended.
///
/// # Errors
/// Fails on a database error.
pub async fn next(shared: &Shared, staff: StaffId) -> Answer<String> {
    Ok(shared.store.lead_to_kept(staff).await?.map_or_else(|| "/care".to_owned(), |action| page_of(&action)))
}

fn count(shared: &Shared, from: Caller) -> Answer<()> {
    shared.ceremonies.begin(from.0, shared.env.now())
}

pub async fn begin_making(
    State(shared): State<Shared>,
    from: Caller,
    Json(invitation): Json<Invitation>,
) -> Answer<Answered<Value>> {
    count(&shared, from)?;
    let link = Bytes(token_hash(&invitation.token).to_vec());
    let invited = shared.store.find_link(invitation.token, LinkPurpose::Join).await?.ok_or(ProblemKind::NotFound)?;
    let begun = Passkeys::at(&shared.origin)?.begin_making(invited.staff, &invited.name)?;
    hand_out(&shared, Purpose::Make, begun, Some(Joining { link, staff: invited.staff }))
}

pub async fn finish_making(
    State(shared): State<Shared>,
    from: Caller,
    Json(finish): Json<Finish<RegisterPublicKeyCredential>>,
) -> Answer<Response> {
    count(&shared, from)?;
    let (ceremony, used) = take_back(&shared, Purpose::Make, &finish.ceremony)?;
    let passkey = Passkeys::at(&shared.origin)?.finish_making(&ceremony.state, &finish.credential)?;
    let Joining { link, staff } = ceremony.joining.ok_or(ProblemKind::SignIn)?;
    let link = link.0.try_into().map_err(|_| ProblemKind::SignIn)?;
    if !shared.store.may_join(link, used).await? {
        return Err(ProblemKind::SignIn.into());
    }
    let token = shared.store.join_with_passkey(link, staff, passkey, used).await?;
    signed_in(&shared, from, staff, &token).await
}

pub async fn begin_using(
    State(shared): State<Shared>,
    from: Caller,
    Json(Nothing {}): Json<Nothing>,
) -> Answer<Answered<Value>> {
    count(&shared, from)?;
    hand_out(&shared, Purpose::Use, Passkeys::at(&shared.origin)?.begin_using()?, None)
}

pub async fn finish_using(
    State(shared): State<Shared>,
    from: Caller,
    Json(finish): Json<Finish<PublicKeyCredential>>,
) -> Answer<Response> {
    count(&shared, from)?;
    let (ceremony, used) = take_back(&shared, Purpose::Use, &finish.ceremony)?;
    let passkeys = Passkeys::at(&shared.origin)?;
    let (staff, credential) = passkeys.claimed(&finish.credential)?;
    let known = shared.store.find_passkey(staff, credential).await?.ok_or(ProblemKind::SignIn)?;
    let passkey = passkeys.finish_using(&ceremony.state, &finish.credential, &known)?;
    if shared.store.is_used(used).await? {
        return Err(ProblemKind::SignIn.into());
    }
    let token = shared.store.sign_in_with_passkey(staff, passkey, used).await?;
    signed_in(&shared, from, staff, &token).await
}
