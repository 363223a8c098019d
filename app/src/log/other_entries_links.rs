//! Rows that lead to other entries than a craving.

use leptos::prelude::*;

use crate::shell::paths;
use crate::shell::phone::Phone;
use crate::words::daily;
use crate::words::i18n::Words;
use crate::words::kinds::{self, meeting, reach_out, thought_record};

const ROWS: [(&str, Words, Option<Words>); 6] = [
    (paths::TRIGGER, kinds::TRIGGER, None),
    (paths::USE, kinds::USE, Some(daily::NOTHING_LOST)),
    (paths::THOUGHT, thought_record::THOUGHT, None),
    (paths::MEETING, meeting::MEETING, None),
    (paths::REACHED, reach_out::REACH_OUT, None),
    (paths::SKILLS, daily::PRACTISE, None),
];

#[component]
pub fn OtherEntriesLinks() -> impl IntoView {
    let lang = Phone::here().lang;
    let row = |(path, words, fact): (&'static str, Words, Option<Words>)| {
        view! {
            <li>
                <a href=path>
                    <span class="t">{words.say(lang)}</span>
                    {fact.map(|fact| view! { <span class="fact">{fact.say(lang)}</span> })}
                </a>
            </li>
        }
    };
    view! {
        <nav aria-label=daily::OTHER_WAYS.say(lang)>
            <ul class="list">{ROWS.map(row).into_iter().collect_view()}</ul>
        </nav>
    }
    .into_any()
}
