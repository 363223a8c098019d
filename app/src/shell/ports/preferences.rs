//! Choices that belong to this phone and travel nowhere, and actions of the page's window.

use domain::base::id::ObjectId;
use serde::{Deserialize, Serialize};

use super::trouble::Working;
use crate::words::i18n::Lang;

/// The three choices of a colour scheme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    #[default]
    Device,
    Light,
    Dark,
}

pub trait Preferences {
    fn theme(&self) -> Theme;
    fn set_theme(&self, theme: Theme);
    /// Loads the page again in the other language.
    fn set_lang(&self, lang: Lang);
    /// The craving of which the participant did not want to be asked again.
    fn not_again(&self) -> Option<ObjectId>;
    fn set_not_again(&self, craving: ObjectId);
}

pub trait Window {
    /// Leaves for a bland page and keeps this one out of the history.
    fn quick_exit(&self);
    fn print(&self);
    /// Copies a text for the participant to paste elsewhere.
    fn copy(&self, text: &str) -> Working<()>;
    /// The operator's own line for *Help*.
    fn local_line(&self) -> Option<String>;
    /// Link that opens a place in a maps app of the phone.
    fn map_address(&self, place: &str) -> String;
}
