//! The door of every form of staff. A second post is answered with the first one's page; what arrives after the sign-in
//! had ended is kept for its account.

use std::time::Duration;

use app::care::shell::form::{KEY, MADE_FROM};
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::{CONTENT_TYPE, LOCATION, SET_COOKIE};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use domain::base::problem::ProblemKind;
use sha2::{Digest as _, Sha256};

use super::key::FormKey;
use super::places::page_of;
use crate::error::Answer;
use crate::http::care::code;
use crate::http::json::{self, BODY};
use crate::state::Shared;
use crate::store::types::forms::{Form, KeptForm, Version};
use crate::store::types::people::SignedInStaff;
use crate::store::{StoreError, StoreResult};

/// Looks for the first one's page while it is under way.
const LOOKS: u32 = 20;
const PAUSE: Duration = Duration::from_millis(100);

/// A form of staff that arrived with a key of ours.
pub struct Arrived {
    key: FormKey,
    form: Form,
    kept: KeptForm,
}

impl Arrived {
    /// Reads the form of a request, and leaves its body as it was. `None` for other requests, and for a form without a
    /// key, which only pages of older versions have.
    ///
    /// # Errors
    /// Fails if the body is larger than allowed, or does not arrive.
    pub async fn read(shared: &Shared, request: &mut Request) -> Answer<Option<Self>> {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if request.method() != Method::POST || !kind.trim().starts_with("application/x-www-form-urlencoded") {
            return Ok(None);
        }
        let body = std::mem::take(request.body_mut());
        let body = to_bytes(body, BODY).await.map_err(|error| json::too_large_or_broken::<BODY>(&error))?;
        let fields: Vec<(String, String)> = url::form_urlencoded::parse(&body).into_owned().collect();
        let action = request.uri().path_and_query().map_or_else(String::new, ToString::to_string);
        let field = |name: &str| fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str());
        let key = field(KEY).and_then(|text| FormKey::open(shared.store.keys(), text));
        let made_from = field(MADE_FROM).and_then(Version::parse);
        let id = Sha256::new().chain_update(action.as_bytes()).chain_update(b"\n").chain_update(&body).finalize();
        *request.body_mut() = Body::from(body);
        Ok(key.map(|key| Self {
            key,
            form: Form { id: id.into(), address: Form::address(&action), made_from },
            kept: KeptForm { action, fields },
        }))
    }

    /// The account with this form, unless the form was taken before, or is not one of the account's own pages of today.
    ///
    /// # Errors
    /// The answer, if there is nothing to do.
    pub async fn admit(&self, shared: &Shared, who: SignedInStaff) -> StoreResult<Result<SignedInStaff, Response>> {
        if self.key.staff != who.staff {
            self.keep(shared).await?;
            return Ok(Err(Redirect::to("/care/sign-in?said=other").into_response()));
        }
        if shared.store.find_form(self.form.id).await?.is_some() {
            return Ok(Err(self.first_answer(shared).await?));
        }
        if !self.key.is_good(shared.env.now()) {
            self.keep(shared).await?;
            return Ok(Err(Redirect::to(&page_of(&self.kept.action)).into_response()));
        }
        Ok(Ok(SignedInStaff { form: Some(self.form), ..who }))
    }

    /// Remembers the answer of a form that was taken; answers with the first one's page if that was by another post.
    pub async fn answered(&self, shared: &Shared, response: Response) -> Response {
        let location = response.headers().get(LOCATION).and_then(|to| to.to_str().ok()).map(str::to_owned);
        let done = match location.filter(|_| response.status().is_redirection()) {
            Some(location) => shared.store.answer_form(self.form.id, location).await.map(|()| None),
            None if response.status().is_success() => Ok(None),
            None => match shared.store.find_form(self.form.id).await {
                Ok(Some(_)) => self.first_answer(shared).await.map(Some),
                other => other.map(|_| None),
            },
        };
        match done {
            Ok(first) => first.unwrap_or(response),
            // The act is done, or refused, whatever happens here.
            Err(error) => {
                tracing::error!("the answer of a form was not found or kept: {}", error.for_log());
                response
            }
        }
    }

    /// The page of the first post. If it has not answered for two seconds, the page that the form was on.
    async fn first_answer(&self, shared: &Shared) -> StoreResult<Response> {
        let mut answer = None;
        for _ in 0..LOOKS {
            answer = shared.store.find_form(self.form.id).await?.flatten();
            if answer.is_some() {
                break;
            }
            tokio::time::sleep(PAUSE).await;
        }
        let answer = answer.unwrap_or_else(|| page_of(&self.kept.action));
        let mut response = Redirect::to(&answer).into_response();
        // The first answer, which brought the code, may never have arrived.
        if let Some(cookie) = code::again(shared, &answer, &self.kept.action, self.form) {
            response.headers_mut().insert(SET_COOKIE, cookie);
        }
        Ok(response)
    }

    /// Keeps what was typed, and leads to sign-in.
    pub async fn after_the_end(&self, shared: &Shared) -> StoreResult<Response> {
        let said = if self.keep(shared).await? { "kept" } else { "ended" };
        Ok((StatusCode::SEE_OTHER, [(LOCATION, format!("/care/sign-in?said={said}"))]).into_response())
    }

    /// `false` if nothing was typed or chosen.
    async fn keep(&self, shared: &Shared) -> StoreResult<bool> {
        let mut kept = self.kept.clone();
        kept.fields.retain(|(field, _)| field != KEY);
        if !kept.fields.iter().any(|(field, value)| field != MADE_FROM && !value.is_empty()) {
            return Ok(false);
        }
        match shared.store.keep_form(self.key.staff, kept).await {
            Ok(()) => Ok(true),
            // The account is disabled: nobody could read it.
            Err(StoreError::Problem(problem)) if problem.kind == ProblemKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }
}
