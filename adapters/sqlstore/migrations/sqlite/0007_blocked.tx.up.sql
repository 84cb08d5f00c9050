-- Whose messages a company does not take in, since when, by whose act on which
-- ticket. The row is written with the event of the act.
CREATE TABLE blocked (
  tenant  text NOT NULL,
  address text NOT NULL,
  ticket  text NOT NULL,
  set_by  text NOT NULL,
  since   integer NOT NULL,
  PRIMARY KEY (tenant, address)
) STRICT, WITHOUT ROWID;

-- The blocked address of a mail that was kept and not taken in.
ALTER TABLE inbound_mail ADD COLUMN blocked text NOT NULL DEFAULT '';
CREATE INDEX inbound_mail_blocked ON inbound_mail (tenant, blocked, received) WHERE blocked <> '';
