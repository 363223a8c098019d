//! *Who saw it*: the ledger, read and verified on the phone.

use domain::ledger::{Act, ActorKind, NamedRow};
use leptos::prelude::*;

use crate::shell::form::writing::read;
use crate::shell::frame::Frame;
use crate::shell::phone::{Phone, Stage};
use crate::shell::ports::Trouble;
use crate::shell::ports::sharing::LedgerReport;
use crate::shell::trouble::Alert;
use crate::shell::unready::Unready;
use crate::words;
use crate::words::i18n::Words;

const fn act(act: Act, actor: ActorKind) -> Words {
    match act {
        Act::Listed => words::privacy::ACT_LISTED,
        Act::Opened => words::privacy::ACT_OPENED,
        Act::Read => words::privacy::ACT_READ,
        Act::Reviewed => words::privacy::ACT_REVIEWED,
        Act::Replied => words::privacy::ACT_REPLIED,
        Act::CodeMade => words::privacy::ACT_CODE,
        Act::PhoneConfirmed => words::privacy::ACT_CONFIRMED,
        Act::PhoneAdded => words::privacy::ACT_PHONE,
        Act::PhoneRevoked if matches!(actor, ActorKind::Staff) => words::privacy::ACT_REVOKED_BY,
        Act::PhoneRevoked => words::privacy::ACT_REVOKED,
        Act::Assigned => words::privacy::ACT_ASSIGNED,
        Act::BecameLeader => words::privacy::ACT_BECAME_LEADER,
        Act::Unassigned => words::privacy::ACT_UNASSIGNED,
        Act::Newer(_) => words::privacy::ACT_NEWER,
    }
}

/// Lines on the screen at first, and how many more come when they are asked for.
const AT_ONCE: usize = 50;

#[component]
pub fn LedgerPage() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let report = RwSignal::new(None::<LedgerReport>);
    let trouble = RwSignal::new(None::<Trouble>);
    let shown = RwSignal::new(AT_ONCE);
    Effect::new(move |_| {
        if phone.stage.get() == Stage::Ready {
            phone.late(|port| {
                read(port.ledger(), move |told| match told {
                    Ok(told) => drop(report.try_set(Some(told))),
                    Err(why) => drop(trouble.try_set(Some(why))),
                });
            });
        }
    });
    let row = move |named: NamedRow| {
        let when = phone.when(named.row.fact.at);
        let name = named.name.unwrap_or_else(|| words::privacy::ACTOR_PHONE.say(lang).to_owned());
        let words = act(named.row.fact.act, named.row.fact.actor);
        view! {
            <li class="card">
                <b>{words.fill(lang, &[("name", &name)])}</b>
                <span class="quiet">{when}</span>
            </li>
        }
    };
    let body = move || {
        report.get().map(|told| {
            let verdict = if told.holds { words::privacy::LEDGER_HOLDS } else { words::privacy::LEDGER_BROKEN };
            let class = if told.holds { "state" } else { "note" };
            let count = told.rows.len();
            view! {
                <p class=class role="status" id="ledger-verdict">
                    {verdict.fill(lang, &[("n", &count.to_string())])}
                </p>
                <ol class="plain">{told.rows.into_iter().rev().take(shown.get()).map(row).collect_view()}</ol>
                <Show when=move || { count > shown.get() }>
                    <button type="button" class="button secondary" on:click=move |_| shown.update(|n| *n += AT_ONCE)>
                        {words::OLDER.say(lang)}
                    </button>
                </Show>
            }
        })
    };
    let loading =
        move || report.with(Option::is_none) && trouble.with(Option::is_none) && phone.stage.get() == Stage::Ready;
    view! {
        <Frame title=words::WHO_SAW_IT>
            <p>{words::privacy::SEEN_TEXT.say(lang)}</p>
            <Unready />
            <Show when=loading>
                <p class="quiet" role="status">
                    {words::LOADING.say(lang)}
                </p>
            </Show>
            <Alert trouble />
            {body}
        </Frame>
    }
    .into_any()
}
