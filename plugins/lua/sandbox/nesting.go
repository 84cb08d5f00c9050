package sandbox

import (
	"strings"

	"github.com/yuin/gopher-lua/ast"
	"github.com/yuin/gopher-lua/parse"
)

// checkTokens bounds a source before the parser sees it: the parser's stack
// grows with every open bracket, block and pending operator, and 260 bytes for
// each of a million parentheses is a lot. It reads with the parser's own scanner,
// so the two cannot disagree about what is a string and what is a comment.
func checkTokens(name, source string, l Limits) *Error {
	c := tokenCheck{limits: l, file: name, operators: []int{0}}
	scanner := parse.NewScanner(strings.NewReader(source), name)
	lexer := &parse.Lexer{PrevTokenType: parse.TNil}
	for {
		tok, err := scanner.Scan(lexer)
		if err != nil {
			return syntaxError(err, name, lineCount(source))
		}
		if tok.Type < 0 {
			return nil
		}
		if err := c.token(tok); err != nil {
			return err
		}
		lexer.PrevTokenType = tok.Type
	}
}

type tokenCheck struct {
	limits    Limits
	file      string
	count     int
	operators []int // of the expression being read, one counter per open bracket or block
}

func (c *tokenCheck) token(tok ast.Token) *Error {
	if c.count++; c.count > c.limits.Tokens {
		return c.fail(tok, "the source has more than %d tokens", c.limits.Tokens)
	}
	switch tok.Type {
	case parse.TIdent:
		if len(tok.Str) > maxIdentifier {
			return c.fail(tok, "a name is longer than %d bytes", maxIdentifier)
		}
	case parse.TNumber:
		return c.number(tok)
	case '(', '{', '[', parse.TFunction, parse.TDo, parse.TIf, parse.TRepeat:
		if c.operators = append(c.operators, 0); len(c.operators) > c.limits.Nesting {
			return c.fail(tok, "nested deeper than %d levels", c.limits.Nesting)
		}
	case ')', '}', ']', parse.TEnd, parse.TUntil:
		if len(c.operators) > 1 { // otherwise the parser will complain
			c.operators = c.operators[:len(c.operators)-1]
		}
	case parse.TOr, parse.TAnd, parse.TNot, '<', '>', parse.TGte, parse.TLte, parse.TEqeq, parse.TNeq,
		parse.T2Comma, '+', '-', '*', '/', '%', '^', '#':
		top := &c.operators[len(c.operators)-1]
		if *top++; *top > c.limits.Nesting {
			return c.fail(tok, "an expression has more than %d operators", c.limits.Nesting)
		}
	case ',', ';', '=', parse.TLocal, parse.TReturn, parse.TThen, parse.TElse, parse.TElseIf,
		parse.TWhile, parse.TFor, parse.TIn, parse.TBreak:
		c.operators[len(c.operators)-1] = 0
	}
	return nil
}

// number refuses literals that gopher-lua reads unlike Lua: 010 is eight to it.
func (c *tokenCheck) number(tok ast.Token) *Error {
	if len(tok.Str) > maxNumber {
		return c.fail(tok, "a number is longer than %d digits", maxNumber)
	}
	if len(tok.Str) > 1 && tok.Str[0] == '0' && '0' <= tok.Str[1] && tok.Str[1] <= '9' {
		return failure(KindSyntax, c.file, tok.Pos.Line, "the number %s starts with a zero", tok.Str)
	}
	if _, ok := parseNumber(tok.Str); !ok {
		return failure(KindSyntax, c.file, tok.Pos.Line, "malformed number %s", tok.Str)
	}
	return nil
}

func (c *tokenCheck) fail(tok ast.Token, format string, args ...any) *Error {
	return failure(KindLimit, c.file, tok.Pos.Line, format, args...)
}

func lineCount(source string) int { return 1 + strings.Count(source, "\n") }

// checkTree bounds the depth of the syntax tree, for everything after the parser
// is recursive: chains such as a.b.c, f()()() and elseif are flat to the parser
// and deep to the rest. The walk itself is not recursive.
func checkTree(file string, chunk []ast.Stmt, l Limits) (*tree, *Error) {
	t := &tree{file: file, varargs: map[*ast.FunctionExpr]bool{}}
	for _, stmt := range chunk {
		t.todo = append(t.todo, item{node: stmt, depth: 1, line: stmt.Line()})
	}
	for len(t.todo) > 0 {
		it := t.todo[len(t.todo)-1]
		t.todo = t.todo[:len(t.todo)-1]
		if it.depth > l.Nesting {
			return nil, failure(KindLimit, file, it.line, "nested deeper than %d levels", l.Nesting)
		}
		if err := t.visit(it); err != nil {
			return nil, err
		}
	}
	return t, nil
}

type item struct {
	node  any
	fn    *ast.FunctionExpr // the function the node is in, nil at the top level
	depth int
	line  int
}

type tree struct {
	file      string
	todo      []item
	functions int
	varargs   map[*ast.FunctionExpr]bool // those that use `...`; the key nil is the top level
}

func (t *tree) visit(it item) *Error {
	if p, ok := it.node.(ast.PositionHolder); ok && p.Line() > 0 {
		it.line = p.Line()
	}
	inner := it.fn
	switch n := it.node.(type) {
	case *ast.FunctionExpr:
		inner = n
		if t.functions++; t.functions > maxFunctions {
			return failure(KindLimit, t.file, it.line, "more than %d functions", maxFunctions)
		}
	case *ast.Comma3Expr:
		t.varargs[it.fn] = true
	case *ast.TableExpr:
		if len(n.Fields) > maxListItems {
			return failure(KindLimit, t.file, it.line, "more than %d items in one table", maxListItems)
		}
	case *ast.LabelStmt, *ast.GotoStmt:
		return failure(KindForbidden, t.file, it.line, "goto is not available")
	}
	eachChild(it.node, func(child any) {
		t.todo = append(t.todo, item{node: child, fn: inner, depth: it.depth + 1, line: it.line})
	})
	return nil
}
