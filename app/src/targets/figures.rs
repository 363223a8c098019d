//! Totals of a target's history, in words and numbers. Nothing here is a score.

use chrono::{Datelike as _, NaiveDate};
use domain::base::amount::hundredths;
use domain::targets::aims::{Before, DaysWithout, Reduction, UseOn, days_without, reduction};
use domain::targets::target::{Aim, AimFrom, Target};
use leptos::prelude::*;

use crate::kinds::fact::decimal_sign;
use crate::shell::phone::Phone;
use crate::words::i18n::{Lang, Words};
use crate::words::typed::inside;
use crate::words::{self, daily};

/// A target, everything that was noted about it, and the day it is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetFigures {
    pub target: Target,
    pub uses: Vec<UseOn>,
    pub today: NaiveDate,
}

impl TargetFigures {
    /// The current aim, or the last one before archiving, or the first future one.
    pub fn aim(&self) -> Option<AimFrom> {
        let day = self.target.retired().map_or(self.today, |retired| retired.min(self.today));
        self.target.aim_on(day).or_else(|| self.target.aims().first().copied())
    }

    /// Its progress, as one number and a line beneath it.
    pub fn line(&self, lang: Lang) -> (String, String) {
        if self.today < self.target.began() {
            return (String::new(), daily::BEGINS_ON.fill(lang, &[("day", &date(self.target.began(), lang))]));
        }
        match (self.aim().map(|a| a.aim), reduction(&self.target, &self.uses, self.today)) {
            (Some(Aim::Reduce | Aim::Taper), Some(r)) => {
                let goal =
                    r.goal.map(|g| daily::AT_MOST.fill(lang, &[("amount", &self.measure(u64::from(g.get()), lang))]));
                let beneath =
                    [Some(daily::LAST_SEVEN.say(lang).to_owned()), goal].into_iter().flatten().collect::<Vec<_>>();
                let noted =
                    if r.last.unmeasured == 0 { self.measure(r.last.amount, lang) } else { days(r.last.days, lang) };
                (noted, beneath.join(" · "))
            }
            _ => {
                let counted = days_without(&self.target, &self.uses, self.today);
                let total = daily::IN_ALL.fill(lang, &[("total", &counted.total.to_string())]);
                let longest = daily::LONGEST.fill(lang, &[("longest", &counted.longest.to_string())]);
                // A zero would look as if something had been taken away.
                match (counted.current, counted.total) {
                    (0, 0) if self.today == self.target.began() && self.uses.is_empty() => {
                        (daily::DAY_FIRST.say(lang).to_owned(), daily::TODAY_COUNTS.say(lang).to_owned())
                    }
                    (0, 0) => (words::TODAY.say(lang).to_owned(), daily::TODAY_COUNTS.say(lang).to_owned()),
                    (0, total) => (daily::IN_ALL.fill(lang, &[("total", &days(total, lang))]), longest),
                    (now, _) => (days(now, lang), format!("{total} · {longest}")),
                }
            }
        }
    }

    /// "2.5 drinks".
    fn measure(&self, amount: u64, lang: Lang) -> String {
        format!("{} {}", hundredths(amount, decimal_sign(lang)), inside(self.target.unit.as_str()))
    }

    /// The figures of a reduction, line by line.
    fn reduced(&self, r: &Reduction, lang: Lang) -> Vec<(Words, String)> {
        let on_days = |amount: String, days: String| daily::ON_DAYS.fill(lang, &[("amount", &amount), ("days", &days)]);
        let last = match r.last.days {
            0 => daily::NOTHING_NOTED.say(lang).to_owned(),
            n => on_days(self.measure(r.last.amount, lang), days(n, lang)),
        };
        let mut lines = vec![(daily::LAST_SEVEN, last)];
        if let Some(before) = r.before {
            let usual = match before.tally.days {
                0 => daily::NOTHING_NOTED.say(lang).to_owned(),
                _ => on_days(self.measure(before.amount, lang), tenths(before.days_tenths, lang)),
            };
            lines.push((daily::USUAL_WEEK, usual));
            lines.push((daily::COMPARED, self.compared(&before, lang)));
        }
        if let Some(goal) = r.goal {
            lines.push((
                daily::MY_GOAL,
                daily::AT_MOST.fill(lang, &[("amount", &self.measure(u64::from(goal.get()), lang))]),
            ));
        }
        lines
    }

    fn compared(&self, before: &Before, lang: Lang) -> String {
        match (before.amount_change, before.days_change_tenths) {
            (Some(0), _) | (None, 0) => daily::AS_BEFORE.say(lang).to_owned(),
            (Some(change), _) => {
                let words = if change < 0 { daily::LESS_BY } else { daily::MORE_BY };
                words.fill(lang, &[("amount", &self.measure(change.unsigned_abs(), lang))])
            }
            (None, change) => {
                let words = if change < 0 { daily::FEWER_DAYS_BY } else { daily::MORE_DAYS_BY };
                words.fill(lang, &[("days", &tenths(change.unsigned_abs(), lang))])
            }
        }
    }

