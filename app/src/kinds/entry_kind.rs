//! The trait that every kind of entry or document implements.

use chrono::{DateTime, FixedOffset};
use domain::entries::body::{Names, Record};
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::fact::{Fact, Facts};
use super::when::When;
use crate::words::i18n::{Lang, Words};
use crate::words::kinds as words;

/// A kind as people read it, implemented once per kind by the type of its form.
pub trait EntryKind: Sized {
    /// Properties of all its entries.
    const TRAITS: Traits;

    /// Title of an entry everywhere.
    fn title(&self, names: &Names, lang: Lang) -> String;

    /// Facts of an entry besides its title, in the order in which they are read. Empty texts are left out.
    fn facts(&self, _names: &Names, _lang: Lang) -> Facts {
        Facts::new()
    }

    /// Facts of an entry for the participant, line by line: label and text.
    fn lines(&self, names: &Names, lang: Lang) -> Vec<(&'static str, String)> {
        let line = |(fact, text): (Fact, String)| (words::fact(fact).say(lang), text);
        self.facts(names, lang).into_iter().filter(|(_, text)| !text.is_empty()).map(line).collect()
    }

    /// Its edit form, filled in; none for documents, which have pages of their own.
    fn edit(self, _at: DateTime<FixedOffset>) -> Option<EditForm> {
        None
    }
}

/// The fields of a form, its values, and the record they make once they are valid.
pub struct EditForm {
    pub fields: AnyView,
    /// Its time, which may be asked about before it is saved.
    pub at: When,
    pub finish: Callback<(), Option<Record>>,
    /// Current values of the form, valid or not; tracked.
    pub typed: Callback<(), Value>,
    /// Sets them. Values of another version that this one cannot read are left out.
    pub fill: Callback<Value>,
}

impl EditForm {
    pub fn new<T: Serialize + DeserializeOwned>(
        at: When,
        fields: impl IntoView + 'static,
        finish: impl Fn() -> Option<Record> + Send + Sync + 'static,
        typed: impl Fn() -> T + Send + Sync + 'static,
        fill: impl Fn(T) + Send + Sync + 'static,
    ) -> Self {
        Self {
            fields: fields.into_any(),
            at,
            finish: Callback::new(move |()| finish()),
            typed: Callback::new(move |()| serde_json::to_value(typed()).unwrap_or_default()),
            fill: Callback::new(move |left| {
                if let Ok(left) = serde_json::from_value(left) {
                    fill(left);
                }
            }),
        }
    }
}

/// Other places that show a kind, besides its own entries.
#[derive(Clone, Copy, Debug)]
pub struct Traits {
    /// Its filter in the history.
    pub filter: Option<Words>,
    /// Its name on the page of sharing defaults, and the meaning of sharing new ones.
    pub sharing: Option<(Words, Words)>,
    /// The charts draw it.
    pub charted: bool,
}

impl Traits {
    /// A document: none of it.
    pub const DOCUMENT: Self = Self { filter: None, sharing: None, charted: false };
}
