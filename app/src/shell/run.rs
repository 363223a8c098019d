//! Runs something on the device that may fail.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::phone::Phone;
use super::ports::{LatePort, Port, Trouble, Working};

/// Runs it, and says so when it goes wrong. The page may be gone by then; what was done is done.
pub fn run<T: 'static>(
    phone: Phone,
    trouble: RwSignal<Option<Trouble>>,
    what: impl FnOnce(&dyn Port, &dyn LatePort) -> Working<T>,
    then: impl FnOnce(T) + 'static,
) {
    let (mut here, mut late) = (None, None);
    phone.ask(|port| here = Some(port));
    phone.late(|port| late = Some(port));
    let (Some(here), Some(late)) = (here, late) else { return };
    let doing = what(&*here, &*late);
    spawn_local(async move {
        match doing.await {
            Ok(done) => {
                trouble.try_set(None);
                then(done);
            }
            Err(why) => drop(trouble.try_set(Some(why))),
        }
    });
}
