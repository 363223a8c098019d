//! The phones of one person, and revoking one, confirmed on a separate page.

use leptos::prelude::*;

use super::pane::People;
use crate::care::shell::form::Post;
use crate::care::shell::frame::{self, Frame};
use crate::care::words as w;
use crate::words::i18n::Lang;

/// A phone, enrolled or revoked.
#[derive(Clone, Debug)]
pub struct KnownPhone {
    /// Hexadecimal id, used in addresses only.
    pub device: String,
    /// Time of enrollment, as text.
    pub since: String,
    /// Somebody vouched for it.
    pub trusted: bool,
    pub shut_out: bool,
}

#[derive(Clone, Debug)]
pub struct ShutOutPage {
    /// Hexadecimal id of the participant.
    pub id: String,
    pub name: String,
    pub phone: KnownPhone,
    /// No other phone that is in is trusted.
    pub only_trusted: bool,
}

/// The list on the person's page; nothing when no phone ever came in.
pub fn list(participant: &str, phones: &[KnownPhone], lang: Lang) -> Option<AnyView> {
    let lines: Vec<AnyView> = phones.iter().map(|phone| line(participant, phone, lang)).collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section aria-labelledby="phones">
                <h2 id="phones">{w::PHONES.say(lang)}</h2>
                <ul class="care-entries">{lines}</ul>
            </section>
        }
        .into_any()
    })
}

fn line(participant: &str, phone: &KnownPhone, lang: Lang) -> AnyView {
    let since = w::PHONE_SINCE.fill(lang, &[("when", &phone.since)]);
    let state = match (phone.shut_out, phone.trusted) {
        (true, _) => w::PHONE_OUT,
        (false, true) => w::PHONE_TRUSTED,
        (false, false) => w::PHONE_UNTRUSTED,
    };
    let ask = (!phone.shut_out).then(|| {
        let href = format!("/care/people/{participant}/phones/{}/shut-out", phone.device);
        let which = format!("{} {since}", w::SHUT_OUT.say(lang));
        view! {
            <a class="care-button" href=href aria-label=which>
                {w::SHUT_OUT.say(lang)}
            </a>
        }
    });
    view! {
        <li class="care-row care-start">
            <span>{since.clone()}</span>
            <span class="care-quiet">{state.say(lang)}</span>
            {ask}
        </li>
    }
    .into_any()
}

/// The question before it.
pub fn ask(frame: &Frame, people: &People, shown: &ShutOutPage) -> String {
    let lang = frame.lang;
    let name = [("name", shown.name.as_str())];
    let only = shown.only_trusted.then(|| view! { <p class="care-warm">{w::SHUT_OUT_ONLY.say(lang)}</p> });
    let yes = view! { <button class="care-button">{w::SHUT_OUT_YES.say(lang)}</button> };
    let action = format!("/care/people/{}/phones/{}/shut-out", shown.id, shown.phone.device);
    let content = view! {
        <h1>{w::SHUT_OUT_QUESTION.fill(lang, &name)}</h1>
        <p>{w::PHONE_SINCE.fill(lang, &[("when", &shown.phone.since)])}</p>
        <h2>{w::SHUT_OUT_DOES.say(lang)}</h2>
        <ul>
            <li>{w::SHUT_OUT_ENDS.say(lang)}</li>
            <li>{w::SHUT_OUT_TOLD.fill(lang, &name)}</li>
        </ul>
        <h2>{w::SHUT_OUT_DOES_NOT.say(lang)}</h2>
        <ul>
            <li>{w::SHUT_OUT_KEEPS.fill(lang, &name)}</li>
            <li>{w::SHUT_OUT_NO_WIPE.say(lang)}</li>
        </ul>
        <p>{w::SHUT_OUT_NEXT.fill(lang, &name)}</p>
        {only}
        <p>
            <strong>{w::SHUT_OUT_FINAL.say(lang)}</strong>
        </p>
        <div class="care-row care-start">
            {Post::to(action).view(frame, yes.into_any())}
            <a class="care-primary" href=format!("/care/people/{}", shown.id)>
                {w::CANCEL.say(lang)}
            </a>
        </div>
    };
    frame::panes(frame, people, content.into_any())
}
