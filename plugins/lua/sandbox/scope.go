package sandbox

import "github.com/yuin/gopher-lua/ast"

// scopes is what the resolver learned about one chunk's names.
//
// It refuses what could carry something from one call to the next: assigning to
// a global or to a captured variable inside a function. What is left is that a
// function assigns to its own locals, and those die with the activation.
// Verification of the bytecode proves it again, see verify.
type scopes struct {
	file    string
	tree    *tree
	uses    map[*ast.IdentExpr]*variable // absent means global
	locals  map[any][]*variable          // by the node that declares them
	current *function
	visible map[string][]*variable // innermost last
	declare []*variable            // all visible, in order
	work    int
	err     *Error
}

type variable struct {
	name     string
	owner    *function
	captured bool
	assigned bool // after its declaration
	counter  bool // of a numeric for
}

// boxed variables live in a one-slot table. gopher-lua closes all open upvalues
// when an error is raised, also those of the frames that survive in pcall, so an
// inner function would miss every later assignment. A variable that is captured
// and assigned is therefore shared through a table instead.
func (v *variable) boxed() bool { return v != nil && v.captured && v.assigned }

// function is one function of the chunk while it is being resolved.
type function struct {
	parent    *function // nil for the chunk itself
	upvalues  map[*variable]bool
	constants map[any]bool
	nodes     int
	locals    int
}

func resolve(t *tree, chunk []ast.Stmt) (*scopes, *Error) {
	s := &scopes{
		file: t.file, tree: t,
		uses: map[*ast.IdentExpr]*variable{}, locals: map[any][]*variable{},
		visible: map[string][]*variable{},
	}
	s.enter()
	s.stmts(chunk)
	s.leave(0)
	return s, s.err
}

func (s *scopes) fail(kind Kind, pos ast.PositionHolder, format string, args ...any) {
	if s.err == nil {
		s.err = failure(kind, s.file, pos.Line(), format, args...)
	}
}

func (s *scopes) enter() {
	s.current = &function{
		parent: s.current, upvalues: map[*variable]bool{}, constants: map[any]bool{},
	}
}

// leave ends a function and adds up what compiling it will cost: gopher-lua looks
// every name up by walking all visible locals, and every constant by walking all
// constants of the function.
func (s *scopes) leave(mark int) {
	f := s.current
	names := 0
	for p := f; p != nil; p = p.parent {
		names += min(p.locals, 200)
	}
	s.work += f.nodes * (names + len(f.constants))
	s.current = f.parent
	s.forget(mark)
}

func (s *scopes) forget(mark int) {
	for _, v := range s.declare[mark:] {
		stack := s.visible[v.name]
		s.visible[v.name] = stack[:len(stack)-1]
	}
	s.declare = s.declare[:mark]
}

func (s *scopes) local(node any, name string) *variable {
	v := &variable{name: name, owner: s.current}
	s.locals[node] = append(s.locals[node], v)
	s.visible[name] = append(s.visible[name], v)
	s.declare = append(s.declare, v)
	s.current.locals++
	return v
}

func (s *scopes) find(name string) *variable {
	if stack := s.visible[name]; len(stack) > 0 {
		return stack[len(stack)-1]
	}
	return nil
}

func (s *scopes) use(e *ast.IdentExpr) {
	s.constant(e.Value)
	v := s.find(e.Value)
	if v == nil {
		return
	}
	s.uses[e] = v
	for f := s.current; f != v.owner; f = f.parent {
		v.captured = true
		if f.upvalues[v] = true; len(f.upvalues) > maxUpvalues {
			s.fail(KindLimit, e, "a function uses more than %d variables of the functions around it", maxUpvalues)
		}
	}
}

func (s *scopes) assign(e *ast.IdentExpr) {
	s.use(e)
	v := s.uses[e]
	switch {
	case v == nil && s.current.parent != nil:
		s.fail(KindForbidden, e, "a function may not assign to the global variable '%s'", e.Value)
	case v != nil && v.owner != s.current:
		s.fail(KindForbidden, e, "a function may not assign to '%s', which is declared outside of it", e.Value)
	case v != nil:
		v.assigned = true
	}
}

func (s *scopes) constant(key any) {
	s.current.nodes++
	s.current.constants[key] = true
}

