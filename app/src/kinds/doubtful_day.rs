//! Asks about a day that nobody means, such as one of a mistyped year, before it is saved.

use chrono::NaiveDate;
use domain::base::moment;
use leptos::prelude::*;

use crate::parts::dialog::Confirm;
use crate::shell::phone::Phone;
use crate::targets::figures;
use crate::words::calendar as say;

#[derive(Clone, Copy)]
pub struct DoubtfulDay {
    phone: Phone,
    open: RwSignal<bool>,
    day: RwSignal<Option<NaiveDate>>,
    save: StoredValue<Option<Callback<()>>>,
}

impl DoubtfulDay {
    pub fn here() -> Self {
        Self {
            phone: Phone::here(),
            open: RwSignal::new(false),
            day: RwSignal::new(None),
            save: StoredValue::new(None),
        }
    }

    /// Runs `save`: at once, or after the question if `day` is one that nobody means.
    pub fn ask(self, day: Option<NaiveDate>, save: impl Fn() + Send + Sync + 'static) {
        let today = moment::day(self.phone.local_now());
        let Some(day) = day.filter(|day| moment::is_unlikely_day(*day, today)) else { return save() };
        self.day.set(Some(day));
        self.save.set_value(Some(Callback::new(move |()| save())));
        self.open.set(true);
    }

    pub fn question(self) -> impl IntoView {
        let lang = self.phone.lang;
        let chosen = Signal::derive(move || {
            let day = self.day.get().map(|day| figures::date(day, lang)).unwrap_or_default();
            say::YOU_CHOSE.fill(lang, &[("when", &day)])
        });
        let yes = move || {
            if let Some(save) = self.save.get_value() {
                save.run(());
            }
        };
        let open = self.open;
        view! { <Confirm open question=say::CHECK_DATE explain=chosen yes=say::SAVE_IT calm=true on_yes=yes /> }
    }
}
