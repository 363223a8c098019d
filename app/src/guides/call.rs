//! Calling someone: whom, how to begin, and the lines that always answer.

use leptos::prelude::*;

use super::NoteField;
use crate::pages::session::Session;
use crate::words::practice as words;

#[component]
pub fn Call(session: Session) -> impl IntoView {
    let lang = session.phone.lang;
    view! {
        <h3>{words::CALL_WHOM.say(lang)}</h3>
        <ul>
            <li>{words::CALL_1.say(lang)}</li>
            <li>{words::CALL_2.say(lang)}</li>
            <li>{words::CALL_3.say(lang)}</li>
        </ul>
        <NoteField session label=words::CALL_NAMES/>
        <h3>{words::CALL_BEGIN.say(lang)}</h3>
        <p>{words::CALL_LINE_1.say(lang)}</p>
        <p>{words::CALL_LINE_2.say(lang)}</p>
        <h3>{words::CALL_NOBODY.say(lang)}</h3>
        <ul class="calls">
            <li><a class="call" href="tel:988"><b>"988"</b><span>{words::CALL_988.say(lang)}</span></a></li>
            <li><a class="call" href="tel:911"><b>"911"</b><span>{words::CALL_911.say(lang)}</span></a></li>
        </ul>
    }
    .into_any()
}
