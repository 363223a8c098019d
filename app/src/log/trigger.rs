//! Logs a trigger, with or without a craving: one tap and *Save*.

use domain::entries::body::Body;
use leptos::prelude::*;

use crate::entries::card::SavedCard;
use crate::kinds::trigger::form::{FORM, TriggerFields, TriggerForm};
use crate::kinds::trigger::own::own_triggers;
use crate::kinds::when_field::WhenNotice;
use crate::parts::saved_line::SavedLine;
use crate::shell::form::Form;
use crate::shell::form::saving::Saving;
use crate::shell::frame::Frame;
use crate::shell::paths;
use crate::shell::phone::{Phone, Stage};
use crate::shell::ports::drafts::FormId;
use crate::shell::router::A;
use crate::shell::trouble::Alert;
use crate::words::{self, daily};

#[component]
pub fn TriggerPage() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let form = TriggerForm::empty();
    let saving = Saving::new(phone, FormId::of(FORM), move || form.typed(), move |typed| form.fill(typed));
    let Saving { saved, undone, form: Form { draft, writing, .. } } = saving;
    let is_saved = saving.is_saved();
    let save = move || {
        if let Some(record) = form.at.record(phone.local_now(), form.finish().map(Body::Trigger)) {
            saving.save(record);
        }
    };
    form.at.on_sure(save);
    let touch = move || {
        draft.touch();
        if draft.is_changed() {
            form.at.touch(phone.local_now());
        }
    };
    let undo = Callback::new(move |()| saving.undo());
    // As it was when the page was opened: an entry typed now does not move the chips about.
    let own = Memo::new(move |_| {
        if phone.stage.get() == Stage::Ready { phone.look.with_untracked(|l| own_triggers(l)) } else { Vec::new() }
    });
    view! {
        <Frame title=words::kinds::TRIGGER>
            <SavedLine saved=is_saved undone on_undo=undo />
            {move || match saved.get() {
                Some((object, _)) => {
                    view! {
                        <SavedCard object />
                        <p class="quiet">{daily::MET_SAVED.say(lang)}</p>
                        <div class="dock">
                            <A attr:class="button primary" href=paths::LOG>
                                {daily::CRAVING_TOO.say(lang)}
                            </A>
                            <A attr:class="button secondary" href=paths::SKILLS>
                                {daily::PRACTISE.say(lang)}
                            </A>
                        </div>
                    }
                        .into_any()
                }
                None => {
                    view! {
                        {draft.notice()}
                        <WhenNotice when=form.at />
                        <p class="quiet">{daily::MET_TEXT.say(lang)}</p>
                        <div class="fields" on:input=move |_| touch() on:click=move |_| touch()>
                            <TriggerFields form own />
                        </div>
                        <div class="dock">
                            {form.complaint()} <Alert trouble=writing.trouble />
                            <button type="button" class="button primary" on:click=move |_| save()>
                                {words::SAVE.say(lang)}
                            </button>
                        </div>
                    }
                        .into_any()
                }
            }}
        </Frame>
    }
    .into_any()
}
