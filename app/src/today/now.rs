//! The first page: one big thing to do, and a summary.

use leptos::prelude::*;

use crate::log::hard_craving::last_hard;
use crate::shell::drawing::first_paint_step::FirstPaintStep;
use crate::shell::drawing::late_part::LatePart;
use crate::shell::frame::Frame;
use crate::shell::part::Part;
use crate::shell::paths;
use crate::shell::phone::{Phone, Stage};
use crate::shell::router::A;
use crate::words;

#[component]
pub fn TodayPage() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let fresh = move || phone.stage.get() == Stage::New;
    // After a hard craving the helpful skill comes first: its card has the primary button then.
    let hard = Memo::new(move |_| phone.look.with(|look| last_hard(look, phone.now.get()).is_some()));
    let log_class = move || if hard.get() { "button secondary" } else { "button primary" };
    view! {
        <Frame title=words::NOW_TITLE>
            <FirstPaintStep at=1>
                // Drawn by the server, and as large as any text that comes later: the page is there at once.
                <p>{words::NOW_LEAD.say(lang)}</p>
                <Show when=fresh>
                    <section class="card">
                        <h2>{words::WELCOME.say(lang)}</h2>
                        <p>{words::WELCOME_TEXT.say(lang)}</p>
                        <p>{words::WELCOME_CODE.say(lang)}</p>
                        <A attr:class="button primary" href=paths::START>
                            {words::ENTER_CODE.say(lang)}
                        </A>
                    </section>
                </Show>
                <Show when=fresh>
                    <LatePart part=Part::Install />
                </Show>
                // Drawn once, from known data, and not before.
                <Show when=move || phone.stage.get() != Stage::Loading>
                    <LatePart part=Part::Summary />
                </Show>
                <Show when=move || !fresh()>
                    <div class="dock">
                        <a class=log_class href=paths::LOG>
                            {words::LOG_A_CRAVING.say(lang)}
                        </a>
                        <a class="button secondary" href=paths::SKILLS>
                            {words::daily::PRACTISE.say(lang)}
                        </a>
                    </div>
                </Show>
            </FirstPaintStep>
        </Frame>
    }
    .into_any()
}
