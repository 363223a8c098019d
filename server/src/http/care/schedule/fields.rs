//! Parses the schedule's forms. Checks every field, so that the page can explain each error.

use std::collections::BTreeMap;

use app::care::schedule::fields::Filled;
use app::care::schedule::form::WEEKDAYS;
use chrono::NaiveDate;
use domain::Invalid;
use domain::base::id::{ParticipantId, StaffId};
use domain::base::text::{Address, Label, ReplyText};
use domain::schedule::{Minute, Minutes, Rule, SessionKind, Track, Weekdays};

use crate::store::types::schedule::{Audience, OnePlan, Series, SeriesPlan, Session, Term, Words};

/// The raw fields of a form.
pub type Pairs = Vec<(String, String)>;

/// Collects errors.
pub struct Reader {
    pub filled: Filled,
}

impl Reader {
    pub fn new(pairs: Pairs) -> Self {
        Self { filled: Filled { values: pairs.into_iter().collect::<BTreeMap<_, _>>(), ..Filled::default() } }
    }

    fn take<T>(&mut self, field: &str, read: Result<T, Invalid>) -> Option<T> {
        if read.is_err() && !self.filled.wrong.iter().any(|wrong| wrong == field) {
            self.filled.wrong.push(field.to_owned());
        }
        read.ok()
    }

    fn label(&mut self, field: &str) -> Option<Label> {
        let read = Label::new(field, self.filled.get(field));
        self.take(field, read)
    }

    fn optional_label(&mut self, field: &str) -> Option<Option<Label>> {
        let read = Label::optional(field, self.filled.get(field));
        self.take(field, read)
    }

    pub fn day(&mut self, field: &str) -> Option<NaiveDate> {
        let read = domain::base::day::parse(field, self.filled.get(field).trim());
        self.take(field, read)
    }

    fn start(&mut self) -> Option<Minute> {
        let read = Minute::parse("start", self.filled.get("start").trim());
        self.take("start", read)
    }

    fn minutes(&mut self) -> Option<Minutes> {
        let typed: Option<u16> = self.filled.get("minutes").trim().parse().ok();
        let read = typed.ok_or_else(|| Invalid::new("minutes", "a number")).and_then(Minutes::new);
        self.take("minutes", read)
    }

    fn words(&mut self) -> Option<Words> {
        let (title, name, room) = (self.label("title"), self.label("name"), self.optional_label("room"));
        let link = Address::optional("link", self.filled.get("link"));
        let link = link.and_then(|link| match link {
            Some(link) if !is_https(link.as_str()) => Err(Invalid::new("link", "https")),
            fine => Ok(fine),
        });
        let link = self.take("link", link);
        Some(Words { title: title?, name: name?, room: room?, link: link? })
    }

    fn leader(&mut self) -> Option<Option<StaffId>> {
        let typed = self.filled.get("leader").to_owned();
        let read = if typed.is_empty() { Ok(None) } else { typed.parse().map(Some) };
        self.take("leader", read)
    }

    fn one_of<T>(&mut self, field: &str, from_word: impl Fn(&str) -> Option<T>) -> Option<T> {
        let found = from_word(self.filled.get(field));
        self.take(field, found.ok_or_else(|| Invalid::new(field, "one of the list")))
    }

    fn rule(&mut self, first: Option<NaiveDate>) -> Option<Rule> {
        let days =
            Weekdays::of(WEEKDAYS.iter().filter(|(field, _)| self.filled.get(field) == "on").map(|(_, day)| *day));
        let days = self.take("weekdays", days.ok_or_else(|| Invalid::new("weekdays", "one at least")));
        let first = if first.is_some() { first } else { self.day("first") };
        let weeks = self.filled.get("weeks").trim().to_owned();
        let last = if self.filled.get("last").trim().is_empty() {
            let read = weeks.parse::<i64>().map_err(|_| Invalid::new("weeks", "a number"));
            self.take("weeks", read.and_then(|weeks| Rule::last_of(first.unwrap_or_default(), weeks)))
        } else {
            self.day("last")
        };
        let rule = Rule::new(days?, first?, last?);
        let field = rule.as_ref().err().map_or_else(String::new, |invalid| invalid.field.clone());
        self.take(&field, rule)
    }

