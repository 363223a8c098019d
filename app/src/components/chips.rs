//! Things to choose from, and room for one's own words.

use domain::catalogue::Choice;
use domain::text::Label;
use leptos::prelude::*;

use crate::i18n::Words;
use crate::phone::Phone;
use crate::words;

/// Several of a catalogue, plus the participant's own.
#[component]
pub fn Chips<K>(
    legend: Words,
    all: &'static [K],
    name: fn(K) -> Words,
    #[prop(into)] value: Signal<Vec<Choice<K>>>,
    on_change: impl Fn(Vec<Choice<K>>) + Copy + Send + Sync + 'static,
    /// How many are shown before *More…*.
    #[prop(default = 8)]
    first: usize,
) -> impl IntoView
where
    K: Copy + PartialEq + Send + Sync + 'static,
{
    let lang = Phone::here().lang;
    let open = RwSignal::new(all.len() <= first);
    let own = RwSignal::new(String::new());
    let wrong = RwSignal::new(false);
    let toggle = move |choice: Choice<K>| {
        let mut now = value.get_untracked();
        match now.iter().position(|c| *c == choice) {
            Some(at) => drop(now.remove(at)),
            None => now.push(choice),
        }
        on_change(now);
    };
    // The browser may take the focus away because the page is gone already; nothing is typed then.
    let add = move || match Label::optional("own", &own.try_get_untracked().unwrap_or_default()) {
        Ok(Some(label)) => {
            own.set(String::new());
            wrong.set(false);
            if !value.get_untracked().contains(&Choice::Own(label.clone())) {
                toggle(Choice::Own(label));
            }
        }
        Ok(None) => {}
        Err(_) => wrong.set(true),
    };
    let known = move |k: K| {
        let chosen = Memo::new(move |_| value.with(|v| v.contains(&Choice::Known(k))));
        view! {
            <button type="button" class="chip" aria-pressed=move || chosen.get().to_string() on:click=move |_| toggle(Choice::Known(k))>
                {name(k).say(lang)}
            </button>
        }
    };
    let chosen_own = move || {
        value.get().into_iter().filter_map(|c| if let Choice::Own(label) = c { Some(label) } else { None }).map(|label| {
            let text = label.as_str().to_owned();
            view! {
                <button type="button" class="chip" aria-pressed="true" on:click=move |_| toggle(Choice::Own(label.clone()))>{text}</button>
            }
        }).collect_view()
    };
    view! {
        <fieldset class="card">
            <legend>{legend.say(lang)}" "<span class="quiet">{words::IF_YOU_LIKE.say(lang)}</span></legend>
            <div class="chips">
                {all.iter().take(first).copied().map(known).collect_view()}
                <Show when=move || open.get()>{all.iter().skip(first).copied().map(known).collect_view()}</Show>
                {chosen_own}
                <Show when=move || !open.get()>
                    <button type="button" class="chip quiet" on:click=move |_| open.set(true)>{words::MORE_CHOICES.say(lang)}</button>
                </Show>
            </div>
            <Show when=move || open.get()>
                <div class="own">
                    <input type="text" maxlength="80" aria-label=words::OWN_WORDS.say(lang) placeholder=words::OWN_WORDS.say(lang)
                        prop:value=move || own.get()
                        on:input=move |e| own.set(event_target_value(&e)) on:blur=move |_| add()
                        on:keydown=move |e| if e.key() == "Enter" { e.prevent_default(); add() }/>
                    <button type="button" class="small" on:click=move |_| add()>{words::ADD.say(lang)}</button>
                </div>
                <Show when=move || wrong.get()><p class="wrong" role="alert">{words::WRONG_LABEL.say(lang)}</p></Show>
            </Show>
        </fieldset>
    }
    .into_any()
}
