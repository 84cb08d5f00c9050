-- Whose messages a company does not take in, since when, by whose act on which
-- ticket. The row is written with the event of the act.
CREATE TABLE blocked (
  tenant  text NOT NULL,
  address text NOT NULL,
  ticket  text NOT NULL,
  set_by  text NOT NULL,
  since   bigint NOT NULL,
  PRIMARY KEY (tenant, address)
);

-- The blocked address of a mail that was kept and not taken in.
ALTER TABLE inbound_mail ADD COLUMN blocked text NOT NULL DEFAULT '';
CREATE INDEX inbound_mail_blocked ON inbound_mail (tenant, blocked, received) WHERE blocked <> '';

ALTER TABLE blocked ENABLE ROW LEVEL SECURITY;
ALTER TABLE blocked FORCE ROW LEVEL SECURITY;
CREATE POLICY one_tenant ON blocked TO reglament_app USING (tenant = current_setting('reglament.tenant', true));
GRANT SELECT, INSERT, UPDATE, DELETE ON blocked TO reglament_app;
