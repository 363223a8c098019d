//! Details of a meeting. Which one is required; that this person went is assumed.

use chrono::{DateTime, FixedOffset};
use domain::entries::body::Body;
use domain::entries::catalogue::Choice;
use domain::entries::meeting::{Meeting, MeetingKind};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::kinds::by_use::{self, by_use};
use crate::kinds::entry_form::{EntryForm, YES_OR_NOT};
use crate::kinds::when::{TypedWhen, When};
use crate::kinds::when_field::{WhenField, WhenQuestion};
use crate::parts::chips::ChipsOfOne;
use crate::parts::radio_group::RadioGroup;
use crate::parts::text_area::{self, TextArea};
use crate::shell::phone::Phone;
use crate::words::i18n::Words;
use crate::words::kinds::meeting as say;

/// Values of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedMeeting {
    which: Option<Choice<MeetingKind>>,
    attended: bool,
    takeaway: String,
    at: Option<DateTime<FixedOffset>>,
    begun: Option<DateTime<FixedOffset>>,
}

#[derive(Clone, Copy)]
pub struct MeetingForm {
    at: When,
    which: RwSignal<Option<Choice<MeetingKind>>>,
    attended: RwSignal<bool>,
    takeaway: RwSignal<String>,
    /// Nothing was chosen.
    none: RwSignal<bool>,
    wrong: RwSignal<bool>,
}

impl MeetingForm {
    pub fn empty() -> Self {
        Self {
            at: When::now(),
            which: RwSignal::new(None),
            attended: RwSignal::new(true),
            takeaway: text_area::typed(None),
            none: RwSignal::new(false),
            wrong: RwSignal::new(false),
        }
    }

    pub fn of(meeting: Meeting, at: DateTime<FixedOffset>) -> Self {
        Self {
            at: When::of(at),
            which: RwSignal::new(Some(meeting.which)),
            attended: RwSignal::new(meeting.attended),
            takeaway: text_area::typed(meeting.takeaway.as_ref()),
            ..Self::empty()
        }
    }
}

impl EntryForm for MeetingForm {
    const NAME: &'static str = "meeting";
    type Typed = TypedMeeting;

    fn at(self) -> When {
        self.at
    }

    fn typed(self) -> TypedMeeting {
        let TypedWhen { at, begun } = self.at.typed();
        TypedMeeting {
            which: self.which.get(),
            attended: self.attended.get(),
            takeaway: self.takeaway.get(),
            at,
            begun,
        }
    }

    fn fill(self, typed: TypedMeeting) {
        self.which.set(typed.which);
        self.attended.set(typed.attended);
        self.takeaway.set(typed.takeaway);
        self.at.fill(TypedWhen { at: typed.at, begun: typed.begun });
    }

    fn finish(self) -> Option<Body> {
        let which = self.which.get_untracked();
        self.none.set(which.is_none());
        let takeaway = text_area::read(self.takeaway, self.wrong);
        Some(Body::Meeting(Meeting { which: which?, attended: self.attended.get_untracked(), takeaway: takeaway? }))
    }

    fn missing(self) -> Option<Words> {
        (self.none.get() && self.which.with(Option::is_none)).then_some(say::WHICH_MISSING)
    }

    fn fields(self, _all: bool) -> AnyView {
        let phone = Phone::here();
        view! {
            <ChipsOfOne
                legend=say::WHICH
                all=by_use(phone, MeetingKind::ALL, by_use::meeting)
                name=say::name
                value=self.which
                on_change=move |which| self.which.set(which)
                required=true
            />
            <RadioGroup legend=say::DID_YOU_GO all=YES_OR_NOT value=self.attended />
            <TextArea id="takeaway" label=say::KEEP value=self.takeaway wrong=self.wrong />
            <WhenField when=self.at />
            <WhenQuestion when=self.at />
        }
        .into_any()
    }
}
