//! The settings of reminders, saved one change after the other.

use domain::reminders::ReminderSettings;
use leptos::prelude::*;

use crate::shell::form::writing::Writing;
use crate::shell::phone::Phone;

/// The settings as they are saved, and the way to change them. Every change is saved at once.
#[derive(Clone, Copy)]
pub struct Settings {
    now: Memo<ReminderSettings>,
    pub writing: Writing,
    /// As they are to be after every tap so far, until they are saved and shown so.
    wanted: StoredValue<Option<ReminderSettings>>,
}

impl Settings {
    pub fn of(phone: Phone) -> Self {
        let now = Memo::new(move |_| phone.look.with(|look| look.times.settings.clone()));
        let (writing, wanted) = (Writing::new(phone), StoredValue::new(None));
        Effect::new(move |_| {
            let now = now.get();
            if !writing.busy().get_untracked() && wanted.get_value().as_ref() == Some(&now) {
                wanted.set_value(None);
            }
        });
        Self { now, writing, wanted }
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
        self.save();
    }

    /// One after the other, and the latest last.
    fn save(self) {
        let Self { writing, wanted, .. } = self;
        let Some(settings) = wanted.get_value() else { return };
        writing.run(
            |_, late| {
                let saving = late.set_reminders(settings.clone());
                Box::pin(async move {
                    let done = saving.await;
                    if done.is_err() {
                        wanted.try_set_value(None);
                    }
                    done.map(|()| settings)
                })
            },
            move |saved| {
                if wanted.try_get_value().flatten().is_some_and(|latest| latest != saved) {
                    self.save();
                }
            },
        );
    }
}
