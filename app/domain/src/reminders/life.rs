//! The life of an occurrence: its states, and the effect of each event. The store does the reading and writing.

use chrono::{DateTime, TimeDelta, Utc};

use super::{OccurrenceState, WhyNot};
use crate::base::id::DeviceId;

/// Phones learn of an occurrence this long before it is due.
pub const TOLD_AHEAD: TimeDelta = TimeDelta::hours(48);

/// The stored state of an occurrence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Waiting,
    /// A push service took it.
    Sent(DateTime<Utc>),
    Snoozed(DateTime<Utc>),
    Done,
    Expired,
    NotDelivered(WhyNot),
}

impl State {
    pub const WAITING: i64 = 1;
    pub const SENT: i64 = 2;
    pub const SNOOZED: i64 = 3;
    pub const DONE: i64 = 4;
    pub const EXPIRED: i64 = 5;
    pub const NOT_DELIVERED: i64 = 6;

    /// Permanent: databases hold it.
    pub const fn number(self) -> i64 {
        match self {
            Self::Waiting => Self::WAITING,
            Self::Sent(_) => Self::SENT,
            Self::Snoozed(_) => Self::SNOOZED,
            Self::Done => Self::DONE,
            Self::Expired => Self::EXPIRED,
            Self::NotDelivered(_) => Self::NOT_DELIVERED,
        }
    }

    /// It may still be sent without further action.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Waiting | Self::Snoozed(_))
    }

    /// The state told to phones; `to` are the phones whose push services took it.
    pub fn told(self, to: Vec<DeviceId>) -> OccurrenceState {
        match self {
            Self::Waiting => OccurrenceState::Waiting,
            Self::Sent(at) => OccurrenceState::Sent { at, to },
            Self::Snoozed(until) => OccurrenceState::Snoozed { until },
            Self::Done => OccurrenceState::Done,
            Self::Expired => OccurrenceState::Expired,
            Self::NotDelivered(because) => OccurrenceState::NotDelivered { because },
        }
    }
}

/// The facts of an occurrence that its life needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Life {
    pub due_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub state: State,
    /// The phones know of it.
    pub announced: bool,
    /// Time of the dispatcher's next look at it.
    pub next_at: Option<DateTime<Utc>>,
    /// End of its lease.
    pub leased_until: Option<DateTime<Utc>>,
}

/// Events in the life of an occurrence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// Its plan has new times.
    Planned { due_at: DateTime<Utc>, expires_at: DateTime<Utc> },
    /// Its plan no longer contains it, for this reason.
    Unplanned(WhyNot),
    /// A newer one takes its place.
    Replaced,
    /// The participant answered the session it is about (on the way, or cannot come).
    Answered,
    /// The participant took that answer back.
    Unanswered,
    /// The participant is done with it.
    Done,
    /// The participant is done with another one about the same thing, which expires then.
    DoneUntil(DateTime<Utc>),
    /// The participant wants to be reminded again then.
    Snooze(DateTime<Utc>),
    /// It came up before it is due, to be told to the phones.
    Came,
    /// It may not be sent before then.
    Held(DateTime<Utc>),
    /// A dispatcher works on it until then.
    Leased(DateTime<Utc>),
    /// It is settled: done, expired, or not delivered.
    Ended(State),
    /// A dispatcher tried the browsers that were left.
    Tried {
        /// A push service took it.
        reached: bool,
        /// Earliest time of the next try.
        retry: Option<DateTime<Utc>>,
        /// A push service refused it permanently.
        refused: bool,
    },
}

/// The write due after an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transition {
    Nothing,
    /// Delete the row: no phone knows of it.
    Forget,
    /// Write the row and announce it to the phones.
    Tell(Life),
    /// Like `Tell`, and send it to every browser again.
    TellAgain(Life),
    /// Write the row without an announcement.
    Keep(Life),
    /// The event is refused.
    Refuse,
}

impl Life {
    /// One that was just planned.
    pub fn begin(due_at: DateTime<Utc>, expires_at: DateTime<Utc>, now: DateTime<Utc>) -> Self {
        let new =
            Self { due_at, expires_at, state: State::Waiting, announced: false, next_at: None, leased_until: None };
        new.waiting(now)
    }