    /// Facts a reader needs to read the numbers right.
    fn caveats(&self, r: &Reduction, lang: Lang) -> Vec<String> {
        let unmeasured = r.last.unmeasured;
        let mut said = Vec::new();
        match unmeasured {
            0 => {}
            1 => said.push(daily::UNMEASURED_ONE.say(lang).to_owned()),
            n => said.push(daily::UNMEASURED_MANY.fill(lang, &[("n", &n.to_string())])),
        }
        match r.covered {
            7.. => {}
            1 => said.push(daily::BEGAN_TODAY.say(lang).to_owned()),
            n => said.push(daily::COVERED.fill(lang, &[("days", &days(n.saturating_sub(1), lang))])),
        }
        if r.before.is_none() {
            said.push(daily::COMPARED_LATER.say(lang).to_owned());
        }
        said
    }

    /// Every aim there was, is and will be, newest first: its first day, its words, when it held, and the days without
    /// in it.
    pub fn history(&self, lang: Lang) -> Vec<(NaiveDate, String, String)> {
        let stretches = days_without(&self.target, &self.uses, self.today).stretches;
        let holds = self.target.retired().is_none();
        let newest = stretches.len().saturating_sub(1);
        let mut rows: Vec<_> = stretches
            .iter()
            .enumerate()
            .map(|(place, s)| {
                let (from, to) = (date(s.from, lang), date(s.to, lang));
                let span = if holds && place == newest {
                    daily::SPAN_NOW.fill(lang, &[("from", &from)])
                } else {
                    daily::SPAN.fill(lang, &[("from", &from), ("to", &to)])
                };
                (
                    s.from,
                    self.aim_words(s.from, lang),
                    format!("{span} · {}", daily::WITHOUT.fill(lang, &[("days", &days(s.without, lang))])),
                )
            })
            .collect();
        let ahead = self.target.aims().iter().skip(stretches.len());
        rows.extend(ahead.map(|a| {
            (a.from, self.aim_words(a.from, lang), daily::FROM_ON.fill(lang, &[("from", &date(a.from, lang))]))
        }));
        rows.reverse();
        rows
    }

    fn aim_words(&self, from: NaiveDate, lang: Lang) -> String {
        let Some(aim) = self.target.aim_on(from) else { return String::new() };
        let words = aim_words(aim.aim).say(lang).to_owned();
        match aim.goal {
            Some(goal) => format!(
                "{words}, {}",
                daily::AT_MOST.fill(lang, &[("amount", &self.measure(u64::from(goal.get()), lang))])
            ),
            None => words,
        }
    }
}

pub const fn aim_words(aim: Aim) -> Words {
    match aim {
        Aim::Abstain => words::ABSTAIN,
        Aim::Reduce => words::REDUCE,
        Aim::Taper => words::TAPER,
    }
}

/// "Mar 1, 2026".
pub fn date(day: NaiveDate, lang: Lang) -> String {
    let month = daily::MONTHS.say(lang).split(' ').nth(day.month0() as usize).unwrap_or_default();
    daily::DATE.fill(lang, &[("month", month), ("day", &day.day().to_string()), ("year", &day.year().to_string())])
}

/// "1 day", "12 days".
pub fn days(n: u32, lang: Lang) -> String {
    if n == 1 { daily::DAY_ONE.say(lang).to_owned() } else { daily::DAYS_N.fill(lang, &[("n", &n.to_string())]) }
}

/// Days given in tenths: "2.5 days".
fn tenths(n: u32, lang: Lang) -> String {
    if n.is_multiple_of(10) {
        return days(n / 10, lang);
    }
    daily::DAYS_N.fill(lang, &[("n", &hundredths(u64::from(n) * 10, decimal_sign(lang)))])
}

