//! Reminders: the participant's settings, habits of their own, notifications on this phone.

use leptos::prelude::*;

use super::habits::Habits;
use super::hours::{AllAtOnce, DaysOff, Pause, QuietHours};
use super::kinds::Kinds;
use super::leads::{Leads, Way};
use super::notify::Notify;
use super::settings::Settings;
use crate::entries::waiting::Waiting;
use crate::shell::frame::Frame;
use crate::shell::paths;
use crate::shell::phone::{Phone, Stage};
use crate::shell::router::A;
use crate::shell::trouble::Alert;
use crate::shell::unready::Unready;
use crate::words::reminders as say;

#[component]
pub fn RemindersPage() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let settings = Settings::of(phone);
    let trouble = settings.writing.trouble;
    let waits = move || phone.look.with(|look| look.times.unheard.settings);
    let zone = move || {
        phone.look.with(|look| {
            look.times.zone.as_ref().map(|zone| say::ZONE.fill(lang, &[("zone", &zone.as_str().replace('_', " "))]))
        })
    };
    view! {
        <Frame title=say::REMINDERS>
            <Unready />
            <p class="quiet">{say::SETTINGS_TEXT.say(lang)}</p>
            <Show when=move || phone.stage.get() == Stage::Ready>
                <ul class="links">
                    <li>
                        <A href=paths::INBOX>{say::INBOX.say(lang)}</A>
                    </li>
                </ul>
                <Notify />
                <Kinds settings />
                <Habits />
                <Leads settings />
                <Way settings />
                <QuietHours settings />
                <DaysOff settings />
                <Pause settings />
                <AllAtOnce settings />
                <p class="quiet">{zone}</p>
                <Alert trouble />
                <p class="state" role="status" id="settings-state">
                    <span class="dot" class:full=move || !waits() aria-hidden="true"></span>
                    {move || if waits() { say::WAITS } else { say::STORED }.say(lang)}
                </p>
            </Show>
            <Waiting />
        </Frame>
    }
    .into_any()
}
