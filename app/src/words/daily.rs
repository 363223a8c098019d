//! Texts of the pages for triggers, uses and aims. Neutral towards substances and behaviors; nothing here counts
//! against anybody.

use super::i18n::catalogue;

catalogue! {
    OTHER_WAYS: "Something else" / "Otra cosa";
    NOTHING_LOST: "nothing is lost" / "nada se pierde";
    PRACTISE: "Practice" / "Practicar";
    SKILLS: "Skills" / "Habilidades";
    AIMS: "My aims" / "Mis metas";
    MORE_ABOUT_IT: "More about it" / "Más sobre esto";
    CAME_WITH: "Was there a craving?" / "¿Hubo un antojo?";
    NOT_SAVED_YET: "You were writing this. It is not saved yet." /
        "Estabas escribiendo esto. Todavía no está guardado.";

    AFRESH: "Start over" / "Empezar de nuevo";

    MET_TEXT: "Tap what set it off, then save. There does not have to be a craving." /
        "Toca lo que lo provocó y guarda. No hace falta que haya habido un antojo.";
    MET_NONE: "Choose at least one, or add one in your own words." /
        "Elige al menos uno o agrega uno con tus palabras.";
    YOURS: "Your own" / "Los tuyos";
    MET_SAVED: "If you had a craving too, log it as well. If not, a skill can help while this passes." /
        "Si hubo un antojo, anótalo también. Si no, una habilidad puede ayudar mientras pasa.";
    CRAVING_TOO: "Log a craving as well" / "Anotar también un antojo";

    USE_TEXT: "Nothing you counted is lost. You can learn from this, in your own time." /
        "Nada de lo que contaste se pierde. Puedes aprender de esto, a tu ritmo.";
    USE_SAVED: "Nothing you counted is lost." / "Nada de lo que contaste se pierde.";
    DANGER_SIGNS: "Feeling unwell? Signs of danger" / "¿Te sientes mal? Señales de peligro";
    WHICH_ONE: "What was it?" / "¿Qué fue?";
    AMOUNT_IN: "How much, in {unit}?" / "¿Cuánto, en {unit}?";
    AMOUNT_HINT: "A number, such as 2 or 2.5" / "Un número, por ejemplo 2 o 2,5";
    AMOUNT_WRONG:
        "Type only a number, such as 2 or 2.5: more than 0, at most 1000000, with up to two decimals. What you typed is still here." /
        "Escribe solo un número, por ejemplo 2 o 2,5: mayor que 0, como máximo 1000000, con hasta dos decimales. Lo que escribiste sigue aquí.";
    NO_AIM_YET: "First say what you want to change." / "Primero di qué quieres cambiar.";
    ADD_AIM: "Add something to change" / "Agregar algo que cambiar";

    DAY_FIRST: "Day 1" / "Día 1";
    DAY_ONE: "1 day" / "1 día";
    DAYS_N: "{n} days" / "{n} días";
    IN_ALL: "{total} in all" / "{total} en total";
    LONGEST: "longest {longest}" / "el más largo: {longest}";
    TODAY_COUNTS: "Today is added at midnight." / "El día de hoy se suma a medianoche.";
    BEGINS_ON: "Begins on {day}." / "Empieza el {day}.";
    DAYS_NOW: "Now" / "Ahora";
    DAYS_TOTAL: "In all" / "En total";
    DAYS_LONGEST: "Longest" / "El más largo";
    STAYS: "What you counted stays, no matter what." / "Lo que contaste se queda, pase lo que pase.";
    LAST_SEVEN: "Last 7 days" / "Últimos 7 días";
    USUAL_WEEK: "An average week in the 4 weeks before" / "Una semana promedio de las 4 anteriores";
    ON_DAYS: "{amount}, on {days}" / "{amount}, en {days}";
    NOTHING_NOTED: "nothing noted" / "nada anotado";
    LESS_BY: "{amount} less than in the weeks before" / "{amount} menos que en las semanas anteriores";
    MORE_BY: "{amount} more than in the weeks before" / "{amount} más que en las semanas anteriores";
    AS_BEFORE: "The same as in the weeks before" / "Igual que en las semanas anteriores";
    FEWER_DAYS_BY: "{days} fewer than in the weeks before" / "{days} menos que en las semanas anteriores";
    MORE_DAYS_BY: "{days} more than in the weeks before" / "{days} más que en las semanas anteriores";
    COMPARED: "Comparison" / "En comparación";
    COMPARED_LATER: "After five weeks you will see a comparison here." /
        "Después de cinco semanas verás aquí una comparación.";
    COVERED: "It began {days} ago." / "Empezó hace {days}.";
    BEGAN_TODAY: "It began today." / "Empezó hoy.";
    UNMEASURED_ONE: "1 note has no amount, so the total may be higher." /
        "1 nota no dice cuánto, así que el total puede ser mayor.";
    UNMEASURED_MANY: "{n} notes have no amount, so the total may be higher." /
        "{n} notas no dicen cuánto, así que el total puede ser mayor.";
    MY_GOAL: "My goal" / "Mi objetivo";
    AT_MOST: "at most {amount} a week" / "como máximo {amount} por semana";

    HISTORY: "My aims so far" / "Mis metas hasta ahora";
    HISTORY_TEXT: "A new aim erases nothing here. Only a second one on the same day replaces the first." /
        "Una meta nueva no borra nada aquí. Solo otra del mismo día reemplaza a la primera.";
    REMOVE_AIM: "Remove it" / "Quitarla";
    REMOVE_AIM_NAMED: "Remove it: {aim}" / "Quitarla: {aim}";
    REMOVE_AIM_QUESTION: "Remove this aim from your history?" / "¿Quitar esta meta de tu historial?";
    REMOVE_AIM_TEXT:
        "Use this for an aim you added by mistake. From {day} on, the aim before it counts. Your notes stay." /
        "Es para una meta agregada por error. Desde el {day} vale la meta anterior. Tus notas se quedan.";
    SPAN: "{from} to {to}" / "{from} a {to}";
    SPAN_NOW: "Since {from}" / "Desde {from}";
    FROM_ON: "From {from} on" / "A partir del {from}";
    WITHOUT: "{days} without it" / "{days} sin";
    CHANGE_AIM: "Change my aim" / "Cambiar mi meta";
    CHANGE_AIM_TEXT: "The new aim counts from the day you choose. Earlier ones stay in your history." /
        "La meta nueva vale desde el día que elijas. Las anteriores quedan en tu historial.";
    FROM_DAY: "From which day?" / "¿Desde qué día?";
    FROM_DAY_WRONG: "Choose a day from {began} on." / "Elige un día a partir del {began}.";
    GOAL_FIELD: "At most how much a week, in {unit}?" / "¿Cuánto como máximo por semana, en {unit}?";
    GOAL_PLAIN: "At most how much a week?" / "¿Cuánto como máximo por semana?";
    BEGAN_FIELD: "The day it began" / "El día en que empezó";
    BEGAN_WRONG: "Choose a day before the next aim in your history, and not after the day you archived it." /
        "Elige un día anterior a la siguiente meta de tu historial y no posterior al día en que la archivaste.";
    DAY_WRONG: "Choose a day from 1900 to 2200." / "Elige un día entre 1900 y 2200.";
    LAY_ASIDE: "Archive" / "Archivar";
    LAY_ASIDE_TEXT:
        "Once archived, it is not offered when you log. What you counted stays, and you can bring it back." /
        "Si la archivas, no aparece al anotar. Lo que contaste se queda y puedes retomarla.";
    TAKE_UP: "Bring it back" / "Retomarla";
    LAID_ASIDE: "Archived" / "Archivadas";
    LAID_ASIDE_ON: "Archived on {day}." / "Archivada el {day}.";
    DELETE_AIM_QUESTION: "Delete this for good?" / "¿Borrar esto para siempre?";
    DELETE_AIM_TEXT:
        "Its name, its unit and its history of aims are erased here and on the server. Notes about it stay, without its name. This cannot be undone; archiving it keeps everything." /
        "Su nombre, su unidad y su historial de metas se borran aquí y en el servidor. Las notas sobre esto se quedan, sin su nombre. No se puede deshacer; archivarla lo conserva todo.";
    AIM_GONE: "This is no longer here." / "Esto ya no está.";
    NO_AIMS: "Nothing here yet. Add what you want to change, in your own words." /
        "Todavía no hay nada. Agrega lo que quieres cambiar, con tus palabras.";
    UNIT_IS: "Counted in" / "Se cuenta en";

    /// After a hard craving.
    HARD_TEXT: "That was a strong one. What may help right now:" / "Ese fue fuerte. Lo que puede ayudar ahora:";
    HELPED_BEFORE: "It helped you before." / "Te ayudó antes.";
    NOT_TRIED_YET: "You have not tried it yet." / "Todavía no la probaste.";
    DONE_BEFORE: "You have practiced it before." / "Ya la has practicado.";

    SETTING: "When did you practice?" / "¿Cuándo practicaste?";
    RATED_BEFORE: "How strong was it before?" / "¿Qué tan fuerte era antes?";
    RATED_AFTER: "How strong was it after?" / "¿Qué tan fuerte era después?";

    /// Twelve short names in order, split at spaces.
    MONTHS: "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec" / "ene feb mar abr may jun jul ago sep oct nov dic";
    DATE: "{month} {day}, {year}" / "{day} {month} {year}";
}
