-- Who led a session is kept with it once it has begun, so that a later leader of the series sees nothing of the past.
-- leader_pinned: leader is this session's own although its words are those of the series. It is written for every begun session before
-- the leader of its series changes; until then both are the same. So the sessions that have begun by now keep the leader that their
-- series has now, without a clock of the database being asked.
ALTER TABLE session ADD COLUMN leader_pinned INTEGER NOT NULL DEFAULT 0;
