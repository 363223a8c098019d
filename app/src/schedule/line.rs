//! One session as a row of a list: time, place and state. The whole row links to its page.

use domain::schedule::{SessionChange, SessionState};
use leptos::prelude::*;

use super::when;
use crate::shell::paths;
use crate::shell::phone::Phone;
use crate::shell::router::A;
use crate::words::schedule as say;
use crate::words::typed::{inside, whole};

/// Notes on a session besides its time: its state, attendance or RSVP, and make-up.
pub fn standing(phone: Phone, session: &SessionChange) -> Vec<&'static str> {
    let lang = phone.lang;
    let state = match session.state {
        SessionState::Moved => Some(say::MOVED),
        SessionState::Cancelled => Some(say::CANCELLED),
        SessionState::Planned | SessionState::Withdrawn => None,
    };
    let coming = if session.attendance.is_none() { session.coming.map(say::coming) } else { None };
    [state, session.attendance.map(say::attendance), coming, session.make_up.map(say::make_up)]
        .into_iter()
        .flatten()
        .map(|words| words.say(lang))
        .collect()
}

/// "Room 2", "By video".
pub fn place(phone: Phone, session: &SessionChange) -> Option<String> {
    let video = session.link.as_ref().map(|_| say::VIDEO.say(phone.lang).to_owned());
    session.room.as_ref().map(|room| inside(room.as_str())).or(video)
}

#[component]
pub fn SessionLine(
    session: SessionChange,
    /// The day before the time, where no heading says it.
    #[prop(optional, into)]
    day: Option<String>,
) -> impl IntoView {
    let phone = Phone::here();
    let cancelled = session.state == SessionState::Cancelled;
    let name = whole(session.name.as_str());
    let span = when::span(phone, &session);
    let time = day.map_or(span.clone(), |day| format!("{day}, {span}"));
    let about =
        [place(phone, &session), when::leave(phone, &session).filter(|_| !cancelled), when::here(phone, &session)];
    let about = about.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let tags =
        standing(phone, &session).into_iter().map(|text| view! { <span class="tag">{text}</span> }).collect_view();
    let href = paths::session_path(session.session);
    let counted = session.clone();
    let countdown = move || when::countdown(phone, &counted);
    view! {
        <div>
            <A attr:class="session" href=href>
                <div class="t">
                    <b dir="auto">{name}</b>
                    <p class:over=cancelled>{time}</p>
                    {(!about.is_empty()).then(|| view! { <p class="quiet">{about}</p> })}
                    <p class="tags">{tags}</p>
                </div>
                <span class="fact">{countdown}</span>
            </A>
        </div>
    }
    .into_any()
}
