//! The people under *Help*, to call with one tap.

use domain::base::id::ObjectId;
use domain::contacts::contact::{AT_HAND, Contact};
use leptos::prelude::*;

use super::calls;
use crate::parts::call_link::CallLink;
use crate::shell::phone::Phone;
use crate::words::typed::whole;
use crate::words::{choices, contacts as say};

/// As many of them as `most`, each a call and, on the second line, a text message.
#[component]
pub fn AtHand(#[prop(default = AT_HAND)] most: usize) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let rows = move || {
        let look = phone.look.get();
        let row = |(_, contact): &(ObjectId, Contact)| {
            let number = contact.number.as_ref()?;
            let name = contact.name.as_str();
            let role = contact.role.as_ref().map(|role| choices::chosen(role, say::role, lang));
            Some(view! {
                <li>
                    <CallLink
                        href=calls::call(number)
                        title=say::CALL_NAME.fill(lang, &[("name", name)])
                        about=role.unwrap_or_else(|| whole(number.as_str()))
                    />
                    <a
                        class="small"
                        href=calls::text(number, contact)
                        aria-label=say::WRITE_NAME.fill(lang, &[("name", name)])
                    >
                        {say::WRITE.say(lang)}
                    </a>
                </li>
            })
        };
        let rows: Vec<_> = look.at_hand().take(most).filter_map(row).collect();
        (!rows.is_empty()).then(|| {
            view! {
                <ul class="calls people" aria-label=say::MY_PEOPLE.say(lang)>
                    {rows}
                </ul>
            }
        })
    };
    view! { {rows} }.into_any()
}
