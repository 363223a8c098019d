//! Logs a meeting of a self-help group.

use leptos::prelude::*;

use super::new_entry::{Says, new_entry};
use crate::kinds::meeting::form::MeetingForm;
use crate::shell::paths;
use crate::words;
use crate::words::kinds::meeting as say;

#[component]
pub fn MeetingPage() -> impl IntoView {
    let says = Says {
        title: say::MEETING,
        intro: say::TEXT,
        saved: None,
        next: [(paths::TODAY, words::DONE), (paths::REMINDERS, say::REMIND)],
    };
    new_entry(MeetingForm::empty(), says)
}
