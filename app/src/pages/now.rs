//! What now: one big thing to do, and where things stand.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::components::frame::Frame;
use crate::components::later::Later;
use crate::components::turn::Turn;
use crate::part::Part;
use crate::phone::{Phone, Stage};
use crate::{routes, words};

#[component]
pub fn Now() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let fresh = move || phone.stage.get() == Stage::New;
    view! {
        <Frame title=words::NOW_TITLE>
            <Turn at=1>
                // Drawn by the server, and as large as any text that comes later: the page is there at once.
                <p>{words::NOW_LEAD.say(lang)}</p>
                <Show when=fresh>
                    <section class="card">
                        <h2>{words::WELCOME.say(lang)}</h2>
                        <p>{words::WELCOME_TEXT.say(lang)}</p>
                        <p>{words::WELCOME_CODE.say(lang)}</p>
                        <A attr:class="button primary" href=routes::START>{words::ENTER_CODE.say(lang)}</A>
                    </section>
                </Show>
                <Show when=fresh><Later part=Part::Install/></Show>
                // Drawn once, from what is known, and not before.
                <Show when=move || phone.stage.get() != Stage::Loading><Later part=Part::Standing/></Show>
                <Show when=move || !fresh()>
                    <div class="dock">
                        <A attr:class="button primary" href=routes::LOG>{words::LOG_A_CRAVING.say(lang)}</A>
                        <a class="button secondary" href=routes::SKILLS>{words::daily::PRACTISE.say(lang)}</a>
                    </div>
                </Show>
            </Turn>
        </Frame>
    }
    .into_any()
}
