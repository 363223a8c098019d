//! Triggers of cravings, the most frequent first.

use domain::charts::{Noted, TriggerPicture, TriggersFact, triggers, triggers_fact};
use leptos::prelude::*;

use super::drawing::Drawing;
use super::figure::{Picture, bar, frame, tenths};
use crate::words::i18n::Lang;
use crate::words::{choices, history as words};

/// Rows beyond these are in the table only.
const FIRST: usize = 6;

pub fn draw(drawing: &Drawing<'_>, noted: &[Noted<'_>]) -> AnyView {
    let lang = drawing.lang;
    let found = triggers(noted);
    let rows = found.rows.iter().map(|row| {
        let mean = row.mean_tenths.map_or_else(String::new, |mean| tenths(mean, lang));
        vec![choices::chosen(&row.trigger, choices::trigger, lang), row.n.to_string(), row.rated.to_string(), mean]
    });
    let picture = Picture {
        id: "picture-triggers",
        title: words::TRIGGERS_TITLE,
        says: says(&found, lang),
        key: words::TRIGGERS_KEY,
        marks: (!found.rows.is_empty()).then(|| marks(&found, lang)),
        heads: [words::TRIGGER, words::TIMES, words::RATED, words::AVERAGE].map(|w| w.say(lang).to_owned()).to_vec(),
        rows: rows.collect(),
    };
    frame(picture, lang)
}

fn says(found: &TriggerPicture, lang: Lang) -> String {
    match triggers_fact(found) {
        TriggersFact::TooFew { n } => words::FEW_TRIGGERS.fill(lang, &[("n", &n.to_string())]),
        TriggersFact::NoneStandsOut { n } => words::TRIGGERS_EVEN.fill(lang, &[("n", &n.to_string())]),
        TriggersFact::Top { row, n } => {
            let trigger = choices::chosen(&row.trigger, choices::trigger, lang);
            let (count, n) = (row.n.to_string(), n.to_string());
            let fact = words::TRIGGERS_FACT.fill(lang, &[("trigger", &trigger), ("count", &count), ("n", &n)]);
            // An average of a few would claim too much.
            match row.mean_tenths.filter(|_| row.rated >= domain::base::figures::ENOUGH) {
                Some(mean) => format!("{fact} {}", words::TRIGGERS_RATED.fill(lang, &[("mean", &tenths(mean, lang))])),
                None => fact,
            }
        }
    }
}

fn marks(found: &TriggerPicture, lang: Lang) -> AnyView {
    let most = found.rows.first().map_or(1, |row| row.n.max(1));
    let rows: Vec<AnyView> = found
        .rows
        .iter()
        .take(FIRST)
        .map(|row| {
            let wide = row.n * 100 / most;
            let mark = view! { <rect class="mark-bar" width=wide height="10" /> }.into_any();
            bar(choices::chosen(&row.trigger, choices::trigger, lang), row.n.to_string(), mark)
        })
        .collect();
    let more = found.rows.len().saturating_sub(FIRST);
    let more =
        (more > 0).then(|| view! { <p class="quiet">{words::AND_MORE.fill(lang, &[("n", &more.to_string())])}</p> });
    view! { <div class="bars">{rows}{more}</div> }.into_any()
}
