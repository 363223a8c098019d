//! Urge surfing: a wave that rises, peaks and falls, and somebody on top of it.
//!
//! After Marlatt and Gordon's urge surfing (Relapse Prevention, 1985): notice, describe, stay, let pass.

use std::fmt::Write as _;

use leptos::prelude::*;

use super::timed::{Moment, Timed, index, length};
use crate::shell::phone::Phone;
use crate::words::practice as words;

const fn fifty(words: crate::words::i18n::Words) -> Moment {
    Moment { seconds: 50, words }
}

/// Five minutes.
static MOMENTS: [Moment; 6] = [
    fifty(words::WAVE_1),
    fifty(words::WAVE_2),
    fifty(words::WAVE_3),
    fifty(words::WAVE_4),
    fifty(words::WAVE_5),
    fifty(words::WAVE_6),
];

/// The picture, in units of its own.
const WIDTH: f64 = 320.0;
const HEIGHT: f64 = 150.0;

/// Height of the water at `x`, measured from above: calm, a crest a little before the middle, calm again.
fn water(x: f64) -> f64 {
    const CREST: f64 = 140.0;
    let reach = if x < CREST { 140.0 } else { 180.0 };
    let u = ((x - CREST) / reach).clamp(-1.0, 1.0);
    let bump = 1.0 - u * u;
    122.0 - 84.0 * bump * bump
}

/// The line of the wave as the `d` of a path.
fn outline() -> String {
    (0..=64).fold(String::new(), |mut path, step| {
        let x = WIDTH * f64::from(step) / 64.0;
        // Writing into a string cannot fail.
        let _ = write!(path, "{}{x:.0} {:.1}", if step == 0 { 'M' } else { 'L' }, water(x));
        path
    })
}

/// Two small swells beside each other, so that the water can move by one of them and look the same.
const SWELL: &str = "M-160 132q40-14 80 0t80 0t80 0t80 0t80 0t80 0V150H-160Z";

#[component]
pub fn Wave(elapsed: Signal<i64>) -> impl IntoView {
    let lang = Phone::here().lang;
    let whole = length(&MOMENTS) * 1000;
    // Milliseconds and moments are small: a double holds them exactly.
    let gliding = move || 16.0 + (WIDTH - 32.0) * elapsed.get().min(whole) as f64 / whole as f64;
    let moment = Memo::new(move |_| index(&MOMENTS, elapsed.get() / 1000));
    let stepping = move || 16.0 + (WIDTH - 32.0) * moment.get() as f64 / (MOMENTS.len() - 1) as f64;
    view! {
        <svg class="wave" viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="img" aria-label=words::WAVE_PICTURE.say(lang)>
            <path class="hill" d=format!("{}V150H0Z", outline()) />
            <path class="edge" d=outline() />
            <path class="swell" d=SWELL />
            <circle
                class="rider moves"
                r="8"
                cx=move || format!("{:.1}", gliding())
                cy=move || format!("{:.1}", water(gliding()) - 9.0)
            />
            <circle
                class="rider still"
                r="8"
                cx=move || format!("{:.1}", stepping())
                cy=move || format!("{:.1}", water(stepping()) - 9.0)
            />
        </svg>
        <Timed moments=&MOMENTS elapsed />
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wave_rises_peaks_and_falls_inside_of_its_picture() {
        let heights: Vec<f64> = (0..=320).map(|x| water(f64::from(x))).collect();
        assert!(heights.iter().all(|y| (30.0..HEIGHT).contains(y)));
        assert!(heights[..140].is_sorted_by(|a, b| a >= b) && heights[140..].is_sorted());
        assert_eq!(length(&MOMENTS), 300);
    }
}
