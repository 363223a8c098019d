//! Targets: a substance or a behavior to change, in the participant's own words, with their own unit and aims.
//!
//! A target lives long: a change of aim adds to its history and takes nothing away.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Invalid;
use crate::base::amount::Amount;
use crate::base::day;
use crate::base::text::Label;
use crate::entries::form::KindForm;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TargetKind {
    Substance,
    Behaviour,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Aim {
    /// Not at all.
    Abstain,
    /// Less than before.
    Reduce,
    /// Down along a calendar that a clinician entered.
    Taper,
}

/// An aim, and the first day it holds. It holds until the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AimFrom {
    #[serde(with = "day")]
    pub from: NaiveDate,
    pub aim: Aim,
    /// At most this much a week, in the target's unit. Only with [`Aim::Reduce`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<Amount>,
}

/// A document: one target, kept up to date by the participant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(try_from = "Raw")]
pub struct Target {
    pub kind: TargetKind,
    /// The participant's own word for it.
    pub name: Label,
    /// Unit of amounts: drinks, mg, money, minutes. The participant's own word.
    pub unit: Label,
    /// At least one, oldest first, at most one a day. The first day of the first one is the day it began.
    aims: Vec<AimFrom>,
    /// The day the participant archived this target; the count up to then stays.
    #[serde(with = "day::option", skip_serializing_if = "Option::is_none")]
    retired: Option<NaiveDate>,
}

impl KindForm for Target {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    kind: TargetKind,
    name: Label,
    unit: Label,
    aims: Vec<AimFrom>,
    #[serde(default, with = "day::option")]
    retired: Option<NaiveDate>,
}

impl TryFrom<Raw> for Target {
    type Error = Invalid;
    fn try_from(raw: Raw) -> Result<Self, Invalid> {
        Self { kind: raw.kind, name: raw.name, unit: raw.unit, aims: raw.aims, retired: raw.retired }.checked()
    }
}

impl Target {
    /// # Errors
    /// Fails if the first aim has a goal without being [`Aim::Reduce`], or a day out of range.
    pub fn new(kind: TargetKind, name: Label, unit: Label, first: AimFrom) -> Result<Self, Invalid> {
        Self { kind, name, unit, aims: vec![first], retired: None }.checked()
    }

    /// All aims, oldest first; never empty.
    pub fn aims(&self) -> &[AimFrom] {
        &self.aims
    }

    /// The first day that counts.
    pub fn began(&self) -> NaiveDate {
        // There is always a first aim.
        self.aims.first().map(|a| a.from).unwrap_or_default()
    }

    pub const fn retired(&self) -> Option<NaiveDate> {
        self.retired
    }

    /// The aim that holds on `day`. `None` before it began.
    pub fn aim_on(&self, day: NaiveDate) -> Option<AimFrom> {
        self.aims.iter().rev().find(|a| a.from <= day).copied()
    }

    /// With another aim from a day on. It takes the place of an aim of that very day; all others stay.
    ///
    /// # Errors
    /// Fails if the day is before it began, or there is a goal without [`Aim::Reduce`].
    pub fn with_aim(mut self, next: AimFrom) -> Result<Self, Invalid> {
        if next.from < self.began() {
            return Err(Invalid::new("target.aims.from", "the day it began or later"));
        }
        match self.aims.binary_search_by_key(&next.from, |a| a.from) {
            Ok(same) => self.aims[same] = next,
            Err(place) => self.aims.insert(place, next),
        }
        self.checked()
    }

    /// Without the aim that began on a day: the one before it holds on.
    ///
    /// # Errors
    /// Fails if no aim began then, or it is the first one, whose day is the day it began.
    pub fn without_aim(mut self, from: NaiveDate) -> Result<Self, Invalid> {
        match self.aims.iter().position(|a| a.from == from) {
            Some(place) if place > 0 => drop(self.aims.remove(place)),
            _ => return Err(Invalid::new("target.aims.from", "the first day of an aim that is not the first one")),
        }
        self.checked()
    }

    /// With another day on which it began.
    ///
    /// # Errors
    /// Fails if that is not before the second aim, or after the day it was archived.
    pub fn with_began(mut self, began: NaiveDate) -> Result<Self, Invalid> {
        if let Some(first) = self.aims.first_mut() {
            first.from = began;
        }
        self.checked()
    }

    /// Archived on a day, or active again with `None`.
    ///
    /// # Errors
    /// Fails if the day is before it began.
    pub fn with_retired(mut self, retired: Option<NaiveDate>) -> Result<Self, Invalid> {
        self.retired = retired;
        self.checked()
    }

