//go:build !linux || !(amd64 || arm64)

package wasm

import "errors"

// image would be a memory that the system keeps. Here it keeps none: whole
// memories are copied.
type image struct{ bytes []byte }

type view struct{}

func newImage([]byte) (*image, error) { return nil, errors.ErrUnsupported }

func (*image) close() {}

func (*image) view(int) (*view, error) { return nil, errors.ErrUnsupported }

// Reallocate implements experimental.LinearMemory.
func (*view) Reallocate(uint64) []byte { return nil }

// Free implements experimental.LinearMemory.
func (*view) Free() {}

func (*view) show() error { return errors.ErrUnsupported }

func (*view) putBack() error { return errors.ErrUnsupported }
