package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
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

// sources finds the folders that an argument names: a folder, the name of a
// shipped regulation, or all below a folder with /... at the end.
func sources(args []string) ([]source, error) {
	var out []source
	for _, arg := range args {
		if root, all := strings.CutSuffix(arg, "/..."); all {
			matches, err := filepath.Glob(filepath.Join(root, "*", plugins.Main))
			if err != nil || len(matches) == 0 {
				return nil, fmt.Errorf("%s: there is no regulation below %s", arg, root)
			}
			for _, m := range matches {
				dir := filepath.Dir(m)
				out = append(out, source{name: dir, fsys: os.DirFS(filepath.Dir(dir)), dir: filepath.Base(dir)})
			}
			continue
		}
		if _, err := os.Stat(filepath.Join(arg, plugins.Main)); err == nil {
			clean := filepath.Clean(arg)
			out = append(out, source{name: clean, fsys: os.DirFS(filepath.Dir(clean)), dir: filepath.Base(clean)})
			continue
		}
		name := strings.TrimPrefix(path.Clean(filepath.ToSlash(arg)), "rules/")
		if _, err := fs.Stat(rules.Shipped, name+"/"+plugins.Main); err != nil {
			return nil, fmt.Errorf("%s: there is no folder with a %s, and no shipped regulation of that name", arg, plugins.Main)
		}
		out = append(out, source{name: "rules/" + name, fsys: rules.Shipped, dir: name})
	}
	return out, nil
}

func (s source) load(ctx context.Context) (plugins.Program, error) {
	bundle, err := rules.ReadBundle(s.fsys, s.dir)
	if err != nil {
		return nil, err
	}
	return plugins.Load(ctx, s.name, bundle)
}

// compile loads a regulation and checks its catalogue.
func (s source) compile(ctx context.Context) (*rules.Regulation, rules.Findings) {
	prog, err := s.load(ctx)
	if err != nil {
		var findings rules.Findings
		if errors.As(err, &findings) {
			return nil, findings
		}
		return nil, rules.Findings{{File: s.name, Message: err.Error()}}
	}
	return prog.Compile(rules.Options{})
}
