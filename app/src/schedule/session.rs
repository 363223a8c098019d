//! One session: time and place, RSVP, notes.

use domain::base::id::SessionId;
use domain::schedule::SessionChange;
use leptos::prelude::*;

use super::answer::Answer;
use super::line::{place, standing};
use super::make_up::MakingUp;
use super::prepare::Prepare;
use super::when;
use crate::shell::address::id_in_address;
use crate::shell::frame::Frame;
use crate::shell::missing::nothing_here;
use crate::shell::paths;
use crate::shell::phone::{Phone, Stage};
use crate::shell::router::A;
use crate::shell::unready::Unready;
use crate::words::schedule as say;
use crate::words::typed::whole;

#[component]
pub fn SessionPage() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let id = id_in_address::<SessionId>();
    let session = Memo::new(move |_| {
        let id = id.get()?;
        phone.look.with(|look| look.times.sessions.iter().find(|session| session.session == id).cloned())
    });
    let there = Memo::new(move |_| session.with(|s| s.as_ref().map(|s| s.session)));
    let ahead = Memo::new(move |_| {
        let now = when::now(phone);
        session.with(|s| s.as_ref().is_some_and(|s| when::is_ahead(s, now)))
    });
    // Typed text stays when the session changes: only another session redraws the forms.
    let body = move || match there.get() {
        Some(id) => view! {
            {move || session.get().map(|session| view! { <Facts session /> })}
            <MakingUp id session />
            <Prepare id />
            <Show when=move || ahead.get()>
                <Answer id session />
            </Show>
        }
        .into_any(),
        None if phone.stage.get() == Stage::Ready => nothing_here(lang, say::GONE, paths::SCHEDULE, say::TIMES),
        None => ().into_any(),
    };
    view! {
        <Frame title=say::ONE_TIME>
            <A attr:class="back" href=paths::SCHEDULE>
                "‹ "
                {say::TIMES.say(lang)}
            </A>
            <Unready />
            {body}
        </Frame>
    }
    .into_any()
}

/// An address has a comma and a number; "Room 2" leads nowhere on a map.
fn is_address(place: &str) -> bool {
    place.contains(',') && place.contains(|c: char| c.is_ascii_digit())
}

#[component]
fn Facts(session: SessionChange) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let today = when::today(phone, Some(&session.zone));
    let time = format!("{}, {}", when::day(phone, session.day, today), when::span(phone, &session));
    let counted = session.clone();
    let link = session.link.as_ref().map(|link| link.as_str().to_owned()).filter(|link| link.starts_with("https://"));
    let map = session.room.as_ref().map(domain::base::text::Label::as_str).filter(|room| is_address(room));
    let map = map.map(|room| when::told(phone, |late| late.map_address(room)));
    let reason = session.reason.as_ref().map(|why| say::REASON.fill(lang, &[("why", why.as_str())]));
    let leader = session.leader.as_ref().map(|name| say::WITH.fill(lang, &[("name", name.as_str())]));
    let ahead = move || when::countdown(phone, &counted);
    view! {
        <section class="card session">
            <span class="row">
                <h2 dir="auto">{whole(session.name.as_str())}</h2>
                <span class="quiet">{ahead}</span>
            </span>
            <p>{time}</p>
            {when::here(phone, &session).map(|text| view! { <p class="quiet">{text}</p> })}
            {place(phone, &session).map(|text| view! { <p>{text}</p> })}
            {when::leave(phone, &session).map(|text| view! { <p>{text}</p> })}
            {leader.map(|text| view! { <p class="quiet">{text}</p> })}
            {standing(phone, &session).into_iter().map(|text| view! { <span class="tag">{text}</span> }).collect_view()}
            {reason.map(|text| view! { <p class="lines">{text}</p> })}
            {link
                .map(|link| {
                    view! {
                        <a class="button secondary" rel="external noopener noreferrer" target="_blank" href=link>
                            {say::JOIN.say(lang)}
                        </a>
                    }
                })}
            {map
                .map(|map| {
                    view! {
                        <p>
                            <a rel="external noopener noreferrer" target="_blank" href=map>
                                {say::MAP.say(lang)}
                            </a>
                            " "
                            <span class="quiet">{say::MAP_TEXT.say(lang)}</span>
                        </p>
                    }
                })}
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn only_an_address_is_looked_for_on_a_map() {
        assert!(is_address("12 Harbor Street, Easton"));
        for room in ["Room 2", "The blue room, upstairs", "Main hall"] {
            assert!(!is_address(room), "{room}");
        }
    }
}
