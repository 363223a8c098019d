//! Catalogues: choices offered as chips, so that nobody has to type. The person's own words are beside them.
//!
//! The names are permanent. They say neither a substance nor a behaviour, so that one list serves both.

use serde::{Deserialize, Serialize};

use crate::base::catalogue::catalogue;
use crate::base::text::Label;

/// Something from our catalogue, or the participant's own words for anything missing there.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Choice<K> {
    Known(K),
    Own(Label),
}

catalogue! {
    /// Place of an event.
    Place { Home, Work, Outside, OnTheWay, SomeonesHome, ShopOrBar, Online }
    /// Company at the event.
    Company { Nobody, Family, Partner, Friends, Colleagues, Strangers }
    /// The participant's response.
    Response { Waited, Breathed, Moved, Called, Left, Ate, Distracted, ToldSomeone, UsedIt }
}
