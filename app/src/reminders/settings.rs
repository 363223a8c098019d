//! The settings of reminders, saved one change after the other.

use domain::reminders::ReminderSettings;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::shell::phone::Phone;
use crate::shell::ports::Trouble;

/// The settings as they are saved, and the way to change them. Every change is saved at once.
#[derive(Clone, Copy)]
pub struct Settings {
    phone: Phone,
    now: Memo<ReminderSettings>,
    pub trouble: RwSignal<Option<Trouble>>,
    /// As they are to be after every tap so far, until they are saved and shown so.
    wanted: StoredValue<Option<ReminderSettings>>,
    saving: StoredValue<bool>,
}

impl Settings {
    pub fn of(phone: Phone) -> Self {
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
