//! A practice that is there already, to be put right.

use domain::body::{Body, Record};
use domain::craving::Intensity;
use domain::practice::{Practice, Setting};
use domain::text::Note;
use leptos::prelude::*;
use leptos::task::spawn_local;
use offline::view::Entry;

use super::trouble::Alert;
use crate::components::scale::Scale;
use crate::i18n::Words;
use crate::phone::Phone;
use crate::ports::Trouble;
use crate::words;
use crate::words::kinds::{IN_A_CRAVING, IN_CALM};
use crate::words::practice as texts;

#[component]
pub fn EditPractice(entry: Entry, practice: Practice, editing: RwSignal<bool>) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let trouble = RwSignal::new(None::<Trouble>);
    let typed = RwSignal::new(practice.note.as_ref().map(|n| n.as_str().to_owned()).unwrap_or_default());
    let wrong = RwSignal::new(false);
    let practice = RwSignal::new(practice);
    let entry = StoredValue::new(entry);
    phone.ask(|port| port.set_writing(true));
    on_cleanup(move || phone.ask(|port| port.set_writing(false)));
    let save = move |_| {
        let note = Note::optional("note", &typed.get_untracked());
        wrong.set(note.is_err());
        let Ok(note) = note else { return };
        let (practice, Entry { object, heads, record, .. }) = (practice.get_untracked(), entry.get_value());
        phone.ask(|port| {
            spawn_local(async move {
                match port.revise(object, heads, Record::new(record.at, Body::Practice(Practice { note, ..practice }))).await {
                    Ok(_) => drop(editing.try_set(false)),
                    Err(why) => drop(trouble.try_set(Some(why))),
                }
            });
        });
    };
    // Which craving it was for stays as it was.
    let craving = match practice.with_untracked(|p| p.setting) {
        setting @ Setting::Craving(_) => setting,
        Setting::Calm => Setting::Craving(None),
    };
    let setting = move |text: Words, setting: Setting| {
        let chosen = move || practice.with(|p| p.setting == setting).to_string();
        view! { <button type="button" class="chip" aria-pressed=chosen on:click=move |_| practice.update(|p| p.setting = setting)>{text.say(lang)}</button> }
    };
    let rating = move |question: Words, of: fn(&mut Practice) -> &mut Option<Intensity>| {
        let value = Signal::derive(move || *of(&mut practice.get()));
        // A second tap takes the number back.
        let pick = move |step| practice.update(|p| *of(p) = if *of(p) == Some(step) { None } else { Some(step) });
        view! {
            <h2>{question.say(lang)} " " <span class="quiet">{words::IF_YOU_LIKE.say(lang)}</span></h2>
            <Scale value on_pick=pick/>
        }
    };
    view! {
        <div class="chips" role="group" aria-label=texts::WHEN_IS_IT.say(lang)>
            {setting(IN_CALM, Setting::Calm)}
            {setting(IN_A_CRAVING, craving)}
        </div>
        {rating(texts::RATE_BEFORE, |p| &mut p.before)}
        {rating(texts::RATE_AFTER, |p| &mut p.after)}
        <div class="card field">
            <label for="note">{words::A_NOTE.say(lang)}" "<span class="quiet">{words::IF_YOU_LIKE.say(lang)}</span></label>
            <textarea id="note" rows="3" aria-invalid=move || wrong.get().to_string() aria-describedby="note-wrong"
                prop:value=move || typed.get() on:input=move |e| typed.set(event_target_value(&e))></textarea>
            <p id="note-wrong" class="wrong" role="alert">{move || wrong.get().then(|| words::WRONG_NOTE.say(lang))}</p>
        </div>
        <Alert trouble/>
        <div class="push pair">
            <button type="button" class="button secondary" on:click=move |_| editing.set(false)>{words::CANCEL.say(lang)}</button>
            <button type="button" class="button primary" on:click=save>{words::SAVE.say(lang)}</button>
        </div>
    }
    .into_any()
}
