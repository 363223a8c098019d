//! `POST /care/language`: the reader's language, kept in a cookie.

use app::words::i18n::Lang;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse as _, Redirect};
use domain::Invalid;
use serde::Deserialize;

use super::Page;
use super::form::Typed;
use crate::http::language::LANG_COOKIE;

#[derive(Deserialize)]
pub struct Chosen {
    lang: String,
}

pub async fn choose(Typed(chosen): Typed<Chosen>) -> Page {
    let lang = Lang::from_tag(&chosen.lang).ok_or_else(|| Invalid::new("lang", "en or es"))?;
    let cookie = format!("{LANG_COOKIE}={}; Path=/; Max-Age=31536000; SameSite=Lax; Secure", lang.tag());
    Ok(([(SET_COOKIE, cookie)], Redirect::to("/care")).into_response())
}
