-- Whose log has grown, and whose tickets are assigned automatically, is asked for all
-- tenants at once; what their logs and rules say is not.
CREATE POLICY all_tenants ON tenant_head FOR SELECT TO reglament_claims USING (true);
CREATE POLICY all_tenants ON search_heads FOR SELECT TO reglament_claims USING (true);
CREATE POLICY all_tenants ON assignment FOR SELECT TO reglament_claims USING (true);
GRANT SELECT (tenant, seq) ON tenant_head, search_heads TO reglament_claims;
GRANT SELECT (tenant, revision) ON assignment TO reglament_claims;
