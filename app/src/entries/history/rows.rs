//! Rows on the screen: days, and the entries of each.

use std::collections::HashMap;

use chrono::{Datelike as _, NaiveDate};
use domain::base::id::ObjectId;
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
    Day(String),
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

/// A quarter of an hour, in seconds.
const QUARTER: i64 = 900;

/// Times and days as they are written: asking the browser is slow.
#[derive(Default)]
pub struct Written {
    /// By minute since 1970.
    times: HashMap<i64, String>,
    /// By the day on which it was asked, because *today* does not stay so, and by quarter hours since 1970: in every
    /// zone a day begins with one.
    days: HashMap<(NaiveDate, i64), String>,
}

/// `entries` with a heading before each day. They come newest first.
pub fn lines<'a>(
    phone: Phone,
    entries: impl Iterator<Item = &'a Entry>,
    look: &Look,
    written: &mut Written,
) -> Vec<Line> {
    let mut lines = Vec::new();
    phone.ask(|port| {
        let now = port.local_now();
        let Written { times, days } = written;
        let mut last = None;
        let mut heading = String::new();
        for entry in entries {
            let at = entry.record.at.with_timezone(now.offset());
            if last != Some(at.date_naive()) {
                last = Some(at.date_naive());
                let day = days.entry((now.date_naive(), at.timestamp().div_euclid(QUARTER))).or_insert_with(|| {
                    let day = port.day(entry.record.at);
                    // A day of another year would look like one of this year.
                    if (now - at).num_days() < 300 { day } else { format!("{day} · {}", at.year()) }
                });
                // Around a change of the clocks two dates may have one name.
                if *day != heading {
                    lines.push(Line::Day(day.clone()));
                    heading.clone_from(day);
                }
            }
            let body = &entry.record.body;
            let names = search::names(look, body);
            lines.push(Line::Entry(EntryRow {
                object: entry.object,
                title: kinds::title(body, &names, phone.lang),
                time: times
                    .entry(entry.record.at.timestamp() / 60)
                    .or_insert_with(|| port.time(entry.record.at))
                    .clone(),
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
