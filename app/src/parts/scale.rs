//! Scales of eleven native buttons in three rows, each named for a screen reader.

use domain::entries::intensity::Intensity;
use leptos::prelude::*;

use crate::words;
use crate::words::i18n::{Lang, Words};

/// One button of a scale.
pub struct Step<T> {
    pub value: T,
    pub figure: u32,
    /// Its name for a screen reader.
    pub label: String,
    /// The word under the first and the last one.
    pub end: &'static str,
}

/// A scale, named for a screen reader.
pub struct Steps<T> {
    pub label: &'static str,
    pub all: Vec<Step<T>>,
}

/// A rating from 0 to 10.
#[component]
pub fn Scale(
    #[prop(into)] value: Signal<Option<Intensity>>,
    on_pick: impl Fn(Intensity) + Copy + 'static,
    /// Name of the rating, for a screen reader.
    #[prop(default = words::HOW_STRONG)]
    label: Words,
) -> impl IntoView {
    let lang = Lang::here();
    let all = Intensity::all().map(|value| {
        let end = match value.get() {
            0 => words::NOT_AT_ALL.say(lang),
            10 => words::STRONGEST.say(lang),
            _ => "",
        };
        let figure = u32::from(value.get());
        Step { value, figure, label: words::STEP_OF_TEN.fill(lang, &[("n", &figure.to_string())]), end }
    });
    drawn(Steps { label: label.say(lang), all: all.collect() }, value, on_pick)
}

pub fn drawn<T: Copy + PartialEq + Send + Sync + 'static>(
    steps: Steps<T>,
    chosen: Signal<Option<T>>,
    on_pick: impl Fn(T) + Copy + 'static,
) -> AnyView {
    let button = |Step { value, figure, label, end }: Step<T>| {
        view! {
            <button
                type="button"
                aria-label=label
                data-end=end
                aria-pressed=move || (chosen.get() == Some(value)).to_string()
                on:click=move |_| on_pick(value)
            >
                {figure}
            </button>
        }
    };
    view! {
        <div class="scale" role="group" aria-label=steps.label>
            {steps.all.into_iter().map(button).collect_view()}
        </div>
    }
    .into_any()
}
