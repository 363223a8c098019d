//! A thought, short first: only the thought itself is required, and both sides of it are folded.

use chrono::{DateTime, FixedOffset};
use domain::base::text::Note;
use domain::entries::body::Body;
use domain::entries::catalogue::Choice;
use domain::entries::thought_record::{Feeling, Percent, ThoughtRecord};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::kinds::by_use::{self, by_use};
use crate::kinds::entry_form::EntryForm;
use crate::kinds::when::{TypedWhen, When};
use crate::kinds::when_field::{WhenField, WhenQuestion};
use crate::parts::chips::Chips;
use crate::parts::scale::{self, Step, Steps};
use crate::parts::text_area::{self, TextArea};
use crate::shell::phone::Phone;
use crate::words;
use crate::words::i18n::{Lang, Words};
use crate::words::kinds::thought_record as say;

/// Values of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedThought {
    situation: String,
    thought: String,
    feelings: Vec<Choice<Feeling>>,
    before: Option<Percent>,
    evidence_for: String,
    evidence_against: String,
    other_view: String,
    after: Option<Percent>,
    at: Option<DateTime<FixedOffset>>,
    begun: Option<DateTime<FixedOffset>>,
}

/// A text, and whether it cannot be kept.
#[derive(Clone, Copy)]
struct Typed(RwSignal<String>, RwSignal<bool>);

impl Typed {
    fn new(text: Option<&Note>) -> Self {
        Self(text_area::typed(text), RwSignal::new(false))
    }

    fn read(self) -> Option<Option<Note>> {
        text_area::read(self.0, self.1)
    }
}

#[derive(Clone, Copy)]
pub struct ThoughtForm(StoredValue<Signals>);

#[derive(Clone, Copy)]
struct Signals {
    at: When,
    situation: Typed,
    thought: Typed,
    feelings: RwSignal<Vec<Choice<Feeling>>>,
    before: RwSignal<Option<Percent>>,
    evidence_for: Typed,
    evidence_against: Typed,
    other_view: Typed,
    after: RwSignal<Option<Percent>>,
}

impl ThoughtForm {
    pub fn empty() -> Self {
        Self(StoredValue::new(Signals {
            at: When::now(),
            situation: Typed::new(None),
            thought: Typed::new(None),
            feelings: RwSignal::new(Vec::new()),
            before: RwSignal::new(None),
            evidence_for: Typed::new(None),
            evidence_against: Typed::new(None),
            other_view: Typed::new(None),
            after: RwSignal::new(None),
        }))
    }

    pub fn of(record: ThoughtRecord, at: DateTime<FixedOffset>) -> Self {
        Self(StoredValue::new(Signals {
            at: When::of(at),
            situation: Typed::new(record.situation.as_ref()),
            thought: Typed::new(Some(&record.thought)),
            feelings: RwSignal::new(record.feelings),
            before: RwSignal::new(record.before),
            evidence_for: Typed::new(record.evidence_for.as_ref()),
            evidence_against: Typed::new(record.evidence_against.as_ref()),
            other_view: Typed::new(record.other_view.as_ref()),
            after: RwSignal::new(record.after),
        }))
    }
}

/// Strengths offered: tens are as fine as a feeling can be told apart with one tap.
fn steps(lang: Lang) -> impl Iterator<Item = Step<Percent>> {
    (0..=100).step_by(10).filter_map(move |n| {
        let end = match n {
            0 => words::NOT_AT_ALL.say(lang),
            100 => words::STRONGEST.say(lang),
            _ => "",
        };
        let label = words::STEP_OF_HUNDRED.fill(lang, &[("n", &n.to_string())]);
        Some(Step { value: Percent::new(n).ok()?, figure: n.into(), label, end })
    })
}

fn strength(legend: Words, value: RwSignal<Option<Percent>>, lang: Lang) -> impl IntoView {
    let pick = move |step| value.update(|chosen| *chosen = (*chosen != Some(step)).then_some(step));
    view! {
        <fieldset class="card">
            <legend>{legend.say(lang)}</legend>
            {scale::drawn(Steps { label: legend.say(lang), all: steps(lang).collect() }, value.into(), pick)}
        </fieldset>
    }
}

impl EntryForm for ThoughtForm {
    const NAME: &'static str = "thought";
    type Typed = TypedThought;

    fn at(self) -> When {
        self.0.get_value().at
    }

    fn typed(self) -> TypedThought {
        let now = self.0.get_value();
        let TypedWhen { at, begun } = now.at.typed();
        TypedThought {
            situation: now.situation.0.get(),
            thought: now.thought.0.get(),
            feelings: now.feelings.get(),
            before: now.before.get(),
            evidence_for: now.evidence_for.0.get(),
            evidence_against: now.evidence_against.0.get(),
            other_view: now.other_view.0.get(),
            after: now.after.get(),
            at,
            begun,
        }
    }

    fn fill(self, typed: TypedThought) {
        let now = self.0.get_value();
        now.situation.0.set(typed.situation);
        now.thought.0.set(typed.thought);
        now.feelings.set(typed.feelings);
        now.before.set(typed.before);
        now.evidence_for.0.set(typed.evidence_for);
        now.evidence_against.0.set(typed.evidence_against);
        now.other_view.0.set(typed.other_view);
        now.after.set(typed.after);
        now.at.fill(TypedWhen { at: typed.at, begun: typed.begun });
    }

    fn finish(self) -> Option<Body> {
        let now = self.0.get_value();
        let Typed(thought, wrong) = now.thought;
        let thought = text_area::read_required(thought, wrong);
        let (situation, other_view) = (now.situation.read(), now.other_view.read());
        let (evidence_for, evidence_against) = (now.evidence_for.read(), now.evidence_against.read());
        Some(Body::ThoughtRecord(ThoughtRecord {
            situation: situation?,
            thought: thought?,
            feelings: now.feelings.get_untracked(),
            before: now.before.get_untracked(),
            evidence_for: evidence_for?,
            evidence_against: evidence_against?,
            other_view: other_view?,
            after: now.after.get_untracked(),
        }))
    }

    fn fields(self, all: bool) -> AnyView {
        let phone = Phone::here();
        let lang = phone.lang;
        let now = self.0.get_value();
        let area = |id, label, Typed(value, wrong)| view! { <TextArea id label value wrong /> };
        view! {
            {area("situation", say::ASK_SITUATION, now.situation)}
            <TextArea id="thought" label=say::ASK_THOUGHT value=now.thought.0 wrong=now.thought.1 required=true />
            <Chips
                legend=say::ASK_FEELINGS
                all=by_use(phone, Feeling::ALL, by_use::feelings)
                name=say::feeling
                value=now.feelings
                on_change=move |feelings| now.feelings.set(feelings)
            />
            {strength(say::ASK_BEFORE, now.before, lang)}
            <details class="more" open=all>
                <summary>{say::BOTH_SIDES.say(lang)}</summary>
                {area("evidence-for", say::ASK_FOR, now.evidence_for)}
                {area("evidence-against", say::ASK_AGAINST, now.evidence_against)}
                {area("other-view", say::ASK_OTHER, now.other_view)}
                {strength(say::ASK_AFTER, now.after, lang)}
                <WhenField when=now.at />
            </details>
            <WhenQuestion when=now.at />
        }
        .into_any()
    }
}
