// Package sqlstore keeps the engine's data in PostgreSQL or in an SQLite file,
// by bun. It passes the suite of package enginetest on both.
//
// Concurrent commits are grouped: while one transaction is being made durable,
// the next group gathers. A group is a fixed number of statements whatever its
// size, and a change that conflicts fails alone. That is where throughput beyond
// one disk flush a ticket comes from.
//
// On PostgreSQL every statement runs under a role that row-level security binds
// to one tenant, named at the start of the statement's own transaction; only the
// search for due work sees all tenants, under a second role that sees nothing
// else. Leases are kept in the rows, so that several processes share one
// database.
//
// On SQLite one process owns the file. There is one connection that writes, with
// synchronous = FULL, so that what was committed survives a power cut; others
// read. Leases are kept in memory: they end with the process that holds them,
// which is when they should.
package sqlstore
