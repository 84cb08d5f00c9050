package sandbox

import (
	"fmt"

	"github.com/yuin/gopher-lua/ast"
)

func (r *rewriter) stmts(list []ast.Stmt) []ast.Stmt {
	out := make([]ast.Stmt, 0, len(list))
	for _, stmt := range list {
		out = append(out, r.stmt(stmt)...)
	}
	return out
}

func (r *rewriter) stmt(stmt ast.Stmt) []ast.Stmt {
	switch n := stmt.(type) {
	case *ast.AssignStmt:
		return r.assignment(n)
	case *ast.LocalAssignStmt:
		return r.localAssignment(n)
	case *ast.FuncDefStmt:
		return []ast.Stmt{r.definition(n)}
	case *ast.FuncCallStmt:
		n.Expr = r.expr(n.Expr)
	case *ast.DoBlockStmt:
		n.Stmts = r.stmts(n.Stmts)
	case *ast.WhileStmt:
		r.while(n)
	case *ast.RepeatStmt:
		n.Stmts = padded(n, r.stmts(n.Stmts))
		n.Condition = r.expr(n.Condition)
	case *ast.IfStmt:
		n.Condition = r.expr(n.Condition)
		n.Then, n.Else = r.stmts(n.Then), r.stmts(n.Else)
	case *ast.NumberForStmt:
		n.Init, n.Limit = r.expr(n.Init), r.expr(n.Limit)
		if n.Step != nil {
			n.Step = r.expr(n.Step)
		}
		n.Stmts = append(r.boxes(n, n), r.stmts(n.Stmts)...)
	case *ast.GenericForStmt:
		r.exprs(n.Exprs)
		n.Names = threeNames(n.Names)
		n.Stmts = padded(n, append(r.boxes(n, n), r.stmts(n.Stmts)...))
	case *ast.ReturnStmt:
		r.exprs(n.Exprs)
	}
	return []ast.Stmt{stmt}
}

func (r *rewriter) localAssignment(n *ast.LocalAssignStmt) []ast.Stmt {
	if isLocalFunction(n) {
		return r.localFunction(n)
	}
	r.exprs(n.Exprs)
	return append([]ast.Stmt{n}, r.boxes(n, n)...)
}

// localFunction keeps the function expression bare where it can, since that is
// what makes gopher-lua show the name to the body, and charges afterwards.
func (r *rewriter) localFunction(n *ast.LocalAssignStmt) []ast.Stmt {
	name := n.Names[0]
	fn := r.function(n.Exprs[0].(*ast.FunctionExpr))
	if !r.scopes.locals[n][0].boxed() {
		n.Exprs[0] = fn
		return []ast.Stmt{n, callStmt(n, opFunction, ident(n, name))}
	}
	n.Exprs = []ast.Expr{call(n, opBox, at(n, &ast.NilExpr{}))}
	return []ast.Stmt{n, callStmt(n, opPut, ident(n, name), call(n, opFunction, fn))}
}

// definition turns `function a.b:c()` into the assignment it stands for.
func (r *rewriter) definition(n *ast.FuncDefStmt) ast.Stmt {
	if n.Name.Func == nil {
		n.Func.ParList.Names = append([]string{"self"}, n.Func.ParList.Names...)
		return callStmt(n, opSet, r.expr(n.Name.Receiver), text(n, n.Name.Method), r.expr(n.Func))
	}
	return r.store(n, r.target(n.Name.Func), r.expr(n.Func))
}

func (r *rewriter) assignment(n *ast.AssignStmt) []ast.Stmt {
	if len(n.Lhs) == 1 && len(n.Rhs) == 1 {
		target := r.target(n.Lhs[0])
		return []ast.Stmt{r.store(n, target, r.expr(n.Rhs[0]))}
	}
	return []ast.Stmt{r.assignMany(n)}
}

// assignMany evaluates everything first and then stores from right to left, as
// Lua does. gopher-lua does not when the targets are locals: `a, b = b, a` makes
// both b.
func (r *rewriter) assignMany(n *ast.AssignStmt) ast.Stmt {
	var body []ast.Stmt
	temp := func(name string, value ast.Expr) ast.Expr {
		body = append(body, at(n, &ast.LocalAssignStmt{Names: []string{name}, Exprs: []ast.Expr{value}}))
		return ident(n, name)
	}
	targets := make([]target, len(n.Lhs))
	for i, lhs := range n.Lhs {
		targets[i] = r.target(lhs)
		if t := &targets[i]; t.key != nil {
			t.object = temp(fmt.Sprintf("(object %d)", i), single(t.object))
			t.key = temp(fmt.Sprintf("(key %d)", i), single(t.key))
		}
	}
	r.exprs(n.Rhs)
	names := make([]string, len(targets))
	for i := range names {
		names[i] = fmt.Sprintf("(value %d)", i)
	}
	body = append(body, at(n, &ast.LocalAssignStmt{Names: names, Exprs: n.Rhs}))
	for i := len(targets) - 1; i >= 0; i-- {
		body = append(body, r.store(n, targets[i], ident(n, names[i])))
	}
	return at(n, &ast.DoBlockStmt{Stmts: body})
}

// target is the left side of an assignment after rewriting: a name, or an object
// and a key.
type target struct {
	name        *ast.IdentExpr
	object, key ast.Expr
}

func (r *rewriter) target(e ast.Expr) target {
	if n, ok := e.(*ast.AttrGetExpr); ok {
		return target{object: r.expr(n.Object), key: r.expr(n.Key)}
	}
	return target{name: e.(*ast.IdentExpr)}
}

func (r *rewriter) store(pos ast.PositionHolder, t target, value ast.Expr) ast.Stmt {
	if t.key != nil {
		return callStmt(pos, opSet, t.object, t.key, value)
	}
	v := r.scopes.uses[t.name]
	switch {
	case v == nil:
		return callStmt(pos, opGlobal, text(pos, t.name.Value), value)
	case v.boxed():
		return callStmt(pos, opPut, ident(pos, t.name.Value), value)
	}
	return assign(pos, ident(pos, t.name.Value), value)
}
