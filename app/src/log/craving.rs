//! A craving: one tap on a number saves it. The rest is optional and comes after.

use chrono::{DateTime, FixedOffset};
use domain::base::id::{ObjectId, RevisionId};
use domain::base::text::Note;
use domain::entries::body::{Body, Record};
use domain::entries::craving::Craving;
use domain::entries::intensity::Intensity;
use domain::entries::kinds::Kind;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;
use offline::look::entry::EntryState;

use super::other_entries_links::OtherEntriesLinks;
use crate::entries::recovered_draft::settled;
use crate::kinds::craving::details::{Details, Form};
use crate::parts::scale::Scale;
use crate::shell::drawing::first_paint_step::FirstPaintStep;
use crate::shell::drawing::late_part::LatePart;
use crate::shell::frame::Frame;
use crate::shell::part::Part;
use crate::shell::paths;
use crate::shell::phone::{Phone, Stage};
use crate::shell::ports::drafts::Draft;
use crate::shell::ports::{Port, Trouble};
use crate::shell::trouble::Alert;
use crate::targets::picker::{Targets, offered};
use crate::words;
use crate::words::i18n::Words;

/// What was saved, and the head it has now.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Saved {
    object: ObjectId,
    revision: RevisionId,
}

/// What the page knows of the form besides its content.
#[derive(Clone, Copy, Default)]
struct State {
    saved: RwSignal<Option<Saved>>,
    picked: RwSignal<Option<Intensity>>,
    target: RwSignal<Option<ObjectId>>,
    undone: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
    /// Something on the form is not in the journal yet.
    dirty: RwSignal<bool>,
    /// The form shows what was left unfinished a moment ago.
    restored: RwSignal<bool>,
    /// An older draft is not dealt with yet.
    older: RwSignal<bool>,
}

#[component]
pub fn CravingPage() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let form = Form::empty();
    let state = State::default();
    let State { saved, picked, target, undone, trouble, dirty, restored, .. } = state;

    Effect::new(move |_| {
        let look = phone.look.get();
        if target.get_untracked().is_none()
            && let Some((first, _)) = offered(&look).next()
        {
            target.set(Some(*first));
        }
    });
    restore(phone, form, state);

    let save = saver(phone, form, state);
    let pick = move |step: Intensity| {
        // Before it is known what for, the number waits for that: a tap is never lost.
        if target.get_untracked().is_some() || matches!(phone.stage.get_untracked(), Stage::Loading | Stage::Ready) {
            picked.set(Some(step));
            undone.set(false);
            save();
        }
    };
    // Another target after the number: it is saved as well, not only shown. So is the first one, when the number waited
    // for it.
    Effect::new(move |before: Option<Option<ObjectId>>| {
        let now = target.get();
        let known = saved.get_untracked().map(|_| form.craving.with_untracked(|c| c.target));
        if before.is_some() && now != known && picked.get_untracked().is_some() {
            save();
        }
        now
    });
    let undo = move |_| {
        let Some(s) = saved.get_untracked() else { return };
        phone.ask(|port| {
            spawn_local(async move {
                match port.delete(s.object, vec![s.revision]).await {
                    Ok(()) => {
                        saved.set(None);
                        picked.set(None);
                        undone.set(true);
                        dirty.set(false);
                        form.clear();
                        port.keep_draft(None);
                    }
                    Err(why) => trouble.set(Some(why)),
                }
            });
        });
    };
    keep_draft(phone, form, state);
    let done = finish(phone, form, state);
    let logged = Signal::derive(move || Some((saved.get()?.object, picked.get()?)));
    let no_target = move || phone.stage.get() == Stage::Ready && phone.look.with(|l| offered(l).next().is_none());
    view! {
        <Frame title=words::LOG>
            // One screen: what there is to read on top, the numbers low. What comes later fills the room between them,
            // so that nothing moves the numbers away from a thumb.
            <div class="low">
                <FirstPaintStep at=1>
                    <Show when=no_target>
                        <LatePart part=Part::NewTarget(Callback::new(move |id| target.set(Some(id))))/>
                    </Show>
                    <Show when=move || restored.get()>
                        <p class="note">{words::RESTORED.say(lang)} <button type="button" class="text" on:click=move |_| done(After::Anew)>{words::LOG_ANOTHER.say(lang)}</button></p>
                    </Show>
                    <Show when=move || saved.get().is_none()><OtherEntriesLinks/></Show>
                    <FirstPaintStep at=2>
                        <Show when=move || saved.get().is_none() && phone.look.with(|look| look.shares(Kind::Craving))>
                            <p class="quiet">{words::sharing::WILL_BE_SHARED.say(lang)}</p>
                        </Show>
                        <Show when=move || phone.stage.get() == Stage::New>
                            <p class="note">{words::ENROL_FIRST.say(lang)} " " <A href=paths::START>{words::ENTER_CODE.say(lang)}</A></p>
                        </Show>
                        <Alert trouble/>
                        <KeepPrivate saved trouble/>
                        <Show when=move || saved.get().is_some()><LatePart part=Part::Offer(logged)/></Show>
                    </FirstPaintStep>
                    <section class="thumb">
                        <h2>{words::HOW_STRONG.say(lang)}</h2>
                        <Targets target/>
                        <Scale value=picked on_pick=pick/>
                        <div role="status" class="row">
                            {move || saved.get().map(|s| view! { <span class="state"><span class="dot" aria-hidden="true"></span>{move || readers(phone, s).say(lang)}</span> })}
                            {move || undone.get().then(|| view! { <span class="state">{words::UNDONE.say(lang)}</span> })}
                            {move || saved.get().map(|_| view! { <button type="button" class="text" on:click=undo>{words::UNDO.say(lang)}</button> })}
                        </div>
                    </section>
                </FirstPaintStep>
            </div>
            <Show when=move || saved.get().is_some()>
                <Details form/>
                <div class="push"><button type="button" class="button primary" on:click=move |_| done(After::Show)>{words::DONE.say(lang)}</button></div>
            </Show>
        </Frame>
    }
    .into_any()
}

