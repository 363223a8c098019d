//! The phone's clock and calendar. What it says is a claim; nothing is ordered by it.
//! Days and times are written by the browser's `Intl`, which knows every language and zone already.

use chrono::{DateTime, FixedOffset};
use domain::schedule::Zone;
use js_sys::{Date, Object, Promise, Reflect};
use wasm_bindgen_futures::JsFuture;

use crate::i18n::Lang;
use crate::words;

pub fn now_ms() -> i64 {
    // The clock is far inside the range where a double is exact.
    Date::now() as i64
}

pub fn local_now() -> DateTime<FixedOffset> {
    let date = Date::new_0();
    let west = date.get_timezone_offset() as i32;
    let offset = FixedOffset::west_opt(west * 60).unwrap_or_else(|| FixedOffset::west_opt(0).unwrap_or_else(|| unreachable!()));
    DateTime::from_timestamp_millis(now_ms()).unwrap_or_default().with_timezone(&offset)
}

/// The zone that the browser is in.
pub fn zone() -> Option<Zone> {
    let format = js_sys::Intl::DateTimeFormat::new(&js_sys::Array::new(), &Object::new());
    let name = Reflect::get(&format.resolved_options(), &"timeZone".into()).ok()?.as_string()?;
    Zone::new("zone", &name).ok()
}

/// Waits.
pub async fn pause(ms: i32) {
    let promise = Promise::new(&mut |done, _| {
        if let Some(window) = web_sys::window() {
            // Without a timer it waits for good, which is what a page without timers does.
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&done, ms);
        }
    });
    let _ = JsFuture::from(promise).await;
}

fn date(at: DateTime<FixedOffset>) -> Date {
    Date::new(&(at.timestamp_millis() as f64).into())
}

fn options(pairs: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in pairs {
        // Setting a plain property of a fresh object cannot fail.
        let _ = Reflect::set(&options, &(*name).into(), &(*value).into());
    }
    options
}

/// "Today", "Yesterday", else weekday, day and month.
pub fn day(lang: Lang, at: DateTime<FixedOffset>) -> String {
    let today = local_now().date_naive();
    let that = at.with_timezone(local_now().offset()).date_naive();
    match (today - that).num_days() {
        0 => words::TODAY.say(lang).to_owned(),
        1 => words::YESTERDAY.say(lang).to_owned(),
        _ => {
            let text: String =
                date(at).to_locale_date_string(lang.tag(), &options(&[("weekday", "long"), ("day", "numeric"), ("month", "long")])).into();
            text
        }
    }
}

pub fn time(lang: Lang, at: DateTime<FixedOffset>) -> String {
    date(at).to_locale_time_string_with_options(lang.tag(), &options(&[("hour", "numeric"), ("minute", "2-digit")])).into()
}
