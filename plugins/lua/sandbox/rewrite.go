package sandbox

import "github.com/yuin/gopher-lua/ast"

// Names of the functions the rewritten source calls. No script can spell them,
// and no function hands out the table of globals they live in.
const (
	opGet      = "(get)"   // table, key: t[k]
	opSet      = "(set)"   // table, key, value: t[k] = v
	opGlobal   = "(gset)"  // name, value: assignment to a global
	opTable    = "(table)" // table, number of named fields, or also number of items and more items: charges a constructor
	opKey      = "(key)"   // key: checks a computed key in a constructor
	opFunction = "(func)"  // function: charges a closure
	opConcat   = "(cat)"   // ...: a .. b .. c
	opLen      = "(len)"   // #a
	opEqual    = "(eq)"    // a == b
	opDiffer   = "(ne)"    // a ~= b
	opLess     = "(lt)"    // a < b
	opGreater  = "(gt)"    // a > b
	opAtMost   = "(le)"    // a <= b
	opAtLeast  = "(ge)"    // a >= b
	opMod      = "(mod)"   // a % b
	opPow      = "(pow)"   // a ^ b
	opBox      = "(box)"   // value: a new box
	opPut      = "(put)"   // box, value: assignment to a boxed variable
)

// rewriter replaces everything whose cost is not bounded by one step, or that
// could write to a table of another call, by calls to functions of this package
// that charge and check. What it leaves to the VM is cheap whatever its operands:
// moves, jumps, + - * /, reads with a constant key, calls.
type rewriter struct {
	scopes *scopes
	keyed  int // fields of constructors stored by the VM itself, for verify
}

func (r *rewriter) exprs(list []ast.Expr) {
	for i, e := range list {
		list[i] = r.expr(e)
	}
}

func (r *rewriter) expr(e ast.Expr) ast.Expr {
	switch n := e.(type) {
	case *ast.IdentExpr:
		return r.ident(n)
	case *ast.AttrGetExpr:
		return r.read(n)
	case *ast.TableExpr:
		return r.table(n)
	case *ast.FuncCallExpr:
		return r.call(n)
	case *ast.FunctionExpr:
		return call(n, opFunction, r.function(n))
	case *ast.LogicalOpExpr:
		n.Lhs, n.Rhs = r.expr(n.Lhs), r.expr(n.Rhs)
	case *ast.RelationalOpExpr:
		return r.compare(n)
	case *ast.StringConcatOpExpr:
		return r.concat(n)
	case *ast.ArithmeticOpExpr:
		return r.arithmetic(n)
	case *ast.UnaryMinusOpExpr:
		n.Expr = r.expr(n.Expr)
	case *ast.UnaryNotOpExpr:
		n.Expr = r.expr(n.Expr)
	case *ast.UnaryLenOpExpr:
		return call(n, opLen, r.expr(n.Expr))
	}
	return e
}

func (r *rewriter) ident(n *ast.IdentExpr) ast.Expr {
	if !r.scopes.uses[n].boxed() {
		return n
	}
	return at(n, &ast.AttrGetExpr{Object: ident(n, n.Value), Key: number(n, "1")})
}

// read leaves t.name and t[1] to the VM: hashing a short constant costs as much
// as any step, and a numeric for's counter is certainly a number.
func (r *rewriter) read(n *ast.AttrGetExpr) ast.Expr {
	native := isShort(n.Key) || r.isCounter(n.Key)
	n.Object, n.Key = r.expr(n.Object), r.expr(n.Key)
	if native {
		return n
	}
	return call(n, opGet, n.Object, n.Key)
}

func (r *rewriter) isCounter(e ast.Expr) bool {
	n, ok := e.(*ast.IdentExpr)
	if !ok {
		return false
	}
	v := r.scopes.uses[n]
	return v != nil && v.counter && !v.assigned
}

func isShort(e ast.Expr) bool {
	switch n := e.(type) {
	case *ast.NumberExpr:
		return true
	case *ast.StringExpr:
		return len(n.Value) <= shortLiteral
	}
	return false
}

