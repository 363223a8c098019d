//! Logs a meeting of a self-help group.

use leptos::prelude::*;

use super::new_entry::{Says, new_entry};
use crate::kinds::meeting::form::MeetingForm;
use crate::shell::paths;
use crate::shell::router::A;
use crate::words;
use crate::words::kinds::meeting as say;

#[component]
pub fn MeetingPage() -> impl IntoView {
    let says = Says {
        title: say::MEETING,
        intro: say::TEXT,
        saved: None,
        next: |phone| {
            view! {
                <A attr:class="button primary" href=paths::TODAY>
                    {words::DONE.say(phone.lang)}
                </A>
                <A attr:class="button secondary" href=paths::REMINDERS>
                    {say::REMIND.say(phone.lang)}
                </A>
            }
            .into_any()
        },
    };
    new_entry(MeetingForm::empty(), says)
}
