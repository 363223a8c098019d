//! The skills: what works for me first, then the others, then my own.

use domain::skills::skill::WhichSkill;
use domain::skills::works::Worked;
use leptos::prelude::*;

use super::own_skill::{NEW_SKILL, OwnSkillForm};
use crate::entries::waiting::Waiting;
use crate::shell::form::draft;
use crate::shell::frame::Frame;
use crate::shell::paths;
use crate::shell::phone::{Phone, Stage};
use crate::shell::ports::drafts::FormId;
use crate::shell::router::A;
use crate::skills;
use crate::words::{self, practice as texts};

#[component]
pub fn SkillsPage() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let adding = RwSignal::new(false);
    // A form that was left before it was saved is open again.
    draft::when_left(phone, FormId::of(NEW_SKILL), move || adding.try_set(true));
    let works = Memo::new(move |_| phone.look.with(|look| skills::works(look)));
    let rows = move |own: bool| {
        let look = phone.look.get();
        let all = works.with(|works| skills::in_order(works, &look));
        // Their own skills are in their own list, unless their own ratings brought them to the front.
        let claimed = |which| works.with(|works| works.iter().any(|w| w.skill == which && w.claim.is_some()));
        let shown = all.into_iter().filter(|which| own == (matches!(which, WhichSkill::Own(_)) && !claimed(*which)));
        shown
            .filter_map(|which| {
                let name = skills::name(which, &look, lang)?;
                let worked = works.with(|works| works.iter().find(|w| w.skill == which).copied());
                Some(view! { <Row which name worked /> })
            })
            .collect_view()
    };
    let none_of_their_own = move || phone.look.with(|look| look.skills.is_empty());
    let ready = move || phone.stage.get() == Stage::Ready;
    view! {
        <Frame title=texts::SKILLS>
            <Show when=move || phone.stage.get() == Stage::New>
                <p class="note">
                    {words::ENROL_FIRST.say(lang)} " " <A href=paths::START>{words::ENTER_CODE.say(lang)}</A>
                </p>
            </Show>
            <p class="quiet">{texts::SKILLS_TEXT.say(lang)}</p>
            <ul class="links skills">{move || rows(false)}</ul>
            <p class="quiet">{texts::WORKS_HINT.say(lang)}</p>
            <Show when=ready>
                <section aria-labelledby="own">
                    <h2 id="own">{texts::OWN_SKILLS.say(lang)}</h2>
                    <Show when=none_of_their_own>
                        <p class="quiet">{texts::OWN_NONE.say(lang)}</p>
                    </Show>
                    <Show when=move || !none_of_their_own()>
                        <ul class="links skills">{move || rows(true)}</ul>
                    </Show>
                    <Show
                        when=move || adding.get()
                        fallback=move || {
                            view! {
                                <button type="button" class="button secondary" on:click=move |_| adding.set(true)>
                                    {texts::ADD_OWN.say(lang)}
                                </button>
                            }
                        }
                    >
                        <div class="card">
                            <OwnSkillForm document=None on_end=move || adding.set(false) />
                        </div>
                    </Show>
                </section>
            </Show>
            <Waiting />
        </Frame>
    }
    .into_any()
}

#[component]
fn Row(which: WhichSkill, name: String, worked: Option<Worked>) -> impl IntoView {
    let lang = Phone::here().lang;
    let line = worked.map(|worked| {
        let class = if worked.claim.is_some() { "works" } else { "quiet" };
        view! { <span class=class>{skills::says(&worked, lang)}</span> }
    });
    // The result of their own ratings comes right after the name; the purpose says the rest.
    let purpose = match which {
        WhichSkill::Known(known) => Some(view! { <span class="quiet">{skills::purpose(known).say(lang)}</span> }),
        WhichSkill::Own(_) => None,
    };
    view! {
        <li>
            <A href=skills::address(which)>
                <b>{name}</b>
                {line}
                {purpose}
            </A>
        </li>
    }
}
