//! The participant's own reminders. The server knows the times; only the phones know the tasks.

use std::rc::Rc;

use domain::base::id::ObjectId;
use domain::reminders::HabitRule;
use domain::schedule::Weekdays;
use leptos::prelude::*;

use super::habit::document;
use super::habit_form::{HabitForm, form_of, lines};
use crate::kinds;
use crate::parts::dialog::Confirm;
use crate::shell::form::draft::when_left;
use crate::shell::form::writing::Writing;
use crate::shell::phone::Phone;
use crate::shell::trouble::Alert;
use crate::words::i18n::Lang;
use crate::words::schedule::clock;
use crate::words::{self, reminders as say};

/// "Mon, Wed · 8:00 AM, 8:00 PM".
fn times(rule: &HabitRule, lang: Lang) -> String {
    let days = if rule.days == Weekdays::EVERY_DAY {
        say::EVERY_DAY.say(lang).to_owned()
    } else {
        rule.days.days().map(|day| words::calendar::weekday(day, lang)).collect::<Vec<_>>().join(", ")
    };
    let mut minutes = rule.times.clone();
    minutes.sort_unstable();
    let minutes = minutes.into_iter().map(|minute| clock(minute, lang)).collect::<Vec<_>>().join(", ");
    format!("{days} · {minutes}")
}

#[component]
pub fn Habits() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let adding = RwSignal::new(false);
    let editing = RwSignal::new(None::<ObjectId>);
    let habits = Memo::new(move |_| phone.look.with(|look| look.times.habits.clone()));
    // A form that was left before it was saved is open again.
    when_left(phone, form_of(None), move || adding.try_set(true));
    Effect::new(move |_| {
        for (habit, _) in habits.get() {
            when_left(phone, form_of(Some(habit)), move || editing.try_set(Some(habit)));
        }
    });
    let rows = move || {
        habits
            .get()
            .into_iter()
            .map(|(habit, rule)| {
                let change = rule.clone();
                view! {
                    <Show
                        when=move || editing.get() == Some(habit)
                        fallback=move || view! { <OneHabit habit rule=rule.clone() editing /> }
                    >
                        <HabitForm habit=habit rule=change.clone() on_end=move || editing.set(None) />
                    </Show>
                }
            })
            .collect_view()
    };
    view! {
        <section class="card" aria-labelledby="habits">
            <h2 id="habits">{say::HABITS.say(lang)}</h2>
            <p class="quiet">{say::HABITS_TEXT.say(lang)}</p>
            <ul class="plain">{rows}</ul>
            <Show
                when=move || adding.get()
                fallback=move || {
                    view! {
                        <button type="button" class="small" on:click=move |_| adding.set(true)>
                            {say::HABIT_ADD.say(lang)}
                        </button>
                    }
                }
            >
                <HabitForm on_end=move || adding.set(false) />
            </Show>
        </section>
    }
    .into_any()
}

#[component]
fn OneHabit(habit: ObjectId, rule: HabitRule, editing: RwSignal<Option<ObjectId>>) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let sure = RwSignal::new(false);
    let writing = Writing::new(phone);
    let name = move || {
        let known = phone.look.with(|look| document(look, habit));
        known.map_or_else(|| say::HABIT_LOCKED.say(lang).to_owned(), |(_, habit)| kinds::habit::title(&habit, lang))
    };
    let known = move || phone.look.with(|look| document(look, habit).is_some());
    let waits = move || phone.look.with(|look| look.times.unheard.habits.contains(&habit));
    let held = {
        let rule = rule.clone();
        let hitches = Memo::new(move |_| phone.look.with(|look| rule.hitches(&look.times.settings)));
        move || lines(&hitches.get(), lang)
    };
    let end = move || {
        let document = phone.look.with_untracked(|look| document(look, habit));
        writing.run(
            |port, late| {
                let (port, ending) = (Rc::clone(port), late.set_habit(habit, None));
                Box::pin(async move {
                    ending.await?;
                    match document {
                        Some((entry, _)) => port.delete(entry.object, entry.heads.clone()).await,
                        None => Ok(()),
                    }
                })
            },
            |()| {},
        );
    };
    view! {
        <li class="habit">
            <b>{name}</b>
            <span class="quiet">{times(&rule, lang)}</span>
            {held}
            <p class="state">
                {move || {
                    waits()
                        .then(|| {
                            view! {
                                <span class="dot" aria-hidden="true"></span>
                                {say::WAITS.say(lang)}
                            }
                        })
                }}
            </p>
            <div class="pair">
                <Show when=known>
                    <button type="button" class="small" on:click=move |_| editing.set(Some(habit))>
                        {words::EDIT.say(lang)}
                    </button>
                </Show>
                <button type="button" class="small grave" on:click=move |_| sure.set(true)>
                    {say::HABIT_END.say(lang)}
                </button>
            </div>
            <Alert trouble=writing.trouble />
            <Confirm
                open=sure
                question=say::HABIT_END_QUESTION
                explain=say::HABIT_END_TEXT.say(lang).to_owned()
                yes=say::HABIT_END
                on_yes=end
            />
        </li>
    }
    .into_any()
}
