//! A practice from its beginning to the details: the part in the journal, and the part kept so that neither a locked
//! screen nor a reload loses anything.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use chrono::{DateTime, FixedOffset};
use domain::base::id::{ObjectId, RevisionId};
use domain::base::text::Note;
use domain::entries::body::{Body, Record};
use domain::entries::intensity::Intensity;
use domain::entries::practice::{Practice, Seconds, Setting};
use domain::skills::skill::{KnownSkill, WhichSkill};
use leptos::prelude::*;

use crate::entries::recovered_draft::settled;
use crate::shell::form::writing::{Writing, read};
use crate::shell::phone::Phone;
use crate::shell::ports::practice::{PRACTICE_LIFE_MS, Underway};
use crate::shell::ports::{Port, Working};
use crate::skills;

/// A finished practice: the entry, its head, and its time.
pub type Saved = (ObjectId, RevisionId, DateTime<FixedOffset>);

/// Details of a finished practice are shown again for this long. Older ones are saved to their entry.
const DETAILS_MS: i64 = 10 * 60 * 1000;

#[derive(Clone, Copy)]
pub struct PracticeRun {
    pub phone: Phone,
    pub which: WhichSkill,
    pub setting: RwSignal<Setting>,
    pub before: RwSignal<Option<Intensity>>,
    pub after: RwSignal<Option<Intensity>>,
    /// As typed; checked when it is saved.
    pub note: RwSignal<String>,
    pub wrong_note: RwSignal<bool>,
    /// Start, in ms of the phone's clock: all times on the screen are counted from it.
    pub started: RwSignal<Option<i64>>,
    /// Step of a guide that does not go by the clock alone.
    pub step: RwSignal<u32>,
    pub saved: RwSignal<Option<Saved>>,
    pub undone: RwSignal<bool>,
    pub writing: Writing,
    /// Everything is in the journal and the participant wants to go on.
    pub ended: RwSignal<bool>,
    ending: RwSignal<bool>,
    seconds: RwSignal<Option<Seconds>>,
    /// A practice left in the middle has been read; before that nothing may be written over it.
    loaded: RwSignal<bool>,
    /// Current content of the entry.
    written: StoredValue<Option<Practice>>,
    /// The screen shows an unfinished practice.
    taken_up: StoredValue<bool>,
    /// Left in the middle with other skills.
    others: StoredValue<Vec<Underway>>,
    /// Nothing was done yet as long as it looks like this: as it was before anybody could touch it.
    untouched: StoredValue<Underway>,
}

impl PracticeRun {
    pub fn new(phone: Phone, which: WhichSkill, setting: Setting) -> Self {
        let run = Self {
            phone,
            which,
            setting: RwSignal::new(setting),
            before: RwSignal::default(),
            after: RwSignal::default(),
            note: RwSignal::default(),
            wrong_note: RwSignal::default(),
            started: RwSignal::default(),
            step: RwSignal::default(),
            saved: RwSignal::default(),
            undone: RwSignal::default(),
            writing: Writing::new(phone),
            ended: RwSignal::default(),
            ending: RwSignal::default(),
            seconds: RwSignal::default(),
            loaded: RwSignal::default(),
            written: StoredValue::default(),
            taken_up: StoredValue::new(false),
            others: StoredValue::default(),
            untouched: StoredValue::new(Underway {
                practice: Practice::quick(which, setting),
                note: String::new(),
                started: None,
                step: 0,
                saved: None,
                kept: 0,
            }),
        };
        run.restore();
        run.keep();
        on_cleanup(move || run.leave());
        run
    }

    /// The urge before, as it is known already: nobody has touched anything by that.
    pub fn know_before(self, before: Intensity) {
        self.untouched.update_value(|untouched| untouched.practice.before = Some(before));
        self.before.set(Some(before));
    }

    /// True once a practice left in the middle is on the screen.
    pub fn is_loaded(self) -> bool {
        self.loaded.get()
    }

    /// Nothing was left, and nothing was begun.
    pub fn is_fresh(self) -> bool {
        !self.taken_up.get_value() && self.started.get_untracked().is_none() && self.saved.get_untracked().is_none()
    }

    /// Sets the occasion, as known already.
    pub fn know_setting(self, setting: Setting) {
        self.untouched.update_value(|untouched| untouched.practice.setting = setting);
        self.setting.set(setting);
    }

    /// The guide begins.
    pub fn begin(self) {
        self.undone.set(false);
        self.step.set(0);
        self.phone.ask(|port| self.started.set(Some(port.local_now().timestamp_millis())));
    }

    /// Back to the state before the start; the typed text stays.
    pub fn start_over(self) {
        self.started.set(None);
        self.step.set(0);
    }

