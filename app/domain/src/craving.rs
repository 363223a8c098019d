//! A craving as a participant writes it down: how strong, for which target, and whatever else they like to say.

use serde::{Deserialize, Deserializer, Serialize};

use crate::Invalid;
use crate::id::ObjectId;
use crate::text::{Label, Note};

/// How strong a craving is: 0 (not at all) to 10 (strongest ever).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Intensity(u8);

impl Intensity {
    pub const MAX: u8 = 10;
    pub const NOT_AT_ALL: Self = Self(0);

    /// # Errors
    /// When `raw` is above 10.
    pub fn new(raw: u8) -> Result<Self, Invalid> {
        if raw > Self::MAX { Err(Invalid::new("intensity", "a whole number from 0 to 10")) } else { Ok(Self(raw)) }
    }

    pub const fn get(self) -> u8 {
        self.0
    }

    /// 0, 1, … 10.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..=Self::MAX).map(Self)
    }
}

impl<'de> Deserialize<'de> for Intensity {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::new(u8::deserialize(from)?).map_err(serde::de::Error::custom)
    }
}

/// Something from our catalogue, or the participant's own words for what the catalogue lacks.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Choice<K> {
    Known(K),
    Own(Label),
}

macro_rules! catalogue {
    ($($(#[$doc:meta])* $name:ident { $($item:ident),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($item),* }

        impl $name {
            /// All of them, in the order they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$item),*];
        }
    )*};
}

catalogue! {
    /// What can set a craving off. Grouped as people, places, times, feelings and needs.
    Trigger {
        Stress, Alone, Argument, Payday, Hungry, Angry, Lonely, Tired,
        Bored, Anxious, Sad, Celebrating, Pain, Memory,
        SomeoneUsing, Offered, Party, OldPlace, Advert, Weekend, Evening,
    }
    /// Where it was.
    Place { Home, Work, Outside, OnTheWay, SomeonesHome, ShopOrBar, Online }
    /// Who was there.
    Company { Nobody, Family, Partner, Friends, Colleagues, Strangers }
    /// What the participant did about it.
    Response { Waited, Breathed, Moved, Called, Left, Ate, Distracted, ToldSomeone, UsedIt }
}

/// An entry: one craving.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Craving {
    /// Which target it was for.
    pub target: ObjectId,
    pub intensity: Intensity,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub triggers: Vec<Choice<Trigger>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Choice<Place>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub company: Vec<Choice<Company>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub response: Vec<Choice<Response>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Note>,
}

impl Craving {
    /// A craving of which only the two facts of the first tap are known.
    pub const fn quick(target: ObjectId, intensity: Intensity) -> Self {
        Self { target, intensity, triggers: Vec::new(), place: None, company: Vec::new(), response: Vec::new(), note: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intensity_is_zero_to_ten() {
        assert_eq!(Intensity::all().count(), 11);
        assert_eq!(Intensity::new(11).map_err(|e| e.field), Err("intensity".to_owned()));
        assert!(serde_json::from_str::<Intensity>("11").is_err());
        assert!(serde_json::from_str::<Intensity>("-1").is_err());
    }
}
