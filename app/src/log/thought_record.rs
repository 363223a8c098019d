//! Logs a thought, and looks at it from both sides.

use leptos::prelude::*;

use super::new_entry::{Says, new_entry};
use crate::kinds::thought_record::form::ThoughtForm;
use crate::shell::paths;
use crate::shell::router::A;
use crate::words;
use crate::words::daily;
use crate::words::kinds::thought_record as say;

#[component]
pub fn ThoughtRecordPage() -> impl IntoView {
    let says = Says {
        title: say::THOUGHT,
        intro: say::TEXT,
        saved: Some(say::SAVED),
        next: |phone| {
            view! {
                <A attr:class="button primary" href=paths::TODAY>
                    {words::DONE.say(phone.lang)}
                </A>
                <A attr:class="button secondary" href=paths::SKILLS>
                    {daily::PRACTISE.say(phone.lang)}
                </A>
            }
            .into_any()
        },
    };
    new_entry(ThoughtForm::empty(), says)
}
