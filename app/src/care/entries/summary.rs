//! One shared entry as a row of a list. An unopened one shows only when it came.

use chrono::{DateTime, FixedOffset, Utc};
use domain::entries::body::{Body, SharedCopy};
use leptos::prelude::*;

use crate::care::shell::when;
use crate::care::words as w;
use crate::kinds;
use crate::words::i18n::Lang;
use crate::words::typed::inside;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryState {
    /// The reader has not opened it.
    New,
    Opened,
    /// Somebody of the care team marked it.
    Reviewed,
}

/// A line's view of an entry that the reader has opened.
#[derive(Clone, Debug)]
pub struct Glance {
    pub title: String,
    /// Of a craving: how strong.
    pub intensity: Option<u8>,
    /// The claimed time.
    pub at: DateTime<FixedOffset>,
    /// A few facts in the reader's language.
    pub about: String,
}

#[derive(Clone, Debug)]
pub struct EntryLine {
    /// Hexadecimal id of the participant.
    pub participant: String,
    /// Hexadecimal id of the entry.
    pub object: String,
    /// Time at which the share reached the server.
    pub shared_at: DateTime<Utc>,
    pub state: EntryState,
    pub glance: Option<Glance>,
}

impl Glance {
    pub fn new(copy: &SharedCopy, lang: Lang) -> Self {
        let body = &copy.record.body;
        let intensity = if let Body::Craving(craving) = body { Some(craving.intensity.get()) } else { None };
        Self {
            intensity,
            title: kinds::title(body, &copy.names, lang),
            at: copy.record.at,
            about: kinds::about(body, &copy.names, lang),
        }
    }
}

/// The state as a dot and a word: full for new, a ring for the rest. Never colour alone.
fn state(state: EntryState, lang: Lang) -> AnyView {
    let (class, word) = match state {
        EntryState::New => ("care-dot care-dot-full", w::STATE_NEW),
        EntryState::Opened => ("care-dot", w::STATE_OPENED),
        EntryState::Reviewed => ("care-dot", w::STATE_REVIEWED),
    };
    view! {
        <span class="care-state">
            <span class=class aria-hidden="true"></span>
            {word.say(lang)}
        </span>
    }
    .into_any()
}

/// One entry as a row: time, title, state. `who`: the person's name, where a list is about several.
pub fn line(line: &EntryLine, who: Option<&str>, now: DateTime<FixedOffset>, lang: Lang) -> AnyView {
    let time = line.glance.as_ref().map_or_else(|| shared(line, now, lang), |glance| when::say(glance.at, now, lang));
    row(line, who, time, lang)
}

fn shared(line: &EntryLine, now: DateTime<FixedOffset>, lang: Lang) -> String {
    w::SHARED_AT.fill(lang, &[("when", &when::ago(line.shared_at, now.to_utc(), lang))])
}

fn row(line: &EntryLine, who: Option<&str>, time: String, lang: Lang) -> AnyView {
    let (title, about) = match &line.glance {
        Some(glance) => (glance.title.clone(), Some(glance.about.clone()).filter(|about| !about.is_empty())),
        None => (w::UNOPENED.say(lang).to_owned(), None),
    };
    let who = who.map(|name| {
        view! {
            <strong>{inside(name)}":"</strong>
            " "
        }
    });
    view! {
        <li>
            <a class="care-entry" href=format!("/care/people/{}/entries/{}", line.participant, line.object)>
                <span class="care-quiet">{time}</span>
                " "
                <span class="care-what">
                    {who}<span class="care-title">{title}</span>
                    {about
                        .map(|about| {
                            view! {
                                " "
                                <span>{about}</span>
                            }
                        })}
                </span>
                " "
                {state(line.state, lang)}
            </a>
        </li>
    }
    .into_any()
}

/// Rows under the headings of their days: first the ones the reader has not opened, then newest first, as they come.
pub fn list(lines: &[EntryLine], now: DateTime<FixedOffset>, lang: Lang) -> AnyView {
    let mut days: Vec<(String, Vec<AnyView>)> = Vec::new();
    let (opened, unopened): (Vec<_>, Vec<_>) = lines.iter().partition(|line| line.glance.is_some());
    for line in unopened.into_iter().chain(opened) {
        let (day, time) = match &line.glance {
            Some(glance) => (when::day(glance.at, now, lang), when::time(glance.at)),
            None => (w::STATE_NEW.say(lang).to_owned(), shared(line, now, lang)),
        };
        let row = row(line, None, time, lang);
        match days.last_mut() {
            Some((last, rows)) if *last == day => rows.push(row),
            _ => days.push((day, vec![row])),
        }
    }
    let days: Vec<AnyView> = days
        .into_iter()
        .map(|(day, rows)| {
            view! {
                <h3 class="care-date">{day}</h3>
                <ul class="care-entries">{rows}</ul>
            }
            .into_any()
        })
        .collect();
    view! { {days} }.into_any()
}
