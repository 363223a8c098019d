//! The zone and the holidays of the program.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::fields::{self, Filled};
use super::{say_day, words as w};
use crate::care::shell::frame::{self, Frame};
use crate::words::typed::whole;

#[derive(Clone, Debug)]
pub struct SettingsPage {
    pub filled: Filled,
    pub holidays: Vec<(NaiveDate, String)>,
    pub saved: bool,
}

pub fn page(frame: &Frame, settings: &SettingsPage) -> String {
    let lang = frame.lang;
    let lines: Vec<AnyView> = settings
        .holidays
        .iter()
        .map(|(day, name)| {
            let said = say_day(*day, lang);
            view! {
                <li class="care-card care-row">
                    <span>
                        <strong>{said.clone()}</strong>
                        " "
                        <span dir="auto">{whole(name)}</span>
                    </span>
                    <form
                        method="post"
                        action=format!("/care/schedule/holidays/{}/remove", domain::base::day::to_text(*day))
                    >
                        <button class="care-button">{w::REMOVE.fill(lang, &[("day", &said)])}</button>
                    </form>
                </li>
            }
            .into_any()
        })
        .collect();
    let content = view! {
        <p>
            <a href="/care/schedule">{w::BACK.say(lang)}</a>
        </p>
        <h1>{w::SETTINGS.say(lang)}</h1>
        {frame::status(settings.saved.then(|| w::SAVED.say(lang).to_owned()))}
        {fields::summary(&settings.filled, lang)}
        <form class="care-form" method="post" action="/care/schedule/settings">
            {fields::input(&settings.filled, "zone", "text", Some(w::ZONE_HINT), lang)}
            <button class="care-primary">{w::SAVE.say(lang)}</button>
        </form>
        <h2>{w::HOLIDAYS.say(lang)}</h2>
        <p class="care-quiet">{w::HOLIDAYS_LEAD.say(lang)}</p>
        <ul class="care-entries">{lines}</ul>
        <form class="care-form" method="post" action="/care/schedule/holidays">
            {fields::input(&settings.filled, "day", "date", None, lang)}
            {fields::input(&settings.filled, "holiday", "text", None, lang)}
            <button class="care-primary">{w::ADD.say(lang)}</button>
        </form>
    };
    frame::schedule_form(frame, content.into_any())
}