/// Who can read what was saved, by now or soon.
fn readers(phone: Phone, saved: Saved) -> Words {
    phone.look.with(|look| match look.entry(saved.object).map(|e| (e.share.pinned, e.share.waiting, &e.state)) {
        Some((Some(_), false, EntryState::Shared)) => words::SHARED,
        Some((None, true, EntryState::Shared)) => words::UNSHARING,
        Some((None, ..)) => words::SAVED_PRIVATE,
        Some((Some(_), ..)) => words::sharing::SAVED_TO_SHARE,
        None if look.shares(Kind::Craving) => words::sharing::SAVED_TO_SHARE,
        None => words::SAVED_PRIVATE,
    })
}

/// Takes back what the sharing default did to this one.
#[component]
fn KeepPrivate(saved: RwSignal<Option<Saved>>, trouble: RwSignal<Option<Trouble>>) -> impl IntoView {
    let phone = Phone::here();
    let pinned = move |s: &Saved| {
        phone.look.with(|l| l.entries.iter().any(|e| e.object == s.object && e.share.pinned.is_some()))
    };
    let keep = move |object| {
        phone.late(|late| {
            let doing = late.unshare(object);
            spawn_local(async move { drop(trouble.try_set(doing.await.err())) });
        });
    };
    move || {
        saved.get().filter(pinned).map(|s| {
            view! { <button type="button" class="small" on:click=move |_| keep(s.object)>{words::sharing::KEEP_PRIVATE.say(phone.lang)}</button> }
        })
    }
}

/// Saves number and target: one write at a time, and the latest choice last, so that two quick taps are one craving.
fn saver(phone: Phone, form: Form, state: State) -> impl Fn() + Copy + Send + Sync {
    let State { saved, picked, target, trouble, .. } = state;
    let (busy, again) = (RwSignal::new(false), RwSignal::new(false));
    move || {
        if busy.get_untracked() {
            return again.set(true);
        }
        busy.set(true);
        phone.ask(|port| {
            spawn_local(async move {
                loop {
                    again.try_set(false);
                    let (Some(step), Some(target)) = (picked.get_untracked(), target.get_untracked()) else { break };
                    form.craving.update(|c| {
                        c.intensity = step;
                        c.target = target;
                    });
                    let first = saved.get_untracked();
                    if first.is_none() {
                        form.at.set(port.local_now());
                    }
                    let record = Record::new(form.at.get_untracked(), Body::Craving(form.saved_part(first.is_none())));
                    let done = match first {
                        None => port.record(record.body).await.map(|(object, revision)| Saved { object, revision }),
                        Some(s) => port
                            .revise(s.object, vec![s.revision], record)
                            .await
                            .map(|revision| Saved { revision, ..s }),
                    };
                    // The page may be gone by now; what was saved is saved.
                    trouble.try_set(done.as_ref().err().cloned());
                    match done {
                        Ok(now) => drop(saved.try_set(Some(now))),
                        Err(_) => drop(picked.try_set(None)),
                    }
                    if again.try_get_untracked() != Some(true) {
                        break;
                    }
                }
                busy.try_set(false);
            });
        });
    }
}

/// How long a draft is restored. An older one is saved to its entry, so that the form is free.
const DRAFT_LIFE_MS: i64 = 10 * 60 * 1000;

