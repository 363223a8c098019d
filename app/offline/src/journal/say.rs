//! Operations in plain text: RSVPs and times of reminders. The server must read them; on the phone they wait sealed
//! like everything else.

use chrono::{DateTime, Utc};
use domain::base::bytes::Bytes;
use domain::base::id::{ActId, KeyId, ObjectId, OccurrenceId, OnceId, SessionId};
use domain::base::text::ReplyText;
use domain::reminders::{HabitRule, RemindOnce, ReminderSettings, SetHabit, SetReminders, Settle, Settled};
use domain::schedule::{AnswerSession, AskMakeUp, Coming};
use domain::sync::{Change, Op, Topic};
use domain::vault::seal::Purpose;

use crate::journal::{Journal, JournalError, present};
use crate::ports::{Cipher, CipherError, Reads, Storage, Write};
use crate::rows::{self, Intent, META, Meta, OutItem, Told};
use crate::sync::outbox::queue;

impl<S: Storage, C: Cipher> Journal<S, C> {
    /// RSVP for a session; `None` takes it back. Staff read `reason`.
    pub async fn answer_session(
        &self,
        session: SessionId,
        coming: Option<Coming>,
        reason: Option<ReplyText>,
        now: i64,
    ) -> Result<(), JournalError> {
        self.say(|act| Op::Answer(AnswerSession { session, act, coming, reason }), now).await
    }

    /// Asks staff for a make-up session. They read `note`.
    pub async fn ask_make_up(&self, session: SessionId, note: Option<ReplyText>, now: i64) -> Result<(), JournalError> {
        self.say(|act| Op::AskMakeUp(AskMakeUp { session, act, note }), now).await
    }

    pub async fn set_reminders(&self, settings: ReminderSettings, now: i64) -> Result<(), JournalError> {
        self.say(|act| Op::SetReminders(SetReminders { act, settings }), now).await
    }

    /// Sets the times of a habit's reminders; `None` ends them. The task is in the sealed document `habit`.
    pub async fn set_habit(&self, habit: ObjectId, rule: Option<HabitRule>, now: i64) -> Result<(), JournalError> {
        self.say(|act| Op::SetHabit(SetHabit { habit, act, rule }), now).await
    }

    /// Asks for one notification.
    pub async fn remind_once(&self, at: DateTime<Utc>, until: DateTime<Utc>, now: i64) -> Result<(), JournalError> {
        self.say(|act| Op::RemindOnce(RemindOnce { once: OnceId::from_bytes(*act.bytes()), at, until }), now).await
    }

    /// Done with a reminder, or later.
    pub async fn settle(&self, occurrence: OccurrenceId, to: Settled, now: i64) -> Result<(), JournalError> {
        self.say(|act| Op::Settle(Settle { occurrence, act, to }), now).await
    }

    async fn say(&self, op: impl FnOnce(ActId) -> Op, now: i64) -> Result<(), JournalError> {
        let meta = self.must().await?;
        let act = ActId::from_bytes(self.vault.cipher.random16());
        let plain = rows::write(&op(act));
        let sealed = self.vault.seal_local(Purpose::Say, meta.key, meta.participant, *act.bytes(), &plain).await?;
        let (op_id, key) = (self.op_id(), meta.key);
        self.update(Reads::keys([META.to_owned()]), move |snapshot| {
            let mut writes = Vec::new();
            queue(present(&snapshot, meta.participant)?, op_id, now, Intent::Say { act, key, sealed }, &mut writes);
            Ok((writes, ()))
        })
        .await
    }

    /// Opens a waiting operation that goes out in plain words.
    pub(crate) async fn said(&self, meta: &Meta, act: ActId, key: KeyId, sealed: &Bytes) -> Result<Op, JournalError> {
        if !self.vault.holds(key) {
            self.unlock().await?;
        }
        let plain = self.vault.open_local(Purpose::Say, key, meta.participant, *act.bytes(), sealed).await?;
        rows::read(&plain).ok_or_else(|| CipherError.into())
    }

    /// Everything of `pending` that waits to be said and opens, in order.
    pub(crate) async fn all_said(&self, meta: &Meta, pending: &[OutItem]) -> Vec<Op> {
        let mut all = Vec::new();
        for item in pending {
            if let Intent::Say { act, key, sealed } = &item.intent {
                all.extend(self.said(meta, *act, *key, sealed).await);
            }
        }
        all
    }

    /// After a full pull: sends again everything the server was once told and no longer names (habits, the
    /// settings of reminders); sessions and occurrences that it does not name no longer exist.
    pub(crate) async fn say_again(&self, now: i64) -> Result<(), JournalError> {
        let meta = self.must().await?;
        let topics = [Topic::Session, Topic::Term, Topic::ReminderSettings, Topic::Habit, Topic::Occurrence];
        let reads =
            topics.into_iter().fold(Reads::default(), |reads, topic| reads.and_all(&rows::told_prefix(topic.number())));
        let mut gone = Vec::new();
        for (key, value) in self.storage.read(reads).await?.scanned {
            if rows::read::<Told>(&value).is_none_or(|told| told.told_in == meta.generation) {
                continue;
            }
            match self.open_told(&meta, &key, &value).await {
                Some(Change::ReminderSettings(told)) => self.set_reminders(told.settings, now).await?,
                Some(Change::Habit(told)) => self.set_habit(told.habit, told.rule, now).await?,
                _ => {}
            }
            gone.push(Write::Remove(key));
        }
        self.update(Reads::default(), move |_| Ok((gone, ()))).await
    }
}