func isConstant(e ast.Expr) bool {
	switch e.(type) {
	case *ast.NilExpr, *ast.TrueExpr, *ast.FalseExpr:
		return true
	}
	return isShort(e)
}

func (r *rewriter) call(n *ast.FuncCallExpr) ast.Expr {
	if n.Func != nil {
		n.Func = r.expr(n.Func)
	}
	if n.Receiver != nil {
		n.Receiver = r.expr(n.Receiver)
	}
	r.exprs(n.Args)
	return n
}

// compare leaves comparisons with a short literal to the VM. Two long strings
// take time in proportion to their length.
func (r *rewriter) compare(n *ast.RelationalOpExpr) ast.Expr {
	native := isConstant(n.Lhs) || isConstant(n.Rhs)
	n.Lhs, n.Rhs = r.expr(n.Lhs), r.expr(n.Rhs)
	if native {
		return n
	}
	ops := map[string]string{
		"==": opEqual, "~=": opDiffer, "<": opLess, ">": opGreater, "<=": opAtMost, ">=": opAtLeast,
	}
	return call(n, ops[n.Operator], n.Lhs, n.Rhs)
}

// concat takes a .. b .. c as one call, so that the result is built once.
func (r *rewriter) concat(n *ast.StringConcatOpExpr) ast.Expr {
	var args []ast.Expr
	var rest ast.Expr = n
	for {
		c, ok := rest.(*ast.StringConcatOpExpr)
		if !ok {
			break
		}
		args = append(args, r.expr(c.Lhs))
		rest = c.Rhs
	}
	return call(n, opConcat, append(args, r.expr(rest))...)
}

// arithmetic leaves + - * / to the VM; strings among their operands end up in the
// string metatable. The remainder of very different numbers takes thousands of
// steps, and powers differ between processors.
func (r *rewriter) arithmetic(n *ast.ArithmeticOpExpr) ast.Expr {
	n.Lhs, n.Rhs = r.expr(n.Lhs), r.expr(n.Rhs)
	switch n.Operator {
	case "%":
		return call(n, opMod, n.Lhs, n.Rhs)
	case "^":
		return call(n, opPow, n.Lhs, n.Rhs)
	}
	return n
}

// function rewrites a body. A vararg function that does not use `...` loses it,
// because gopher-lua would fill the table `arg` of Lua 5.0 on each of its calls.
func (r *rewriter) function(n *ast.FunctionExpr) *ast.FunctionExpr {
	n.ParList.HasVargs = n.ParList.HasVargs && r.scopes.tree.varargs[n]
	n.Stmts = append(r.boxes(n, n), r.stmts(n.Stmts)...)
	return n
}

// boxes puts the boxed ones among the variables a node declares into boxes.
func (r *rewriter) boxes(pos ast.PositionHolder, node any) []ast.Stmt {
	var out []ast.Stmt
	for _, v := range r.scopes.locals[node] {
		if v.boxed() {
			out = append(out, assign(pos, ident(pos, v.name), call(pos, opBox, ident(pos, v.name))))
		}
	}
	return out
}

// assign stores one value in a local variable. Three things gopher-lua compiles
// wrongly when the target is a variable that exists already:
//
//   - `s = (f(s))`, to the last parameter, puts the function where the argument is,
//     so a call must not be marked as cut to one value;
//   - `x = (...)` empties the variables declared after x; the same remedy helps;
//   - `x = a.b and c` leaves x as it is when a.b is false, so a logical expression
//     gets a variable of its own first.
func assign(pos ast.PositionHolder, target *ast.IdentExpr, value ast.Expr) ast.Stmt {
	switch n := value.(type) {
	case *ast.FuncCallExpr:
		n.AdjustRet = false
	case *ast.Comma3Expr:
		n.AdjustRet = false
	case *ast.LogicalOpExpr:
		const name = "(value)"
		return at(pos, &ast.DoBlockStmt{Stmts: []ast.Stmt{
			at(pos, &ast.LocalAssignStmt{Names: []string{name}, Exprs: []ast.Expr{value}}),
			assign(pos, target, ident(pos, name)),
		}})
	}
	return at(pos, &ast.AssignStmt{Lhs: []ast.Expr{target}, Rhs: []ast.Expr{value}})
}
