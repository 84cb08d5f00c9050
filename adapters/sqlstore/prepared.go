package sqlstore

import (
	"context"
	"database/sql"
	"strconv"
	"strings"
	"sync"

	"github.com/uptrace/bun"
)

// oneOf is an argument for IN (?).
type oneOf []string

// among is a list of ids as such an argument.
func among[T ~string](ids []T) oneOf {
	all := make(oneOf, len(ids))
	for i, id := range ids {
		all[i] = string(id)
	}
	return all
}

// prepared keeps statements by their text: SQLite spends more time on reading a
// query than on answering it.
type prepared struct {
	mu    sync.Mutex
	stmts map[string]*sql.Stmt
}

// maxPrepared bounds how many texts are kept. There are few; lists are padded so
// that their lengths don't make many.
const maxPrepared = 200

// scan answers a query with bun's placeholders by a prepared statement.
func (p *prepared) scan(ctx context.Context, db *bun.DB, dest any, query string, args []any) error {
	text, flat := positional(query, args)
	stmt, err := p.stmt(ctx, db, text)
	if err != nil {
		return err
	}
	rows, err := stmt.QueryContext(ctx, flat...)
	if err != nil {
		return err
	}
	return db.ScanRows(ctx, rows, dest)
}

func (p *prepared) stmt(ctx context.Context, db *bun.DB, text string) (*sql.Stmt, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if stmt := p.stmts[text]; stmt != nil {
		return stmt, nil
	}
	stmt, err := db.DB.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	if p.stmts == nil || len(p.stmts) >= maxPrepared {
		p.close()
		p.stmts = map[string]*sql.Stmt{}
	}
	p.stmts[text] = stmt
	return stmt, nil
}

// close lets the statements go; those in use are closed when they are done.
func (p *prepared) close() {
	for _, stmt := range p.stmts {
		_ = stmt.Close()
	}
}

// positional writes a query's ? and ?N as plain ?, and its arguments in that
// order, lists as so many of them. No text of ours has a question mark in a
// string.
func positional(query string, args []any) (string, []any) {
	var text strings.Builder
	flat := make([]any, 0, len(args)+8)
	next := 0
	for {
		before, after, found := strings.Cut(query, "?")
		text.WriteString(before)
		if !found {
			return text.String(), flat
		}
		digits := len(after) - len(strings.TrimLeft(after, "0123456789"))
		n := next
		if digits > 0 {
			n, _ = strconv.Atoi(after[:digits]) // digits alone
		} else {
			next++
		}
		query = after[digits:]
		text.WriteString("?")
		values, ok := args[n].(oneOf)
		if !ok {
			flat = append(flat, args[n])
			continue
		}
		text.WriteString(strings.Repeat(",?", padded(len(values))-1))
		for i := range padded(len(values)) {
			flat = append(flat, values[min(i, len(values)-1)])
		}
	}
}

// padded is the length that a list is brought to by repeating its last value.
func padded(n int) int {
	size := 1
	for size < n {
		size *= 2
	}
	return size
}
