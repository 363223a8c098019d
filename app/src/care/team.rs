//! Who cares for one person, and the end of their time in the program, which is asked about on a page of its own.

use domain::program::Role;
use leptos::prelude::*;

use super::frame::{self, Frame};
use super::join::role;
use super::people::People;
use super::words as w;
use crate::i18n::Lang;

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
    /// Somebody was put on the team a moment ago.
    pub added: bool,
}

pub fn page(frame: &Frame, people: &People, team: &TeamPage) -> String {
    let lang = frame.lang;
    let (here, others): (Vec<_>, Vec<_>) = team.members.iter().partition(|member| member.assigned);
    let here: Vec<AnyView> = here.into_iter().map(|member| view! { <li>{line(member, lang)}</li> }.into_any()).collect();
    let nobody = others.is_empty().then(|| view! { <p class="care-quiet">{w::TEAM_ALL.say(lang)}</p> });
    let others: Vec<AnyView> = others.into_iter().map(|member| add(&team.id, member, lang)).collect();
    let content = view! {
        <p class="care-back"><a href=format!("/care/people/{}", team.id)>{w::BACK_TO_PERSON.fill(lang, &[("name", &team.name)])}</a></p>
        <h1>{w::TEAM_OF.fill(lang, &[("name", &team.name)])}</h1>
        {frame::status(team.added.then(|| w::TEAM_ADDED.say(lang).to_owned()))}
        <ul>{here}</ul>
        <h2>{w::TEAM_ADD.say(lang)}</h2>
        <p class="care-quiet">{w::TEAM_ADD_LEAD.fill(lang, &[("name", &team.name)])}</p>
        {nobody}
        {others}
    };
    frame::panes(frame, people, content.into_any())
}

fn line(member: &Member, lang: Lang) -> String {
    format!("{}, {}", member.name, role(member.role).say(lang))
}

fn add(participant: &str, member: &Member, lang: Lang) -> AnyView {
    view! {
        <form class="care-form" method="post" action=format!("/care/people/{participant}/team/{}", member.id)>
            <button class="care-button">{w::TEAM_ADD_ONE.fill(lang, &[("name", &line(member, lang))])}</button>
        </form>
    }
    .into_any()
}

/// The question before a discharge.
pub fn discharge(frame: &Frame, people: &People, id: &str, name: &str) -> String {
    let lang = frame.lang;
    let content = view! {
        <h1>{w::DISCHARGE_QUESTION.fill(lang, &[("name", name)])}</h1>
        <p>{w::DISCHARGE_TEXT.fill(lang, &[("name", name)])}</p>
        <p><strong>{w::DISCHARGE_FINAL.say(lang)}</strong></p>
        <div class="care-row care-start">
            <form method="post" action=format!("/care/people/{id}/discharge")>
                <button class="care-button">{w::DISCHARGE.fill(lang, &[("name", name)])}</button>
            </form>
            <a class="care-primary" href=format!("/care/people/{id}")>{w::CANCEL.say(lang)}</a>
        </div>
    };
    frame::panes(frame, people, content.into_any())
}
