-- What was applied once: acts of attendance, sessions, habits and settings as well as versions of shares.
ALTER TABLE share_act RENAME TO act;
ALTER TABLE act RENAME COLUMN version TO act_id;
