package regulation

import "unsafe"

// The module's exports, by the contract of docs/plugins.md. What they hand out
// are parts of these buffers, so that a call has nothing to allocate for them.
var (
	room    [64 << 10]byte // for cases
	answers [16 << 10]byte // for answers
	given   = room[:]      // what rg_alloc has handed out
	failure []byte
)

//go:wasmexport rg_abi
func rgABI() int32 { return 1 }

//go:wasmexport rg_alloc
func rgAlloc(n int32) int32 {
	given = room[:]
	if int(n) > len(room) {
		given = make([]byte, n)
	}
	return address(given)
}

//go:wasmexport rg_catalogue
func rgCatalogue() int64 {
	if served == nil {
		fail("no catalogue is served: call regulation.Serve in init of package main")
	}
	out, err := served.JSON()
	if err != nil {
		fail(err.Error())
	}
	return pack(out)
}

//go:wasmexport rg_decide
func rgDecide(at, n int32) int64 {
	if at != address(given) || n < 0 || int(n) > len(given) {
		fail("the case does not lie where rg_alloc has said")
	}
	if served == nil {
		fail("no catalogue is served: call regulation.Serve in init of package main")
	}
	out, err := served.decide(answers[:0], given[:n])
	if err != nil {
		fail(err.Error())
	}
	return pack(out)
}

//go:wasmexport rg_error
func rgError() int64 { return pack(failure) }

// fail ends the call. It traps instead of panicking, since the end of the
// runtime would take rg_error with it.
func fail(text string) {
	failure = []byte(text)
	trap()
}

// trap is the instruction unreachable.
func trap()

func address(b []byte) int32 { return int32(uintptr(unsafe.Pointer(unsafe.SliceData(b)))) }

func pack(b []byte) int64 { return int64(address(b))<<32 | int64(len(b)) }
