//! The form for a target: a substance or a behaviour, in the participant's own words.

use chrono::NaiveDate;
use domain::Invalid;
use domain::body::Body;
use domain::id::ObjectId;
use domain::target::{Aim, AimFrom, Target, TargetKind};
use domain::text::Label;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::trouble::Alert;
use crate::i18n::Words;
use crate::phone::Phone;
use crate::ports::Trouble;
use crate::words;

#[component]
pub fn TargetForm(on_saved: impl Fn(ObjectId) + Copy + Send + Sync + 'static) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let kind = RwSignal::new(TargetKind::Substance);
    let aim = RwSignal::new(Aim::Abstain);
    let (name, unit) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let wrong = RwSignal::new(None::<Invalid>);
    let trouble = RwSignal::new(None::<Trouble>);
    let parse = move |from: NaiveDate| -> Result<Target, Invalid> {
        let name = Label::new("name", &name.get_untracked())?;
        let unit = Label::new("unit", &unit.get_untracked())?;
        Target::new(kind.get_untracked(), name, unit, AimFrom { from, aim: aim.get_untracked(), goal: None })
    };
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        phone.ask(|port| match parse(port.local_now().date_naive()) {
            Err(invalid) => wrong.set(Some(invalid)),
            Ok(target) => {
                wrong.set(None);
                spawn_local(async move {
                    match port.record(Body::Target(target)).await {
                        Ok((id, _)) => on_saved(id),
                        Err(why) => trouble.set(Some(why)),
                    }
                });
            }
        });
    };
    let field = move |id: &'static str, label: Words, hint: Words, value: RwSignal<String>| {
        let bad = move || wrong.with(|w| w.as_ref().is_some_and(|w| w.field == id));
        view! {
            <div class="field">
                <label for=id>{label.say(lang)}</label>
                <input id=id type="text" maxlength="80" autocomplete="off" aria-invalid=move || bad().to_string() aria-describedby=format!("{id}-hint")
                    prop:value=move || value.get() on:input=move |e| value.set(event_target_value(&e))/>
                <p id=format!("{id}-hint") class=move || if bad() { "wrong" } else { "quiet" }>{move || if bad() { words::WRONG_LABEL.say(lang) } else { hint.say(lang) }}</p>
            </div>
        }
    };
    view! {
        <form class="card" on:submit=save novalidate>
            <h2>{words::TARGET_TITLE.say(lang)}</h2>
            <p class="quiet">{words::TARGET_TEXT.say(lang)}</p>
            <Pick legend=words::TARGET_KIND all=&[(TargetKind::Substance, words::SUBSTANCE), (TargetKind::Behaviour, words::BEHAVIOUR)] value=kind/>
            {field("name", words::TARGET_NAME, words::TARGET_NAME_HINT, name)}
            {field("unit", words::TARGET_UNIT, words::TARGET_UNIT_HINT, unit)}
            <Pick legend=words::TARGET_AIM all=&[(Aim::Abstain, words::ABSTAIN), (Aim::Reduce, words::REDUCE), (Aim::Taper, words::TAPER)] value=aim/>
            <Alert trouble/>
            <button type="submit" class="button primary">{words::SAVE.say(lang)}</button>
        </form>
    }
    .into_any()
}

/// One of a few, as native radio buttons.
#[component]
fn Pick<T: Copy + PartialEq + Send + Sync + 'static>(legend: Words, all: &'static [(T, Words)], value: RwSignal<T>) -> impl IntoView {
    let lang = Phone::here().lang;
    let name = legend.en;
    view! {
        <fieldset class="pick">
            <legend>{legend.say(lang)}</legend>
            {all.iter().map(|(item, text)| {
                let item = *item;
                view! {
                    <label><input type="radio" name=name prop:checked=move || value.get() == item on:change=move |_| value.set(item)/>{text.say(lang)}</label>
                }
            }).collect_view()}
        </fieldset>
    }
    .into_any()
}
