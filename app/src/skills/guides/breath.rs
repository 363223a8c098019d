//! Paced breathing: in, perhaps hold, out, in the participant's own rhythm.

use leptos::prelude::*;

use super::time::Time;
use crate::shell::phone::Phone;
use crate::shell::ports::practice::Rhythm;
use crate::words::i18n::Words;
use crate::words::practice as words;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Breath {
    In,
    Hold,
    Out,
}

impl Breath {
    const fn words(self) -> Words {
        match self {
            Self::In => words::BREATHE_IN,
            Self::Hold => words::HOLD,
            Self::Out => words::BREATHE_OUT,
        }
    }
}

/// The state `elapsed` ms after the beginning: the part of the breath, the whole seconds left of it (1 or more), and
/// the fullness of the lungs, 0 to 1.
fn at(elapsed: i64, rhythm: Rhythm) -> (Breath, i64, f64) {
    let [inhale, hold, exhale] = [rhythm.inhale, rhythm.hold, rhythm.exhale].map(|seconds| i64::from(seconds) * 1000);
    let into = elapsed.max(0) % (inhale + hold + exhale).max(1);
    // Slower at both ends, as a breath is.
    let eased = |part: i64, of: i64| {
        let t = part as f64 / of.max(1) as f64;
        t * t * (3.0 - 2.0 * t)
    };
    let (breath, end, full) = if into < inhale {
        (Breath::In, inhale, eased(into, inhale))
    } else if into < inhale + hold {
        (Breath::Hold, inhale + hold, 1.0)
    } else {
        let end = inhale + hold + exhale;
        (Breath::Out, end, eased(end - into, exhale))
    };
    (breath, (end - into + 999) / 1000, full)
}

#[component]
pub fn Breath(elapsed: Signal<i64>) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let rhythm = RwSignal::new(Rhythm::default());
    phone.late(|port| rhythm.set(port.rhythm()));
    let breath = Memo::new(move |_| at(elapsed.get(), rhythm.get()).0);
    let left = Memo::new(move |_| at(elapsed.get(), rhythm.get()).1);
    let radius = move || format!("{:.1}", 26.0 + 34.0 * at(elapsed.get(), rhythm.get()).2);
    let change = move |change: fn(&mut Rhythm) -> &mut u8, seconds: String| {
        let Ok(seconds) = seconds.parse() else { return };
        rhythm.update(|rhythm| *change(rhythm) = seconds);
        phone.late(|port| port.set_rhythm(rhythm.get_untracked().bounded()));
    };
    let slider = move |id: &'static str, label: Words, most: u8, least: u8, of: fn(&mut Rhythm) -> &mut u8| {
        let value = move || of(&mut rhythm.get()).to_string();
        let said = move || words::SECONDS_N.fill(lang, &[("n", &value())]);
        view! {
            <div class="field">
                <label for=id>{label.say(lang)} ": " {said}</label>
                <input
                    id=id
                    type="range"
                    min=least.to_string()
                    max=most.to_string()
                    step="1"
                    aria-valuetext=said
                    prop:value=value
                    on:input=move |e| change(of, event_target_value(&e))
                />
            </div>
        }
    };
    view! {
        <svg class="breath moves" viewBox="0 0 160 130" aria-hidden="true">
            <circle class="most" cx="80" cy="65" r="60" />
            <circle class="lungs" cx="80" cy="65" r=radius />
            <text x="80" y="65">
                {move || left.get()}
            </text>
        </svg>
        <div role="status" class="say">
            <p>{move || breath.get().words().say(lang)}</p>
        </div>
        <p class="still center" aria-hidden="true">
            {move || left.get()}
        </p>
        <Time words=words::TIME_SO_FAR seconds=Signal::derive(move || elapsed.get() / 1000) />
        <details>
            <summary>{words::RHYTHM.say(lang)}</summary>
            <p class="quiet">{words::RHYTHM_TEXT.say(lang)}</p>
            {slider("inhale", words::BREATHE_IN, 10, 2, |rhythm| &mut rhythm.inhale)}
            {slider("hold", words::HOLD, 10, 0, |rhythm| &mut rhythm.hold)}
            {slider("exhale", words::BREATHE_OUT, 12, 2, |rhythm| &mut rhythm.exhale)}
        </details>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_breath_follows_its_rhythm_and_begins_again() {
        let rhythm = Rhythm { inhale: 4, hold: 2, exhale: 6 };
        let said = |ms| {
            let (breath, left, full) = at(ms, rhythm);
            (breath, left, (full * 10.0).round() as i32)
        };
        assert_eq!(said(0), (Breath::In, 4, 0));
        assert_eq!(said(2000), (Breath::In, 2, 5));
        assert_eq!(said(3999), (Breath::In, 1, 10));
        assert_eq!(said(4000), (Breath::Hold, 2, 10));
        assert_eq!(said(6000), (Breath::Out, 6, 10));
        assert_eq!(said(9000), (Breath::Out, 3, 5));
        assert_eq!(said(12_000), said(0));
        assert_eq!(said(-50), said(0));
        // No hold: it is never asked for.
        assert_eq!(at(4000, Rhythm::default()).0, Breath::Out);
    }

    #[test]
    fn a_rhythm_that_nobody_can_breathe_becomes_the_nearest_one() {
        let bounded = Rhythm { inhale: 0, hold: 99, exhale: 255 }.bounded();
        assert_eq!(bounded, Rhythm { inhale: 2, hold: 10, exhale: 12 });
        assert_eq!(Rhythm::default().bounded(), Rhythm::default());
    }
}
