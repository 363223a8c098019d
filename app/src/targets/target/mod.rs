//! One target: its progress, its aims from the first one on, and everything that can be changed about it.

mod change;
mod edit;
mod revise;

use chrono::NaiveDate;
use domain::base::id::ObjectId;
use leptos::prelude::*;
use offline::look::entry::Entry;

use self::change::Change;
use self::edit::Edit;
use self::revise::{Mode, revised, target_of};
use super::figures::{Figures, date};
use super::overview::{standing_of, today};
use crate::entries::entry::conflict::Conflict;
use crate::entries::state::State;
use crate::parts::dialog::Confirm;
use crate::shell::address::id_in_address;
use crate::shell::form::draft::when_left;
use crate::shell::form::writing::Writing;
use crate::shell::frame::Frame;
use crate::shell::missing::nothing_here;
use crate::shell::paths;
use crate::shell::phone::{Phone, Stage};
use crate::shell::router::Address;
use crate::shell::trouble::Alert;
use crate::shell::unready::Unready;
use crate::words::typed::whole;
use crate::words::{self, daily};

#[component]
pub fn TargetPage() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let object = id_in_address::<ObjectId>();
    let document = Memo::new(move |_| {
        let object = object.get()?;
        phone.look.with(|l| {
            l.documents.iter().find(|d| d.object == object && target_of(d).is_some()).map(|d| d.as_ref().clone())
        })
    });
    let mode = RwSignal::new(Mode::Read);
    // A form that was left before it was saved is open again.
    Effect::new(move |_| {
        if let Some(object) = object.get() {
            for left in [Mode::Edit, Mode::Change] {
                when_left(phone, revise::form(left, object), move || mode.try_set(left));
            }
        }
    });
    let body = move || {
        object.track();
        // A form keeps the values it began with, whatever comes meanwhile: no typed text may be lost.
        let open = mode.get();
        match if open == Mode::Read { document.get() } else { document.get_untracked() } {
            Some(entry) => match open {
                Mode::Read => view! { <Read entry mode /> }.into_any(),
                Mode::Edit => view! { <Edit entry mode /> }.into_any(),
                Mode::Change => view! { <Change entry mode /> }.into_any(),
            },
            None if phone.stage.get() == Stage::Ready => {
                nothing_here(lang, daily::AIM_GONE, paths::TARGETS, daily::AIMS)
            }
            None => ().into_any(),
        }
    };
    view! {
        <Frame title=words::TARGET_AIM>
            <Unready />
            {body}
        </Frame>
    }
    .into_any()
}

#[component]
fn Read(entry: Entry, mode: RwSignal<Mode>) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let writing = Writing::new(phone);
    let sure = RwSignal::new(false);
    let address = StoredValue::new(Address::here());
    let object = entry.object;
    let kept = StoredValue::new(entry.clone());
    let Some(target) = target_of(&entry) else { return ().into_any() };
    let (name, retired) = (whole(target.name.as_str()), target.retired());
    let lay_aside = move |_| {
        let entry = kept.get_value();
        let Some((target, today)) = target_of(&entry).cloned().zip(today(phone)) else { return };
        // A target that begins later is archived on the day it would have begun.
        let day = retired.is_none().then(|| today.max(target.began()));
        let Ok(target) = target.with_retired(day) else { return };
        let record = revised(&entry, target);
        writing.run(|port, _| port.revise(object, entry.heads, record.into()), |_| {});
    };
    let delete = move || {
        let heads = kept.with_value(|e| e.heads.clone());
        writing.run(
            |port, _| port.delete(object, heads),
            move |()| {
                address.with_value(|address| address.replace(paths::TARGETS));
            },
        );
    };
    let standing = Memo::new(move |_| standing_of(phone, object));
    // The first aim stays: it says when everything began, and a change of aim from that day on takes its place.
    let (began, taken_out) = (target.began(), RwSignal::new(target.began()));
    let unsure = RwSignal::new(false);
    let row = move |(from, aim, span): (NaiveDate, String, String)| {
        let ask = move |_| {
            taken_out.set(from);
            unsure.set(true);
        };
        let name = daily::REMOVE_AIM_NAMED.fill(lang, &[("aim", &aim)]);
        let button = (from > began).then(|| {
            view! {
                <button type="button" class="text" aria-label=name on:click=ask>
                    {daily::REMOVE_AIM.say(lang)}
                </button>
            }
        });
        view! {
            <li>
                <b>{aim}</b>
                <span class="quiet">{span}</span>
                {button}
            </li>
        }
    };
    let rows = move || standing.get().map(|s| s.history(lang)).unwrap_or_default().into_iter().map(row).collect_view();
    let take_out = move || {
        let entry = kept.get_value();
        let Some(Ok(target)) = target_of(&entry).cloned().map(|t| t.without_aim(taken_out.get_untracked())) else {
            return;
        };
        let record = revised(&entry, target);
        writing.run(|port, _| port.revise(object, entry.heads, record.into()), |_| {});
    };
    let about_it = Signal::derive(move || daily::REMOVE_AIM_TEXT.fill(lang, &[("day", &date(taken_out.get(), lang))]));
    view! {
        <section class="card">
            <h2 dir="auto">{name}</h2>
            {retired
                .map(|day| {
                    view! { <p class="tag">{daily::LAID_ASIDE_ON.fill(lang, &[("day", &date(day, lang))])}</p> }
                })}
            {move || standing.get().map(|standing| view! { <Figures standing /> })}
        </section>
        <Conflict entry=entry.clone() writing />
        <section class="card" aria-labelledby="history">
            <h2 id="history">{daily::HISTORY.say(lang)}</h2>
            <ul class="history">{rows}</ul>
            <p class="quiet">{daily::HISTORY_TEXT.say(lang)}</p>
            <button type="button" class="small" on:click=move |_| mode.set(Mode::Change)>
                {daily::CHANGE_AIM.say(lang)}
            </button>
            <Confirm
                open=unsure
                question=daily::REMOVE_AIM_QUESTION
                explain=about_it
                yes=daily::REMOVE_AIM
                on_yes=take_out
            />
        </section>
        <State entry />
        <section class="card">
            {retired.is_none().then(|| view! { <p class="quiet">{daily::LAY_ASIDE_TEXT.say(lang)}</p> })}
            <div class="pair">
                <button type="button" class="small" on:click=move |_| mode.set(Mode::Edit)>
                    {words::EDIT.say(lang)}
                </button>
                <button type="button" class="small" on:click=lay_aside>
                    {if retired.is_some() { daily::TAKE_UP } else { daily::LAY_ASIDE }.say(lang)}
                </button>
            </div> <button type="button" class="small grave" on:click=move |_| sure.set(true)>
                {words::DELETE.say(lang)}
            </button> <Alert trouble=writing.trouble />
            <Confirm
                open=sure
                question=daily::DELETE_AIM_QUESTION
                explain=daily::DELETE_AIM_TEXT.say(lang).to_owned()
                yes=words::DELETE
                on_yes=delete
            />
        </section>
    }
    .into_any()
}
