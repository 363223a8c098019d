//! Reads the fields of a form. Handlers report invalid ones; a body that is not a form is refused here.

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, FromRequest, Request};
use domain::Invalid;
use domain::base::problem::ProblemKind;
use serde::de::DeserializeOwned;

use crate::error::Refusal;

pub struct Typed<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Typed<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        match Form::<T>::from_request(request, state).await {
            Ok(Form(typed)) => Ok(Self(typed)),
            Err(FormRejection::BytesRejection(_)) => Err(ProblemKind::TooLarge.into()),
            Err(_) => Err(Invalid::new("form", "the fields of the page's form").into()),
        }
    }
}
