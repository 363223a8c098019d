//! The summary on the first page: refused changes, helpful skills, aims, latest entries, waiting changes.

use std::sync::Arc;

use domain::base::id::OpId;
use leptos::prelude::*;

use super::check_in::CheckInRow;
use crate::entries::card::EntryCard;
use crate::entries::state::{State, refusal};
use crate::entries::waiting::Waiting;
use crate::log::hard_craving_offer::HardCravingOffer;
use crate::log::second_rating::SecondRating;
use crate::parts::dialog::Confirm;
use crate::schedule::overview::NextSession;
use crate::shell::drawing::staged::Staged;
use crate::shell::form::writing::Writing;
use crate::shell::paths;
use crate::shell::phone::{Phone, Stage};
use crate::shell::ports::practice::PRACTICE_LIFE_MS;
use crate::shell::ports::{LatePort, Working};
use crate::shell::router::A;
use crate::shell::trouble::Alert;
use crate::skills;
use crate::targets::overview::AimLines;
use crate::words::i18n::Words;
use crate::words::{self, practice as texts};

#[component]
pub fn Summary() -> impl IntoView {
    let parts: [fn() -> AnyView; _] = [
        || {
            view! {
                <Locked />
                <Tray />
                <Midway />
            }
            .into_any()
        },
        || view! { <NextSession /> }.into_any(),
        || view! { <CheckInRow /> }.into_any(),
        || {
            view! {
                <SecondRating />
                <HardCravingOffer />
            }
            .into_any()
        },
        || view! { <AimLines /> }.into_any(),
        || view! { <Latest /> }.into_any(),
        // Last, so that nothing moves when it is gone.
        || view! { <Waiting /> }.into_any(),
    ];
    view! { <Staged parts /> }.into_any()
}

/// The newest entries: a glance, not a verdict.
#[component]
fn Latest() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let cards = move || {
        let look = phone.look.get();
        let ready = phone.stage.get() == Stage::Ready;
        if ready && look.entries.is_empty() {
            return view! { <p class="card quiet">{words::NOTHING_YET.say(lang)}</p> }.into_any();
        }
        let newest = look.entries.iter().take(2).cloned();
        let rows = newest
            .map(|entry| {
                view! {
                    <EntryCard entry=Arc::clone(&entry)>
                        <State entry />
                    </EntryCard>
                }
            })
            .collect_view();
        view! { <div class="list">{rows}</div> }.into_any()
    };
    view! { {cards} }
}

/// The practice in progress.
#[component]
fn Midway() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let card = move || {
        // The clock of the page may be a minute behind.
        let (which, _) = phone.midway.get().filter(|(_, started)| phone.now.get() - started < PRACTICE_LIFE_MS)?;
        let name = phone.look.with(|look| skills::name(which, look, lang))?;
        Some(view! {
            <section class="card">
                <p>{texts::MIDWAY.fill(lang, &[("skill", &name)])}</p>
                <A attr:class="button secondary" href=skills::address(which)>
                    {texts::BACK_TO_IT.say(lang)}
                </A>
            </section>
        })
    };
    view! { {card} }
}

/// Entries this phone cannot open, said plainly.
#[component]
fn Locked() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let line =
        move || {
            let look = phone.look.get();
            let count = look.locked.to_string();
            let words = if look.locked == 1 { words::LOCKED_ONE } else { words::LOCKED_MANY };
            (look.locked > 0).then(|| view! {
                <p class="note">
                    {words.fill(lang, &[("n", &count)])} " " <A href=paths::MORE>{words::RECOVERY_CODE.say(lang)}</A>
                </p>
            })
        };
    view! { {line} }
}

/// Changes that could not be sent.
#[component]
fn Tray() -> impl IntoView {
    let phone = Phone::here();
    // Redrawn only when something else was refused: an open question must not close because of a sync.
    let tray = Memo::new(move |_| phone.look.with(|look| look.tray.clone()));
    let rows =
        move || tray.get().iter().map(|item| view! { <Refused op=item.op_id why=refusal(item) /> }).collect_view();
    view! { {rows} }
}

/// One thing that could not be sent: retry, export, discard.
#[component]
fn Refused(op: OpId, why: Words) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let sure = RwSignal::new(false);
    let writing = Writing::new(phone);
    let run = move |what: fn(&dyn LatePort, OpId) -> Working<()>| {
        writing.run(|_, late| what(&**late, op), |()| {});
    };
    view! {
        <section class="note">
            <p>{words::REFUSED.fill(lang, &[("why", why.say(lang))])}</p>
            <Alert trouble=writing.trouble />
            <div class="pair">
                <button type="button" class="small" on:click=move |_| run(|port, op| port.retry(op))>
                    {words::RETRY.say(lang)}
                </button>
                <button type="button" class="small" on:click=move |_| run(|port, _| port.export())>
                    {words::EXPORT.say(lang)}
                </button>
                <button type="button" class="small grave" on:click=move |_| sure.set(true)>
                    {words::DISCARD.say(lang)}
                </button>
            </div>
            <Confirm
                open=sure
                question=words::DISCARD_QUESTION
                yes=words::DISCARD
                explain=words::DISCARD_TEXT.say(lang).to_owned()
                on_yes=move || run(|port, op| port.discard(op))
            />
        </section>
    }
    .into_any()
}
