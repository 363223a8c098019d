//! The error response of every endpoint: `application/problem+json` (RFC 9457).

use serde::{Deserialize, Serialize};

use crate::Invalid;

/// The kind of error, for programs. Permanent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProblemKind {
    /// A field is invalid; `invalid` names it.
    Invalid,
    /// The request or one of its parts is larger than allowed.
    TooLarge,
    /// More parts than allowed in one request.
    TooMany,
    /// The sign-in is missing or expired. Nothing was lost; sign in again.
    SignIn,
    /// This phone was revoked.
    Revoked,
    /// The code was rejected: wrong, used or expired. They look alike on purpose.
    Code,
    /// Too many tries from this network; `retry_after` is the time until the next. Checked before any lookup, so that
    /// it reveals nothing about the input.
    TooManyTries,
    /// Not for this account.
    Forbidden,
    /// Not found, or not visible to this account.
    NotFound,
    /// The address is there, and does not take this method.
    Method,
    /// The database is in a new epoch: take a new stream, pull everything, resend.
    Epoch,
    /// Another copy of this journal has written; take a new stream, pull everything, resend.
    Fork,
    /// Operations are missing before the first one sent; `expected` is the next number.
    Gap,
    /// The journal belongs to another participant than the sign-in.
    ForeignStream,
    /// The cursor is not one that this server gave out.
    Cursor,
    /// The request came from another site.
    Origin,
    /// The server failed or is too busy. Nothing was applied; try again later.
    Unavailable,
    /// A kind that this version does not know.
    #[serde(other)]
    Newer,
}

impl ProblemKind {
    pub const fn status(self) -> u16 {
        match self {
            Self::Invalid | Self::Cursor => 400,
            Self::SignIn => 401,
            Self::Code | Self::Forbidden | Self::ForeignStream | Self::Origin => 403,
            Self::NotFound => 404,
            Self::Method => 405,
            Self::Epoch | Self::Fork | Self::Gap => 409,
            Self::Revoked => 410,
            Self::TooLarge | Self::TooMany => 413,
            Self::TooManyTries => 429,
            Self::Newer | Self::Unavailable => 503,
        }
    }

    /// The problem, the data that was kept, and the next step, in plain English; screens translate it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Invalid => {
                "A field does not hold what is allowed. Nothing was taken; what you sent is unchanged where it came from."
            }
            Self::TooLarge => "This is larger than allowed. Nothing was taken; send it in smaller parts.",
            Self::TooMany => "These are more at once than allowed. Nothing was taken; send fewer.",
            Self::SignIn => "You are not signed in any more. Nothing was lost; sign in again.",
            Self::Revoked => "This phone was shut out. Ask your care team for a new code.",
            Self::Code => "That code was not taken. Check it, or ask for a new one.",
            Self::TooManyTries => "Too many tries came from this network. Nothing was taken; try again later.",
            Self::Forbidden => "This is not open to your account.",
            Self::NotFound => "There is nothing here that your account may see.",
            Self::Method => "This address does not take this method. Nothing was taken.",
            Self::Epoch => "The server was restored. Nothing was taken; take a new stream and send again.",
            Self::Fork => {
                "Another copy of this journal has written. Nothing was taken; take a new stream and send again."
            }
            Self::Gap => "Operations are missing before these. Nothing was taken; send from the expected one on.",
            Self::ForeignStream => "This journal belongs to somebody else. Nothing was taken.",
            Self::Cursor => "This cursor is not from this server. Ask without one.",
            Self::Origin => "This request came from another site. Nothing was done.",
            Self::Newer | Self::Unavailable => "The server cannot do this now. Nothing was taken; try again later.",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    #[serde(rename = "type")]
    pub kind: ProblemKind,
    pub title: String,
    pub status: u16,
    /// The field and its allowed values, for `invalid`, `too_large` and `too_many`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invalid: Option<Invalid>,
    /// The sequence number that the server expects next, for `gap`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<u64>,
    /// Seconds until the next try, for `too_many_tries`; the same as the header `Retry-After`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
}

impl Problem {
    pub fn new(kind: ProblemKind) -> Self {
        Self {
            kind,
            title: kind.title().to_owned(),
            status: kind.status(),
            invalid: None,
            expected: None,
            retry_after: None,
        }
    }

    pub fn invalid(invalid: Invalid) -> Self {
        Self { invalid: Some(invalid), ..Self::new(ProblemKind::Invalid) }
    }

    pub fn too_many_tries(retry_after: u32) -> Self {
        Self { retry_after: Some(retry_after), ..Self::new(ProblemKind::TooManyTries) }
    }

    pub fn gap(expected: u64) -> Self {
        Self { expected: Some(expected), ..Self::new(ProblemKind::Gap) }
    }
}

impl From<ProblemKind> for Problem {
    fn from(kind: ProblemKind) -> Self {
        Self::new(kind)
    }
}

impl From<Invalid> for Problem {
    fn from(invalid: Invalid) -> Self {
        Self::invalid(invalid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_of_tomorrow_is_read_as_newer_whatever_comes_with_it() {
        let text = r#"{"type":"tomorrow","title":"","status":429,"retry_after":61,"more":[1]}"#;
        let problem: Problem = serde_json::from_str(text).unwrap();
        assert_eq!((problem.kind, problem.status, problem.retry_after), (ProblemKind::Newer, 429, Some(61)));
    }
}
