//! Labels of the catalogues on screen, for participants and staff alike. Short enough for a button.

use domain::entries::catalogue::{Choice, Company, Place, Response};
use domain::entries::trigger::{Trigger, TriggerGroup};
use domain::skills::skill::KnownSkill;

use super::i18n::{Lang, Words};
use super::typed::inside;

const fn words(en: &'static str, es: &'static str) -> Words {
    Words { en, es }
}

/// All triggers in the order in which a craving offers them: the most common ones first.
pub const TRIGGERS: &[Trigger] = &[
    Trigger::Stress,
    Trigger::Alone,
    Trigger::Argument,
    Trigger::Payday,
    Trigger::Hungry,
    Trigger::Angry,
    Trigger::Lonely,
    Trigger::Tired,
    Trigger::Bored,
    Trigger::Anxious,
    Trigger::Sad,
    Trigger::Ashamed,
    Trigger::Celebrating,
    Trigger::Pain,
    Trigger::Memory,
    Trigger::MoneyWorry,
    Trigger::JustOnce,
    Trigger::Criticised,
    Trigger::OthersDoingIt,
    Trigger::Offered,
    Trigger::PeopleFromBefore,
    Trigger::OldPlace,
    Trigger::NearIt,
    Trigger::Party,
    Trigger::Reminder,
    Trigger::Advert,
    Trigger::Evening,
    Trigger::Weekend,
    Trigger::SpecialDay,
    Trigger::FreeTime,
];

pub const fn trigger(trigger: Trigger) -> Words {
    match trigger {
        Trigger::Argument => words("An argument", "Una discusión"),
        Trigger::Criticised => words("Criticism", "Una crítica"),
        Trigger::OthersDoingIt => words("Others were doing it", "Otros lo hacían"),
        Trigger::Offered => words("Someone offered", "Alguien ofreció"),
        Trigger::PeopleFromBefore => words("People from before", "Gente de antes"),
        Trigger::Alone => words("Being alone", "Estar a solas"),
        Trigger::OldPlace => words("A place from before", "Un lugar de antes"),
        Trigger::NearIt => words("It was close by", "Estaba cerca"),
        Trigger::Party => words("A party", "Una fiesta"),
        Trigger::Reminder => words("Something that reminds me", "Algo que me recuerda"),
        Trigger::Advert => words("An ad or a post", "Un anuncio o una publicación"),
        Trigger::Evening => words("The evening", "La noche"),
        Trigger::Weekend => words("The weekend", "El fin de semana"),
        Trigger::Payday => words("Payday", "Día de pago"),
        Trigger::SpecialDay => words("A special day", "Un día especial"),
        Trigger::FreeTime => words("Free time", "Tiempo libre"),
        Trigger::Stress => words("Stress", "Estrés"),
        Trigger::Anxious => words("Anxious", "Ansiedad"),
        Trigger::Sad => words("Sad", "Tristeza"),
        Trigger::Ashamed => words("Ashamed", "Vergüenza"),
        Trigger::Bored => words("Bored", "Aburrimiento"),
        Trigger::Celebrating => words("Celebrating", "Celebración"),
        Trigger::Pain => words("Pain", "Dolor"),
        Trigger::Memory => words("A memory", "Un recuerdo"),
        Trigger::MoneyWorry => words("Money worries", "Preocupación por dinero"),
        Trigger::JustOnce => words("“Just this once”", "«Solo esta vez»"),
        Trigger::Hungry => words("Hungry", "Hambre"),
        Trigger::Angry => words("Angry", "Enojo"),
        Trigger::Lonely => words("Lonely", "Soledad"),
        Trigger::Tired => words("Tired", "Cansancio"),
    }
}

pub const fn trigger_group(group: TriggerGroup) -> Words {
    match group {
        TriggerGroup::People => words("People", "Personas"),
        TriggerGroup::Places => words("Places", "Lugares"),
        TriggerGroup::Times => words("Times", "Momentos"),
        TriggerGroup::Feelings => words("Feelings", "Sentimientos"),
        TriggerGroup::Needs => words("Needs", "Necesidades"),
    }
}

