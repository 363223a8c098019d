//! *Help* in the running app: the participant's own people above the numbers. It opens only where there are people to
//! show; everywhere else, and for everything else, there is the page that works with nothing.

use leptos::prelude::*;

use super::at_hand::AtHand;
use crate::shell::frame::Frame;
use crate::shell::paths;
use crate::shell::phone::Phone;
use crate::words::{self, contacts as say, help};

#[component]
pub fn NearPage() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let lines = help::LINES.map(|(dialed, shown, about)| {
        view! {
            <li>
                <a class="call" href=format!("tel:{dialed}")>
                    <b>{shown}</b>
                    <span>{about.say(lang)}</span>
                </a>
            </li>
        }
    });
    // The program's own line, as the document has it.
    let local = RwSignal::new(None::<String>);
    Effect::new(move |_| phone.late(|port| local.set(port.local_line())));
    let near = move || {
        local.get().map(|line| {
            let dialed = help::dialed(&line);
            view! {
                <li>
                    <a class="call" href=format!("tel:{dialed}")>
                        <b>{line}</b>
                        <span>{help::LOCAL.say(lang)}</span>
                    </a>
                </li>
            }
        })
    };
    let dangers = help::DANGERS.map(|(href, title)| {
        view! {
            <li>
                <a rel="external" href=href>
                    <b>{title.say(lang)}</b>
                </a>
            </li>
        }
    });
    view! {
        <Frame title=words::HELP>
            <AtHand />
            <p>{help::INTRO.say(lang)}</p>
            <ul class="calls">{lines.collect_view()} {near}</ul>
            <ul class="links">
                {dangers.collect_view()}
                <li>
                    <a rel="external" href=paths::HELP>
                        <b>{say::ALL_OF_HELP.say(lang)}</b>
                        <span class="quiet">{say::ALL_OF_HELP_TEXT.say(lang)}</span>
                    </a>
                </li>
            </ul>
            <p class="quiet">{help::OFFLINE.say(lang)}</p>
        </Frame>
    }
    .into_any()
}
