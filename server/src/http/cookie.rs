//! The two sign-in cookies: random tokens, not readable by scripts, not sent to other sites.

use axum::http::{HeaderMap, HeaderValue, header};
use chrono::TimeDelta;
use domain::people::{PARTICIPANT_SIGN_IN, STAFF_SIGN_IN};

/// The kind of sign-in in a cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Jar {
    Phone,
    Staff,
}

impl Jar {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Phone => "__Host-ek",
            Self::Staff => "__Host-ek-staff",
        }
    }

    const fn life(self) -> TimeDelta {
        match self {
            Self::Phone => PARTICIPANT_SIGN_IN.absolute,
            Self::Staff => STAFF_SIGN_IN.absolute,
        }
    }

    /// The token in a request.
    pub fn token(self, headers: &HeaderMap) -> Option<&str> {
        read(headers, self.name())
    }

    /// The `Set-Cookie` value that sets a token.
    pub fn keep(self, token: &str) -> Option<HeaderValue> {
        self.set(token, self.life().num_seconds())
    }

    /// The `Set-Cookie` value that deletes it.
    pub fn forget(self) -> Option<HeaderValue> {
        self.set("", 0)
    }

    fn set(self, token: &str, seconds: i64) -> Option<HeaderValue> {
        HeaderValue::try_from(format!(
            "{}={token}; Path=/; Max-Age={seconds}; HttpOnly; Secure; SameSite=Lax",
            self.name()
        ))
        .ok()
    }
}

/// The value of a cookie in a request.
pub fn read<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(name, value)| (name == wanted).then_some(value))
}
