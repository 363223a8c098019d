//! Sessions and reminders for the pages: the server's state, with the participant's pending answers applied.

use std::collections::BTreeSet;

use domain::base::id::{ObjectId, OccurrenceId, SessionId};
use domain::reminders::{HabitRule, OccurrenceChange, OccurrenceState, ReminderSettings, Settled};
use domain::schedule::{MakeUp, SessionChange, SessionState, TermChange, Zone};
use domain::sync::{Change, Op};

/// All of it at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Times {
    pub term: Option<TermChange>,
    /// By time, earliest first, without sessions the participant is no longer on.
    pub sessions: Vec<SessionChange>,
    pub settings: ReminderSettings,
    /// The zone that the server goes by for habits and quiet hours.
    pub zone: Option<Zone>,
    pub habits: Vec<(ObjectId, HabitRule)>,
    /// By the time they are due, the latest first.
    pub occurrences: Vec<OccurrenceChange>,
    /// Acts the server has not heard of yet.
    pub unheard: Unheard,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unheard {
    pub sessions: BTreeSet<SessionId>,
    pub occurrences: BTreeSet<OccurrenceId>,
    pub habits: BTreeSet<ObjectId>,
    pub settings: bool,
    /// Reminders that were asked for once.
    pub once: bool,
}

impl Times {
    /// `said` waits for the server, in the order in which it was said.
    pub(crate) fn of<'a>(told: impl Iterator<Item = &'a Change>, said: Vec<Op>) -> Self {
        let mut times = Self::default();
        for change in told {
            match change {
                Change::Session(session) if session.state != SessionState::Withdrawn => {
                    times.sessions.push((**session).clone());
                }
                Change::Term(term) => times.term = Some(term.clone()),
                Change::ReminderSettings(told) => {
                    (times.settings, times.zone) = (told.settings.clone(), told.zone.clone());
                }
                Change::Habit(habit) => times.habits.extend(habit.rule.clone().map(|rule| (habit.habit, rule))),
                Change::Occurrence(occurrence) => times.occurrences.push(occurrence.clone()),
                _ => {}
            }
        }
        times.sessions.sort_by_key(|session| (session.starts_at, session.session));
        times.occurrences.sort_by_key(|occurrence| std::cmp::Reverse((occurrence.due_at, occurrence.occurrence)));
        for op in said {
            times.hear(op);
        }
        times
    }

    fn hear(&mut self, op: Op) {
        match op {
            Op::Answer(answer) => {
                self.unheard.sessions.insert(answer.session);
                self.change(answer.session, |session| session.coming = answer.coming);
            }
            Op::AskMakeUp(ask) => {
                self.unheard.sessions.insert(ask.session);
                self.change(ask.session, |session| session.make_up = Some(MakeUp::Asked));
            }
            Op::SetReminders(set) => {
                self.unheard.settings = true;
                self.settings = set.settings;
            }
            Op::SetHabit(set) => {
                self.unheard.habits.insert(set.habit);
                self.habits.retain(|(habit, _)| *habit != set.habit);
                self.habits.extend(set.rule.map(|rule| (set.habit, rule)));
            }
            Op::RemindOnce(_) => self.unheard.once = true,
            Op::Settle(settle) => {
                self.unheard.occurrences.insert(settle.occurrence);
                for occurrence in self.occurrences.iter_mut().filter(|o| o.occurrence == settle.occurrence) {
                    occurrence.state = match settle.to {
                        Settled::Done => OccurrenceState::Done,
                        Settled::Snoozed { until } => OccurrenceState::Snoozed { until },
                    };
                }
            }
            Op::Revise(_)
            | Op::Delete(_)
            | Op::Share(_)
            | Op::Unshare(_)
            | Op::ShareSetting(_)
            | Op::WrapKey(_)
            | Op::Void => {}
        }
    }

    fn change(&mut self, session: SessionId, with: impl Fn(&mut SessionChange)) {
        self.sessions.iter_mut().filter(|s| s.session == session).for_each(with);
    }
}
