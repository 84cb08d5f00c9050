-- The body of an event stands in its row: rows are what a commit costs. Both
-- columns are null once the body is erased.
ALTER TABLE events ADD COLUMN salt blob;
ALTER TABLE events ADD COLUMN body text;
UPDATE events SET (salt, body) = (SELECT b.salt, b.body FROM event_body AS b WHERE b.tenant = events.tenant AND b.seq = events.seq);
DROP TABLE event_body;
