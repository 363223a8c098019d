//! What a parser says about a value it cannot take: which field, and what would have been allowed.

use serde::{Deserialize, Serialize};

/// A value that was refused. Never carries the value itself: it may be about a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[error("{field}: allowed is {allowed}")]
pub struct Invalid {
    /// Dotted path of the field, such as `craving.intensity`.
    pub field: String,
    /// What the field may hold, in plain English.
    pub allowed: String,
}

impl Invalid {
    pub fn new(field: impl Into<String>, allowed: impl Into<String>) -> Self {
        Self { field: field.into(), allowed: allowed.into() }
    }
}