    /// Parses the plan of a series. `stay`: participants on it whom the reader cannot choose.
    pub fn series(&mut self, first: Option<NaiveDate>, stay: &[ParticipantId]) -> Option<SeriesPlan> {
        let (kind, words, leader) = (self.one_of("kind", SessionKind::from_word), self.words(), self.leader());
        let (start, minutes, rule) = (self.start(), self.minutes(), self.rule(first));
        let audience = if self.filled.get("audience") == "people" {
            let chosen = self.filled.values.iter().filter(|(_, value)| *value == "on");
            let chosen = chosen.filter_map(|(field, _)| field.strip_prefix("p_")?.parse::<ParticipantId>().ok());
            let mut people: Vec<ParticipantId> = chosen.chain(stay.iter().copied()).collect();
            people.sort_unstable();
            people.dedup();
            Some(Audience::People(people))
        } else {
            self.one_of("audience", Track::from_word).map(Audience::Track)
        };
        let plan = SeriesPlan {
            kind: kind?,
            words: words?,
            leader: leader?,
            audience: audience?,
            rule: rule?,
            start: start?,
            minutes: minutes?,
        };
        self.filled.wrong.is_empty().then_some(plan)
    }

    pub fn one(&mut self) -> Option<OnePlan> {
        let (words, leader, day) = (self.words(), self.leader(), self.day("day"));
        let (start, minutes, reason) = (self.start(), self.minutes(), self.reason());
        Some(OnePlan { day: day?, start: start?, minutes: minutes?, words: words?, leader: leader?, reason: reason? })
    }

    pub fn reason(&mut self) -> Option<Option<ReplyText>> {
        let read = ReplyText::optional("reason", self.filled.get("reason"));
        self.take("reason", read)
    }

    pub fn term(&mut self) -> Option<Term> {
        let track = if self.filled.get("track").is_empty() {
            Some(None)
        } else {
            self.one_of("track", Track::from_word).map(Some)
        };
        let began = self.day("began");
        let weeks = self.filled.get("term_weeks").trim().parse::<u8>().ok().filter(|weeks| (1..=104).contains(weeks));
        let weeks = self.take("term_weeks", weeks.ok_or_else(|| Invalid::new("term_weeks", "1 to 104")));
        Some(Term { track: track?, began: began?, weeks: weeks? })
    }

    pub fn holiday(&mut self) -> Option<(NaiveDate, Label)> {
        let (day, name) = (self.day("day"), self.label("holiday"));
        Some((day?, name?))
    }

    pub fn confirmed(&self) -> bool {
        self.filled.get("confirmed") == "yes"
    }

    /// The chosen participants, out of those the reader can choose.
    pub fn wrong(mut self, field: &str) -> Filled {
        self.filled.wrong.push(field.to_owned());
        self.filled
    }
}

fn is_https(link: &str) -> bool {
    url::Url::parse(link).is_ok_and(|url| url.scheme() == "https" && url.host_str().is_some())
}

fn fill_words(filled: &mut Filled, words: &Words, leader: Option<StaffId>) {
    filled.set("title", words.title.as_str());
    filled.set("name", words.name.as_str());
    filled.set("room", words.room.as_ref().map_or("", Label::as_str));
    filled.set("link", words.link.as_ref().map_or("", Address::as_str));
    filled.set("leader", leader.map(|leader| leader.to_string()).unwrap_or_default());
}

/// A form filled from one session.
pub fn of_session(session: &Session) -> Filled {
    let mut filled = Filled::default();
    fill_words(&mut filled, &session.words, session.leader);
    filled.set("day", domain::base::day::to_text(session.day));
    filled.set("start", session.start.to_string());
    filled.set("minutes", session.minutes.get().to_string());
    filled
}

/// A form filled from a series.
pub fn of_series(series: &Series) -> Filled {
    let mut filled = Filled::default();
    let plan = &series.plan;
    fill_words(&mut filled, &plan.words, plan.leader);
    filled.set("kind", plan.kind.word());
    for (field, day) in WEEKDAYS {
        filled.set(field, if plan.rule.weekdays().has(day) { "on" } else { "" });
    }
    filled.set("start", plan.start.to_string());
    filled.set("minutes", plan.minutes.get().to_string());
    filled.set("first", domain::base::day::to_text(plan.rule.first()));
    filled.set("last", domain::base::day::to_text(plan.rule.last()));
    match &plan.audience {
        Audience::Track(track) => filled.set("audience", track.word()),
        Audience::People(people) => {
            filled.set("audience", "people");
            for participant in people {
                filled.set(&format!("p_{participant}"), "on");
            }
        }
    }
    filled
}

/// A form for a new series.
pub fn of_nothing(today: NaiveDate) -> Filled {
    let mut filled = Filled::default();
    filled.set("kind", SessionKind::Group.word());
    filled.set("audience", Track::Evening.word());
    filled.set("start", "18:00");
    filled.set("minutes", "90");
    filled.set("first", domain::base::day::to_text(today));
    filled.set("weeks", "12");
    filled
}
