//! Offer after a hard craving: the skill that worked before, by the participant's own ratings.

use domain::skills::works::{self, Offer};
use leptos::prelude::*;
use offline::look::Look;

use super::hard_craving::last_hard;
use crate::contacts::at_hand::AtHand;
use crate::shell::phone::Phone;
use crate::shell::router::A;
use crate::skills;
use crate::words::daily;
use crate::words::i18n::{Lang, Words};

/// Address, name and reason of the offer.
fn offered(look: &Look, now: i64, lang: Lang) -> Option<(String, String, Words)> {
    let (craving, intensity) = last_hard(look, now)?;
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
                <A attr:class="button primary" href=href>
                    {name}
                </A>
                <p class="quiet">{why.say(lang)}</p>
                <AtHand most=1 />
            </section>
        })
    };
    view! { {card} }.into_any()
}
