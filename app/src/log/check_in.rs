//! A check-in, at most once a day: all taps while the page is open are one revision, saved by *Done*, by leaving the
//! page, or two minutes after the first of them.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use domain::base::id::{ObjectId, RevisionId};
use domain::base::moment;
use domain::entries::body::{Body, Record};
use domain::entries::check_in::CheckIn;
use leptos::ev;
use leptos::prelude::*;
use offline::look::Look;
use offline::look::entry::Entry;

use crate::entries::state::State;
use crate::kinds::check_in::form::{CheckInFields, CheckInForm, FORM, TypedCheckIn, typed};
use crate::shell::form::draft::{self, FormDraft};
use crate::shell::form::writing::Writing;
use crate::shell::frame::Frame;
use crate::shell::paths;
use crate::shell::phone::{Phone, Stage};
use crate::shell::ports::drafts::FormId;
use crate::shell::router::Address;
use crate::shell::trouble::Alert;
use crate::words::kinds::check_in as say;
use crate::words::{self, calendar};

/// Taps are collected this long before they are saved.
const SAVED_AFTER_MS: i64 = 2 * 60 * 1000;

/// The check-in of the day of `now`, if there is one.
pub fn of_today(look: &Look, now: DateTime<FixedOffset>) -> Option<(Arc<Entry>, CheckIn)> {
    // Newest first: whatever its zone, an entry of this day is younger than two.
    let recent = look.entries.iter().take_while(|entry| entry.record.at > now - TimeDelta::days(2));
    recent.filter(|entry| entry.record.day() == moment::day(now)).find_map(|entry| {
        if let Body::CheckIn(check_in) = &entry.record.body {
            Some((Arc::clone(entry), check_in.clone()))
        } else {
            None
        }
    })
}

/// The check-in being saved: its saved and unsaved parts.
#[derive(Clone, Copy)]
struct Collecting {
    phone: Phone,
    form: CheckInForm,
    /// The entry that this page writes, and its heads.
    saved: RwSignal<Option<(ObjectId, Vec<RevisionId>)>>,
    /// Time of the first tap that is not saved yet; ms of the phone's clock.
    since: RwSignal<Option<i64>>,
    writing: Writing,
}

impl Collecting {
    fn new(phone: Phone, form: CheckInForm) -> Self {
        let (saved, since) = (RwSignal::new(None), RwSignal::new(None));
        Self { phone, form, saved, since, writing: Writing::new(phone) }
    }

    /// Something is not saved yet. A new check-in is of the day of its first tap.
    fn touched(self) {
        if self.since.get_untracked().is_none() {
            let now = self.phone.local_now();
            self.since.set(Some(now.timestamp_millis()));
            if self.saved.with_untracked(Option::is_none) {
                self.form.at.set(now);
            }
        }
    }

    /// Saves the unsaved part. `then` runs once all of it is on this phone, at once if nothing is unsaved.
    fn save(self, then: impl FnOnce() + 'static) {
        let Self { phone, form, saved, since, writing } = self;
        if since.get_untracked().is_none() {
            return then();
        }
        let Some(check_in) = form.finish() else {
            // Taken back again, to the last answer; or the line is too long, which the form says.
            if !untrack(|| form.says_something()) {
                since.set(None);
                then();
            }
            return;
        };
        let record = Record::new(form.at.get_untracked(), Body::CheckIn(check_in));
        let known = saved.get_untracked().or_else(|| {
            let today = phone.look.with_untracked(|look| of_today(look, record.at));
            today.map(|(entry, _)| (entry.object, entry.heads.clone()))
        });
        // Until it is on this phone its draft stays: a reload may cut the writing short.
        let written = untrack(|| form.typed());
        writing.run(
            move |here, _| match known {
                None => here.record(record.into()),
                Some((object, heads)) => {
                    let revising = here.revise(object, heads, record.into());
                    Box::pin(async move { Ok((object, revising.await?)) })
                }
            },
            move |(object, revision)| {
                saved.try_set(Some((object, vec![revision])));
                match since.try_get_untracked() {
                    // The page is gone, and nothing else removes its draft.
                    None => draft::forget(phone, &FormId::of(FORM)),
                    Some(_) if untrack(|| form.typed()) == written => since.set(None),
                    Some(_) => {}
                }
                then();
            },
        );
    }

    /// Deletes the entry this page saved, and begins with an empty form.
    fn undo(self, undone: RwSignal<bool>) {
        let Self { form, saved, since, writing, .. } = self;
        let Some((object, heads)) = saved.get_untracked() else { return };
        writing.run(
            move |port, _| port.delete(object, heads),
            move |()| {
                saved.try_set(None);
                since.try_set(None);
                form.clear();
                undone.try_set(true);
            },
        );
    }
}

