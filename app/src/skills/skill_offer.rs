//! After a craving is saved: a skill one tap away, the one that helped before if there is one.

use domain::base::id::ObjectId;
use domain::entries::intensity::Intensity;
use domain::skills::works::{self, Offer};
use leptos::prelude::*;

use crate::log::hard_craving::is_hard;
use crate::shell::phone::{Phone, Stage};
use crate::shell::router::A;
use crate::skills;
use crate::words::practice as texts;

#[component]
pub fn SkillOffer(
    /// The craving that was saved, and how strong it was.
    craving: Signal<Option<(ObjectId, Intensity)>>,
) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let card = move || {
        let (object, intensity) = craving.get()?;
        // Before the journal is open, no results are known.
        if phone.stage.get() != Stage::Ready {
            return None;
        }
        let look = phone.look.get();
        let worked = skills::works(&look);
        let (which, sentence) = match works::offer(&worked, intensity)? {
            Offer::Relief(which) => {
                let best = worked.iter().find(|w| w.skill == which)?;
                let values = [
                    ("change", skills::change(best.claim?, lang)),
                    ("n", best.pairs.to_string()),
                    ("skill", skills::name(which, &look, lang)?),
                ];
                (which, texts::OFFER_RELIEF.fill(lang, &values.each_ref().map(|(name, value)| (*name, value.as_str()))))
            }
            Offer::Practised(which) => {
                (which, texts::OFFER_PRACTISED.fill(lang, &[("skill", &skills::name(which, &look, lang)?)]))
            }
            Offer::First(which) => {
                (which, texts::OFFER_FIRST.fill(lang, &[("skill", &skills::name(which, &look, lang)?)]))
            }
        };
        let address = skills::address_for(which, object);
        let class = if is_hard(intensity) { "button primary" } else { "button secondary" };
        Some(view! {
            <section class="card">
                <p>{sentence}</p>
                <A attr:class=class href=address>
                    {texts::OFFER_GO.say(lang)}
                </A>
            </section>
        })
    };
    view! { {card} }.into_any()
}