/// All figures of one target, as its aim asks for them.
#[component]
pub fn Figures(standing: TargetFigures) -> impl IntoView {
    let lang = Phone::here().lang;
    let target = &standing.target;
    if standing.today < target.began() {
        return view! { <p>{daily::BEGINS_ON.fill(lang, &[("day", &date(target.began(), lang))])}</p> }.into_any();
    }
    let reduces = standing.aim().is_some_and(|a| a.aim != Aim::Abstain);
    let (lines, said) = match reduction(target, &standing.uses, standing.today).filter(|_| reduces) {
        Some(r) => (standing.reduced(&r, lang), standing.caveats(&r, lang)),
        None => {
            let DaysWithout { current, total, longest, .. } = days_without(target, &standing.uses, standing.today);
            let lines = [(daily::DAYS_NOW, current), (daily::DAYS_TOTAL, total), (daily::DAYS_LONGEST, longest)];
            let said = vec![daily::TODAY_COUNTS.say(lang).to_owned(), daily::STAYS.say(lang).to_owned()];
            // A zero would look as if something had been taken away.
            let counted = lines.into_iter().filter(|(_, n)| *n > 0);
            (counted.map(|(name, n)| (name, days(n, lang))).collect(), said)
        }
    };
    view! {
        <dl class=if reduces {
            "facts"
        } else {
            "figures"
        }>
            {lines
                .into_iter()
                .map(|(name, text)| {
                    view! {
                        <div>
                            <dt>{name.say(lang)}</dt>
                            <dd>{text}</dd>
                        </div>
                    }
                })
                .collect_view()}
        </dl>
        {said.into_iter().map(|text| view! { <p class="quiet">{text}</p> }).collect_view()}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::base::amount::Amount;
    use domain::base::day;
    use domain::base::text::Label;
    use domain::targets::target::TargetKind;

    fn on(text: &str) -> NaiveDate {
        day::parse("test", text).unwrap()
    }

    fn standing(aim: Aim, goal: Option<&str>, used: &[(&str, &str)], today: &str) -> TargetFigures {
        let label = |text| Label::new("label", text).unwrap();
        let goal = goal.map(|g| Amount::parse("goal", g).unwrap());
        let target = Target::new(
            TargetKind::Behaviour,
            label("Slots"),
            label("dollars"),
            AimFrom { from: on("2026-03-01"), aim, goal },
        )
        .unwrap();
        let uses =
            used.iter().map(|(d, a)| UseOn { day: on(d), amount: Amount::optional("amount", a).unwrap() }).collect();
        TargetFigures { target, uses, today: on(today) }
    }

    #[test]
    fn none_at_all_is_told_in_days_and_a_use_takes_none_of_them_away() {
        let line = |used: &[(&str, &str)], lang| standing(Aim::Abstain, None, used, "2026-03-13").line(lang);
        assert_eq!(line(&[], Lang::En), ("12 days".to_owned(), "12 in all · longest 12".to_owned()));
        assert_eq!(line(&[("2026-03-12", "")], Lang::En), ("11 days in all".to_owned(), "longest 11".to_owned()));
        let new = standing(Aim::Abstain, None, &[], "2026-03-01").line(Lang::En);
        assert_eq!(new, ("Day 1".to_owned(), "Today is added at midnight.".to_owned()));
        assert_eq!(standing(Aim::Abstain, None, &[("2026-03-01", "")], "2026-03-01").line(Lang::En).0, "Today");
        assert_eq!(
            line(&[("2026-03-11", "")], Lang::Es),
            ("1 día".to_owned(), "11 en total · el más largo: 10".to_owned())
        );
    }

    #[test]
    fn less_than_before_is_told_in_its_own_unit_with_the_decimals_of_the_language() {
        let used = [("2026-03-28", "6.5"), ("2026-03-29", "1"), ("2026-04-04", "2.5")];
        let standing = standing(Aim::Reduce, Some("20"), &used, "2026-04-04");
        let beneath = "Últimos 7 días · como máximo 20 dollars por semana".to_owned();
        assert_eq!(standing.line(Lang::Es), ("3,5 dollars".to_owned(), beneath));
        let r = reduction(&standing.target, &standing.uses, standing.today).unwrap();
        let said: Vec<_> = standing.reduced(&r, Lang::En).into_iter().map(|(_, text)| text).collect();
        let usual = "1.63 dollars, on 0.3 days";
        assert_eq!(
            said,
            [
                "3.5 dollars, on 2 days",
                usual,
                "1.87 dollars more than in the weeks before",
                "at most 20 dollars a week"
            ]
        );
        assert!(standing.caveats(&r, Lang::En).is_empty());
    }

    #[test]
    fn what_is_not_known_is_said() {
        let standing = standing(Aim::Reduce, None, &[("2026-03-03", "")], "2026-03-03");
        assert_eq!(standing.line(Lang::En).0, "1 day");
        let r = reduction(&standing.target, &standing.uses, standing.today).unwrap();
        let said = standing.caveats(&r, Lang::En);
        assert_eq!(said, [daily::UNMEASURED_ONE.en, "It began 2 days ago.", daily::COMPARED_LATER.en]);
    }

    #[test]
    fn the_history_keeps_every_aim_and_names_those_to_come() {
        let mut standing = standing(Aim::Reduce, Some("20"), &[("2026-03-04", "3")], "2026-03-21");
        let aim = |from: &str, aim| AimFrom { from: on(from), aim, goal: None };
        let target = standing
            .target
            .with_aim(aim("2026-03-11", Aim::Abstain))
            .and_then(|t| t.with_aim(aim("2026-04-01", Aim::Taper)));
        standing.target = target.unwrap();
        let rows: Vec<_> =
            standing.history(Lang::En).into_iter().map(|(_, aim, span)| format!("{aim}: {span}")).collect();
        assert_eq!(
            rows,
            [
                "step by step, with a plan I was given: From Apr 1, 2026 on",
                "none at all: Since Mar 11, 2026 · 10 days without it",
                "less than before, at most 20 dollars a week: Mar 1, 2026 to Mar 10, 2026 · 9 days without it",
            ]
        );
    }
}
