//! The time of an entry on its form: the moment of saving, until another one was chosen.

use chrono::{DateTime, FixedOffset};
use domain::base::moment;
use domain::entries::body::{Body, Record};
use leptos::prelude::*;

use crate::words::calendar as say;
use crate::words::i18n::Words;

/// As it stands in a draft. Earlier apps wrote the time at which the form was opened as `at`, and no `begun`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypedWhen {
    /// The chosen time; none for the moment of saving.
    pub at: Option<DateTime<FixedOffset>>,
    /// Time at which the form began to be filled in.
    pub begun: Option<DateTime<FixedOffset>>,
}

impl TypedWhen {
    /// The date to name when the form comes back on the day `now`: that of another day on which it was begun, or the
    /// time of a draft by an earlier app, which nobody may have chosen.
    pub fn to_name(self, now: DateTime<FixedOffset>) -> Option<(Words, DateTime<FixedOffset>)> {
        match (self.begun, self.at) {
            (Some(begun), _) => (moment::day(begun) != moment::day(now)).then_some((say::BEGUN, begun)),
            (None, at) => at.map(|at| (say::ITS_TIME, at)),
        }
    }
}

/// A moment that may not be there.
type Maybe = RwSignal<Option<DateTime<FixedOffset>>>;

/// A handle: forms that hold it stay small.
#[derive(Clone, Copy)]
pub struct When(StoredValue<Parts>);

#[derive(Clone, Copy)]
pub struct Parts {
    /// The chosen time; none for the moment of saving.
    pub chosen: Maybe,
    begun: Maybe,
    /// A time that was asked about already, or was there before.
    pub sure: Maybe,
    /// The field was emptied.
    pub missing: RwSignal<bool>,
    pub asking: RwSignal<bool>,
    /// It came back out of a draft.
    pub restored: RwSignal<bool>,
    /// Saves the form again.
    pub again: StoredValue<Option<Callback<()>>>,
}

impl When {
    /// Of something new: now.
    pub fn now() -> Self {
        Self(StoredValue::new(Parts {
            chosen: RwSignal::new(None),
            begun: RwSignal::new(None),
            sure: RwSignal::new(None),
            missing: RwSignal::new(false),
            asking: RwSignal::new(false),
            restored: RwSignal::new(false),
            again: StoredValue::new(None),
        }))
    }

    /// Of something saved already.
    pub fn of(at: DateTime<FixedOffset>) -> Self {
        let when = Self::now();
        when.set(at);
        when
    }

    pub fn parts(self) -> Parts {
        self.0.get_value()
    }

    /// Takes the time of something saved.
    pub fn set(self, at: DateTime<FixedOffset>) {
        self.parts().sure.set(Some(at));
        self.choose(at);
    }

    /// Takes a time that was chosen.
    pub fn choose(self, at: DateTime<FixedOffset>) {
        let Parts { chosen, missing, .. } = self.parts();
        chosen.set(Some(at));
        missing.set(false);
    }

    /// The chosen time; the epoch for the moment of saving.
    pub fn get(self) -> DateTime<FixedOffset> {
        self.parts().chosen.get().unwrap_or_default()
    }

    /// `save` is run again once a time that was asked about is confirmed.
    pub fn on_sure(self, save: impl Fn() + Send + Sync + 'static) {
        self.parts().again.set_value(Some(Callback::new(move |()| save())));
    }

    /// As it stands in a draft.
    pub fn typed(self) -> TypedWhen {
        let Parts { chosen, begun, .. } = self.parts();
        TypedWhen { at: chosen.get(), begun: begun.get() }
    }

    pub fn fill(self, typed: TypedWhen) {
        let Parts { chosen, begun, missing, restored, .. } = self.parts();
        chosen.set(typed.at);
        begun.set(typed.begun);
        missing.set(false);
        restored.set(true);
    }

    /// Something on the form was typed or chosen.
    pub fn touch(self, now: DateTime<FixedOffset>) {
        let Parts { begun, .. } = self.parts();
        if begun.with_untracked(Option::is_none) {
            begun.set(Some(now));
        }
    }

