//! Triggers: the catalogue in its five groups, and the entry for one, with or without a craving.

use serde::{Deserialize, Deserializer, Serialize};

use crate::Invalid;
use crate::base::catalogue::catalogue;
use crate::base::id::ObjectId;
use crate::base::text::Note;
use crate::entries::catalogue::{Choice, Company, Place};
use crate::entries::form::KindForm;
use crate::entries::intensity::Intensity;

catalogue! {
    /// Groups of triggers, in the order they are offered.
    TriggerGroup {
        People,
        /// Places and sights.
        Places,
        Times,
        Feelings,
        /// Hungry, angry, lonely, tired.
        Needs,
    }
    /// Triggers of a craving, for a substance or a behavior, in the order of their groups.
    ///
    /// The choice follows the high-risk situations of Marlatt & Gordon, *Relapse Prevention* (1985): unpleasant and
    /// pleasant feelings, the body, conflict, pressure from others, cues, and testing oneself.
    Trigger {
        Argument,
        /// Was criticised or turned away.
        Criticised,
        /// Somebody nearby was doing it.
        OthersDoingIt,
        /// Somebody offered or invited.
        Offered,
        /// Met or heard from somebody of the time before.
        PeopleFromBefore,
        Alone,

        /// A place that belongs to the time before.
        OldPlace,
        /// Close to where it can be had or done: a shop, a bar, an app.
        NearIt,
        Party,
        /// A thing, sound or smell that goes with it.
        Reminder,
        /// An advertisement or a post.
        Advert,

        Evening,
        Weekend,
        /// Payday, or money at hand.
        Payday,
        /// A holiday or an anniversary.
        SpecialDay,
        /// Hours with nothing planned.
        FreeTime,

        Stress,
        Anxious,
        Sad,
        /// Ashamed or guilty.
        Ashamed,
        Bored,
        /// Glad, or something to celebrate.
        Celebrating,
        /// Pain, or not feeling well.
        Pain,
        Memory,
        /// Worry about money.
        MoneyWorry,
        /// The thought that just once would be fine.
        JustOnce,

        Hungry,
        Angry,
        Lonely,
        Tired,
    }
}

impl Trigger {
    pub const fn group(self) -> TriggerGroup {
        match self {
            Self::Argument
            | Self::Criticised
            | Self::OthersDoingIt
            | Self::Offered
            | Self::PeopleFromBefore
            | Self::Alone => TriggerGroup::People,
            Self::OldPlace | Self::NearIt | Self::Party | Self::Reminder | Self::Advert => TriggerGroup::Places,
            Self::Evening | Self::Weekend | Self::Payday | Self::SpecialDay | Self::FreeTime => TriggerGroup::Times,
            Self::Stress
            | Self::Anxious
            | Self::Sad
            | Self::Ashamed
            | Self::Bored
            | Self::Celebrating
            | Self::Pain
            | Self::Memory
            | Self::MoneyWorry
            | Self::JustOnce => TriggerGroup::Feelings,
            Self::Hungry | Self::Angry | Self::Lonely | Self::Tired => TriggerGroup::Needs,
        }
    }
}

impl TriggerGroup {
    /// Its triggers, in the order they are offered.
    pub fn triggers(self) -> impl Iterator<Item = Trigger> {
        Trigger::ALL.iter().copied().filter(move |t| t.group() == self)
    }
}

/// The triggers that were met: at least one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Triggers(Vec<Choice<Trigger>>);

impl Triggers {
    /// # Errors
    /// Fails if `triggers` is empty.
    pub fn new(triggers: Vec<Choice<Trigger>>) -> Result<Self, Invalid> {
        if triggers.is_empty() {
            Err(Invalid::new("trigger.triggers", "at least one trigger"))
        } else {
            Ok(Self(triggers))
        }
    }

    pub fn as_slice(&self) -> &[Choice<Trigger>] {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Triggers {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::new(Vec::deserialize(from)?).map_err(serde::de::Error::custom)
    }
}

/// An entry: met a trigger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MetTrigger {
    pub triggers: Triggers,
    /// Intensity of the pull.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pull: Option<Intensity>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Choice<Place>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub company: Vec<Choice<Company>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Note>,
    /// The craving that came of it, if one did and was logged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub craving: Option<ObjectId>,
}

impl KindForm for MetTrigger {}

impl MetTrigger {
    /// A trigger without details.
    pub const fn quick(triggers: Triggers) -> Self {
        Self { triggers, pull: None, place: None, company: Vec::new(), note: None, craving: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_is_short_and_stands_in_the_order_of_its_groups() {
        assert!(Trigger::ALL.len() <= 30, "{}", Trigger::ALL.len());
        let by_group: Vec<_> = TriggerGroup::ALL.iter().flat_map(|g| g.triggers()).collect();
        assert_eq!(by_group, Trigger::ALL);
        for group in TriggerGroup::ALL {
            assert!(group.triggers().count() >= 4, "{group:?}");
        }
        assert_eq!(TriggerGroup::Needs.triggers().count(), 4);
    }

    #[test]
    fn a_trigger_entry_names_at_least_one() {
        assert_eq!(Triggers::new(vec![]).map_err(|e| e.field), Err("trigger.triggers".to_owned()));
        assert!(serde_json::from_str::<MetTrigger>(r#"{"triggers":[]}"#).is_err());
        assert!(serde_json::from_str::<MetTrigger>("{}").is_err());
        assert!(Triggers::new(vec![Choice::Known(Trigger::Payday)]).is_ok());
    }
}
