//! Details of reaching out. Nothing is required: that somebody was called and answered is assumed.

use chrono::{DateTime, FixedOffset};
use domain::base::id::ObjectId;
use domain::contacts::contact::ContactRole;
use domain::entries::body::Body;
use domain::entries::catalogue::Choice;
use domain::entries::reach_out::{ReachOut, Way};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::contacts::who::Who;
use crate::kinds::entry_form::{EntryForm, YES_OR_NOT};
use crate::kinds::when::{TypedWhen, When};
use crate::kinds::when_field::{WhenField, WhenQuestion};
use crate::parts::radio_group::RadioGroup;
use crate::parts::text_area::{self, TextArea};
use crate::shell::phone::Phone;
use crate::shell::ports::drafts::FormId;
use crate::words;
use crate::words::i18n::Words;
use crate::words::kinds::reach_out as say;

const fn named(way: Way) -> (Way, Words) {
    (way, say::way(way))
}

const WAYS: &[(Way, Words)] = &[named(Way::Call), named(Way::Text), named(Way::Online), named(Way::Met)];

/// Values of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedReachOut {
    contact: Option<ObjectId>,
    role: Option<Choice<ContactRole>>,
    way: Way,
    reached: bool,
    note: String,
    at: Option<DateTime<FixedOffset>>,
    begun: Option<DateTime<FixedOffset>>,
}

#[derive(Clone, Copy)]
pub struct ReachOutForm {
    phone: Phone,
    at: When,
    contact: RwSignal<Option<ObjectId>>,
    /// As chosen for somebody who is no contact, or as it was recorded.
    role: RwSignal<Option<Choice<ContactRole>>>,
    way: RwSignal<Way>,
    reached: RwSignal<bool>,
    note: RwSignal<String>,
    wrong: RwSignal<bool>,
    /// The contact that it was opened for.
    opened_for: Option<ObjectId>,
    /// The role of that contact was recorded with it.
    recorded: bool,
}

impl ReachOutForm {
    /// For a contact and a way that are known already.
    pub fn to(contact: Option<ObjectId>, way: Way) -> Self {
        Self {
            phone: Phone::here(),
            at: When::now(),
            contact: RwSignal::new(contact),
            role: RwSignal::new(None),
            way: RwSignal::new(way),
            reached: RwSignal::new(true),
            note: text_area::typed(None),
            wrong: RwSignal::new(false),
            opened_for: contact,
            recorded: false,
        }
    }

    pub fn of(reach_out: ReachOut, at: DateTime<FixedOffset>) -> Self {
        Self {
            at: When::of(at),
            role: RwSignal::new(reach_out.role),
            reached: RwSignal::new(reach_out.reached),
            note: text_area::typed(reach_out.note.as_ref()),
            recorded: true,
            ..Self::to(reach_out.contact, reach_out.way)
        }
    }

    /// What the person is to the participant now, or was when it was recorded.
    fn role(self, contact: Option<ObjectId>) -> Option<Choice<ContactRole>> {
        let kept = self.role.get_untracked();
        let Some(id) = contact.filter(|_| !self.recorded || contact != self.opened_for) else { return kept };
        self.phone.look.with_untracked(|look| look.contact(id).map_or(kept, |contact| contact.role.clone()))
    }
}

impl EntryForm for ReachOutForm {
    const NAME: &'static str = "reach_out";
    type Typed = TypedReachOut;

    /// One for each contact: whoever calls somebody else meanwhile finds a form about that person.
    fn id(self) -> FormId {
        self.opened_for.map_or_else(|| FormId::of(Self::NAME), |contact| FormId::of_each(Self::NAME, &contact))
    }

    fn at(self) -> When {
        self.at
    }

    fn typed(self) -> TypedReachOut {
        let TypedWhen { at, begun } = self.at.typed();
        TypedReachOut {
            contact: self.contact.get(),
            role: self.role.get(),
            way: self.way.get(),
            reached: self.reached.get(),
            note: self.note.get(),
            at,
            begun,
        }
    }

    fn fill(self, typed: TypedReachOut) {
        self.contact.set(typed.contact);
        self.role.set(typed.role);
        self.way.set(typed.way);
        self.reached.set(typed.reached);
        self.note.set(typed.note);
        self.at.fill(TypedWhen { at: typed.at, begun: typed.begun });
    }

    fn finish(self) -> Option<Body> {
        let note = text_area::read(self.note, self.wrong)?;
        let contact = self.contact.get_untracked();
        Some(Body::ReachOut(ReachOut {
            contact,
            role: self.role(contact),
            way: self.way.get_untracked(),
            reached: self.reached.get_untracked(),
            note,
        }))
    }

    fn fields(self, _all: bool) -> AnyView {
        view! {
            <Who contact=self.contact role=self.role />
            <RadioGroup legend=say::HOW all=WAYS value=self.way />
            <RadioGroup legend=say::DID_YOU_REACH all=YES_OR_NOT value=self.reached />
            <TextArea id="note" label=words::A_NOTE value=self.note wrong=self.wrong />
            <WhenField when=self.at />
            <WhenQuestion when=self.at />
        }
        .into_any()
    }
}
