-- Whether a participant's phones share new entries of a kind by themselves. A kind without a row is off.
CREATE TABLE share_setting (
    participant_id BYTEA NOT NULL REFERENCES participant,
    kind BIGINT NOT NULL,
    version BYTEA NOT NULL,
    is_on BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (participant_id, kind)
);
