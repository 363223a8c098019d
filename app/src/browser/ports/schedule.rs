//! Sessions and the private calendar on this browser.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use domain::base::id::SessionId;
use domain::base::text::ReplyText;
use domain::schedule::{Coming, Zone};

use crate::browser::rest::Rest;
use crate::browser::web::clock::{self, now_ms};
use crate::browser::web::net::Api;
use crate::shell::ports::Working;
use crate::shell::ports::schedule::Schedule;

impl Schedule for Rest {
    fn answer_session(&self, session: SessionId, coming: Option<Coming>, reason: Option<ReplyText>) -> Working<()> {
        let d = self.device.clone();
        self.device.writing(Box::pin(async move { d.journal.answer_session(session, coming, reason, now_ms()).await }))
    }

    fn ask_make_up(&self, session: SessionId, note: Option<ReplyText>) -> Working<()> {
        let d = self.device.clone();
        self.device.writing(Box::pin(async move { d.journal.ask_make_up(session, note, now_ms()).await }))
    }

    fn make_calendar(&self) -> Working<String> {
        Box::pin(async { Ok(Api.make_calendar().await?) })
    }

    fn end_calendar(&self) -> Working<()> {
        Box::pin(async { Ok(Api.end_calendar().await?) })
    }

    fn civil_day(&self, day: NaiveDate) -> String {
        clock::civil_day(self.device.lang, day)
    }

    fn civil_time(&self, at: DateTime<Utc>, zone: Option<&Zone>) -> NaiveDateTime {
        clock::civil_time(at, zone)
    }
}
