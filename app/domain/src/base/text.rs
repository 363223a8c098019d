//! Typed text: trimmed, never empty, bounded.

use serde::{Deserialize, Deserializer, Serialize};

use crate::Invalid;

/// Between 1 and `MAX` characters after trimming, without control characters other than line breaks.
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

impl<const MAX: usize> Text<MAX> {
    /// # Errors
    /// Names `field` when the text is empty, too long or holds control characters.
    pub fn new(field: &str, raw: &str) -> Result<Self, Invalid> {
        let text = raw.trim().replace("\r\n", "\n");
        let bad = text.chars().any(|c| c.is_control() && c != '\n' && c != '\t');
        if text.is_empty() || bad || text.chars().count() > MAX {
            return Err(Invalid::new(field, format!("1 to {MAX} characters of text")));
        }
        Ok(Self(text))
    }

    /// Like [`Text::new`], but empty input is `None` and not an error.
    ///
    /// # Errors
    /// Names `field` when something was typed that is too long or holds control characters.
    pub fn optional(field: &str, raw: &str) -> Result<Option<Self>, Invalid> {
        if raw.trim().is_empty() { Ok(None) } else { Self::new(field, raw).map(Some) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de, const MAX: usize> Deserialize<'de> for Text<MAX> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let raw = String::deserialize(from)?;
        Self::new("text", &raw).map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "openapi")]
impl<const MAX: usize> utoipa::PartialSchema for Text<MAX> {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .min_length(Some(1))
            .max_length(Some(MAX))
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
mod tests {
    use super::*;

    #[test]
    fn text_is_trimmed_bounded_and_free_of_control_characters() {
        assert_eq!(Label::new("name", "  tea \r\n").map(|t| t.as_str().to_owned()), Ok("tea".to_owned()));
        assert_eq!(Label::optional("name", "  "), Ok(None));
        for wrong in ["", " \n ", "a\u{0}b", &"x".repeat(81)] {
            assert_eq!(Label::new("name", wrong).map_err(|e| e.field), Err("name".to_owned()));
        }
        assert!(Label::new("name", &"ñ".repeat(80)).is_ok());
    }
}
