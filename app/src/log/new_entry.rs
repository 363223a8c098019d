//! The page of a form that becomes a new entry: the form with its draft, then the saved entry with what may come next.

use leptos::prelude::*;

use crate::entries::card::SavedCard;
use crate::kinds::entry_form::{EntryForm, MissingChoice};
use crate::kinds::when_field::WhenNotice;
use crate::parts::saved_line::SavedLine;
use crate::shell::form::Form;
use crate::shell::form::saving::Saving;
use crate::shell::frame::Frame;
use crate::shell::phone::Phone;
use crate::shell::router::A;
use crate::shell::trouble::Alert;
use crate::words;
use crate::words::i18n::Words;

/// The words of such a page, and the two pages it offers once the entry is saved.
#[derive(Clone, Copy)]
pub struct Says {
    pub title: Words,
    pub intro: Words,
    pub saved: Option<Words>,
    pub next: [(&'static str, Words); 2],
}

pub fn new_entry<F: EntryForm>(form: F, says: Says) -> AnyView {
    let phone = Phone::here();
    let lang = phone.lang;
    let saving = Saving::new(phone, form.id(), move || form.typed(), move |typed| form.fill(typed));
    let Saving { saved, undone, form: Form { draft, writing, .. } } = saving;
    let is_saved = saving.is_saved();
    let save = move || {
        if let Some(record) = form.at().record(phone.local_now(), form.finish()) {
            saving.save(record);
        }
    };
    form.at().on_sure(save);
    let touch = move || {
        draft.touch();
        if draft.is_changed() {
            form.at().touch(phone.local_now());
        }
    };
    let undo = Callback::new(move |()| saving.undo());
    let next = move || {
        let link = |((path, words), class): ((&'static str, Words), &'static str)| {
            view! {
                <A attr:class=class href=path>
                    {words.say(lang)}
                </A>
            }
        };
        says.next.into_iter().zip(["button primary", "button secondary"]).map(link).collect_view()
    };
    let fields = move || {
        view! {
            {draft.notice()}
            <WhenNotice when=form.at() />
            <p class="quiet">{says.intro.say(lang)}</p>
            <div class="fields" on:input=move |_| touch() on:click=move |_| touch()>
                {form.fields(false)}
            </div>
            <div class="dock">
                <MissingChoice form /> <Alert trouble=writing.trouble />
                <button type="button" class="button primary" on:click=move |_| save()>
                    {words::SAVE.say(lang)}
                </button>
            </div>
        }
        .into_any()
    };
    view! {
        <Frame title=says.title>
            <SavedLine saved=is_saved undone on_undo=undo />
            {move || match saved.get() {
                Some((object, _)) => {
                    view! {
                        <SavedCard object />
                        {says.saved.map(|words| view! { <p class="quiet">{words.say(lang)}</p> })}
                        <div class="dock">{next()}</div>
                    }
                        .into_any()
                }
                None => fields(),
            }}
        </Frame>
    }
    .into_any()
}
