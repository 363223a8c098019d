-- One notification tells of everything that one act of staff changed: the sessions besides its subject, 16 bytes each.
ALTER TABLE occurrence ADD COLUMN sessions BLOB;
