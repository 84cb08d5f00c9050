package sandbox

import (
	"fmt"
	"strings"
	"sync"

	lua "github.com/yuin/gopher-lua"
	"github.com/yuin/gopher-lua/ast"
	"github.com/yuin/gopher-lua/parse"
)

// Chunk is one source file. Chunks run in order, in one set of globals.
type Chunk struct {
	Name   string // shown in errors: "sud/regulation.lua"
	Source string
	// Trusted chunks are ours. They come first and get the table `host`; what they
	// define as globals is what a script may call, and no later chunk may redefine it.
	// Everything else, rewriting and budgets included, is as for any script.
	Trusted bool
}

// Program is the compiled form of a script and its prelude. It is immutable and
// may be loaded from many goroutines at once.
type Program struct {
	chunks []compiled
	limits Limits
}

type compiled struct {
	name    string
	proto   *lua.FunctionProto
	trusted bool
}

// Compile checks, rewrites and compiles the chunks. Its time and memory are
// bounded by the limits. The error is an *Error.
func Compile(chunks []Chunk, limits Limits) (*Program, error) {
	p := &Program{limits: limits.withDefaults()}
	names := map[string]bool{}
	for i, c := range chunks {
		if i > 0 && c.Trusted && !chunks[i-1].Trusted {
			return nil, failure(KindForbidden, c.Name, 0, "a trusted chunk follows an untrusted one")
		}
		if err := checkName(c.Name, names); err != nil {
			return nil, err
		}
		proto, err := compileChunk(c, p.limits)
		if err != nil {
			return nil, err
		}
		p.chunks = append(p.chunks, compiled{name: c.Name, proto: proto, trusted: c.Trusted})
	}
	if len(p.chunks) == 0 {
		return nil, failure(KindSyntax, "", 0, "there is nothing to compile")
	}
	return p, nil
}

// checkName keeps "file:line: message" readable by machines.
func checkName(name string, seen map[string]bool) *Error {
	if name == "" || len(name) > 200 || strings.ContainsAny(name, ":\n\r\x00") {
		return failure(KindForbidden, "", 0, "%q is not a name for a chunk", shorten(name, 200))
	}
	if seen[name] {
		return failure(KindForbidden, name, 0, "two chunks have the same name")
	}
	seen[name] = true
	return nil
}

// byteOrderMark is what some editors put before the source, and gopher-lua takes
// for a bad token.
const byteOrderMark = "\uFEFF"

// shared keeps the trusted chunks as they were compiled: there are few of them,
// every program has them, and what was compiled never changes.
var shared sync.Map // of *lua.FunctionProto, by sharedKey

type sharedKey struct {
	chunk  Chunk
	limits Limits
}

func compileChunk(c Chunk, l Limits) (*lua.FunctionProto, *Error) {
	if !c.Trusted {
		return compileAnew(c, l)
	}
	key := sharedKey{c, l}
	if known, ok := shared.Load(key); ok {
		return known.(*lua.FunctionProto), nil
	}
	proto, err := compileAnew(c, l)
	if err == nil {
		shared.Store(key, proto)
	}
	return proto, err
}

func compileAnew(c Chunk, l Limits) (*lua.FunctionProto, *Error) {
	source := strings.TrimPrefix(c.Source, byteOrderMark)
	if len(source) > l.SourceBytes {
		return nil, failure(KindLimit, c.Name, 1, "the source has %d bytes, more than %d", len(source), l.SourceBytes)
	}
	if err := checkTokens(c.Name, source, l); err != nil {
		return nil, err
	}
	stmts, err := parse.Parse(strings.NewReader(source), c.Name)
	if err != nil {
		return nil, syntaxError(err, c.Name, lineCount(source))
	}
	t, fail := checkTree(c.Name, stmts, l)
	if fail != nil {
		return nil, fail
	}
	names, fail := resolve(t, stmts)
	if fail != nil {
		return nil, fail
	}
	if names.work > maxCompileWork {
		return nil, failure(KindLimit, c.Name, 1, "too many names and constants in one function")
	}
	return generate(c, names, stmts)
}

func generate(c Chunk, names *scopes, stmts []ast.Stmt) (*lua.FunctionProto, *Error) {
	r := &rewriter{scopes: names}
	stmts = r.stmts(stmts)
	if c.Trusted {
		stmts = append([]ast.Stmt{hostParameter()}, stmts...)
	}
	proto, err := compileTree(stmts, c.Name)
	if err != nil {
		return nil, compileError(err, c.Name)
	}
	if err := verify(proto, r.keyed); err != nil {
		return nil, err
	}
	return proto, nil
}

// hostParameter is `local host = ...`: a trusted chunk is called with the table.
func hostParameter() ast.Stmt {
	return &ast.LocalAssignStmt{Names: []string{"host"}, Exprs: []ast.Expr{&ast.Comma3Expr{}}}
}

// compileTree calls the compiler, which panics on code it has no registers for.
func compileTree(stmts []ast.Stmt, name string) (proto *lua.FunctionProto, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the compiler failed: %v", r)
		}
	}()
	return lua.Compile(stmts, name)
}
