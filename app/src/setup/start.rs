//! Enrolls this phone: the code, the number to compare, the first target, the recovery code.

use domain::people::enrolment::{EnrolmentAnswer, EnrolmentCode};
use leptos::prelude::*;

use super::forgotten::Forgotten;
use super::install::Install;
use crate::parts::says::{Says, described};
use crate::shell::drawing::every::every;
use crate::shell::form::writing::{Writing, read};
use crate::shell::frame::Frame;
use crate::shell::paths;
use crate::shell::phone::{Phone, Stage};
use crate::shell::ports::Trouble;
use crate::shell::router::{A, Address};
use crate::shell::trouble::Alert;
use crate::targets::form::TargetForm;
use crate::words;

#[derive(Clone, PartialEq, Eq)]
enum Step {
    Code,
    Waiting { number: String, ticket: String },
    Target,
    Recovery,
}

#[component]
pub fn StartPage() -> impl IntoView {
    let phone = Phone::here();
    let step = RwSignal::new(Step::Code);
    let entering = Writing::new(phone);
    let trouble = RwSignal::new(None::<Trouble>);
    let address = StoredValue::new(Address::here());
    // On to where a notification led before the phone was in.
    let finished = move || {
        let mut path = None;
        phone.late(|port| {
            path = port.goes_on_to();
            port.go_on_to(None);
        });
        let path = path.unwrap_or_else(|| paths::TODAY.to_owned());
        address.with_value(|address| address.replace(&path));
    };
    let came_in = move || {
        let has_target = phone.look.with_untracked(|l| !l.targets.is_empty() || l.locked > 0);
        if has_target { finished() } else { step.set(Step::Target) }
    };
    let take = move |answer: Result<EnrolmentAnswer, Trouble>| match answer {
        Ok(EnrolmentAnswer::Waiting { number, ticket }) => {
            trouble.set(None);
            step.set(Step::Waiting { number: number.to_string(), ticket });
        }
        Ok(EnrolmentAnswer::In { .. }) => {
            trouble.set(None);
            came_in();
        }
        Ok(EnrolmentAnswer::Refused) => {
            trouble.set(Some(Trouble::Code));
            step.set(Step::Code);
        }
        Err(why) => trouble.set(Some(why)),
    };
    // A reload, or a phone that put the page to sleep, does not lose the place in the queue.
    Effect::new(move |_| {
        phone.late(|port| {
            if let Some((number, ticket)) = port.pending_enrolment() {
                step.set(Step::Waiting { number, ticket });
            }
        });
    });
    let give_up = move |_| {
        phone.late(|port| port.forget_pending());
        trouble.set(None);
        step.set(Step::Code);
    };
    // A phone with notes needs no code to read them; nor a target, for somebody who has none in mind.
    let skips = move || phone.stage.get() == Stage::Ready && matches!(step.get(), Step::Code | Step::Target);
    let body = move || match step.get() {
        Step::Code => view! {
            <CodeForm
                trouble
                on_code=move |code| {
                    entering.run(
                        |_, late| {
                            let enrolling = late.enrol(code);
                            Box::pin(async move { Ok(enrolling.await) })
                        },
                        take,
                    );
                }
            />
        }
        .into_any(),
        Step::Waiting { number, ticket } => view! {
            <Compare number ticket trouble on_answer=take />
            <button type="button" class="button secondary" on:click=give_up>
                {words::ANOTHER_CODE.say(phone.lang)}
            </button>
        }
        .into_any(),
        Step::Target => view! { <TargetForm on_saved=move |_| step.set(Step::Recovery) /> }.into_any(),
        Step::Recovery => view! { <Recovery on_done=finished /> }.into_any(),
    };
    view! {
        <Frame title=words::START_TITLE bare=true>
            {body}
            <Alert trouble />
            <Show when=skips>
                <A attr:class="button secondary" href=paths::TODAY>
                    {words::BACK_TO_NOW.say(phone.lang)}
                </A>
            </Show>
            <Show when=move || phone.stage.get() == Stage::New && step.get() == Step::Code>
                <Forgotten />
                <Install />
            </Show>
        </Frame>
    }
    .into_any()
}

