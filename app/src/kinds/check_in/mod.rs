//! A check-in: its facts and its form.

pub mod form;

use chrono::{DateTime, FixedOffset};
use domain::entries::body::{Body, Names, Record};
use domain::entries::check_in::{CheckIn, Question};
use leptos::prelude::*;

use self::form::{CheckInFields, CheckInForm};
use super::entry_kind::{EditForm, EntryKind, Traits};
use super::fact::{Fact, Facts, said};
use super::when::When;
use crate::words::i18n::Lang;
use crate::words::kinds::check_in as words;

impl EntryKind for CheckIn {
    const TRAITS: Traits = Traits {
        filter: Some(words::CHECK_INS),
        sharing: Some((words::CHECK_INS, words::SHARING_TEXT)),
        charted: true,
    };

    fn title(&self, _names: &Names, lang: Lang) -> String {
        words::CHECK_IN.say(lang).to_owned()
    }

    fn facts(&self, _names: &Names, lang: Lang) -> Facts {
        let answer = |question| {
            let text = self.answer(question).map(|step| words::answer(question, step).say(lang).to_owned());
            (Fact::Asked(words::question(question)), text.unwrap_or_default())
        };
        let mut facts: Facts = Question::ALL.map(answer).into();
        facts.push((Fact::Note, said(self.note())));
        facts
    }

    fn edit(self, at: DateTime<FixedOffset>) -> Option<EditForm> {
        let form = CheckInForm::empty(at);
        form.fill(form::typed(&self, at));
        let finish = move || Some(Record::new(form.at.get_untracked(), Body::CheckIn(form.finish()?)));
        let fields = view! { <CheckInFields form line=RwSignal::new(true) /> };
        // Its time is not on the form: a check-in is that of its day.
        Some(EditForm::new(When::of(at), fields, finish, move || form.typed(), move |left| form.fill(left)))
    }
}
