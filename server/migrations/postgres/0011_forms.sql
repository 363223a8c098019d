-- Forms of staff that were taken, so that a second post does nothing. form_id: SHA-256 of the form's key, address and
-- fields. answer: the address of the first one's page, as soon as it is known.
CREATE TABLE form_taken (
    form_id BYTEA NOT NULL PRIMARY KEY,
    staff_id BYTEA NOT NULL REFERENCES staff,
    taken_at BIGINT NOT NULL,
    answer TEXT
);
CREATE INDEX form_taken_at ON form_taken (taken_at);

-- Fields of forms that arrived after the sign-in had ended, sealed under the program's key. form: SHA-256 of the form's
-- address. led: a sign-in led to it.
CREATE TABLE form_kept (
    staff_id BYTEA NOT NULL REFERENCES staff,
    form BYTEA NOT NULL,
    kept_at BIGINT NOT NULL,
    led BIGINT NOT NULL,
    fields_sealed BYTEA NOT NULL,
    PRIMARY KEY (staff_id, form)
);
CREATE INDEX form_kept_at ON form_kept (kept_at);
