//! An optional note to staff, up to 600 characters.

use domain::base::text::ReplyText;
use leptos::prelude::*;

use crate::parts::says::{Says, described};
use crate::shell::form::Form;
use crate::shell::phone::Phone;
use crate::shell::ports::drafts::FormId;
use crate::shell::trouble::Alert;
use crate::words::i18n::Words;
use crate::words::{self, schedule as say, typed};

/// A note in the middle of being typed.
#[derive(Clone, Copy)]
pub struct Note {
    pub form: Form,
    pub text: RwSignal<String>,
    wrong: RwSignal<bool>,
}

impl Note {
    /// `form` names it; its draft is stored under it.
    pub fn new(phone: Phone, form: FormId) -> Self {
        let text = RwSignal::new(String::new());
        let form = Form::new(phone, form, move || text.get(), move |left| text.set(left));
        Self { form, text, wrong: RwSignal::new(false) }
    }

    /// The typed text, if it can be sent; shows the error if not.
    pub fn read(self) -> Option<Option<ReplyText>> {
        let text = ReplyText::optional("reason", &self.text.get_untracked());
        self.wrong.set(text.is_err());
        text.ok()
    }
}

#[component]
pub fn StaffNote(
    id: &'static str,
    label: Words,
    note: Note,
    #[prop(default = say::SEND)] send: Words,
    on_send: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let lang = Phone::here().lang;
    let Note { form, text, wrong } = note;
    let why = move || wrong.get().then(|| typed::why::<600>(&text.get_untracked(), lang)).flatten();
    let put = move |value: String| {
        form.draft.touch();
        text.set(value);
    };
    view! {
        <div class="card field">
            <label for=id>{label.say(lang)}" "<span class="quiet">{words::IF_YOU_LIKE.say(lang)}</span></label>
            {form.draft.notice()}
            <textarea
                id=id
                rows="3"
                aria-invalid=move || wrong.get().to_string()
                dir="auto"
                aria-describedby=described(id)
                prop:value=move || text.get()
                on:input=move |e| put(event_target_value(&e))
            ></textarea>
            <Says
                id
                hint=Signal::derive(move || say::STAFF_READ.say(lang).to_owned())
                wrong=Signal::derive(why)
            />
            <Alert trouble=form.trouble() />
            <button type="button" class="small" on:click=move |_| on_send()>
                {send.say(lang)}
            </button>
        </div>
    }
    .into_any()
}
