//! The form of a kind, for a new entry and for the edit of one.

use domain::entries::body::Body;
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::entry_kind::EditForm;
use super::when::When;
use crate::parts::says::Mistake;
use crate::shell::phone::Phone;
use crate::shell::ports::drafts::FormId;
use crate::words::i18n::Words;
use crate::words::kinds as words;

/// Did it happen? Not having done it can be worth noting, too.
pub const YES_OR_NOT: &[(bool, Words)] = &[(true, words::YES), (false, words::NOT_THIS_TIME)];

/// Signals of a form, and the entry they make.
pub trait EntryForm: Copy + Send + Sync + 'static {
    /// Names the form.
    const NAME: &'static str;
    /// Its values, valid or not, as they stand in a draft.
    type Typed: Serialize + DeserializeOwned + Clone + Send + Sync + 'static;

    /// Drafts are stored under it.
    fn id(self) -> FormId {
        FormId::of(Self::NAME)
    }

    /// Its time.
    fn at(self) -> When;

    /// Current values of the form; tracked.
    fn typed(self) -> Self::Typed;

    fn fill(self, typed: Self::Typed);

    /// The entry, or `None` with an error on the form.
    fn finish(self) -> Option<Body>;

    /// The choice that is missing, once it was asked for; tracked. Said beside the button that saves.
    fn missing(self) -> Option<Words> {
        None
    }

    /// `all`: shows the optional fields at once.
    fn fields(self, all: bool) -> AnyView;
}

/// Names the choice that is missing.
#[component]
pub fn MissingChoice<F: EntryForm>(form: F) -> impl IntoView {
    let lang = Phone::here().lang;
    view! { <Mistake said=Signal::derive(move || form.missing().map(|words| words.say(lang).to_owned())) /> }
}

/// The form for the edit of an entry; it is filled in.
pub fn edit<F: EntryForm>(form: F) -> EditForm {
    let phone = Phone::here();
    let finish = move || form.at().record(phone.local_now(), form.finish());
    let fields = view! { {form.fields(true)} <MissingChoice form /> };
    EditForm::new(form.at(), fields, finish, move || form.typed(), move |left| form.fill(left))
}
