//! The form for a target: a substance or a behaviour, in the participant's own words.

use chrono::NaiveDate;
use domain::Invalid;
use domain::base::amount::Amount;
use domain::base::day;
use domain::base::id::ObjectId;
use domain::base::moment;
use domain::base::text::Label;
use domain::entries::body::{Body, Record};
use domain::targets::target::{Aim, AimFrom, Target, TargetKind};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::kinds::doubtful_day::DoubtfulDay;
use crate::parts::field::{Field, Input};
use crate::parts::radio_group::RadioGroup;
use crate::shell::form::Form;
use crate::shell::form::complaint::{complain, complaint, forgive, untaken};
use crate::shell::phone::Phone;
use crate::shell::ports::drafts::FormId;
use crate::shell::trouble::Alert;
use crate::words::i18n::Words;
use crate::words::{self, daily};

pub const KINDS: &[(TargetKind, Words)] =
    &[(TargetKind::Substance, words::SUBSTANCE), (TargetKind::Behaviour, words::BEHAVIOUR)];
pub const AIMS: &[(Aim, Words)] =
    &[(Aim::Abstain, words::ABSTAIN), (Aim::Reduce, words::REDUCE), (Aim::Taper, words::TAPER)];

/// The name and the unit.
#[component]
pub fn Called(name: RwSignal<String>, unit: RwSignal<String>, wrong: RwSignal<Vec<Invalid>>) -> impl IntoView {
    let lang = Phone::here().lang;
    let text = move |words: Words| words.say(lang).to_owned();
    view! {
        <Field
            id="name"
            label=text(words::TARGET_NAME)
            hint=text(words::TARGET_NAME_HINT)
            value=name
            wrong={ untaken::<80>(wrong, "name", name, lang) }
        />
        <Field
            id="unit"
            label=text(words::TARGET_UNIT)
            hint=text(words::TARGET_UNIT_HINT)
            value=unit
            wrong={ untaken::<80>(wrong, "unit", unit, lang) }
        />
    }
    .into_any()
}

/// Names the form for a new target; drafts are stored under it.
pub const NEW_TARGET: &str = "target";

/// Values of the form for a new target.
#[derive(Clone, Serialize, Deserialize)]
struct TypedTarget {
    kind: TargetKind,
    name: String,
    unit: String,
    aim: Aim,
    goal: String,
    /// As in the field, `2026-01-31`.
    began: String,
}

#[component]
pub fn TargetForm(
    on_saved: impl Fn(ObjectId) + Copy + Send + Sync + 'static,
    /// It is not wanted; no such button without it.
    #[prop(optional, into)]
    on_cancel: Option<Callback<()>>,
) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let kind = RwSignal::new(TargetKind::Substance);
    let aim = RwSignal::new(Aim::Abstain);
    let (name, unit, goal) = (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let began = RwSignal::new(String::new());
    phone.ask(|port| began.set(day::to_text(moment::day(port.local_now()))));
    let wrong = RwSignal::new(Vec::<Invalid>::new());
    let doubt = DoubtfulDay::here();
    let form = Form::new(
        phone,
        FormId::of(NEW_TARGET),
        move || TypedTarget {
            kind: kind.get(),
            name: name.get(),
            unit: unit.get(),
            aim: aim.get(),
            goal: goal.get(),
            began: began.get(),
        },
        move |left: TypedTarget| {
            kind.set(left.kind);
            name.set(left.name);
            unit.set(left.unit);
            aim.set(left.aim);
            goal.set(left.goal);
            began.set(left.began);
        },
    );
    // Everything that is wrong is said at once.
    let parse = move || -> Result<Target, Vec<Invalid>> {
        let aim = aim.get_untracked();
        let name = Label::new("name", &name.get_untracked());
        let unit = Label::new("unit", &unit.get_untracked());
        let goal = if aim == Aim::Reduce { Amount::optional("goal", &goal.get_untracked()) } else { Ok(None) };
        let from: Result<NaiveDate, Invalid> = day::parse("began", &began.get_untracked());
        match (name, unit, goal, from) {
            (Ok(name), Ok(unit), Ok(goal), Ok(from)) => {
                Target::new(kind.get_untracked(), name, unit, AimFrom { from, aim, goal })
                    .map_err(|invalid| vec![invalid])
            }
            (name, unit, goal, from) => {
                Err([name.err(), unit.err(), goal.err(), from.err()].into_iter().flatten().collect())
            }
        }
    };
    for (value, fields) in
        [(name, &["name"][..]), (unit, &["unit"]), (goal, &["goal"]), (began, &["began", "target.aims.from"])]
    {
        forgive(wrong, value, fields);
    }
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match parse() {
            Err(all) => complain(wrong, all),
            Ok(target) => doubt.ask(Some(target.began()), move || {
                let body = Body::Target(target.clone());
                form.save(
                    |port, _| port.record(Record::new(port.local_now(), body).into()),
                    move |(id, _)| on_saved(id),
                );
            }),
        }
    };
    view! {
        <form class="card" on:submit=save on:input=move |_| form.draft.touch() novalidate>
            <h2>{words::TARGET_TITLE.say(lang)}</h2>
            {form.draft.notice()}
            <p class="quiet">{words::TARGET_TEXT.say(lang)}</p>
            <RadioGroup legend=words::TARGET_KIND all=KINDS value=kind />
            <Called name unit wrong />
            <RadioGroup legend=words::TARGET_AIM all=AIMS value=aim />
            <Show when=move || aim.get() == Aim::Reduce>
                <Field
                    id="goal"
                    label=daily::GOAL_PLAIN.say(lang).to_owned()
                    hint=words::IF_YOU_LIKE.say(lang).to_owned()
                    input=Input::Amount
                    value=goal
                    wrong=complaint(wrong, &["goal"], daily::AMOUNT_WRONG, lang)
                />
            </Show>
            <Field
                id="began"
                label=daily::BEGAN_FIELD.say(lang).to_owned()
                hint=daily::TODAY_COUNTS.say(lang).to_owned()
                input=Input::Day
                value=began
                wrong=complaint(wrong, &["began", "target.aims.from"], daily::DAY_WRONG, lang)
            />
            {doubt.question()}
            <Alert trouble=form.trouble() />
            <button type="submit" class="button primary">
                {words::SAVE.say(lang)}
            </button>
            {on_cancel
                .map(|cancel| {
                    let cancel = move |_| {
                        form.cancel();
                        cancel.run(());
                    };
                    view! {
                        <button type="button" class="button secondary" on:click=cancel>
                            {words::CANCEL.say(lang)}
                        </button>
                    }
                })}
        </form>
    }
    .into_any()
}
