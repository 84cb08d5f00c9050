package httpapi

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"unicode/utf8"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// What an archive may hold. An edition in a folder is bounded likewise, see
// rules.ReadBundle. What does not shrink is a little larger in an archive.
const (
	maxUnpacked = 16 << 20
	maxArchive  = maxUnpacked + 1<<20
	maxFiles    = 2000
	maxName     = 255
)

// directoryEntry is what each entry of an archive's directory begins with.
const directoryEntry = "PK\x01\x02"

// readArchive reads the files of a regulation's folder from a zip archive. The
// folder itself may be in the archive or not: both are what people make. Files
// whose names begin with a dot are left out, as they are on disk; programs that
// pack add some.
//
// Sizes are counted as they are unpacked, for what an archive says of itself is
// its author's word.
func readArchive(raw []byte) (*rules.Bundle, error) {
	// Counted before it is read: a directory of nothing but names takes memory.
	if bytes.Count(raw, []byte(directoryEntry)) > maxFiles {
		return nil, badArchive("archive_files", engine.Fields{"max": maxFiles}, nil)
	}
	archive, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, badArchive("archive_unreadable", nil, err)
	}
	bundle := &rules.Bundle{Files: map[string][]byte{}}
	left := int64(maxUnpacked)
	for _, f := range archive.File {
		if f.FileInfo().IsDir() {
			continue
		}
		if err := checkEntry(f); err != nil {
			return nil, err
		}
		if isHidden(f.Name) {
			continue
		}
		if _, twice := bundle.Files[f.Name]; twice {
			return nil, badArchive("archive_twice", engine.Fields{"name": f.Name}, nil)
		}
		content, err := unpack(f, left)
		if err != nil {
			return nil, err
		}
		left -= int64(len(content))
		bundle.Files[f.Name] = content
	}
	if len(bundle.Files) == 0 {
		return nil, badArchive("archive_empty", nil, nil)
	}
	return withoutFolder(bundle), nil
}

// checkEntry refuses what is no plain file of the folder: names that lead out of
// it, links, devices.
func checkEntry(f *zip.File) error {
	name := f.Name
	if !utf8.ValidString(name) || len(name) > maxName || !fs.ValidPath(name) || strings.ContainsAny(name, "\\:\x00") {
		return badArchive("archive_name", engine.Fields{"name": strings.ToValidUTF8(fmt.Sprintf("%.80q", name), "?")}, nil)
	}
	if !f.Mode().IsRegular() {
		return badArchive("archive_link", engine.Fields{"name": name}, nil)
	}
	return nil
}

func isHidden(name string) bool {
	return strings.HasPrefix(name, ".") || strings.Contains(name, "/.")
}

// unpack reads a file of at most limit bytes.
func unpack(f *zip.File, limit int64) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, badArchive("archive_unreadable", nil, fmt.Errorf("%s: %w", f.Name, err))
	}
	defer r.Close()
	content, err := io.ReadAll(io.LimitReader(r, limit+1))
	switch {
	case int64(len(content)) > limit:
		return nil, badArchive("archive_unpacked", engine.Fields{"max": maxUnpacked >> 20}, nil)
	case err != nil:
		return nil, badArchive("archive_unreadable", nil, fmt.Errorf("%s: %w", f.Name, err))
	}
	return content, nil
}

// withoutFolder takes the common folder off the names of an archive that holds it.
func withoutFolder(b *rules.Bundle) *rules.Bundle {
	common := ""
	for name := range b.Files {
		folder, _, inside := strings.Cut(name, "/")
		if !inside || common != "" && common != folder {
			return b
		}
		common = folder
	}
	out := &rules.Bundle{Files: map[string][]byte{}}
	for name, content := range b.Files {
		out.Files[strings.TrimPrefix(name, common+"/")] = content
	}
	return out
}

func badArchive(code string, values engine.Fields, err error) error {
	return &engine.Error{Kind: engine.Invalid, Problems: []engine.Problem{{Code: code, Values: values}}, Err: err}
}
