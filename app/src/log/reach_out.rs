//! Logs reaching out to somebody: the list of people leads here as soon as one is called.

use domain::base::id::ObjectId;
use domain::entries::reach_out::Way;
use leptos::prelude::*;

use super::new_entry::{Says, new_entry};
use crate::contacts::calls::{CONTACT, WAY, way_named};
use crate::kinds::reach_out::form::ReachOutForm;
use crate::shell::paths;
use crate::shell::router::Address;
use crate::words;
use crate::words::kinds::reach_out as say;

#[component]
pub fn ReachOutPage() -> impl IntoView {
    let address = Address::here();
    let contact = address.asked(CONTACT, |id| id.parse::<ObjectId>().ok());
    let way = address.asked(WAY, way_named).unwrap_or(Way::Call);
    let says = Says {
        title: say::REACH_OUT,
        intro: say::TEXT,
        saved: None,
        next: [(paths::TODAY, words::DONE), (paths::PEOPLE, words::contacts::PEOPLE)],
    };
    new_entry(ReachOutForm::to(contact, way), says)
}
