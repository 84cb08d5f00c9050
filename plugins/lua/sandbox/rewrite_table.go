package sandbox

import (
	"slices"
	"strconv"

	lua "github.com/yuin/gopher-lua"
	"github.com/yuin/gopher-lua/ast"
)

// table wraps a constructor in a call that charges for it. On the way it avoids
// what gopher-lua compiles wrongly:
//
//   - a call as the value of a last, named field makes the VM store whatever lies
//     on the stack as list items;
//   - a named field after a multiple of 50 items makes it store the last 50 again,
//     from registers that hold something else by then;
//   - a call that yields the rest of the items, after a multiple of 50, has its
//     values stored from the first item on.
func (r *rewriter) table(n *ast.TableExpr) ast.Expr {
	named := 0
	for i, f := range n.Fields {
		if f.Value = r.expr(f.Value); f.Key != nil || i < len(n.Fields)-1 {
			f.Value = single(f.Value)
		}
		if f.Key != nil {
			f.Key = r.fieldName(f.Key)
			named++
		}
	}
	r.keyed += named
	if namesAfterBatch(n.Fields) {
		namesFirst(n.Fields)
	}
	if rest := cutRest(n); rest != nil {
		items := strconv.Itoa(len(n.Fields) - named)
		return yields(n, opTable, n, number(n, strconv.Itoa(named)), number(n, items), rest)
	}
	return call(n, opTable, n, number(n, strconv.Itoa(named)))
}

// fieldName leaves short names to the VM; a computed key is checked first.
func (r *rewriter) fieldName(key ast.Expr) ast.Expr {
	if s, ok := key.(*ast.StringExpr); ok && isShort(s) {
		return key
	}
	return call(key, opKey, r.expr(key))
}

func namesAfterBatch(fields []*ast.Field) bool {
	items := 0
	for _, f := range fields {
		if f.Key == nil {
			items++
		} else if items > 0 && items%lua.FieldsPerFlush == 0 {
			return true
		}
	}
	return false
}

// namesFirst changes the order of evaluation, which Lua leaves open. It is only
// done to lists of 50 and more that have names in them.
func namesFirst(fields []*ast.Field) {
	slices.SortStableFunc(fields, func(a, b *ast.Field) int {
		switch {
		case a.Key != nil && b.Key == nil:
			return -1
		case a.Key == nil && b.Key != nil:
			return 1
		}
		return 0
	})
}

// cutRest takes the last item off when it may yield many values after a multiple
// of 50 items.
func cutRest(n *ast.TableExpr) ast.Expr {
	items := 0
	for _, f := range n.Fields {
		if f.Key == nil {
			items++
		}
	}
	last := len(n.Fields) - 1
	if items < 2 || (items-1)%lua.FieldsPerFlush != 0 || !yieldsMany(n.Fields[last].Value) {
		return nil
	}
	rest := n.Fields[last].Value
	n.Fields = n.Fields[:last]
	return rest
}

func yieldsMany(e ast.Expr) bool {
	switch n := e.(type) {
	case *ast.FuncCallExpr:
		return !n.AdjustRet
	case *ast.Comma3Expr:
		return !n.AdjustRet
	}
	return false
}
