//! Logs a thought, and looks at it from both sides.

use leptos::prelude::*;

use super::new_entry::{Says, new_entry};
use crate::kinds::thought_record::form::ThoughtForm;
use crate::shell::paths;
use crate::words;
use crate::words::daily;
use crate::words::kinds::thought_record as say;

#[component]
pub fn ThoughtRecordPage() -> impl IntoView {
    let says = Says {
        title: say::THOUGHT,
        intro: say::TEXT,
        saved: Some(say::SAVED),
        next: [(paths::TODAY, words::DONE), (paths::SKILLS, daily::PRACTISE)],
    };
    new_entry(ThoughtForm::empty(), says)
}
