//! All texts of notifications. A stranger may read them on a lock screen, so they reveal nothing, and there are no
//! others.

use chrono::{DateTime, TimeDelta, Utc};

use super::rules::Source;

/// A language that notifications speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    English,
    Spanish,
}

impl Lang {
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Spanish => "es",
        }
    }

    /// `None` for any other.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "en" => Some(Self::English),
            "es" => Some(Self::Spanish),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    Reminder,
    StartsSoon,
    ScheduleChanged,
    CheckIn,
    Message,
}

/// A session within this time starts soon.
const SOON: TimeDelta = TimeDelta::hours(3);

impl Notice {
    pub const ALL: [Self; 5] = [Self::Reminder, Self::StartsSoon, Self::ScheduleChanged, Self::CheckIn, Self::Message];

    /// The notice of a reminder at `now`. One about a session expires when that begins.
    pub fn of(source: Source, expires_at: DateTime<Utc>, now: DateTime<Utc>) -> Self {
        match source {
            Source::Session if expires_at - now <= SOON => Self::StartsSoon,
            Source::Changed => Self::ScheduleChanged,
            Source::Reply => Self::Message,
            Source::Once => Self::CheckIn,
            Source::Session | Source::Habit | Source::Digest | Source::Test => Self::Reminder,
        }
    }

    pub const fn text(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Reminder, Lang::English) => "You have a reminder.",
            (Self::Reminder, Lang::Spanish) => "Tienes un recordatorio.",
            (Self::StartsSoon, Lang::English) => "Something starts soon.",
            (Self::StartsSoon, Lang::Spanish) => "Algo empieza pronto.",
            (Self::ScheduleChanged, Lang::English) => "Your schedule has changed.",
            (Self::ScheduleChanged, Lang::Spanish) => "Tu horario ha cambiado.",
            (Self::CheckIn, Lang::English) => "Time for a check-in.",
            (Self::CheckIn, Lang::Spanish) => "Es hora de ver cómo vas.",
            (Self::Message, Lang::English) => "You have a message.",
            (Self::Message, Lang::Spanish) => "Tienes un mensaje.",
        }
    }
}
