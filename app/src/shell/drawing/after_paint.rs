//! Parts that may come one frame later than the answer to a tap, so that the answer is on the screen first.

use std::time::Duration;

use leptos::prelude::*;

/// `true` one frame after `what` became true, `false` at once when it ends.
pub fn after_paint(what: Signal<bool>) -> RwSignal<bool> {
    let painted = RwSignal::new(false);
    Effect::new(move |_| {
        if !what.get() {
            painted.set(false);
        } else if !painted.get_untracked() {
            request_animation_frame(move || {
                // It may have ended within the frame, and the page may be gone.
                let show = move || {
                    painted.try_set(what.try_get_untracked().unwrap_or_default());
                };
                set_timeout(show, Duration::ZERO);
            });
        }
    });
    painted
}
