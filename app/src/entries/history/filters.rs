//! Filters: a word, a kind, who can read it.

use domain::entries::kinds::Kind;
use leptos::prelude::*;

use super::search::Filter;
use crate::kinds;
use crate::shell::phone::Phone;
use crate::words::history as words;
use crate::words::i18n::Words;

/// The kinds that can be asked for, by name.
fn of_kinds() -> impl Iterator<Item = (Kind, Words)> {
    Kind::ALL.iter().filter_map(|kind| Some((*kind, kinds::traits(*kind).filter?)))
}

const READERS: [(bool, Words); 2] = [(true, words::SHARED), (false, words::PRIVATE)];

#[component]
pub fn Filters(filter: RwSignal<Filter>, on_change: impl Fn(Filter) + Copy + Send + Sync + 'static) -> impl IntoView {
    let lang = Phone::here().lang;
    let change = move |how: &dyn Fn(&mut Filter)| {
        let mut changed = filter.get_untracked();
        how(&mut changed);
        on_change(changed);
    };
    let of_kind = move |(kind, name): (Kind, Words)| {
        let pressed = move || filter.with(|f| f.kinds.contains(&kind)).to_string();
        let toggle = move |_| {
            change(&|f| match f.kinds.iter().position(|k| *k == kind) {
                Some(at) => drop(f.kinds.remove(at)),
                None => f.kinds.push(kind),
            });
        };
        view! {
            <button type="button" class="chip" aria-pressed=pressed on:click=toggle>
                {name.say(lang)}
            </button>
        }
        .into_any()
    };
    let of_reader = move |(shared, name): (bool, Words)| {
        let pressed = move || filter.with(|f| f.shared == Some(shared)).to_string();
        let toggle = move |_| change(&|f| f.shared = (f.shared != Some(shared)).then_some(shared));
        view! {
            <button type="button" class="chip" aria-pressed=pressed on:click=toggle>
                {name.say(lang)}
            </button>
        }
        .into_any()
    };
    // The current filters stay readable when the choices are folded away.
    let chosen = move || {
        let names = filter.with(|f| {
            let kinds = of_kinds().filter(|(kind, _)| f.kinds.contains(kind)).map(|(_, name)| name.say(lang));
            kinds
                .chain(READERS.iter().filter(|(shared, _)| f.shared == Some(*shared)).map(|(_, name)| name.say(lang)))
                .collect::<Vec<_>>()
        });
        if names.is_empty() { String::new() } else { format!(": {}", names.join(", ")) }
    };
    let clear = move || !filter.with(Filter::is_empty);
    view! {
        <search>
            <div class="field">
                <label for="search">{words::SEARCH.say(lang)}</label>
                <input
                    id="search"
                    type="search"
                    dir="auto"
                    maxlength="200"
                    autocomplete="off"
                    enterkeyhint="search"
                    prop:value=move || filter.with(|f| f.text.clone())
                    on:input=move |e| {
                        let text = event_target_value(&e);
                        change(&|f| f.text.clone_from(&text));
                    }
                />
            </div>
            <details class="filters" open=filter.with_untracked(|f| !f.kinds.is_empty() || f.shared.is_some())>
                <summary>{words::FILTER.say(lang)}{chosen}</summary>
                <div class="chips" role="group" aria-label=words::KINDS.say(lang)>
                    {of_kinds().map(of_kind).collect_view()}
                </div>
                <div class="chips" role="group" aria-label=words::WHO_READS.say(lang)>
                    {READERS.into_iter().map(of_reader).collect_view()}
                </div>
            </details>
            <Show when=clear>
                <button type="button" class="small" on:click=move |_| on_change(Filter::default())>
                    {words::CLEAR.say(lang)}
                </button>
            </Show>
        </search>
    }
    .into_any()
}
