//! Phones that entered a code and wait for someone to compare the number.

use leptos::prelude::*;

use crate::care::shell::form::Post;
use crate::care::shell::frame::Frame;
use crate::care::words as w;
use crate::words::i18n::Lang;

#[derive(Clone, Debug)]
pub struct WaitingPhone {
    /// Hexadecimal id of the phone.
    pub device: String,
    /// The two digits that it shows.
    pub number: String,
}

/// The outcome of the last answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneSaid {
    Confirmed,
    Refused,
    Gone,
    ShutOut,
}

impl PhoneSaid {
    pub const ALL: [Self; 4] = [Self::Confirmed, Self::Refused, Self::Gone, Self::ShutOut];

    /// The word in the address after the answer.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Refused => "refused",
            Self::Gone => "gone",
            Self::ShutOut => "shut-out",
        }
    }

    pub fn say(self, lang: Lang) -> String {
        match self {
            Self::Confirmed => w::PHONE_CONFIRMED,
            Self::Refused => w::PHONE_REFUSED,
            Self::Gone => w::PHONE_GONE,
            Self::ShutOut => w::SHUT_OUT_DONE,
        }
        .say(lang)
        .to_owned()
    }
}

pub fn list(frame: &Frame, participant: &str, phones: &[WaitingPhone]) -> AnyView {
    phones.iter().map(|phone| card(frame, participant, phone)).collect::<Vec<_>>().into_any()
}

fn card(frame: &Frame, participant: &str, phone: &WaitingPhone) -> AnyView {
    let lang = frame.lang;
    let heading = format!("phone-{}", phone.device);
    let title = heading.clone();
    let answers = view! {
        <div class="care-row care-start">
            <button class="care-primary" name="answer" value="confirm">
                {w::PHONE_CONFIRM.say(lang)}
            </button>
            <button class="care-button" name="answer" value="refuse">
                {w::PHONE_REFUSE.say(lang)}
            </button>
        </div>
    };
    let action = format!("/care/people/{participant}/phones/{}", phone.device);
    view! {
        <section class="care-card care-phone" aria-labelledby=heading>
            <h2 id=title>{w::PHONE_WAITING.say(lang)}</h2>
            <p>{w::PHONE_COMPARE.say(lang)}</p>
            <p class="care-number">{phone.number.clone()}</p>
            {Post::to(action).view(frame, answers.into_any())}
        </section>
    }
    .into_any()
}
