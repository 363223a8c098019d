//! Details of a use. Only the target is required, and it is preselected.

use chrono::{DateTime, FixedOffset};
use domain::base::amount::{Amount, hundredths};
use domain::base::id::ObjectId;
use domain::entries::used::Use;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::kinds::craving_picker::CravingPicker;
use crate::kinds::fact::decimal_sign;
use crate::kinds::when::{TypedWhen, When};
use crate::kinds::when_field::{WhenField, WhenQuestion, shown};
use crate::parts::field::{Field, Input};
use crate::parts::text_area::{self, TextArea};
use crate::shell::phone::Phone;
use crate::targets::picker::Targets;
use crate::words::i18n::Lang;
use crate::words::{daily, kinds as asked};

/// Names the form; drafts are stored under it.
pub const FORM: &str = "used";

/// Values of the form for a use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedUse {
    pub target: Option<ObjectId>,
    pub amount: String,
    pub craving: Option<ObjectId>,
    pub before: String,
    pub next_time: String,
    pub need: String,
    /// The chosen time; none for the moment of saving. Earlier apps wrote the time at which the form was opened.
    pub at: Option<DateTime<FixedOffset>>,
    /// Time at which the form began to be filled in; not written by earlier apps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begun: Option<DateTime<FixedOffset>>,
}

/// The form of a use, with raw texts.
#[derive(Clone, Copy)]
pub struct UseForm {
    pub target: RwSignal<Option<ObjectId>>,
    pub at: When,
    pub amount: RwSignal<String>,
    pub before: RwSignal<String>,
    pub next_time: RwSignal<String>,
    pub need: RwSignal<String>,
    craving: RwSignal<Option<ObjectId>>,
    wrong_amount: RwSignal<bool>,
    wrong: [RwSignal<bool>; 3],
}

/// Text of an amount in its field.
pub fn typed_amount(amount: Option<Amount>, lang: Lang) -> String {
    amount.map(|a| hundredths(u64::from(a.get()), decimal_sign(lang))).unwrap_or_default()
}

impl UseForm {
    pub fn empty() -> Self {
        Self {
            target: RwSignal::new(None),
            at: When::now(),
            amount: RwSignal::new(String::new()),
            before: RwSignal::new(String::new()),
            next_time: RwSignal::new(String::new()),
            need: RwSignal::new(String::new()),
            craving: RwSignal::new(None),
            wrong_amount: RwSignal::new(false),
            wrong: std::array::from_fn(|_| RwSignal::new(false)),
        }
    }

    pub fn new(used: &Use, at: DateTime<FixedOffset>, lang: Lang) -> Self {
        Self {
            target: RwSignal::new(Some(used.target)),
            amount: RwSignal::new(typed_amount(used.amount, lang)),
            before: text_area::typed(used.before.as_ref()),
            next_time: text_area::typed(used.next_time.as_ref()),
            need: text_area::typed(used.need.as_ref()),
            craving: RwSignal::new(used.craving),
            at: When::of(at),
            ..Self::empty()
        }
    }

    /// Current values of the form.
    pub fn typed(self) -> TypedUse {
        let TypedWhen { at, begun } = self.at.typed();
        TypedUse {
            target: self.target.get(),
            amount: self.amount.get(),
            craving: self.craving.get(),
            before: self.before.get(),
            next_time: self.next_time.get(),
            need: self.need.get(),
            at,
            begun,
        }
    }

    pub fn fill(self, typed: TypedUse) {
        self.target.set(typed.target);
        self.amount.set(typed.amount);
        self.craving.set(typed.craving);
        self.before.set(typed.before);
        self.next_time.set(typed.next_time);
        self.need.set(typed.need);
        self.at.fill(TypedWhen { at: typed.at, begun: typed.begun });
    }

    /// The value of the form, or `None` with an error on the form.
    pub fn finish(self) -> Option<Use> {
        let target = self.target.get_untracked()?;
        let amount = Amount::optional("use.amount", &self.amount.get_untracked());
        self.wrong_amount.set(false);
        self.wrong_amount.set(amount.is_err());
        let [before, next_time, need] =
            [(self.before, self.wrong[0]), (self.next_time, self.wrong[1]), (self.need, self.wrong[2])]
                .map(|(value, wrong)| text_area::read(value, wrong));
        Some(Use {
            target,
            amount: amount.ok()?,
            craving: self.craving.get_untracked(),
            before: before?,
            next_time: next_time?,
            need: need?,
        })
    }
}

#[component]
pub fn UseFields(form: UseForm) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let how_much = Signal::derive(move || {
        let target = form.target.get();
        phone.look.with(|look| match target.and_then(|target| look.target(target)) {
            Some(target) => daily::AMOUNT_IN.fill(lang, &[("unit", target.unit.as_str())]),
            None => asked::FACT_AMOUNT.say(lang).to_owned(),
        })
    });
    view! {
        <fieldset class="card">
            <legend>{daily::WHICH_ONE.say(lang)}</legend>
            <Targets target=form.target />
        </fieldset>
        <div class="card">
            <Field
                id="amount"
                label=how_much
                hint=daily::AMOUNT_HINT.say(lang).to_owned()
                input=Input::Amount
                value=form.amount
                wrong=Signal::derive(move || form.wrong_amount.get().then(|| daily::AMOUNT_WRONG.say(lang).to_owned()))
            />
        </div>
        <WhenField when=form.at />
        <WhenQuestion when=form.at />
        <CravingPicker value=form.craving at=shown(phone, form.at) />
        <TextArea id="before" label=asked::FACT_BEFORE value=form.before wrong=form.wrong[0] />
        <TextArea id="next-time" label=asked::FACT_NEXT_TIME value=form.next_time wrong=form.wrong[1] />
        <TextArea id="need" label=asked::FACT_NEED value=form.need wrong=form.wrong[2] />
    }
    .into_any()
}
