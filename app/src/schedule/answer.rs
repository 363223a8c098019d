//! RSVP for a session, with an optional reason.

use domain::base::id::SessionId;
use domain::schedule::{Coming, SessionChange};
use leptos::prelude::*;

use super::staff_note::{Note, StaffNote};
use crate::shell::form::writing::Writing;
use crate::shell::phone::Phone;
use crate::shell::ports::drafts::FormId;
use crate::shell::trouble::Alert;
use crate::words::schedule as say;

#[component]
pub fn Answer(id: SessionId, session: Memo<Option<SessionChange>>) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let writing = Writing::new(phone);
    let reason = Note::new(phone, FormId::of_each("reason", &id));
    let sent = RwSignal::new(false);
    let said = Memo::new(move |_| session.with(|s| s.as_ref().and_then(|s| s.coming)));
    let waits = Memo::new(move |_| phone.look.with(|look| look.times.unheard.sessions.contains(&id)));
    let answer = move |coming: Option<Coming>| {
        sent.set(false);
        writing.run(|_, late| late.answer_session(id, coming, None), |()| {});
    };
    let send = move || {
        sent.set(false);
        if let Some(Some(why)) = reason.read() {
            reason.form.save_on(
                |_, late| late.answer_session(id, Some(Coming::CantCome), Some(why)),
                move |()| {
                    reason.text.try_set(String::new());
                    sent.try_set(true);
                },
            );
        }
    };
    let buttons = move || match said.get() {
        None => view! {
            <button type="button" class="button primary" on:click=move |_| answer(Some(Coming::OnMyWay))>
                {say::ON_MY_WAY.say(lang)}
            </button>
            <button type="button" class="button secondary" on:click=move |_| answer(Some(Coming::CantCome))>
                {say::CANT_COME.say(lang)}
            </button>
        }
        .into_any(),
        Some(_) => view! {
            <button type="button" class="button secondary" on:click=move |_| answer(None)>
                {say::TAKE_BACK.say(lang)}
            </button>
        }
        .into_any(),
    };
    let line = move || {
        let coming = said.get()?;
        let heard = if waits.get() { say::STAFF_SOON } else { say::STAFF_TOLD };
        Some(view! {
            <span class="dot" class:full=move || !waits.get() aria-hidden="true"></span>
            {say::coming(coming).say(lang)}
            " "
            {heard.say(lang)}
        })
    };
    view! {
        <Show when=move || said.get() == Some(Coming::CantCome)>
            <StaffNote id="reason" label=say::WHY_NOT note=reason on_send=send />
        </Show>
        <div class="dock">
            <p class="state whole" role="status" id="coming">
                {line}
            </p>
            <p class="state whole" role="status">
                {move || sent.get().then(|| say::REASON_ADDED.say(lang))}
            </p>
            <Alert trouble=writing.trouble />
            {buttons}
        </div>
    }
    .into_any()
}
