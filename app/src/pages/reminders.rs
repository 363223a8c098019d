//! What to be reminded of, and when: the participant's settings, habits of their own, notifications on this phone.

pub mod about;
mod habit_form;
mod habits;
mod hours;
mod kinds;
mod leads;
mod notify;

use domain::reminder::ReminderSettings;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;

use habits::Habits;
use hours::{AllAtOnce, DaysOff, Pause, QuietHours};
use kinds::Kinds;
use leads::{Leads, Way};
use notify::Notify;

use super::trouble::Alert;
use crate::components::frame::Frame;
use crate::components::unready::Unready;
use crate::components::waiting::Waiting;
use crate::phone::{Phone, Stage};
use crate::ports::Trouble;
use crate::routes;
use crate::words::reminders as say;

/// The settings as they are saved, and the way to change them. Every change is saved at once.
#[derive(Clone, Copy)]
pub struct Settings {
    phone: Phone,
    now: Memo<ReminderSettings>,
    trouble: RwSignal<Option<Trouble>>,
    /// As they are to be after every tap so far, until they are saved and shown so.
    wanted: StoredValue<Option<ReminderSettings>>,
    saving: StoredValue<bool>,
}

impl Settings {
    fn of(phone: Phone) -> Self {
        let now = Memo::new(move |_| phone.look.with(|look| look.times.settings.clone()));
        let (trouble, wanted, saving) = (RwSignal::new(None), StoredValue::new(None), StoredValue::new(false));
        Effect::new(move |_| {
            let now = now.get();
            if !saving.get_value() && wanted.get_value().as_ref() == Some(&now) {
                wanted.set_value(None);
            }
        });
        Self { phone, now, trouble, wanted, saving }
    }

    pub fn get<T>(self, what: impl FnOnce(&ReminderSettings) -> T) -> T {
        self.now.with(what)
    }

    /// As they are to be: a quick second tap builds on the first.
    pub fn wanted(self) -> ReminderSettings {
        self.wanted.get_value().unwrap_or_else(|| self.now.get_untracked())
    }

    pub fn change(self, how: impl FnOnce(&mut ReminderSettings)) {
        let mut settings = self.wanted();
        how(&mut settings);
        self.wanted.set_value(Some(settings));
        if !self.saving.get_value() {
            self.save();
        }
    }

    /// One after the other, and the latest last.
    fn save(self) {
        let Self { phone, trouble, wanted, saving, .. } = self;
        let Some(settings) = wanted.get_value() else { return };
        phone.late(|late| {
            let doing = late.set_reminders(settings.clone());
            saving.set_value(true);
            spawn_local(async move {
                let done = doing.await;
                trouble.try_set(done.as_ref().err().cloned());
                saving.try_set_value(false);
                let latest = wanted.try_get_value().flatten();
                match done {
                    Ok(()) if latest.is_some_and(|latest| latest != settings) => self.save(),
                    Ok(()) => {}
                    Err(_) => drop(wanted.try_set_value(None)),
                }
            });
        });
    }
}

#[component]
pub fn Reminders() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let settings = Settings::of(phone);
    let trouble = settings.trouble;
    let waits = move || phone.look.with(|look| look.times.unheard.settings);
    let zone = move || {
        phone.look.with(|look| look.times.zone.as_ref().map(|zone| say::ZONE.fill(lang, &[("zone", &zone.as_str().replace('_', " "))])))
    };
    view! {
        <Frame title=say::REMINDERS>
            <Unready/>
            <p class="quiet">{say::SETTINGS_TEXT.say(lang)}</p>
            <Show when=move || phone.stage.get() == Stage::Ready>
                <ul class="links"><li><A href=routes::INBOX>{say::INBOX.say(lang)}</A></li></ul>
                <Notify/>
                <Kinds settings/>
                <Habits/>
                <Leads settings/>
                <Way settings/>
                <QuietHours settings/>
                <DaysOff settings/>
                <Pause settings/>
                <AllAtOnce settings/>
                <p class="quiet">{zone}</p>
                <Alert trouble/>
                <p class="state" role="status" id="settings-state">
                    <span class="dot" class:full=move || !waits() aria-hidden="true"></span>
                    {move || if waits() { say::WAITS } else { say::STORED }.say(lang)}
                </p>
            </Show>
            <Waiting/>
        </Frame>
    }
    .into_any()
}
