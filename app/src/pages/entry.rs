//! One entry: read, edit, share, delete; who saw it and what they replied.

use domain::body::{Body, Record};
use domain::id::ObjectId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use leptos_router::hooks::{use_navigate, use_params_map};
use offline::view::Entry;

use super::list::names;
use super::practice::EditPractice;
use super::trouble::Alert;
use crate::components::details::{Details, Form};
use crate::components::dialog::Confirm;
use crate::components::frame::Frame;
use crate::components::scale::Scale;
use crate::components::state::{State, readers};
use crate::phone::{Phone, Stage};
use crate::ports::{Doing, LatePort, Port, Trouble};
use crate::{kinds, routes, words};

#[component]
pub fn EntryPage() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let params = use_params_map();
    let object = Memo::new(move |_| params.with(|p| p.get("id").and_then(|id| id.parse::<ObjectId>().ok())));
    let entry = Memo::new(move |_| {
        let object = object.get()?;
        phone.look.with(|l| l.entries.iter().find(|e| e.object == object).map(|e| e.as_ref().clone()))
    });
    let editing = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let sure = RwSignal::new(false);
    // What was on the screen when the question was asked.
    let asked = StoredValue::new(None::<Entry>);
    let navigate = StoredValue::new(use_navigate());
    let delete = move || {
        let Some(entry) = asked.get_value() else { return };
        doing(
            phone,
            trouble,
            |port, _| port.delete(entry.object, entry.heads),
            move |()| {
                navigate.with_value(|go| go(routes::LIST, leptos_router::NavigateOptions { replace: true, ..Default::default() }));
            },
        );
    };
    let ask = move || {
        asked.set_value(entry.get_untracked());
        sure.set(true);
    };
    let body = move || {
        object.track();
        // An edit begins with what is there and stays, whatever comes meanwhile: nothing that is typed may be lost.
        if editing.get()
            && let Some(entry) = entry.get_untracked()
        {
            return view! { <Edit entry editing/> }.into_any();
        }
        match entry.get() {
            Some(entry) => view! { <Read entry editing trouble on_delete=ask/> }.into_any(),
            None if phone.stage.get() == Stage::Ready => view! {
                <p>{words::ENTRY_GONE.say(lang)}</p><p><A href=routes::LIST>{words::LIST.say(lang)}</A></p>
            }
            .into_any(),
            None => ().into_any(),
        }
    };
    view! {
        <Frame title=words::ENTRY>
            {body}
            <Confirm open=sure question=words::DELETE_QUESTION explain=words::DELETE_TEXT.say(lang).to_owned() yes=words::DELETE on_yes=delete/>
        </Frame>
    }
}

/// Runs something that may go wrong, and says so when it does.
fn doing<T: 'static>(
    phone: Phone,
    trouble: RwSignal<Option<Trouble>>,
    what: impl FnOnce(&dyn Port, &dyn LatePort) -> Doing<T>,
    then: impl FnOnce(T) + 'static,
) {
    let (mut here, mut late) = (None, None);
    phone.ask(|port| here = Some(port));
    phone.late(|port| late = Some(port));
    let (Some(here), Some(late)) = (here, late) else { return };
    let doing = what(&*here, &*late);
    spawn_local(async move {
        match doing.await {
            Ok(done) => {
                trouble.set(None);
                then(done);
            }
            Err(why) => trouble.set(Some(why)),
        }
    });
}

#[component]
fn Read(
    entry: Entry,
    editing: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
    on_delete: impl Fn() + Copy + Send + 'static,
) -> impl IntoView {
    let lang = Phone::here().lang;
    view! {
        <Facts record=entry.record.clone()/>
        <State entry=entry.clone()/>
        <Alert trouble/>
        <Conflict entry=entry.clone() trouble/>
        <Sharing entry=entry.clone() trouble/>
        <Replies entry/>
        <div class="push pair">
            <button type="button" class="button secondary" on:click=move |_| editing.set(true)>{words::EDIT.say(lang)}</button>
            <button type="button" class="button secondary" on:click=move |_| on_delete()>{words::DELETE.say(lang)}</button>
        </div>
    }
    .into_any()
}

/// What the entry says.
#[component]
fn Facts(record: Record) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let at = record.at;
    let mut when = String::new();
    phone.ask(|port| when = format!("{}, {}", port.day(at), port.time(at)));
    let names = names(phone, &record.body);
    let heading = kinds::title(&record.body, &names, lang);
    let rows = kinds::facts(&record.body, &names, lang);
    view! {
        <section class="card">
            <h2>{heading}</h2>
            <p class="quiet">{when}</p>
            <dl>{rows.into_iter().map(|(fact, text)| view! { <dt>{words::kinds::fact(fact).say(lang)}</dt><dd>{text}</dd> }).collect_view()}</dl>
        </section>
    }.into_any()
}

