//! Check-ins: on how many days each answer was at the hard end.

use domain::charts::{HardDays, Noted, hard_days};
use leptos::prelude::*;

use super::drawing::Drawing;
use super::figure::{Picture, bar, frame, length};
use crate::words::i18n::Lang;
use crate::words::kinds::check_in as words;

/// Nothing where nobody checks in.
pub fn draw(drawing: &Drawing<'_>, noted: &[Noted<'_>]) -> Option<AnyView> {
    let lang = drawing.lang;
    let days = hard_days(noted);
    let most = days.iter().map(|d| d.days).max().filter(|most| *most > 0)?;
    let enough = days.iter().any(|d| d.is_enough());
    let row =
        |d: &HardDays| vec![words::question(d.question).say(lang).to_owned(), d.hard.to_string(), d.days.to_string()];
    let picture = Picture {
        id: "picture-check-ins",
        title: words::CHECK_INS,
        says: says(&days, most, lang),
        key: words::CHART_KEY,
        marks: enough.then(|| marks(&days, lang)),
        heads: [words::QUESTION, words::HARD_DAYS, words::ANSWERED].map(|w| w.say(lang).to_owned()).to_vec(),
        rows: days.iter().filter(|d| d.days > 0).map(row).collect(),
    };
    Some(frame(picture, lang))
}

fn says(days: &[HardDays], most: u32, lang: Lang) -> String {
    let n = most.to_string();
    // Of several equally hard ones the first on the screen.
    let share =
        |d: &&HardDays| (u64::from(d.hard) * 1000 / u64::from(d.days.max(1)), std::cmp::Reverse(d.question as u8));
    let claims = days.iter().filter(|d| d.is_enough());
    match claims.max_by_key(share) {
        None if most == 1 => words::CHART_ONE.say(lang).to_owned(),
        None => words::CHART_FEW.fill(lang, &[("n", &n)]),
        Some(worst) if worst.hard == 0 => words::CHART_CALM.fill(lang, &[("n", &n)]),
        Some(worst) => {
            let what = words::question(worst.question).say(lang).to_lowercase();
            let (hard, of) = (worst.hard.to_string(), worst.days.to_string());
            words::CHART_FACT.fill(lang, &[("n", &n), ("what", &what), ("hard", &hard), ("days", &of)])
        }
    }
}

fn marks(days: &[HardDays], lang: Lang) -> AnyView {
    let one = |d: &HardDays| {
        let said = words::HARD_OF.fill(lang, &[("hard", &d.hard.to_string()), ("days", &d.days.to_string())]);
        let wide = i32::try_from(d.hard * 1000 / d.days.max(1)).unwrap_or_default();
        let share = view! { <rect class="mark-bar" width=length(wide) height="10" /> }.into_any();
        bar(words::question(d.question).say(lang).to_owned(), said, share)
    };
    let bars: Vec<AnyView> = days.iter().filter(|d| d.days > 0).map(one).collect();
    view! { <div class="bars">{bars}</div> }.into_any()
}
