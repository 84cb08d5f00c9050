package rules

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	gopath "path"
	"strings"
	"testing/fstest"
	"unicode/utf8"

	"github.com/reglament/reglament/engine"
)

// A Bundle is one edition of a regulation with all that belongs to it: its code,
// its cases. It is stored as it is and named by its digest.
type Bundle struct {
	Files map[string][]byte
}

// maxBundle bounds the size of a bundle.
const maxBundle = 16 << 20

// ReadBundle reads the files of a folder, its subfolders included. Files whose
// names start with a dot are left out.
func ReadBundle(fsys fs.FS, folder string) (*Bundle, error) {
	b := &Bundle{Files: map[string][]byte{}}
	size := 0
	err := fs.WalkDir(fsys, folder, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name != folder && strings.HasPrefix(entry.Name(), "."):
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		case entry.IsDir():
			return nil
		}
		raw, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		if size += len(raw); size > maxBundle {
			return fmt.Errorf("the folder holds more than %d MiB", maxBundle>>20)
		}
		rel := strings.TrimPrefix(strings.TrimPrefix(name, folder), "/")
		b.Files[rel] = raw
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read regulation %s: %w", gopath.Base(folder), err)
	}
	return b, nil
}

// Encode gives the bundle's canonical form. Files that are no text are kept in
// base64 and named so.
func (b *Bundle) Encode() ([]byte, error) {
	files := map[string]any{}
	for name, raw := range b.Files {
		if s := string(raw); utf8.ValidString(s) && !strings.Contains(s, "\x00") && !strings.HasSuffix(name, base64Suffix) {
			files[name] = s
			continue
		}
		files[name+base64Suffix] = base64.StdEncoding.EncodeToString(raw)
	}
	return engine.AppendCanonical(nil, files)
}

const base64Suffix = ";base64"

// DecodeBundle reads what Encode wrote.
func DecodeBundle(data []byte) (*Bundle, error) {
	var files map[string]string
	if err := json.Unmarshal(data, &files); err != nil {
		return nil, fmt.Errorf("decode bundle: %w", err)
	}
	b := &Bundle{Files: map[string][]byte{}}
	for name, s := range files {
		plain, isBinary := strings.CutSuffix(name, base64Suffix)
		if !isBinary {
			b.Files[name] = []byte(s)
			continue
		}
		raw, err := base64.StdEncoding.DecodeString(s)
		if err != nil {
			return nil, fmt.Errorf("decode bundle: %s: %w", plain, err)
		}
		b.Files[plain] = raw
	}
	return b, nil
}

// Edition names the bundle by its digest.
func (b *Bundle) Edition() (engine.EditionID, error) {
	data, err := b.Encode()
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(data)
	return engine.EditionID(hex.EncodeToString(sum[:])), nil
}

// FS shows the bundle's files as a file system.
func (b *Bundle) FS() fs.FS {
	m := fstest.MapFS{}
	for name, raw := range b.Files {
		m[name] = &fstest.MapFile{Data: raw}
	}
	return m
}
