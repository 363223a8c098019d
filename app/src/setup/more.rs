//! Rarely used settings and pages.

use domain::base::id::DeviceId;
use domain::sync::PhoneChange;
use leptos::prelude::*;

use super::install::Install;
use super::lasting::Lasting;
use super::start::Recovery;
use crate::entries::waiting::Waiting;
use crate::parts::dialog::Confirm;
use crate::parts::says::{Says, described};
use crate::shell::form::writing::Writing;
use crate::shell::frame::Frame;
use crate::shell::paths;
use crate::shell::phone::{Phone, Stage};
use crate::shell::ports::preferences::Theme;
use crate::shell::ports::{LatePort, Trouble, Working};
use crate::shell::trouble::Alert;
use crate::words;
use crate::words::i18n::{Lang, Words};
use crate::words::{daily, history, home, reminders, sharing};

/// The pages that are not in the bar, in four groups.
const DOORS: [(Words, &[(&str, Words)]); 4] = [
    (
        home::HELPS,
        &[(paths::SKILLS, daily::SKILLS), (paths::PEOPLE, words::contacts::PEOPLE), (paths::HELP, words::HELP)],
    ),
    (home::WROTE, &[(paths::CHARTS, history::VIEWS), (paths::TARGETS, daily::AIMS)]),
    (
        home::SEES,
        &[
            (paths::SHARING, sharing::SHARING_BY_ITSELF),
            (paths::LEDGER, words::WHO_SAW_IT),
            (paths::PRIVACY, words::WHAT_WE_SEE),
        ],
    ),
    (home::THIS_PHONE, &[(paths::REMINDERS, reminders::REMINDERS), (paths::INBOX, reminders::INBOX)]),
];

#[component]
pub fn MorePage() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let ready = move || phone.stage.get() == Stage::Ready;
    view! {
        <Frame title=words::MORE>
            <Waiting />
            {DOORS
                .map(|(heading, doors)| {
                    view! {
                        <section>
                            <h2>{heading.say(lang)}</h2>
                            <ul class="list tiles">
                                {doors
                                    .iter()
                                    .map(|(href, name)| {
                                        let rel = (*href == paths::HELP).then_some("external");
                                        // The help page works without the app.
                                        view! {
                                            <li>
                                                <a rel=rel href=*href>
                                                    {name.say(lang)}
                                                </a>
                                            </li>
                                        }
                                    })
                                    .collect_view()}
                            </ul>
                        </section>
                    }
                })
                .collect_view()}
            <button type="button" class="button secondary" on:click=move |_| phone.late(|port| port.quick_exit())>
                {words::QUICK_EXIT.say(lang)}
            </button>
            <Install />
            <Lasting />
            <Language />
            <Appearance />
            <Show when=ready>
                <Code />
                <Phones />
                <Leave />
            </Show>
        </Frame>
    }
    .into_any()
}

