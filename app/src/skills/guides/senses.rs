//! Grounding: five things to see, four to touch, three to hear, two to smell, one to taste. At their own pace.

use leptos::prelude::*;

use crate::shell::phone::Phone;
use crate::words::i18n::Words;
use crate::words::practice as words;

const STEPS: [Words; 5] = [words::SENSES_1, words::SENSES_2, words::SENSES_3, words::SENSES_4, words::SENSES_5];
const LAST: u32 = 4;

#[component]
pub fn Senses(step: RwSignal<u32>) -> impl IntoView {
    let lang = Phone::here().lang;
    let at = Memo::new(move |_| step.get().min(LAST));
    let text = move || STEPS.get(at.get() as usize).map(|words| words.say(lang));
    let place =
        move || words::STEP_N.fill(lang, &[("n", &(at.get() + 1).to_string()), ("of", &STEPS.len().to_string())]);
    view! {
        <p class="big" aria-hidden="true">
            {move || 5 - at.get()}
        </p>
        <div role="status" class="say">
            <p>{text}</p>
        </div>
        <p class="quiet center">{place}</p>
        <div class="pair">
            <button
                type="button"
                class="small"
                disabled=move || at.get() == 0
                on:click=move |_| step.set(at.get_untracked().saturating_sub(1))
            >
                {words::BACK.say(lang)}
            </button>
            <button
                type="button"
                class="small"
                disabled=move || at.get() == LAST
                on:click=move |_| step.set(at.get_untracked() + 1)
            >
                {words::NEXT.say(lang)}
            </button>
        </div>
    }
    .into_any()
}
