//! Following an invitation: who it is for, and the button that makes a passkey.

use domain::people::Role;
use leptos::prelude::*;

use super::frame::{self, Frame};
use super::sign_in::passkey_button;
use crate::care::words as w;
use crate::words::i18n::Words;

/// An invitation that can still be used.
#[derive(Clone, Debug)]
pub struct Invitation {
    pub name: String,
    pub program: String,
    pub role: Role,
    pub token: String,
}

pub const fn role(role: Role) -> Words {
    match role {
        Role::Counselor => w::ROLE_COUNSELOR,
        Role::Medical => w::ROLE_MEDICAL,
        Role::CaseManager => w::ROLE_CASE_MANAGER,
        Role::Supervisor => w::ROLE_SUPERVISOR,
        Role::Admin => w::ROLE_ADMIN,
    }
}

pub fn page(frame: &Frame, invitation: &Invitation) -> String {
    let lang = frame.lang;
    let values = [("program", invitation.program.as_str()), ("role", role(invitation.role).say(lang))];
    let content = view! {
        <h1>{w::JOIN.fill(lang, &[("name", &invitation.name)])}</h1>
        <p>{w::JOIN_LEAD.fill(lang, &values)}</p>
        {passkey_button("register", Some(invitation.token.clone()), w::JOIN_BUTTON.say(lang), lang)}
    };
    frame::column(frame, content.into_any())
}

/// The invitation was used, is too old, or never was.
pub fn gone(frame: &Frame) -> String {
    let lang = frame.lang;
    let content = view! {
        <h1>{w::JOIN_GONE.say(lang)}</h1>
        <p>{w::JOIN_GONE_LEAD.say(lang)}</p>
        <p>
            <a href="/care/sign-in">{w::SIGN_IN.say(lang)}</a>
        </p>
    };
    frame::column(frame, content.into_any())
}
