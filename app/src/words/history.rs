//! The history and its pictures. The words of the pictures name nobody: participants and staff read the same ones.

use super::i18n::catalogue;

catalogue! {
    SEARCH: "Search your notes" / "Buscar en tus notas";
    FILTER: "Filter" / "Filtrar";
    KINDS: "What it is" / "Qué es";
    CRAVINGS: "Cravings" / "Antojos";
    TRIGGERS: "Triggers" / "Detonantes";
    USES: "I used or did it" / "Consumí o lo hice";
    PRACTICES: "Practice" / "Práctica";
    WHO_READS: "Who can read it" / "Quién puede leerlo";
    SHARED: "Shared" / "Compartidas";
    PRIVATE: "Only you" / "Solo tú";
    COUNT_ONE: "1 note" / "1 nota";
    COUNT_MANY: "{n} notes" / "{n} notas";
    COUNT_SOME: "{n} of {all} notes" / "{n} de {all} notas";
    STILL_READING: "Still looking through older notes…" / "Todavía buscando en notas más antiguas…";
    NOTHING_FOUND: "Nothing found. Try a shorter word, or look through everything." /
        "No se encontró nada. Prueba con una palabra más corta o mira todo.";
    CLEAR: "Clear" / "Quitar filtros";
    EARLIER: "Show earlier" / "Mostrar anteriores";
    VIEWS: "What your notes show" / "Lo que muestran tus notas";
    VIEWS_TEXT: "As charts" / "En gráficas";

    HOW_LONG: "How far back" / "Desde cuándo";
    WEEKS: "{n} weeks" / "{n} semanas";
    ONLY_HERE: "Drawn on this phone from everything you wrote. Your care team sees charts only of what you share." /
        "Hechas en este teléfono con todo lo que escribiste. Tu equipo solo ve gráficas de lo que compartes.";
    NO_PICTURES: "Nothing to show yet. When you log something, charts of it appear here." /
        "Todavía no hay nada que mostrar. Cuando anotes algo, aquí aparecerán gráficas.";
    NUMBERS: "The same in numbers" / "Lo mismo en números";
    NUMBERS_OF: "{title}: the numbers" / "{title}: los números";

    DAYS_TITLE: "Cravings over time" / "Antojos en el tiempo";
    DAYS_KEY: "Bar: the day’s average, 0 to 10. Dot: its strongest. Ring: a day with practice." /
        "Barra: el promedio del día, de 0 a 10. Punto: el más fuerte. Anillo: un día con práctica.";
    DAYS_FACT: "{n} cravings on {days} of {all} days. The strongest was {top} of 10, on {when}." /
        "{n} antojos en {days} de {all} días. El más fuerte fue {top} de 10, el {when}.";
    DAYS_PRACTISED: "Practice on {n} of these days." / "Práctica en {n} de estos días.";
    DAYS_PRACTISED_ONE: "Practice on 1 of these days." / "Práctica en 1 de estos días.";
    FEW_CRAVINGS: "Cravings so far: {n}. It takes 5 to show something here." /
        "Antojos hasta ahora: {n}. Hacen falta 5 para mostrar algo aquí.";
    DAY: "Day" / "Día";
    HOW_MANY: "Cravings" / "Antojos";
    AVERAGE: "Average" / "Promedio";
    STRONGEST: "Strongest" / "El más fuerte";
    PRACTISED: "Practice" / "Práctica";
    YES: "yes" / "sí";

    GRID_TITLE: "When cravings come" / "Cuándo llegan los antojos";
    GRID_KEY: "How many cravings, by weekday and hour. A stronger color means more." /
        "Cuántos antojos, por día y hora. Más intenso es más.";
    GRID_FACT: "{weekday} from {from} to {to} had the most: {count} of {n} cravings." /
        "{weekday} de {from} a {to} hubo más: {count} de {n} antojos.";
    GRID_EVEN: "No time of the week stands out among {n} cravings." /
        "Ningún momento de la semana destaca entre {n} antojos.";
    WEEKDAY: "Weekday" / "Día";
    FROM_TO_HOUR: "{from} to {to}" / "de {from} a {to}";

    TRIGGERS_TITLE: "What sets it off" / "Qué lo provoca";
    TRIGGERS_KEY: "How often each trigger was named." / "Cuántas veces se nombró cada detonante.";
    TRIGGERS_FACT: "“{trigger}” was named most: {count} of {n} times." /
        "«{trigger}» se nombró más: {count} de {n} veces.";
    TRIGGERS_RATED: "The average then was {mean} of 10." / "El promedio entonces fue {mean} de 10.";
    TRIGGERS_EVEN: "No trigger stands out among {n} notes that name one." /
        "Ningún detonante destaca entre {n} notas que nombran alguno.";
    FEW_TRIGGERS: "Notes that name a trigger so far: {n}. It takes 5 to show something here." /
        "Notas que nombran un detonante hasta ahora: {n}. Hacen falta 5 para mostrar algo aquí.";
    TRIGGER: "Trigger" / "Detonante";
    TIMES: "Times" / "Veces";
    AND_MORE: "{n} more in the numbers below." / "{n} más en los números de abajo.";

    WORKS_TITLE: "What works for me" / "Lo que me ayuda";
    WORKS_TITLE_TEAM: "What works" / "Lo que ayuda";
    WORKS_KEY:
        "How much the rating changed from before to after, on average. Spread: how far each time was from that average." /
        "Cuánto cambió el número de antes a después, en promedio. Variación: qué tan lejos quedó cada vez de ese promedio.";
    WORKS_FACT: "After “{skill}” the rating was {change} lower on average ({n} times, spread {spread})." /
        "Después de «{skill}» el número bajó {change} en promedio ({n} veces, variación {spread}).";
    WORKS_NONE: "No skill has brought the rating down so far ({n} rated times)." /
        "Ninguna habilidad ha bajado el número hasta ahora ({n} veces con número).";
    FEW_PAIRS: "Most before-and-after ratings for one skill so far: {n}. It takes 5 to show something here." /
        "Más veces con número antes y después para una habilidad: {n}. Hacen falta 5 para mostrar algo aquí.";
    NO_PAIRS: "No practice was rated before and after yet." / "Todavía ninguna práctica tiene número antes y después.";
    SKILL: "Skill" / "Habilidad";
    RATED: "Rated" / "Con número";
    CHANGE: "Change" / "Cambio";
    SPREAD: "Spread" / "Variación";
    CHANGE_OF: "{change} (n {n}, spread {spread})" / "{change} (n {n}, variación {spread})";
    TOO_FEW: "{n} rated, too few to say" / "{n} con número, muy pocas para decir";
}
