-- Reminders: rules, what they are planned to, and the browsers that take notifications.

-- The zone that this phone reported last. Only when it changes does the participant's follow, so that two phones do not quarrel.
ALTER TABLE device ADD COLUMN zone TEXT;

-- settings: the JSON that the phone sent, or the defaults. zone: where the participant is, as the phone that moved last said.
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
CREATE INDEX habit_to_plan ON habit (planned_until) WHERE rule IS NOT NULL;

-- One planned time of a reminder. source, subject and slot make it one, however often it is planned. announced: the phones are told
-- of it. next_at: when there is something to do about it, NULL once there is not; while it is leased, when the lease runs out.
-- leased_until: a dispatcher works on it until then, and proves with it that the lease is still its own; 0 for nobody.
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
    -- 1 waiting, 2 sent, 3 snoozed, 4 done, 5 expired, 6 not delivered
    state BIGINT NOT NULL,
    why_not BIGINT,
    sent_at BIGINT,
    snoozed_until BIGINT,
    announced BIGINT NOT NULL,
    next_at BIGINT,
    leased_until BIGINT NOT NULL,
    PRIMARY KEY (participant_id, occurrence_id),
    UNIQUE (participant_id, source, subject, slot)
);
CREATE INDEX occurrence_to_do ON occurrence (next_at) WHERE next_at IS NOT NULL;

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
