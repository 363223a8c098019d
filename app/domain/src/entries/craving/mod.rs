//! A craving: intensity, target, and optional details.

use serde::{Deserialize, Serialize};

use crate::base::bounded::bounded;
use crate::base::id::ObjectId;
use crate::base::text::Note;
use crate::entries::catalogue::{Choice, Company, Place, Response};
use crate::entries::form::KindForm;
use crate::entries::intensity::Intensity;
use crate::entries::trigger::Trigger;

bounded! {
    /// Whole minutes after a first rating: 1 to 1,440, a day.
    Minutes(u16): "minutes", 1..=1440, "a whole number from 1 to 1440";
}

/// The same craving rated again a while later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Second {
    pub intensity: Intensity,
    /// Time since the first rating.
    pub minutes: Minutes,
}

/// An entry: one craving.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Craving {
    /// The target it was for.
    pub target: ObjectId,
    pub intensity: Intensity,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second: Option<Second>,
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

impl KindForm for Craving {
    fn target(&self) -> Option<ObjectId> {
        Some(self.target)
    }
}

impl Craving {
    /// A craving with only the two facts of the first tap.
    pub const fn quick(target: ObjectId, intensity: Intensity) -> Self {
        Self {
            target,
            intensity,
            second: None,
            triggers: Vec::new(),
            place: None,
            company: Vec::new(),
            response: Vec::new(),
            note: None,
        }
    }

    /// The time of a second rating, if it may be asked for `age` minutes after the first: from 10 minutes (a craving
    /// has often changed) to an hour (it is still fresh). `None` once there is one.
    pub fn second_due(&self, age: i64) -> Option<Minutes> {
        let minutes = u16::try_from(age).ok().filter(|age| (10..=60).contains(age) && self.second.is_none())?;
        Minutes::new(minutes).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_rating_is_asked_for_between_ten_minutes_and_an_hour_and_only_once() {
        let craving = Craving::quick(ObjectId::from_bytes([1; 16]), Intensity::new(7).unwrap());
        for age in [-90, 0, 9, 61, 90_000] {
            assert_eq!(craving.second_due(age), None, "{age}");
        }
        assert_eq!(craving.second_due(10), Some(Minutes(10)));
        assert_eq!(craving.second_due(60), Some(Minutes(60)));
        let rated =
            Craving { second: Some(Second { intensity: Intensity::new(3).unwrap(), minutes: Minutes(12) }), ..craving };
        assert_eq!(rated.second_due(20), None);
    }

    #[test]
    fn a_second_rating_comes_within_a_day() {
        let read = |minutes: &str| serde_json::from_str::<Second>(&format!(r#"{{"intensity":3,"minutes":{minutes}}}"#));
        assert!(read("1").is_ok() && read("1440").is_ok());
        for wrong in ["0", "1441", "-5", "1.5", "null"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