    /// It was done: that is saved at once.
    pub fn finish(self) {
        let started = self.started.get_untracked();
        self.phone.ask(|port| {
            let lasted = started
                .map(|started| port.local_now().timestamp_millis() - started)
                .filter(|ms| *ms <= PRACTICE_LIFE_MS);
            self.seconds.set(lasted.and_then(|ms| Seconds::new(u32::try_from(ms / 1000).ok()?).ok()));
        });
        self.save();
    }

    /// Saves the unsaved part, then ends.
    pub fn end(self) {
        self.ending.set(true);
        self.save();
    }

    /// The practice now. An invalid note stays on the screen and out of the entry.
    fn practice(self) -> Practice {
        let note = Note::optional("note", &self.note.get_untracked());
        self.wrong_note.set(note.is_err());
        Practice {
            skill: self.which,
            setting: self.setting.get_untracked(),
            before: self.before.get_untracked(),
            after: self.after.get_untracked(),
            seconds: self.seconds.get_untracked(),
            note: note.ok().flatten(),
        }
    }

    /// Saves its current state: one write at a time, and the latest choice last.
    pub fn save(self) {
        let round = move |port: Rc<dyn Port>| -> Pin<Box<dyn Future<Output = bool>>> {
            Box::pin(async move {
                let practice = self.practice();
                let done = match self.saved.get_untracked() {
                    Some(saved) if self.written.get_value().as_ref() == Some(&practice) => Ok(saved),
                    Some((object, head, at)) => {
                        let record = Record::new(at, Body::Practice(practice.clone()));
                        port.revise(object, vec![head], record.into()).await.map(|head| (object, head, at))
                    }
                    None => {
                        let at = port.local_now();
                        port.record(Record::new(at, Body::Practice(practice.clone())).into())
                            .await
                            .map(|(object, head)| (object, head, at))
                    }
                };
                // The page may be gone by now; what was saved is saved.
                self.writing.trouble.try_set(done.as_ref().err().cloned());
                let Ok(saved) = done else { return false };
                self.written.try_set_value(Some(practice));
                self.saved.try_set(Some(saved));
                true
            })
        };
        let then = move || {
            // Stop while a field is invalid; the error is shown there.
            let sound = self.writing.trouble.try_get_untracked() == Some(None)
                && self.wrong_note.try_get_untracked() == Some(false);
            self.ended.try_set(sound && self.ending.try_get_untracked() == Some(true));
            self.ending.try_set(false);
        };
        self.writing.latest(round, then);
    }

    /// Deletes the entry; the typed text stays.
    pub fn undo(self) {
        let Some((object, head, _)) = self.saved.get_untracked() else { return };
        self.writing.run(
            |port, _| port.delete(object, vec![head]),
            move |()| {
                self.saved.try_set(None);
                self.after.try_set(None);
                self.started.try_set(None);
                self.written.try_set_value(None);
                self.undone.try_set(true);
            },
        );
    }

    /// The page is left: the details of a finished practice are saved; an unfinished one waits until it is resumed.
    fn leave(self) {
        let Some((object, head, at)) = self.saved.get_untracked() else { return };
        let practice = self.practice();
        let typed_wrong = self.wrong_note.get_untracked();
        let changed = self.written.get_value().is_some_and(|written| written != practice);
        let others = self.others.get_value();
        self.phone.late(|late| {
            self.phone.ask(|port| {
                let revising =
                    changed.then(|| port.revise(object, vec![head], Record::new(at, Body::Practice(practice)).into()));
                let all: Working<()> = Box::pin(async move {
                    if let Some(revising) = revising {
                        revising.await?;
                    }
                    Ok(())
                });
                read(all, move |done| {
                    if done.is_ok() && !typed_wrong {
                        late.keep_underway(others);
                    }
                });
            });
        });
    }

    fn underway(self, kept: i64) -> Underway {
        let practice = Practice {
            before: self.before.get(),
            after: self.after.get(),
            seconds: self.seconds.get(),
            ..Practice::quick(self.which, self.setting.get())
        };
        let (note, started, step, saved) = (self.note.get(), self.started.get(), self.step.get(), self.saved.get());
        Underway { practice, note, started, step, saved, kept }
    }

    /// Keeps the content of the screen, sealed, at every change.
    fn keep(self) {
        let phone = self.phone;
        Effect::new(move |_| {
            let mine = self.underway(0);
            if !self.loaded.get() {
                return;
            }
            let touched = self.untouched.with_value(|untouched| *untouched != mine);
            let mut all = self.others.get_value();
            phone.ask(|port| {
                port.set_writing(touched);
                if touched {
                    all.push(Underway { kept: port.local_now().timestamp_millis(), ..mine });
                }
            });
            phone.late(|late| late.keep_underway(all));
        });
        on_cleanup(move || phone.ask(|port| port.set_writing(false)));
    }

