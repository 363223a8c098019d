//! One shared entry, opened: its content, its context, reviewed, replies.

use chrono::{DateTime, FixedOffset, Utc};
use domain::base::text::Text;
use domain::entries::body::SharedCopy;
use leptos::prelude::*;

use super::summary::{self, EntryLine};
use crate::care::people::pane::People;
use crate::care::shell::form::Post;
use crate::care::shell::frame::{self, Frame};
use crate::care::shell::when;
use crate::care::words as w;
use crate::kinds;
use crate::words::i18n::Lang;
use crate::words::typed::whole;

/// A refused reply, with its text.
#[derive(Clone, Debug)]
pub struct RefusedReply {
    pub typed: String,
    pub why: ReplyRefused,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplyRefused {
    /// Empty, or too long.
    Length,
    /// The participant shared another revision meanwhile.
    Changed,
}

#[derive(Clone, Debug)]
pub struct ReplyLine {
    pub by: String,
    pub at: DateTime<Utc>,
    pub text: String,
}

/// The action just taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntrySaid {
    Reviewed,
    Replied,
}

#[derive(Clone, Debug)]
pub struct EntryPage {
    /// Hexadecimal id of the participant.
    pub participant: String,
    /// Hexadecimal id of the entry.
    pub object: String,
    pub name: String,
    pub copy: SharedCopy,
    /// The version of what is shown, which a reply answers.
    pub made_from: String,
    /// No one has opened this revision before.
    pub first: bool,
    pub reviewed: bool,
    pub replies: Vec<ReplyLine>,
    /// Other shared entries within three days, newest first.
    pub context: Vec<EntryLine>,
    pub said: Option<EntrySaid>,
    pub refused: Option<RefusedReply>,
    /// Where the program is.
    pub now: DateTime<FixedOffset>,
}

pub fn page(frame: &Frame, people: &People, entry: &EntryPage) -> String {
    let lang = frame.lang;
    let name = [("name", entry.name.as_str())];
    let said = entry.said.map(|said| match said {
        EntrySaid::Reviewed => w::REVIEWED.fill(lang, &name),
        EntrySaid::Replied => w::REPLY_SENT.fill(lang, &name),
    });
    let seen = if entry.first { w::FIRST } else { w::NOT_FIRST };
    let content = view! {
        <p class="care-back-always">
            <a dir="auto" href=format!("/care/people/{}", entry.participant)>{whole(&entry.name)}</a>
        </p>
        <h1>{kinds::title(&entry.copy.record.body, &entry.copy.names, lang)}</h1>
        {frame::status(said)}
        <section class="care-card">
            {facts(entry, lang)} <p class="care-state">
                <span class="care-dot care-dot-full" aria-hidden="true"></span>
                {seen.fill(lang, &name)}
            </p> {review(frame, entry)}
        </section>
        {replies(entry, lang)}
        {reply_form(frame, entry)}
        <section aria-labelledby="context">
            <h2 id="context">{w::CONTEXT.say(lang)}</h2>
            {context(entry, lang)}
        </section>
    };
    frame::panes(frame, people, content.into_any())
}

fn facts(entry: &EntryPage, lang: Lang) -> AnyView {
    let name = [("name", entry.name.as_str())];
    let SharedCopy { record, names } = &entry.copy;
    let mut rows = vec![(w::CLAIMED.fill(lang, &name), when::say(record.at, entry.now, lang))];
    rows.extend(
        kinds::facts(&record.body, names, lang).into_iter().map(|(fact, text)| (w::fact(fact).fill(lang, &name), text)),
    );
    let rows: Vec<AnyView> = rows
        .into_iter()
        .map(|(label, value)| {
            view! {
                <div>
                    <dt>{label}</dt>
                    <dd dir="auto">{value}</dd>
                </div>
            }
            .into_any()
        })
        .collect();
    view! { <dl class="care-facts">{rows}</dl> }.into_any()
}

