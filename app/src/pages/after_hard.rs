//! After a hard craving: what worked before, by the participant's own ratings.

use domain::body::Body;
use domain::craving::Intensity;
use domain::skill::WhichSkill;
use domain::works::{self, Offer, what_works};
use leptos::prelude::*;
use leptos_router::components::A;
use offline::view::Look;

use crate::choices;
use crate::i18n::{Lang, Words};
use crate::phone::Phone;
use crate::skills;
use crate::words::daily;

/// From this intensity on, a craving counts as hard here.
const HARD: u8 = 7;
/// For how long something is offered after it.
const LASTS_MS: i64 = 2 * 60 * 60 * 1000;

/// The hard craving of the last two hours, if there was one.
fn hard(look: &Look, now: i64) -> Option<Intensity> {
    look.entries.iter().find_map(|entry| match &entry.record.body {
        Body::Craving(craving) if craving.intensity.get() >= HARD => {
            let age = now - entry.record.at.timestamp_millis();
            (0..=LASTS_MS).contains(&age).then_some(craving.intensity)
        }
        _ => None,
    })
}

/// Address, name and reason of what is offered.
fn offered(look: &Look, now: i64, lang: Lang) -> Option<(String, String, Words)> {
    let intensity = hard(look, now)?;
    let practices: Vec<_> =
        look.entries.iter().filter_map(|e| if let Body::Practice(practice) = &e.record.body { Some(practice) } else { None }).collect();
    let (skill, why) = match works::offer(&what_works(&practices), intensity)? {
        Offer::Relief(skill) => (skill, daily::HELPED_BEFORE),
        Offer::Practised(skill) => (skill, daily::DONE_BEFORE),
    };
    let name = match skill {
        WhichSkill::Known(known) => choices::skill(known).say(lang).to_owned(),
        // One that was deleted since is not offered.
        WhichSkill::Own(own) => look.skills.iter().find(|(id, _)| *id == own)?.1.name.as_str().to_owned(),
    };
    Some((skills::address(skill), name, why))
}

#[component]
pub fn AfterHard() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let card = move || {
        let now = phone.now.get();
        let (href, name, why) = phone.look.with(|look| offered(look, now, lang))?;
        Some(view! {
            <section class="card">
                <p>{daily::HARD_TEXT.say(lang)}</p>
                <A attr:class="button secondary" href=href>{name}</A>
                <p class="quiet">{why.say(lang)}</p>
            </section>
        })
    };
    view! { {card} }.into_any()
}
