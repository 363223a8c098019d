-- Ids are 16 random bytes, times are milliseconds since 1970, *_sealed columns open only with the key file.

CREATE TABLE server_state (
    name TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
) STRICT;

CREATE TABLE program (
    program_id BLOB NOT NULL PRIMARY KEY,
    wrapped_key BLOB NOT NULL,
    name_sealed BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE staff (
    staff_id BLOB NOT NULL PRIMARY KEY,
    program_id BLOB NOT NULL REFERENCES program,
    role TEXT NOT NULL,
    name_sealed BLOB NOT NULL,
    disabled_at INTEGER,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE staff_link (
    token_hash BLOB NOT NULL PRIMARY KEY,
    staff_id BLOB NOT NULL REFERENCES staff,
    purpose TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;

CREATE TABLE passkey (
    credential_id BLOB NOT NULL PRIMARY KEY,
    staff_id BLOB NOT NULL REFERENCES staff,
    passkey_json_sealed BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    last_used_at INTEGER
) STRICT;
CREATE INDEX passkey_of_staff ON passkey (staff_id);

CREATE TABLE ceremony (
    ceremony_id BLOB NOT NULL PRIMARY KEY,
    purpose TEXT NOT NULL,
    staff_id BLOB REFERENCES staff,
    state TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

CREATE TABLE participant (
    participant_id BLOB NOT NULL PRIMARY KEY,
    program_id BLOB NOT NULL REFERENCES program,
    wrapped_key BLOB NOT NULL,
    name_sealed BLOB NOT NULL,
    membership TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX participant_of_program ON participant (program_id);

-- The lock and the counters of one participant.
CREATE TABLE head (
    participant_id BLOB NOT NULL PRIMARY KEY REFERENCES participant,
    feed_no INTEGER NOT NULL,
    ledger_no INTEGER NOT NULL,
    ledger_hash BLOB NOT NULL,
    digest BLOB NOT NULL
) STRICT;

CREATE TABLE assignment (
    participant_id BLOB NOT NULL REFERENCES participant,
    staff_id BLOB NOT NULL REFERENCES staff,
    since INTEGER NOT NULL,
    PRIMARY KEY (participant_id, staff_id)
) STRICT;
CREATE INDEX assignment_of_staff ON assignment (staff_id);

CREATE TABLE enrolment (
    participant_id BLOB NOT NULL REFERENCES participant,
    enrolment_id BLOB NOT NULL,
    code_mac BLOB NOT NULL UNIQUE,
    made_by BLOB,
    made_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    needs_confirmation INTEGER NOT NULL,
    used_at INTEGER,
    device_id BLOB,
    ticket_hash BLOB UNIQUE,
    number INTEGER,
    decided TEXT,
    decided_at INTEGER,
    PRIMARY KEY (participant_id, enrolment_id)
) STRICT;

CREATE TABLE device (
    participant_id BLOB NOT NULL REFERENCES participant,
    device_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    vouched INTEGER NOT NULL,
    revoked_at INTEGER,
    PRIMARY KEY (participant_id, device_id)
) STRICT;

CREATE TABLE sign_in (
    token_hash BLOB NOT NULL PRIMARY KEY,
    staff_id BLOB REFERENCES staff,
    participant_id BLOB REFERENCES participant,
    device_id BLOB,
    created_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sign_in_of_staff ON sign_in (staff_id);
CREATE INDEX sign_in_of_participant ON sign_in (participant_id);

CREATE TABLE stream (
    participant_id BLOB NOT NULL REFERENCES participant,
    stream_id BLOB NOT NULL,
    device_id BLOB NOT NULL,
    next_seq INTEGER NOT NULL,
    kept_from INTEGER NOT NULL,
    PRIMARY KEY (participant_id, stream_id)
) STRICT;

CREATE TABLE verdict (
    participant_id BLOB NOT NULL REFERENCES participant,
    stream_id BLOB NOT NULL,
    seq INTEGER NOT NULL,
    op_id BLOB NOT NULL,
    verdict TEXT NOT NULL,
    PRIMARY KEY (participant_id, stream_id, seq)
) STRICT;

-- sealed is NULL once erased.
CREATE TABLE revision (
    participant_id BLOB NOT NULL REFERENCES participant,
    object_id BLOB NOT NULL,
    revision_id BLOB NOT NULL,
    parents BLOB NOT NULL,
    key_id BLOB NOT NULL,
    sealed BLOB,
    stream_id BLOB NOT NULL,
    taken_no INTEGER NOT NULL,
    arrived_at INTEGER NOT NULL,
    PRIMARY KEY (participant_id, object_id, revision_id),
    UNIQUE (participant_id, revision_id)
) STRICT;

CREATE TABLE tombstone (
    participant_id BLOB NOT NULL REFERENCES participant,
    object_id BLOB NOT NULL,
    revision_id BLOB NOT NULL,
    PRIMARY KEY (participant_id, object_id, revision_id)
) STRICT;

-- revision_id and copy_sealed are NULL while closed.
CREATE TABLE share (
    participant_id BLOB NOT NULL REFERENCES participant,
    object_id BLOB NOT NULL,
    version BLOB NOT NULL,
    revision_id BLOB,
    copy_sealed BLOB,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (participant_id, object_id)
) STRICT;

CREATE TABLE share_act (
    participant_id BLOB NOT NULL REFERENCES participant,
    version BLOB NOT NULL,
    PRIMARY KEY (participant_id, version)
) STRICT;

CREATE TABLE seen (
    participant_id BLOB NOT NULL REFERENCES participant,
    seen_id BLOB NOT NULL,
    object_id BLOB NOT NULL,
    revision_id BLOB NOT NULL,
    staff_id BLOB NOT NULL REFERENCES staff,
    at INTEGER NOT NULL,
    reviewed INTEGER NOT NULL,
    PRIMARY KEY (participant_id, seen_id)
) STRICT;
CREATE INDEX seen_of_object ON seen (participant_id, object_id);

CREATE TABLE reply (
    participant_id BLOB NOT NULL REFERENCES participant,
    reply_id BLOB NOT NULL,
    object_id BLOB NOT NULL,
    staff_id BLOB NOT NULL REFERENCES staff,
    at INTEGER NOT NULL,
    text_sealed BLOB NOT NULL,
    PRIMARY KEY (participant_id, reply_id)
) STRICT;
CREATE INDEX reply_of_object ON reply (participant_id, object_id);

-- sealed is NULL once a newer recovery code replaced it.
CREATE TABLE wrapper (
    participant_id BLOB NOT NULL REFERENCES participant,
    key_id BLOB NOT NULL,
    wrapper_id BLOB NOT NULL,
    method TEXT NOT NULL,
    sealed BLOB,
    PRIMARY KEY (participant_id, key_id, wrapper_id)
) STRICT;

-- One row per object that the phones must know, renumbered when it changes.
CREATE TABLE feed (
    participant_id BLOB NOT NULL REFERENCES participant,
    topic INTEGER NOT NULL,
    id BLOB NOT NULL,
    version BLOB NOT NULL,
    feed_no INTEGER NOT NULL,
    PRIMARY KEY (participant_id, topic, id)
) STRICT;
CREATE UNIQUE INDEX feed_in_order ON feed (participant_id, feed_no);

CREATE TABLE ledger (
    participant_id BLOB NOT NULL REFERENCES participant,
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor INTEGER NOT NULL,
    actor_id BLOB NOT NULL,
    act INTEGER NOT NULL,
    object BLOB NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (participant_id, number)
) STRICT;