func (s *scopes) block(list []ast.Stmt) {
	mark := len(s.declare)
	s.stmts(list)
	s.forget(mark)
}

func (s *scopes) stmts(list []ast.Stmt) {
	for _, stmt := range list {
		s.stmt(stmt)
	}
}

func (s *scopes) stmt(stmt ast.Stmt) {
	switch n := stmt.(type) {
	case *ast.AssignStmt:
		s.assignment(n)
	case *ast.LocalAssignStmt:
		s.localAssignment(n)
	case *ast.FuncDefStmt:
		s.definition(n)
	case *ast.DoBlockStmt:
		s.block(n.Stmts)
	case *ast.WhileStmt:
		s.expr(n.Condition)
		s.block(n.Stmts)
	case *ast.RepeatStmt: // the condition sees the body's locals
		mark := len(s.declare)
		s.stmts(n.Stmts)
		s.expr(n.Condition)
		s.forget(mark)
	case *ast.IfStmt:
		s.expr(n.Condition)
		s.block(n.Then)
		s.block(n.Else)
	case *ast.NumberForStmt:
		s.exprs(n.Init, n.Limit, n.Step)
		mark := len(s.declare)
		s.local(n, n.Name).counter = true
		s.stmts(n.Stmts)
		s.forget(mark)
	case *ast.GenericForStmt:
		s.exprs(n.Exprs...)
		mark := len(s.declare)
		for _, name := range n.Names {
			s.local(n, name)
		}
		s.stmts(n.Stmts)
		s.forget(mark)
	default: // calls, return, break
		eachChild(stmt, s.child)
	}
}

func (s *scopes) assignment(n *ast.AssignStmt) {
	for _, target := range n.Lhs {
		if _, ok := target.(*ast.IdentExpr); !ok {
			s.expr(target)
		}
	}
	s.exprs(n.Rhs...)
	for _, target := range n.Lhs {
		if e, ok := target.(*ast.IdentExpr); ok {
			s.assign(e)
		}
	}
}

func (s *scopes) localAssignment(n *ast.LocalAssignStmt) {
	if isLocalFunction(n) { // its body sees the name
		s.local(n, n.Names[0])
		s.exprs(n.Exprs...)
		return
	}
	s.exprs(n.Exprs...)
	for _, name := range n.Names {
		s.local(n, name)
	}
}

// isLocalFunction is true for `local function f` and also for `local f =
// function`, which the parser of gopher-lua does not keep apart.
func isLocalFunction(n *ast.LocalAssignStmt) bool {
	if len(n.Names) != 1 || len(n.Exprs) != 1 {
		return false
	}
	_, ok := n.Exprs[0].(*ast.FunctionExpr)
	return ok
}

func (s *scopes) definition(n *ast.FuncDefStmt) {
	switch target := n.Name.Func.(type) {
	case nil: // function receiver:method()
		s.expr(n.Name.Receiver)
		s.constant(n.Name.Method)
		s.function(n.Func, "self")
		return
	case *ast.IdentExpr:
		s.assign(target)
	default:
		s.expr(target)
	}
	s.function(n.Func)
}

func (s *scopes) function(n *ast.FunctionExpr, first ...string) {
	mark := len(s.declare)
	s.enter()
	for _, name := range append(first, n.ParList.Names...) {
		s.local(n, name)
	}
	if n.ParList.HasVargs && s.tree.varargs[n] {
		s.local(nil, "arg") // gopher-lua declares it; it is always nil
	}
	s.stmts(n.Stmts)
	s.leave(mark)
}

func (s *scopes) child(node any) {
	if e, ok := node.(ast.Expr); ok {
		s.expr(e)
	}
}

func (s *scopes) exprs(list ...ast.Expr) {
	for _, e := range list {
		if e != nil {
			s.expr(e)
		}
	}
}

func (s *scopes) expr(e ast.Expr) {
	s.current.nodes++
	switch n := e.(type) {
	case *ast.IdentExpr:
		s.use(n)
	case *ast.StringExpr:
		s.constant(n.Value)
	case *ast.NumberExpr:
		s.constant("number " + n.Value)
	case *ast.FunctionExpr:
		s.function(n)
	default:
		eachChild(e, s.child)
	}
}
