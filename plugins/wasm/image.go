package wasm

import (
	"context"

	"github.com/tetratelabs/wazero/experimental"
)

// imageFrom is the size from which an image of a memory pays: to ask the system
// which pages were written costs as much as to copy half of this, and pushes less
// out of the processor's caches.
const imageFrom = 1 << 20

// depict makes an image of a large memory. Instances share with it what they do
// not write. Where the system has no images, there is none.
func (s *snapshot) depict(memory []byte) bool {
	if len(memory) < imageFrom {
		return false
	}
	im, err := newImage(memory)
	s.image = im
	return err == nil
}

// free lets go of the image. No instance may have a view of it any more.
func (s *snapshot) free() {
	if s != nil && s.image != nil {
		s.image.close()
	}
}

// view prepares the memory of an instance, nil if it is an ordinary one.
func (s *snapshot) view(most int) (*view, error) {
	if s == nil || s.image == nil {
		return nil, nil
	}
	return s.image.view(most)
}

// within has the module that is instantiated under the context live in the view.
func (v *view) within(ctx context.Context) context.Context {
	if v == nil {
		return ctx
	}
	return experimental.WithMemoryAllocator(ctx, experimental.MemoryAllocatorFunc(func(_, _ uint64) experimental.LinearMemory { return v }))
}