    /// True if the phones know of it by now, once it is written.
    pub fn is_told(&self, now: DateTime<Utc>) -> bool {
        self.announced || self.due_at <= now + TOLD_AHEAD
    }

    /// In a state in which no dispatcher works on it.
    const fn settled(self, state: State, next_at: Option<DateTime<Utc>>) -> Self {
        Self { state, next_at, leased_until: None, ..self }
    }

    /// Waiting for its time, or, while the phones need not know of it, for the time when they are told.
    fn waiting(self, now: DateTime<Utc>) -> Self {
        let next = if self.is_told(now) { self.due_at } else { self.due_at - TOLD_AHEAD };
        self.settled(State::Waiting, Some(next))
    }

    /// The effect of an event. Events may come in any order and more than once.
    pub fn after(self, event: Event, now: DateTime<Utc>) -> Transition {
        let open = self.state.is_open();
        match event {
            Event::Planned { due_at, expires_at } => {
                let comes_back = match self.state {
                    State::NotDelivered(why) => {
                        due_at > now && matches!(why, WhyNot::Cancelled | WhyNot::TurnedOff | WhyNot::DayOff)
                    }
                    State::Waiting => (self.due_at, self.expires_at) != (due_at, expires_at),
                    State::Sent(_) | State::Snoozed(_) | State::Done | State::Expired => false,
                };
                if comes_back {
                    Transition::Tell(Self { due_at, expires_at, ..self }.waiting(now))
                } else {
                    Transition::Nothing
                }
            }
            Event::Unplanned(_) | Event::Answered if open && !self.announced => Transition::Forget,
            // Its time passed before it could be sent: it was not called off.
            Event::Unplanned(_) if open && self.expires_at <= now => {
                Transition::Tell(self.settled(State::Expired, None))
            }
            Event::Unplanned(why) if open => Transition::Tell(self.settled(State::NotDelivered(why), None)),
            // It reached one phone; the others no longer need it.
            Event::Unplanned(_) if self.next_at.is_some() => Transition::Keep(self.settled(self.state, None)),
            Event::Replaced if open => Transition::Tell(self.settled(State::NotDelivered(WhyNot::Cancelled), None)),
            Event::Answered if open || matches!(self.state, State::Sent(_)) => {
                Transition::Tell(self.settled(State::Done, None))
            }
            Event::Unanswered if self.state == State::Done && self.due_at > now => Transition::Tell(self.waiting(now)),
            Event::DoneUntil(expires_at) if open && self.due_at < expires_at => {
                Transition::Tell(self.settled(State::Done, None))
            }
            Event::Unplanned(_) | Event::Replaced | Event::Answered | Event::Unanswered | Event::DoneUntil(_) => {
                Transition::Nothing
            }
            Event::Done => Transition::Tell(self.settled(State::Done, None)),
            // The request came too late.
            Event::Snooze(_) if self.expires_at <= now => Transition::Tell(self.settled(State::Expired, None)),
            Event::Snooze(until) if until >= self.expires_at => Transition::Refuse,
            Event::Snooze(until) => Transition::TellAgain(self.settled(State::Snoozed(until), Some(until))),
            Event::Came => Transition::Tell(self.waiting(now)),
            Event::Held(until) => Transition::Keep(self.settled(self.state, Some(until))),
            Event::Leased(until) => Transition::Keep(Self { next_at: Some(until), leased_until: Some(until), ..self }),
            // An occurrence that reached one phone was sent, unless the participant is done with it.
            Event::Ended(state) if matches!(self.state, State::Sent(_)) && state != State::Done => {
                Transition::Keep(self.settled(self.state, None))
            }
            Event::Ended(state) => Transition::Tell(self.settled(state, None)),
            Event::Tried { reached, retry, refused } => {
                let next = retry.map(|at| at.min(self.expires_at));
                let state = match self.state {
                    State::Waiting | State::Snoozed(_) if reached => State::Sent(now),
                    State::Waiting | State::Snoozed(_) if next.is_none() => {
                        State::NotDelivered(if refused { WhyNot::Refused } else { WhyNot::NoPhone })
                    }
                    state => state,
                };
                let after = self.settled(state, next);
                if state == self.state && !reached { Transition::Keep(after) } else { Transition::Tell(after) }
            }
        }
    }
}

#[cfg(test)]
mod tables;
