//! The care team of one person, and discharge, confirmed on a separate page.

use domain::people::Role;
use leptos::prelude::*;

use super::pane::People;
use crate::care::shell::form::Post;
use crate::care::shell::frame::{self, Frame};
use crate::care::shell::join::role;
use crate::care::words as w;
use crate::words::i18n::{Lang, Words};
use crate::words::typed::inside;

/// Somebody who is, or may be put, on the care team.
#[derive(Clone, Debug)]
pub struct Member {
    /// Hexadecimal id.
    pub id: String,
    pub name: String,
    pub role: Role,
    pub assigned: bool,
}

#[derive(Clone, Debug)]
pub struct TeamPage {
    /// Hexadecimal id of the participant.
    pub id: String,
    pub name: String,
    pub members: Vec<Member>,
    /// Message about the last action.
    pub said: Option<Words>,
}

pub fn page(frame: &Frame, people: &People, team: &TeamPage) -> String {
    let lang = frame.lang;
    let (here, others): (Vec<_>, Vec<_>) = team.members.iter().partition(|member| member.assigned);
    let here: Vec<AnyView> = here.into_iter().map(|member| on_it(&team.id, member, lang)).collect();
    let nobody = others.is_empty().then(|| view! { <p class="care-quiet">{w::TEAM_ALL.say(lang)}</p> });
    let others: Vec<AnyView> = others.into_iter().map(|member| add(frame, &team.id, member)).collect();
    let content = view! {
        <p class="care-back">
            <a href=format!("/care/people/{}", team.id)>{w::BACK_TO_PERSON.fill(lang, &[("name", &team.name)])}</a>
        </p>
        <h1>{w::TEAM_OF.fill(lang, &[("name", &team.name)])}</h1>
        {frame::status(team.said.map(|said| said.say(lang).to_owned()))}
        <ul class="care-entries">{here}</ul>
        <h2>{w::TEAM_ADD.say(lang)}</h2>
        <p class="care-quiet">{w::TEAM_ADD_LEAD.fill(lang, &[("name", &team.name)])}</p>
        {nobody}
        {others}
    };
    frame::panes(frame, people, content.into_any())
}

fn line(member: &Member, lang: Lang) -> String {
    format!("{}, {}", inside(&member.name), role(member.role).say(lang))
}

fn on_it(participant: &str, member: &Member, lang: Lang) -> AnyView {
    let href = format!("/care/people/{participant}/team/{}/remove", member.id);
    let ask = w::TEAM_REMOVE_ONE.fill(lang, &[("name", &member.name)]);
    view! {
        <li class="care-row care-start">
            <span>{line(member, lang)}</span>
            <a class="care-button" href=href>
                {ask}
            </a>
        </li>
    }
    .into_any()
}

fn add(frame: &Frame, participant: &str, member: &Member) -> AnyView {
    let said = w::TEAM_ADD_ONE.fill(frame.lang, &[("name", &line(member, frame.lang))]);
    let button = view! { <button class="care-button">{said}</button> };
    Post::to(format!("/care/people/{participant}/team/{}", member.id)).class("care-form").view(frame, button.into_any())
}

/// Somebody who may be taken off a care team.
#[derive(Clone, Debug)]
pub struct RemovePage {
    /// Hexadecimal id of the participant.
    pub id: String,
    pub name: String,
    pub member: Member,
    /// It is the reader.
    pub oneself: bool,
    /// Nobody else on the team may read, so it cannot be done.
    pub last: bool,
}

/// The question before somebody is taken off a team; or why that cannot be.
pub fn remove(frame: &Frame, people: &People, shown: &RemovePage) -> String {
    let lang = frame.lang;
    let values = [("name", shown.name.as_str()), ("colleague", shown.member.name.as_str())];
    let team = format!("/care/people/{}/team", shown.id);
    let content = if shown.last {
        view! {
            <h1>{w::TEAM_LAST.fill(lang, &values)}</h1>
            <p class="care-error" role="alert">
                {w::TEAM_LAST_TEXT.fill(lang, &values)}
            </p>
            <p>
                <a class="care-primary" href=team>
                    {w::TEAM_ADD.say(lang)}
                </a>
            </p>
        }
        .into_any()
    } else {
        let (question, text) = if shown.oneself {
            (w::TEAM_LEAVE_QUESTION, w::TEAM_LEAVE_TEXT)
        } else {
            (w::TEAM_REMOVE_QUESTION, w::TEAM_REMOVE_TEXT)
        };
        let remove = w::TEAM_REMOVE_ONE.fill(lang, &[("name", &shown.member.name)]);
        let button = view! { <button class="care-button">{remove}</button> };
        view! {
            <h1>{question.fill(lang, &values)}</h1>
            <p>{text.fill(lang, &values)}</p>
            <div class="care-row care-start">
                {Post::to(format!("{team}/{}/remove", shown.member.id)).view(frame, button.into_any())}
                <a class="care-primary" href=team>
                    {w::CANCEL.say(lang)}
                </a>
            </div>
        }
        .into_any()
    };
    frame::panes(frame, people, content)
}

/// The question before a discharge.
pub fn discharge(frame: &Frame, people: &People, id: &str, name: &str) -> String {
    let lang = frame.lang;
    let button = view! { <button class="care-button">{w::DISCHARGE.fill(lang, &[("name", name)])}</button> };
    let content = view! {
        <h1>{w::DISCHARGE_QUESTION.fill(lang, &[("name", name)])}</h1>
        <p>{w::DISCHARGE_TEXT.fill(lang, &[("name", name)])}</p>
        <p>
            <strong>{w::DISCHARGE_FINAL.say(lang)}</strong>
        </p>
        <div class="care-row care-start">
            {Post::to(format!("/care/people/{id}/discharge")).view(frame, button.into_any())}
            <a class="care-primary" href=format!("/care/people/{id}")>
                {w::CANCEL.say(lang)}
            </a>
        </div>
    };
    frame::panes(frame, people, content.into_any())
}
