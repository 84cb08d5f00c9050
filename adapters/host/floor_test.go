package host

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"
	"github.com/uptrace/bun/driver/pgdriver"

	"github.com/reglament/reglament/adapters/sqlstore"
)

// floorMain is the floor of the benchmark: an HTTP endpoint that does nothing but
// write four rows of about 2 kB for each request, in grouped durable commits. No
// helpdesk over the same database can be faster.
func floorMain() error {
	f, err := openFloor(os.Getenv("CHILD_DB"))
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	go http.Serve(l, f)
	go f.commit()
	return tellAndWait(map[string]string{"url": "http://" + l.Addr().String()}, func(map[string]uint64) {}, func() error { return nil })
}

type floor struct {
	db    *sql.DB
	write func(ctx context.Context, group []floorRow) error

	mu      sync.Mutex
	waiting []floorRow
	wake    chan struct{}
	next    int64
}

type floorRow struct {
	id   int64
	body string
	done chan error
}

func openFloor(url string) (*floor, error) {
	f := &floor{wake: make(chan struct{}, 1)}
	const schema = `CREATE TABLE ticket (id bigint PRIMARY KEY, body text); CREATE TABLE event (id bigint PRIMARY KEY, body text);
		CREATE TABLE outbox (id bigint PRIMARY KEY, body text); CREATE TABLE timer (id bigint PRIMARY KEY, body text);`
	if sqlstore.IsPostgres(url) {
		f.db = sql.OpenDB(pgdriver.NewConnector(pgdriver.WithDSN(url), pgdriver.WithInsecure(true)))
		b := bun.NewDB(f.db, pgdialect.New())
		f.write = func(ctx context.Context, group []floorRow) error { return floorPostgres(ctx, b, group) }
	} else {
		db, err := sql.Open("sqlite", "file:"+url+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_txlock=immediate")
		if err != nil {
			return nil, err
		}
		f.db = db
		f.db.SetMaxOpenConns(1)
	}
	if _, err := f.db.Exec(schema); err != nil {
		return nil, err
	}
	if f.write != nil {
		return f, nil
	}
	var err error
	f.write, err = floorSQLite(f.db)
	return f, err
}

var floorTables = []string{"ticket", "event", "outbox", "timer"}

// sizes are how the 2 kB are spread over the four rows.
var sizes = []int{700, 900, 350, 50}

func floorPostgres(ctx context.Context, db *bun.DB, group []floorRow) error {
	type row struct {
		bun.BaseModel `bun:"table:ticket"`
		ID            int64
		Body          string
	}
	text := []byte("BEGIN; ")
	for i, table := range floorTables {
		rows := make([]row, len(group))
		for j, r := range group {
			rows[j] = row{ID: r.id, Body: r.body[:sizes[i]]}
		}
		var err error
		if text, err = db.NewInsert().Model(&rows).ModelTableExpr(table).AppendQuery(db.QueryGen(), text); err != nil {
			return err
		}
		text = append(text, "; "...)
	}
	_, err := db.DB.ExecContext(ctx, string(append(text, "COMMIT"...)))
	return err
}

func floorSQLite(db *sql.DB) (func(context.Context, []floorRow) error, error) {
	var statements []*sql.Stmt
	for _, table := range floorTables {
		s, err := db.Prepare("INSERT INTO " + table + " VALUES (?, ?)")
		if err != nil {
			return nil, err
		}
		statements = append(statements, s)
	}
	return func(ctx context.Context, group []floorRow) error {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		for i, s := range statements {
			for _, r := range group {
				if _, err := tx.StmtContext(ctx, s).ExecContext(ctx, r.id, r.body[:sizes[i]]); err != nil {
					return errors.Join(err, tx.Rollback())
				}
			}
		}
		return tx.Commit()
	}, nil
}

// commit takes what has queued during the last commit.
func (f *floor) commit() {
	for range f.wake {
		f.mu.Lock()
		group := f.waiting
		f.waiting = nil
		f.mu.Unlock()
		if len(group) == 0 {
			continue
		}
		err := f.write(context.Background(), group)
		for _, r := range group {
			r.done <- err
		}
	}
}

func (f *floor) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	row := floorRow{body: strings.ToValidUTF8(string(body), "?"), done: make(chan error, 1)}
	f.mu.Lock()
	f.next++
	row.id = f.next
	f.waiting = append(f.waiting, row)
	f.mu.Unlock()
	select {
	case f.wake <- struct{}{}:
	default:
	}
	if err := <-row.done; err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	fmt.Fprintf(w, `{"id":%d}`, row.id)
}
