-- The first schema. tenant leads every key; what is hashed is text that is never
-- parsed by the database. Instants are microseconds since 1970, 0 is none.

CREATE TABLE tenants (
  id         text PRIMARY KEY,
  name       text NOT NULL,
  secret     bytea NOT NULL,
  created    bigint NOT NULL
);

-- The end of each tenant's log: locked by every commit.
CREATE TABLE tenant_head (
  tenant text PRIMARY KEY REFERENCES tenants (id),
  seq    bigint NOT NULL,
  hash   bytea NOT NULL,
  next   text NOT NULL,
  active text NOT NULL
) WITH (fillfactor = 20);

CREATE TABLE editions (
  tenant  text NOT NULL REFERENCES tenants (id),
  id      text NOT NULL,
  bundle  text NOT NULL,
  created bigint NOT NULL,
  PRIMARY KEY (tenant, id)
);

CREATE TABLE tickets (
  tenant    text NOT NULL,
  id        text NOT NULL,
  number    text NOT NULL,
  version   bigint NOT NULL,
  seq       bigint NOT NULL,
  edition   text NOT NULL,
  created   bigint NOT NULL,
  updated   bigint NOT NULL,
  next_due  bigint NOT NULL,
  status    text NOT NULL,
  family    text NOT NULL,
  turn      text NOT NULL,
  type      text NOT NULL,
  level     text NOT NULL,
  priority  text NOT NULL,
  queue     text NOT NULL,
  assignee  text NOT NULL,
  company   text NOT NULL,
  channel   text NOT NULL,
  requester text NOT NULL,
  facets    text NOT NULL,
  audience  text NOT NULL,
  state     text NOT NULL,
  PRIMARY KEY (tenant, id)
) WITH (fillfactor = 80, toast_tuple_target = 8160);
CREATE UNIQUE INDEX tickets_number ON tickets (tenant, number) WHERE number <> '';
CREATE INDEX tickets_status ON tickets (tenant, status, id);
CREATE INDEX tickets_due ON tickets (tenant, next_due, id) WHERE next_due > 0;
CREATE INDEX tickets_queue ON tickets (tenant, queue, id) WHERE queue <> '';
CREATE INDEX tickets_assignee ON tickets (tenant, assignee, id) WHERE assignee <> '';
CREATE INDEX tickets_company ON tickets (tenant, company, id) WHERE company <> '';
CREATE INDEX tickets_requester ON tickets (tenant, requester, id) WHERE requester <> '';

-- The log. The body can be erased; header and chain stay.
CREATE TABLE events (
  tenant   text NOT NULL,
  seq      bigint NOT NULL,
  ticket   text NOT NULL,
  version  bigint NOT NULL,
  kind     text NOT NULL,
  channel  text NOT NULL,
  at       bigint NOT NULL,
  actor    text NOT NULL,
  actor_id text NOT NULL,
  roles    text NOT NULL,
  command  text NOT NULL,
  digest   bytea NOT NULL,
  cause    bigint NOT NULL,
  depth    integer NOT NULL,
  edition  text NOT NULL,
  audience text NOT NULL,
  number   text NOT NULL,
  body_mac bytea NOT NULL,
  hash     bytea NOT NULL,
  PRIMARY KEY (tenant, seq)
);
CREATE UNIQUE INDEX events_command ON events (tenant, command);
CREATE INDEX events_ticket ON events (tenant, ticket, seq) WHERE ticket <> '';

CREATE TABLE event_body (
  tenant text NOT NULL,
  seq    bigint NOT NULL,
  salt   bytea NOT NULL,
  body   text NOT NULL,
  PRIMARY KEY (tenant, seq)
) WITH (toast_tuple_target = 8160);

-- Evidence that ties messages to tickets: keyed hashes.
CREATE TABLE ticket_keys (
  tenant text NOT NULL,
  key    text NOT NULL,
  ticket text NOT NULL,
  seq    bigint NOT NULL,
  PRIMARY KEY (tenant, key, ticket)
);

-- When each ticket wants to be woken: the earliest of its timers.
CREATE TABLE wakes (
  tenant text NOT NULL,
  ticket text NOT NULL,
  due    bigint NOT NULL,
  lease  bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant, ticket)
) WITH (fillfactor = 70);
CREATE INDEX wakes_due ON wakes (due);

CREATE TABLE outbox (
  tenant     text NOT NULL,
  id         text NOT NULL,
  seq        bigint NOT NULL,
  ticket     text NOT NULL,
  number     text NOT NULL,
  depth      integer NOT NULL,
  clause     text NOT NULL,
  sender     text NOT NULL,
  edition    text NOT NULL,
  payload    text NOT NULL,
  created    bigint NOT NULL,
  not_before bigint NOT NULL,
  attempt    integer NOT NULL,
  lease      bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant, id)
) WITH (fillfactor = 70, toast_tuple_target = 8160);
CREATE INDEX outbox_due ON outbox (not_before);

CREATE TABLE attachments (
  tenant   text NOT NULL,
  seq      bigint NOT NULL,
  blob     text NOT NULL,
  ticket   text NOT NULL,
  name     text NOT NULL,
  audience text NOT NULL,
  info     text NOT NULL,
  PRIMARY KEY (tenant, seq, blob, name)
);
CREATE INDEX attachments_ticket ON attachments (tenant, ticket);
CREATE INDEX attachments_blob ON attachments (tenant, blob);

