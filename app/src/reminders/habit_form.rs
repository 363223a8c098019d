//! The form of a habit: its task, its times, and the validity of its reminders.

use std::rc::Rc;

use domain::base::id::ObjectId;
use domain::base::text::Label;
use domain::entries::body::Body;
use domain::entries::habit::{Habit, HabitKind};
use domain::reminders::HabitRule;
use domain::reminders::foresee::Hitch;
use domain::schedule::{Minute, Minutes, Weekdays};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::habit::document;
use super::leads::length;
use crate::kinds::habit::sort;
use crate::parts::field::Field;
use crate::parts::says::Mistake;
use crate::parts::switch::Switch;
use crate::parts::time_field::{DayChips, TimeField};
use crate::shell::form::Form;
use crate::shell::form::document::{self, Before};
use crate::shell::form::save_or_cancel::SaveOrCancel;
use crate::shell::phone::Phone;
use crate::shell::ports::drafts::FormId;
use crate::words::i18n::{Lang, Words};
use crate::words::schedule::clock;
use crate::words::{reminders as say, typed};

/// Choices of validity for a reminder, in minutes.
const WINDOWS: [u16; 4] = [30, 60, 180, 720];

/// The defaults of a new habit: in the morning, every day, valid for an hour.
fn usual() -> (Vec<Option<u16>>, u8, u16) {
    (vec![Some(9 * 60)], Weekdays::EVERY_DAY.get(), 60)
}

/// Names the form of a habit, or that of a new one; drafts are stored under it.
pub fn form_of(habit: Option<ObjectId>) -> FormId {
    habit.map_or_else(|| FormId::of("habit"), |habit| FormId::of_each("habit", &habit))
}

/// Values of the form.
#[derive(Clone, Serialize, Deserialize)]
struct TypedHabit {
    what: HabitKind,
    name: String,
    /// In minutes of the day; none for an emptied field.
    times: Vec<Option<u16>>,
    days: u8,
    window: u16,
    #[serde(default)]
    through_quiet: bool,
}

/// Says what holds reminders back, one line each.
pub fn lines(hitches: &[Hitch], lang: Lang) -> impl IntoView + use<> {
    let line = |hitch: &Hitch| {
        let text = match *hitch {
            Hitch::TurnedOff => say::HITCH_OFF.say(lang).to_owned(),
            Hitch::DaysOff => say::HITCH_DAYS.say(lang).to_owned(),
            Hitch::Never(at) => say::HITCH_NEVER.fill(lang, &[("time", &clock(at, lang))]),
            Hitch::Later(at, until) => {
                say::HITCH_LATER.fill(lang, &[("time", &clock(at, lang)), ("until", &clock(until, lang))])
            }
        };
        view! { <p class="note">{text}</p> }
    };
    hitches.iter().map(line).collect_view()
}

