//! An optional note to staff, up to 600 characters.

use domain::base::text::ReplyText;
use leptos::prelude::*;

use crate::shell::form::Form;
use crate::shell::phone::Phone;
use crate::shell::ports::drafts::FormId;
use crate::shell::trouble::Alert;
use crate::words::i18n::Words;
use crate::words::{self, schedule as say};

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
    let described = format!("{id}-read");
    let typed = move |value: String| {
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
                aria-describedby=described.clone()
                prop:value=move || text.get()
                on:input=move |e| typed(event_target_value(&e))
            ></textarea>
            <p id=described class=move || if wrong.get() { "wrong" } else { "quiet" }>
                {move || if wrong.get() { say::WHY_WRONG } else { say::STAFF_READ }.say(lang)}
            </p>
            <Alert trouble=form.trouble() />
            <button type="button" class="small" on:click=move |_| on_send()>
                {send.say(lang)}
            </button>
        </div>
    }
    .into_any()
}
