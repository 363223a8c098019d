//! The reader of a page, and their language.

use std::convert::Infallible;

use app::care::people::pane::{People, PersonLine};
use app::care::shell::form::Kept;
use app::care::shell::frame::Frame;
use app::care::shell::when;
use app::words::i18n::Lang;
use axum::extract::FromRequestParts;
use axum::http::Method;
use axum::http::request::Parts;
use domain::base::id::ParticipantId;
use domain::people::STAFF_SIGN_IN;
use domain::people::access::Act;

use super::form::key::FormKey;
use crate::error::Answer;
use crate::http::actor::Staff;
use crate::http::language::lang;
use crate::state::Shared;
use crate::store::types::care::Person;
use crate::store::types::people::SignedInStaff;
use crate::unicode::sort_by_name;

#[derive(Clone, Copy)]
pub struct Viewer {
    pub lang: Lang,
    /// True if a page shows what was typed before the sign-in ended: not in place of what was posted just now.
    gives_back: bool,
}

impl<S: Send + Sync> FromRequestParts<S> for Viewer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self { lang: lang(&parts.headers), gives_back: parts.method == Method::GET })
    }
}

impl Viewer {
    /// A reader who is not signed in.
    pub const fn outside_of(lang: Lang) -> Self {
        Self { lang, gives_back: false }
    }

    /// The frame of a page that needs no sign-in.
    pub const fn outside(self) -> Frame {
        Frame { lang: self.lang, reader: None, until: None, left: 0, last: None, form_key: None, kept: Vec::new() }
    }

    pub async fn inside(self, shared: &Shared, who: SignedInStaff) -> Answer<Frame> {
        let reader = Some(shared.store.staff_name(who.staff).await?);
        let kept = if self.gives_back { shared.store.kept_forms(who).await? } else { Vec::new() };
        let kept = kept.into_iter().map(|form| Kept { action: form.action, fields: form.fields.into_iter().collect() });
        let now = shared.env.now();
        let until = STAFF_SIGN_IN.end(who.since, now);
        Ok(Frame {
            lang: self.lang,
            reader,
            until: Some(until),
            left: (until - now).num_seconds(),
            last: Some(who.since + STAFF_SIGN_IN.absolute),
            form_key: Some(FormKey::draw(shared.store.keys(), &shared.env, who.staff)?),
            kept: kept.collect(),
        })
    }

    /// The list of the left pane, with ledger rows.
    ///
    /// # Errors
    /// Fails if the sign-in has ended.
    pub async fn people(self, shared: &Shared, Staff(who): Staff, current: Option<ParticipantId>) -> Answer<People> {
        let mut all = shared.store.people(who).await?;
        sort_by_name(self.lang, &mut all, |person| &person.name);
        let lines = all.into_iter().map(|person| self.line(shared, person)).collect();
        Ok(People { lines, current: current.map(|p| p.to_string()), reads: who.role.can(Act::Read) })
    }

    fn line(self, shared: &Shared, person: Person) -> PersonLine {
        PersonLine {
            id: person.participant.to_string(),
            name: person.name,
            new: person.new,
            phone_waits: person.phone_waits,
            has_phone: person.has_phone,
            last_shared: person.last_shared.map(|at| when::ago(at, shared.env.now(), self.lang)),
        }
    }
}
