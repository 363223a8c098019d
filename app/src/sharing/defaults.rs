//! Sharing defaults per kind of entry, off at first. Turning one on asks first; turning it off does not.

use domain::entries::kinds::Kind;
use leptos::prelude::*;
use offline::look::Look;

use super::older::OlderApp;
use crate::entries::waiting::Waiting;
use crate::kinds;
use crate::parts::dialog::Confirm;
use crate::shell::form::writing::Writing;
use crate::shell::frame::Frame;
use crate::shell::phone::{Phone, Stage};
use crate::shell::trouble::Alert;
use crate::words::i18n::Words;
use crate::words::{self, sharing as say};

#[component]
pub fn SharingPage() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let ready = move || phone.stage.get() == Stage::Ready;
    let new_phone = move || phone.look.with(is_new);
    view! {
        <Frame title=say::SHARING_BY_ITSELF>
            <Waiting />
            <section class="card">
                <p>{say::WHAT_IT_IS.say(lang)}</p>
                <p class="quiet">{say::WHO_READS.say(lang)}</p>
                <p class="note">
                    {words::NOBODY_WATCHES.say(lang)} " " <a href="tel:911">"911"</a> " · " <a href="tel:988">"988"</a>
                </p>
            </section>
            <Show when=move || phone.stage.get() == Stage::New>
                <p class="note">{words::ENROL_FIRST.say(lang)}</p>
            </Show>
            <Show when=move || phone.stage.get() == Stage::Loading>
                <p class="quiet">{words::LOADING.say(lang)}</p>
            </Show>
            <OlderApp />
            <Show when=ready>
                <Show when=new_phone>
                    <p class="note">{say::NEW_PHONE.say(lang)}</p>
                </Show>
                {Kind::ALL
                    .iter()
                    .copied()
                    .filter_map(|kind| Some((kind, kinds::traits(kind).sharing?)))
                    .map(|(kind, about)| view! { <Default kind about /> })
                    .collect_view()}
                <p class="quiet">{say::WHAT_STAYS.say(lang)}</p>
            </Show>
        </Frame>
    }
    .into_any()
}

/// Nobody has vouched for this phone yet; the server lets it turn nothing on.
fn is_new(look: &std::sync::Arc<Look>) -> bool {
    look.phones.iter().any(|known| Some(known.device) == look.this_phone && !known.vouched)
}

/// The switch of one kind.
#[component]
fn Default(kind: Kind, about: (Words, Words)) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let (name, means) = about;
    let sure = RwSignal::new(false);
    let writing = Writing::new(phone);
    let wish = move || phone.look.with(|look| look.defaults.iter().find(|wish| wish.kind == kind).copied());
    let on = move || wish().is_some_and(|wish| wish.on);
    let waits = move || wish().is_some_and(|wish| wish.waiting);
    let set = move |on: bool| writing.run(|_, late| late.set_default(kind, on), |()| {});
    let tap = move |event: leptos::ev::MouseEvent| {
        // It shows the saved state, never one that was only tapped.
        event.prevent_default();
        if on() { set(false) } else { sure.set(true) }
    };
    let id = format!("default-{}", kind.number());
    let explains = format!("{id}-means");
    view! {
        <section class="card pick" aria-labelledby=format!("{id}-name")>
            <h2 id=format!("{id}-name")>{name.say(lang)}</h2>
            <label>
                <input
                    type="checkbox"
                    role="switch"
                    id=id.clone()
                    aria-labelledby=format!("{id}-name {id}-label")
                    aria-describedby=explains.clone()
                    prop:checked=on
                    disabled=move || !on() && phone.look.with(is_new)
                    on:click=tap
                />
                <span id=format!("{id}-label")>{say::SHARE_NEW.say(lang)}</span>
            </label>
            <p class="quiet" id=explains>
                {means.say(lang)}
            </p>
            <p class="state" role="status">
                <span class="dot" class:full=move || on() && !waits() aria-hidden="true"></span>
                {move || if on() { say::IS_ON } else { say::IS_OFF }.say(lang)}
                {move || waits().then(|| format!(". {}", say::WAITS.say(lang)))}
            </p>
            <Alert trouble=writing.trouble />
            <Confirm
                open=sure
                question=say::TURN_ON_QUESTION
                explain=say::TURN_ON_TEXT.fill(lang, &[("what", means.say(lang))])
                yes=say::TURN_ON
                calm=true
                on_yes=move || set(true)
            />
        </section>
    }
    .into_any()
}
