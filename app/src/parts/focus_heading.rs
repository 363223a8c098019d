//! A heading that takes the focus when it appears, because the button that had it is gone.

use leptos::prelude::*;

#[component]
pub fn FocusHeading(text: String) -> impl IntoView {
    let node = NodeRef::<leptos::html::H2>::new();
    Effect::new(move |_| {
        if let Some(heading) = node.get() {
            // Without focus the page works all the same.
            let _ = heading.focus();
        }
    });
    view! {
        <h2 tabindex="-1" node_ref=node>
            {text}
        </h2>
    }
}
