//! Quiet hours, days off, pause and daily summary.

use chrono::NaiveDate;
use domain::reminders::Quiet;
use domain::schedule::{Minute, Weekdays};
use leptos::prelude::*;

use super::settings::Settings;
use crate::kinds::doubtful_day::DoubtfulDay;
use crate::parts::field::{Field, Input};
use crate::parts::switch::Switch;
use crate::parts::time_field::{DayChips, TimeField};
use crate::schedule::when;
use crate::shell::phone::Phone;
use crate::words::reminders as say;

fn hour(hour: u16) -> Option<Minute> {
    Minute::new(hour * 60).ok()
}

#[component]
pub fn QuietHours(settings: Settings) -> impl IntoView {
    let lang = Phone::here().lang;
    let quiet = Memo::new(move |_| settings.get(|s| s.quiet));
    let set = move |quiet: Option<Quiet>| settings.change(move |s| s.quiet = quiet);
    let switch =
        move |on: bool| set(if on { hour(22).zip(hour(7)).map(|(from, until)| Quiet { from, until }) } else { None });
    let change = move |how: &dyn Fn(&mut Quiet)| {
        if let Some(mut now) = settings.wanted().quiet {
            how(&mut now);
            set(Some(now));
        }
    };
    // An emptied field says so itself, and changes nothing.
    let from = move |from: Option<Minute>| from.into_iter().for_each(|from| change(&|q| q.from = from));
    let until = move |until: Option<Minute>| until.into_iter().for_each(|until| change(&|q| q.until = until));
    view! {
        <section class="card pick" aria-labelledby="quiet">
            <h2 id="quiet">{say::QUIET.say(lang)}</h2>
            <Switch
                id="quiet-on"
                label=say::QUIET_ON.say(lang).to_owned()
                on=Signal::derive(move || quiet.with(Option::is_some))
                on_change=switch
            />
            <Show when=move || quiet.with(Option::is_some)>
                <div class="pair">
                    <TimeField
                        id="quiet-from"
                        label=say::FROM.say(lang).to_owned()
                        value=Signal::derive(move || quiet.get().map(|q| q.from))
                        on_change=from
                    />
                    <TimeField
                        id="quiet-until"
                        label=say::UNTIL.say(lang).to_owned()
                        value=Signal::derive(move || quiet.get().map(|q| q.until))
                        on_change=until
                    />
                </div>
            </Show>
            <p class="quiet">{say::QUIET_TEXT.say(lang)}</p>
        </section>
    }
    .into_any()
}

#[component]
pub fn DaysOff(settings: Settings) -> impl IntoView {
    let lang = Phone::here().lang;
    let bits = Signal::derive(move || settings.get(|s| s.days_off.map_or(0, Weekdays::get)));
    view! {
        <section class="card" aria-labelledby="days-off">
            <h2 id="days-off">{say::DAYS_OFF.say(lang)}</h2>
            <DayChips
                legend=say::DAYS_OFF
                bits
                on_tap=move |bit| {
                    let turned = |off: Option<Weekdays>| Weekdays::new(off.map_or(0, Weekdays::get) ^ bit).ok();
                    settings.change(move |s| s.days_off = turned(s.days_off));
                }
            />
            <p class="quiet">{say::DAYS_OFF_TEXT.say(lang)}</p>
        </section>
    }
    .into_any()
}

#[component]
pub fn Pause(settings: Settings) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let doubt = DoubtfulDay::here();
    let today = Memo::new(move |_| when::today(phone, None));
    // A pause that is over is none.
    let until = Memo::new(move |_| settings.get(|s| s.paused_until).filter(|day| *day > today.get()));
    let pause = move |_| {
        wrong.set(None);
        match domain::base::day::parse("until", &typed.get_untracked()) {
            Ok(day) if day > today.get_untracked() => {
                doubt.ask(Some(day), move || {
                    typed.set(String::new());
                    settings.change(move |s| s.paused_until = Some(day));
                });
            }
            _ => wrong.set(Some(say::PAUSE_WRONG.say(lang).to_owned())),
        }
    };
    let body = move || match until.get() {
        Some(day) => paused(phone, settings, day),
        None => view! {
            <Field
                id="pause"
                label=say::PAUSE_UNTIL.say(lang).to_owned()
                hint=say::PAUSE_TEXT.say(lang).to_owned()
                wrong
                value=typed
                input=Input::Day
            />
            <button type="button" class="small" on:click=pause>
                {say::PAUSE.say(lang)}
            </button>
        }
        .into_any(),
    };
    view! {
        <section class="card" aria-labelledby="pausing">
            <h2 id="pausing">{say::PAUSE.say(lang)}</h2>
            {body}
            {doubt.question()}
        </section>
    }
    .into_any()
}

fn paused(phone: Phone, settings: Settings, day: NaiveDate) -> AnyView {
    let day = when::told(phone, |late| late.civil_day(day));
    view! {
        <p>{say::PAUSED_UNTIL.fill(phone.lang, &[("day", &day)])}</p>
        <button type="button" class="small" on:click=move |_| settings.change(|s| s.paused_until = None)>
            {say::PAUSE_END.say(phone.lang)}
        </button>
    }
    .into_any()
}

#[component]
pub fn AllAtOnce(settings: Settings) -> impl IntoView {
    let lang = Phone::here().lang;
    let at = Memo::new(move |_| settings.get(|s| s.digest));
    let set = move |minute: Option<Minute>| {
        minute.into_iter().for_each(|minute| settings.change(move |s| s.digest = Some(minute)));
    };
    view! {
        <section class="card pick" aria-labelledby="digest">
            <h2 id="digest">{say::DIGEST.say(lang)}</h2>
            <Switch
                id="digest-on"
                label=say::DIGEST_ON.say(lang).to_owned()
                on=Signal::derive(move || at.with(Option::is_some))
                on_change=move |on| settings.change(move |s| s.digest = if on { hour(18) } else { None })
            />
            <Show when=move || at.with(Option::is_some)>
                <TimeField
                    id="digest-at"
                    label=say::AT.say(lang).to_owned()
                    value=Signal::derive(move || at.get())
                    on_change=set
                />
            </Show>
            <p class="quiet">{say::DIGEST_TEXT.say(lang)}</p>
        </section>
    }
    .into_any()
}