#[component]
fn Language() -> impl IntoView {
    let phone = Phone::here();
    view! {
        <section class="card" role="group" aria-labelledby="language">
            <h2 id="language">"Language · Idioma"</h2>
            <div class="chips">
                {Lang::ALL
                    .into_iter()
                    .map(|l| {
                        let name = match l {
                            Lang::En => "English",
                            Lang::Es => "Español",
                        };
                        view! {
                            <button
                                type="button"
                                class="chip"
                                lang=l.tag()
                                aria-pressed=(phone.lang == l).to_string()
                                on:click=move |_| phone.late(|port| port.set_lang(l))
                            >
                                {name}
                            </button>
                        }
                    })
                    .collect_view()}
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Appearance() -> impl IntoView {
    let phone = Phone::here();
    let theme = RwSignal::new(Theme::Device);
    Effect::new(move |_| phone.late(|port| theme.set(port.theme())));
    let all =
        [(Theme::Device, words::THEME_DEVICE), (Theme::Light, words::THEME_LIGHT), (Theme::Dark, words::THEME_DARK)];
    view! {
        <section class="card" role="group" aria-labelledby="theme">
            <h2 id="theme">{words::THEME.say(phone.lang)}</h2>
            <div class="chips">
                {all
                    .into_iter()
                    .map(|(t, name)| {
                        view! {
                            <button
                                type="button"
                                class="chip"
                                aria-pressed=move || (theme.get() == t).to_string()
                                on:click=move |_| {
                                    theme.set(t);
                                    phone.late(|port| port.set_theme(t));
                                }
                            >
                                {name.say(phone.lang)}
                            </button>
                        }
                    })
                    .collect_view()}
            </div>
        </section>
    }
    .into_any()
}

/// Making a recovery code, and typing one.
#[component]
fn Code() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let making = RwSignal::new(false);
    let typed = RwSignal::new(String::new());
    let said = RwSignal::new(None::<String>);
    let wrong = RwSignal::new(false);
    let writing = Writing::new(phone);
    let trouble = writing.trouble;
    let open = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        said.set(None);
        wrong.set(false);
        writing.run(
            |_, late| {
                let using = late.use_code(typed.get_untracked());
                Box::pin(async move {
                    match using.await {
                        Err(Trouble::Code) => Ok(None),
                        Ok(opened) => Ok(Some(opened > 0)),
                        Err(why) => Err(why),
                    }
                })
            },
            move |opened| {
                wrong.try_set(opened.is_none());
                let Some(opened) = opened else { return };
                if opened {
                    typed.try_set(String::new());
                }
                let text = if opened { words::CODE_OPENED } else { words::CODE_OPENS_NOTHING };
                said.try_set(Some(text.say(lang).to_owned()));
            },
        );
    };
    view! {
        <section class="card" aria-labelledby="recovery">
            <h2 id="recovery">{words::RECOVERY_CODE.say(lang)}</h2>
            <p class="quiet">
                {move || if phone.look.with(|l| l.has_code) { words::HAS_CODE } else { words::HAS_NO_CODE }.say(lang)}
            </p>
            <Show
                when=move || making.get()
                fallback=move || {
                    view! {
                        <button type="button" class="small" on:click=move |_| making.set(true)>
                            {move || {
                                if phone.look.with(|l| l.has_code) {
                                    words::RECOVERY_REPLACE
                                } else {
                                    words::RECOVERY_MAKE
                                }
                                    .say(lang)
                            }}
                        </button>
                    }
                }
            >
                <Recovery later=true on_done=move || making.set(false) />
            </Show>
            <form class="field-list" on:submit=open>
                <div class="field">
                    <label for="recovery-typed">{words::RECOVERY_TYPE.say(lang)}</label>
                    <input
                        id="recovery-typed"
                        class="code"
                        type="text"
                        autocomplete="off"
                        spellcheck="false"
                        aria-invalid=move || wrong.get().to_string()
                        aria-describedby=described("recovery-typed")
                        prop:value=move || typed.get()
                        on:input=move |e| typed.set(event_target_value(&e))
                    />
                    <Says
                        id="recovery-typed"
                        wrong=Signal::derive(move || wrong.get().then(|| words::RECOVERY_WRONG.say(lang).to_owned()))
                    />
                </div>
                <button type="submit" class="small">
                    {words::RECOVERY_OPEN.say(lang)}
                </button>
            </form>
            <p role="status">{move || said.get()}</p>
            <Alert trouble />
        </section>
    }
    .into_any()
}

#[component]
fn Phones() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let writing = Writing::new(phone);
    // Redrawn only when a phone changed: an open question must not close because of a sync.
    let phones = Memo::new(move |_| phone.look.with(|look| (look.phones.clone(), look.this_phone)));
    let rows = move || {
        let (phones, this) = phones.get();
        phones
            .into_iter()
            .map(|change| view! { <OnePhone here=this == Some(change.device) change writing=writing.beside() /> })
            .collect_view()
    };
    view! {
        <section class="card" aria-labelledby="phones">
            <h2 id="phones">{words::PHONES.say(lang)}</h2>
            <ul class="plain">{rows}</ul>
            <Alert trouble=writing.trouble />
        </section>
    }
    .into_any()
}