/// Restores the draft found when the page was opened, so that a reload loses nothing.
fn restore(phone: Phone, form: Form, state: State) {
    let mut left = false;
    phone.ask(|port| left = port.has_draft());
    if !left {
        return;
    }
    // There is one place for a draft: until the old one is dealt with, nothing may be written over it.
    state.older.set(true);
    phone.once_ready(move |late| {
        let drafted = late.draft();
        phone.ask(|port| {
            spawn_local(async move {
                if take_up(phone, form, state, &*port, drafted.await.ok().flatten()).await {
                    state.older.try_set(false);
                }
            });
        });
    });
}

/// Whether the draft is dealt with; if not, it stays for the next time.
async fn take_up(phone: Phone, form: Form, state: State, port: &dyn Port, draft: Option<Draft>) -> bool {
    let Some(draft) = draft else { return true };
    let Body::Craving(craving) = draft.record.body.clone() else { return true };
    let Some(entry) = phone.look.with_untracked(|l| l.entry(draft.object).cloned()) else {
        // Locked entries may come back with a key; a deleted one does not.
        if phone.look.with_untracked(|l| l.locked == 0) {
            port.keep_draft(None);
        }
        return true;
    };
    // None: the page is gone. Some number: somebody was quicker with the next craving than the phone.
    let Some(picked) = state.picked.try_get_untracked() else { return false };
    // Never without the note: if it cannot be saved, the participant sees it and decides.
    if let Ok(note) = Note::optional("note", &draft.note) {
        let record = Record { body: Body::Craving(Craving { note, ..craving.clone() }), ..draft.record.clone() };
        let old = port.local_now().timestamp_millis() - draft.kept > DRAFT_LIFE_MS || picked.is_some();
        if settled(port, &entry, draft.base, record, old).await {
            port.keep_draft(None);
            return true;
        }
    }
    if state.picked.try_get_untracked() != Some(None) {
        return false;
    }
    // On top of what it was written on: if that was edited meanwhile, both versions stand.
    state.saved.set(Some(Saved { object: draft.object, revision: draft.base }));
    state.picked.set(Some(craving.intensity));
    state.target.set(Some(craving.target));
    state.restored.set(true);
    form.at.set(draft.record.at);
    form.note.set(draft.note);
    form.craving.set(craving);
    state.dirty.set(true);
    true
}

/// Keeps what is on the form, sealed, at every change after the first save.
fn keep_draft(phone: Phone, form: Form, state: State) {
    Effect::new(move |before: Option<(Craving, String, DateTime<FixedOffset>)>| {
        let now = (form.craving.get(), form.note.get(), form.at.get());
        let at = now.2;
        let (saved_at, older) = (state.saved.get(), state.older.get());
        // The number is saved by its own tap; what came after it makes a draft, and a draft follows the number.
        let alike = |b: &(Craving, String, DateTime<FixedOffset>)| {
            (Craving { intensity: now.0.intensity, target: now.0.target, ..b.0.clone() }, &b.1, b.2)
                == (now.0.clone(), &now.1, now.2)
        };
        let changed = before.is_some_and(|b| !alike(&b) && b.2 != DateTime::UNIX_EPOCH) || state.dirty.get_untracked();
        if let (Some(s), true) = (saved_at, changed) {
            state.dirty.set(true);
            let record = Record::new(at, Body::Craving(now.0.clone()));
            if older {
                return now;
            }
            phone.ask(|port| {
                let kept = port.local_now().timestamp_millis();
                port.keep_draft(Some(Draft { object: s.object, base: s.revision, record, note: now.1.clone(), kept }));
            });
        }
        now
    });
}

/// What comes after the details were saved.
#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    /// To the entry.
    Show,
    /// An empty form.
    Anew,
    /// Nothing: the page is gone already.
    Left,
}

/// Saves the details and continues; leaving the page in any other way saves them too.
fn finish(phone: Phone, form: Form, state: State) -> impl Fn(After) + Copy + Send + Sync {
    let navigate = StoredValue::new(use_navigate());
    let go_on = move |after: After, object: ObjectId| match after {
        After::Show => {
            navigate.with_value(|go| go(&paths::entry_path(object), leptos_router::NavigateOptions::default()))
        }
        After::Anew => {
            state.saved.set(None);
            state.picked.set(None);
            state.restored.set(false);
            form.clear();
        }
        After::Left => {}
    };
    let save = move |after: After| {
        let Some(s) = state.saved.get_untracked() else { return };
        if !state.dirty.get_untracked() {
            return go_on(after, s.object);
        }
        let Some(craving) = form.finish() else { return };
        let record = Record::new(form.at.get_untracked(), Body::Craving(craving));
        phone.ask(|port| {
            spawn_local(async move {
                match port.revise(s.object, vec![s.revision], record).await {
                    Ok(_) => {
                        port.keep_draft(None);
                        state.dirty.try_set(false);
                        go_on(after, s.object);
                    }
                    Err(why) => drop(state.trouble.try_set(Some(why))),
                }
            });
        });
    };
    on_cleanup(move || save(After::Left));
    save
}
