//! Instructions to add the app to the home screen in this browser; nothing if it is installed.

use leptos::prelude::*;

use crate::shell::phone::{HomeScreen, Phone};
use crate::words::home as words;

#[component]
pub fn Install() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let hint = move || match phone.home_screen.get() {
        HomeScreen::Unknown | HomeScreen::Installed => ().into_any(),
        HomeScreen::Offered => view! {
            <p>{words::OFFERED.say(lang)}</p>
            <p class="quiet">{words::AT_ONCE.say(lang)}</p>
            <button type="button" class="button secondary" on:click=move |_| phone.late(|port| port.install())>
                {words::INSTALL.say(lang)}
            </button>
        }
        .into_any(),
        HomeScreen::ShareButton => view! {
            <p>{words::IPHONE_WHY.say(lang)}</p>
            <ol>
                <li>{words::IPHONE_SHARE.say(lang)}</li>
                <li>{words::IPHONE_ADD.say(lang)}</li>
                <li>{words::IPHONE_OPEN.say(lang)}</li>
            </ol>
        }
        .into_any(),
        HomeScreen::Menu => view! {
            <p class="quiet">{words::MENU.say(lang)}</p>
            <p class="quiet">{words::AT_ONCE.say(lang)}</p>
        }
        .into_any(),
    };
    let shown = move || !matches!(phone.home_screen.get(), HomeScreen::Unknown | HomeScreen::Installed);
    view! {
        <Show when=shown>
            <section class="card" aria-labelledby="home-screen">
                <h2 id="home-screen">{words::TITLE.say(lang)}</h2>
                {hint}
            </section>
        </Show>
    }
    .into_any()
}