/// One phone; others can be vouched for and revoked here.
#[component]
fn OnePhone(change: PhoneChange, here: bool, writing: Writing) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let sure = RwSignal::new(false);
    let when = phone.when(change.since);
    let device = change.device;
    let run = move |what: fn(&dyn LatePort, DeviceId) -> Working<()>| {
        writing.run(|_, late| what(&**late, device), |()| {});
    };
    let words = match (here, change.revoked) {
        (true, _) => words::PHONE_HERE,
        (false, true) => words::PHONE_REVOKED,
        (false, false) => words::PHONE_IN,
    };
    let others = !here && !change.revoked;
    view! {
        <li>
            <p>{words.fill(lang, &[("when", &when)])}</p>
            {(others && !change.vouched).then(|| view! { <p class="note">{words::PHONE_NEW.say(lang)}</p> })}
            <div class="pair">
                {(others && !change.vouched)
                    .then(|| {
                        view! {
                            <button type="button" class="small" on:click=move |_| run(|port, d| port.vouch(d))>
                                {words::PHONE_MINE.say(lang)}
                            </button>
                        }
                    })}
                {others
                    .then(|| {
                        view! {
                            <button type="button" class="small grave" on:click=move |_| sure.set(true)>
                                {words::SHUT_OUT.say(lang)}
                            </button>
                        }
                    })}
            </div>
            {others
                .then(|| {
                    view! {
                        <Confirm
                            open=sure
                            question=words::SHUT_OUT_QUESTION
                            explain=words::SHUT_OUT_TEXT.say(lang).to_owned()
                            yes=words::SHUT_OUT
                            on_yes=move || run(|port, d| port.revoke(d))
                        />
                    }
                })}
        </li>
    }
    .into_any()
}

/// Signing out: names the changes that are not stored yet, asks, and removes everything from this phone.
#[component]
fn Leave() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let sure = RwSignal::new(false);
    let writing = Writing::new(phone);
    let exporting = writing.beside();
    let explain = Signal::derive(move || {
        let (unsent, has_code) = phone.look.with(|l| (l.waiting + l.tray.len(), l.has_code));
        let kept = if has_code { words::LEAVE_TEXT } else { words::LEAVE_NO_CODE }.say(lang);
        if unsent == 0 {
            return kept.to_owned();
        }
        let mut text = words::LEAVE_UNSENT.fill(lang, &[("n", &unsent.to_string())]);
        if !has_code {
            text = text + " " + kept;
        }
        text
    });
    let leave = move || {
        writing.run(|_, late| late.leave(), |()| {});
    };
    let export = move |_| exporting.run(|_, late| late.export(), |()| {});
    view! {
        <section class="card" aria-labelledby="copy">
            <h2 id="copy">{words::COPY_TITLE.say(lang)}</h2>
            <p class="quiet">{words::COPY_TEXT.say(lang)}</p>
            <button type="button" class="small" on:click=export>
                {words::EXPORT.say(lang)}
            </button>
        </section>
        <section class="card" aria-labelledby="leave">
            <h2 id="leave">{words::LEAVE_TITLE.say(lang)}</h2>
            <p class="quiet">{words::LEAVE_MEANS.say(lang)}</p>
            <button type="button" class="small grave" on:click=move |_| sure.set(true)>
                {words::LEAVE.say(lang)}
            </button>
            <Alert trouble=writing.trouble />
            <Confirm open=sure question=words::LEAVE_QUESTION explain=explain yes=words::LEAVE on_yes=leave />
        </section>
    }
    .into_any()
}
