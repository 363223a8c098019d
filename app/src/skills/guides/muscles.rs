//! Progressive muscle relaxation, shortened to six groups: seven seconds of tension, fifteen of rest.
//!
//! After Bernstein and Borkovec, Progressive Relaxation Training (1973).

use leptos::prelude::*;

use super::timed::{Moment, Timed};
use crate::words::i18n::Words;
use crate::words::practice as words;

const fn tense(words: Words) -> Moment {
    Moment { seconds: 7, words }
}

const LET_GO: Moment = Moment { seconds: 15, words: words::MUSCLES_LET_GO };

static MOMENTS: [Moment; 14] = [
    Moment { seconds: 10, words: words::MUSCLES_START },
    tense(words::MUSCLES_HANDS),
    LET_GO,
    tense(words::MUSCLES_ARMS),
    LET_GO,
    tense(words::MUSCLES_SHOULDERS),
    LET_GO,
    tense(words::MUSCLES_FACE),
    LET_GO,
    tense(words::MUSCLES_BELLY),
    LET_GO,
    tense(words::MUSCLES_LEGS),
    LET_GO,
    Moment { seconds: 20, words: words::MUSCLES_END },
];

#[component]
pub fn Muscles(elapsed: Signal<i64>) -> impl IntoView {
    view! { <Timed moments=&MOMENTS elapsed /> }
}
