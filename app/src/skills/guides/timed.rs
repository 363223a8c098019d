//! Instructions one after the other, each for a while.

use leptos::prelude::*;

use super::time::Time;
use crate::shell::phone::Phone;
use crate::words::i18n::Words;
use crate::words::practice as words;

/// Something that is said for a number of seconds.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    pub seconds: i64,
    pub words: Words,
}

/// All of them together, in seconds.
pub fn length(moments: &[Moment]) -> i64 {
    moments.iter().map(|moment| moment.seconds).sum()
}

/// Index of the moment `seconds` after the beginning; the last one stays.
pub fn index(moments: &[Moment], seconds: i64) -> usize {
    let ends = moments.iter().scan(0, |end, moment| {
        *end += moment.seconds;
        Some(*end)
    });
    ends.take_while(|end| *end <= seconds).count().min(moments.len().saturating_sub(1))
}

/// Says each moment once, politely, and shows how much is left.
#[component]
pub fn Timed(moments: &'static [Moment], elapsed: Signal<i64>) -> impl IntoView {
    let lang = Phone::here().lang;
    let seconds = Memo::new(move |_| elapsed.get() / 1000);
    let at = Memo::new(move |_| index(moments, seconds.get()));
    let over = Memo::new(move |_| seconds.get() >= length(moments));
    let text = move || moments.get(at.get()).map(|moment| moment.words.say(lang));
    let place =
        move || words::STEP_N.fill(lang, &[("n", &(at.get() + 1).to_string()), ("of", &moments.len().to_string())]);
    view! {
        <div role="status" class="say">
            <p>{text}</p>
            {move || over.get().then(|| view! { <p class="quiet">{words::GO_ON.say(lang)}</p> })}
        </div>
        <p class="quiet center">{place}</p>
        <Time words=words::TIME_LEFT seconds=Signal::derive(move || (length(moments) - seconds.get()).max(0)) />
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_moment_follows_from_the_seconds_alone() {
        let moments = [3, 5, 2].map(|seconds| Moment { seconds, words: words::HOLD });
        assert_eq!(length(&moments), 10);
        let said: Vec<usize> = [0, 2, 3, 7, 8, 9, 10, 5000].into_iter().map(|s| index(&moments, s)).collect();
        assert_eq!(said, [0, 0, 1, 1, 2, 2, 2, 2]);
        assert_eq!(index(&[], 4), 0);
    }
}
