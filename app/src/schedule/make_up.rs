//! Asks for a make-up of a session that was missed or canceled, or that the participant cannot attend.

use domain::base::id::SessionId;
use domain::schedule::{Attendance, Coming, MakeUp, SessionChange, SessionState};
use leptos::prelude::*;

use super::staff_note::{Note, StaffNote};
use crate::shell::paths;
use crate::shell::phone::Phone;
use crate::shell::ports::drafts::FormId;
use crate::shell::router::A;
use crate::words::schedule as say;

/// There is something to make up for.
fn lacks(session: &SessionChange) -> bool {
    session.state == SessionState::Cancelled
        || matches!(session.attendance, Some(Attendance::Missed | Attendance::Excused))
        || (session.attendance.is_none() && session.coming == Some(Coming::CantCome))
}

#[component]
pub fn MakingUp(id: SessionId, session: Memo<Option<SessionChange>>) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let note = Note::new(phone, FormId::of_each("make-up", &id));
    let open = Memo::new(move |_| session.with(|s| s.as_ref().is_some_and(|s| s.make_up.is_some() || lacks(s))));
    let stands = Memo::new(move |_| session.with(|s| s.as_ref().and_then(|s| s.make_up)));
    let instead = Memo::new(move |_| session.with(|s| s.as_ref().and_then(|s| s.instead)));
    let waits = move || phone.look.with(|look| look.times.unheard.sessions.contains(&id));
    let ask = move || {
        if let Some(text) = note.read() {
            note.form.save(|_, late| late.ask_make_up(id, text), |()| {});
        }
    };
    let body = move || match stands.get() {
        None => view! {
            <p>{say::MAKE_UP_TEXT.say(lang)}</p>
            <StaffNote id="make-up-note" label=say::MAKE_UP_NOTE note send=say::MAKE_UP_ASK on_send=ask />
        }
        .into_any(),
        Some(stands) => view! {
            <p role="status" id="make-up-state">
                {say::make_up(stands).say(lang)}
                " "
                {move || {
                    (stands == MakeUp::Asked).then(|| if waits() { say::STAFF_SOON } else { say::STAFF_TOLD }.say(lang))
                }}
            </p>
            {move || {
                instead
                    .get()
                    .map(|other| {
                        view! {
                            <p>
                                <A href=paths::session_path(other)>{say::MAKE_UP_OPEN.say(lang)}</A>
                            </p>
                        }
                    })
            }}
        }
        .into_any(),
    };
    view! {
        <Show when=move || open.get()>
            <section aria-labelledby="make-up">
                <h2 id="make-up">{say::MAKE_UP.say(lang)}</h2>
                {body}
            </section>
        </Show>
    }
    .into_any()
}
