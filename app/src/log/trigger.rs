//! Logs a trigger, with or without a craving: one tap and *Save*.

use leptos::prelude::*;

use super::new_entry::{Says, new_entry};
use crate::kinds::trigger::form::TriggerForm;
use crate::shell::paths;
use crate::words::{daily, kinds};

#[component]
pub fn TriggerPage() -> impl IntoView {
    let says = Says {
        title: kinds::TRIGGER,
        intro: daily::MET_TEXT,
        saved: Some(daily::MET_SAVED),
        next: [(paths::LOG, daily::CRAVING_TOO), (paths::SKILLS, daily::PRACTISE)],
    };
    new_entry(TriggerForm::empty(), says)
}
