//! What stands beneath a field: its hint describes it, and only a mistake is an alert.

use leptos::prelude::*;

/// For the `aria-describedby` of the field with this `id`, beside [`Says`].
pub fn described(id: &str) -> String {
    format!("{id}-hint {id}-wrong")
}

/// A hint that describes the field with this `id`, and the mistake in its place while there is one.
#[component]
pub fn Says(
    #[prop(into)] id: String,
    #[prop(optional, into)] hint: Option<Signal<String>>,
    #[prop(into)] wrong: Signal<Option<String>>,
) -> impl IntoView {
    let said = move || wrong.with(Option::is_none).then(|| hint.map(|hint| hint.get()));
    view! {
        <p id=format!("{id}-hint") class="quiet hint">
            {said}
        </p>
        <Mistake id=format!("{id}-wrong") said=wrong />
    }
    .into_any()
}

/// An alert beside fields, as long as there is something to say.
#[component]
pub fn Mistake(
    #[prop(optional, into)] id: Option<String>,
    #[prop(into)] said: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <p id=id class="wrong" role="alert">
            {move || said.get()}
        </p>
    }
    .into_any()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use crate::parts::field::Field;
    use crate::words::i18n::Lang;

    #[test]
    fn f24_a_hint_describes_its_field_and_only_a_mistake_alerts() {
        let owner = Owner::new();
        let drawn = |wrong: Option<&str>| {
            let wrong = RwSignal::new(wrong.map(str::to_owned));
            let value = RwSignal::new(String::new());
            let hint = || "As you call it".to_owned();
            view! { <Field id="name" label="Name".to_owned() hint=hint() wrong value /> }.into_any().to_html()
        };
        owner.with(|| {
            provide_context(Lang::En);
            let alert = |html: &str| {
                let from =
                    html.split("role=\"alert\"").nth(1).and_then(|rest| rest.split_once('>')).map(|(_, rest)| rest);
                from.and_then(|rest| rest.split("</p>").next()).unwrap_or_default().replace("<!>", "")
            };
            let calm = drawn(None);
            assert!(
                calm.contains("aria-describedby=\"name-hint name-wrong\"") && calm.contains("As you call it"),
                "{calm}"
            );
            assert_eq!(alert(&calm).trim(), "", "{calm}");
            let wrong = drawn(Some("Too long"));
            assert_eq!(alert(&wrong).trim(), "Too long", "{wrong}");
            assert!(!wrong.contains("As you call it"), "{wrong}");
        });
    }
}