#[component]
pub fn HabitForm(
    /// The one to change; none for a new one.
    #[prop(optional)]
    habit: Option<ObjectId>,
    #[prop(optional)] rule: Option<HabitRule>,
    on_end: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let before = habit.and_then(|habit| phone.look.with_untracked(|look| document(look, habit)));
    let what = RwSignal::new(before.as_ref().map_or(HabitKind::CheckIn, |(_, habit)| habit.what));
    let name = RwSignal::new(
        before.as_ref().and_then(|(_, h)| h.words.as_ref()).map(|w| w.as_str().to_owned()).unwrap_or_default(),
    );
    let through = RwSignal::new(rule.as_ref().is_some_and(|rule| rule.through_quiet));
    let (minutes, bits, useful) =
        rule.map_or_else(usual, |r| (r.times.iter().map(|m| Some(m.get())).collect(), r.days.get(), r.window.get()));
    let (times, days, window) = (RwSignal::new(minutes), RwSignal::new(bits), RwSignal::new(useful));
    let (wrong_name, wrong_times, wrong_days) = (RwSignal::new(None), RwSignal::new(false), RwSignal::new(false));
    let asked = RwSignal::new(0u32);
    let form = Form::new(
        phone,
        form_of(habit),
        move || TypedHabit {
            what: what.get(),
            name: name.get(),
            times: times.get(),
            days: days.get(),
            window: window.get(),
            through_quiet: through.get(),
        },
        move |left: TypedHabit| {
            what.set(left.what);
            name.set(left.name);
            times.set(left.times);
            days.set(left.days);
            window.set(left.window);
            through.set(left.through_quiet);
        },
    );
    // The document that was saved already, when the rule after it was not.
    let saved = StoredValue::new(before.map(|(entry, _)| Before::from(&*entry)));
    let read = move || -> Option<(Habit, HabitRule)> {
        let own = Label::optional("words", &name.get_untracked())
            .ok()
            .filter(|own| own.is_some() || what.get_untracked() != HabitKind::Own);
        wrong_name.set(None);
        if own.is_none() {
            wrong_name.set(typed::why::<80>(&name.get_untracked(), lang));
        }
        let minutes: Option<Vec<Minute>> =
            times.get_untracked().into_iter().map(|minute| Minute::new(minute?).ok()).collect();
        // Every field says by itself that its time is missing.
        if minutes.is_none() {
            asked.update(|times| *times += 1);
        }
        let mut minutes = minutes?;
        minutes.sort_unstable();
        let days = Weekdays::new(days.get_untracked());
        wrong_days.set(days.is_err());
        let rule = HabitRule {
            times: minutes,
            days: days.ok()?,
            window: Minutes::new(window.get_untracked()).ok()?,
            through_quiet: through.get_untracked(),
        };
        wrong_times.set(rule.check().is_err());
        rule.check().ok()?;
        Some((Habit { what: what.get_untracked(), words: own? }, rule))
    };
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some((habit, rule)) = read() else { return };
        let body = Body::Habit(habit);
        form.save(
            |here, late| {
                let (here, late) = (Rc::clone(here), Rc::clone(late));
                Box::pin(async move {
                    let (object, head) = document::keep(&here, saved.get_value(), body).await?;
                    saved.try_set_value(Some(Before { object, heads: vec![head], at: here.local_now() }));
                    late.set_habit(object, Some(rule)).await
                })
            },
            move |()| on_end(),
        );
    };
    // As far as it is filled in, and as it would be without the exception.
    let foreseen = Memo::new(move |_| {
        let times = times.get().into_iter().flatten().filter_map(|minute| Minute::new(minute).ok()).collect();
        let (days, window) = (Weekdays::new(days.get()).ok()?, Minutes::new(window.get()).ok()?);
        let rule = HabitRule { times, days, window, through_quiet: through.get() };
        let bare = HabitRule { through_quiet: false, ..rule.clone() };
        let hitches = |rule: &HabitRule| phone.look.with(|look| rule.hitches(&look.times.settings));
        let quiet = hitches(&bare).iter().any(|hitch| matches!(hitch, Hitch::Never(_) | Hitch::Later(..)));
        Some((hitches(&rule), quiet))
    });
    let held = move || foreseen.get().map(|(hitches, _)| lines(&hitches, lang));
    let quiet = move || foreseen.get().is_some_and(|(_, quiet)| quiet);
    let touch = move || form.draft.touch();
    let fields = move || {
        let count = times.with(Vec::len);
        let field = move |at: usize| {
            let value = Signal::derive(move || {
                times.with(|all| all.get(at).copied().flatten()).and_then(|minute| Minute::new(minute).ok())
            });
            let set = move |minute: Option<Minute>| times.update(|all| all[at] = minute.map(Minute::get));
            let label = say::HABIT_TIME.fill(lang, &[("n", &(at + 1).to_string())]);
            view! { <TimeField id=format!("habit-time-{at}") label value on_change=set asked /> }
        };
        (0..count).map(field).collect_view()
    };
    let more = move |_| {
        let next = |last: Option<u16>| last.map_or(540, |last| (last + 240) % 1440);
        times.update(|all| all.push(Some(next(all.last().copied().flatten()))));
    };
    let window_chip = move |minutes: u16| {
        view! {
            <button
                type="button"
                class="chip"
                aria-pressed=move || (window.get() == minutes).to_string()
                on:click=move |_| window.set(minutes)
            >
                {length(minutes, lang)}
            </button>
        }
    };
    let kind = move |kind: HabitKind| {
        let name: Words = sort(kind);
        view! {
            <label>
                <input
                    type="radio"
                    name="habit-what"
                    prop:checked=move || what.get() == kind
                    on:change=move |_| what.set(kind)
                />
                {name.say(lang)}
            </label>
        }
    };
    view! {
        <form class="field-list" on:submit=save on:input=move |_| touch() on:click=move |_| touch() novalidate>
            {form.draft.notice()}
            <fieldset class="pick">
                <legend>{say::HABIT_WHAT.say(lang)}</legend>
                {HabitKind::ALL.iter().copied().map(kind).collect_view()}
            </fieldset>
            <Field
                id="habit-words"
                label=say::HABIT_WORDS.say(lang).to_owned()
                hint=say::HABIT_WORDS_TEXT.say(lang).to_owned()
                wrong=wrong_name
                value=name
            />
            <fieldset class="fields">
                <legend>{say::HABIT_TIMES.say(lang)}</legend>
                {fields}
                <Mistake said=Signal::derive(move || {
                    wrong_times.get().then(|| say::HABIT_TIMES_WRONG.say(lang).to_owned())
                }) />
                <div class="pair">
                    <Show when=move || times.with(Vec::len) < HabitRule::MOST_TIMES>
                        <button type="button" class="small" on:click=more>
                            {say::HABIT_TIME_ADD.say(lang)}
                        </button>
                    </Show>
                    <Show when=move || times.with(|all| all.len() != 1)>
                        <button
                            type="button"
                            class="small"
                            on:click=move |_| times.update(|all| all.truncate(all.len() - 1))
                        >
                            {say::HABIT_TIME_LESS.say(lang)}
                        </button>
                    </Show>
                </div>
            </fieldset>
            <div class="field">
                <h3>{say::HABIT_DAYS.say(lang)}</h3>
                <DayChips legend=say::HABIT_DAYS bits=days on_tap=move |bit| days.update(|bits| *bits ^= bit) />
                <Mistake said=Signal::derive(move || {
                    wrong_days.get().then(|| say::HABIT_DAYS_WRONG.say(lang).to_owned())
                }) />
            </div>
            <div class="field" role="group" aria-label=say::HABIT_WINDOW.say(lang)>
                <h3>{say::HABIT_WINDOW.say(lang)}</h3>
                <div class="chips">{WINDOWS.into_iter().map(window_chip).collect_view()}</div>
            </div>
            <div role="status">{held}</div>
            <Show when=quiet>
                <Switch
                    id="habit-through-quiet"
                    label=say::HABIT_THROUGH.say(lang).to_owned()
                    on=through
                    on_change=move |on| through.set(on)
                />
            </Show>
            <SaveOrCancel form on_cancel=on_end />
        </form>
    }
    .into_any()
}
