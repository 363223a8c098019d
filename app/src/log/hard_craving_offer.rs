//! After a hard craving: what worked before, by the participant's own ratings.

use domain::base::id::ObjectId;
use domain::entries::body::Body;
use domain::entries::intensity::Intensity;
use domain::skills::works::{self, Offer};
use leptos::prelude::*;
use leptos_router::components::A;
use offline::look::Look;
use offline::look::entry::Entry;

use crate::shell::phone::Phone;
use crate::skills;
use crate::words::daily;
use crate::words::i18n::{Lang, Words};

/// From this intensity on, a craving counts as hard here.
pub const HARD: u8 = 7;
/// For how long something is offered after it.
const LASTS_MS: i64 = 2 * 60 * 60 * 1000;

/// The hard craving of the last two hours, if there was one.
fn hard(look: &Look, now: i64) -> Option<(ObjectId, Intensity)> {
    let age = |entry: &Entry| now - entry.record.at.timestamp_millis();
    // The newest come first: a long history is not read for this.
    look.entries.iter().take_while(|entry| age(entry) <= LASTS_MS).find_map(|entry| match &entry.record.body {
        Body::Craving(craving) if craving.intensity.get() >= HARD && age(entry) >= 0 => {
            Some((entry.object, craving.intensity))
        }
        _ => None,
    })
}

/// Address, name and reason of what is offered.
fn offered(look: &Look, now: i64, lang: Lang) -> Option<(String, String, Words)> {
    let (craving, intensity) = hard(look, now)?;
    let (skill, why) = match works::offer(&skills::works(look), intensity)? {
        Offer::Relief(skill) => (skill, daily::HELPED_BEFORE),
        Offer::Practised(skill) => (skill, daily::DONE_BEFORE),
        Offer::First(skill) => (skill, daily::NOT_TRIED_YET),
    };
    Some((skills::address_for(skill, craving), skills::name(skill, look, lang)?, why))
}

#[component]
pub fn HardCravingOffer() -> impl IntoView {
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
