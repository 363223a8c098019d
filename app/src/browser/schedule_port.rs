//! What the pages of sessions and reminders do on this browser.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use domain::id::{ObjectId, OccurrenceId, SessionId};
use domain::reminder::{HabitRule, ReminderSettings, Settled};
use domain::schedule::{Coming, Zone};
use domain::text::ReplyText;
use leptos::prelude::*;

use super::rest::Rest;
use super::web::clock::{self, now_ms};
use super::web::net::Api;
use super::web::{clipboard, prefs, push};
use crate::reminders::answered;
use crate::shell::ports::schedule::{Notifications, TimesPort};
use crate::shell::ports::{Doing, Trouble};

impl Rest {
    /// Reminders whose matter was done are settled, and a new craving asks to be rated again where notifications come.
    pub(super) async fn answer_reminders(&self) {
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

impl TimesPort for Rest {
    fn answer_session(&self, session: SessionId, coming: Option<Coming>, reason: Option<ReplyText>) -> Doing<()> {
        let d = self.device.clone();
        self.device.writing(Box::pin(async move { d.journal.answer_session(session, coming, reason, now_ms()).await }))
    }

    fn ask_make_up(&self, session: SessionId, note: Option<ReplyText>) -> Doing<()> {
        let d = self.device.clone();
        self.device.writing(Box::pin(async move { d.journal.ask_make_up(session, note, now_ms()).await }))
    }

    fn set_reminders(&self, settings: ReminderSettings) -> Doing<()> {
        let d = self.device.clone();
        self.device.writing(Box::pin(async move { d.journal.set_reminders(settings, now_ms()).await }))
    }

    fn set_habit(&self, habit: ObjectId, rule: Option<HabitRule>) -> Doing<()> {
        let d = self.device.clone();
        self.device.writing(Box::pin(async move { d.journal.set_habit(habit, rule, now_ms()).await }))
    }

    fn settle(&self, occurrence: OccurrenceId, to: Settled) -> Doing<()> {
        let d = self.device.clone();
        self.device.writing(Box::pin(async move { d.journal.settle(occurrence, to, now_ms()).await }))
    }

    fn ask_server(&self) {
        self.flush();
    }

    fn make_calendar(&self) -> Doing<String> {
        Box::pin(async { Ok(Api.make_calendar().await?) })
    }

    fn end_calendar(&self) -> Doing<()> {
        Box::pin(async { Ok(Api.end_calendar().await?) })
    }

    fn copy(&self, text: &str) -> Doing<()> {
        let copying = clipboard::copy(text);
        Box::pin(async move { if copying.await { Ok(()) } else { Err(Trouble::Other("clipboard".to_owned())) } })
    }

    fn notifications(&self) -> Doing<Notifications> {
        let lang = self.device.lang;
        Box::pin(async move { Ok(push::state(lang).await?) })
    }

    fn turn_on(&self) -> Doing<Notifications> {
        let (asked, lang) = (push::ask(), self.device.lang);
        Box::pin(async move { Ok(push::turn_on(asked, lang).await?) })
    }

    fn turn_off(&self) -> Doing<Notifications> {
        Box::pin(async {
            push::turn_off().await;
            Ok(Notifications::Off)
        })
    }

    fn send_test(&self) -> Doing<OccurrenceId> {
        Box::pin(async { Ok(Api.send_test().await?) })
    }

    fn civil_day(&self, day: NaiveDate) -> String {
        clock::civil_day(self.device.lang, day)
    }

    fn civil_time(&self, at: DateTime<Utc>, zone: Option<&Zone>) -> NaiveDateTime {
        clock::civil_time(at, zone)
    }

    fn map_address(&self, place: &str) -> String {
        clipboard::map_address(place)
    }

    fn go_on_to(&self, path: Option<String>) {
        prefs::set_going_on(path);
    }

    fn goes_on_to(&self) -> Option<String> {
        prefs::going_on()
    }
}
