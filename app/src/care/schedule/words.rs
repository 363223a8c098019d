//! Every text of the schedule's staff pages, in both languages.

use domain::schedule::{Attendance, Coming, MakeUp, PlannedDay, SessionKind, Track};

use crate::words::i18n::Words;

crate::words::i18n::catalogue! {
    SCHEDULE: "Schedule" / "Horario";
    WEEK_OF: "Week of {day}" / "Semana del {day}";
    FROM_DAY: "Four weeks from {day}" / "Cuatro semanas desde el {day}";
    ZONE_IS: "All times in {zone}." / "Todas las horas en {zone}.";
    BEFORE: "Earlier" / "Antes";
    AFTER: "Later" / "Después";
    THIS_WEEK: "This week" / "Esta semana";
    AS_WEEK: "Week view" / "Ver la semana";
    AS_LIST: "List view" / "Ver como lista";
    NOTHING: "Nothing is planned." / "No hay nada previsto.";
    NEW_SERIES: "New series" / "Nueva serie";
    SETTINGS: "Time zone and holidays" / "Zona horaria y días libres";
    COUNT_PEOPLE: "people: {n}" / "personas: {n}";
    COUNT_CANNOT: "cannot come: {n}" / "no pueden venir: {n}";
    LED_BY: "with {name}" / "con {name}";
    DAY: "Day" / "Día";
    TIME: "Time" / "Hora";
    WHAT: "What" / "Qué";
    WHERE: "Where" / "Dónde";
    WHO: "Who" / "Quién";
    STATE: "State" / "Estado";

    GROUP: "Group" / "Grupo";
    INDIVIDUAL: "Individual" / "Individual";
    FAMILY: "Family" / "Familia";
    EDUCATION: "Education" / "Educación";
    MEDICAL: "Medical" / "Médica";
    TRACK_DAY: "Day track" / "Turno de día";
    TRACK_EVENING: "Evening track" / "Turno de tarde";

    PLANNED: "planned" / "prevista";
    MOVED: "moved" / "cambiada";
    CANCELLED: "canceled" / "cancelada";
    HOLIDAY: "holiday" / "día libre";
    DROPPED: "removed" / "retirada";

    ATTENDED: "attended" / "asistió";
    LATE: "late" / "tarde";
    EXCUSED: "excused" / "con excusa";
    MISSED: "missed" / "faltó";
    NOT_SAID: "not marked" / "sin marcar";
    ON_MY_WAY: "on the way" / "en camino";
    CANT_COME: "cannot come" / "no puede venir";
    ASKED: "asks for a make-up session" / "pide una sesión de recuperación";
    ACCEPTED: "make-up session accepted" / "recuperación aceptada";
    DECLINED: "make-up session declined" / "recuperación no aceptada";

    KIND: "Kind" / "Tipo";
    TITLE: "Title for staff" / "Título para el personal";
    TITLE_HINT: "Participants never see it." / "Los participantes no lo ven.";
    NAME: "Short name on the phone" / "Nombre corto en el teléfono";
    NAME_HINT: "Keep it neutral, such as “Evening”: a stranger may read it on the phone or in a calendar." /
        "Neutro: otra persona puede leerlo en el teléfono o en un calendario, como “Tarde”.";
    WEEKDAYS: "Days of the week" / "Días de la semana";
    START: "Begins at" / "Empieza a las";
    MINUTES: "Length in minutes" / "Duración en minutos";
    FIRST: "First day" / "Primer día";
    LAST: "Last day" / "Último día";
    WEEKS: "or number of weeks" / "o número de semanas";
    ROOM: "Room" / "Sala";
    LINK: "Video link" / "Enlace de video";
    LEADER: "Led by" / "Dirige";
    LEADER_HINT: "Whoever leads a series sees everyone on it. You can lead a new series yourself if everyone on it is one of your people. \
        Otherwise a supervisor chooses, or the current leader." /
        "Quien dirige ve a todas las personas que participan. En una serie nueva puede elegirse si todas son personas suyas. \
        Si no, elige la persona que supervisa o quien dirige ahora.";
    NOBODY: "nobody yet" / "nadie todavía";
    WHO_IS_ON_IT: "Who is on it" / "Quién participa";
    PEOPLE: "Individual people, chosen below" / "Personas individuales, elegidas abajo";
    PEOPLE_LEAD: "Your people" / "Sus personas";
    PEOPLE_OTHERS: "Others on it, who are not your people and stay on it: {n}." /
        "Otras personas que participan, no son suyas y siguen: {n}.";
    REASON: "Reason, told to the participants" / "Motivo, que se dice a los participantes";
    SAVE: "Save" / "Guardar";
    BACK: "Back to the schedule" / "Volver al horario";
    CANCEL: "Cancel" / "Cancelar";

    WRONG: "Nothing was saved yet. Please look at: {fields}" / "Todavía no se guardó nada. Revise: {fields}";
    STALE:
        "Somebody changed this while you were writing. Nothing of yours was saved yet: it is still here, with what stands now beside it. Save again to put yours in its place." /
        "Alguien cambió esto mientras usted escribía. Lo suyo aún no se guardó: sigue aquí, junto a lo que vale ahora. Guarde otra vez para poner lo suyo en su lugar.";
    NOW_IS: "Now: {value}" / "Ahora: {value}";
    NOTHING_THERE: "nothing" / "nada";
    TICKED: "chosen" / "elegido";
    NOT_TICKED: "not chosen" / "sin elegir";
    WRONG_TITLE: "Write 1 to 80 characters." / "Escriba de 1 a 80 caracteres.";
    WRONG_WEEKDAYS: "Choose at least one day of the week that falls between the first and the last day." /
        "Elija al menos un día de la semana entre el primer día y el último.";
    WRONG_START: "A time from 00:00 to 23:59. It must be in the future." /
        "Una hora de 00:00 a 23:59, que no haya pasado.";
    WRONG_MINUTES: "A whole number from 5 to 720." / "Un número entero de 5 a 720.";
    WRONG_DAY: "A date such as 2026-11-22, from the first day on, within 104 weeks." /
        "Una fecha como 2026-11-22, desde el primer día y dentro de 104 semanas.";
    WRONG_WEEKS: "A whole number from 1 to 104, or a last day instead." /
        "Un número entero de 1 a 104, o un último día.";
    WRONG_LINK: "An address that begins with https://" / "Una dirección que empiece por https://";
    WRONG_LEADER: "Choose someone from the program who can sign in and may read what is shared." /
        "Elija a alguien del programa que pueda entrar y leer lo que se comparte.";
    WRONG_LEADER_RIGHT: "A supervisor sets the leader here, because whoever leads sees people who are not yours. \
        Everything you typed is still here, with the leader as before: save it like this, and ask a supervisor to set the leader." /
        "Aquí la persona que supervisa pone a quien dirige, porque quien dirige ve a personas que no son suyas. \
        Todo lo que escribió sigue aquí, con quien dirigía antes: guárdelo así y pida a la persona que supervisa que lo ponga.";
    WRONG_AUDIENCE: "You can add only your own people. For a series with a leader, only a supervisor can choose a whole track, \
        unless everyone on the track is one of your people." /
        "Solo se pueden agregar personas suyas. Un turno entero, en una serie que alguien dirige, solo lo elige la persona que supervisa, \
        o cuando todas las personas del turno son suyas.";
    WRONG_REASON: "At most 600 characters." / "Como máximo 600 caracteres.";
    WRONG_ZONE: "The name of a time zone, such as America/New_York." /
        "El nombre de una zona horaria, como America/New_York.";

    CLASH: "This overlaps other sessions. Nothing was saved yet." /
        "Coincide con otras sesiones. Todavía no se guardó nada.";
    CLASH_LEADER: "same leader" / "la misma persona dirige";
    CLASH_PEOPLE: "people on both: {n}" / "personas en ambas: {n}";
    CLASH_MORE: "and {n} more" / "y {n} más";
    SAVE_ANYWAY: "Save anyway" / "Guardar de todos modos";

    CHANGE_ONE: "Change this one" / "Cambiar solo esta";
    CHANGE_FOLLOWING: "Change this and all later ones" / "Cambiar esta y las siguientes";
    CHANGE_ALL: "Change all" / "Cambiar todas";
    CHANGE_LEAD:
        "Sessions that have begun stay as they were. Sessions that were moved or canceled one by one stay that way." /
        "Las sesiones que ya empezaron quedan como estaban. Lo que se cambió o canceló aparte sigue así.";
    CANCEL_SESSION: "Cancel this session" / "Cancelar esta sesión";
    RESTORE_SESSION: "Put it back on the schedule" / "Volver a ponerla en el horario";
    ROSTER: "Who was there" / "Quién estuvo";
    ROSTER_AHEAD: "Who is on it" / "Quién participa";
    ROSTER_LEAD: "Attendance can be marked once the session has begun." /
        "La asistencia se puede marcar cuando la sesión haya empezado.";
    ROSTER_EMPTY: "None of your people are on it." / "Ninguna de sus personas participa.";
    ROSTER_OTHERS: "Others on it: {n}. Their own care team or the leader marks them." /
        "Otras personas que participan: {n}. Las marca su propio equipo o quien dirige.";
    ALL_ATTENDED: "Everyone attended" / "Asistieron todas las personas";
    SAVED: "Saved. The participants will be told." / "Guardado. Se avisa a los participantes.";

    ZONE: "Time zone of the program" / "Zona horaria del programa";
    ZONE_HINT: "New series use it. Existing series keep theirs." /
        "La usan las series nuevas. Las que existen conservan la suya.";
    HOLIDAYS: "Holidays" / "Días libres";
    HOLIDAYS_LEAD: "Nothing takes place on these days. Anyone who was told of a session is told that it is off." /
        "En estos días no hay nada; a quien ya se le avisó de una sesión se le dice que no la hay.";
    HOLIDAY_NAME: "Name, told to the participants" / "Nombre, que se dice a los participantes";
    ADD: "Add" / "Agregar";
    REMOVE: "Remove {day}" / "Quitar {day}";

    TIMES_OF: "Sessions of {name}" / "Sesiones de {name}";
    BACK_TO: "Back to {name}" / "Volver a {name}";
    TRACK: "Track" / "Turno";
    NO_TRACK: "no track" / "sin turno";
    BEGAN: "First day in the program" / "Primer día en el programa";
    TERM_WEEKS: "Number of weeks" / "Número de semanas";
    TERM_IS: "Week {week} of {weeks}." / "Semana {week} de {weeks}.";
    SO_FAR: "So far" / "Hasta ahora";
    SO_FAR_IS: "{attended} attended, {late} late, {excused} excused, {missed} missed." /
        "{attended} con asistencia, {late} tarde, {excused} con excusa, {missed} sin asistir.";
    SO_FAR_PICTURE: "The last sessions, oldest first: {list}" / "Las últimas sesiones, desde la más antigua: {list}";
    AHEAD: "Coming up" / "Próximas";
    MAKE_UPS: "Asked for a make-up session" / "Sesiones de recuperación pedidas";
    MAKE_UP_CHOOSE: "Session to attend instead" / "Sesión en su lugar";
    MAKE_UP_ACCEPT: "Add to this session" / "Apuntar a esta sesión";
    MAKE_UP_DECLINE: "Decline" / "No aceptar";
    MAKE_UP_GONE: "That session can no longer be chosen. Choose another." /
        "Esa sesión ya no se puede elegir. Elija otra.";
    CALLED_OFF: "no longer on it" / "ya no participa";
}

