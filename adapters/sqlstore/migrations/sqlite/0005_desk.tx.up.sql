-- What employees keep for their own work: what they are writing and have not
-- sent, and the lists that they have saved. None of it is an event.
CREATE TABLE drafts (
  tenant   text NOT NULL,
  owner    text NOT NULL,
  ticket   text NOT NULL,
  kind     text NOT NULL,
  text     text NOT NULL,
  fields   text NOT NULL,
  version  integer NOT NULL,
  revision integer NOT NULL,
  updated  integer NOT NULL,
  PRIMARY KEY (tenant, owner, ticket, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE views (
  tenant   text NOT NULL,
  id       text NOT NULL,
  owner    text NOT NULL,
  name     text NOT NULL,
  shared   integer NOT NULL,
  look     text NOT NULL,
  revision integer NOT NULL,
  updated  integer NOT NULL,
  PRIMARY KEY (tenant, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX views_owner ON views (tenant, owner);

-- What waits on purpose before it is tried at all: what the ticket says after it
-- must wait for it.
CREATE INDEX outbox_waiting ON outbox (tenant, ticket) WHERE attempt = 0 AND not_before > created;

-- The words of each event, for the search. They follow the log; seq of
-- search_heads is how far. Each row of search_words has its place in
-- search_events. Words of an erased body go with it.
CREATE TABLE search_heads (
  tenant text PRIMARY KEY,
  seq    integer NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE search_events (
  id       integer PRIMARY KEY,
  tenant   text NOT NULL,
  seq      integer NOT NULL,
  ticket   text NOT NULL,
  audience text NOT NULL
) STRICT;
CREATE UNIQUE INDEX search_events_seq ON search_events (tenant, seq);
CREATE VIRTUAL TABLE search_words USING fts5 (words, content = '', contentless_delete = 1, detail = none,
  tokenize = "unicode61 remove_diacritics 0", prefix = '2 3');
CREATE TRIGGER events_erased AFTER UPDATE OF body ON events WHEN new.body IS NULL BEGIN
  DELETE FROM search_words WHERE rowid IN (SELECT id FROM search_events WHERE tenant = new.tenant AND seq = new.seq);
  DELETE FROM search_events WHERE tenant = new.tenant AND seq = new.seq;
END;
