-- The first schema. tenant leads every key; what is hashed is text that is never
-- parsed by the database. Instants are microseconds since 1970, 0 is none.

CREATE TABLE tenants (
  id         text PRIMARY KEY,
  name       text NOT NULL,
  secret     blob NOT NULL,
  created    integer NOT NULL
) STRICT, WITHOUT ROWID;

-- The end of each tenant's log: locked by every commit.
CREATE TABLE tenant_head (
  tenant text PRIMARY KEY REFERENCES tenants (id),
  seq    integer NOT NULL,
  hash   blob NOT NULL,
  next   text NOT NULL,
  active text NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE editions (
  tenant  text NOT NULL REFERENCES tenants (id),
  id      text NOT NULL,
  bundle  text NOT NULL,
  created integer NOT NULL,
  PRIMARY KEY (tenant, id)
) STRICT;

CREATE TABLE tickets (
  tenant    text NOT NULL,
  id        text NOT NULL,
  number    text NOT NULL,
  version   integer NOT NULL,
  seq       integer NOT NULL,
  edition   text NOT NULL,
  created   integer NOT NULL,
  updated   integer NOT NULL,
  next_due  integer NOT NULL,
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
) STRICT;
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
  seq      integer NOT NULL,
  ticket   text NOT NULL,
  version  integer NOT NULL,
  kind     text NOT NULL,
  channel  text NOT NULL,
  at       integer NOT NULL,
  actor    text NOT NULL,
  actor_id text NOT NULL,
  roles    text NOT NULL,
  command  text NOT NULL,
  digest   blob NOT NULL,
  cause    integer NOT NULL,
  depth    integer NOT NULL,
  edition  text NOT NULL,
  audience text NOT NULL,
  number   text NOT NULL,
  body_mac blob NOT NULL,
  hash     blob NOT NULL,
  PRIMARY KEY (tenant, seq)
) STRICT;
CREATE UNIQUE INDEX events_command ON events (tenant, command);
CREATE INDEX events_ticket ON events (tenant, ticket, seq) WHERE ticket <> '';

CREATE TABLE event_body (
  tenant text NOT NULL,
  seq    integer NOT NULL,
  salt   blob NOT NULL,
  body   text NOT NULL,
  PRIMARY KEY (tenant, seq)
) STRICT;

-- Evidence that ties messages to tickets: keyed hashes.
CREATE TABLE ticket_keys (
  tenant text NOT NULL,
  key    text NOT NULL,
  ticket text NOT NULL,
  seq    integer NOT NULL,
  PRIMARY KEY (tenant, key, ticket)
) STRICT, WITHOUT ROWID;

-- When each ticket wants to be woken: the earliest of its timers.
CREATE TABLE wakes (
  tenant text NOT NULL,
  ticket text NOT NULL,
  due    integer NOT NULL,
  lease  integer NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant, ticket)
) STRICT, WITHOUT ROWID;
CREATE INDEX wakes_due ON wakes (due);

CREATE TABLE outbox (
  tenant     text NOT NULL,
  id         text NOT NULL,
  seq        integer NOT NULL,
  ticket     text NOT NULL,
  number     text NOT NULL,
  depth      integer NOT NULL,
  clause     text NOT NULL,
  sender     text NOT NULL,
  edition    text NOT NULL,
  payload    text NOT NULL,
  created    integer NOT NULL,
  not_before integer NOT NULL,
  attempt    integer NOT NULL,
  lease      integer NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant, id)
) STRICT;
CREATE INDEX outbox_due ON outbox (not_before);

CREATE TABLE attachments (
  tenant   text NOT NULL,
  seq      integer NOT NULL,
  blob     text NOT NULL,
  ticket   text NOT NULL,
  name     text NOT NULL,
  audience text NOT NULL,
  info     text NOT NULL,
  PRIMARY KEY (tenant, seq, blob, name)
) STRICT;
CREATE INDEX attachments_ticket ON attachments (tenant, ticket);
CREATE INDEX attachments_blob ON attachments (tenant, blob);

-- Who takes part in a ticket besides its requester.
CREATE TABLE participants (
  tenant text NOT NULL,
  ticket text NOT NULL,
  party  text NOT NULL,
  role   text NOT NULL,
  PRIMARY KEY (tenant, party, ticket, role)
) STRICT, WITHOUT ROWID;

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
) STRICT, WITHOUT ROWID;
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
) STRICT, WITHOUT ROWID;
CREATE TABLE parties (
  tenant   text NOT NULL,
  id       text NOT NULL,
  name     text NOT NULL,
  company  text NOT NULL,
  language text NOT NULL,
  PRIMARY KEY (tenant, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE party_addresses (
  tenant   text NOT NULL,
  kind     text NOT NULL,
  value    text NOT NULL,
  party    text NOT NULL,
  verified integer NOT NULL,
  PRIMARY KEY (tenant, kind, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX party_addresses_party ON party_addresses (tenant, party);

-- Tokens are kept as keyed hashes. Those of the installation have the tenant "@".
CREATE TABLE tokens (
  tenant    text NOT NULL,
  hash      blob NOT NULL,
  principal text NOT NULL,
  role      text NOT NULL,
  label     text NOT NULL,
  created   integer NOT NULL,
  revoked   integer NOT NULL,
  PRIMARY KEY (tenant, hash)
) STRICT, WITHOUT ROWID;

-- Mail as it came in, before it is understood.
CREATE TABLE inbound_mail (
  tenant      text NOT NULL,
  id          text NOT NULL,
  mailbox     text NOT NULL,
  uidvalidity integer NOT NULL,
  uid         integer NOT NULL,
  sender      text NOT NULL,
  blob        text NOT NULL,
  size        integer NOT NULL,
  received    integer NOT NULL,
  parser      integer NOT NULL,
  state       text NOT NULL,
  error       text NOT NULL,
  command     text NOT NULL,
  PRIMARY KEY (tenant, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX inbound_mail_uid ON inbound_mail (tenant, mailbox, uidvalidity, uid) WHERE uid > 0;
CREATE INDEX inbound_mail_state ON inbound_mail (tenant, state, received);

-- One row: the offset of the development clock, and when a node was last alive.
CREATE TABLE clock (
  id     integer PRIMARY KEY,
  moved  integer NOT NULL,
  alive  integer NOT NULL
) STRICT;
INSERT INTO clock VALUES (1, 0, 0);