pub const fn skill(skill: KnownSkill) -> Words {
    match skill {
        KnownSkill::UrgeSurfing => words("Riding the wave", "Surfear la ola"),
        KnownSkill::PacedBreathing => words("Paced breathing", "Respiración pausada"),
        KnownSkill::Grounding => words("5-4-3-2-1", "5-4-3-2-1"),
        KnownSkill::DelayDistractDecide => words("Delay, distract, decide", "Aplazar, distraer, decidir"),
        KnownSkill::PlayItForward => words("Play it forward", "Ver la película completa"),
        KnownSkill::RefusalLines => words("Ways to say no", "Formas de decir que no"),
        KnownSkill::MuscleRelaxation => words("Relaxing your muscles", "Relajar los músculos"),
        KnownSkill::CallSomeone => words("Calling someone", "Llamar a alguien cercano"),
    }
}

pub const fn place(place: Place) -> Words {
    match place {
        Place::Home => words("At home", "En casa"),
        Place::Work => words("At work", "En el trabajo"),
        Place::Outside => words("Outside", "Al aire libre"),
        Place::OnTheWay => words("On the go", "En camino"),
        Place::SomeonesHome => words("At someone’s home", "En casa de alguien"),
        Place::ShopOrBar => words("In a store or bar", "En una tienda o un bar"),
        Place::Online => words("Online", "En internet"),
    }
}

pub const fn company(company: Company) -> Words {
    match company {
        Company::Nobody => words("Nobody", "Nadie"),
        Company::Family => words("Family", "Familia"),
        Company::Partner => words("Partner", "Pareja"),
        Company::Friends => words("Friends", "Amistades"),
        Company::Colleagues => words("People from work", "Gente del trabajo"),
        Company::Strangers => words("Strangers", "Gente desconocida"),
    }
}

pub const fn response(response: Response) -> Words {
    match response {
        Response::Waited => words("Waited it out", "Esperar a que pasara"),
        Response::Breathed => words("Breathed slowly", "Respirar despacio"),
        Response::Moved => words("Moved around", "Moverse un poco"),
        Response::Called => words("Called someone", "Llamar a alguien"),
        Response::Left => words("Left the place", "Irse del lugar"),
        Response::Ate => words("Ate or drank water", "Comer o tomar agua"),
        Response::Distracted => words("Did something else", "Hacer otra cosa"),
        Response::ToldSomeone => words("Told someone", "Contárselo a alguien"),
        Response::UsedIt => words("Went with it", "Seguir el impulso"),
    }
}

/// The words of a choice: the catalogue's in the reader's language, the participant's own as they wrote them.
pub fn chosen<K: Copy>(choice: &Choice<K>, known: impl Fn(K) -> Words, lang: Lang) -> String {
    match choice {
        Choice::Known(kind) => known(*kind).say(lang).to_owned(),
        Choice::Own(label) => inside(label.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_craving_offers_every_trigger_once() {
        let mut offered = TRIGGERS.to_vec();
        offered.sort_unstable();
        assert_eq!(offered, Trigger::ALL);
    }

    #[test]
    fn every_choice_has_its_own_words_and_none_judges() {
        let all: Vec<Words> = (Trigger::ALL.iter().map(|t| trigger(*t)))
            .chain(Place::ALL.iter().map(|p| place(*p)))
            .chain(Company::ALL.iter().map(|c| company(*c)))
            .chain(Response::ALL.iter().map(|r| response(*r)))
            .chain(TriggerGroup::ALL.iter().map(|g| trigger_group(*g)))
            .chain(KnownSkill::ALL.iter().map(|k| skill(*k)))
            .collect();
        for lang in Lang::ALL {
            let mut said: Vec<&str> = all.iter().map(|w| w.say(lang)).collect();
            for word in ["clean", "dirty", "addict", "abuse", "failed", "limpio", "sucio", "adicto", "abuso", "fracas"]
            {
                assert!(said.iter().all(|s| !s.to_lowercase().contains(word)), "{word}");
            }
            let count = said.len();
            said.sort_unstable();
            said.dedup();
            assert_eq!(said.len(), count);
        }
    }
}
