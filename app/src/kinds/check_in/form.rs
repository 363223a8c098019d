//! The answers of a check-in: five words per question, chosen with one tap and taken back with another.

use chrono::{DateTime, FixedOffset};
use domain::base::text::Note;
use domain::entries::check_in::{CheckIn, FivePoint, Question};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::parts::text_area::{self, TextArea};
use crate::words;
use crate::words::i18n::Lang;
use crate::words::kinds::check_in as say;

/// Names the form; drafts are stored under it.
pub const FORM: &str = "check_in";

/// Values of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedCheckIn {
    pub answers: [Option<FivePoint>; 4],
    pub note: String,
    pub at: DateTime<FixedOffset>,
}

/// Values of the form for an entry that was saved.
pub fn typed(check_in: &CheckIn, at: DateTime<FixedOffset>) -> TypedCheckIn {
    let note = check_in.note().map(|note| note.as_str().to_owned()).unwrap_or_default();
    TypedCheckIn { answers: Question::ALL.map(|question| check_in.answer(question)), note, at }
}

#[derive(Clone, Copy)]
pub struct CheckInForm {
    pub at: RwSignal<DateTime<FixedOffset>>,
    answers: [RwSignal<Option<FivePoint>>; 4],
    pub note: RwSignal<String>,
    wrong: RwSignal<bool>,
}

impl CheckInForm {
    pub fn empty(at: DateTime<FixedOffset>) -> Self {
        let note = text_area::typed(None);
        Self {
            at: RwSignal::new(at),
            answers: std::array::from_fn(|_| RwSignal::new(None)),
            note,
            wrong: RwSignal::new(false),
        }
    }

    pub fn fill(self, typed: TypedCheckIn) {
        for (signal, answer) in self.answers.iter().zip(typed.answers) {
            signal.set(answer);
        }
        self.note.set(typed.note);
        self.at.set(typed.at);
    }

    /// Current values of the form.
    pub fn typed(self) -> TypedCheckIn {
        TypedCheckIn { answers: self.answers.map(|answer| answer.get()), note: self.note.get(), at: self.at.get() }
    }

    /// Takes everything out of it.
    pub fn clear(self) {
        for answer in self.answers {
            answer.try_set(None);
        }
        self.note.try_set(String::new());
    }

    /// Something was answered or written.
    pub fn says_something(self) -> bool {
        self.answers.iter().any(|answer| answer.with(Option::is_some)) || !self.note.with(|note| note.trim().is_empty())
    }

    /// The value of the form; `None` when nothing is said, or with an error on the form.
    pub fn finish(self) -> Option<CheckIn> {
        let note: Option<Note> = text_area::read(self.note, self.wrong)?;
        CheckIn::new(self.answers.map(|answer| answer.get_untracked()), note).ok()
    }
}

/// `line`: the field for the participant's own line is open.
#[component]
pub fn CheckInFields(
    form: CheckInForm,
    line: RwSignal<bool>,
    /// Somebody answered or wrote.
    #[prop(optional)]
    on_change: Option<Callback<()>>,
) -> impl IntoView {
    let lang = Lang::here();
    let changed = move || {
        if let Some(tell) = on_change {
            tell.run(());
        }
    };
    let question = move |(question, value): (Question, RwSignal<Option<FivePoint>>)| {
        let answer = move |(step, text): (FivePoint, words::i18n::Words)| {
            let pressed = move || (value.get() == Some(step)).to_string();
            let pick = move |_| {
                value.update(|chosen| *chosen = (*chosen != Some(step)).then_some(step));
                changed();
            };
            view! {
                <button type="button" aria-pressed=pressed on:click=pick>
                    {text.say(lang)}
                </button>
            }
        };
        view! {
            <fieldset class="ask">
                <legend>{say::question(question).say(lang)}</legend>
                <div class="answers">{FivePoint::all().zip(say::answers(question)).map(answer).collect_view()}</div>
            </fieldset>
        }
    };
    view! {
        <div class="group">{Question::ALL.into_iter().zip(form.answers).map(question).collect_view()}</div>
        <div class="fields" on:input=move |_| changed()>
            <Show when=move || line.get()>
                <TextArea id="note" label=words::A_NOTE value=form.note wrong=form.wrong />
            </Show>
        </div>
    }
    .into_any()
}
