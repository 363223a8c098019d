//! A participant's own notes for a session, one document per session.

use serde::{Deserialize, Serialize};

use crate::base::id::SessionId;
use crate::base::text::Note;
use crate::entries::form::KindForm;

/// A document: notes for one session. Its own id is random, so that the server cannot tell which session has notes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Preparation {
    pub session: SessionId,
    pub text: Note,
}

impl KindForm for Preparation {}
