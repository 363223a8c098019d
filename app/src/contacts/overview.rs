//! The people whom a participant can call or text.

use domain::base::id::ObjectId;
use domain::contacts::contact::Contact;
use domain::entries::reach_out::Way;
use leptos::prelude::*;

use super::calls;
use super::form::{ContactForm, NEW_CONTACT, form_of};
use crate::entries::waiting::Waiting;
use crate::parts::dialog::Confirm;
use crate::shell::form::draft::{self, when_left};
use crate::shell::form::writing::Writing;
use crate::shell::frame::Frame;
use crate::shell::phone::{Phone, Stage};
use crate::shell::ports::drafts::FormId;
use crate::shell::router::{A, Address};
use crate::shell::trouble::Alert;
use crate::shell::unready::Unready;
use crate::words;
use crate::words::typed::whole;
use crate::words::{choices, contacts as say};

/// The form that is open: only one is, because they have the same fields.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    New,
    Of(ObjectId),
}

/// Opens a form that was left, unless another one is open.
fn reopen(open: RwSignal<Option<Open>>, left: Open) {
    if open.try_get_untracked() == Some(None) {
        open.set(Some(left));
    }
}

#[component]
pub fn PeoplePage() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let open = RwSignal::new(None::<Open>);
    // A form that was left before it was saved is open again.
    when_left(phone, FormId::of(NEW_CONTACT), move || reopen(open, Open::New));
    let ready = move || phone.stage.get() == Stage::Ready;
    let ids = Memo::new(move |_| {
        phone.look.with(|look| {
            let mut all: Vec<_> = look.contacts.iter().map(|(id, contact)| (!contact.at_hand, *id)).collect();
            all.sort_by_key(|(after, _)| *after);
            all.into_iter().map(|(_, id)| id).collect::<Vec<_>>()
        })
    });
    let none = move || ids.with(Vec::is_empty) && open.get().is_none();
    view! {
        <Frame title=say::PEOPLE>
            <Unready />
            <p class="quiet">{say::TEXT.say(lang)}</p>
            <Show when=ready>
                <Show when=none>
                    <p class="card quiet">{say::NONE.say(lang)}</p>
                </Show>
                <For each=move || ids.get() key=|id| *id children=move |id| view! { <Person id open /> } />
                <Show
                    when=move || open.get() == Some(Open::New)
                    fallback=move || {
                        view! {
                            <button
                                type="button"
                                class="button secondary"
                                on:click=move |_| open.set(Some(Open::New))
                            >
                                {say::ADD.say(lang)}
                            </button>
                        }
                    }
                >
                    <ContactForm document=None on_end=move || open.set(None) />
                </Show>
            </Show>
            <Waiting />
        </Frame>
    }
    .into_any()
}

/// One person: call, text, note, edit.
#[component]
fn Person(id: ObjectId, open: RwSignal<Option<Open>>) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let address = StoredValue::new(Address::here());
    let sure = RwSignal::new(false);
    let writing = Writing::new(phone);
    when_left(phone, form_of(id), move || reopen(open, Open::Of(id)));
    let document = move || phone.look.with_untracked(|look| look.document(id).map(|d| d.as_ref().clone()));
    // The call itself is the browser's; meanwhile the page asks how it went.
    let ask = move |way: Way| {
        address.try_with_value(|address| address.go(&calls::log(id, way)));
    };
    let delete = move || {
        let Some(document) = document() else { return };
        writing.run(
            |port, _| port.delete(id, document.heads),
            move |()| {
                draft::forget(phone, &form_of(id));
                open.try_set(None);
            },
        );
    };
    let taps = move |contact: &Contact| {
        let name = contact.name.as_str();
        let number = contact.number.as_ref()?;
        Some(view! {
            <div class="pair">
                <a
                    class="button primary"
                    href=calls::call(number)
                    aria-label=say::CALL_NAME.fill(lang, &[("name", name)])
                    on:click=move |_| ask(Way::Call)
                >
                    {say::CALL.say(lang)}
                </a>
                <a
                    class="button secondary"
                    href=calls::text(number, contact)
                    aria-label=say::WRITE_NAME.fill(lang, &[("name", name)])
                    on:click=move |_| ask(Way::Text)
                >
                    {say::WRITE.say(lang)}
                </a>
            </div>
        })
    };
    let contact = Memo::new(move |_| phone.look.with(|look| look.contact(id).cloned()));
    let shown = move || {
        let contact = contact.get()?;
        let name = contact.name.as_str();
        let role = contact.role.as_ref().map(|role| choices::chosen(role, say::role, lang));
        let at_hand = phone.look.with(|look| look.at_hand().any(|(known, _)| *known == id));
        let at_hand = at_hand.then(|| say::UNDER_HELP.say(lang).to_owned());
        let number = contact.number.as_ref().map(ToString::to_string);
        let about = role.into_iter().chain(number).chain(at_hand).collect::<Vec<_>>().join(" · ");
        Some(view! {
            <h2 dir="auto">{whole(name)}</h2>
            <p class="quiet">{about}</p>
            {taps(&contact)}
            <div class="row">
                <A
                    attr:class="text"
                    attr:aria-label=say::NOTE_IT_NAME.fill(lang, &[("name", name)])
                    href=calls::log(id, Way::Call)
                >
                    {say::NOTE_IT.say(lang)}
                </A>
                <button
                    type="button"
                    class="text"
                    aria-label=say::EDIT_NAME.fill(lang, &[("name", name)])
                    on:click=move |_| open.set(Some(Open::Of(id)))
                >
                    {words::EDIT.say(lang)}
                </button>
            </div>
        })
    };
    view! {
        <Show
            when=move || open.get() == Some(Open::Of(id))
            fallback=move || view! { <article class="card person">{shown}</article> }
        >
            <ContactForm document=document() on_end=move || open.set(None) />
            <button type="button" class="small grave" on:click=move |_| sure.set(true)>
                {words::DELETE.say(lang)}
            </button>
        </Show>
        <Alert trouble=writing.trouble />
        <Confirm
            open=sure
            question=say::DELETE_QUESTION
            explain=say::DELETE_TEXT.say(lang).to_owned()
            yes=words::DELETE
            on_yes=delete
        />
    }
    .into_any()
}
