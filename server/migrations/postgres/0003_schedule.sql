-- Sessions: series and what they expand to. Civil dates are text (2026-11-22), times of day are minutes after midnight, zones are
-- names of the IANA database.

ALTER TABLE program ADD COLUMN zone TEXT NOT NULL DEFAULT 'UTC';
ALTER TABLE participant ADD COLUMN track BIGINT;
ALTER TABLE participant ADD COLUMN began TEXT;
ALTER TABLE participant ADD COLUMN weeks BIGINT;
ALTER TABLE participant ADD COLUMN term_zone TEXT;
ALTER TABLE participant ADD COLUMN term_version BYTEA;

CREATE TABLE holiday (
    program_id BYTEA NOT NULL REFERENCES program,
    day TEXT NOT NULL,
    name_sealed BYTEA NOT NULL,
    PRIMARY KEY (program_id, day)
);

-- words_sealed: title, short name, room and link, under the program's key. track is NULL when single people are on it.
-- follows: the series of which this one is the rest, from a day on.
CREATE TABLE series (
    program_id BYTEA NOT NULL REFERENCES program,
    series_id BYTEA NOT NULL,
    version BIGINT NOT NULL,
    kind BIGINT NOT NULL,
    words_sealed BYTEA NOT NULL,
    leader BYTEA REFERENCES staff,
    track BIGINT,
    zone TEXT NOT NULL,
    weekdays BIGINT NOT NULL,
    start_minute BIGINT NOT NULL,
    minutes BIGINT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    follows BYTEA,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (program_id, series_id)
);

CREATE TABLE roster (
    program_id BYTEA NOT NULL REFERENCES program,
    series_id BYTEA NOT NULL,
    participant_id BYTEA NOT NULL REFERENCES participant,
    PRIMARY KEY (program_id, series_id, participant_id)
);
CREATE INDEX roster_of_participant ON roster (participant_id);

-- planned_day: where the rule put it, whatever day it is on now. state: 1 planned, 2 moved, 3 cancelled, 4 fell on a holiday, 5 the rule
-- has its day no more. changed grows with everything that attendees must hear of, timed is its value at the last change of time or
-- standing.
CREATE TABLE session (
    program_id BYTEA NOT NULL REFERENCES program,
    session_id BYTEA NOT NULL,
    series_id BYTEA NOT NULL,
    series_version BIGINT NOT NULL,
    planned_day TEXT NOT NULL,
    day TEXT NOT NULL,
    start_minute BIGINT NOT NULL,
    minutes BIGINT NOT NULL,
    zone TEXT NOT NULL,
    starts_at BIGINT NOT NULL,
    state BIGINT NOT NULL,
    -- When it differs from the series: title, short name, room, link. The leader is its own then, too.
    words_sealed BYTEA,
    leader BYTEA REFERENCES staff,
    reason_sealed BYTEA,
    changed BIGINT NOT NULL,
    timed BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (program_id, session_id),
    UNIQUE (session_id)
);
CREATE INDEX session_by_time ON session (program_id, starts_at);
CREATE INDEX session_of_series ON session (program_id, series_id, planned_day);

-- One participant at one session. told: the session's `changed` that the phones were told; 0 for never. What lags behind is told
-- by a job, so that a change of a large session never locks many participants at once.
CREATE TABLE attendee (
    participant_id BYTEA NOT NULL REFERENCES participant,
    session_id BYTEA NOT NULL,
    version BYTEA NOT NULL,
    told BIGINT NOT NULL,
    withdrawn BIGINT NOT NULL,
    -- On this session by itself, whatever the roster says: to make up for another.
    extra BIGINT NOT NULL,
    coming BIGINT,
    coming_reason_sealed BYTEA,
    coming_at BIGINT,
    attendance BIGINT,
    attendance_by BYTEA,
    attendance_at BIGINT,
    make_up BIGINT,
    make_up_note_sealed BYTEA,
    make_up_at BIGINT,
    instead BYTEA,
    PRIMARY KEY (participant_id, session_id)
);
CREATE INDEX attendee_of_session ON attendee (session_id);

-- A private calendar address; only the hash of its token is kept.
CREATE TABLE calendar_link (
    participant_id BYTEA NOT NULL PRIMARY KEY REFERENCES participant,
    token_hash BYTEA NOT NULL UNIQUE,
    made_at BIGINT NOT NULL
);
