//! Another aim from a day on. The ones before stay.

use domain::Invalid;
use domain::base::amount::Amount;
use domain::base::day;
use domain::targets::target::{Aim, AimFrom, Target};
use leptos::prelude::*;
use offline::look::entry::Entry;
use serde::{Deserialize, Serialize};

use super::revise::{self, Buttons, Mode, on_submit, target_of};
use crate::kinds::doubtful_day::DoubtfulDay;
use crate::kinds::used::form::typed_amount;
use crate::parts::field::{Field, Input};
use crate::parts::radio_group::RadioGroup;
use crate::shell::form::Form;
use crate::shell::form::complaint::complaint;
use crate::shell::phone::Phone;
use crate::targets::figures::date;
use crate::targets::form::AIMS;
use crate::targets::overview::today;
use crate::words::{self, daily};

/// Values of the form.
#[derive(Clone, Serialize, Deserialize)]
struct TypedChange {
    aim: Aim,
    goal: String,
    /// As in the field, `2026-01-31`.
    from: String,
}

#[component]
pub fn Change(entry: Entry, mode: RwSignal<Mode>) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let (Some(target), Some(now)) = (target_of(&entry).cloned(), untrack(|| today(phone))) else {
        return ().into_any();
    };
    let held = target.aim_on(now).or_else(|| target.aims().first().copied());
    let aim = RwSignal::new(held.map_or(Aim::Abstain, |a| a.aim));
    let goal = RwSignal::new(typed_amount(held.and_then(|a| a.goal), lang));
    let from = RwSignal::new(day::to_text(now.max(target.began())));
    let wrong = RwSignal::new(Vec::<Invalid>::new());
    let form = Form::new(
        phone,
        revise::form(Mode::Change, entry.object),
        move || TypedChange { aim: aim.get(), goal: goal.get(), from: from.get() },
        move |left: TypedChange| {
            aim.set(left.aim);
            goal.set(left.goal);
            from.set(left.from);
        },
    );
    let how_much = daily::GOAL_FIELD.fill(lang, &[("unit", target.unit.as_str())]);
    let began = date(target.began(), lang);
    let parse = move || -> Result<Target, Invalid> {
        let aim = aim.get_untracked();
        let goal = if aim == Aim::Reduce { Amount::optional("goal", &goal.get_untracked())? } else { None };
        let from = day::parse("from", &from.get_untracked())?;
        target.clone().with_aim(AimFrom { from, aim, goal })
    };
    let doubt = DoubtfulDay::here();
    let submit = on_submit(entry, mode, wrong, form, doubt, parse);
    let wrong_day = Signal::derive(move || {
        let about_day = wrong.with(|all| all.iter().any(|w| w.field != "goal"));
        about_day.then(|| daily::FROM_DAY_WRONG.fill(lang, &[("began", &began)]))
    });
    view! {
        <form class="card" on:submit=submit on:input=move |_| form.draft.touch() novalidate>
            <h2>{daily::CHANGE_AIM.say(lang)}</h2>
            {form.draft.notice()}
            <p class="quiet">{daily::CHANGE_AIM_TEXT.say(lang)}</p>
            <RadioGroup legend=words::TARGET_AIM all=AIMS value=aim />
            <Show when=move || aim.get() == Aim::Reduce>
                <Field
                    id="goal"
                    label=how_much.clone()
                    hint=words::IF_YOU_LIKE.say(lang).to_owned()
                    input=Input::Amount
                    value=goal
                    wrong=complaint(wrong, &["goal"], daily::AMOUNT_WRONG, lang)
                />
            </Show>
            <Field
                id="from"
                label=daily::FROM_DAY.say(lang).to_owned()
                hint=String::new()
                input=Input::Day
                value=from
                wrong=wrong_day
            />
            <Buttons mode form doubt />
        </form>
    }
    .into_any()
}