fn review(frame: &Frame, entry: &EntryPage) -> AnyView {
    let lang = frame.lang;
    if entry.reviewed {
        return view! { <p class="care-quiet">{w::STATE_REVIEWED.say(lang)}</p> }.into_any();
    }
    let button = view! { <button class="care-button">{w::REVIEW.say(lang)}</button> };
    Post::to(format!("/care/people/{}/entries/{}/review", entry.participant, entry.object))
        .view(frame, button.into_any())
}

fn replies(entry: &EntryPage, lang: Lang) -> Option<AnyView> {
    if entry.replies.is_empty() {
        return None;
    }
    let lines: Vec<AnyView> = entry
        .replies
        .iter()
        .map(|reply| {
            let at = when::ago(reply.at, entry.now.to_utc(), lang);
            view! {
                <li class="care-card">
                    <p class="care-row">
                        <strong dir="auto">{whole(&reply.by)}</strong>
                        " "
                        <span class="care-quiet">{at}</span>
                    </p>
                    <p class="care-said" dir="auto">{whole(&reply.text)}</p>
                </li>
            }
            .into_any()
        })
        .collect();
    Some(
        view! {
            <section aria-labelledby="replies">
                <h2 id="replies">{w::REPLIES.say(lang)}</h2>
                <ul class="care-entries">{lines}</ul>
            </section>
        }
        .into_any(),
    )
}

fn reply_form(frame: &Frame, entry: &EntryPage) -> AnyView {
    let lang = frame.lang;
    let name = [("name", entry.name.as_str())];
    let action = format!("/care/people/{}/entries/{}/replies", entry.participant, entry.object);
    let kept = frame.kept(&action).map_or("", |kept| kept.get("text"));
    let typed = entry.refused.as_ref().map_or(kept, |refused| refused.typed.as_str());
    let why = Text::<600>::read(typed).err().map(|refused| w::refusal(refused, 600, lang)).unwrap_or_default();
    // Leptos does not escape the content of a <textarea>.
    let typed = typed.replace('&', "&amp;").replace('<', "&lt;");
    let error = entry.refused.as_ref().map(|refused| {
        let said = match refused.why {
            ReplyRefused::Length => format!("{why} {}", w::REPLY_WRONG.say(lang)),
            ReplyRefused::Changed => w::REPLY_CHANGED.fill(lang, &name),
        };
        view! {
            <p class="care-error" id="reply-error" role="alert">
                {said}
            </p>
        }
    });
    let described = if entry.refused.is_some() { "reply-error reply-hint" } else { "reply-hint" };
    let fields = view! {
        <label for="text">{w::REPLY_LABEL.fill(lang, &name)}</label>
        <p class="care-quiet" id="reply-hint">
            {w::REPLY_HINT.say(lang)}
        </p>
        {error}
        <textarea
            id="text"
            name="text"
            rows="4"
            dir="auto"
            required=true
            aria-describedby=described
            aria-invalid=entry.refused.is_some().then_some("true")
        >
            {typed}
        </textarea>
        <button class="care-primary">{w::REPLY.say(lang)}</button>
    };
    view! {
        <section aria-labelledby="reply">
            <h2 id="reply">{w::REPLY.say(lang)}</h2>
            <p class="care-warm">{w::NOT_WATCHED.fill(lang, &name)}</p>
            {Post::to(action)
                .class("care-form")
                .made_from(entry.made_from.clone())
                .view(frame, fields.into_any())}
        </section>
    }
    .into_any()
}

fn context(entry: &EntryPage, lang: Lang) -> AnyView {
    if entry.context.is_empty() {
        return view! { <p class="care-quiet">{w::CONTEXT_NONE.say(lang)}</p> }.into_any();
    }
    view! {
        <p class="care-quiet">{w::CONTEXT_LEAD.fill(lang, &[("name", &entry.name)])}</p>
        {summary::list(&entry.context, entry.now, lang)}
    }
    .into_any()
}
