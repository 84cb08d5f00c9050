package sandbox

import "github.com/yuin/gopher-lua/ast"

// eachChild calls visit for the direct children of a statement or expression.
func eachChild(node any, visit func(any)) {
	exprs := func(list ...ast.Expr) {
		for _, e := range list {
			if e != nil {
				visit(e)
			}
		}
	}
	stmts := func(list []ast.Stmt) {
		for _, st := range list {
			visit(st)
		}
	}
	switch n := node.(type) {
	case *ast.AssignStmt:
		exprs(n.Lhs...)
		exprs(n.Rhs...)
	case *ast.LocalAssignStmt:
		exprs(n.Exprs...)
	case *ast.FuncCallStmt:
		exprs(n.Expr)
	case *ast.DoBlockStmt:
		stmts(n.Stmts)
	case *ast.WhileStmt:
		exprs(n.Condition)
		stmts(n.Stmts)
	case *ast.RepeatStmt:
		stmts(n.Stmts)
		exprs(n.Condition)
	case *ast.IfStmt:
		exprs(n.Condition)
		stmts(n.Then)
		stmts(n.Else)
	case *ast.NumberForStmt:
		exprs(n.Init, n.Limit, n.Step)
		stmts(n.Stmts)
	case *ast.GenericForStmt:
		exprs(n.Exprs...)
		stmts(n.Stmts)
	case *ast.FuncDefStmt:
		exprs(n.Name.Func, n.Name.Receiver)
		visit(n.Func)
	case *ast.ReturnStmt:
		exprs(n.Exprs...)
	case *ast.AttrGetExpr:
		exprs(n.Object, n.Key)
	case *ast.TableExpr:
		for _, f := range n.Fields {
			exprs(f.Key, f.Value)
		}
	case *ast.FuncCallExpr:
		exprs(n.Func, n.Receiver)
		exprs(n.Args...)
	case *ast.LogicalOpExpr:
		exprs(n.Lhs, n.Rhs)
	case *ast.RelationalOpExpr:
		exprs(n.Lhs, n.Rhs)
	case *ast.StringConcatOpExpr:
		exprs(n.Lhs, n.Rhs)
	case *ast.ArithmeticOpExpr:
		exprs(n.Lhs, n.Rhs)
	case *ast.UnaryMinusOpExpr:
		exprs(n.Expr)
	case *ast.UnaryNotOpExpr:
		exprs(n.Expr)
	case *ast.UnaryLenOpExpr:
		exprs(n.Expr)
	case *ast.FunctionExpr:
		stmts(n.Stmts)
	}
}

func at[T ast.PositionHolder](pos ast.PositionHolder, node T) T {
	node.SetLine(pos.Line())
	node.SetLastLine(pos.LastLine())
	return node
}

func ident(pos ast.PositionHolder, name string) *ast.IdentExpr {
	return at(pos, &ast.IdentExpr{Value: name})
}

func text(pos ast.PositionHolder, value string) *ast.StringExpr {
	return at(pos, &ast.StringExpr{Value: value})
}

func number(pos ast.PositionHolder, value string) *ast.NumberExpr {
	return at(pos, &ast.NumberExpr{Value: value})
}

// call is a call that yields exactly one value wherever it stands.
func call(pos ast.PositionHolder, name string, args ...ast.Expr) *ast.FuncCallExpr {
	if len(args) > 0 {
		args[len(args)-1] = single(args[len(args)-1])
	}
	return at(pos, &ast.FuncCallExpr{Func: ident(pos, name), Args: args, AdjustRet: true})
}

// yields is a call whose last argument may be many values.
func yields(pos ast.PositionHolder, name string, args ...ast.Expr) *ast.FuncCallExpr {
	return at(pos, &ast.FuncCallExpr{Func: ident(pos, name), Args: args, AdjustRet: true})
}

func callStmt(pos ast.PositionHolder, name string, args ...ast.Expr) ast.Stmt {
	return at(pos, &ast.FuncCallStmt{Expr: call(pos, name, args...)})
}

// single cuts an expression that may yield many values to one, like parentheses.
func single(e ast.Expr) ast.Expr {
	switch n := e.(type) {
	case *ast.FuncCallExpr:
		n.AdjustRet = true
	case *ast.Comma3Expr:
		n.AdjustRet = true
	}
	return e
}
