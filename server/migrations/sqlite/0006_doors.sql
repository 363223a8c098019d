-- Passkey ceremonies are sealed in the hands of whoever began them; only those that signed somebody in leave a row, so that each
-- does so once.
DROP TABLE ceremony;

CREATE TABLE used_ceremony (
    ceremony_hash BLOB NOT NULL PRIMARY KEY,
    forget_at INTEGER NOT NULL
) STRICT;
