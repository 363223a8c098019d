-- Ids are 16 random bytes, times are milliseconds since 1970, *_sealed columns open only with the key file.

CREATE TABLE server_state (
    name TEXT NOT NULL PRIMARY KEY,
    value BYTEA NOT NULL
);

CREATE TABLE program (
    program_id BYTEA NOT NULL PRIMARY KEY,
    wrapped_key BYTEA NOT NULL,
    name_sealed BYTEA NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE staff (
    staff_id BYTEA NOT NULL PRIMARY KEY,
    program_id BYTEA NOT NULL REFERENCES program,
    role TEXT NOT NULL,
    name_sealed BYTEA NOT NULL,
    disabled_at BIGINT,
    created_at BIGINT NOT NULL
);

CREATE TABLE staff_link (
    token_hash BYTEA NOT NULL PRIMARY KEY,
    staff_id BYTEA NOT NULL REFERENCES staff,
    purpose TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);

CREATE TABLE passkey (
    credential_id BYTEA NOT NULL PRIMARY KEY,
    staff_id BYTEA NOT NULL REFERENCES staff,
    passkey_json_sealed BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT
);
CREATE INDEX passkey_of_staff ON passkey (staff_id);

CREATE TABLE ceremony (
    ceremony_id BYTEA NOT NULL PRIMARY KEY,
    purpose TEXT NOT NULL,
    staff_id BYTEA REFERENCES staff,
    state TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE TABLE participant (
    participant_id BYTEA NOT NULL PRIMARY KEY,
    program_id BYTEA NOT NULL REFERENCES program,
    wrapped_key BYTEA NOT NULL,
    name_sealed BYTEA NOT NULL,
    membership TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX participant_of_program ON participant (program_id);

-- The lock and the counters of one participant.
CREATE TABLE head (
    participant_id BYTEA NOT NULL PRIMARY KEY REFERENCES participant,
    feed_no BIGINT NOT NULL,
    ledger_no BIGINT NOT NULL,
    ledger_hash BYTEA NOT NULL,
    digest BYTEA NOT NULL
);

CREATE TABLE assignment (
    participant_id BYTEA NOT NULL REFERENCES participant,
    staff_id BYTEA NOT NULL REFERENCES staff,
    since BIGINT NOT NULL,
    PRIMARY KEY (participant_id, staff_id)
);
CREATE INDEX assignment_of_staff ON assignment (staff_id);

CREATE TABLE enrolment (
    participant_id BYTEA NOT NULL REFERENCES participant,
    enrolment_id BYTEA NOT NULL,
    code_mac BYTEA NOT NULL UNIQUE,
    made_by BYTEA,
    made_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    needs_confirmation BIGINT NOT NULL,
    used_at BIGINT,
    device_id BYTEA,
    ticket_hash BYTEA UNIQUE,
    number BIGINT,
    decided TEXT,
    decided_at BIGINT,
    PRIMARY KEY (participant_id, enrolment_id)
);

CREATE TABLE device (
    participant_id BYTEA NOT NULL REFERENCES participant,
    device_id BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    vouched BIGINT NOT NULL,
    revoked_at BIGINT,
    PRIMARY KEY (participant_id, device_id)
);

CREATE TABLE sign_in (
    token_hash BYTEA NOT NULL PRIMARY KEY,
    staff_id BYTEA REFERENCES staff,
    participant_id BYTEA REFERENCES participant,
    device_id BYTEA,
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL
);
CREATE INDEX sign_in_of_staff ON sign_in (staff_id);
CREATE INDEX sign_in_of_participant ON sign_in (participant_id);

CREATE TABLE stream (
    participant_id BYTEA NOT NULL REFERENCES participant,
    stream_id BYTEA NOT NULL,
    device_id BYTEA NOT NULL,
    next_seq BIGINT NOT NULL,
    kept_from BIGINT NOT NULL,
    PRIMARY KEY (participant_id, stream_id)
);

CREATE TABLE verdict (
    participant_id BYTEA NOT NULL REFERENCES participant,
    stream_id BYTEA NOT NULL,
    seq BIGINT NOT NULL,
    op_id BYTEA NOT NULL,
    verdict TEXT NOT NULL,
    PRIMARY KEY (participant_id, stream_id, seq)
);

-- sealed is NULL once erased.
CREATE TABLE revision (
    participant_id BYTEA NOT NULL REFERENCES participant,
    object_id BYTEA NOT NULL,
    revision_id BYTEA NOT NULL,
    parents BYTEA NOT NULL,
    key_id BYTEA NOT NULL,
    sealed BYTEA,
    stream_id BYTEA NOT NULL,
    taken_no BIGINT NOT NULL,
    arrived_at BIGINT NOT NULL,
    PRIMARY KEY (participant_id, object_id, revision_id),
    UNIQUE (participant_id, revision_id)
);

CREATE TABLE tombstone (
    participant_id BYTEA NOT NULL REFERENCES participant,
    object_id BYTEA NOT NULL,
    revision_id BYTEA NOT NULL,
    PRIMARY KEY (participant_id, object_id, revision_id)
);

-- revision_id and copy_sealed are NULL while closed.
CREATE TABLE share (
    participant_id BYTEA NOT NULL REFERENCES participant,
    object_id BYTEA NOT NULL,
    version BYTEA NOT NULL,
    revision_id BYTEA,
    copy_sealed BYTEA,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (participant_id, object_id)
);

CREATE TABLE share_act (
    participant_id BYTEA NOT NULL REFERENCES participant,
    version BYTEA NOT NULL,
    PRIMARY KEY (participant_id, version)
);

CREATE TABLE seen (
    participant_id BYTEA NOT NULL REFERENCES participant,
    seen_id BYTEA NOT NULL,
    object_id BYTEA NOT NULL,
    revision_id BYTEA NOT NULL,
    staff_id BYTEA NOT NULL REFERENCES staff,
    at BIGINT NOT NULL,
    reviewed BIGINT NOT NULL,
    PRIMARY KEY (participant_id, seen_id)
);
CREATE INDEX seen_of_object ON seen (participant_id, object_id);

CREATE TABLE reply (
    participant_id BYTEA NOT NULL REFERENCES participant,
    reply_id BYTEA NOT NULL,
    object_id BYTEA NOT NULL,
    staff_id BYTEA NOT NULL REFERENCES staff,
    at BIGINT NOT NULL,
    text_sealed BYTEA NOT NULL,
    PRIMARY KEY (participant_id, reply_id)
);
CREATE INDEX reply_of_object ON reply (participant_id, object_id);

-- sealed is NULL once a newer recovery code replaced it.
CREATE TABLE wrapper (
    participant_id BYTEA NOT NULL REFERENCES participant,
    key_id BYTEA NOT NULL,
    wrapper_id BYTEA NOT NULL,
    method TEXT NOT NULL,
    sealed BYTEA,
    PRIMARY KEY (participant_id, key_id, wrapper_id)
);

-- One row per object that the phones must know, renumbered when it changes.
CREATE TABLE feed (
    participant_id BYTEA NOT NULL REFERENCES participant,
    topic BIGINT NOT NULL,
    id BYTEA NOT NULL,
    version BYTEA NOT NULL,
    feed_no BIGINT NOT NULL,
    PRIMARY KEY (participant_id, topic, id)
);
CREATE UNIQUE INDEX feed_in_order ON feed (participant_id, feed_no);

CREATE TABLE ledger (
    participant_id BYTEA NOT NULL REFERENCES participant,
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor BIGINT NOT NULL,
    actor_id BYTEA NOT NULL,
    act BIGINT NOT NULL,
    object BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (participant_id, number)
);
