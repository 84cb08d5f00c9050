-- Who gets a ticket that nobody has. Rules are the company's, shift is when an
-- employee is at work. node and lease say which node assigns for now.
ALTER TABLE principals ADD COLUMN shift text NOT NULL DEFAULT '';
CREATE TABLE assignment (
  tenant   text PRIMARY KEY,
  rules    text NOT NULL,
  revision bigint NOT NULL,
  updated  bigint NOT NULL,
  node     text NOT NULL DEFAULT '',
  lease    bigint NOT NULL DEFAULT 0
);

CREATE TABLE absences (
  tenant     text NOT NULL,
  principal  text NOT NULL,
  since      bigint NOT NULL,
  until      bigint NOT NULL,
  substitute text NOT NULL,
  set_by     text NOT NULL,
  revision   bigint NOT NULL,
  updated    bigint NOT NULL,
  PRIMARY KEY (tenant, principal)
);

-- How many open tickets each assignee has, and the event that gave them one last.
-- It follows the tickets by itself, so that nobody has to count them. The owner must
-- see all tenants' rows to count those that there are.
CREATE TABLE workloads (
  tenant   text NOT NULL,
  assignee text NOT NULL,
  open     bigint NOT NULL,
  last     bigint NOT NULL,
  PRIMARY KEY (tenant, assignee)
) WITH (fillfactor = 50);
ALTER TABLE tickets NO FORCE ROW LEVEL SECURITY;
INSERT INTO workloads
  SELECT tenant, assignee, count(*) FILTER (WHERE family IN ('new', 'work', 'wait')), max(seq) FROM tickets WHERE assignee <> '' GROUP BY tenant, assignee;
ALTER TABLE tickets FORCE ROW LEVEL SECURITY;

CREATE FUNCTION is_open(family text) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT (family IN ('new', 'work', 'wait'))::int::bigint
$$;
CREATE FUNCTION count_given() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO workloads AS w VALUES (NEW.tenant, NEW.assignee, is_open(NEW.family), NEW.seq)
    ON CONFLICT (tenant, assignee) DO UPDATE SET open = w.open + excluded.open, last = excluded.last;
  RETURN NULL;
END $$;
CREATE FUNCTION count_passed_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE workloads SET open = open - is_open(OLD.family) WHERE tenant = OLD.tenant AND assignee = OLD.assignee;
  IF NEW.assignee <> '' THEN
    INSERT INTO workloads AS w VALUES (NEW.tenant, NEW.assignee, is_open(NEW.family), NEW.seq)
      ON CONFLICT (tenant, assignee) DO UPDATE SET open = w.open + excluded.open,
        last = CASE WHEN NEW.assignee <> OLD.assignee THEN excluded.last ELSE w.last END;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER tickets_given AFTER INSERT ON tickets
  FOR EACH ROW WHEN (NEW.assignee <> '') EXECUTE FUNCTION count_given();
CREATE TRIGGER tickets_passed_on AFTER UPDATE OF assignee, family ON tickets FOR EACH ROW
  WHEN (NEW.assignee <> OLD.assignee OR (NEW.family IN ('new', 'work', 'wait')) <> (OLD.family IN ('new', 'work', 'wait')))
  EXECUTE FUNCTION count_passed_on();
CREATE INDEX tickets_unassigned ON tickets (tenant, turn, id, queue) WHERE assignee = '' AND turn = 'staff';

-- Texts that employees insert into what they write.
CREATE TABLE templates (
  tenant   text NOT NULL,
  id       text NOT NULL,
  owner    text NOT NULL,
  name     text NOT NULL,
  texts    text NOT NULL,
  link     text NOT NULL,
  type     text NOT NULL,
  queue    text NOT NULL,
  revision bigint NOT NULL,
  updated  bigint NOT NULL,
  PRIMARY KEY (tenant, id)
);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['assignment', 'absences', 'workloads', 'templates'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY one_tenant ON %I TO reglament_app USING (tenant = current_setting(''reglament.tenant'', true))', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO reglament_app', t);
  END LOOP;
END $$;
