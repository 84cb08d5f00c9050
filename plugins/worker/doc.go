// Package worker runs regulations in processes of their own, one for each tenant,
// for installations whose tenants need not trust one another.
//
// The sandboxes of plugins/lua and plugins/wasm bound what a regulation can do.
// A process bounds what is left if there is a hole in them: memory that is used up
// and secrets that are read are those of the tenant's own process, and so are the
// calls that fail when it ends.
//
// The catalogue crosses over once and is compiled here; only the code of hooks
// stays there. A hook is asked with what it was seen to read; what it reads besides
// it asks for during the call. Effects, costs and errors are those of a regulation
// that runs in this process.
//
// A process is started when something is to be run in it. If it dies, the calls
// under way in it fail, the next call starts it anew and loads there what it
// needs; if it dies again and again, after growing pauses, in which calls fail at
// once rather than wait. Nothing that a process says is trusted: it is read within
// bounds, and one that says nonsense is killed.
package worker
