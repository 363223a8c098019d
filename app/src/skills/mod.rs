//! Coping skills for a participant: the address, the name, and the result by their own ratings.

pub mod guides;
pub mod overview;
pub mod own_skill;
pub mod practice_run;
pub mod skill;
pub mod skill_offer;

use domain::base::id::ObjectId;
use domain::entries::body::Body;
use domain::entries::practice::Practice;
use domain::skills::skill::{KnownSkill, Skill, WhichSkill};
use domain::skills::works::{Claim, Worked, what_works};
use offline::look::Look;

use crate::kinds;
use crate::shell::paths;
use crate::words::i18n::{Lang, Words};
use crate::words::typed::inside;
use crate::words::{choices, practice as words};

/// The word of a known skill in its address: it says nothing to a stranger, and stays, since it may be in a
/// bookmark.
const fn word(known: KnownSkill) -> &'static str {
    match known {
        KnownSkill::UrgeSurfing => "wave",
        KnownSkill::PacedBreathing => "breath",
        KnownSkill::Grounding => "senses",
        KnownSkill::DelayDistractDecide => "later",
        KnownSkill::PlayItForward => "forward",
        KnownSkill::RefusalLines => "lines",
        KnownSkill::MuscleRelaxation => "muscles",
        KnownSkill::CallSomeone => "call",
    }
}

/// Address of a skill's practice.
pub fn address(which: WhichSkill) -> String {
    match which {
        WhichSkill::Known(known) => format!("{}/{}", paths::SKILLS, word(known)),
        WhichSkill::Own(object) => format!("{}/{object}", paths::SKILLS),
    }
}

/// Address of a practice for a craving that was logged.
pub fn address_for(which: WhichSkill, craving: ObjectId) -> String {
    format!("{}?craving={craving}", address(which))
}

/// The last part of an address, read back.
pub fn from_address(id: &str) -> Option<WhichSkill> {
    let known = KnownSkill::ALL.iter().copied().find(|known| word(*known) == id).map(WhichSkill::Known);
    known.or_else(|| id.parse().ok().map(WhichSkill::Own))
}

/// Purpose of a known skill, in a few words: so that people can choose without opening each.
pub const fn purpose(known: KnownSkill) -> Words {
    match known {
        KnownSkill::UrgeSurfing => words::FOR_WAVE,
        KnownSkill::PacedBreathing => words::FOR_BREATH,
        KnownSkill::Grounding => words::FOR_SENSES,
        KnownSkill::DelayDistractDecide => words::FOR_LATER,
        KnownSkill::PlayItForward => words::FOR_FORWARD,
        KnownSkill::RefusalLines => words::FOR_LINES,
        KnownSkill::MuscleRelaxation => words::FOR_MUSCLES,
        KnownSkill::CallSomeone => words::FOR_CALL,
    }
}

/// Purpose of a known skill, in two sentences.
pub const fn intro(known: KnownSkill) -> Words {
    match known {
        KnownSkill::UrgeSurfing => words::WAVE_INTRO,
        KnownSkill::PacedBreathing => words::BREATH_INTRO,
        KnownSkill::Grounding => words::SENSES_INTRO,
        KnownSkill::DelayDistractDecide => words::LATER_INTRO,
        KnownSkill::PlayItForward => words::FORWARD_INTRO,
        KnownSkill::RefusalLines => words::LINES_INTRO,
        KnownSkill::MuscleRelaxation => words::MUSCLES_INTRO,
        KnownSkill::CallSomeone => words::CALL_INTRO,
    }
}

/// The participant's own skill, unless it was deleted.
pub fn own(which: WhichSkill, look: &Look) -> Option<&Skill> {
    let WhichSkill::Own(object) = which else { return None };
    look.skills.iter().find(|(known, _)| *known == object).map(|(_, skill)| skill)
}

