-- What happens to the tenant itself, such as another edition that is activated, is
-- found among its tickets' events.
CREATE INDEX events_own ON events (tenant, kind, seq) WHERE ticket = '';
-- Editions that were never activated are removed when there are many. Changed they
-- are never.
GRANT DELETE ON editions TO reglament_app;
