-- Reminders: rules, what they are planned to, and the browsers that take notifications.

-- The zone that this phone reported last. Only when it changes does the participant's follow, so that two phones do not quarrel.
ALTER TABLE device ADD COLUMN zone TEXT;

-- settings: the JSON that the phone sent, or the defaults. zone: where the participant is, as the phone that moved last said.
CREATE TABLE reminder_setting (
    participant_id BLOB NOT NULL PRIMARY KEY REFERENCES participant,
    version BLOB NOT NULL,
    settings TEXT NOT NULL,
    zone TEXT
) STRICT;

-- rule: the JSON that the phone sent; NULL once the habit was ended.
CREATE TABLE habit (
    participant_id BLOB NOT NULL REFERENCES participant,
    habit_id BLOB NOT NULL,
    version BLOB NOT NULL,
    rule TEXT,
    -- Until when occurrences are planned, exclusive.
    planned_until INTEGER NOT NULL,
    PRIMARY KEY (participant_id, habit_id)
) STRICT;
CREATE INDEX habit_to_plan ON habit (planned_until) WHERE rule IS NOT NULL;

-- One planned time of a reminder. source, subject and slot make it one, however often it is planned. announced: the phones are told
-- of it. next_at: when there is something to do about it, NULL once there is not; while it is leased, when the lease runs out.
-- leased_until: a dispatcher works on it until then, and proves with it that the lease is still its own; 0 for nobody.
CREATE TABLE occurrence (
    participant_id BLOB NOT NULL REFERENCES participant,
    occurrence_id BLOB NOT NULL,
    version BLOB NOT NULL,
    source INTEGER NOT NULL,
    subject BLOB NOT NULL,
    about BLOB,
    slot TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    -- 1 waiting, 2 sent, 3 snoozed, 4 done, 5 expired, 6 not delivered
    state INTEGER NOT NULL,
    why_not INTEGER,
    sent_at INTEGER,
    snoozed_until INTEGER,
    announced INTEGER NOT NULL,
    next_at INTEGER,
    leased_until INTEGER NOT NULL,
    PRIMARY KEY (participant_id, occurrence_id),
    UNIQUE (participant_id, source, subject, slot)
) STRICT;
CREATE INDEX occurrence_to_do ON occurrence (next_at) WHERE next_at IS NOT NULL;

-- What became of one occurrence at one browser.
CREATE TABLE delivery (
    participant_id BLOB NOT NULL REFERENCES participant,
    occurrence_id BLOB NOT NULL,
    device_id BLOB NOT NULL,
    attempts INTEGER NOT NULL,
    -- 1 to try again, 2 taken by the push service, 3 given up
    state INTEGER NOT NULL,
    PRIMARY KEY (participant_id, occurrence_id, device_id)
) STRICT;

-- Where a browser takes notifications. endpoint_hash: one owner per endpoint. sealed: endpoint and keys, under the participant's key.
CREATE TABLE subscription (
    participant_id BLOB NOT NULL REFERENCES participant,
    device_id BLOB NOT NULL,
    endpoint_hash BLOB NOT NULL UNIQUE,
    sealed BLOB NOT NULL,
    lang TEXT NOT NULL,
    since INTEGER NOT NULL,
    -- When the push service first did not know it any more; it goes when a day later it still does not.
    missing_since INTEGER,
    PRIMARY KEY (participant_id, device_id)
) STRICT;
