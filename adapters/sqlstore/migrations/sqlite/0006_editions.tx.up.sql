-- What happens to the tenant itself, such as another edition that is activated, is
-- found among its tickets' events.
CREATE INDEX events_own ON events (tenant, kind, seq) WHERE ticket = '';
