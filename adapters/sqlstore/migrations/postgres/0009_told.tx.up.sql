-- Which mails employees do not want, and what they want to be reminded of. A
-- reminder is told once: told is when its mail was settled, lease keeps it from
-- being sent twice meanwhile.
CREATE TABLE wishes (
  tenant text NOT NULL,
  owner  text NOT NULL,
  off    text NOT NULL,
  PRIMARY KEY (tenant, owner)
);

CREATE TABLE reminders (
  tenant  text NOT NULL,
  id      text NOT NULL,
  owner   text NOT NULL,
  ticket  text NOT NULL,
  text    text NOT NULL,
  due     bigint NOT NULL,
  created bigint NOT NULL,
  told    bigint NOT NULL,
  lease   bigint NOT NULL,
  PRIMARY KEY (tenant, id)
);
CREATE INDEX reminders_owner ON reminders (tenant, owner);
CREATE INDEX reminders_due ON reminders (due) WHERE told = 0;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['wishes', 'reminders'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY one_tenant ON %I TO reglament_app USING (tenant = current_setting(''reglament.tenant'', true))', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO reglament_app', t);
  END LOOP;
END $$;
-- Whose reminders are due is asked for all tenants at once; what they say is not.
CREATE POLICY all_tenants ON reminders FOR SELECT TO reglament_claims USING (true);
GRANT SELECT (tenant, due, told, lease) ON reminders TO reglament_claims;
