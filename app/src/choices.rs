//! What the catalogue of a craving is called on screen, for participants and staff alike. Short enough for a button.

use domain::craving::{Choice, Company, Place, Response, Trigger};

use crate::i18n::{Lang, Words};

const fn words(en: &'static str, es: &'static str) -> Words {
    Words { en, es }
}

pub const fn trigger(trigger: Trigger) -> Words {
    match trigger {
        Trigger::Stress => words("Stress", "Estrés"),
        Trigger::Alone => words("Being alone", "Estar a solas"),
        Trigger::Argument => words("An argument", "Una discusión"),
        Trigger::Payday => words("Payday", "Día de pago"),
        Trigger::Hungry => words("Hungry", "Hambre"),
        Trigger::Angry => words("Angry", "Enojo"),
        Trigger::Lonely => words("Lonely", "Soledad"),
        Trigger::Tired => words("Tired", "Cansancio"),
        Trigger::Bored => words("Bored", "Aburrimiento"),
        Trigger::Anxious => words("Anxious", "Ansiedad"),
        Trigger::Sad => words("Sad", "Tristeza"),
        Trigger::Celebrating => words("Celebrating", "Celebración"),
        Trigger::Pain => words("Pain", "Dolor"),
        Trigger::Memory => words("A memory", "Un recuerdo"),
        Trigger::SomeoneUsing => words("Someone using nearby", "Alguien consumía cerca"),
        Trigger::Offered => words("Someone offered", "Alguien ofreció"),
        Trigger::Party => words("A party", "Una fiesta"),
        Trigger::OldPlace => words("A place from before", "Un lugar de antes"),
        Trigger::Advert => words("An ad or a post", "Un anuncio o una publicación"),
        Trigger::Weekend => words("The weekend", "El fin de semana"),
        Trigger::Evening => words("The evening", "La noche"),
    }
}

pub const fn place(place: Place) -> Words {
    match place {
        Place::Home => words("At home", "En casa"),
        Place::Work => words("At work", "En el trabajo"),
        Place::Outside => words("Outside", "Al aire libre"),
        Place::OnTheWay => words("On the way", "En camino"),
        Place::SomeonesHome => words("At someone’s home", "En casa de alguien"),
        Place::ShopOrBar => words("In a shop or bar", "En una tienda o un bar"),
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
        Choice::Own(label) => label.as_str().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_has_its_own_words_and_none_judges() {
        let all: Vec<Words> = (Trigger::ALL.iter().map(|t| trigger(*t)))
            .chain(Place::ALL.iter().map(|p| place(*p)))
            .chain(Company::ALL.iter().map(|c| company(*c)))
            .chain(Response::ALL.iter().map(|r| response(*r)))
            .collect();
        for lang in Lang::ALL {
            let mut said: Vec<&str> = all.iter().map(|w| w.say(lang)).collect();
            for word in ["clean", "dirty", "addict", "abuse", "failed", "limpio", "sucio", "adicto", "abuso", "fracas"] {
                assert!(said.iter().all(|s| !s.to_lowercase().contains(word)), "{word}");
            }
            let count = said.len();
            said.sort_unstable();
            said.dedup();
            assert_eq!(said.len(), count);
        }
    }
}
