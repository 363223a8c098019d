//! Rows on the screen: days, and the entries of each.

use std::collections::HashMap;

use chrono::{NaiveDate, Timelike as _};
use domain::base::id::ObjectId;
use domain::base::moment;
use leptos::prelude::*;
use offline::look::Look;
use offline::look::entry::Entry;

use super::search;
use crate::entries::state::{mark, sentence};
use crate::shell::paths;
use crate::shell::phone::Phone;
use crate::{kinds, words};

/// Lines that are equal look alike: unchanged ones stay as they are on the screen.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Line {
    Day {
        name: String,
        /// Number of earlier headings of that name: the days of somebody who crossed the date line come twice.
        before: usize,
    },
    Entry(EntryRow),
}

/// An entry in words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EntryRow {
    pub object: ObjectId,
    title: String,
    time: String,
    about: String,
    state: String,
    mark: &'static str,
    replied: bool,
}

/// Times and days as they are written: asking the browser is slow.
#[derive(Default)]
pub struct Written {
    /// By hour and minute.
    times: HashMap<(u32, u32), String>,
    /// By the day on which it was asked, because *today* does not stay so, and by the day asked about.
    days: HashMap<(NaiveDate, NaiveDate), String>,
}

/// `entries` with a heading before each day, each entry under the day on which it was, then and there. They come newest
/// first.
pub fn lines<'a>(
    phone: Phone,
    entries: impl Iterator<Item = &'a Entry>,
    look: &Look,
    written: &mut Written,
) -> Vec<Line> {
    let mut lines = Vec::new();
    phone.ask(|port| {
        let today = moment::day(port.local_now());
        let Written { times, days } = written;
        let mut last = None;
        let mut headings = HashMap::<NaiveDate, usize>::new();
        for entry in entries {
            let at = entry.record.at;
            let day = entry.record.day();
            if last != Some(day) {
                last = Some(day);
                let name = days.entry((today, day)).or_insert_with(|| port.day(at)).clone();
                let again = headings.entry(day).or_default();
                lines.push(Line::Day { name, before: *again });
                *again += 1;
            }
            let body = &entry.record.body;
            let names = search::names(look, body);
            lines.push(Line::Entry(EntryRow {
                object: entry.object,
                title: kinds::title(body, &names, phone.lang),
                time: times.entry((at.hour(), at.minute())).or_insert_with(|| port.time(at)).clone(),
                about: kinds::about(body, &names, phone.lang),
                state: sentence(phone.lang, entry),
                mark: mark(entry),
                replied: !entry.replies.is_empty(),
            }));
        }
    });
    lines
}

#[component]
pub fn Row(
    row: EntryRow,
    /// Whose link takes the focus when it comes to the screen.
    focus: StoredValue<Option<ObjectId>>,
    on_open: impl Fn(ObjectId) + 'static,
) -> impl IntoView {
    let lang = Phone::here().lang;
    let EntryRow { object, title, time, about, state, mark, replied } = row;
    let link = NodeRef::<leptos::html::A>::new();
    if focus.get_value() == Some(object) {
        focus.set_value(None);
        link.on_load(|link| {
            // A link that is gone again takes no focus.
            let _ = link.focus();
        });
    }
    view! {
        <article>
            <a node_ref=link href=paths::entry_path(object) on:click=move |_| on_open(object)>
                <div class="t">
                    <b>{title}</b>
                    {(!about.is_empty()).then(|| view! { <p class="quiet">{about}</p> })}
                    {replied.then(|| view! { <span class="tag">{words::HAS_REPLY.say(lang)}</span> })}
                    <p class="state">
                        <span class=mark aria-hidden="true"></span>
                        {state}
                    </p>
                </div>
                <span class="fact">{time}</span>
            </a>
        </article>
    }
    .into_any()
}
