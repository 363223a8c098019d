//! Signing in with a passkey.

use leptos::prelude::*;

use super::frame::{self, Frame};
use crate::care::words as w;
use crate::words::i18n::Lang;

/// Why the reader is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    Arrived,
    SignedOut,
    Expired,
    /// What was typed is kept.
    Kept,
    /// The form is one of another account's, and is kept for it.
    Other,
}

pub fn page(frame: &Frame, reason: Reason) -> String {
    let lang = frame.lang;
    let said = match reason {
        Reason::Arrived => None,
        Reason::SignedOut => Some(w::SIGNED_OUT.say(lang).to_owned()),
        Reason::Expired => Some(w::SIGN_IN_AGAIN.say(lang).to_owned()),
        Reason::Kept => Some(w::KEPT.say(lang).to_owned()),
        Reason::Other => Some(w::KEPT_OTHER.say(lang).to_owned()),
    };
    let content = view! {
        <h1>{w::SIGN_IN.say(lang)}</h1>
        {frame::status(said)}
        <p>{w::SIGN_IN_LEAD.say(lang)}</p>
        {passkey_button("authenticate", None, w::SIGN_IN_BUTTON.say(lang), lang)}
    };
    frame::column(frame, content.into_any())
}

/// The button that care.js gives life to, with every text it may need to show.
pub fn passkey_button(ceremony: &'static str, token: Option<String>, label: &'static str, lang: Lang) -> AnyView {
    view! {
        <button
            type="button"
            class="care-primary"
            data-passkey=ceremony
            data-token=token
            data-busy=w::PASSKEY_BUSY.say(lang)
            data-unsupported=w::PASSKEY_UNSUPPORTED.say(lang)
            data-stopped=w::PASSKEY_STOPPED.say(lang)
            data-refused=w::PASSKEY_REFUSED.say(lang)
            data-offline=w::PASSKEY_OFFLINE.say(lang)
            data-full=w::PASSKEY_FULL.say(lang)
            data-tries=w::PASSKEY_TRIES.say(lang)
        >
            {label}
        </button>
        <p class="care-error" role="alert" data-passkey-says=""></p>
        <noscript>
            <p class="care-warm">{w::PASSKEY_NO_SCRIPT.say(lang)}</p>
        </noscript>
    }
    .into_any()
}