    /// Resumes an unfinished practice.
    fn restore(self) {
        let phone = self.phone;
        phone.once_ready(move |late| {
            let kept = late.underway();
            phone.ask(|port| {
                let taking_up: Working<()> = Box::pin(async move {
                    let (mut mine, others) = kept
                        .await
                        .unwrap_or_default()
                        .into_iter()
                        .partition::<Vec<_>, _>(|u| u.practice.skill == self.which);
                    if self.loaded.try_get_untracked().is_none() {
                        return Ok(());
                    }
                    self.others.set_value(others);
                    self.lines_of_before();
                    let now = port.local_now().timestamp_millis();
                    let newest = mine.pop();
                    self.others.update_value(|others| others.append(&mut mine));
                    if let Some(mine) = newest {
                        match mine.saved {
                            None => self.take_up(mine, now),
                            Some(saved) => self.take_up_details(mine, saved, now).await,
                        }
                    }
                    self.loaded.try_set(true);
                    Ok(())
                });
                read(taking_up, drop);
            });
        });
    }

    /// Own lines and names are there again the next time.
    fn lines_of_before(self) {
        const KEPT: [KnownSkill; 3] = [KnownSkill::PlayItForward, KnownSkill::RefusalLines, KnownSkill::CallSomeone];
        let keeps = matches!(self.which, WhichSkill::Known(known) if KEPT.contains(&known));
        let last = self.phone.look.with_untracked(|look| {
            skills::practices(look)
                .filter(|p| p.skill == self.which)
                .find_map(|p| p.note.as_ref().map(|n| n.as_str().to_owned()))
        });
        if let (true, Some(last)) = (keeps, last)
            && self.note.with_untracked(String::is_empty)
        {
            self.untouched.update_value(|untouched| untouched.note.clone_from(&last));
            self.note.set(last);
        }
    }

    fn take_up(self, mine: Underway, now: i64) {
        // Somebody was quicker with a new one than the phone.
        if self.started.get_untracked().is_some() {
            if self.note.with_untracked(|note| note.is_empty() || self.untouched.with_value(|u| u.note == *note)) {
                self.note.set(mine.note);
            }
            if self.before.get_untracked().is_none() {
                self.before.set(mine.practice.before);
            }
            return;
        }
        self.taken_up.set_value(true);
        // Another craving is another practice.
        let same = [Setting::Calm, mine.practice.setting].contains(&self.setting.get_untracked());
        let fresh = if mine.started.is_some() { mine.goes_on(now) } else { now - mine.kept <= DETAILS_MS };
        self.note.set(mine.note);
        if same && fresh {
            self.setting.set(mine.practice.setting);
            self.before.set(mine.practice.before);
            self.step.set(mine.step);
            self.started.set(mine.started);
        }
    }

    async fn take_up_details(self, mine: Underway, saved: Saved, now: i64) {
        let (object, head, at) = saved;
        let Some(entry) = self.phone.look.with_untracked(|look| look.entry(object).cloned()) else { return };
        // Never without the note: if it cannot be saved, the participant sees it and decides.
        if let Ok(note) = Note::optional("note", &mine.note) {
            let record = Record::new(at, Body::Practice(Practice { note, ..mine.practice.clone() }));
            let mut port = None;
            self.phone.ask(|p| port = Some(p));
            let Some(port) = port else { return };
            let Some(quicker) = self.started.try_get_untracked() else { return };
            let old = now - mine.kept > DETAILS_MS || quicker.is_some();
            // A young one is shown again even where nothing was added yet: the second rating may still come.
            if old && settled(&*port, &entry, head, entry.record == record, record.into(), old).await {
                return;
            }
        }
        match self.started.try_get_untracked() {
            None => return,
            Some(Some(_)) => return self.others.update_value(|others| others.push(mine)),
            Some(None) => {}
        }
        self.taken_up.set_value(true);
        // The content of the entry: anything else on the screen is saved by leaving, too.
        if let Body::Practice(practice) = &entry.record.body {
            self.written.set_value(Some(practice.clone()));
        }
        self.setting.try_set(mine.practice.setting);
        self.before.try_set(mine.practice.before);
        self.after.try_set(mine.practice.after);
        self.seconds.try_set(mine.practice.seconds);
        self.note.try_set(mine.note);
        self.started.try_set(mine.started);
        // On top of its base: if that was edited meanwhile, both versions are kept.
        self.saved.try_set(Some((object, head, at)));
    }
}