#[component]
pub fn CheckInPage() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let form = CheckInForm::empty(phone.local_now());
    let collecting = Collecting::new(phone, form);
    let Collecting { saved, since, writing, .. } = collecting;
    let busy = writing.busy();
    let (line, undone) = (RwSignal::new(false), RwSignal::new(false));
    let address = StoredValue::new(Address::here());

    let settled = Signal::derive(move || since.get().is_none());
    let left_from = RwSignal::new(None);
    // One of another day is saved to that day.
    let restore = move |typed: TypedCheckIn| {
        if moment::day(typed.at) != moment::day(phone.local_now()) {
            left_from.set(Some(typed.at));
            saved.set(None);
        }
        collecting.touched();
        form.fill(typed);
    };
    let draft = FormDraft::of(phone, settled, FormId::of(FORM), move || form.typed(), restore);
    let touch = Callback::new(move |()| {
        undone.set(false);
        draft.touch();
        collecting.touched();
    });
    // Today's check-in goes on where it was left.
    Effect::new(move |before: Option<NaiveDate>| {
        phone.now.track();
        let now = phone.local_now();
        let (day, today) = (moment::day(now), phone.look.with(|look| of_today(look, now)));
        if since.with_untracked(Option::is_some) {
            return before.unwrap_or(day);
        }
        // Another day began while the page was open.
        if before.is_some_and(|before| before != day) {
            saved.set(None);
            form.clear();
        }
        if let (Some((entry, check_in)), None, None) = (today, saved.get_untracked(), since.get_untracked()) {
            form.fill(typed(&check_in, entry.record.at));
            saved.set(Some((entry.object, entry.heads.clone())));
        }
        day
    });
    Effect::new(move |_| line.set(line.get_untracked() || !form.note.with(String::is_empty)));
    Effect::new(move |_| {
        let now = phone.now.get();
        if since.get_untracked().is_some_and(|at| now - at >= SAVED_AFTER_MS) {
            collecting.save(|| ());
        }
    });
    Effect::new(move |_| {
        let hidden = window_event_listener(ev::visibilitychange, move |_| {
            if document().hidden() {
                collecting.save(|| ());
            }
        });
        on_cleanup(move || hidden.remove());
    });
    on_cleanup(move || collecting.save(|| ()));

    let done = move |_| {
        collecting.save(move || {
            address.try_with_value(|address| address.go(paths::TODAY));
        });
    };
    let entry = Memo::new(move |_| {
        let (object, _) = saved.get()?;
        phone.look.with(|look| look.entry(object).cloned())
    });
    let state = move || match (since.get(), entry.get()) {
        (Some(_), _) => view! { <p class="quiet">{say::NOT_YET.say(lang)}</p> }.into_any(),
        (None, Some(entry)) => view! {
            <State entry />
            <button type="button" class="text" on:click=move |_| collecting.undo(undone)>
                {words::UNDO.say(lang)}
            </button>
        }
        .into_any(),
        (None, None) => undone.get().then(|| view! { <p class="quiet">{say::UNDONE.say(lang)}</p> }).into_any(),
    };
    view! {
        <Frame title=say::CHECK_IN>
            <div class="low">
                <p class="quiet">{say::LEAVE_OUT.say(lang)}</p>
                <Show when=move || phone.stage.get() == Stage::New>
                    <p class="note">{words::ENROL_FIRST.say(lang)}</p>
                </Show>
                {draft.notice()}
                {move || {
                    let at = left_from.get().filter(|_| since.get().is_some())?;
                    let mut day = String::new();
                    phone.ask(|port| day = port.day(at));
                    Some(view! { <p class="note">{calendar::ITS_TIME.fill(lang, &[("when", &day)])}</p> })
                }}
                <section class="thumb">
                    <CheckInFields form line on_change=touch />
                    <div role="status">{state}</div>
                </section>
            </div>
            <div class="dock">
                <Alert trouble=writing.trouble />
                <button
                    type="button"
                    class="button primary"
                    prop:disabled=move || busy.get() || phone.stage.get() == Stage::New
                    on:click=done
                >
                    {words::DONE.say(lang)}
                </button>
                <Show when=move || !line.get()>
                    <button type="button" class="button secondary" on:click=move |_| line.set(true)>
                        {say::ADD_A_LINE.say(lang)}
                    </button>
                </Show>
            </div>
        </Frame>
    }
    .into_any()
}
