//! The triggers in their groups, and the participant's own.

use domain::base::text::Label;
use domain::entries::catalogue::Choice;
use domain::entries::trigger::{Trigger, TriggerGroup};
use leptos::prelude::*;

use crate::parts::own_choice::OwnChoice;
use crate::shell::phone::Phone;
use crate::words::{self, choices};

#[component]
pub fn TriggerChoices(
    value: RwSignal<Vec<Choice<Trigger>>>,
    /// Own ones of earlier entries.
    #[prop(into)]
    own: Signal<Vec<Label>>,
) -> impl IntoView {
    let lang = Phone::here().lang;
    let toggle = move |choice: Choice<Trigger>| {
        value.update(|chosen| match chosen.iter().position(|c| *c == choice) {
            Some(at) => drop(chosen.remove(at)),
            None => chosen.push(choice),
        });
    };
    let chip = move |choice: Choice<Trigger>| {
        let text = choices::chosen(&choice, choices::trigger, lang);
        let (mine, wanted) = (choice.clone(), choice);
        let chosen = Memo::new(move |_| value.with(|v| v.contains(&mine)));
        view! {
            <button
                type="button"
                class="chip"
                aria-pressed=move || chosen.get().to_string()
                on:click=move |_| toggle(wanted.clone())
            >
                {text}
            </button>
        }
    };
    // Chosen ones stay where they are when they are let go again, so that nothing jumps.
    let seen = RwSignal::new(Vec::<Label>::new());
    let all_own = Memo::new(move |_| {
        let mut all = own.get();
        let chosen = value.with(|v| {
            v.iter()
                .filter_map(|c| if let Choice::Own(label) = c { Some(label.clone()) } else { None })
                .collect::<Vec<_>>()
        });
        for label in chosen.into_iter().chain(seen.get_untracked()) {
            if !all.contains(&label) {
                all.push(label);
            }
        }
        seen.set(all.clone());
        all
    });
    let add = Callback::new(move |label: Label| {
        value.update(|v| {
            let choice = Choice::Own(label);
            if !v.contains(&choice) {
                v.push(choice);
            }
        });
    });
    view! {
        {TriggerGroup::ALL
            .iter()
            .map(|group| {
                view! {
                    <fieldset class="card">
                        <legend>{choices::trigger_group(*group).say(lang)}</legend>
                        <div class="chips">{group.triggers().map(|t| chip(Choice::Known(t))).collect_view()}</div>
                    </fieldset>
                }
            })
            .collect_view()}
        <fieldset class="card">
            <legend>{words::daily::YOURS.say(lang)}</legend>
            <div class="chips">
                {move || all_own.get().into_iter().map(|label| chip(Choice::Own(label))).collect_view()}
            </div>
            <OwnChoice on_add=add />
        </fieldset>
    }
    .into_any()
}
