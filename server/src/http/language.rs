//! The language of a page, from a request.

use app::words::i18n::Lang;
use axum::http::{HeaderMap, header};

use crate::http::cookie;

/// The name of the cookie that keeps the language.
pub const LANG_COOKIE: &str = "lang";

/// The language of the cookie, or else of the browser.
pub fn lang(headers: &HeaderMap) -> Lang {
    let accepted = || headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).map(Lang::negotiate);
    cookie::read(headers, LANG_COOKIE).and_then(Lang::from_tag).or_else(accepted).unwrap_or_default()
}
