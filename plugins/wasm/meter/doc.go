// Package meter makes WebAssembly modules count what they do. Inject takes a module
// that somebody uploaded, who need not be trusted, and returns an equivalent one
// that stops when its fuel is spent, or refuses it. The engine that runs the result
// needs no help: no clock, no context, no signals.
//
// # For the host
//
// A metered module exports a mutable i64 global, FuelExport. The host sets it
// before a call and reads it afterwards:
//
//   - Fuel below zero: the limit was reached, however the call ended. As a rule it
//     trapped as "unreachable". It may also have returned or trapped on its own, if
//     that came before the next check.
//   - Otherwise what is left. A trap is the guest's own, or the engine ran out of
//     stack.
//
// An instance that was stopped is left in the middle of its work: throw it away.
// Instantiating runs code too (the start function), on Options.Fuel. The same call
// with the same fuel, of the same module, always ends the same way and costs the
// same, on every engine.
//
// What this leaves to the host: the time that imported functions take; the size of
// the memory at instantiation, of which Options.MaxMemoryPages only bounds the
// pages; the stack, which the engine limits. wazero 1.12 ends recursion after 2000
// calls in its interpreter, and after 50 to 100 MB of stack in compiled code; while that
// grows, the old and the new one exist together.
//
// # Units
//
// An instruction costs a unit. Exceptions:
//
//   - block, loop, else and end are free; nop is not.
//   - A call also costs a unit for each parameter and result, a branch or return for
//     each value it takes along, entering a function 5 and one for each local and
//     result, each time round a loop 1.
//   - memory.fill, memory.copy and memory.init cost 8, and a unit for every 8 bytes;
//     those of tables cost 64, and a unit for every element.
//   - memory.grow costs 64, and 8192 for a page; table.grow 64, and a unit for an
//     element. Growing by more than the limit fails, as it may, and costs only the 64.
//   - ref.func costs 64.
//   - Up to 64 units are paid in advance for ways that are not taken, see below.
//
// Lengths are paid before they are checked: what would have trapped for being out
// of bounds may run out of fuel first. Code that wazero compiled spends some 0.2 ns on
// a unit on a current server, its interpreter some tens of nanoseconds.
//
// # How
//
// Fuel is taken at the head of each stretch of code, for all of it. A charge is
//
//	fuel = fuel - cost
//	if fuel < 0 then trap
//
// and the trap is one per function, at its end, where a branch goes that is
// almost never taken. Charges at the entry of a function and at the head of a loop
// check; others, inside, only take.
//
// # Why nothing escapes
//
// Every instruction has a payer: a charge such that (a) every way from the function's
// entry to the instruction passes it, and (b) both lie in the same innermost loop.
// By (b), a way from the instruction round to itself passes the loop's head, and by
// (a), from there it passes the payer again. So the payer is passed at least as often
// as the instruction runs, and before it.
//
// The decoder keeps (a) and (b) by the blocks. Entry and loop head begin a charge.
// Within straight code, and after a conditional branch, the payer stays. Where ways
// meet, at the end of a block and at else, the payer is the one at the block's
// beginning: blocks have no other entrance, so it is passed on all of them, and since
// it lies before the block, the end of a loop returns to the payer outside. A new
// charge in the middle pays from there to the next meeting point only.
//
// Control goes back in two ways. A branch backwards goes to the head of a loop; a
// call enters a function. Both check. So between two checks no instruction of a body
// runs twice, and calls end the stretch: the fuel can be overdrawn by no more than the
// instructions of one body (Options.MaxBody), and one length, which is checked before
// it is worked off. Exceptions and tail calls would be other ways, and are refused, as
// is everything that is not in the table of instructions.
//
// What runs but is not paid exactly: a charge takes up to 64 units for instructions
// after a branch, in advance. So the fuel spent is at least the number of instructions
// run, and at most 65 times it, lengths and locals aside.
//
// The guest cannot reach the fuel. It is the last global, every index in the code is
// checked against the globals that were there before, and exports as well; so are the
// indices of labels, between which the trap's stands, and of the local that lengths are
// kept in. What is written is not copied but encoded anew, in the shortest form, so
// that no decoder sees other instructions than this one.
//
// # What is supported
//
// WebAssembly 2.0 without vectors: the first version, sign extension, saturating
// conversions, several values, mutable globals, bulk memory and reference types.
// Vectors (SIMD), threads, exceptions, tail calls, 64-bit and several memories, typed
// references and garbage collection are refused. Custom sections are dropped.
package meter