pub const fn kind(kind: SessionKind) -> Words {
    match kind {
        SessionKind::Group => GROUP,
        SessionKind::Individual => INDIVIDUAL,
        SessionKind::Family => FAMILY,
        SessionKind::Education => EDUCATION,
        SessionKind::Medical => MEDICAL,
    }
}

pub const fn track(track: Track) -> Words {
    match track {
        Track::Day => TRACK_DAY,
        Track::Evening => TRACK_EVENING,
    }
}

pub const fn standing(standing: PlannedDay) -> Words {
    match standing {
        PlannedDay::Planned => PLANNED,
        PlannedDay::Moved => MOVED,
        PlannedDay::Cancelled => CANCELLED,
        PlannedDay::Holiday => HOLIDAY,
        PlannedDay::Dropped => DROPPED,
    }
}

pub const fn attendance(said: Attendance) -> Words {
    match said {
        Attendance::Attended => ATTENDED,
        Attendance::Late => LATE,
        Attendance::Excused => EXCUSED,
        Attendance::Missed => MISSED,
    }
}

pub const fn coming(coming: Coming) -> Words {
    match coming {
        Coming::OnMyWay => ON_MY_WAY,
        Coming::CantCome => CANT_COME,
    }
}

pub const fn make_up(make_up: MakeUp) -> Words {
    match make_up {
        MakeUp::Asked => ASKED,
        MakeUp::Accepted => ACCEPTED,
        MakeUp::Declined => DECLINED,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_text_has_the_same_values_in_both_languages() {
        let values = |text: &str| text.matches('{').count();
        for (name, words) in super::ALL {
            assert!(!words.en.is_empty() && !words.es.is_empty(), "{name}");
            assert_eq!(values(words.en), values(words.es), "{name}");
        }
    }
}
