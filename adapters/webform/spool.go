package webform

import (
	"errors"
	"io"
	"os"
)

// spool keeps the files of one request in one temporary file until it is known
// whether they are wanted. Whatever becomes of the request, close leaves nothing
// behind.
type spool struct {
	dir   string
	file  *os.File
	named bool // the file still has its name
	end   int64
}

// section is a part of a spool.
type section struct{ from, size int64 }

// errSpool marks trouble with the disk, which is no fault of the visitor.
var errSpool = errors.New("the temporary file cannot be written")

// add appends up to limit bytes; more reports that there were more.
func (s *spool) add(r io.Reader, limit int64) (part section, more bool, err error) {
	if s.file == nil {
		if s.file, err = os.CreateTemp(s.dir, "reglament-form-*"); err != nil {
			return section{}, false, errors.Join(errSpool, err)
		}
		s.named = os.Remove(s.file.Name()) != nil // where open files need their names
	}
	w := &diskWriter{file: s.file}
	n, err := io.Copy(w, io.LimitReader(r, limit+1))
	part = section{from: s.end, size: n}
	s.end += n
	if w.err != nil {
		return part, false, errors.Join(errSpool, w.err)
	}
	return part, n > limit, err
}

// diskWriter tells errors of the disk from errors of the reader.
type diskWriter struct {
	file *os.File
	err  error
}

func (w *diskWriter) Write(p []byte) (int, error) {
	n, err := w.file.Write(p)
	w.err = err
	return n, err
}

// open reads a part.
func (s *spool) open(part section) io.Reader {
	if s.file == nil {
		return io.LimitReader(nil, 0)
	}
	return io.NewSectionReader(s.file, part.from, part.size)
}

func (s *spool) close() {
	if s.file != nil {
		_ = s.file.Close()
		if s.named {
			_ = os.Remove(s.file.Name())
		}
	}
}
