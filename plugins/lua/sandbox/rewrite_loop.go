package sandbox

import "github.com/yuin/gopher-lua/ast"

// The compiler of gopher-lua shortens a jump to a jump, but when the second one
// lies before the first, as at the head of a loop, it has already lost its label
// and the result is a jump to anywhere: `while true do for k in pairs(t) do break
// end end` runs the break's target as if it were code for something else.
//
// So no loop may begin with a jump. The functions below put an instruction in
// front of those that might.

// padded returns the body of a loop with something in front that is not a jump.
func padded(pos ast.PositionHolder, body []ast.Stmt) []ast.Stmt {
	if beginsPlainly(body) {
		return body
	}
	pad := at(pos, &ast.LocalAssignStmt{Names: []string{"(pad)"}, Exprs: []ast.Expr{}})
	return append([]ast.Stmt{pad}, body...)
}

// beginsPlainly reports that the first instruction of a block is surely no jump.
func beginsPlainly(body []ast.Stmt) bool {
	if len(body) == 0 {
		return false
	}
	switch n := body[0].(type) {
	case *ast.FuncCallStmt:
		return !isLogical(n.Expr)
	case *ast.IfStmt:
		return !mayJump(n.Condition)
	case *ast.LocalAssignStmt:
		return len(n.Exprs) == 0 || !isLogical(n.Exprs[0])
	case *ast.AssignStmt:
		return !isLogical(n.Rhs[0])
	case *ast.ReturnStmt:
		return len(n.Exprs) == 0 || !isLogical(n.Exprs[0])
	}
	return false
}

// mayJump reports whether a condition may begin with a jump, or with nothing at
// all: `if false` and `while true` do.
func mayJump(e ast.Expr) bool {
	for {
		switch n := e.(type) {
		case *ast.LogicalOpExpr:
			e = n.Lhs
		case *ast.RelationalOpExpr:
			e = n.Lhs
		case *ast.UnaryNotOpExpr:
			e = n.Expr
		default:
			return isConstant(e) || isLogical(e)
		}
	}
}

// isLogical reports whether a value may begin with a jump: `false and f()` does.
func isLogical(e ast.Expr) bool {
	for {
		switch n := e.(type) {
		case *ast.LogicalOpExpr:
			return true
		case *ast.RelationalOpExpr:
			e = n.Lhs
		case *ast.ArithmeticOpExpr:
			e = n.Lhs
		case *ast.UnaryMinusOpExpr:
			e = n.Expr
		case *ast.UnaryNotOpExpr:
			e = n.Expr
		case *ast.AttrGetExpr:
			e = n.Object
		case *ast.FuncCallExpr:
			if e = n.Func; e == nil {
				e = n.Receiver
			}
		default:
			return false
		}
	}
}

// threeNames keeps a for from running on whatever is in its registers: with fewer
// names than iterator, state and control value, gopher-lua does not set them all.
func threeNames(names []string) []string {
	for len(names) < 3 {
		names = append(names, "(unused)")
	}
	return names
}

// while rewrites a loop whose condition begins with a constant, and therefore with
// a jump or with nothing at all, as an endless one that breaks.
func (r *rewriter) while(n *ast.WhileStmt) {
	body := r.stmts(n.Stmts)
	if !mayJump(n.Condition) {
		n.Condition, n.Stmts = r.expr(n.Condition), body
		return
	}
	if _, endless := n.Condition.(*ast.TrueExpr); !endless {
		stop := at(n, &ast.IfStmt{
			Condition: r.expr(n.Condition),
			Else:      []ast.Stmt{at(n, &ast.BreakStmt{})},
		})
		body = append([]ast.Stmt{stop}, body...)
		n.Condition = at(n, &ast.TrueExpr{})
	}
	n.Stmts = padded(n, body)
}
