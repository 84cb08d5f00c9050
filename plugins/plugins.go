// Package plugins runs regulations: it finds out which runtime a bundle is
// written for and loads it there.
package plugins

import (
	"context"
	"path"

	"github.com/reglament/reglament/plugins/lua"
	"github.com/reglament/reglament/rules"
)

// A Program is a regulation's code, loaded.
type Program interface {
	// Compile makes a regulation of it, with values for its parameters.
	Compile(opts rules.Options) (*rules.Regulation, rules.Findings)
	// Close lets go of what the program holds.
	Close()
}

// Main is the file that a bundle in Lua starts with.
const Main = "regulation.lua"

// Load loads a bundle. name is its folder, for findings. The error is
// rules.Findings where the bundle itself is to blame.
func Load(ctx context.Context, name string, b *rules.Bundle) (Program, error) {
	source, ok := b.Files[Main]
	if !ok {
		return nil, rules.Findings{{File: name, Message: "there is no " + Main + " in the folder"}}
	}
	return lua.Load(ctx, path.Join(name, Main), string(source))
}
