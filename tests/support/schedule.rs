//! Series for tests, and the session changes that a phone received.

use anyhow::{Context as _, Result};
use chrono::{NaiveDate, Weekday};
use domain::base::id::SessionId;
use domain::base::text::Label;
use domain::people::Role;
use domain::schedule::{Minute, Minutes, Rule, SessionChange, SessionKind, Track, Weekdays, Zone};
use domain::sync::{Change, SyncAnswer};
use server::store::types::people::SignedInStaff;
use server::store::types::schedule::{Audience, SeriesPlan, Term, Words};

use crate::people::Clinic;
use crate::{Scribe, TestApp};

/// # Errors
/// Fails if `text` is not a date, such as `2026-01-05`.
pub fn day(text: &str) -> Result<NaiveDate> {
    Ok(domain::base::day::parse("day", text)?)
}

/// An evening group at 18:00 for 90 minutes, for the evening track.
///
/// # Errors
/// Fails if `first`, `last` and the weekdays do not make a rule.
pub fn group(days: &[Weekday], first: &str, last: &str) -> Result<SeriesPlan> {
    Ok(SeriesPlan {
        kind: SessionKind::Group,
        words: Words {
            title: Label::new("title", "Relapse prevention group")?,
            name: Label::new("name", "Evening")?,
            room: Some(Label::new("room", "Room 4")?),
            link: None,
        },
        leader: None,
        audience: Audience::Track(Track::Evening),
        rule: Rule::new(Weekdays::of(days.iter().copied()).context("no day")?, day(first)?, day(last)?)?,
        start: Minute::parse("start", "18:00")?,
        minutes: Minutes::new(90)?,
    })
}

/// A clinic in New York whose participant is on the evening track, with their phone, and the counselor signed in. It is
/// Monday, 2026-01-05, 04:00 there.
pub struct Evening {
    pub app: TestApp,
    pub clinic: Clinic,
    pub who: SignedInStaff,
    /// The counselor's cookie.
    pub token: String,
    pub scribe: Scribe,
    /// The phone's cookie.
    pub phone: String,
}

impl Evening {
    pub async fn of(app: TestApp) -> Result<Self> {
        let clinic = app.clinic().await?;
        let supervisor = app.staff(clinic.program, Role::Supervisor, "Sue Supervisor").await?;
        let (supervisor, _) = app.sign_in(supervisor).await?;
        app.store().set_zone(supervisor, Zone::new("zone", "America/New_York")?).await?;
        let (who, token) = app.sign_in(clinic.counselor).await?;
        let term = Term { track: Some(Track::Evening), began: day("2026-01-05")?, weeks: 12 };
        app.store().set_term(who, clinic.participant, term).await?;
        let phone = app.enrol(clinic.participant).await?;
        let scribe = Scribe::new(&app, &phone);
        Ok(Self { app, clinic, who, token, scribe, phone: phone.token })
    }

    /// Tells everybody, and returns the session changes that are new to the phone.
    pub async fn news(&mut self) -> Result<Vec<SessionChange>> {
        self.app.store().tell_behind(self.clinic.program, 100).await?;
        // As the guard does: the phone is in use, however far the clock moved.
        self.app.store().touch_sign_in(self.scribe.who.token_hash).await?;
        Ok(told(&self.scribe.send(&self.app, vec![]).await?))
    }

    /// The session that the phone knows on a day, from a full fetch.
    ///
    /// # Errors
    /// Fails if it knows none.
    pub async fn on(&mut self, on: &str) -> Result<SessionChange> {
        let mut fresh = self.scribe.clone();
        (fresh.cursor, fresh.epoch) = (None, None);
        let on = day(on)?;
        let mut answer = fresh.send(&self.app, vec![]).await?;
        let mut all = told(&answer);
        while answer.more {
            answer = fresh.send(&self.app, vec![]).await?;
            all.extend(told(&answer));
        }
        self.scribe = fresh;
        all.into_iter().find(|session| session.day == on).context("no such session")
    }
}

/// The sessions of an answer, by time.
pub fn told(answer: &SyncAnswer) -> Vec<SessionChange> {
    let mut all: Vec<_> = answer
        .changes
        .iter()
        .filter_map(|c| if let Change::Session(s) = c { Some(SessionChange::clone(s)) } else { None })
        .collect();
    all.sort_by_key(|session| (session.starts_at, session.session));
    all
}

/// Ids with their days.
pub fn days(sessions: &[SessionChange]) -> Vec<(String, SessionId)> {
    sessions.iter().map(|s| (domain::base::day::to_text(s.day), s.session)).collect()
}