-- Who takes part in a ticket besides its requester.
CREATE TABLE participants (
  tenant text NOT NULL,
  ticket text NOT NULL,
  party  text NOT NULL,
  role   text NOT NULL,
  PRIMARY KEY (tenant, party, ticket, role)
);

-- The directory.
CREATE TABLE principals (
  tenant   text NOT NULL,
  id       text NOT NULL,
  name     text NOT NULL,
  email    text NOT NULL,
  position text NOT NULL,
  roles    text NOT NULL,
  language text NOT NULL,
  line     text NOT NULL,
  PRIMARY KEY (tenant, id)
);
CREATE TABLE companies (
  tenant        text NOT NULL,
  id            text NOT NULL,
  name          text NOT NULL,
  domains       text NOT NULL,
  inbound       text NOT NULL,
  personal_mail text NOT NULL,
  level         text NOT NULL,
  contract      text NOT NULL,
  directions    text NOT NULL,
  PRIMARY KEY (tenant, id)
);
CREATE TABLE parties (
  tenant   text NOT NULL,
  id       text NOT NULL,
  name     text NOT NULL,
  company  text NOT NULL,
  language text NOT NULL,
  PRIMARY KEY (tenant, id)
);
CREATE TABLE party_addresses (
  tenant   text NOT NULL,
  kind     text NOT NULL,
  value    text NOT NULL,
  party    text NOT NULL,
  verified bigint NOT NULL,
  PRIMARY KEY (tenant, kind, value)
);
CREATE INDEX party_addresses_party ON party_addresses (tenant, party);

-- Tokens are kept as keyed hashes. Those of the installation have the tenant "@".
CREATE TABLE tokens (
  tenant    text NOT NULL,
  hash      bytea NOT NULL,
  principal text NOT NULL,
  role      text NOT NULL,
  label     text NOT NULL,
  created   bigint NOT NULL,
  revoked   bigint NOT NULL,
  PRIMARY KEY (tenant, hash)
);

-- Mail as it came in, before it is understood.
CREATE TABLE inbound_mail (
  tenant      text NOT NULL,
  id          text NOT NULL,
  mailbox     text NOT NULL,
  uidvalidity bigint NOT NULL,
  uid         bigint NOT NULL,
  sender      text NOT NULL,
  blob        text NOT NULL,
  size        bigint NOT NULL,
  received    bigint NOT NULL,
  parser      integer NOT NULL,
  state       text NOT NULL,
  error       text NOT NULL,
  command     text NOT NULL,
  PRIMARY KEY (tenant, id)
);
CREATE UNIQUE INDEX inbound_mail_uid ON inbound_mail (tenant, mailbox, uidvalidity, uid) WHERE uid > 0;
CREATE INDEX inbound_mail_state ON inbound_mail (tenant, state, received);

-- One row: the offset of the development clock, and when a node was last alive.
CREATE TABLE clock (
  id     integer PRIMARY KEY,
  moved  bigint NOT NULL,
  alive  bigint NOT NULL
);
INSERT INTO clock VALUES (1, 0, 0);

-- The program works under roles that own nothing and cannot bypass row-level
-- security: reglament_app sees one tenant at a time, reglament_claims sees what
-- is needed to find work, of all tenants.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'reglament_app') THEN
    CREATE ROLE reglament_app NOLOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'reglament_claims') THEN
    CREATE ROLE reglament_claims NOLOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL; -- another database of this server was migrated at the same moment
END $$;

DO $$
BEGIN
  EXECUTE format('GRANT reglament_app, reglament_claims TO %I', current_user);
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO reglament_app, reglament_claims', current_schema());
END $$;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['tenant_head', 'editions', 'tickets', 'events', 'event_body', 'ticket_keys', 'wakes', 'outbox',
    'attachments', 'participants', 'principals', 'companies', 'parties', 'party_addresses', 'tokens', 'inbound_mail'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY one_tenant ON %I TO reglament_app USING (tenant = current_setting(''reglament.tenant'', true))', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO reglament_app', t);
  END LOOP;
END $$;
-- What is written once is never changed, and only bodies can be erased.
REVOKE UPDATE, DELETE ON events, editions FROM reglament_app;
REVOKE UPDATE ON event_body FROM reglament_app;

ALTER TABLE tenants ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenants FORCE ROW LEVEL SECURITY;
CREATE POLICY one_tenant ON tenants TO reglament_app USING (id = current_setting('reglament.tenant', true));
GRANT SELECT, INSERT ON tenants TO reglament_app;

CREATE POLICY all_tenants ON tenants FOR SELECT TO reglament_claims USING (true);
CREATE POLICY all_tenants ON wakes TO reglament_claims USING (true);
CREATE POLICY all_tenants ON outbox TO reglament_claims USING (true);
GRANT SELECT ON tenants TO reglament_claims;
GRANT SELECT, UPDATE ON wakes, outbox TO reglament_claims;
GRANT SELECT, UPDATE ON clock TO reglament_claims;
