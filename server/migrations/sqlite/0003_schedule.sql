-- Sessions: series and what they expand to. Civil dates are text (2026-11-22), times of day are minutes after midnight, zones are
-- names of the IANA database.

ALTER TABLE program ADD COLUMN zone TEXT NOT NULL DEFAULT 'UTC';
ALTER TABLE participant ADD COLUMN track INTEGER;
ALTER TABLE participant ADD COLUMN began TEXT;
ALTER TABLE participant ADD COLUMN weeks INTEGER;
ALTER TABLE participant ADD COLUMN term_zone TEXT;
ALTER TABLE participant ADD COLUMN term_version BLOB;

CREATE TABLE holiday (
    program_id BLOB NOT NULL REFERENCES program,
    day TEXT NOT NULL,
    name_sealed BLOB NOT NULL,
    PRIMARY KEY (program_id, day)
) STRICT;

-- words_sealed: title, short name, room and link, under the program's key. track is NULL when single people are on it.
-- follows: the series of which this one is the rest, from a day on.
CREATE TABLE series (
    program_id BLOB NOT NULL REFERENCES program,
    series_id BLOB NOT NULL,
    version INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    words_sealed BLOB NOT NULL,
    leader BLOB REFERENCES staff,
    track INTEGER,
    zone TEXT NOT NULL,
    weekdays INTEGER NOT NULL,
    start_minute INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    follows BLOB,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (program_id, series_id)
) STRICT;

CREATE TABLE roster (
    program_id BLOB NOT NULL REFERENCES program,
    series_id BLOB NOT NULL,
    participant_id BLOB NOT NULL REFERENCES participant,
    PRIMARY KEY (program_id, series_id, participant_id)
) STRICT;
CREATE INDEX roster_of_participant ON roster (participant_id);

-- planned_day: where the rule put it, whatever day it is on now. state: 1 planned, 2 moved, 3 cancelled, 4 fell on a holiday, 5 the rule
-- has its day no more. changed grows with everything that attendees must hear of, timed is its value at the last change of time or
-- standing.
CREATE TABLE session (
    program_id BLOB NOT NULL REFERENCES program,
    session_id BLOB NOT NULL,
    series_id BLOB NOT NULL,
    series_version INTEGER NOT NULL,
    planned_day TEXT NOT NULL,
    day TEXT NOT NULL,
    start_minute INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    zone TEXT NOT NULL,
    starts_at INTEGER NOT NULL,
    state INTEGER NOT NULL,
    -- When it differs from the series: title, short name, room, link. The leader is its own then, too.
    words_sealed BLOB,
    leader BLOB REFERENCES staff,
    reason_sealed BLOB,
    changed INTEGER NOT NULL,
    timed INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (program_id, session_id),
    UNIQUE (session_id)
) STRICT;
CREATE INDEX session_by_time ON session (program_id, starts_at);
CREATE INDEX session_of_series ON session (program_id, series_id, planned_day);

-- One participant at one session. told: the session's `changed` that the phones were told; 0 for never. What lags behind is told
-- by a job, so that a change of a large session never locks many participants at once.
CREATE TABLE attendee (
    participant_id BLOB NOT NULL REFERENCES participant,
    session_id BLOB NOT NULL,
    version BLOB NOT NULL,
    told INTEGER NOT NULL,
    withdrawn INTEGER NOT NULL,
    -- On this session by itself, whatever the roster says: to make up for another.
    extra INTEGER NOT NULL,
    coming INTEGER,
    coming_reason_sealed BLOB,
    coming_at INTEGER,
    attendance INTEGER,
    attendance_by BLOB,
    attendance_at INTEGER,
    make_up INTEGER,
    make_up_note_sealed BLOB,
    make_up_at INTEGER,
    instead BLOB,
    PRIMARY KEY (participant_id, session_id)
) STRICT;
CREATE INDEX attendee_of_session ON attendee (session_id);

-- A private calendar address; only the hash of its token is kept.
CREATE TABLE calendar_link (
    participant_id BLOB NOT NULL PRIMARY KEY REFERENCES participant,
    token_hash BLOB NOT NULL UNIQUE,
    made_at INTEGER NOT NULL
) STRICT;
