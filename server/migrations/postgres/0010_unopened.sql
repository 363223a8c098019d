-- Whether somebody has seen a revision, answered from the index alone.
DROP INDEX seen_of_object;
CREATE INDEX seen_of_revision ON seen (participant_id, object_id, revision_id, reviewed, staff_id);

-- What each staff member has not opened of what their people share: a row per open share and assigned account, so that
-- what is new is counted and listed without looking at what is not.
CREATE TABLE unopened (
    participant_id BYTEA NOT NULL REFERENCES participant,
    object_id BYTEA NOT NULL,
    staff_id BYTEA NOT NULL REFERENCES staff,
    shared_at BIGINT NOT NULL,
    PRIMARY KEY (participant_id, object_id, staff_id)
);
CREATE INDEX unopened_of_person ON unopened (staff_id, participant_id);
CREATE INDEX unopened_newest ON unopened (staff_id, shared_at, object_id);
INSERT INTO unopened (participant_id, object_id, staff_id, shared_at)
SELECT s.participant_id, s.object_id, a.staff_id, s.changed_at
FROM share s JOIN assignment a ON a.participant_id = s.participant_id
WHERE s.revision_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM seen n WHERE n.participant_id = s.participant_id AND n.object_id = s.object_id
        AND n.revision_id = s.revision_id AND n.staff_id = a.staff_id AND n.reviewed = 0);

-- One page of a person's entries, and when something was shared last.
CREATE INDEX share_open ON share (participant_id, changed_at, object_id) WHERE revision_id IS NOT NULL;
-- What a reader opened lately.
CREATE INDEX seen_by_reader ON seen (participant_id, staff_id, at) WHERE reviewed = 0;
-- Whom the ledger has in a reader's list of today, whatever lists there were before; 1 is the number of *listed*.
CREATE INDEX ledger_listed ON ledger (actor_id, at, participant_id) WHERE act = 1;
