//go:build linux && (amd64 || arm64)

package wasm

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"runtime"
	"sync"
	"syscall"
	"unsafe"
)

// image is a memory that the system keeps, as a file without a name. Views share
// its pages until they write to one, which makes this one their own. So what has
// changed in a view is among its own pages, and these are all that is copied back.
// They stay its own: only the first write to a page costs a fault.
//
// Which pages these are stands in /proc/self/pagemap, see the kernel's
// Documentation/admin-guide/mm/pagemap.rst.
type image struct {
	file    *os.File
	pagemap *os.File
	bytes   []byte // the whole, to be read alone
}

// Bits of an entry of the pagemap.
const (
	pageIsThere = 3 << 62 // in memory, or swapped out
	pageIsFile  = 1 << 61 // still the file's
)

var pageBytes = os.Getpagesize()

// openPagemap opens it for the whole process, which keeps it.
var openPagemap = sync.OnceValues(func() (*os.File, error) { return os.Open("/proc/self/pagemap") })

// memfdCreate is the number of the system call, which package syscall does not have.
var memfdCreate = map[string]uintptr{"amd64": 319, "arm64": 279}[runtime.GOARCH]

func newImage(memory []byte) (*image, error) {
	pagemap, err := openPagemap()
	if err != nil {
		return nil, err
	}
	const closeOnExec = 1
	name := []byte("regulation\x00")
	fd, _, errno := syscall.Syscall(memfdCreate, uintptr(unsafe.Pointer(&name[0])), closeOnExec, 0)
	if errno != 0 {
		return nil, fmt.Errorf("make a file in memory: %w", errno)
	}
	im := &image{file: os.NewFile(fd, "regulation"), pagemap: pagemap}
	if err := im.fill(memory); err != nil {
		im.close()
		return nil, err
	}
	return im, nil
}

// fill writes what is not zero, and tries whether all works.
func (im *image) fill(memory []byte) error {
	if err := im.file.Truncate(int64(len(memory))); err != nil {
		return err
	}
	zeros := make([]byte, pageBytes)
	for at := 0; at < len(memory); at += pageBytes {
		if page := memory[at : at+pageBytes]; !bytes.Equal(page, zeros) {
			if _, err := im.file.WriteAt(page, int64(at)); err != nil {
				return err
			}
		}
	}
	var err error
	if im.bytes, err = syscall.Mmap(int(im.file.Fd()), 0, len(memory), syscall.PROT_READ, syscall.MAP_SHARED); err != nil {
		return err
	}
	return im.try()
}

var errNotTold = errors.New("the system does not tell which pages were written")

// try proves that of two pages, one read and one written, the system tells the
// second. Not everything that looks like Linux does.
func (im *image) try() error {
	v, err := im.view(len(im.bytes))
	if err != nil {
		return err
	}
	defer v.Free()
	if err := v.show(); err != nil {
		return err
	}
	v.all[pageBytes] = ^v.all[0]
	if own, err := v.own(); err != nil || len(own) != 1 || own[0] != pageBytes {
		return errors.Join(errNotTold, err)
	}
	return nil
}

func (im *image) close() {
	if im.bytes != nil {
		_ = syscall.Munmap(im.bytes)
	}
	_ = im.file.Close()
}

// view is the memory of an instance. It implements experimental.LinearMemory. One
// goroutine at a time uses it.
type view struct {
	image   *image
	all     []byte // addresses for the largest memory that there may be
	open    int    // so many of its bytes can be used
	entries []byte // of the pagemap
	changed []int
}

// view returns a memory of zeros. The module first writes its data into it, as
// every one does; then show puts the image there instead.
func (im *image) view(most int) (*view, error) {
	all, err := syscall.Mmap(-1, 0, max(most, len(im.bytes)), syscall.PROT_NONE, syscall.MAP_PRIVATE|syscall.MAP_ANON)
	if err != nil {
		return nil, fmt.Errorf("reserve addresses for a memory: %w", err)
	}
	v := &view{image: im, all: all, entries: make([]byte, len(im.bytes)/pageBytes*8)}
	if v.Reallocate(uint64(len(im.bytes))) == nil {
		v.Free()
		return nil, fmt.Errorf("there is no memory of %d bytes", len(im.bytes))
	}
	return v, nil
}

// Reallocate implements experimental.LinearMemory.
func (v *view) Reallocate(size uint64) []byte {
	if size > uint64(len(v.all)) {
		return nil
	}
	if more := int(size); more > v.open {
		if syscall.Mprotect(v.all[:more], syscall.PROT_READ|syscall.PROT_WRITE) != nil {
			return nil
		}
		v.open = more
	}
	return v.all[:size]
}

// Free implements experimental.LinearMemory. A second time does nothing.
func (v *view) Free() {
	if v.all != nil {
		_ = syscall.Munmap(v.all)
		v.all = nil
	}
}

func (v *view) address() uintptr { return uintptr(unsafe.Pointer(unsafe.SliceData(v.all))) }

// show puts the image where the view is.
func (v *view) show() error {
	_, _, errno := syscall.Syscall6(syscall.SYS_MMAP, v.address(), uintptr(len(v.image.bytes)),
		syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_PRIVATE|syscall.MAP_FIXED, v.image.file.Fd(), 0)
	if errno != 0 {
		return fmt.Errorf("show the image of a memory: %w", errno)
	}
	return nil
}

// putBack makes the view what the image is.
func (v *view) putBack() error {
	own, err := v.own()
	for _, at := range own {
		copy(v.all[at:at+pageBytes], v.image.bytes[at:])
	}
	return err
}

// own is where the pages begin that are not the image's.
func (v *view) own() ([]int, error) {
	first := int64(v.address()) / int64(pageBytes)
	if _, err := v.image.pagemap.ReadAt(v.entries, first*8); err != nil {
		return nil, fmt.Errorf("ask which pages were written: %w", err)
	}
	v.changed = v.changed[:0]
	for i := 0; i < len(v.entries); i += 8 {
		if e := binary.NativeEndian.Uint64(v.entries[i:]); e&pageIsThere != 0 && e&pageIsFile == 0 {
			v.changed = append(v.changed, i/8*pageBytes)
		}
	}
	return v.changed, nil
}
