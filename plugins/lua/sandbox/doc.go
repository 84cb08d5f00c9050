// Package sandbox runs Lua scripts of strangers inside our process.
//
// A script is loaded once, when it builds a value (a catalogue, to those who use
// this package), and its functions are called later, each call on its own:
// Compile, Program.Load, State.Value, State.Call, and Pool for many calls at once.
// The package knows nothing of what the scripts are about.
//
// # Threat model
//
// The author of a script is one of many, chosen by nobody, and may want to harm
// the process or the others in it. What they control is the source, and through it
// everything a script can do with the arguments it is given. Trusted are the
// chunks marked so, the Objects, Lists and GoFuncs passed in, and gopher-lua's
// parser and VM as far as Go's memory safety goes; that they are free of bugs is
// not assumed. Attacks found or thought of are kept in testdata/attacks, each of
// which is run in a small process beside an innocent tenant.
//
// # Promises
//
//   - Time. A run ends after a fixed number of steps, and no step takes longer than
//     two microseconds. Compiling is bounded by the limits on the source.
//   - Memory. A run allocates no more than its budget, give or take a small factor,
//     and an idle state of an ordinary script holds about 50 KiB.
//   - No way out. There is no file, network, clock, chance, environment, module or
//     coroutine, and no function that reaches the tables behind the libraries.
//   - No memory. A call finds exactly what the load left. Tables that existed when
//     loading ended are read-only; functions cannot assign to globals or to
//     captured variables, which is refused by Compile and proved on the bytecode.
//   - No chance. The same program with the same arguments gives the same result,
//     the same error and the same cost, in any state, at any time, on any
//     processor. Only the deadline of a context can make a difference.
//   - Errors point into the author's source, by file and line. Exhaustion cannot be
//     caught by pcall. After an error of a script the state is as good as before;
//     after a failure of the VM itself it is dead, and a pool drops it.
//
// # How
//
// gopher-lua has one hook, a context it asks before every instruction. Its Done
// counts steps, see budget. What one instruction can do is not bounded, so the
// source is rewritten before it is compiled: concatenation, assignment to fields,
// comparison of strings, constructors and a few more become calls of functions that
// charge for their work and check it, see rewriter. The rewriter also goes around
// what gopher-lua 1.1.2 compiles wrongly. The libraries are our own, see lib.go,
// and so is pattern matching.
//
// # The language
//
// Lua 5.1 without coroutines, goto, environments and loading of code, with the
// libraries string, table, math, utf8 and text cut down to what is deterministic.
// Differences that an author may notice:
//
//   - Functions may assign to their own local variables only.
//   - pairs goes through the list first, then through numbers, strings and booleans
//     in order. next does the same.
//   - There are no tail calls, so recursion is bounded by CallDepth.
//   - The exponent of ^ must be an integer, and there is no sin, exp, log or random:
//     they are not the same everywhere.
//   - tostring of a table is "table".
//   - A function sees its name in `local f = function`, as in `local function f`.
package sandbox
