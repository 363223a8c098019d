//! Choices, with room for the person's own words.

use domain::base::text::Label;
use domain::entries::catalogue::Choice;
use leptos::prelude::*;

use super::own_choice::OwnChoice;
use crate::words;
use crate::words::i18n::{Lang, Words};
use crate::words::typed::whole;

/// Several of a catalogue, plus the participant's own.
#[component]
pub fn Chips<K>(
    legend: Words,
    /// In the order they are shown.
    all: Vec<K>,
    name: fn(K) -> Words,
    #[prop(into)] value: Signal<Vec<Choice<K>>>,
    on_change: impl Fn(Vec<Choice<K>>) + Copy + Send + Sync + 'static,
    /// Number of choices shown before *18 more*.
    #[prop(default = 8)]
    first: usize,
    /// One of them has to be chosen.
    #[prop(optional)]
    required: bool,
) -> impl IntoView
where
    K: Copy + PartialEq + Send + Sync + 'static,
{
    let lang = Lang::here();
    let open = RwSignal::new(all.len() <= first);
    let more = all.len().saturating_sub(first).to_string();
    let (shown, behind) = all.split_at(first.min(all.len()));
    let (shown, behind) = (shown.to_vec(), StoredValue::new(behind.to_vec()));
    let toggle = move |choice: Choice<K>| {
        let mut now = value.get_untracked();
        match now.iter().position(|c| *c == choice) {
            Some(at) => drop(now.remove(at)),
            None => now.push(choice),
        }
        on_change(now);
    };
    let add = Callback::new(move |label: Label| {
        if !value.get_untracked().contains(&Choice::Own(label.clone())) {
            toggle(Choice::Own(label));
        }
    });
    let known = move |k: K| {
        let chosen = Memo::new(move |_| value.with(|v| v.contains(&Choice::Known(k))));
        view! {
            <button
                type="button"
                class="chip"
                aria-pressed=move || chosen.get().to_string()
                on:click=move |_| toggle(Choice::Known(k))
            >
                {name(k).say(lang)}
            </button>
        }
    };
    let chosen_own = move || {
        value
            .get()
            .into_iter()
            .filter_map(|c| if let Choice::Own(label) = c { Some(label) } else { None })
            .map(|label| {
                let text = whole(label.as_str());
                view! {
                    <button
                        type="button"
                        class="chip"
                        dir="auto"
                        aria-pressed="true"
                        on:click=move |_| toggle(Choice::Own(label.clone()))
                    >
                        {text}
                    </button>
                }
            })
            .collect_view()
    };
    view! {
        <fieldset class="card">
            <legend>
                {legend.say(lang)}
                {(!required).then(|| view! { " "<span class="quiet">{words::IF_YOU_LIKE.say(lang)}</span> })}
            </legend>
            <div class="chips">
                {shown.into_iter().map(known).collect_view()}
                <Show when=move || open.get()>{behind.get_value().into_iter().map(known).collect_view()}</Show>
                {chosen_own} <Show when=move || !open.get()>
                    <button type="button" class="text" on:click=move |_| open.set(true)>
                        {words::MORE_CHOICES.fill(lang, &[("n", &more)])}
                    </button>
                </Show>
            </div>
            <Show when=move || open.get()>
                <OwnChoice on_add=add />
            </Show>
        </fieldset>
    }
    .into_any()
}

/// One of a catalogue at most, or the participant's own; a second tap takes it back.
#[component]
pub fn ChipsOfOne<K>(
    legend: Words,
    /// In the order they are shown.
    all: Vec<K>,
    name: fn(K) -> Words,
    #[prop(into)] value: Signal<Option<Choice<K>>>,
    on_change: impl Fn(Option<Choice<K>>) + Copy + Send + Sync + 'static,
    /// Number of choices shown before *18 more*.
    #[prop(default = 8)]
    first: usize,
    /// One has to be chosen.
    #[prop(optional)]
    required: bool,
) -> impl IntoView
where
    K: Copy + PartialEq + Send + Sync + 'static,
{
    // The latest tap is the last of the list, which never has more than one before it.
    let list = Signal::derive(move || value.with(|one| one.iter().cloned().collect::<Vec<_>>()));
    let change = move |list: Vec<Choice<K>>| on_change(list.last().cloned());
    view! { <Chips legend all name value=list on_change=change first required /> }.into_any()
}
