//! Skills that work: the change of ratings from before a practice to after it, by skill.

use domain::charts::Noted;
use domain::entries::body::Body;
use domain::entries::practice::Practice;
use domain::skills::skill::WhichSkill;
use domain::skills::works::{Worked, WorksFact, what_works, works_fact};
use leptos::prelude::*;

use super::drawing::{Drawing, Reader};
use super::figure::{Picture, bar, frame, length, signed, tenths};
use crate::words::typed::inside;
use crate::words::{choices, history as words, kinds};

pub fn draw(drawing: &Drawing<'_>, noted: &[Noted<'_>]) -> AnyView {
    let lang = drawing.lang;
    let practices: Vec<&Practice> = noted
        .iter()
        .filter_map(|n| if let Body::Practice(practice) = &n.record.body { Some(practice) } else { None })
        .collect();
    let works = what_works(&practices);
    let rows = works.iter().map(|worked| {
        let (change, spread) = claimed(worked, drawing).unwrap_or_default();
        vec![name(worked.skill, drawing), worked.practised.to_string(), worked.pairs.to_string(), change, spread]
    });
    let picture = Picture {
        id: "picture-works",
        title: if drawing.reader == Reader::Own { words::WORKS_TITLE } else { words::WORKS_TITLE_TEAM },
        says: says(&works, drawing),
        key: words::WORKS_KEY,
        marks: (!works.is_empty()).then(|| marks(&works, drawing)),
        heads: [words::SKILL, words::TIMES, words::RATED, words::CHANGE, words::SPREAD]
            .map(|w| w.say(lang).to_owned())
            .to_vec(),
        rows: rows.collect(),
    };
    frame(picture, lang)
}

fn name(skill: WhichSkill, drawing: &Drawing<'_>) -> String {
    match skill {
        WhichSkill::Known(known) => choices::skill(known).say(drawing.lang).to_owned(),
        WhichSkill::Own(object) => (drawing.own_skill)(object)
            .map_or_else(|| kinds::OWN_SKILL.say(drawing.lang).to_owned(), |name| inside(name.as_str())),
    }
}

/// Change and spread as they are written.
fn claimed(worked: &Worked, drawing: &Drawing<'_>) -> Option<(String, String)> {
    let claim = worked.claim?;
    let spread = i32::try_from(claim.spread_tenths).unwrap_or(i32::MAX);
    Some((signed(claim.change_tenths, drawing.lang), tenths(spread, drawing.lang)))
}

fn says(works: &[Worked], drawing: &Drawing<'_>) -> String {
    let lang = drawing.lang;
    match works_fact(works) {
        WorksFact::TooFew { pairs: 0 } => words::NO_PAIRS.say(lang).to_owned(),
        WorksFact::TooFew { pairs } => words::FEW_PAIRS.fill(lang, &[("n", &pairs.to_string())]),
        WorksFact::NoRelief { pairs } => words::WORKS_NONE.fill(lang, &[("n", &pairs.to_string())]),
        WorksFact::Best { skill, pairs, claim } => {
            let (change, spread) = (
                tenths(claim.change_tenths, lang),
                tenths(i32::try_from(claim.spread_tenths).unwrap_or(i32::MAX), lang),
            );
            let (skill, n) = (name(skill, drawing), pairs.to_string());
            words::WORKS_FACT.fill(lang, &[("skill", &skill), ("change", &change), ("n", &n), ("spread", &spread)])
        }
    }
}

fn marks(works: &[Worked], drawing: &Drawing<'_>) -> AnyView {
    let lang = drawing.lang;
    let rows: Vec<AnyView> = works
        .iter()
        .map(|worked| {
            let n = worked.pairs.to_string();
            let said = match claimed(worked, drawing) {
                Some((change, spread)) => {
                    words::CHANGE_OF.fill(lang, &[("change", &change), ("n", &n), ("spread", &spread)])
                }
                None => words::TOO_FEW.fill(lang, &[("n", &n)]),
            };
            bar(name(worked.skill, drawing), said, change(worked))
        })
        .collect();
    view! { <div class="bars">{rows}</div> }.into_any()
}

/// A full bar is relief, a hollow one is none; the line across its end is the spread.
fn change(worked: &Worked) -> AnyView {
    let Some(claim) = worked.claim else { return ().into_any() };
    let wide = i32::try_from(claim.change_tenths.unsigned_abs().min(100)).unwrap_or(100);
    let spread = i32::try_from(claim.spread_tenths.min(100)).unwrap_or(100);
    let (from, to) = ((wide - spread).max(0), (wide + spread).min(100));
    let class = if claim.is_relief() { "mark-bar" } else { "mark-hollow" };
    view! {
        <rect class=class width=length(wide * 10) height="10" />
        <path class="mark-spread" d=format!("M{from} 5H{to}") />
    }
    .into_any()
}
