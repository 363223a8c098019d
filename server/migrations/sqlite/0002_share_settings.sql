-- Whether a participant's phones share new entries of a kind by themselves. A kind without a row is off.
CREATE TABLE share_setting (
    participant_id BLOB NOT NULL REFERENCES participant,
    kind INTEGER NOT NULL,
    version BLOB NOT NULL,
    is_on INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (participant_id, kind)
) STRICT;
