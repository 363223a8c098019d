//! The error of a parser: the field and its allowed values.

use serde::{Deserialize, Serialize};

/// A refused value. Never contains the value itself, which may be about a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[error("{field}: allowed is {allowed}")]
pub struct Invalid {
    /// Dotted path of the field, such as `craving.intensity`.
    pub field: String,
    /// The values the field may hold, in plain English.
    pub allowed: String,
}

impl Invalid {
    pub fn new(field: impl Into<String>, allowed: impl Into<String>) -> Self {
        Self { field: field.into(), allowed: allowed.into() }
    }
}
