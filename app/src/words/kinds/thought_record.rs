//! A thought looked at from both sides: the questions, and names of feelings.

use domain::entries::thought_record::Feeling;

use crate::words::i18n::{Words, catalogue};

catalogue! {
    THOUGHT: "A thought" / "Un pensamiento";
    THOUGHTS: "Thoughts" / "Pensamientos";
    SHARING_TEXT:
        "When on, new notes about a thought are shared with your care team as you save them. You can stop sharing each one." /
        "Si está activado, las notas nuevas sobre un pensamiento se comparten con tu equipo al guardarlas. Puedes dejar de compartir cada una.";

    TEXT: "Write down the thought as it came. Looking at it from both sides can wait." /
        "Escribe el pensamiento como vino. Mirarlo desde los dos lados puede esperar.";
    ASK_SITUATION: "What was going on?" / "¿Qué estaba pasando?";
    ASK_THOUGHT: "What went through your mind?" / "¿Qué pasó por tu mente?";
    ASK_FEELINGS: "What did you feel?" / "¿Qué sentiste?";
    ASK_BEFORE: "How strong was the feeling?" / "¿Qué tan fuerte era el sentimiento?";
    BOTH_SIDES: "Look at it from both sides" / "Míralo desde los dos lados";
    ASK_FOR: "What supports this thought?" / "¿Qué apoya este pensamiento?";
    ASK_AGAINST: "What speaks against it?" / "¿Qué habla en contra?";
    ASK_OTHER: "How else could you see it?" / "¿De qué otra forma podrías verlo?";
    ASK_AFTER: "How strong is the feeling now?" / "¿Qué tan fuerte es el sentimiento ahora?";
    SAVED: "You can look at it from both sides now or any other day: open it and tap Edit." /
        "Puedes mirarlo desde los dos lados ahora o cualquier otro día: ábrelo y toca Editar.";

    SITUATION: "Situation" / "Situación";
    FEELINGS: "Feelings" / "Sentimientos";
    STRENGTH: "Strength, out of 100" / "Intensidad, de 0 a 100";
    FOR: "For it" / "A favor";
    AGAINST: "Against it" / "En contra";
    OTHER_VIEW: "Another view" / "Otra forma de verlo";

    ANXIOUS: "Anxious" / "Ansiedad";
    SAD: "Sad" / "Tristeza";
    ANGRY: "Angry" / "Enojo";
    ASHAMED: "Ashamed" / "Vergüenza";
    GUILTY: "Guilty" / "Culpa";
    LONELY: "Lonely" / "Soledad";
    HOPELESS: "Hopeless" / "Sin esperanza";
    RESTLESS: "Restless" / "Inquietud";
}

pub const fn feeling(feeling: Feeling) -> Words {
    match feeling {
        Feeling::Anxious => ANXIOUS,
        Feeling::Sad => SAD,
        Feeling::Angry => ANGRY,
        Feeling::Ashamed => ASHAMED,
        Feeling::Guilty => GUILTY,
        Feeling::Lonely => LONELY,
        Feeling::Hopeless => HOPELESS,
        Feeling::Restless => RESTLESS,
    }
}
