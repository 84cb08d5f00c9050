-- SQLite has no roles to let see what all tenants have in common.
SELECT 1;
