//! One of a few, as native radio buttons.

use leptos::prelude::*;

use crate::words::i18n::{Lang, Words};

#[component]
pub fn RadioGroup<T: Copy + PartialEq + Send + Sync + 'static>(
    legend: Words,
    all: &'static [(T, Words)],
    value: RwSignal<T>,
) -> impl IntoView {
    let lang = Lang::here();
    let name = legend.en;
    view! {
        <fieldset class="pick">
            <legend>{legend.say(lang)}</legend>
            {all
                .iter()
                .map(|(item, text)| {
                    let item = *item;
                    view! {
                        <label>
                            <input
                                type="radio"
                                name=name
                                prop:checked=move || value.get() == item
                                on:change=move |_| value.set(item)
                            />
                            {text.say(lang)}
                        </label>
                    }
                })
                .collect_view()}
        </fieldset>
    }
    .into_any()
}