    fn checked(self) -> Result<Self, Invalid> {
        if self.aims.is_empty() || !self.aims.is_sorted_by(|a, b| a.from < b.from) {
            return Err(Invalid::new("target.aims", "at least one aim, oldest first, one a day"));
        }
        for aim in &self.aims {
            day::check("target.aims.from", aim.from)?;
            if aim.goal.is_some() && aim.aim != Aim::Reduce {
                return Err(Invalid::new("target.aims.goal", "an amount a week, only with the aim to reduce"));
            }
        }
        if let Some(retired) = self.retired {
            day::check("target.retired", retired)?;
            if retired < self.began() {
                return Err(Invalid::new("target.retired", "the day it began or later"));
            }
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> NaiveDate {
        day::parse("test", text).unwrap()
    }

    fn aim(from: &str, aim: Aim) -> AimFrom {
        AimFrom { from: on(from), aim, goal: None }
    }

    fn target() -> Target {
        let label = |text| Label::new("name", text).unwrap();
        Target::new(TargetKind::Behaviour, label("Slots"), label("dollars"), aim("2026-03-01", Aim::Reduce)).unwrap()
    }

    #[test]
    fn changing_the_aim_keeps_the_earlier_ones() {
        let target = target()
            .with_aim(aim("2026-05-01", Aim::Abstain))
            .and_then(|t| t.with_aim(aim("2026-04-01", Aim::Taper)))
            .unwrap();
        let days: Vec<_> = target.aims().iter().map(|a| (day::to_text(a.from), a.aim)).collect();
        assert_eq!(
            days,
            [
                ("2026-03-01".to_owned(), Aim::Reduce),
                ("2026-04-01".to_owned(), Aim::Taper),
                ("2026-05-01".to_owned(), Aim::Abstain)
            ]
        );
        assert_eq!(target.aim_on(on("2026-04-30")).map(|a| a.aim), Some(Aim::Taper));
        assert_eq!(target.aim_on(on("2026-02-28")), None);
        let again = target.with_aim(aim("2026-05-01", Aim::Reduce)).unwrap();
        assert_eq!(again.aims().len(), 3);
        assert_eq!(again.aim_on(on("2027-01-01")).map(|a| a.aim), Some(Aim::Reduce));
    }

    #[test]
    fn an_aim_is_taken_out_and_the_one_before_it_holds_on_but_never_the_first() {
        let target = target()
            .with_aim(aim("2026-04-01", Aim::Taper))
            .and_then(|t| t.with_aim(aim("2026-05-01", Aim::Abstain)))
            .unwrap();
        let without = target.clone().without_aim(on("2026-04-01")).unwrap();
        assert_eq!(without.aim_on(on("2026-04-15")).map(|a| a.aim), Some(Aim::Reduce));
        assert_eq!(without.aim_on(on("2026-05-01")).map(|a| a.aim), Some(Aim::Abstain));
        for day in ["2026-03-01", "2026-04-02"] {
            assert!(target.clone().without_aim(on(day)).is_err_and(|e| e.field == "target.aims.from"), "{day}");
        }
    }

    #[test]
    fn a_target_holds_no_nonsense() {
        let field = |made: Result<Target, Invalid>| made.map_err(|e| e.field).unwrap_err();
        assert_eq!(field(target().with_aim(aim("2026-02-28", Aim::Abstain))), "target.aims.from");
        let goal = AimFrom { goal: Amount::new(500).ok(), ..aim("2026-04-01", Aim::Abstain) };
        assert_eq!(field(target().with_aim(goal)), "target.aims.goal");
        let two = target().with_aim(aim("2026-04-01", Aim::Abstain)).unwrap();
        assert_eq!(field(two.clone().with_began(on("2026-04-01"))), "target.aims");
        assert_eq!(two.clone().with_began(on("2026-01-15")).map(|t| t.began()), Ok(on("2026-01-15")));
        assert_eq!(field(two.clone().with_retired(Some(on("2026-02-01")))), "target.retired");
        assert_eq!(
            two.with_retired(Some(on("2026-06-01"))).and_then(|t| t.with_retired(None)).map(|t| t.retired()),
            Ok(None)
        );
    }

    #[test]
    fn decoding_refuses_what_the_constructors_refuse() {
        let read = |rest: &str| {
            serde_json::from_str::<Target>(&format!(r#"{{"kind":"substance","name":"Beer","unit":"drinks",{rest}}}"#))
        };
        assert!(read(r#""aims":[{"from":"2026-03-01","aim":"abstain"}]"#).is_ok());
        assert!(read(r#""aims":[{"from":"2026-03-01","aim":"reduce","goal":700}],"retired":"2026-03-01""#).is_ok());
        for wrong in [
            r#""aims":[]"#,
            r#""aim":"abstain""#,
            r#""aims":[{"from":"2026-03-01","aim":"win"}]"#,
            r#""aims":[{"from":"yesterday","aim":"abstain"}]"#,
            r#""aims":[{"from":"2026-03-01","aim":"abstain","goal":700}]"#,
            r#""aims":[{"from":"2026-03-02","aim":"abstain"},{"from":"2026-03-01","aim":"reduce"}]"#,
            r#""aims":[{"from":"2026-03-01","aim":"abstain"},{"from":"2026-03-01","aim":"reduce"}]"#,
            r#""aims":[{"from":"2026-03-01","aim":"abstain"}],"retired":"2026-02-01""#,
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
