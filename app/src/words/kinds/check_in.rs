//! The check-in: questions, answers, and the sentence of its chart.

use domain::entries::check_in::{FivePoint, Question};

use crate::words::i18n::{Words, catalogue};

catalogue! {
    CHECK_IN: "Check-in" / "Cómo estoy";
    CHECK_INS: "Check-ins" / "Cómo estoy";
    SHARING_TEXT:
        "When on, new check-ins are shared with your care team as you save them. You can stop sharing each one." /
        "Si está activado, lo nuevo que anotes en «Cómo estoy» se comparte con tu equipo al guardarlo. Puedes dejar de compartir cada nota.";

    LEAVE_OUT: "Leave out what you like." / "Deja sin responder lo que quieras.";
    HALF_A_MINUTE: "30 seconds" / "30 segundos";
    DONE_TODAY: "done" / "hecho";
    FOR_TODAY: "For today" / "Para hoy";
    NOT_YET: "It is saved when you tap Done or leave this page." /
        "Se guarda al tocar Listo o al salir de esta página.";
    ADD_A_LINE: "Add a line" / "Agregar algo";
    UNDONE: "Deleted. Nothing is kept of it." / "Borrado. No queda nada de esto.";

    MOOD: "Mood" / "Ánimo";
    STRESS: "Stress" / "Estrés";
    SLEEP: "Last night’s sleep" / "Cómo dormí anoche";
    CONNECTION: "With people who are good for me" / "Con personas que me hacen bien";

    VERY_LOW: "very low" / "muy bajo";
    LOW: "low" / "bajo";
    SO_SO: "so-so" / "regular";
    GOOD: "good" / "bueno";
    VERY_GOOD: "very good" / "muy bueno";
    NONE: "none" / "nada";
    A_LITTLE: "a little" / "un poco";
    SOME: "some" / "algo";
    A_LOT: "a lot" / "mucho";
    TOO_MUCH: "too much" / "de más";
    VERY_BADLY: "very bad" / "muy mal";
    BADLY: "bad" / "mal";
    WELL: "good" / "bien";
    VERY_WELL: "very good" / "muy bien";
    NOT_AT_ALL: "not at all" / "nada";
    ALL_DAY: "all day" / "todo el día";

    CHART_FEW: "{n} days with a check-in in these weeks. From 5 on, a chart says more." /
        "{n} días anotados en estas semanas. A partir de 5, una gráfica dice más.";
    CHART_ONE: "1 day with a check-in in these weeks. From 5 on, a chart says more." /
        "1 día anotado en estas semanas. A partir de 5, una gráfica dice más.";
    CHART_FACT: "{n} days with a check-in in these weeks. Most often hard: {what}, on {hard} of {days} days." /
        "{n} días anotados en estas semanas. Lo más difícil: {what}, en {hard} de {days} días.";
    CHART_CALM: "{n} days with a check-in in these weeks. None of it was hard." /
        "{n} días anotados en estas semanas. Nada fue difícil.";
    CHART_KEY:
        "A bar is the share of days at the hard end: low mood, a lot of stress, bad sleep, little time with good people." /
        "Una barra es la parte de los días difíciles: ánimo bajo, mucho estrés, mal sueño, poco tiempo con personas que hacen bien.";
    HARD_OF: "{hard} of {days} days" / "{hard} de {days} días";
    QUESTION: "Question" / "Pregunta";
    HARD_DAYS: "Hard days" / "Días difíciles";
    ANSWERED: "Days answered" / "Días con respuesta";
}

pub const fn question(question: Question) -> Words {
    match question {
        Question::Mood => MOOD,
        Question::Stress => STRESS,
        Question::Sleep => SLEEP,
        Question::Connection => CONNECTION,
    }
}

/// The answers to a question, the first one first.
pub const fn answers(question: Question) -> [Words; 5] {
    match question {
        Question::Mood => [VERY_LOW, LOW, SO_SO, GOOD, VERY_GOOD],
        Question::Stress => [NONE, A_LITTLE, SOME, A_LOT, TOO_MUCH],
        Question::Sleep => [VERY_BADLY, BADLY, SO_SO, WELL, VERY_WELL],
        Question::Connection => [NOT_AT_ALL, A_LITTLE, SOME, A_LOT, ALL_DAY],
    }
}

pub fn answer(question: Question, step: FivePoint) -> Words {
    let [first, rest @ ..] = answers(question);
    step.get().checked_sub(1).and_then(|place| rest.get(usize::from(place)).copied()).unwrap_or(first)
}
