//! The zone and the holidays of the program.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::fields::{self, Filled};
use super::{say_day, words as w};
use crate::care::shell::form::Post;
use crate::care::shell::frame::{self, Frame};
use crate::words::typed::whole;

/// A day without sessions.
#[derive(Clone, Debug)]
pub struct Holiday {
    pub day: NaiveDate,
    pub name: String,
    /// The version that removing it is made from.
    pub version: String,
}

#[derive(Clone, Debug)]
pub struct SettingsPage {
    pub filled: Filled,
    /// The present versions of the zone and of the holidays.
    pub versions: (String, String),
    pub holidays: Vec<Holiday>,
    pub saved: bool,
}

pub fn page(frame: &Frame, settings: &SettingsPage) -> String {
    let lang = frame.lang;
    let lines: Vec<AnyView> = settings
        .holidays
        .iter()
        .map(|Holiday { day, name, version }| {
            let said = say_day(*day, lang);
            let action = format!("/care/schedule/holidays/{}/remove", domain::base::day::to_text(*day));
            let button = view! { <button class="care-button">{w::REMOVE.fill(lang, &[("day", &said)])}</button> };
            view! {
                <li class="care-card care-row">
                    <span>
                        <strong>{said.clone()}</strong>
                        " "
                        <span dir="auto">{whole(name)}</span>
                    </span>
                    {Post::to(action).made_from(version.clone()).view(frame, button.into_any())}
                </li>
            }
            .into_any()
        })
        .collect();
    let filled = |action: &str| frame.kept(action).map_or_else(|| settings.filled.clone(), Filled::back);
    let (zone, holiday) = (filled("/care/schedule/settings"), filled("/care/schedule/holidays"));
    let zone_fields = view! {
        {fields::input(&zone, "zone", "text", Some(w::ZONE_HINT), lang)}
        <button class="care-primary">{w::SAVE.say(lang)}</button>
    };
    let holiday_fields = view! {
        {fields::input(&holiday, "day", "date", None, lang)}
        {fields::input(&holiday, "holiday", "text", None, lang)}
        <button class="care-primary">{w::ADD.say(lang)}</button>
    };
    let content = view! {
        <p>
            <a href="/care/schedule">{w::BACK.say(lang)}</a>
        </p>
        <h1>{w::SETTINGS.say(lang)}</h1>
        {frame::status(settings.saved.then(|| w::SAVED.say(lang).to_owned()))}
        {fields::summary(&settings.filled, lang)}
        {Post::to("/care/schedule/settings")
            .class("care-form")
            .made_from(settings.versions.0.clone())
            .view(frame, zone_fields.into_any())}
        <h2>{w::HOLIDAYS.say(lang)}</h2>
        <p class="care-quiet">{w::HOLIDAYS_LEAD.say(lang)}</p>
        <ul class="care-entries">{lines}</ul>
        {Post::to("/care/schedule/holidays")
            .class("care-form")
            .made_from(settings.versions.1.clone())
            .view(frame, holiday_fields.into_any())}
    };
    frame::schedule_form(frame, content.into_any())
}