/// Name of a skill; `None` for one of their own that was deleted.
pub fn name(which: WhichSkill, look: &Look, lang: Lang) -> Option<String> {
    match which {
        WhichSkill::Known(known) => Some(choices::skill(known).say(lang).to_owned()),
        WhichSkill::Own(_) => own(which, look).map(|skill| inside(skill.name.as_str())),
    }
}

/// Every practice, newest first.
pub fn practices(look: &Look) -> impl Iterator<Item = &Practice> {
    look.entries
        .iter()
        .filter_map(|entry| if let Body::Practice(practice) = &entry.record.body { Some(practice) } else { None })
}

/// [`what_works`] over the skills that are still here.
pub fn works(look: &Look) -> Vec<Worked> {
    let here = |which| matches!(which, WhichSkill::Known(_)) || own(which, look).is_some();
    what_works(&practices(look).filter(|practice| here(practice.skill)).collect::<Vec<_>>())
}

/// The skills in the order in which they are offered: first those with a claim, the greatest relief in front; then
/// ours; then the participant's own.
pub fn in_order(works: &[Worked], look: &Look) -> Vec<WhichSkill> {
    let mut all: Vec<WhichSkill> = works.iter().filter(|w| w.claim.is_some()).map(|w| w.skill).collect();
    let known = KnownSkill::ALL.iter().copied().map(WhichSkill::Known);
    for which in known.chain(look.skills.iter().map(|(object, _)| WhichSkill::Own(*object))) {
        if !all.contains(&which) {
            all.push(which);
        }
    }
    all
}

/// "−2.4": a mean change with its sign.
pub fn change(claim: Claim, lang: Lang) -> String {
    let sign = match claim.change_tenths {
        ..0 => "−",
        0 => "",
        1.. => "+",
    };
    format!("{sign}{}", tenths(claim.change_tenths.unsigned_abs(), lang))
}

fn tenths(n: u32, lang: Lang) -> String {
    format!("{}{}{}", n / 10, kinds::fact::decimal_sign(lang), n % 10)
}

/// The result of a skill, in one line; nothing is claimed below [`domain::base::figures::ENOUGH`] pairs.
pub fn says(worked: &Worked, lang: Lang) -> String {
    match worked.claim {
        Some(claim) => {
            let values = [
                ("change", change(claim, lang)),
                ("n", worked.pairs.to_string()),
                ("spread", tenths(claim.spread_tenths, lang)),
            ];
            words::CHANGE.fill(lang, &values.each_ref().map(|(name, value)| (*name, value.as_str())))
        }
        None if worked.practised == 1 => words::PRACTISED_ONCE.say(lang).to_owned(),
        None => words::PRACTISED_N.fill(lang, &[("n", &worked.practised.to_string())]),
    }
}

#[cfg(test)]
mod tests {
    use domain::base::id::ObjectId;

    use super::*;

    #[test]
    fn every_skill_is_found_under_its_address_again() {
        let own = WhichSkill::Own(ObjectId::from_bytes([7; 16]));
        for which in KnownSkill::ALL.iter().copied().map(WhichSkill::Known).chain([own]) {
            let address = address(which);
            assert_eq!(address.strip_prefix("/skills/").and_then(from_address), Some(which));
        }
        assert_eq!(from_address("0"), None);
    }

    #[test]
    fn a_claim_is_said_with_its_sign_in_the_readers_decimals() {
        let worked = |change_tenths| Worked {
            skill: WhichSkill::Known(KnownSkill::UrgeSurfing),
            practised: 9,
            pairs: 7,
            claim: Some(Claim { change_tenths, spread_tenths: 11 }),
        };
        assert_eq!(says(&worked(-24), Lang::En), "−2.4 on average · give or take 1.1 · 7 times");
        assert_eq!(says(&worked(6), Lang::Es), "+0,6 en promedio · más o menos 1,1 · 7 veces");
        assert_eq!(says(&worked(0), Lang::En), "0.0 on average · give or take 1.1 · 7 times");
        assert_eq!(says(&Worked { claim: None, practised: 1, pairs: 1, ..worked(0) }, Lang::En), "Practiced once");
    }
}
