//! The caller, as identified by the guard. A handler that takes one of these on a route with another access gets
//! `sign_in`, never another caller.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::base::id::ParticipantId;
use domain::base::problem::ProblemKind;

use crate::error::Refusal;
use crate::store::types::people::{SignedInPhone, SignedInStaff};

/// On routes with [`Access::Phone`](crate::http::access::Access::Phone).
#[derive(Clone, Copy)]
pub struct Phone(pub SignedInPhone);

/// On all routes for staff.
#[derive(Clone, Copy)]
pub struct Staff(pub SignedInStaff);

/// On routes with [`Access::Staff`](crate::http::access::Access::Staff) of an act on a participant: the staff member
/// and the participant.
#[derive(Clone, Copy)]
pub struct Assigned {
    pub staff: SignedInStaff,
    pub participant: ParticipantId,
}

macro_rules! from_extension {
    ($($name:ident),*) => {$(
        impl<S: Send + Sync> FromRequestParts<S> for $name {
            type Rejection = Refusal;
            async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
                parts.extensions.get::<Self>().copied().ok_or_else(|| ProblemKind::SignIn.into())
            }
        }
    )*};
}

from_extension!(Phone, Staff, Assigned);
