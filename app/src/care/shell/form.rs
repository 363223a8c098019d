//! The one way to write a form of the staff pages: a key that makes a second post harmless, the version that the form
//! was made from, and what was typed before a sign-in ended.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::frame::Frame;
use crate::care::words as w;

/// The field of the key.
pub const KEY: &str = "form_key";
/// The field of the version that the form was made from.
pub const MADE_FROM: &str = "made_from";

/// Fields that arrived after their sign-in had ended, for the account that typed them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The address of the form, as it posts.
    pub action: String,
    pub fields: BTreeMap<String, String>,
}

impl Kept {
    pub fn get(&self, field: &str) -> &str {
        self.fields.get(field).map_or("", String::as_str)
    }
}

/// A form that posts.
pub struct Post {
    action: String,
    class: &'static str,
    label: Option<&'static str>,
    made_from: Option<String>,
}

impl Post {
    pub fn to(action: impl Into<String>) -> Self {
        Self { action: action.into(), class: "", label: None, made_from: None }
    }

    pub fn class(self, class: &'static str) -> Self {
        Self { class, ..self }
    }

    /// The name of a form without a heading.
    pub fn label(self, label: &'static str) -> Self {
        Self { label: Some(label), ..self }
    }

    /// The version of what the form shows: a later one is told instead of being overwritten.
    pub fn made_from(self, version: impl Into<String>) -> Self {
        Self { made_from: Some(version.into()), ..self }
    }

    pub fn view(self, frame: &Frame, content: AnyView) -> AnyView {
        let kept = frame.kept(&self.action);
        // What was kept was written over an older version, and is to be compared with that one.
        let made_from = kept.map(|kept| kept.get(MADE_FROM).to_owned()).filter(|text| !text.is_empty());
        let made_from = made_from.or(self.made_from);
        let hidden = |name: &'static str, value: Option<String>| {
            value.map(|value| view! { <input type="hidden" name=name value=value /> }.into_any())
        };
        let back = kept.map(|_| {
            view! {
                <p class="care-status" role="status">
                    {w::KEPT_IS_BACK.say(frame.lang)}
                </p>
            }
        });
        let class = (!self.class.is_empty()).then_some(self.class);
        view! {
            <form class=class method="post" action=self.action aria-label=self.label>
                {hidden(KEY, frame.form_key.clone())}
                {hidden(MADE_FROM, made_from)}
                {back}
                {content}
            </form>
        }
        .into_any()
    }
}
