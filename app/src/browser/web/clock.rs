//! The phone's clock and calendar. Its time is a claim; nothing is ordered by it. Days and times are written by the
//! browser's `Intl`, which knows every language and zone already.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Offset as _, Utc};
use domain::base::moment;
use domain::schedule::Zone;
use js_sys::{Array, Date, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::MessageChannel;

use crate::words;
use crate::words::i18n::Lang;

pub fn now_ms() -> i64 {
    // The clock is far inside the range where a double is exact.
    Date::now() as i64
}

pub fn local_now() -> DateTime<FixedOffset> {
    let now = DateTime::from_timestamp_millis(now_ms()).unwrap_or_default();
    now.with_timezone(&offset_at(now))
}

/// The offset of the browser's zone at an instant, by the rules of that day.
pub fn offset_at(at: DateTime<Utc>) -> FixedOffset {
    let west = date(at).get_timezone_offset() as i32;
    FixedOffset::west_opt(west * 60).unwrap_or_else(|| Utc.fix())
}

/// The zone that the browser is in.
pub fn zone() -> Option<Zone> {
    let format = js_sys::Intl::DateTimeFormat::new(&Array::new(), &Object::new());
    let name = Reflect::get(&format.resolved_options(), &"timeZone".into()).ok()?.as_string()?;
    Zone::new("zone", &name).ok()
}

/// Warms up the browser's calendar, which takes about as long as drawing a page, in a turn of its own.
pub async fn load_calendar() {
    next_turn().await;
    zone();
    next_turn().await;
}

/// Waits.
pub async fn pause(ms: i32) {
    let promise = Promise::new(&mut |done, _| {
        if let Some(window) = web_sys::window() {
            // Without a timer it waits forever, as on a page without timers.
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&done, ms);
        }
    });
    let _ = JsFuture::from(promise).await;
}

/// Runs something later.
pub fn after(ms: i32, what: impl FnOnce() + 'static) {
    if let Some(window) = web_sys::window() {
        let what = Closure::once_into_js(what);
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(what.unchecked_ref(), ms);
    }
}

/// Name of the trouble with something that did not answer in time.
pub const LATE: &str = "TimeoutError";

/// The same promise with a limit: rejected with [`LATE`] after `ms`.
pub fn limited(ms: i32, promise: &Promise) -> Promise {
    let over = Promise::new(&mut |_, fail| after(ms, move || drop(fail.call1(&JsValue::NULL, &LATE.into()))));
    Promise::race(&Array::of2(promise, &over))
}

/// The result of `work` within `ms`. `None` if it takes longer; it continues anyway.
pub async fn within<T: 'static>(ms: i32, work: impl Future<Output = T> + 'static) -> Option<T> {
    let answer = Rc::new(RefCell::new(None));
    let told = Rc::clone(&answer);
    let done = future_to_promise(async move {
        *told.borrow_mut() = Some(work.await);
        Ok(JsValue::UNDEFINED)
    });
    let over = future_to_promise(async move {
        pause(ms).await;
        Ok(JsValue::UNDEFINED)
    });
    // Neither of the two fails.
    let _ = JsFuture::from(Promise::race(&Array::of2(&done, &over))).await;
    answer.take()
}

fn date(at: DateTime<Utc>) -> Date {
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

/// Work runs this long before the browser may respond to a tap; a slow phone takes about four times as long.
const TURN_MS: f64 = 5.0;

thread_local! {
    /// Time of the browser's last turn.
    static LET_IN: Cell<f64> = const { Cell::new(0.0) };
}

/// Yields to the browser if it has waited long enough. Long work calls this between its steps.
pub async fn breathe() {
    // Whichever way the clock was set meanwhile.
    if (Date::now() - LET_IN.get()).abs() >= TURN_MS {
        next_turn().await;
        LET_IN.set(Date::now());
    }
}

/// Resolves once the browser had a turn. Not a timer, because browsers throttle nested timers.
pub async fn next_turn() {
    let Ok(channel) = MessageChannel::new() else { return };
    let port = channel.port1();
    let turn = Promise::new(&mut |done, _| {
        port.set_onmessage(Some(&done));
        // A message that cannot be sent would never arrive; nothing is a message that can.
        let _ = channel.port2().post_message(&JsValue::NULL);
    });
    let _ = JsFuture::from(turn).await;
    port.close();
}

/// A day further away than this would look like one of this year.
const OTHER_YEAR_DAYS: i64 = 300;

/// "Today", "Yesterday", else weekday, day and month: the civil day of the moment, then and there.
pub fn day(lang: Lang, at: DateTime<FixedOffset>) -> String {
    let that = moment::day(at);
    match (moment::day(local_now()) - that).num_days() {
        0 => words::TODAY.say(lang).to_owned(),
        1 => words::YESTERDAY.say(lang).to_owned(),
        ago if ago.abs() < OTHER_YEAR_DAYS => civil_day(lang, that),
        _ => format!("{} · {}", civil_day(lang, that), that.year()),
    }
}

/// The time on the clock of the moment, then and there.
pub fn time(lang: Lang, at: DateTime<FixedOffset>) -> String {
    let how = options(&[("hour", "numeric"), ("minute", "2-digit"), ("timeZone", "UTC")]);
    date(moment::local(at).and_utc()).to_locale_time_string_with_options(lang.tag(), &how).into()
}

/// "Thursday, November 19", whatever the zone.
pub fn civil_day(lang: Lang, day: NaiveDate) -> String {
    let midnight = day.and_time(NaiveTime::MIN).and_utc();
    let how = options(&[("weekday", "long"), ("day", "numeric"), ("month", "long"), ("timeZone", "UTC")]);
    date(midnight).to_locale_date_string(lang.tag(), &how).into()
}

/// Date and time in a zone, or where the phone is. Swedish writes them as ISO 8601 does.
pub fn civil_time(at: DateTime<Utc>, zone: Option<&Zone>) -> NaiveDateTime {
    let there = || {
        let how = options(&[
            ("year", "numeric"),
            ("month", "2-digit"),
            ("day", "2-digit"),
            ("hour", "2-digit"),
            ("minute", "2-digit"),
            ("second", "2-digit"),
            ("hourCycle", "h23"),
        ]);
        if let Some(zone) = zone {
            let _ = Reflect::set(&how, &"timeZone".into(), &zone.as_str().into());
        }
        let there: Function = Reflect::get(&date(at), &"toLocaleString".into()).ok()?.dyn_into().ok()?;
        // A zone that this browser does not know throws; then the server's offset is not ours to guess.
        let text = there.call2(&date(at), &"sv-SE".into(), &how).ok()?.as_string()?;
        let mut parts =
            text.split([' ', '-', ':', ',']).filter(|part| !part.is_empty()).map(|part| part.parse::<u32>().ok());
        let mut next = || parts.next().flatten();
        let (year, month, day, hour, minute, second) = (next()?, next()?, next()?, next()?, next()?, next()?);
        NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?.and_hms_opt(hour, minute, second)
    };
    there().unwrap_or_else(|| moment::local(at.fixed_offset()))
}
