-- Reminders: rules, what they are planned to, and the browsers that take notifications.

ALTER TABLE device ADD COLUMN zone TEXT;

-- settings: the JSON that the phone sent. zone: the one that a phone reported last.
CREATE TABLE reminder_setting (
    participant_id BYTEA NOT NULL PRIMARY KEY REFERENCES participant,
    version BYTEA NOT NULL,
    settings TEXT NOT NULL,
    zone TEXT
);

-- rule: the JSON that the phone sent; NULL once the habit was ended.
CREATE TABLE habit (
    participant_id BYTEA NOT NULL REFERENCES participant,
    habit_id BYTEA NOT NULL,
    version BYTEA NOT NULL,
    rule TEXT,
    -- Until when occurrences are planned, exclusive.
    planned_until BIGINT NOT NULL,
    PRIMARY KEY (participant_id, habit_id)
);
CREATE INDEX habit_to_plan ON habit (planned_until);

-- One planned time of a reminder. source, subject and slot make it one, however often it is planned. next_at: when there is
-- something to do about it, NULL once there is not. leased_until: a dispatcher works on it until then.
CREATE TABLE occurrence (
    participant_id BYTEA NOT NULL REFERENCES participant,
    occurrence_id BYTEA NOT NULL,
    version BYTEA NOT NULL,
    source BIGINT NOT NULL,
    subject BYTEA NOT NULL,
    about BYTEA,
    slot TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    state BIGINT NOT NULL,
    why_not BIGINT,
    sent_at BIGINT,
    next_at BIGINT,
    leased_until BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    PRIMARY KEY (participant_id, occurrence_id),
    UNIQUE (participant_id, source, subject, slot)
);
CREATE INDEX occurrence_to_do ON occurrence (next_at);

-- What became of one occurrence at one browser.
CREATE TABLE delivery (
    participant_id BYTEA NOT NULL REFERENCES participant,
    occurrence_id BYTEA NOT NULL,
    device_id BYTEA NOT NULL,
    attempts BIGINT NOT NULL,
    -- 1 to try again, 2 taken by the push service, 3 given up
    state BIGINT NOT NULL,
    PRIMARY KEY (participant_id, occurrence_id, device_id)
);

-- Where a browser takes notifications. endpoint_hash: one owner per endpoint. sealed: endpoint and keys, under the participant's key.
CREATE TABLE subscription (
    participant_id BYTEA NOT NULL REFERENCES participant,
    device_id BYTEA NOT NULL,
    endpoint_hash BYTEA NOT NULL UNIQUE,
    sealed BYTEA NOT NULL,
    lang TEXT NOT NULL,
    since BIGINT NOT NULL,
    -- When the push service first did not know it any more; it goes when a day later it still does not.
    missing_since BIGINT,
    PRIMARY KEY (participant_id, device_id)
);
