-- What of a head no question is asked about stands in one column: the next
-- numbers, the canary, the messages of the day. A tenant may have quotas of its
-- own. The owner must see all tenants' rows to change them.
ALTER TABLE tenant_head NO FORCE ROW LEVEL SECURITY;
ALTER TABLE tenant_head RENAME COLUMN next TO state;
UPDATE tenant_head SET state = '{"next":' || state || '}';
ALTER TABLE tenant_head FORCE ROW LEVEL SECURITY;
ALTER TABLE tenants ADD COLUMN quotas text NOT NULL DEFAULT '{}';
GRANT UPDATE (quotas) ON tenants TO reglament_app;
