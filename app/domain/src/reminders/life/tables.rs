//! Every state against every event.

use super::*;

fn at(minute: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap() + TimeDelta::minutes(minute)
}

/// Due in ten minutes, valid for an hour, known to the phones.
fn life(state: State) -> Life {
    Life {
        due_at: at(10),
        expires_at: at(70),
        state,
        announced: true,
        next_at: Some(at(10)),
        leased_until: Some(at(1)),
    }
}

fn told(state: State, next_at: Option<DateTime<Utc>>) -> Transition {
    Transition::Tell(Life { next_at, leased_until: None, ..life(state) })
}

fn kept(state: State, next_at: Option<DateTime<Utc>>) -> Transition {
    Transition::Keep(Life { next_at, leased_until: None, ..life(state) })
}

const DONE: State = State::Done;
const OFF: State = State::NotDelivered(WhyNot::Cancelled);
const NO_PHONE: State = State::NotDelivered(WhyNot::NoPhone);

fn sent() -> State {
    State::Sent(at(-5))
}

fn snoozed() -> State {
    State::Snoozed(at(20))
}

#[test]
fn what_each_event_makes_of_each_state() {
    let now = at(0);
    let tried = |reached, retry, refused| Event::Tried { reached, retry, refused };
    let planned = Event::Planned { due_at: at(10), expires_at: at(70) };
    let states = [State::Waiting, sent(), snoozed(), DONE, State::Expired, OFF, NO_PHONE];
    let nothing = Transition::Nothing;
    let same = |next_at| states.map(|state| kept(state, next_at));
    let all = |step: Transition| states.map(|_| step);
    let table: &[(Event, [Transition; 7])] = &[
        (planned, [nothing, nothing, nothing, nothing, nothing, told(State::Waiting, Some(at(10))), nothing]),
        (
            Event::Unplanned(WhyNot::DayOff),
            [
                told(State::NotDelivered(WhyNot::DayOff), None),
                kept(sent(), None),
                told(State::NotDelivered(WhyNot::DayOff), None),
                kept(DONE, None),
                kept(State::Expired, None),
                kept(OFF, None),
                kept(NO_PHONE, None),
            ],
        ),
        (Event::Replaced, [told(OFF, None), nothing, told(OFF, None), nothing, nothing, nothing, nothing]),
        (Event::Answered, [told(DONE, None), told(DONE, None), told(DONE, None), nothing, nothing, nothing, nothing]),
        (Event::Unanswered, [nothing, nothing, nothing, told(State::Waiting, Some(at(10))), nothing, nothing, nothing]),
        (Event::Done, all(told(DONE, None))),
        (Event::DoneUntil(at(11)), [told(DONE, None), nothing, told(DONE, None), nothing, nothing, nothing, nothing]),
        (Event::DoneUntil(at(10)), all(nothing)),
        (Event::Snooze(at(70)), all(Transition::Refuse)),
        (Event::Came, all(told(State::Waiting, Some(at(10))))),
        (Event::Held(at(30)), same(Some(at(30)))),
        (Event::Ended(DONE), all(told(DONE, None))),
        (
            Event::Ended(State::Expired),
            states.map(|state| if state == sent() { kept(state, None) } else { told(State::Expired, None) }),
        ),
        (
            tried(true, None, false),
            states.map(|state| told(if state.is_open() { State::Sent(now) } else { state }, None)),
        ),
        (
            tried(false, None, true),
            states.map(|state| {
                if state.is_open() { told(State::NotDelivered(WhyNot::Refused), None) } else { kept(state, None) }
            }),
        ),
        (
            tried(false, None, false),
            states.map(|state| if state.is_open() { told(NO_PHONE, None) } else { kept(state, None) }),
        ),
        (tried(false, Some(at(15)), false), same(Some(at(15)))),
        (tried(false, Some(at(500)), false), same(Some(at(70)))),
    ];
    for (event, steps) in table {
        for (state, step) in states.into_iter().zip(steps) {
            assert_eq!(life(state).after(*event, now), *step, "{state:?} after {event:?}");
        }
    }
}

#[test]
fn a_snooze_goes_to_every_browser_again_and_one_that_came_too_late_expires() {
    let again =
        Life { state: State::Snoozed(at(30)), next_at: Some(at(30)), leased_until: None, ..life(State::Waiting) };
    assert_eq!(life(sent()).after(Event::Snooze(at(30)), at(0)), Transition::TellAgain(again));
    assert_eq!(life(sent()).after(Event::Snooze(at(80)), at(70)), told(State::Expired, None));
}

#[test]
fn a_lease_changes_nothing_that_phones_see() {
    let leased = Life { next_at: Some(at(2)), leased_until: Some(at(2)), ..life(State::Waiting) };
    assert_eq!(life(State::Waiting).after(Event::Leased(at(2)), at(0)), Transition::Keep(leased));
}

#[test]
fn what_no_phone_knows_of_is_forgotten_and_what_went_by_was_not_called_off() {
    let hidden = Life { announced: false, ..life(State::Waiting) };
    for event in [Event::Unplanned(WhyNot::Cancelled), Event::Answered] {
        assert_eq!(hidden.after(event, at(0)), Transition::Forget);
    }
    assert_eq!(life(State::Waiting).after(Event::Unplanned(WhyNot::Cancelled), at(70)), told(State::Expired, None));
    let over = Life { next_at: None, ..life(DONE) };
    assert_eq!(over.after(Event::Unplanned(WhyNot::Cancelled), at(0)), Transition::Nothing);
}

#[test]
fn what_was_held_back_comes_again_only_with_a_time_that_lies_ahead() {
    let later = Event::Planned { due_at: at(20), expires_at: at(80) };
    for (why, back) in
        WhyNot::ALL.iter().map(|why| (*why, matches!(why, WhyNot::Cancelled | WhyNot::TurnedOff | WhyNot::DayOff)))
    {
        let waits = Life {
            due_at: at(20),
            expires_at: at(80),
            next_at: Some(at(20)),
            leased_until: None,
            ..life(State::Waiting)
        };
        let step = if back { Transition::Tell(waits) } else { Transition::Nothing };
        assert_eq!(life(State::NotDelivered(why)).after(later, at(0)), step, "{why:?}");
        assert_eq!(life(State::NotDelivered(why)).after(later, at(20)), Transition::Nothing, "{why:?}");
    }
}

#[test]
fn phones_are_told_two_days_ahead() {
    let far = Life::begin(at(0) + TimeDelta::days(3), at(0) + TimeDelta::days(4), at(0));
    assert_eq!((far.next_at, far.is_told(at(0))), (Some(at(0) + TimeDelta::days(1)), false));
    let near = Life::begin(at(0) + TOLD_AHEAD, at(0) + TimeDelta::days(4), at(0));
    assert_eq!((near.next_at, near.is_told(at(0))), (Some(near.due_at), true));
}

#[test]
fn the_stored_numbers_never_change() {
    let states = [State::Waiting, sent(), snoozed(), DONE, State::Expired, OFF];
    assert_eq!(states.map(State::number), [1, 2, 3, 4, 5, 6]);
}
