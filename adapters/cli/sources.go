package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
)

// source is a regulation's folder: on disk, or one that the program carries.
type source struct {
	name string
	fsys fs.FS
	dir  string
}

// sources finds the regulations that arguments name: a folder, the name of a
// shipped regulation, or all below a folder with /... at the end.
func sources(args []string) (out []source, err error) {
	for _, arg := range args {
		var found []source
		if root, all := strings.CutSuffix(filepath.ToSlash(arg), "/..."); all {
			found, err = below(root)
		} else {
			found, err = one(arg)
		}
		if err != nil {
			return nil, usageError{err}
		}
		out = append(out, found...)
	}
	return out, nil
}

func below(root string) ([]source, error) {
	entries, err := os.ReadDir(root)
	if err != nil && (!errors.Is(err, fs.ErrNotExist) || root != shippedFolder) {
		return nil, fmt.Errorf("%s/...: %w", root, err)
	}
	var out []source
	for _, entry := range entries {
		if entry.IsDir() && plugins.IsRegulation(os.DirFS(root), entry.Name()) {
			out = append(out, onDisk(filepath.Join(root, entry.Name())))
		}
	}
	if err != nil {
		for _, name := range shipped() {
			out = append(out, carried(name))
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s/...: no folder below %s has a %s or %s", root, root, plugins.Main, plugins.Module)
	}
	return out, nil
}

func one(arg string) ([]source, error) {
	dir := filepath.Clean(arg)
	if base := filepath.Base(dir); base == plugins.Main || base == plugins.Module {
		dir = filepath.Dir(dir)
	}
	if plugins.IsRegulation(os.DirFS(dir), ".") {
		return []source{onDisk(dir)}, nil
	}
	name := strings.TrimPrefix(filepath.ToSlash(dir), shippedFolder+"/")
	if _, err := os.Stat(dir); err == nil {
		return nil, fmt.Errorf("%s: the folder has no %s and no %s", arg, plugins.Main, plugins.Module)
	}
	for _, known := range shipped() {
		if known == name {
			return []source{carried(name)}, nil
		}
	}
	return nil, fmt.Errorf("%s: there is no such folder with a %s or %s, and the regulations that come with the program are %s",
		arg, plugins.Main, plugins.Module, strings.Join(shipped(), ", "))
}

// shippedFolder is where the regulations that the program carries stand in its
// sources.
const shippedFolder = "rules"

// shipped names the regulations that the program carries.
func shipped() (ids []string) {
	entries, err := fs.ReadDir(rules.Shipped, ".")
	if err != nil {
		panic(err) // it is part of the program
	}
	for _, entry := range entries {
		ids = append(ids, entry.Name())
	}
	return ids
}

func carried(name string) source {
	return source{name: shippedFolder + "/" + name, fsys: rules.Shipped, dir: name}
}

func onDisk(dir string) source {
	if abs, err := filepath.Abs(dir); err == nil && dir == "." {
		return source{name: dir, fsys: os.DirFS(filepath.Dir(abs)), dir: filepath.Base(abs)}
	}
	return source{name: dir, fsys: os.DirFS(filepath.Dir(dir)), dir: filepath.Base(dir)}
}

// compile loads a regulation and checks its catalogue. The program, if there is
// one, is to be closed.
func (s source) compile(ctx context.Context) (plugins.Program, *rules.Regulation, rules.Findings) {
	bundle, err := rules.ReadBundle(s.fsys, s.dir)
	if err != nil {
		return nil, nil, rules.Findings{{File: s.name, Message: err.Error()}}
	}
	prog, err := plugins.Load(ctx, s.name, bundle)
	if err != nil {
		var findings rules.Findings
		if errors.As(err, &findings) {
			return nil, nil, findings
		}
		return nil, nil, rules.Findings{{File: s.name, Message: err.Error()}}
	}
	reg, findings := prog.Compile(rules.Options{})
	return prog, reg, findings
}

// load is compile for those who need a regulation that is in order.
func (s source) load(ctx context.Context) (plugins.Program, *rules.Regulation, error) {
	prog, reg, findings := s.compile(ctx)
	if err := findings.Err(); err != nil {
		if prog != nil {
			prog.Close()
		}
		return nil, nil, fmt.Errorf("%s is not in order:\n%w", s.name, err)
	}
	return prog, reg, nil
}

// file is the path of a case as the author knows it.
func (s source) file(p string) string { return s.name + strings.TrimPrefix(p, s.dir) }