#[component]
fn CodeForm(trouble: RwSignal<Option<Trouble>>, on_code: impl Fn(String) + Copy + 'static) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let code = RwSignal::new(String::new());
    let wrong = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let parsed = EnrolmentCode::parse(&code.get_untracked());
        wrong.set(parsed.is_err());
        if let Ok(code) = parsed {
            trouble.set(None);
            // Without what came along with copying: an older server knows spaces and hyphens only.
            on_code(code.to_string());
        }
    };
    view! {
        <form class="card" on:submit=submit novalidate>
            <p>{words::CODE_TEXT.say(lang)}</p>
            <div class="field">
                <label for="code">{words::CODE.say(lang)}</label>
                <input
                    id="code"
                    class="code"
                    type="text"
                    autocomplete="one-time-code"
                    autocapitalize="characters"
                    spellcheck="false"
                    aria-invalid=move || wrong.get().to_string()
                    aria-describedby=described("code")
                    prop:value=move || code.get()
                    on:input=move |e| code.set(event_target_value(&e))
                />
                <Says
                    id="code"
                    hint=Signal::derive(move || words::CODE_HINT.say(lang).to_owned())
                    wrong=Signal::derive(move || wrong.get().then(|| words::CODE_WRONG.say(lang).to_owned()))
                />
            </div>
            <button type="submit" class="button primary">
                {words::CONTINUE.say(lang)}
            </button>
        </form>
    }
    .into_any()
}

#[component]
fn Compare(
    number: String,
    ticket: String,
    trouble: RwSignal<Option<Trouble>>,
    on_answer: impl Fn(Result<EnrolmentAnswer, Trouble>) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let ticket = StoredValue::new(ticket);
    let asking = StoredValue::new(false);
    let ask = move || {
        if asking.get_value() {
            return;
        }
        asking.set_value(true);
        phone.late(|port| {
            read(port.check_enrolment(ticket.get_value()), move |answer| {
                // Another code was asked for meanwhile: only being in matters now.
                let given_up = asking.try_set_value(false).is_some();
                let why = match answer {
                    Ok(EnrolmentAnswer::In { .. }) => return on_answer(answer),
                    _ if given_up => return,
                    // Still waiting, or no network for a moment: the number stays where it is.
                    Ok(EnrolmentAnswer::Waiting { .. }) => None,
                    Err(why @ (Trouble::Offline | Trouble::Busy | Trouble::Tries(_))) => Some(why),
                    other => return on_answer(other),
                };
                // Said once, not at every try.
                if trouble.with_untracked(|said| *said != why) {
                    trouble.set(why);
                }
            });
        });
    };
    Effect::new(move |_| every(std::time::Duration::from_secs(2), ask));
    view! {
        <section class="card center">
            <p>{words::COMPARE_TEXT.say(lang)}</p>
            <p class="number" aria-live="polite">
                {number}
            </p>
            <p class="quiet">{words::COMPARE_WAIT.say(lang)}</p>
        </section>
    }
    .into_any()
}

/// Offers a recovery code, shows it once, and lets it be skipped after a plain warning.
#[component]
pub fn Recovery(
    on_done: impl Fn() + Copy + Send + Sync + 'static,
    /// Asked for, not offered: it is not skipped but left.
    #[prop(optional)]
    later: bool,
) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let code = RwSignal::new(None::<String>);
    let making = Writing::new(phone);
    let make = move |_| {
        making.run(
            |_, late| late.make_code(),
            move |text| {
                // It is shown only once: no new build may take the page away.
                phone.ask(|port| port.set_writing(true));
                code.try_set(Some(text));
            },
        );
    };
    on_cleanup(move || phone.ask(|port| port.set_writing(false)));
    view! {
        <section class="card">
            <h2>{words::RECOVERY_TITLE.say(lang)}</h2>
            <p>{words::RECOVERY_TEXT.say(lang)}</p>
            <Alert trouble=making.trouble />
            {move || match code.get() {
                None => {
                    view! {
                        <button type="button" class="button primary" on:click=make>
                            {words::RECOVERY_MAKE.say(lang)}
                        </button>
                        {(!later).then(|| view! { <p class="note">{words::RECOVERY_SKIP_WARNING.say(lang)}</p> })}
                        <button type="button" class="button secondary" on:click=move |_| on_done()>
                            {if later { words::CANCEL } else { words::SKIP_FOR_NOW }.say(lang)}
                        </button>
                    }
                        .into_any()
                }
                Some(text) => {
                    view! {
                        <p class="code shown" id="recovery-code">
                            {text}
                        </p>
                        <p class="quiet">{words::RECOVERY_ONCE.say(lang)}</p>
                        <div class="pair">
                            <button
                                type="button"
                                class="button secondary"
                                on:click=move |_| phone.late(|port| port.print())
                            >
                                {words::PRINT.say(lang)}
                            </button>
                            <button type="button" class="button primary" on:click=move |_| on_done()>
                                {words::WROTE_IT_DOWN.say(lang)}
                            </button>
                        </div>
                    }
                        .into_any()
                }
            }}
        </section>
    }
    .into_any()
}
