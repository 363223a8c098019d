-- What was applied once: acts of attendance, sessions, habits and settings as well as versions of shares.
ALTER TABLE share_act RENAME TO act;
ALTER TABLE act RENAME COLUMN version TO act_id;
ALTER TABLE act RENAME CONSTRAINT share_act_pkey TO act_pkey;
