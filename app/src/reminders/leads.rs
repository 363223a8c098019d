//! Lead times of reminders before a session, and the travel time.

use domain::reminders::{Lead, ReminderSettings, Travel};
use leptos::prelude::*;

use super::settings::Settings;
use crate::parts::field::{Field, Input};
use crate::shell::phone::Phone;
use crate::words::i18n::Lang;
use crate::words::{self, reminders as say};

/// Choices of lead time, in minutes.
const OFFERED: [u16; 6] = [10, 30, 60, 120, 720, 1440];

/// "30 min", "2 h", "1 d".
pub fn length(minutes: u16, lang: Lang) -> String {
    let (words, n) = match minutes {
        1440.. if minutes.is_multiple_of(1440) => (say::DAYS_N, minutes / 1440),
        60.. if minutes.is_multiple_of(60) => (say::HOURS_N, minutes / 60),
        _ => (say::MINUTES_N, minutes),
    };
    words.fill(lang, &[("n", &n.to_string())])
}

#[component]
pub fn Leads(settings: Settings) -> impl IntoView {
    let lang = Phone::here().lang;
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let chosen = Memo::new(move |_| settings.get(|s| s.leads.iter().map(|lead| lead.get()).collect::<Vec<_>>()));
    let toggle = move |minutes: u16| -> bool {
        let Ok(lead) = Lead::new(minutes) else { return false };
        let wanted = settings.wanted().leads;
        let (has, count) = (wanted.contains(&lead), wanted.len());
        wrong.set(None);
        if !has && count >= ReminderSettings::MOST_LEADS {
            wrong.set(Some(say::LEADS_MOST.say(lang).to_owned()));
            return false;
        }
        settings.change(move |s| {
            if has {
                s.leads.retain(|l| *l != lead);
            } else {
                s.leads.push(lead);
            }
            s.leads.sort_unstable();
        });
        true
    };
    // Redrawn only when the choices change: a tap must not lose its button.
    let all = Memo::new(move |_| {
        let mut all: Vec<u16> = chosen.get().into_iter().chain(OFFERED).collect();
        all.sort_unstable();
        all.dedup();
        all
    });
    let chips = move || {
        let chip = |minutes: u16| {
            let pressed = move || chosen.with(|c| c.contains(&minutes)).to_string();
            view! {
                <button
                    type="button"
                    class="chip"
                    aria-pressed=pressed
                    on:click=move |_| {
                        toggle(minutes);
                    }
                >
                    {length(minutes, lang)}
                </button>
            }
        };
        all.get().into_iter().map(chip).collect_view()
    };
    let add = move |_| match typed.get_untracked().trim().parse::<u16>() {
        Ok(minutes)
            if Lead::new(minutes).is_ok() && settings.wanted().leads.iter().all(|lead| lead.get() != minutes) =>
        {
            if toggle(minutes) {
                typed.set(String::new());
            }
        }
        _ => {
            wrong.set(None);
            wrong.set(Some(say::LEAD_WRONG.say(lang).to_owned()));
        }
    };
    view! {
        <section class="card" role="group" aria-labelledby="leads">
            <h2 id="leads">{say::LEADS.say(lang)}</h2>
            <div class="chips">{chips}</div>
            <Field
                id="lead-own"
                label=say::LEAD_OWN.say(lang).to_owned()
                hint=say::LEADS_TEXT.say(lang).to_owned()
                wrong
                value=typed
                input=Input::Whole
            />
            <button type="button" class="small" on:click=add>
                {words::ADD.say(lang)}
            </button>
        </section>
    }
    .into_any()
}

#[component]
pub fn Way(settings: Settings) -> impl IntoView {
    let lang = Phone::here().lang;
    let saved = Memo::new(move |_| settings.get(|s| s.travel.get()));
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    Effect::new(move |_| typed.set(saved.get().to_string()));
    let save = move |_| match typed.get_untracked().trim().parse().ok().and_then(|minutes| Travel::new(minutes).ok()) {
        Some(travel) => {
            wrong.set(None);
            settings.change(move |s| s.travel = travel);
        }
        None => {
            wrong.set(None);
            wrong.set(Some(say::TRAVEL_WRONG.say(lang).to_owned()));
        }
    };
    view! {
        <section class="card">
            <Field
                id="travel"
                label=say::TRAVEL.say(lang).to_owned()
                hint=say::TRAVEL_TEXT.say(lang).to_owned()
                wrong
                value=typed
                input=Input::Whole
            />
            <button type="button" class="small" disabled=move || typed.get() == saved.get().to_string() on:click=save>
                {words::SAVE.say(lang)}
            </button>
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_said_in_its_largest_whole_unit() {
        for (minutes, text) in
            [(10, "10 min"), (60, "1 h"), (90, "90 min"), (1440, "1 d"), (1500, "25 h"), (2880, "2 d")]
        {
            assert_eq!(length(minutes, Lang::En), text);
        }
    }
}
