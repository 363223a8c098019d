//! Reminders and notifications on this browser.

use chrono::DateTime;
use domain::base::id::{ObjectId, OccurrenceId};
use domain::reminders::{HabitRule, ReminderSettings, Settled};
use leptos::prelude::*;

use crate::browser::rest::Rest;
use crate::browser::web::clock::now_ms;
use crate::browser::web::net::Api;
use crate::browser::web::{prefs, push};
use crate::reminders::answered;
use crate::shell::ports::Working;
use crate::shell::ports::reminders::{Notifications, Reminders};

impl Rest {
    /// Settles reminders whose task is already done, and plans a second rating of a new craving where notifications are
    /// on.
    pub(in crate::browser) async fn answer_reminders(&self) {
        let now = now_ms();
        let at = DateTime::from_timestamp_millis(now).unwrap_or_default();
        let look = self.device.phone.look.get_untracked();
        let mut said = false;
        for occurrence in answered::settled(&look, at, prefs::asked()) {
            said |= self.journal().settle(occurrence, Settled::Done, now).await.is_ok();
        }
        if prefs::push()
            && let Some((object, due, until)) = answered::asks_again(&look, at, prefs::asked())
        {
            prefs::set_asked((object, due.timestamp_millis()));
            said |= self.journal().remind_once(due, until, now).await.is_ok();
        }
        if said {
            self.look().await;
        }
    }
}

impl Reminders for Rest {
    fn set_reminders(&self, settings: ReminderSettings) -> Working<()> {
        let d = self.device.clone();
        self.device.writing(Box::pin(async move { d.journal.set_reminders(settings, now_ms()).await }))
    }

    fn set_habit(&self, habit: ObjectId, rule: Option<HabitRule>) -> Working<()> {
        let d = self.device.clone();
        self.device.writing(Box::pin(async move { d.journal.set_habit(habit, rule, now_ms()).await }))
    }

    fn settle(&self, occurrence: OccurrenceId, to: Settled) -> Working<()> {
        let d = self.device.clone();
        self.device.writing(Box::pin(async move { d.journal.settle(occurrence, to, now_ms()).await }))
    }

    fn notifications(&self) -> Working<Notifications> {
        let lang = self.device.lang;
        Box::pin(async move { Ok(push::state(lang).await?) })
    }

    fn turn_on(&self) -> Working<Notifications> {
        let (asked, lang) = (push::ask(), self.device.lang);
        Box::pin(async move { Ok(push::turn_on(asked, lang).await?) })
    }

    fn turn_off(&self) -> Working<Notifications> {
        Box::pin(async {
            push::turn_off().await;
            Ok(Notifications::Off)
        })
    }

    fn send_test(&self) -> Working<OccurrenceId> {
        Box::pin(async { Ok(Api.send_test().await?) })
    }
}
