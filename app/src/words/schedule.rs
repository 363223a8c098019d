//! Texts of the session pages: times, rooms, changes, attendance and RSVPs.

use domain::schedule::{Attendance, Coming, MakeUp, Minute};

use super::i18n::{Lang, Words, catalogue};

catalogue! {
    /// In the bar, where a long word does not fit.
    BAR: "Agenda" / "Citas";
    TIMES: "Appointments" / "Citas";
    ONE_TIME: "Appointment" / "Cita";
    TOMORROW: "Tomorrow" / "Mañana";
    NEXT: "Next" / "Lo próximo";
    WEEK_OF: "Week {n} of {weeks}" / "Semana {n} de {weeks}";
    WEEKS_BEGIN: "Your {weeks} weeks begin on {day}." / "Tus {weeks} semanas empiezan el {day}.";
    WEEKS_OVER: "Your {weeks} weeks are behind you." / "Ya pasaron tus {weeks} semanas.";
    NOTHING_TODAY: "Nothing planned for today." / "Hoy no hay nada planeado.";
    NO_TIMES: "No appointments yet. When your care team plans them, they show up here." /
        "Todavía no hay citas. Cuando tu equipo las planee, aparecerán aquí.";
    OFFLINE: "No network right now. This is the latest that your phone has." /
        "No hay red ahora. Esto es lo último que tiene tu teléfono.";
    FROM_TO: "{from} to {to}" / "{from} a {to}";
    HERE: "{time} where you are" / "{time} donde estás";
    HERE_DAY: "{day}, {time} where you are" / "{day}, {time} donde estás";
    IN_MINUTES: "in {n} min" / "en {n} min";
    IN_HOURS: "in {n} h" / "en {n} h";
    IN_DAYS: "in {n} days" / "en {n} días";
    GOES_ON: "now" / "ahora";
    LEAVE_AT: "Leave at {time}" / "Sal a las {time}";
    JOIN: "Open the video link" / "Abrir el enlace de video";
    VIDEO: "By video" / "Por video";
    MAP: "Open in a maps app" / "Abrir en una aplicación de mapas";
    MAP_TEXT: "Your maps app will see this address." / "Tu aplicación de mapas verá esta dirección.";
    WITH: "With {name}" / "Con {name}";
    MOVED: "Moved to this time" / "Cambió a esta hora";
    CANCELLED: "Canceled" / "Cancelada";
    REASON: "Why: {why}" / "Por qué: {why}";
    EARLIER: "Earlier" / "Antes";
    EARLIER_NONE: "Nothing yet." / "Todavía nada.";
    TREND: "Last 4 weeks" / "Últimas 4 semanas";
    TREND_BEFORE: "The 4 weeks before" / "Las 4 semanas anteriores";
    TREND_NONE: "nothing marked yet" / "nada marcado todavía";
    ATTENDED_N: "{n} attended" / "{n} con asistencia";
    LATE_N: "{n} late" / "{n} con retraso";
    EXCUSED_N: "{n} excused" / "{n} con aviso";
    MISSED_N: "{n} missed" / "{n} sin asistir";
    ATTENDED: "You were there" / "Estuviste";
    LATE: "You came late" / "Llegaste tarde";
    EXCUSED: "You told them you could not come" / "Avisaste que no podías ir";
    MISSED: "You were not there" / "No estuviste";
    GONE: "This appointment is no longer here. It may have been removed from your appointments." /
        "Esta cita ya no está. Puede que la hayan quitado de tus citas.";

    ON_MY_WAY: "On my way" / "Voy en camino";
    CANT_COME: "Can't come" / "No puedo ir";
    SAID_ON_MY_WAY: "You said you are on your way." / "Dijiste que vas en camino.";
    SAID_CANT_COME: "You said you can't come." / "Dijiste que no puedes ir.";
    REASON_ADDED: "Your reason was added." / "Tu motivo quedó agregado.";
    STAFF_READ: "Staff can read this." / "El equipo puede leer esto.";
    STAFF_TOLD: "Staff can see this." / "El equipo puede verlo.";
    STAFF_SOON: "Staff will see this when you are back online." / "El equipo lo verá cuando haya red.";
    WHY_NOT: "A reason" / "Una razón";
    SEND: "Send" / "Enviar";
    TAKE_BACK: "Take it back" / "Retirarlo";
    MAKE_UP: "Schedule a make-up" / "Recuperarla";
    MAKE_UP_TEXT: "You can ask for another time instead. Your care team answers here." /
        "Puedes pedir otra cita en su lugar. Tu equipo te responde aquí.";
    MAKE_UP_NOTE: "What times work for you?" / "¿Cuándo te vendría bien?";
    MAKE_UP_ASK: "Ask for another time" / "Pedir otra cita";
    MAKE_UP_ASKED: "You asked for another time." / "Pediste otra cita.";
    MAKE_UP_ACCEPTED: "There is another time for you." / "Hay otra cita para ti.";
    MAKE_UP_DECLINED: "There is no other time for this one. Talk with your care team." /
        "No hay otra cita para esta. Habla con tu equipo.";
    MAKE_UP_OPEN: "Open the other time" / "Abrir la otra cita";

    PREPARATION: "What I want to bring" / "Lo que quiero llevar";
    PREPARATION_TEXT: "Only you can read this." / "Solo tú puedes leer esto.";
    PREPARATION_SAVED: "Saved on this phone. Only you can read it." /
        "Guardado en este teléfono. Solo tú puedes leerlo.";

    CALENDAR: "In your own calendar" / "En tu calendario";
    CALENDAR_TEXT: "It shows the short names and the times, nothing else." /
        "Muestra los nombres cortos y las horas, nada más.";
    CALENDAR_FILE: "Download a calendar file" / "Descargar un archivo de calendario";
    CALENDAR_FILE_TEXT: "A file does not change when an appointment does. A private address does." /
        "Un archivo no cambia cuando cambia una cita. Una dirección privada, sí.";
    CALENDAR_MAKE: "Make a private address" / "Crear una dirección privada";
    CALENDAR_ONCE:
        "Add this address to your calendar app now. It is shown once. Anyone with it can see your appointments." /
        "Pon esta dirección en tu aplicación de calendario ahora. Se muestra una sola vez. Quien la tenga puede ver tus citas.";
    CALENDAR_COPY: "Copy it" / "Copiarla";
    CALENDAR_COPIED: "Copied." / "Copiada.";
    CALENDAR_END: "Turn off the private address" / "Quitar la dirección privada";
    CALENDAR_END_QUESTION: "Turn off the private address?" / "¿Quitar la dirección privada?";
    CALENDAR_END_TEXT: "Calendars that use it stop updating. You can make a new one." /
        "Los calendarios que la usan dejarán de actualizarse. Puedes crear otra.";
    CALENDAR_ENDED: "There is no private address now." / "Ahora no hay ninguna dirección privada.";
}