    /// True if the time is missing; the focus goes there.
    pub fn is_missing(self) -> bool {
        let Parts { missing, .. } = self.parts();
        let is = missing.get_untracked();
        if is {
            missing.set(false);
            missing.set(true);
        }
        is
    }

    /// The record to save; none while something is missing, or while its time is asked about.
    pub fn record(self, now: DateTime<FixedOffset>, body: Option<Body>) -> Option<Record> {
        self.sure(now, body).map(|(at, body)| Record::new(at, body))
    }

    /// The same, in its parts.
    pub fn sure<T>(self, now: DateTime<FixedOffset>, body: Option<T>) -> Option<(DateTime<FixedOffset>, T)> {
        let Parts { chosen, sure, asking, .. } = self.parts();
        let is_missing = self.is_missing();
        let body = body.filter(|_| !is_missing)?;
        let at = chosen.get_untracked().unwrap_or(now);
        if sure.get_untracked() != Some(at) && moment::is_unlikely(at, now) {
            asking.set(true);
            return None;
        }
        Some((at, body))
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;
    use serde::de::DeserializeOwned;
    use serde_json::{Value, json};

    use super::*;
    use crate::kinds::check_in::form::TypedCheckIn;
    use crate::kinds::trigger::form::TypedTrigger;
    use crate::kinds::used::form::TypedUse;

    fn at(text: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(text).unwrap()
    }

    /// Reads a draft of this form, and checks that nothing of it is lost when it is written again.
    fn read<T: Serialize + DeserializeOwned>(draft: &Value) -> T {
        let typed = T::deserialize(draft).unwrap();
        assert_eq!(&serde_json::to_value(&typed).unwrap(), draft);
        typed
    }

    #[test]
    fn f22_a_form_that_comes_back_from_another_day_names_that_day() {
        let now = at("2026-11-29T14:00:00-05:00");
        let named = |at: Option<&str>, begun: Option<&str>| {
            let parse = |text: Option<&str>| text.map(self::at);
            TypedWhen { at: parse(at), begun: parse(begun) }.to_name(now).map(|(_, named)| named.to_rfc3339())
        };
        let (yesterday, today) = ("2026-11-28T23:50:00-05:00", "2026-11-29T09:00:00-05:00");
        assert_eq!(named(Some(today), None).as_deref(), Some(today), "of an earlier app: nobody may have chosen it");
        assert_eq!(named(Some(yesterday), None).as_deref(), Some(yesterday));
        assert_eq!(named(None, Some(yesterday)).as_deref(), Some(yesterday));
        assert_eq!(named(Some(today), Some(yesterday)).as_deref(), Some(yesterday));
        assert_eq!(named(Some(yesterday), Some(today)), None);
        assert_eq!(named(None, Some(today)), None);
        assert_eq!(named(None, None), None);
    }

    #[test]
    fn f22_drafts_of_earlier_apps_are_read_with_their_time_as_chosen() {
        let time = "2026-11-28T09:00:00-05:00";
        let used = json!({"target": null, "amount": "2", "craving": null, "before": "", "next_time": "", "need": "", "at": time});
        let met = json!({"triggers": [], "pull": null, "place": null, "company": [], "craving": null, "note": "x", "at": time});
        let check_in = json!({"answers": [null, null, null, 3], "note": "x", "at": time});
        let used: TypedUse = read(&used);
        assert_eq!((used.at, used.begun), (Some(at(time)), None));
        let met: TypedTrigger = read(&met);
        assert_eq!((met.at, met.begun), (Some(at(time)), None));
        assert_eq!(read::<TypedCheckIn>(&check_in).at, at(time));

        let now = json!({"target": null, "amount": "", "craving": null, "before": "", "next_time": "", "need": "", "at": null, "begun": time});
        let now: TypedUse = read(&now);
        assert_eq!((now.at, now.begun), (None, Some(at(time))));
    }
}
