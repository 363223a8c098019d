//! The two sign-in cookies: a random token, readable by no script, sent to no other site.

use axum::http::{HeaderMap, HeaderValue, header};
use chrono::TimeDelta;
use domain::program::{PARTICIPANT_SIGN_IN, STAFF_SIGN_IN};

/// Whose sign-in a cookie holds.
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

    /// The `Set-Cookie` value that keeps a token.
    pub fn keep(self, token: &str) -> Option<HeaderValue> {
        self.set(token, self.life().num_seconds())
    }

    /// The `Set-Cookie` value that forgets it.
    pub fn forget(self) -> Option<HeaderValue> {
        self.set("", 0)
    }

    fn set(self, token: &str, seconds: i64) -> Option<HeaderValue> {
        HeaderValue::try_from(format!("{}={token}; Path=/; Max-Age={seconds}; HttpOnly; Secure; SameSite=Lax", self.name())).ok()
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
