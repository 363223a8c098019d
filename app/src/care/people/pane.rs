//! The left pane of a staff page: the reader's assigned people, and new entries.

use leptos::prelude::*;

use crate::care::shell::pages;
use crate::care::words as w;
use crate::words::i18n::Lang;
use crate::words::typed::whole;

/// One person in the list.
#[derive(Clone, Debug)]
pub struct PersonLine {
    /// Hexadecimal id, as used in addresses.
    pub id: String,
    pub name: String,
    /// Shared entries that the reader has not opened; 100 stands for a hundred or more.
    pub new: u64,
    /// A phone waits to be confirmed.
    pub phone_waits: bool,
    pub has_phone: bool,
    /// Time of the newest shared entry, in words.
    pub last_shared: Option<String>,
}

#[derive(Clone, Debug)]
pub struct People {
    pub lines: Vec<PersonLine>,
    /// The person whose page this is.
    pub current: Option<String>,
    /// True if the reader's role reads entries at all.
    pub reads: bool,
}

/// The left pane.
pub fn side(people: &People, lang: Lang) -> AnyView {
    let lines: Vec<AnyView> = people
        .lines
        .iter()
        .map(|line| person(line, people.current.as_deref() == Some(line.id.as_str()), lang))
        .collect();
    let list = if lines.is_empty() {
        view! { <p class="care-quiet">{w::PEOPLE_EMPTY.say(lang)}</p> }.into_any()
    } else {
        view! { <ul class="care-people">{lines}</ul> }.into_any()
    };
    view! {
        <nav class="care-side" aria-label=w::MY_PEOPLE.say(lang)>
            <h2>{w::MY_PEOPLE.say(lang)}</h2>
            {list}
            <a class="care-button" href="/care/people/new">
                {w::NEW_PERSON.say(lang)}
            </a>
        </nav>
    }
    .into_any()
}

fn person(line: &PersonLine, current: bool, lang: Lang) -> AnyView {
    let about = match (&line.last_shared, line.has_phone) {
        (Some(when), _) => w::LAST_SHARED.fill(lang, &[("when", when)]),
        (None, true) => w::NEVER_SHARED.say(lang).to_owned(),
        (None, false) => w::NO_PHONE.say(lang).to_owned(),
    };
    let new = (line.new > 0).then(
        || view! { <span class="care-tag">{w::COUNT_NEW.fill(lang, &[("count", &pages::count(line.new))])}</span> },
    );
    let waits = line.phone_waits.then(|| view! { <span class="care-warm">{w::PHONE_WAITS.say(lang)}</span> });
    view! {
        <li>
            <a class="care-person" href=format!("/care/people/{}", line.id) aria-current=current.then_some("page")>
                <span class="care-row">
                    <strong dir="auto">{whole(&line.name)}</strong>
                    " "
                    {new}
                </span>
                <span class="care-quiet">{about}</span>
                {waits}
            </a>
        </li>
    }
    .into_any()
}
