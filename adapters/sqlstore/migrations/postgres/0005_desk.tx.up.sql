-- What employees keep for their own work: what they are writing and have not
-- sent, and the lists that they have saved. None of it is an event.
CREATE TABLE drafts (
  tenant   text NOT NULL,
  owner    text NOT NULL,
  ticket   text NOT NULL,
  kind     text NOT NULL,
  text     text NOT NULL,
  fields   text NOT NULL,
  version  bigint NOT NULL,
  revision bigint NOT NULL,
  updated  bigint NOT NULL,
  PRIMARY KEY (tenant, owner, ticket, kind)
) WITH (fillfactor = 70);

CREATE TABLE views (
  tenant   text NOT NULL,
  id       text NOT NULL,
  owner    text NOT NULL,
  name     text NOT NULL,
  shared   bigint NOT NULL,
  look     text NOT NULL,
  revision bigint NOT NULL,
  updated  bigint NOT NULL,
  PRIMARY KEY (tenant, id)
);
CREATE INDEX views_owner ON views (tenant, owner);

-- What waits on purpose before it is tried at all: what the ticket says after it
-- must wait for it.
CREATE INDEX outbox_waiting ON outbox (tenant, ticket) WHERE attempt = 0 AND not_before > created;

-- Who looks at what, by the node whose sockets they hang on. It is worth nothing
-- after a crash.
CREATE UNLOGGED TABLE presence (
  tenant text NOT NULL,
  node   text NOT NULL,
  people text NOT NULL,
  until  bigint NOT NULL,
  PRIMARY KEY (tenant, node)
) WITH (fillfactor = 50);

-- The words of each event, for the search. They follow the log; seq of
-- search_heads is how far. Words of an erased body go with it.
CREATE TABLE search_heads (
  tenant text PRIMARY KEY,
  seq    bigint NOT NULL
);
CREATE TABLE search_events (
  tenant   text NOT NULL,
  seq      bigint NOT NULL,
  ticket   text NOT NULL,
  audience text NOT NULL,
  words    tsvector NOT NULL,
  PRIMARY KEY (tenant, seq)
);
CREATE INDEX search_events_words ON search_events USING gin (words);
CREATE FUNCTION forget_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM search_events WHERE tenant = NEW.tenant AND seq = NEW.seq;
  RETURN NULL;
END $$;
CREATE TRIGGER events_erased AFTER UPDATE OF body ON events
  FOR EACH ROW WHEN (NEW.body IS NULL) EXECUTE FUNCTION forget_words();

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['drafts', 'views', 'presence', 'search_heads', 'search_events'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY one_tenant ON %I TO reglament_app USING (tenant = current_setting(''reglament.tenant'', true))', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO reglament_app', t);
  END LOOP;
END $$;

-- Under row-level security an index is used only by operators that are marked
-- leakproof, and @@ is not. So the words are searched by a function, which sees
-- all rows and answers with those of the tenant that is set. Its owner can do
-- nothing else.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'reglament_search') THEN
    CREATE ROLE reglament_search NOLOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL; -- another database of this server was migrated at the same moment
END $$;
CREATE POLICY all_tenants ON search_events FOR SELECT TO reglament_search USING (true);
GRANT SELECT ON search_events TO reglament_search;
CREATE FUNCTION search_words(query tsquery, before bigint, most integer)
  RETURNS TABLE (seq bigint, ticket text, audience text)
  LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT e.seq, e.ticket, e.audience FROM search_events AS e
    WHERE e.tenant = current_setting('reglament.tenant', true) AND e.words @@ query AND e.seq < before
    ORDER BY e.seq DESC LIMIT most
  $$;
DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION search_words(tsquery, bigint, integer) SET search_path = %I, pg_temp', current_schema());
  EXECUTE format('GRANT reglament_search TO %I', current_user);
  EXECUTE format('GRANT USAGE, CREATE ON SCHEMA %I TO reglament_search', current_schema());
  ALTER FUNCTION search_words(tsquery, bigint, integer) OWNER TO reglament_search;
  EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM reglament_search', current_schema());
END $$;
REVOKE EXECUTE ON FUNCTION search_words(tsquery, bigint, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_words(tsquery, bigint, integer) TO reglament_app;
