//! Days, months and hours in words, where the browser's `Intl` is not at hand or its words are too long.

use chrono::{Datelike as _, NaiveDate, Weekday};

use super::i18n::{Lang, Words, catalogue};

catalogue! {
    MON: "Mon" / "lun";
    TUE: "Tue" / "mar";
    WED: "Wed" / "mié";
    THU: "Thu" / "jue";
    FRI: "Fri" / "vie";
    SAT: "Sat" / "sáb";
    SUN: "Sun" / "dom";

    MONDAYS: "Mondays" / "Los lunes";
    TUESDAYS: "Tuesdays" / "Los martes";
    WEDNESDAYS: "Wednesdays" / "Los miércoles";
    THURSDAYS: "Thursdays" / "Los jueves";
    FRIDAYS: "Fridays" / "Los viernes";
    SATURDAYS: "Saturdays" / "Los sábados";
    SUNDAYS: "Sundays" / "Los domingos";

    JAN: "Jan" / "ene";
    FEB: "Feb" / "feb";
    MAR: "Mar" / "mar";
    APR: "Apr" / "abr";
    MAY: "May" / "may";
    JUN: "Jun" / "jun";
    JUL: "Jul" / "jul";
    AUG: "Aug" / "ago";
    SEP: "Sep" / "sep";
    OCT: "Oct" / "oct";
    NOV: "Nov" / "nov";
    DEC: "Dec" / "dic";

    MIDNIGHT: "midnight" / "las 0:00";
    NOON: "noon" / "las 12:00";
    MORNING_HOUR: "{h} am" / "las {h}:00";
    EVENING_HOUR: "{h} pm" / "las {h}:00";

    TIME_MISSING: "A time is missing." / "Falta una hora.";
    STILL_THAT_TIME: "A time is missing. It is still {time}." / "Falta una hora. Sigue siendo {time}.";
    DATE_TIME_MISSING: "A date or a time is missing." / "Falta una fecha o una hora.";
    DATE_MISSING: "A date is missing." / "Falta una fecha.";
    CHECK_DATE: "Check the date" / "Revisa la fecha";
    YOU_CHOSE: "You chose {when}. Is that right?" / "Elegiste {when}. ¿Es correcto?";
    SAVE_IT: "Yes, save it" / "Sí, guardar";
    BEGUN: "You began it here: {when}." / "Lo empezaste aquí: {when}.";
    ITS_TIME: "Its date: {when}." / "Su fecha: {when}.";

    HOURS_SHORT: "12a 4a 8a 12p 4p 8p" / "0h 4h 8h 12h 16h 20h";
}

const SHORT: [Words; 7] = [MON, TUE, WED, THU, FRI, SAT, SUN];
const EVERY: [Words; 7] = [MONDAYS, TUESDAYS, WEDNESDAYS, THURSDAYS, FRIDAYS, SATURDAYS, SUNDAYS];
const MONTHS: [Words; 12] = [JAN, FEB, MAR, APR, MAY, JUN, JUL, AUG, SEP, OCT, NOV, DEC];

fn pick(words: &[Words], index: u32, lang: Lang) -> &'static str {
    usize::try_from(index).ok().and_then(|index| words.get(index)).map_or("", |w| w.say(lang))
}

/// "Thu".
pub fn weekday(weekday: Weekday, lang: Lang) -> &'static str {
    pick(&SHORT, weekday.num_days_from_monday(), lang)
}

/// "Thursdays", at the beginning of a sentence.
pub fn every(weekday: Weekday, lang: Lang) -> &'static str {
    pick(&EVERY, weekday.num_days_from_monday(), lang)
}

/// "Nov".
pub fn month(day: NaiveDate, lang: Lang) -> &'static str {
    pick(&MONTHS, day.month0(), lang)
}

/// "Nov 19".
pub fn date(day: NaiveDate, lang: Lang) -> String {
    let (number, month) = (day.day(), month(day, lang));
    match lang {
        Lang::En => format!("{month} {number}"),
        Lang::Es => format!("{number} {month}"),
    }
}

/// A full hour of the clock, 0 to 24.
pub fn hour(hour: u8, lang: Lang) -> String {
    let words = match hour % 24 {
        0 => MIDNIGHT,
        12 => NOON,
        1..12 => MORNING_HOUR,
        _ => EVENING_HOUR,
    };
    let number = match lang {
        Lang::En => hour % 12,
        Lang::Es => hour,
    };
    words.fill(lang, &[("h", &number.to_string())])
}

/// The hours that begin a block of four, short enough for the head of a column.
pub fn short_hours(lang: Lang) -> impl Iterator<Item = &'static str> {
    HOURS_SHORT.say(lang).split(' ')
}
