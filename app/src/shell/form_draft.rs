//! The unsaved input of a form, restored after a reload or a visit to another page.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::phone::Phone;
use super::ports::drafts::{FormId, Forms};
use crate::words::daily;

/// The draft of one form.
#[derive(Clone, Copy)]
pub struct FormDraft {
    phone: Phone,
    /// Somebody began to fill it in.
    touched: RwSignal<bool>,
    /// It shows a draft left in it.
    restored: RwSignal<bool>,
    afresh: Callback<()>,
}

/// Removes the draft of a form whose page is gone.
pub fn forget(phone: Phone, form: FormId) {
    phone.late(|late| {
        let left = late.forms();
        spawn_local(async move {
            let mut forms = left.await.unwrap_or_default();
            forms.set::<()>(&form, None);
            late.keep_forms(forms);
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
        let all = RwSignal::new(None::<Forms>);
        let form = StoredValue::new(form);
        let fresh = StoredValue::new(None::<T>);
        let kept = StoredValue::new(false);
        phone.once_ready(move |late| {
            let left = late.forms();
            spawn_local(async move {
                let found = left.await.unwrap_or_default();
                let Some(mine) = form.try_with_value(|form| found.get::<T>(form)) else { return };
                // The page may be gone by now, or somebody may have been quicker than the phone.
                if let (Some(left), Some(false)) = (mine, touched.try_get_untracked()) {
                    fresh.set_value(Some(untrack(typed)));
                    fill(left);
                    restored.set(true);
                    touched.set(true);
                }
                all.try_set(Some(found));
            });
        });
        Effect::new(move |_| {
            let (now, keep) = (typed(), touched.get() && !saved.get());
            let Some(mut found) = all.get() else { return };
            let form = form.get_value();
            // A draft this app cannot read stays for the one that can.
            if keep || kept.get_value() || found.get::<T>(&form).is_some() {
                kept.set_value(keep);
                found.set(&form, keep.then_some(&now));
                phone.late(|late| late.keep_forms(found));
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
        Self { phone, touched, restored, afresh }
    }

    /// Something was typed or chosen.
    pub fn touch(self) {
        self.phone.ask(|port| port.set_writing(true));
        self.touched.set(true);
    }

    /// It was saved.
    pub fn done(self) {
        self.phone.ask(|port| port.set_writing(false));
        // The page may be gone by now.
        self.restored.try_set(false);
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
