-- The last beat of each keys folder: the token stands in that folder as well. A database that was copied back has an older one.
-- token is NULL since a new epoch began and until that folder beats again. number is the generation that the beat raised it to.
CREATE TABLE beat (
    keys_id TEXT NOT NULL PRIMARY KEY,
    token TEXT,
    clean INTEGER NOT NULL,
    number INTEGER NOT NULL
) STRICT;
