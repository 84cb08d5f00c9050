//go:build linux && (amd64 || arm64)

package wasm

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"github.com/tetratelabs/wazero/experimental"
)

var _ experimental.LinearMemory = (*view)(nil)

// shown is a new view of an image.
func shown(t *testing.T, im *image) *view {
	t.Helper()
	v, err := im.view(16 << 20)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(v.Free)
	if err := v.show(); err != nil {
		t.Fatal(err)
	}
	return v
}

// someImage is of a memory that is zero in places.
func someImage(t *testing.T, rng *rand.Rand) (*image, []byte) {
	t.Helper()
	memory := make([]byte, 40*pageSize)
	for at := 0; at < len(memory); at += 1 + rng.IntN(3*pageBytes) {
		memory[at] = byte(rng.Uint32())
	}
	im, err := newImage(memory)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(im.close)
	return im, memory
}

// TestViewIsPutBackWhereverItWasWritten writes to two views at random, some bytes
// or much, and puts one of them back.
func TestViewIsPutBackWhereverItWasWritten(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(3, 3))
	im, want := someImage(t, rng)
	v, other := shown(t, im), shown(t, im)
	written := bytes.Clone(want)
	for round := range 300 {
		for range rng.IntN(20) {
			at := rng.IntN(len(want))
			stretch := min(len(want)-at, 1+rng.IntN(1<<rng.IntN(20)))
			for i := range stretch {
				v.all[at+i]++
			}
			other.all[at], written[at] = byte(round), byte(round)
		}
		if err := v.putBack(); err != nil {
			t.Fatal(err)
		}
		if got := v.all[:len(want)]; !bytes.Equal(got, want) {
			t.Fatalf("round %d: the view is not what it was", round)
		}
		if got := other.all[:len(want)]; !bytes.Equal(got, written) {
			t.Fatalf("round %d: the other view has changed besides", round)
		}
	}
	if !bytes.Equal(im.bytes, want) {
		t.Error("the image has changed")
	}
}

// TestViewOwnsOnlyWhatWasWritten is what makes putting back cheap.
func TestViewOwnsOnlyWhatWasWritten(t *testing.T) {
	t.Parallel()
	im, _ := someImage(t, rand.New(rand.NewPCG(4, 4)))
	v := shown(t, im)
	var sum byte
	for _, b := range v.all[:len(im.bytes)] {
		sum += b // reading makes no page the view's own
	}
	for _, at := range []int{1, 2, 5*pageBytes - 1, 20 * pageBytes} {
		v.all[at] = sum
	}
	own, err := v.own()
	if want := []int{0, 4 * pageBytes, 20 * pageBytes}; err != nil || len(own) != len(want) || own[0] != want[0] || own[1] != want[1] || own[2] != want[2] {
		t.Errorf("got pages at %v, %v; want %v", own, err, want)
	}
}

func TestViewGrowsToItsBoundAndNoFurther(t *testing.T) {
	t.Parallel()
	im, _ := someImage(t, rand.New(rand.NewPCG(5, 5)))
	v := shown(t, im)
	grown := v.Reallocate(16 << 20)
	if len(grown) != 16<<20 || grown[len(grown)-1] != 0 {
		t.Fatalf("got %d bytes, want 16 MiB of memory", len(grown))
	}
	grown[len(grown)-1] = 1
	if more := v.Reallocate(16<<20 + pageSize); more != nil {
		t.Errorf("got %d bytes, want none", len(more))
	}
}

// TestGuestInGoLivesInAView and a small module does not.
func TestGuestInGoLivesInAView(t *testing.T) {
	t.Parallel()
	m := machine(t, Config{})
	for file, want := range map[string]bool{goGuest(t, "guest"): true, helloModule: false} {
		p, _ := loadFile(t, m, file)
		in, err := p.take(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if got := in.view != nil; got != want {
			t.Errorf("%s: in a view is %v, want %v", file, got, want)
		}
		p.giveBack(t.Context(), in, true)
	}
}
