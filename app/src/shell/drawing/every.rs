//! Work that is done again and again while its place on the page is there.

use std::time::Duration;

use leptos::prelude::*;

/// Does `work` after each `period`, until the owner of the caller ends. In an effect, because the server has no timers.
pub fn every(period: Duration, work: impl Fn() + 'static) {
    // Clearing alone is not enough: web-sys holds ids of timers in 32 bits, and a clock may number them beyond.
    let here = StoredValue::new(());
    let turn = move || {
        if here.try_get_value().is_some() {
            work();
        }
    };
    if let Ok(timer) = set_interval_with_handle(turn, period) {
        on_cleanup(move || timer.clear());
    }
}
