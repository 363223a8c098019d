//! What the pages for triggers, uses and aims say. Neutral towards substances and behaviours; nothing here counts against anybody.

use crate::i18n::catalogue;

catalogue! {
    OTHER_WAYS: "Something else" / "Otra cosa";
    PRACTISE: "Practice" / "Practicar";
    SKILLS: "Skills" / "Habilidades";
    AIMS: "My aims" / "Mis metas";
    MORE_ABOUT_IT: "More about it" / "Más sobre esto";
    CAME_WITH: "Was there a craving?" / "¿Hubo un antojo?";
    NOT_SAVED_YET: "You were writing this. It is not saved yet." / "Estabas escribiendo esto. Todavía no está guardado.";

    AFRESH: "Start afresh" / "Empezar de nuevo";

    MET_TEXT: "Tap what you met, then save. There need not have been a craving." / "Toca lo que encontraste y guarda. No hace falta que haya habido un antojo.";
    MET_NONE: "Choose at least one, or add one in your own words." / "Elige al menos uno o agrega uno con tus palabras.";
    YOURS: "Your own" / "Los tuyos";
    MET_SAVED: "If a craving came with it, log that as well. If not, a skill can help while it passes." / "Si vino con un antojo, anótalo también. Si no, una habilidad puede ayudar mientras pasa.";
    CRAVING_TOO: "Log a craving as well" / "Anotar también un antojo";

    USE_TEXT: "Nothing you counted is lost. You can learn from this, in your own time." / "Nada de lo que contaste se pierde. Puedes aprender de esto, a tu ritmo.";
    USE_SAVED: "Nothing you counted is lost." / "Nada de lo que contaste se pierde.";
    WHICH_ONE: "What was it?" / "¿Qué fue?";
    AMOUNT_IN: "How much, in {unit}?" / "¿Cuánto, en {unit}?";
    AMOUNT_HINT: "A number, such as 2 or 2.5" / "Un número, por ejemplo 2 o 2,5";
    AMOUNT_WRONG: "Only a number, such as 2 or 2.5: above 0, at most 1000000, up to two decimals. What you typed is still here." / "Solo un número, por ejemplo 2 o 2,5: mayor que 0, como máximo 1000000, con hasta dos decimales. Lo que escribiste sigue aquí.";
    NO_AIM_YET: "First say what you want to change." / "Primero di qué quieres cambiar.";
    ADD_AIM: "Add something to change" / "Agregar algo que cambiar";

    DAY_FIRST: "Day 1" / "Día 1";
    DAY_ONE: "1 day" / "1 día";
    DAYS_N: "{n} days" / "{n} días";
    IN_ALL: "{total} in all" / "{total} en total";
    LONGEST: "longest {longest}" / "el más largo: {longest}";
    TODAY_COUNTS: "Today counts when it is over." / "El día de hoy cuenta cuando termina.";
    BEGINS_ON: "Begins on {day}." / "Empieza el {day}.";
    DAYS_NOW: "Now" / "Ahora";
    DAYS_TOTAL: "In all" / "En total";
    DAYS_LONGEST: "Longest" / "El más largo";
    STAYS: "What you counted stays, whatever comes." / "Lo que contaste se queda, pase lo que pase.";
    LAST_SEVEN: "Last 7 days" / "Últimos 7 días";
    USUAL_WEEK: "A week in the 4 weeks before" / "Una semana de las 4 anteriores";
    ON_DAYS: "{amount}, on {days}" / "{amount}, en {days}";
    NOTHING_NOTED: "nothing noted" / "nada anotado";
    LESS_BY: "{amount} less than in the weeks before" / "{amount} menos que en las semanas anteriores";
    MORE_BY: "{amount} more than in the weeks before" / "{amount} más que en las semanas anteriores";
    AS_BEFORE: "As much as in the weeks before" / "Igual que en las semanas anteriores";
    FEWER_DAYS_BY: "{days} fewer than in the weeks before" / "{days} menos que en las semanas anteriores";
    MORE_DAYS_BY: "{days} more than in the weeks before" / "{days} más que en las semanas anteriores";
    COMPARED: "Compared" / "En comparación";
    COMPARED_LATER: "There is something to compare with after five weeks." / "Habrá con qué comparar después de cinco semanas.";
    COVERED: "It began {days} ago." / "Empezó hace {days}.";
    BEGAN_TODAY: "It began today." / "Empezó hoy.";
    UNMEASURED_ONE: "1 note says no amount, so it is at least this." / "1 nota no dice cuánto, así que es al menos esto.";
    UNMEASURED_MANY: "{n} notes say no amount, so it is at least this." / "{n} notas no dicen cuánto, así que es al menos esto.";
    MY_GOAL: "My goal" / "Mi objetivo";
    AT_MOST: "at most {amount} a week" / "como máximo {amount} por semana";

    HISTORY: "What I aimed at" / "Mis metas hasta ahora";
    HISTORY_TEXT: "A new aim erases nothing here; only a second one from the same day takes the place of the first." / "Una meta nueva no borra nada aquí; solo otra del mismo día ocupa el lugar de la primera.";
    REMOVE_AIM: "Take it out" / "Quitarla";
    REMOVE_AIM_NAMED: "Take it out: {aim}" / "Quitarla: {aim}";
    REMOVE_AIM_QUESTION: "Take this aim out of your history?" / "¿Quitar esta meta de tu historia?";
    REMOVE_AIM_TEXT: "For an aim that was written down by mistake. From {day} on the aim before it holds. Your notes stay." / "Para una meta escrita por error. Desde el {day} vale la meta anterior. Tus notas se quedan.";
    SPAN: "{from} to {to}" / "{from} a {to}";
    SPAN_NOW: "Since {from}" / "Desde {from}";
    FROM_ON: "From {from} on" / "A partir del {from}";
    WITHOUT: "{days} without" / "{days} sin";
    CHANGE_AIM: "Change my aim" / "Cambiar mi meta";
    CHANGE_AIM_TEXT: "The new aim holds from the day you choose. Earlier ones stay in your history." / "La meta nueva vale desde el día que elijas. Las anteriores quedan en tu historia.";
    FROM_DAY: "From which day?" / "¿Desde qué día?";
    FROM_DAY_WRONG: "Choose a day from {began} on." / "Elige un día a partir del {began}.";
    GOAL_FIELD: "At most how much a week, in {unit}?" / "¿Cuánto como máximo por semana, en {unit}?";
    GOAL_PLAIN: "At most how much a week?" / "¿Cuánto como máximo por semana?";
    BEGAN_FIELD: "The day it began" / "El día en que empezó";
    BEGAN_WRONG: "Choose a day before the next aim in your history, and not after the day you laid it aside." / "Elige un día anterior a la siguiente meta de tu historia y no posterior al día en que la dejaste.";
    DAY_WRONG: "Choose a day from 1900 to 2200." / "Elige un día entre 1900 y 2200.";
    LAY_ASIDE: "Lay aside" / "Dejar a un lado";
    LAY_ASIDE_TEXT: "Laid aside, it is not offered when you log. What you counted stays, and you can take it up again." / "Si la dejas a un lado, no aparece al anotar. Lo que contaste se queda y puedes retomarla.";
    TAKE_UP: "Take it up again" / "Retomarla";
    LAID_ASIDE: "Laid aside" / "Dejadas a un lado";
    LAID_ASIDE_ON: "Laid aside on {day}." / "Dejada a un lado el {day}.";
    DELETE_AIM_QUESTION: "Delete this for good?" / "¿Borrar esto para siempre?";
    DELETE_AIM_TEXT: "Its name, its unit and its history of aims are erased here and on the server. Notes about it stay, without its name. This cannot be undone; laying it aside keeps everything." / "Su nombre, su unidad y su historia de metas se borran aquí y en el servidor. Las notas sobre esto se quedan, sin su nombre. No se puede deshacer; dejarla a un lado lo conserva todo.";
    AIM_GONE: "This is not here any more." / "Esto ya no está.";
    NO_AIMS: "Nothing here yet. Add what you want to change, in your own words." / "Todavía no hay nada. Agrega lo que quieres cambiar, con tus palabras.";
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
