-- Which mails employees do not want, and what they want to be reminded of. A
-- reminder is told once: told is when its mail was settled, lease keeps it from
-- being sent twice meanwhile.
CREATE TABLE wishes (
  tenant text NOT NULL,
  owner  text NOT NULL,
  off    text NOT NULL,
  PRIMARY KEY (tenant, owner)
) STRICT, WITHOUT ROWID;

CREATE TABLE reminders (
  tenant  text NOT NULL,
  id      text NOT NULL,
  owner   text NOT NULL,
  ticket  text NOT NULL,
  text    text NOT NULL,
  due     integer NOT NULL,
  created integer NOT NULL,
  told    integer NOT NULL,
  lease   integer NOT NULL,
  PRIMARY KEY (tenant, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX reminders_owner ON reminders (tenant, owner);
CREATE INDEX reminders_due ON reminders (due) WHERE told = 0;
