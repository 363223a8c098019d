//! *Help* in the running app: the participant's own people above the numbers. It opens only where there are people to
//! show; everywhere else, and for everything else, there is the page that works with nothing.

use leptos::prelude::*;

use super::at_hand::AtHand;
use crate::parts::call_link::CallLink;
use crate::shell::frame::Frame;
use crate::shell::paths;
use crate::shell::phone::Phone;
use crate::words::i18n::Words;
use crate::words::{self, contacts as say, help};

#[component]
pub fn NearPage() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let line = move |dialed: &str, shown: &str, about: Words| {
        view! {
            <li>
                <CallLink href=format!("tel:{dialed}") title=shown about=about.say(lang) />
            </li>
        }
    };
    let lines = help::LINES.map(|(dialed, shown, about)| line(dialed, shown, about));
    // The program's own line, as the document has it.
    let local = RwSignal::new(None::<String>);
    Effect::new(move |_| phone.late(|port| local.set(port.local_line())));
    let local = move || local.get().map(|shown| line(&help::dialed(&shown), &shown, help::LOCAL));
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
            <ul class="calls">{lines.collect_view()} {local}</ul>
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
