//! Practices in progress, sealed in local storage.

use leptos::prelude::*;

use crate::browser::rest::Rest;
use crate::browser::web::clock::now_ms;
use crate::browser::web::prefs;
use crate::shell::ports::Working;
use crate::shell::ports::practice::{Practices, Rhythm, Underway};

impl Rest {
    fn note_midway(&self, all: &[Underway]) {
        let newest = all.iter().filter(|one| one.goes_on(now_ms())).max_by_key(|one| one.started);
        self.device.phone.midway.set(newest.and_then(|one| Some((one.practice.skill, one.started?))));
    }

    /// Unfinished practices, loaded before anything is drawn.
    pub(in crate::browser) async fn find_midway(&self) {
        if let Some(all) = self.underway.take_up::<Vec<Underway>>(self.journal()).await {
            self.note_midway(&all);
        }
    }
}

impl Practices for Rest {
    fn underway(&self) -> Working<Vec<Underway>> {
        let rest = self.clone();
        Box::pin(async move { Ok(rest.underway.take_up(rest.journal()).await.unwrap_or_default()) })
    }

    fn keep_underway(&self, all: Vec<Underway>) {
        self.note_midway(&all);
        self.underway.keep(&self.device.journal, Some(all).filter(|all| !all.is_empty()));
    }

    fn rhythm(&self) -> Rhythm {
        prefs::rhythm()
    }

    fn set_rhythm(&self, rhythm: Rhythm) {
        prefs::set_rhythm(rhythm);
    }
}
