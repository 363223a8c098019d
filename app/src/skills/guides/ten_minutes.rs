//! Delay, distract, decide: ten minutes that also pass while the screen is off.

use leptos::prelude::*;

use super::time::Time;
use crate::shell::phone::Phone;
use crate::words::practice as words;

const TEN_MINUTES: i64 = 600;

/// Seconds left at `elapsed` seconds of a delay that began at `from` seconds.
const fn left(elapsed: i64, from: u32) -> i64 {
    let left = from as i64 + TEN_MINUTES - elapsed;
    if left < 0 { 0 } else { left }
}

#[component]
pub fn TenMinutes(
    elapsed: Signal<i64>,
    /// Start of the ten minutes, in seconds of the practice: they can be started again.
    step: RwSignal<u32>,
) -> impl IntoView {
    let lang = Phone::here().lang;
    let seconds = Memo::new(move |_| elapsed.get() / 1000);
    let left = Memo::new(move |_| left(seconds.get(), step.get()));
    let over = Memo::new(move |_| left.get() == 0);
    let ideas = [words::DISTRACT_1, words::DISTRACT_2, words::DISTRACT_3, words::DISTRACT_4, words::DISTRACT_5];
    let more = move |_| step.set(u32::try_from(seconds.get_untracked()).unwrap_or_default());
    view! {
        <p class="big" aria-hidden="true">
            {move || super::time::minutes(left.get())}
        </p>
        <div class="unseen">
            <Time words=words::TIME_LEFT seconds=left />
        </div>
        <h3>{words::DELAY.say(lang)}</h3>
        <p>{words::DELAY_TEXT.say(lang)}</p>
        <h3>{words::DISTRACT.say(lang)}</h3>
        <ul>{ideas.map(|idea| view! { <li>{idea.say(lang)}</li> }).collect_view()}</ul>
        <h3>{words::DECIDE.say(lang)}</h3>
        <p role="status">{move || if over.get() { words::DECIDE_NOW } else { words::DECIDE_WAIT }.say(lang)}</p>
        <Show when=move || over.get()>
            <button type="button" class="small" on:click=more>
                {words::TEN_MORE.say(lang)}
            </button>
        </Show>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_minutes_are_over_after_ten_minutes_and_can_begin_again() {
        assert_eq!([left(0, 0), left(599, 0), left(600, 0), left(9000, 0)], [600, 1, 0, 0]);
        assert_eq!([left(9000, 9000), left(9300, 9000)], [600, 300]);
    }
}
