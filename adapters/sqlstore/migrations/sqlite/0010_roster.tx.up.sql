-- Who gets a ticket that nobody has. Rules are the company's, shift is when an
-- employee is at work. node and lease say which node assigns for now.
ALTER TABLE principals ADD COLUMN shift text NOT NULL DEFAULT '';
CREATE TABLE assignment (
  tenant   text NOT NULL PRIMARY KEY,
  rules    text NOT NULL,
  revision integer NOT NULL,
  updated  integer NOT NULL,
  node     text NOT NULL DEFAULT '',
  lease    integer NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE absences (
  tenant     text NOT NULL,
  principal  text NOT NULL,
  since      integer NOT NULL,
  until      integer NOT NULL,
  substitute text NOT NULL,
  set_by     text NOT NULL,
  revision   integer NOT NULL,
  updated    integer NOT NULL,
  PRIMARY KEY (tenant, principal)
) STRICT, WITHOUT ROWID;

-- How many open tickets each assignee has, and the event that gave them one last.
-- It follows the tickets by itself, so that nobody has to count them.
CREATE TABLE workloads (
  tenant   text NOT NULL,
  assignee text NOT NULL,
  open     integer NOT NULL,
  last     integer NOT NULL,
  PRIMARY KEY (tenant, assignee)
) STRICT, WITHOUT ROWID;
INSERT INTO workloads
  SELECT tenant, assignee, sum(family IN ('new', 'work', 'wait')), max(seq) FROM tickets WHERE assignee <> '' GROUP BY tenant, assignee;
CREATE TRIGGER tickets_given AFTER INSERT ON tickets WHEN new.assignee <> '' BEGIN
  INSERT INTO workloads VALUES (new.tenant, new.assignee, new.family IN ('new', 'work', 'wait'), new.seq)
    ON CONFLICT (tenant, assignee) DO UPDATE SET open = open + excluded.open, last = excluded.last;
END;
CREATE TRIGGER tickets_passed_on AFTER UPDATE OF assignee, family ON tickets
  WHEN new.assignee <> old.assignee OR (new.family IN ('new', 'work', 'wait')) <> (old.family IN ('new', 'work', 'wait')) BEGIN
  UPDATE workloads SET open = open - (old.family IN ('new', 'work', 'wait')) WHERE tenant = old.tenant AND assignee = old.assignee;
  INSERT INTO workloads SELECT new.tenant, new.assignee, new.family IN ('new', 'work', 'wait'), new.seq WHERE new.assignee <> ''
    ON CONFLICT (tenant, assignee) DO UPDATE SET open = open + excluded.open,
      last = CASE WHEN new.assignee <> old.assignee THEN excluded.last ELSE last END;
END;
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
  revision integer NOT NULL,
  updated  integer NOT NULL,
  PRIMARY KEY (tenant, id)
) STRICT, WITHOUT ROWID;