/// Edited on two phones: both are kept; the participant settles it.
#[component]
fn Conflict(entry: Entry, trouble: RwSignal<Option<Trouble>>) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    if entry.others.is_empty() {
        return ().into_any();
    }
    let (object, heads) = (entry.object, StoredValue::new(entry.heads.clone()));
    let keep = move |record: Record| doing(phone, trouble, |port, _| port.revise(object, heads.get_value(), record), |_| {});
    let mut versions = vec![entry.record.clone()];
    versions.extend(entry.others.into_iter().map(|(_, record)| record));
    view! {
        <section class="note">
            <h2>{words::CONFLICT.say(lang)}</h2>
            <p>{words::CONFLICT_TEXT.say(lang)}</p>
            {versions.into_iter().map(|record| {
                let kept = record.clone();
                view! { <Facts record/> <button type="button" class="small" on:click=move |_| keep(kept.clone())>{words::KEEP_THIS.say(lang)}</button> }
            }).collect_view()}
        </section>
    }.into_any()
}

#[component]
fn Sharing(entry: Entry, trouble: RwSignal<Option<Trouble>>) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let (object, revision) = (entry.object, entry.revision);
    let share = move |_| doing(phone, trouble, |_, late| late.share(object, revision), |()| {});
    let unshare = move |_| doing(phone, trouble, |_, late| late.unshare(object), |()| {});
    let pinned = entry.share.pinned;
    let older = pinned.is_some_and(|p| p != revision);
    view! {
        <section class="card" aria-labelledby="sharing">
            <h2 id="sharing">{words::SHARING_TITLE.say(lang)}</h2>
            <p>{readers(&entry).say(lang)}</p>
            {(older && !entry.share.waiting).then(|| view! { <p class="quiet">{words::SHARED_OLDER.say(lang)}</p> })}
            <p class="note">{words::NOBODY_WATCHES.say(lang)} " " <a href="tel:911">"911"</a> " · " <a href="tel:988">"988"</a></p>
            <div class="pair">
                {(pinned.is_none() || older).then(|| view! { <button type="button" class="button secondary" on:click=share>{words::SHARE.say(lang)}</button> })}
                {pinned.is_some().then(|| view! { <button type="button" class="button secondary" on:click=unshare>{words::UNSHARE.say(lang)}</button> })}
            </div>
            {(!entry.seen.is_empty()).then(|| view! {
                <h3>{words::WHO_SAW_IT.say(lang)}</h3>
                <ul>{entry.seen.iter().map(|seen| {
                    let when = phone.when(seen.at);
                    let words = if seen.reviewed { words::REVIEWED_BY } else { words::OPENED_BY };
                    view! { <li>{words.fill(lang, &[("name", &seen.by), ("when", &when)])}</li> }
                }).collect_view()}</ul>
            })}
        </section>
    }
    .into_any()
}

#[component]
fn Replies(entry: Entry) -> impl IntoView {
    let lang = Phone::here().lang;
    entry.replies.into_iter().map(|reply| view! {
        <section class="card reply"><p class="quiet">{words::REPLY_FROM.fill(lang, &[("name", &reply.by)])}</p><p>{reply.text}</p></section>
    }).collect_view()
}

#[component]
fn Edit(entry: Entry, editing: RwSignal<bool>) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let trouble = RwSignal::new(None::<Trouble>);
    if let Body::Practice(practice) = entry.record.body.clone() {
        return view! { <EditPractice entry practice editing/> }.into_any();
    }
    let Body::Craving(craving) = entry.record.body.clone() else { return ().into_any() };
    let form = Form::new(craving, entry.record.at);
    let heads = StoredValue::new(entry.heads.clone());
    let object = entry.object;
    phone.ask(|port| port.set_writing(true));
    on_cleanup(move || phone.ask(|port| port.set_writing(false)));
    let save = move |_| {
        let Some(craving) = form.finish() else { return };
        let record = Record::new(form.at.get_untracked(), Body::Craving(craving));
        doing(phone, trouble, |port, _| port.revise(object, heads.get_value(), record), move |_| editing.set(false));
    };
    view! {
        <Scale value=Signal::derive(move || Some(form.craving.with(|c| c.intensity))) on_pick=move |step| form.craving.update(|c| c.intensity = step)/>
        <Details form/>
        <Alert trouble/>
        <div class="push pair">
            <button type="button" class="button secondary" on:click=move |_| editing.set(false)>{words::CANCEL.say(lang)}</button>
            <button type="button" class="button primary" on:click=save>{words::SAVE.say(lang)}</button>
        </div>
    }.into_any()
}