/// A time of the day as the language writes it: "6:00 PM", "18:00".
pub fn clock(minute: Minute, lang: Lang) -> String {
    let (hour, minute) = (minute.get() / 60, minute.get() % 60);
    match lang {
        Lang::En => format!("{}:{minute:02} {}", (hour + 11) % 12 + 1, if hour < 12 { "AM" } else { "PM" }),
        Lang::Es => format!("{hour}:{minute:02}"),
    }
}

pub const fn attendance(attendance: Attendance) -> Words {
    match attendance {
        Attendance::Attended => ATTENDED,
        Attendance::Late => LATE,
        Attendance::Excused => EXCUSED,
        Attendance::Missed => MISSED,
    }
}

/// The same, counted.
pub const fn attendance_count(attendance: Attendance) -> Words {
    match attendance {
        Attendance::Attended => ATTENDED_N,
        Attendance::Late => LATE_N,
        Attendance::Excused => EXCUSED_N,
        Attendance::Missed => MISSED_N,
    }
}

pub const fn coming(coming: Coming) -> Words {
    match coming {
        Coming::OnMyWay => SAID_ON_MY_WAY,
        Coming::CantCome => SAID_CANT_COME,
    }
}

pub const fn make_up(make_up: MakeUp) -> Words {
    match make_up {
        MakeUp::Asked => MAKE_UP_ASKED,
        MakeUp::Accepted => MAKE_UP_ACCEPTED,
        MakeUp::Declined => MAKE_UP_DECLINED,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_written_as_its_language_does() {
        for (minute, en, es) in
            [(0, "12:00 AM", "0:00"), (425, "7:05 AM", "7:05"), (720, "12:00 PM", "12:00"), (1439, "11:59 PM", "23:59")]
        {
            let minute = Minute::new(minute).unwrap();
            assert_eq!((clock(minute, Lang::En), clock(minute, Lang::Es)), (en.to_owned(), es.to_owned()));
        }
    }
}
