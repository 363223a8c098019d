//! The state that participant pages read, in one place. Pages read signals and call the [`Port`]; they do no IO.

use std::rc::Rc;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset, Utc};
use domain::skills::skill::WhichSkill;
use leptos::prelude::*;
use offline::look::Look;
use offline::sync::engine::StartedOver;

use super::part::{LateFile, Part};
use super::ports::{LatePort, Port};
use crate::words::i18n::Lang;

/// Number of steps in which the first page is drawn, see [`Phone::turn`].
pub const TURNS: u8 = 3;

/// Progress of the start in this browser.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "only the browser makes all of them"))]
pub enum Stage {
    /// Storage was not read yet; also the state that the server renders.
    Loading,
    /// No journal here.
    New,
    /// A journal is here.
    Ready,
    /// Storage does not work (private mode, blocked); the words are the browser's.
    Broken(String),
}

/// State of the connection to the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "only the browser makes all of them"))]
pub enum Net {
    Idle,
    Syncing,
    Offline,
    /// The sign-in has expired.
    SignedOut,
    Revoked,
    SomebodyElse,
    Busy,
}

/// Ways to put the app on the home screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "only the browser makes all of them"))]
pub enum HomeScreen {
    /// Not asked yet.
    #[default]
    Unknown,
    /// It runs from there.
    Installed,
    /// The browser offers it.
    Offered,
    /// On an iPhone or iPad: by Safari's share button.
    ShareButton,
    /// Somewhere in the browser's own menu.
    Menu,
}

#[derive(Clone, Copy)]
pub struct Phone {
    pub lang: Lang,
    pub stage: RwSignal<Stage>,
    pub look: RwSignal<Arc<Look>>,
    pub net: RwSignal<Net>,
    /// Somebody left this phone, and another window keeps it from being emptied to the end.
    pub held: RwSignal<bool>,
    /// *Help* can show the participant's own people; without any of them it needs no app.
    pub near: RwSignal<bool>,
    /// Why the journal started over since the app was opened, if it did.
    pub started_over: RwSignal<Option<StartedOver>>,
    /// The phone's clock in ms, moved on now and then so that ages on the screen are true.
    pub now: RwSignal<i64>,
    pub home_screen: RwSignal<HomeScreen>,
    /// The skill being practised now, on whatever page the participant is, and its start in ms of the phone's clock.
    pub midway: RwSignal<Option<(WhichSkill, i64)>>,
    /// Today was drawn once; after that its parts come in one go.
    pub stood: StoredValue<bool>,
    /// Number of [`TURNS`] of the first page already drawn.
    pub turn: RwSignal<u8>,
    port: StoredValue<Option<Rc<dyn Port>>, LocalStorage>,
    late: RwSignal<Option<Rc<dyn LatePort>>, LocalStorage>,
    /// The painter of each late file that is there. A signal each: one that comes redraws nothing of others.
    painters: [RwSignal<Option<Painter>>; LateFile::ALL.len()],
    /// The late file of the page that is shown.
    wanted: StoredValue<LateFile>,
    /// The rest could not be fetched; it is tried again.
    pub lost: RwSignal<bool>,
}

/// Draws the parts of one late file.
pub type Painter = fn(Part) -> AnyView;

impl Phone {
    /// Makes the state and hands it, and the language, to every component below.
    pub fn provide(lang: Lang) -> Self {
        let phone = Self {
            lang,
            stage: RwSignal::new(Stage::Loading),
            look: RwSignal::new(Arc::new(Look::default())),
            net: RwSignal::new(Net::Idle),
            held: RwSignal::new(false),
            near: RwSignal::new(false),
            started_over: RwSignal::new(None),
            now: RwSignal::new(0),
            home_screen: RwSignal::default(),
            midway: RwSignal::default(),
            stood: StoredValue::new(false),
            turn: RwSignal::new(TURNS),
            port: StoredValue::new_local(None),
            late: RwSignal::new_local(None),
            painters: [(); LateFile::ALL.len()].map(|()| RwSignal::new(None)),
            wanted: StoredValue::new(LateFile::Rest),
            lost: RwSignal::new(false),
        };
        provide_context(phone);
        provide_context(lang);
        phone
    }

    /// The state of the page that is being built.
    pub fn here() -> Self {
        expect_context()
    }

    /// Day and time.
    pub fn moment(self, at: DateTime<FixedOffset>) -> String {
        let mut moment = String::new();
        self.ask(|port| moment = format!("{} {}", port.day(at), port.time(at)));
        moment
    }

    /// The same of something the server told, in the phone's zone.
    pub fn when(self, at: DateTime<Utc>) -> String {
        let mut when = String::new();
        self.ask(|port| when = self.moment(port.local(at)));
        when
    }

    /// The phone's clock; the epoch on the server.
    pub fn local_now(self) -> DateTime<FixedOffset> {
        let mut now = DateTime::UNIX_EPOCH.into();
        self.ask(|port| now = port.local_now());
        now
    }

    /// Asks the device; only the server has no port, and it runs no handlers.
    pub fn ask(self, then: impl FnOnce(Rc<dyn Port>)) {
        if let Some(port) = self.port.get_value() {
            then(port);
        }
    }

    /// The same for the late port. A page that came with it has it from the start; others ask in an effect,
    /// which runs again once it is there.
    pub fn late(self, then: impl FnOnce(Rc<dyn LatePort>)) {
        if let Some(port) = self.late.get() {
            then(port);
        }
    }

    /// The same, once, as soon as the journal is open as well: nothing that is sealed opens before.
    pub fn once_ready(self, then: impl FnOnce(Rc<dyn LatePort>) + 'static) {
        let mut then = Some(then);
        Effect::new(move |_| {
            if self.stage.get() == Stage::Ready {
                self.late(|late| {
                    if let Some(then) = then.take() {
                        then(late);
                    }
                });
            }
        });
    }

    /// A late file is there: its parts can be drawn.
    pub fn has(self, file: LateFile) -> bool {
        self.painter(file).with(Option::is_some)
    }

    /// A part that may come a moment later; nothing until it is there.
    pub fn draw(self, part: Part) -> Option<AnyView> {
        let draw = self.painter(part.file()).get();
        if draw.is_none() {
            self.wanted.set_value(part.file());
        }
        let draw = draw?;
        Some(untrack(|| draw(part)))
    }

    fn painter(self, file: LateFile) -> RwSignal<Option<Painter>> {
        // One for each there is.
        self.painters[file as usize]
    }

    /// This is a browser; the first page begins.
    #[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "only the browser calls it"))]
    pub fn works_on(self, port: Rc<dyn Port>) {
        self.port.set_value(Some(port));
        self.turn.set(0);
    }

    /// The device can do all that it can do.
    #[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "only the browser calls it"))]
    pub fn serves(self, port: Rc<dyn LatePort>) {
        self.late.set(Some(port));
    }

    /// A late file is there.
    pub fn came(self, file: LateFile, draw: Painter) {
        self.lost.set(false);
        self.painter(file).set(Some(draw));
    }

    /// The late file to fetch now: what the others build on, then that of the page that is shown, then the rest.
    #[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "only the browser calls it"))]
    pub fn next_file(self) -> Option<LateFile> {
        let missing = |file: &LateFile| self.painter(*file).with_untracked(Option::is_none);
        [LateFile::Rest, self.wanted.get_value()].into_iter().chain(LateFile::ALL.iter().copied()).find(missing)
    }

    #[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "only the browser calls it"))]
    pub fn rest_is_lost(self) {
        self.lost.set(true);
    }
}
