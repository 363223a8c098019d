//! Shows the journal on this page, and tells the other tabs about changes.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use offline::journal::JournalError;
use offline::look::notes::Changed;

use super::rest::Rest;
use super::web::clock::{self, now_ms};
use super::web::{home_screen, push, tabs};
use crate::reminders::answered;
use crate::shell::phone::Stage;

impl Rest {
    /// Opens the journal, shows it, and starts syncing.
    pub(super) async fn opened(&self) {
        let _ = self.journal().unlock().await;
        self.watch_for_leaving();
        clock::load_calendar().await;
        self.find_midway().await;
        self.look().await;
        clock::next_turn().await;
        let rest = self.clone();
        *self.channel.borrow_mut() = tabs::listen(move |told| {
            let rest = rest.clone();
            if told == tabs::LEFT {
                return rest.forget();
            }
            rest.journal().heard(told.strip_prefix(tabs::LOOK).map_or(Changed::Everything, Changed::from_text));
            spawn_local(async move {
                // A key may have come with it.
                drop(rest.journal().unlock().await);
                rest.look().await;
            });
        });
        self.keep_in_step();
        self.flush();
        spawn_local(push::heal(self.device.lang));
    }

    /// Shows the journal as it is now.
    pub(super) async fn look(&self) {
        let phone = self.device.phone;
        match self.journal().look().await {
            Ok(look) => {
                clock::breathe().await;
                phone.now.set(now_ms());
                // Unsent changes and open reminders: two reasons to open the app.
                let now = chrono::DateTime::from_timestamp_millis(now_ms()).unwrap_or_default();
                home_screen::set_badge(look.waiting + answered::open(&look, now));
                phone.look.set(Arc::new(look));
                phone.stage.set(Stage::Ready);
            }
            Err(JournalError::Missing) => {
                // Nothing of it may stay on the screen or in memory.
                self.journal().vault.lock();
                phone.look.set(Arc::default());
                phone.stage.set(Stage::New);
            }
            Err(error) => phone.stage.set(Stage::Broken(error.to_string())),
        }
    }

    /// Tells the other tabs the rows this one wrote since the last message.
    pub(super) fn tell_what_changed(&self) {
        self.tell_tabs(&format!("{}{}", tabs::LOOK, self.journal().to_tell().to_text()));
        if self.channel.borrow().is_none() {
            // Nobody can tell this one either.
            self.journal().heard(Changed::Everything);
        }
    }

    pub(super) fn tell_tabs(&self, what: &str) {
        if let Some(channel) = &*self.channel.borrow() {
            // A tab that misses it looks again within a minute anyway.
            let _ = channel.post_message(&what.into());
        }
    }

    /// After a write: shows it, tells the other tabs, and sends it.
    pub(super) async fn follow_up(&self) {
        self.look().await;
        self.answer_reminders().await;
        self.tell_what_changed();
        self.flush();
    }
}
