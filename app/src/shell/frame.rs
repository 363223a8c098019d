//! Frame of every page: its heading, Help in the same place, and the way to the other pages.

use leptos::prelude::*;
use offline::sync::engine::StartedOver;

use super::drawing::first_paint_step::FirstPaintStep;
use super::paths;
use super::phone::{Net, Phone, Stage, TURNS};
use crate::shell::router::A;
use crate::words;
use crate::words::i18n::Words;

#[component]
pub fn Frame(
    title: Words,
    /// Without the bar at the bottom: while enrolling there is nowhere else to go.
    #[prop(optional)]
    bare: bool,
    children: Children,
) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    view! {
        <a class="skip" href="#main">
            {words::SKIP.say(lang)}
        </a>
        <header class="top">
            <h1>{title.say(lang)}</h1>
            <a class="help" href=move || if phone.near.get() { paths::NEAR } else { paths::HELP }>
                {words::HELP.say(lang)}
            </a>
        </header>
        <main id="main">{notices(phone)} {children()}</main>
        <FirstPaintStep at=TURNS>{(!bare).then(|| view! { <Bar /> })}</FirstPaintStep>
    }
    .into_any()
}

/// Notices on every page: storage that does not work, a sign-in that ended, a journal that started over.
fn notices(phone: Phone) -> impl IntoView {
    let lang = phone.lang;
    move || {
        let stage = match phone.stage.get() {
            Stage::Broken(why) => Some(words::STORAGE_BROKEN.fill(lang, &[("why", &why)])),
            _ => phone.held.get().then(|| words::HELD.say(lang).to_owned()),
        };
        let net = match phone.net.get() {
            Net::SignedOut => Some(words::SIGNED_OUT.say(lang)),
            Net::Revoked => Some(words::REVOKED.say(lang)),
            Net::SomebodyElse => Some(words::SOMEBODY_ELSE.say(lang)),
            _ => None,
        };
        let over = phone.started_over.get().map(|why| match why {
            StartedOver::Copied => words::OVER_COPIED.say(lang),
            StartedOver::Restored => words::OVER_RESTORED.say(lang),
            StartedOver::Missing => words::OVER_MISSING.say(lang),
        });
        let start = net.is_some().then(|| {
            view! {
                " "
                <A href=paths::START>{words::ENTER_CODE.say(lang)}</A>
            }
        });
        view! {
            {stage
                .map(|text| {
                    view! {
                        <p class="note" role="alert">
                            {text}
                        </p>
                    }
                })}
            {net
                .map(|text| {
                    view! {
                        <p class="note" role="status">
                            {text}
                            {start}
                        </p>
                    }
                })}
            {over
                .map(|text| {
                    view! {
                        <p class="note" role="status">
                            {text}
                        </p>
                    }
                })}
        }
    }
}

#[component]
fn Bar() -> impl IntoView {
    let lang = Phone::here().lang;
    // A word alone that could lead anywhere tells nothing to somebody who hears the links only.
    let word = move |text: Words| text.say(lang).into_any();
    let link = move |href: &'static str, text: AnyView, icon: &'static str| {
        view! {
            <A href=href>
                <svg viewBox="0 0 24 24" aria-hidden="true">
                    <path d=icon />
                </svg>
                <span>{text}</span>
            </A>
        }
    };
    view! {
        <nav class="bar" aria-label=words::MAIN_MENU.say(lang)>
            {link(paths::TODAY, word(words::NOW), "M4 11 12 4l8 7v8a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1z")}
            {link(paths::LOG, word(words::LOG), "M12 5v14M5 12h14")}
            {link(paths::SCHEDULE, word(words::schedule::BAR), "M12 8v4l3 2M4 12a8 8 0 1 0 16 0 8 8 0 1 0-16 0")}
            {link(paths::HISTORY, word(words::LIST), "M5 7h14M5 12h14M5 17h9")}
            {link(
                paths::MORE,
                view! {
                    {words::MORE.say(lang)}
                    <span class="unseen">" "{words::MORE_PAGES.say(lang)}</span>
                }
                    .into_any(),
                "M6 12h.01M12 12h.01M18 12h.01",
            )}
        </nav>
    }
    .into_any()
}
