//! The only way in which a page asks the device to write something, or anything else that may fail.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::shell::phone::Phone;
use crate::shell::ports::{LatePort, Port, Trouble, Working};

/// A button, or several of which one at a time may work.
#[derive(Clone, Copy)]
pub struct Writing {
    pub phone: Phone,
    busy: RwSignal<bool>,
    /// Asked for while another round was running, see [`Writing::latest`].
    again: RwSignal<bool>,
    pub trouble: RwSignal<Option<Trouble>>,
}

impl Writing {
    pub fn new(phone: Phone) -> Self {
        let (busy, again) = (RwSignal::new(false), RwSignal::new(false));
        Self { phone, busy, again, trouble: RwSignal::new(None) }
    }

    /// Another button of the page, which may work while this one does. Trouble is shown in the same place.
    pub fn beside(self) -> Self {
        Self { trouble: self.trouble, ..Self::new(self.phone) }
    }

    /// It runs.
    pub fn busy(self) -> Signal<bool> {
        self.busy.into()
    }

    /// Runs it, and says so when it goes wrong. While it runs nothing else does: a second press of a button is not a
    /// second entry. The page may be gone when it ends; the part that was done is done.
    pub fn run<T: 'static, U>(
        self,
        what: impl FnOnce(&Rc<dyn Port>, &Rc<dyn LatePort>) -> Working<T>,
        then: impl FnOnce(T) -> U + 'static,
    ) {
        let Self { phone, busy, trouble, .. } = self;
        if busy.get_untracked() {
            return;
        }
        let (mut here, mut late) = (None, None);
        phone.ask(|port| here = Some(port));
        phone.late(|port| late = Some(port));
        let (Some(here), Some(late)) = (here, late) else { return };
        let doing = what(&here, &late);
        busy.set(true);
        spawn_local(async move {
            let done = doing.await;
            busy.try_set(false);
            trouble.try_set(done.as_ref().err().cloned());
            if let Ok(done) = done {
                then(done);
            }
        });
    }

    /// Runs rounds one after the other, and the latest choice last: two quick taps are one entry. `round` reads the
    /// choices when it begins, and tells whether another round makes sense if one was asked for meanwhile; `then` runs
    /// after the last.
    pub fn latest(
        self,
        round: impl Fn(Rc<dyn Port>) -> Pin<Box<dyn Future<Output = bool>>> + 'static,
        then: impl FnOnce() + 'static,
    ) {
        let Self { phone, busy, again, .. } = self;
        if busy.get_untracked() {
            return again.set(true);
        }
        busy.set(true);
        phone.ask(|port| {
            spawn_local(async move {
                loop {
                    again.try_set(false);
                    if !round(Rc::clone(&port)).await || again.try_get_untracked() != Some(true) {
                        break;
                    }
                }
                busy.try_set(false);
                then();
            });
        });
    }
}

/// Reads something that may fail; `then` has it, or why not. The page may be gone by then.
pub fn read<T: 'static>(working: Working<T>, then: impl FnOnce(Result<T, Trouble>) + 'static) {
    spawn_local(async move { then(working.await) });
}
