//! Scale of intensity: eleven native buttons in three rows, each named for a screen reader.

use domain::entries::intensity::Intensity;
use leptos::prelude::*;

use crate::words;
use crate::words::i18n::{Lang, Words};

#[component]
pub fn Scale(
    #[prop(into)] value: Signal<Option<Intensity>>,
    on_pick: impl Fn(Intensity) + Copy + 'static,
    /// Name of the rating, for a screen reader.
    #[prop(default = words::HOW_STRONG)]
    label: Words,
) -> impl IntoView {
    let lang = Lang::here();
    view! {
        <div class="scale" role="group" aria-label=label.say(lang)>
            {Intensity::all()
                .map(|step| {
                    let end = match step.get() {
                        0 => words::NOT_AT_ALL.say(lang),
                        10 => words::STRONGEST.say(lang),
                        _ => "",
                    };
                    let label = words::STEP_OF_TEN.fill(lang, &[("n", &step.get().to_string())]);
                    view! {
                        <button
                            type="button"
                            aria-label=label
                            data-end=end
                            aria-pressed=move || (value.get() == Some(step)).to_string()
                            on:click=move |_| on_pick(step)
                        >
                            {step.get()}
                        </button>
                    }
                })
                .collect_view()}
        </div>
    }
    .into_any()
}
