//! The second rating: asks again about a recent craving.

use std::sync::Arc;

use domain::base::id::{ObjectId, RevisionId};
use domain::entries::body::{Body, Record};
use domain::entries::craving::{Craving, Minutes, Second};
use domain::entries::intensity::Intensity;
use leptos::prelude::*;
use offline::look::Look;
use offline::look::entry::Entry;

use crate::parts::scale::Scale;
use crate::shell::form::writing::Writing;
use crate::shell::phone::Phone;
use crate::shell::trouble::Alert;
use crate::words::{self, practice as texts};

/// The newest craving to ask about, with its entry and the minutes since its first rating.
fn due(look: &Look, now: i64) -> Option<(&Entry, &Craving, Minutes)> {
    let age = |entry: &Entry| (now - entry.record.at.timestamp_millis()).div_euclid(60_000);
    // The newest come first: a long history is not read for this.
    look.entries.iter().map(Arc::as_ref).take_while(|entry| age(entry) <= 60).find_map(|entry| {
        let Body::Craving(craving) = &entry.record.body else { return None };
        Some((entry, craving, craving.second_due(age(entry))?))
    })
}

/// An answered rating: it can be undone as long as it is on the screen.
#[derive(Clone, PartialEq, Eq)]
struct Answered {
    object: ObjectId,
    head: RevisionId,
    /// The record as it was.
    before: Record,
}

#[component]
pub fn SecondRating() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let writing = Writing::new(phone);
    let answered = RwSignal::new(None::<Answered>);
    let mut refused = None;
    phone.late(|port| refused = port.not_again());
    let refused = RwSignal::new(refused);
    let asked = Memo::new(move |_| {
        let (look, now) = (phone.look.get(), phone.now.get());
        let (entry, craving, _) = due(&look, now)?;
        (refused.get() != Some(entry.object)).then_some((entry.object, craving.intensity, entry.record.at))
    });
    let answer = move |object: ObjectId, step: Intensity| {
        let now = phone.local_now().timestamp_millis();
        let look = phone.look.get_untracked();
        let Some((entry, craving, minutes)) = due(&look, now).filter(|(entry, ..)| entry.object == object) else {
            return;
        };
        let rated = Craving { second: Some(Second { intensity: step, minutes }), ..craving.clone() };
        let (heads, before) = (entry.heads.clone(), entry.record.clone());
        let record = Record::new(before.at, Body::Craving(rated));
        writing.run(
            |port, _| port.revise(object, heads, record.into()),
            move |head| drop(answered.try_set(Some(Answered { object, head, before }))),
        );
    };
    let undo = move |_| {
        let Some(Answered { object, head, before }) = answered.get_untracked() else { return };
        writing.run(|port, _| port.revise(object, vec![head], before.into()), move |_| drop(answered.try_set(None)));
    };
    let not_now = move |object: ObjectId| {
        phone.late(|port| port.set_not_again(object));
        refused.set(Some(object));
    };
    // One at a time: another question in the same place would look as if the answer was not accepted.
    let question = move || {
        if answered.with(Option::is_some) {
            return None;
        }
        let (object, intensity, at) = asked.get()?;
        let mut time = String::new();
        phone.ask(|port| time = port.time(at));
        let text = texts::AGAIN_TEXT.fill(lang, &[("n", &intensity.get().to_string()), ("time", &time)]);
        Some(view! {
            <section aria-labelledby="again">
                <h2 id="again">{texts::AGAIN.say(lang)}</h2>
                <p>{text}</p>
                <Scale value=Signal::stored(None) on_pick=move |step| answer(object, step) />
                <button type="button" class="text" on:click=move |_| not_now(object)>
                    {texts::NOT_NOW.say(lang)}
                </button>
            </section>
        })
    };
    let thanks = move || {
        answered.get().map(|_| {
            view! {
                <div class="row">
                    <span class="state">
                        <span class="dot" aria-hidden="true"></span>
                        {words::SAVED_PRIVATE.say(lang)}
                    </span>
                    <button type="button" class="text" on:click=undo>
                        {words::UNDO.say(lang)}
                    </button>
                </div>
            }
        })
    };
    view! {
        {question}
        <Alert trouble=writing.trouble />
        <div role="status">{thanks}</div>
    }
    .into_any()
}
