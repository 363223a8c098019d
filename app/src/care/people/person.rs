//! One person: shared entries and charts, waiting phones, a code for another phone.

use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::base::id::ObjectId;
use domain::base::moment;
use domain::charts::Noted;
use domain::entries::body::SharedCopy;
use leptos::prelude::*;

use super::pane::People;
use super::phones::{self, PhoneSaid, WaitingPhone};
use super::shut_out::{self, KnownPhone};
use crate::care::entries::summary::{self, EntryLine};
use crate::care::shell::form::Post;
use crate::care::shell::frame::{self, Frame};
use crate::care::shell::pages::{self, Pages};
use crate::care::words as w;
use crate::charts::{Drawing, Reader, Weeks};
use crate::words::i18n::Lang;
use crate::words::typed::whole;

#[derive(Clone, Debug)]
pub struct PersonPage {
    /// Hexadecimal id.
    pub id: String,
    pub name: String,
    /// 1 in the first seven days.
    pub week: i64,
    /// One page of them, newest first.
    pub entries: Vec<EntryLine>,
    pub pages: Pages,
    /// Entries that this reader has opened lately, from which the charts are drawn.
    pub opened: Vec<(ObjectId, SharedCopy)>,
    /// Period the charts cover.
    pub weeks: Weeks,
    pub waiting: Vec<WaitingPhone>,
    /// The oldest first.
    pub phones: Vec<KnownPhone>,
    pub said: Option<PhoneSaid>,
    /// True if the reader's role reads entries at all.
    pub reads: bool,
    /// Where the program is.
    pub now: DateTime<FixedOffset>,
}

pub fn page(frame: &Frame, people: &People, person: &PersonPage) -> String {
    let lang = frame.lang;
    let make_code = view! { <button class="care-button">{w::MAKE_CODE.say(lang)}</button> };
    let content = view! {
        <p class="care-back">
            <a href="/care">{w::BACK_TO_PEOPLE.say(lang)}</a>
        </p>
        <div class="care-row">
            <h1 dir="auto">{whole(&person.name)}</h1>
            <span class="care-quiet">{w::WEEK.fill(lang, &[("week", &person.week.to_string())])}</span>
        </div>
        {frame::status(person.said.map(|said| said.say(lang)))}
        <p class="care-quiet">{w::ONLY_SHARED.fill(lang, &[("name", &person.name)])}</p>
        {phones::list(frame, &person.id, &person.waiting)}
        {Post::to(format!("/care/people/{}/code", person.id)).class("care-form").view(frame, make_code.into_any())}
        {pictures(person, lang)}
        <section aria-labelledby="entries">
            <h2 id="entries">{w::ENTRIES.say(lang)}</h2>
            {entries(person, lang)}
            {pages::links(&person.pages, "#entries", lang)}
        </section>
        {shut_out::list(&person.id, &person.phones, lang)}
        <div class="care-row care-start">
            <a class="care-button" href=format!("/care/people/{}/times", person.id)>
                {crate::care::schedule::words::SCHEDULE.say(lang)}
            </a>
            <a class="care-button" href=format!("/care/people/{}/team", person.id)>
                {w::TEAM.say(lang)}
            </a>
            <a class="care-button" href=format!("/care/people/{}/discharge", person.id)>
                {w::DISCHARGE.fill(lang, &[("name", &person.name)])}
            </a>
        </div>
    };
    frame::panes(frame, people, content.into_any())
}

fn entries(person: &PersonPage, lang: Lang) -> AnyView {
    if !person.reads {
        view! { <p>{w::PEOPLE_ADMIN.say(lang)}</p> }.into_any()
    } else if person.entries.is_empty() {
        view! { <p>{w::ENTRIES_EMPTY.fill(lang, &[("name", &person.name)])}</p> }.into_any()
    } else {
        summary::list(&person.entries, person.now, lang)
    }
}

/// The last day of the charts: today, or tomorrow if the person is where it is tomorrow already. None without entries.
fn last_day(noted: &[Noted<'_>], today: NaiveDate) -> Option<NaiveDate> {
    let tomorrow = today.succ_opt()?;
    let days = noted.iter().map(|noted| noted.record.day());
    days.map(|day| if day == tomorrow { tomorrow } else { today }).max()
}

/// Charts of the entries this reader has opened; unopened ones are left out.
fn pictures(person: &PersonPage, lang: Lang) -> Option<AnyView> {
    let noted: Vec<Noted<'_>> =
        person.opened.iter().map(|(object, copy)| Noted { object: *object, record: &copy.record }).collect();
    let last = last_day(&noted, moment::day(person.now))?;
    let own_skill = |skill| {
        let named = person.opened.iter().find(|(_, copy)| copy.record.body.skill() == Some(skill));
        named.and_then(|(_, copy)| copy.names.skill.clone())
    };
    let drawing =
        Drawing { noted: &noted, last, weeks: person.weeks, own_skill: &own_skill, reader: Reader::Staff, lang };
    let count = drawing.count().to_string();
    let lead = w::PICTURES_LEAD.fill(lang, &[("count", &count), ("name", &person.name)]);
    let choices: Vec<AnyView> = Weeks::ALL
        .into_iter()
        .map(|weeks| {
            let here = (weeks == person.weeks).then_some("true");
            let href = format!("/care/people/{}?weeks={}#pictures", person.id, weeks.count());
            view! {
                <a class="care-button" href=href aria-current=here>
                    {weeks.say(lang)}
                </a>
            }
            .into_any()
        })
        .collect();
    let drawn = drawing.draw();
    Some(
        view! {
            <section aria-labelledby="pictures">
                <h2 id="pictures">{w::PICTURES.say(lang)}</h2>
                <div class="care-row">
                    <nav class="care-row care-start" aria-label=w::PICTURES_WEEKS.say(lang)>
                        {choices}
                    </nav>
                    <a href="#entries">{w::ENTRIES.say(lang)}</a>
                </div>
                <p class="care-quiet">{lead}</p>
                <div class="care-pictures">{drawn}</div>
            </section>
        }
        .into_any(),
    )
}
