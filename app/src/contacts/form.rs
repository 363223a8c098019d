//! The form for a person to call: new, or one that is there.

use std::rc::Rc;

use domain::Invalid;
use domain::base::id::{ObjectId, RevisionId};
use domain::base::text::{Label, Message};
use domain::contacts::contact::{AT_HAND, Contact, ContactRole};
use domain::contacts::number::TelNumber;
use domain::entries::body::Body;
use domain::entries::catalogue::Choice;
use leptos::prelude::*;
use offline::look::entry::Entry;
use serde::{Deserialize, Serialize};

use crate::parts::chips::ChipsOfOne;
use crate::parts::field::{Field, Input};
use crate::parts::says::Mistake;
use crate::parts::switch::Switch;
use crate::shell::form::Form;
use crate::shell::form::complaint::{complain, complaint, forgive, untaken};
use crate::shell::form::document::{self, Before};
use crate::shell::form::save_or_cancel::SaveOrCancel;
use crate::shell::phone::Phone;
use crate::shell::ports::drafts::FormId;
use crate::words::contacts as say;
use crate::words::i18n::Words;
use crate::words::typed::inside;

/// Names the form for a new person; drafts are stored under it.
pub const NEW_CONTACT: &str = "contact";

/// Names the form of a person who is there.
pub fn form_of(contact: ObjectId) -> FormId {
    FormId::of_each(NEW_CONTACT, &contact)
}

/// Values of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct TypedContact {
    /// The heads it was made from: an edit of another phone meanwhile is kept beside it.
    #[serde(default)]
    heads: Vec<RevisionId>,
    name: String,
    role: Option<Choice<ContactRole>>,
    number: String,
    message: String,
    at_hand: bool,
}

/// The names of the others under *Help*, when there is no room for one more.
fn full(phone: Phone, but: Option<ObjectId>) -> Option<String> {
    phone.look.with_untracked(|look| {
        let others = look.at_hand().filter(|(id, _)| Some(*id) != but);
        let names: Vec<String> = others.map(|(_, contact)| inside(contact.name.as_str())).collect();
        (names.len() >= AT_HAND).then(|| names.join(", "))
    })
}

#[component]
pub fn ContactForm(
    /// The one to change; none for a new one.
    document: Option<Entry>,
    /// It was saved, or nothing is to be saved.
    on_end: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let text = move |words: Words| words.say(lang).to_owned();
    let before = document
        .as_ref()
        .and_then(|d| if let Body::Contact(contact) = &d.record.body { Some(contact.clone()) } else { None });
    let this = document.as_ref().map(|d| d.object);
    let typed = |of: fn(&Contact) -> Option<String>| RwSignal::new(before.as_ref().and_then(of).unwrap_or_default());
    let name = typed(|c| Some(c.name.as_str().to_owned()));
    let number = typed(|c| c.number.as_ref().map(ToString::to_string));
    let message = typed(|c| c.message.as_ref().map(|m| m.as_str().to_owned()));
    let at_hand = RwSignal::new(before.as_ref().is_some_and(|c| c.at_hand));
    let role = RwSignal::new(before.and_then(|c| c.role));
    let heads = RwSignal::new(document.as_ref().map(|d| d.heads.clone()).unwrap_or_default());
    let document = StoredValue::new(document);
    let wrong = RwSignal::new(Vec::<Invalid>::new());
    // No room under Help.
    let taken = RwSignal::new(None::<String>);
    let form = Form::new(
        phone,
        this.map_or_else(|| FormId::of(NEW_CONTACT), form_of),
        move || TypedContact {
            heads: heads.get(),
            name: name.get(),
            role: role.get(),
            number: number.get(),
            message: message.get(),
            at_hand: at_hand.get(),
        },
        move |typed: TypedContact| {
            heads.set(typed.heads);
            name.set(typed.name);
            role.set(typed.role);
            number.set(typed.number);
            message.set(typed.message);
            at_hand.set(typed.at_hand);
        },
    );
    for (value, fields) in [(name, &["name"][..]), (number, &["number", "at_hand"]), (message, &["message"])] {
        forgive(wrong, value, fields);
    }
    // Everything that is wrong is said at once.
    let parse = move || -> Result<Contact, Vec<Invalid>> {
        let called = Label::new("name", &name.get_untracked());
        let number = TelNumber::optional("number", &number.get_untracked());
        let message = Message::optional("message", &message.get_untracked());
        let to_call = match &number {
            Ok(None) if at_hand.get_untracked() => Err(Invalid::new("at_hand", "a person with a telephone number")),
            _ => Ok(()),
        };
        match (called, number, message, to_call) {
            (Ok(name), Ok(number), Ok(message), Ok(())) => {
                Ok(Contact { name, role: role.get_untracked(), number, message, at_hand: at_hand.get_untracked() })
            }
            (name, number, message, to_call) => {
                Err([name.err(), number.err(), message.err(), to_call.err()].into_iter().flatten().collect())
            }
        }
    };
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let contact = match parse() {
            Ok(contact) => contact,
            Err(all) => return complain(wrong, all),
        };
        // Another phone may have been quicker.
        taken.set(if contact.at_hand { full(phone, this) } else { None });
        if taken.with_untracked(Option::is_some) {
            return;
        }
        let before = document.with_value(|d| Some(Before { heads: heads.get_untracked(), ..d.as_ref()?.into() }));
        form.save(
            |port, _| {
                let port = Rc::clone(port);
                Box::pin(async move { document::keep(&port, before, Body::Contact(contact)).await })
            },
            move |_| on_end(),
        );
    };
    let put_at_hand = move |on: bool| {
        taken.set(if on { full(phone, this) } else { None });
        if taken.with_untracked(Option::is_none) {
            at_hand.set(on);
            form.draft.touch();
        }
    };
    let no_number = complaint(wrong, &["at_hand"], say::NO_NUMBER, lang);
    let not_there = move || match taken.get() {
        Some(names) => Some(say::FULL.fill(lang, &[("names", &names)])),
        None => no_number.get().filter(|_| at_hand.get()),
    };
    view! {
        <form class="field-list" on:submit=save on:input=move |_| form.draft.touch() novalidate>
            {form.draft.notice()}
            <div class="card fields">
                <Field
                    id="contact-name"
                    label=text(say::NAME)
                    hint=text(say::NAME_HINT)
                    value=name
                    wrong={ untaken::<80>(wrong, "name", name, lang) }
                />
                <Field
                    id="contact-number"
                    label=text(say::NUMBER)
                    hint=text(say::NUMBER_HINT)
                    input=Input::Tel
                    value=number
                    wrong=complaint(wrong, &["number"], say::NUMBER_WRONG, lang)
                />
            </div>
            <ChipsOfOne
                legend=say::ROLE
                all=ContactRole::ALL.to_vec()
                name=say::role
                value=role
                on_change=move |chosen| {
                    role.set(chosen);
                    form.draft.touch();
                }
            />
            <div class="card fields">
                <Field
                    id="contact-message"
                    label=text(say::MESSAGE)
                    hint=text(say::MESSAGE_HINT)
                    value=message
                    wrong={ untaken::<500>(wrong, "message", message, lang) }
                />
                <div class="pick">
                    <Switch id="contact-at-hand" label=text(say::AT_HAND) on=at_hand on_change=put_at_hand />
                    <p class="quiet hint">{say::AT_HAND_HINT.say(lang)}</p>
                    <Mistake said=Signal::derive(not_there) />
                </div>
            </div>
            <SaveOrCancel form on_cancel=on_end />
        </form>
    }
    .into_any()
}
