//! Charts of the notes, drawn on this phone; nothing leaves it.

use domain::base::moment;
use domain::charts::Noted;
use leptos::prelude::*;

use super::{Drawing, Reader, Weeks};
use crate::shell::frame::Frame;
use crate::shell::paths;
use crate::shell::phone::{Phone, Stage};
use crate::shell::router::A;
use crate::shell::unready::Unready;
use crate::words::{self, history};

#[component]
pub fn ChartsPage() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let weeks = RwSignal::new(Weeks::default());
    let drawn = move || {
        if phone.stage.get() != Stage::Ready {
            return None;
        }
        let look = phone.look.get();
        let mut today = None;
        phone.ask(|port| today = Some(moment::day(port.local_now())));
        let noted: Vec<Noted<'_>> =
            look.entries.iter().map(|e| Noted { object: e.object, record: &e.record }).collect();
        let own_skill = |id| look.skills.iter().find(|(known, _)| *known == id).map(|(_, skill)| skill.name.clone());
        let drawing = Drawing {
            noted: &noted,
            last: today?,
            weeks: weeks.get(),
            own_skill: &own_skill,
            reader: Reader::Own,
            lang,
        };
        let nothing = || {
            view! {
                <div class="card">
                    <p>{history::NO_PICTURES.say(lang)}</p>
                    <A attr:class="button primary" href=paths::LOG>
                        {words::LOG_A_CRAVING.say(lang)}
                    </A>
                </div>
            }
        };
        Some(drawing.draw().unwrap_or_else(|| nothing().into_any()))
    };
    view! {
        <Frame title=history::VIEWS>
            <div class="chips" role="group" aria-label=history::HOW_LONG.say(lang)>
                {Weeks::ALL
                    .into_iter()
                    .map(|choice| {
                        view! {
                            <button
                                type="button"
                                class="chip"
                                aria-pressed=move || (weeks.get() == choice).to_string()
                                on:click=move |_| weeks.set(choice)
                            >
                                {choice.say(lang)}
                            </button>
                        }
                    })
                    .collect_view()}
            </div>
            <p class="quiet">{history::ONLY_HERE.say(lang)}</p>
            <Unready />
            {drawn}
            <A attr:class="small back" href=paths::HISTORY>
                {words::LIST.say(lang)}
            </A>
        </Frame>
    }
    .into_any()
}
