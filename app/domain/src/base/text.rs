//! Texts of people: the one door for every note, name, title, reply, reason and label.
//!
//! [`Text::new`] reads what was typed. [`Text::stored`], and reading JSON, take a text as it is: whatever was taken
//! once, by this version or an older one, reads back unchanged.

mod cleaning;
mod turning;

use std::sync::OnceLock;

use serde::{Deserialize, Deserializer, Serialize};

use self::cleaning::{clean, is_seen};
pub use self::turning::{balanced, isolated};
use crate::Invalid;

/// Between 1 and `MAX` characters as people see them, and at most `4 * MAX` bytes: those of `MAX` code points.
///
/// Up to 500 characters it is one line; longer texts have lines.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Text<const MAX: usize>(String);

/// A name of a target, trigger, place or person: up to 80 characters.
pub type Label = Text<80>;
/// A free note: up to 4,000 characters.
pub type Note = Text<4000>;
/// A web address: up to 500 characters.
pub type Address = Text<500>;
/// A reply of staff: up to 600 characters.
pub type ReplyText = Text<600>;
/// A text message of a participant, in one line: up to 500 characters.
pub type Message = Text<500>;

/// The reason that a typed text is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Nothing in it can be seen.
    Empty,
    /// So many characters too many, as people see them.
    TooLong { by: usize },
}

/// Counts the characters of a text as people see them (extended grapheme clusters).
pub type Count = fn(&str) -> usize;

/// What counts needs Unicode's tables: a crate on the server, the browser's own `Intl` on the phone.
static COUNT: OnceLock<Count> = OnceLock::new();

/// Sets, once per process, what counts characters as people see them. Before, code points count, which are never fewer.
pub fn count_with(count: Count) {
    let _ = COUNT.set(count);
}

fn count(text: &str) -> usize {
    COUNT.get().map_or_else(|| text.chars().count(), |count| count(text))
}

impl<const MAX: usize> Text<MAX> {
    /// Also of a text that is full of long characters.
    const MOST_BYTES: usize = 4 * MAX;
    /// Line breaks would break lists and calendars.
    const ONE_LINE: bool = MAX <= 500;

    /// Cleans what was typed.
    ///
    /// # Errors
    /// The true reason that it is not taken.
    pub fn read(raw: &str) -> Result<Self, Refused> {
        let text = clean(raw, Self::ONE_LINE);
        if !text.chars().any(is_seen) {
            return Err(Refused::Empty);
        }
        // No text has more characters than code points.
        if text.chars().count() > MAX {
            let beyond = &text[text.floor_char_boundary(Self::MOST_BYTES)..];
            let by = count(&text).saturating_sub(MAX).max(count(beyond));
            if by > 0 {
                return Err(Refused::TooLong { by });
            }
        }
        Ok(Self(text))
    }

    /// # Errors
    /// Names `field` when nothing can be seen in the text, or when it is too long.
    pub fn new(field: &str, raw: &str) -> Result<Self, Invalid> {
        Self::read(raw).map_err(|refused| {
            let more = match refused {
                Refused::Empty => String::new(),
                Refused::TooLong { by } => format!("; this has {by} too many"),
            };
            Invalid::new(field, format!("1 to {MAX} characters of text{more}"))
        })
    }

    /// Like [`Text::new`], but a text in which nothing can be seen is `None` and not an error.
    ///
    /// # Errors
    /// Names `field` when the text is too long.
    pub fn optional(field: &str, raw: &str) -> Result<Option<Self>, Invalid> {
        if raw.chars().any(is_seen) { Self::new(field, raw).map(Some) } else { Ok(None) }
    }

    /// A text that was taken before, unchanged.
    ///
    /// # Errors
    /// Names `field` when no version takes such a text: none at all, more than `4 * MAX` bytes, control characters.
    pub fn stored(field: &str, raw: &str) -> Result<Self, Invalid> {
        let text = raw.trim().replace("\r\n", "\n");
        let bad = text.chars().any(|c| c.is_control() && c != '\n' && c != '\t');
        if text.is_empty() || bad || text.len() > Self::MOST_BYTES {
            let most = Self::MOST_BYTES;
            return Err(Invalid::new(field, format!("1 to {MAX} characters of text, at most {most} bytes")));
        }
        Ok(Self(text))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de, const MAX: usize> Deserialize<'de> for Text<MAX> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let raw = String::deserialize(from)?;
        Self::stored("text", &raw).map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "openapi")]
impl<const MAX: usize> utoipa::PartialSchema for Text<MAX> {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .description(Some(format!("Up to {MAX} characters as people see them; at most {} bytes.", 4 * MAX)))
            .min_length(Some(1))
            .max_length(Some(4 * MAX))
            .into()
    }
}
#[cfg(feature = "openapi")]
impl<const MAX: usize> utoipa::ToSchema for Text<MAX> {
    fn name() -> std::borrow::Cow<'static, str> {
        format!("Text{MAX}").into()
    }
}

#[cfg(test)]
mod tests;
