//! The unsaved input of a form, restored after a reload or a visit to another page.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::shell::phone::Phone;
use crate::shell::ports::drafts::FormId;
use crate::words::daily;

/// The draft of one form.
#[derive(Clone, Copy)]
pub struct FormDraft {
    phone: Phone,
    form: StoredValue<FormId>,
    /// Somebody began to fill it in.
    touched: RwSignal<bool>,
    /// It shows a draft left in it.
    restored: RwSignal<bool>,
    /// It was read whether there is a draft.
    loaded: RwSignal<bool>,
    /// Its values are not the ones with which the page opened.
    changed: Callback<(), bool>,
    afresh: Callback<()>,
}

/// Removes the draft of a form whose page is gone.
pub fn forget(phone: Phone, form: &FormId) {
    phone.late(|late| late.keep_form(form, None));
}

/// Runs `then` if a draft was left in the form: its page opens it again.
pub fn when_left<U>(phone: Phone, form: FormId, then: impl FnOnce() -> U + 'static) {
    phone.once_ready(move |late| {
        let left = late.forms();
        spawn_local(async move {
            if left.await.is_ok_and(|left| left.has(&form)) {
                then();
            }
        });
    });
}

impl FormDraft {
    /// Restores the draft left in the form, and keeps the typed text until it is saved.
    pub fn of<T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static>(
        phone: Phone,
        saved: Signal<bool>,
        form: FormId,
        typed: impl Fn() -> T + Copy + Send + Sync + 'static,
        fill: impl Fn(T) + Copy + Send + Sync + 'static,
    ) -> Self {
        let (touched, restored) = (RwSignal::new(false), RwSignal::new(false));
        let loaded = RwSignal::new(false);
        let read = move || serde_json::to_value(untrack(typed)).ok();
        let first = StoredValue::new(read());
        let changed = Callback::new(move |()| first.with_value(|first| *first != read()));
        let form = StoredValue::new(form);
        let fresh = StoredValue::new(None::<T>);
        // A draft of this page is kept, or one that it could read. One that it cannot stays for the app that can.
        let kept = StoredValue::new(false);
        phone.once_ready(move |late| {
            let left = late.forms();
            spawn_local(async move {
                let found = left.await.unwrap_or_default();
                // The page may be gone by now, or somebody may have been quicker than the phone. A tap that chose
                // nothing is no reason to lose what was typed.
                let Some(mine) = form.try_with_value(|form| found.get::<T>(form)) else { return };
                kept.set_value(mine.is_some());
                let quicker = touched.try_get_untracked().is_none_or(|touched| touched && changed.run(()));
                if let (Some(left), false) = (mine, quicker) {
                    fresh.set_value(Some(untrack(typed)));
                    fill(left);
                    restored.set(true);
                    touched.set(true);
                }
                loaded.try_set(true);
            });
        });
        Effect::new(move |_| {
            let (now, keep) = (typed(), touched.get() && !saved.get());
            if loaded.get() && (keep || kept.get_value()) {
                kept.set_value(keep);
                let now = keep.then(|| serde_json::to_value(&now).ok()).flatten();
                phone.late(|late| form.with_value(|form| late.keep_form(form, now)));
            }
        });
        on_cleanup(move || phone.ask(|port| port.set_writing(false)));
        let afresh = Callback::new(move |()| {
            if let Some(fresh) = fresh.get_value() {
                fill(fresh);
            }
            restored.set(false);
            touched.set(false);
            phone.ask(|port| port.set_writing(false));
        });
        Self { phone, form, touched, restored, loaded, changed, afresh }
    }

    /// Something was typed or chosen.
    pub fn touch(self) {
        self.phone.ask(|port| port.set_writing(true));
        self.touched.set(true);
    }

    /// No draft will change its values anymore. A page that fills in something by itself does so then.
    pub fn is_read(self) -> bool {
        self.loaded.get()
    }

    /// Something differs from what the page opened with: a tap that chose nothing is not the beginning of a form.
    pub fn is_changed(self) -> bool {
        self.changed.run(())
    }

    /// Ends it once the form was saved, or is not wanted anymore. Works after its page is gone.
    pub fn forgetting(self) -> impl FnOnce() + 'static {
        let Self { phone, restored, .. } = self;
        let form = self.form.get_value();
        move || {
            phone.ask(|port| port.set_writing(false));
            forget(phone, &form);
            restored.try_set(false);
        }
    }

    /// Nothing was typed yet, again.
    pub fn begin_anew(self) {
        self.touched.try_set(false);
    }

    /// Says that the form was taken up.
    pub fn notice(self) -> impl IntoView {
        let lang = self.phone.lang;
        move || {
            self.restored.get().then(|| {
                view! {
                    <p class="note" role="status">
                        {daily::NOT_SAVED_YET.say(lang)}
                        " "
                        <button type="button" class="text" on:click=move |_| self.afresh.run(())>
                            {daily::AFRESH.say(lang)}
                        </button>
                    </p>
                }
            })
        }
    }
}
