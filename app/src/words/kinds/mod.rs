//! Names of the kinds of entries, and labels of their lines. Neutral towards substances and behaviors.

pub mod check_in;
pub mod meeting;
pub mod reach_out;
pub mod thought_record;

use crate::kinds::fact::Fact;
use crate::words;
use crate::words::i18n::{Words, catalogue};

catalogue! {
    CRAVING_N: "Craving {n}" / "Antojo {n}";
    TRIGGER: "A trigger" / "Un detonante";
    USE: "I used or did it" / "Consumí o lo hice";
    PRACTICE_OF: "Practice: {skill}" / "Práctica: {skill}";
    OWN_SKILL: "a skill of your own" / "una habilidad propia";
    LATER_N: "{n} of 10, {minutes} minutes later" / "{n} de 10, {minutes} minutos después";
    IN_CALM: "When calm" / "En calma";
    IN_A_CRAVING: "During a craving" / "Durante un antojo";
    FROM_TO: "From {before} to {after}" / "De {before} a {after}";
    YES: "Yes" / "Sí";
    NOT_THIS_TIME: "Not this time" / "Esta vez no";
    MINUTES: "{n} min" / "{n} min";

    FACT_TARGET: "What it is about" / "De qué se trata";
    FACT_PULL: "How strong was the pull?" / "¿Qué tan fuerte tiraba?";
    FACT_LATER: "And a little later?" / "¿Y un poco después?";
    FACT_AMOUNT: "How much?" / "¿Cuánto?";
    FACT_BEFORE: "What came before?" / "¿Qué pasó antes?";
    FACT_NEXT_TIME: "What would help next time?" / "¿Qué ayudaría la próxima vez?";
    FACT_NEED: "What do you need now?" / "¿Qué necesitas ahora?";
    FACT_SETTING: "When" / "Cuándo";
    FACT_CHANGE: "Before and after" / "Antes y después";
    FACT_LASTED: "How long" / "Cuánto tiempo";
}

/// Label of a line, asked of the participant.
pub const fn fact(fact: Fact) -> Words {
    match fact {
        Fact::Target => FACT_TARGET,
        Fact::Triggers => words::WHAT_SET_IT_OFF,
        Fact::Pull => FACT_PULL,
        Fact::Place => words::WHERE,
        Fact::Company => words::WITH_WHOM,
        Fact::Response => words::WHAT_DID_YOU_DO,
        Fact::Later => FACT_LATER,
        Fact::Amount => FACT_AMOUNT,
        Fact::Before => FACT_BEFORE,
        Fact::NextTime => FACT_NEXT_TIME,
        Fact::Need => FACT_NEED,
        Fact::Setting => FACT_SETTING,
        Fact::Change => FACT_CHANGE,
        Fact::Lasted => FACT_LASTED,
        Fact::Note => words::A_NOTE,
        Fact::Asked(words) | Fact::Told(words) => words,
    }
}
