package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/reglament/reglament/adapters/auth"
	"github.com/reglament/reglament/adapters/sqlstore"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/directory"
	"github.com/reglament/reglament/rules/worktime"
)

// Tools for whoever runs an installation. They work beside a running server.

// place is where the data is.
type place struct {
	Data string `help:"Folder of the installation." default:"./data" env:"REGLAMENT_DATA" type:"path"`
	DB   string `help:"Database, if it is not in the data folder." env:"REGLAMENT_DB" placeholder:"URL"`
}

func (p place) url() string {
	c := Config{Data: p.Data, DB: p.DB}
	return c.database()
}

// open opens the store, making its schema if nobody has yet.
func (p place) open(ctx context.Context) (*sqlstore.Store, error) {
	if _, err := sqlstore.Migrate(ctx, p.url()); err != nil {
		return nil, err
	}
	return sqlstore.OpenBeside(ctx, p.url())
}

// tenantCmd manages the hosted companies.
type tenantCmd struct {
	List   tenantListCmd   `cmd:"" help:"List the hosted companies."`
	Import tenantImportCmd `cmd:"" help:"Add people and companies to a tenant's directory."`
}

type tenantListCmd struct{ place }

// Run lists.
func (c *tenantListCmd) Run(out *output) error {
	ctx := context.Background()
	store, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	type row struct {
		ID      string `json:"id"`
		Edition string `json:"edition"`
		Events  int64  `json:"events"`
	}
	rows := []row{}
	tenants, err := store.Tenants(ctx)
	if err != nil {
		return err
	}
	for _, t := range tenants {
		head, err := store.Head(ctx, t.ID)
		if err != nil {
			return err
		}
		rows = append(rows, row{string(t.ID), string(head.Active), head.Seq})
	}
	return out.result(rows, func() {
		for _, r := range rows {
			out.printf("%-32s edition %.12s  %d events\n", r.ID, r.Edition, r.Events)
		}
	})
}

type tenantImportCmd struct {
	place
	File   string `arg:"" help:"YAML file with principals, companies and parties." type:"existingfile"`
	Tenant string `help:"Tenant, if the file does not name it."`
}

// Help explains the command.
func (tenantImportCmd) Help() string {
	return "Entries with a known id are replaced, none are removed. A running server uses them within seconds."
}

// Run imports.
func (c *tenantImportCmd) Run(out *output) error {
	ctx := context.Background()
	raw, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer raw.Close()
	f, err := directory.Read(raw)
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	if c.Tenant != "" {
		f.Tenant = c.Tenant
	}
	store, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	id := engine.TenantID(f.Tenant)
	if _, err := store.Head(ctx, id); err != nil {
		return fmt.Errorf("tenant %q: %w (start the server once to make the tenants of its rules)", id, err)
	}
	if err := c.checkInbound(ctx, store, id, f); err != nil {
		return err
	}
	if err := store.Import(ctx, id, f, time.Now()); err != nil {
		return err
	}
	counts := map[string]int{"principals": len(f.Principals), "companies": len(f.Companies), "parties": len(f.Parties)}
	return out.result(counts, func() {
		out.printf("%s: %d principals, %d companies, %d parties\n", id, len(f.Principals), len(f.Companies), len(f.Parties))
	})
}

// checkInbound refuses an address of ours that another tenant has.
func (c *tenantImportCmd) checkInbound(ctx context.Context, store *sqlstore.Store, id engine.TenantID, f *directory.File) error {
	tenants, err := store.Tenants(ctx)
	if err != nil {
		return err
	}
	registry := plugins.NewRegistry(store)
	a := &app{store: store, registry: registry}
	mine := directory.Inbound(f.Companies)
	for _, t := range tenants {
		if t.ID == id || len(mine) == 0 {
			continue
		}
		reg, _, err := registry.Rules(ctx, t.ID, "")
		if err != nil {
			continue // it takes no mail
		}
		taken, err := a.addresses(ctx, t.ID, reg)
		if err != nil {
			return err
		}
		for _, address := range mine {
			for _, other := range taken {
				if address == other {
					return fmt.Errorf("the address %s belongs to tenant %s", address, t.ID)
				}
			}
		}
	}
	return nil
}

// tokenCmd manages access tokens.
type tokenCmd struct {
	Create tokenCreateCmd `cmd:"" help:"Make a token and print it alone."`
	List   tokenListCmd   `cmd:"" help:"List the tokens of a tenant."`
}

type tokenCreateCmd struct {
	place
	Tenant    string `help:"Tenant; \"installation\" for the API under /api/admin." required:""`
	Role      string `help:"Role: operator, admin, intake, or one of the regulation." required:""`
	Principal string `help:"Whose token it is: an id of the directory."`
}

// Run makes a token.
func (c *tokenCreateCmd) Run(out *output) error {
	ctx := context.Background()
	store, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	id := engine.TenantID(c.Tenant)
	if id == "installation" {
		id = sqlstore.Installation
	} else if _, err := store.Head(ctx, id); err != nil {
		return fmt.Errorf("tenant %q: %w", id, err)
	}
	token, err := auth.NewToken()
	if err != nil {
		return err
	}
	principal := c.Principal
	if principal == "" {
		principal = c.Role
	}
	err = store.PutToken(ctx, sqlstore.Token{Tenant: id, Hash: auth.Hash(id, token), Principal: principal, Role: c.Role,
		Label: c.Role, Created: time.Now()})
	if err != nil {
		return err
	}
	return out.result(map[string]string{"token": token}, func() { out.printf("%s\n", token) })
}

type tokenListCmd struct {
	place
	Tenant string `help:"Tenant." required:""`
}

// Run lists tokens, which cannot be shown again.
func (c *tokenListCmd) Run(out *output) error {
	ctx := context.Background()
	store, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	tokens, err := store.Tokens(ctx, engine.TenantID(c.Tenant))
	if err != nil {
		return err
	}
	type row struct {
		Role, Principal string
		Created         time.Time
	}
	rows := []row{}
	for _, t := range tokens {
		rows = append(rows, row{t.Role, t.Principal, t.Created})
	}
	return out.result(rows, func() {
		for _, r := range rows {
			out.printf("%-12s %-20s %s\n", r.Role, r.Principal, r.Created.Format(time.DateTime))
		}
	})
}

// migrateCmd brings the schema up to date.
type migrateCmd struct{ place }

// Run migrates.
func (c *migrateCmd) Run(out *output) error {
	applied, err := sqlstore.Migrate(context.Background(), c.url())
	if err != nil {
		return err
	}
	if applied == nil {
		applied = []string{}
	}
	return out.result(map[string]any{"applied": applied}, func() {
		if len(applied) == 0 {
			out.printf("the schema is up to date\n")
			return
		}
		out.printf("applied: %s\n", strings.Join(applied, ", "))
	})
}

// verifyCmd checks the log.
type verifyCmd struct {
	place
	Tenant []string `help:"Tenants; all by default."`
}

// Help explains the command.
func (verifyCmd) Help() string {
	return "Checks the chain of each tenant's log and that every ticket is the fold of its events. Exit code 1 if anything was altered."
}

// verified is what was found in a tenant's log.
type verified struct {
	Tenant  engine.TenantID `json:"tenant"`
	Events  int64           `json:"events"`
	Tickets int             `json:"tickets"`
	Erased  int             `json:"erased_bodies"`
	Hash    string          `json:"hash"`
	Problem string          `json:"problem,omitempty"`
}

// Run verifies.
func (c *verifyCmd) Run(out *output) error {
	ctx := context.Background()
	store, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	tenants, err := store.Tenants(ctx)
	if err != nil {
		return err
	}
	var all []verified
	broken := 0
	for _, t := range tenants {
		if len(c.Tenant) > 0 && !contains(c.Tenant, string(t.ID)) {
			continue
		}
		v, err := verifyTenant(ctx, store, t.ID, out.progress("verifying "+string(t.ID)))
		if err != nil {
			return err
		}
		if v.Problem != "" {
			broken++
		}
		all = append(all, v)
	}
	err = out.result(all, func() {
		for _, v := range all {
			state := "intact"
			if v.Problem != "" {
				state = v.Problem
			}
			out.printf("%s: %d events, %d tickets, %d bodies erased: %s\n", v.Tenant, v.Events, v.Tickets, v.Erased, state)
		}
	})
	if err == nil && broken > 0 {
		err = findingsError{broken}
	}
	return err
}

func contains(list []string, s string) bool {
	for _, e := range list {
		if e == s {
			return true
		}
	}
	return false
}

// verifyTenant walks a log once, with one page in memory and the fold of each
// ticket.
func verifyTenant(ctx context.Context, store *sqlstore.Store, id engine.TenantID, progress func(done int64)) (verified, error) {
	v := verified{Tenant: id}
	head, err := store.Head(ctx, id)
	if err != nil {
		return v, err
	}
	folds := map[engine.TicketID]engine.Ticket{}
	erased := map[engine.TicketID]bool{}
	var prev engine.Event
	for prev.Seq < head.Seq {
		events, err := store.Events(ctx, id, prev.Seq, 1000)
		if err != nil {
			return v, err
		}
		if len(events) == 0 {
			v.Problem = fmt.Sprintf("events after %d are missing", prev.Seq)
			return v, nil
		}
		for i := range events {
			e := &events[i]
			var body []byte
			if e.Erased() {
				v.Erased++
				erased[e.Ticket] = true
			} else if body, err = engine.EncodeBody(&e.Body); err != nil {
				return v, err
			}
			if err := engine.VerifyNext(&prev, e, body); err != nil {
				v.Problem = err.Error()
				return v, nil
			}
			if e.Ticket != "" {
				folds[e.Ticket] = engine.Apply(folds[e.Ticket], e)
			}
			prev = *e
		}
		progress(prev.Seq)
	}
	v.Events, v.Hash, v.Tickets = prev.Seq, prev.Hash.String(), len(folds)
	if prev.Seq == head.Seq && prev.Hash != head.Hash {
		v.Problem = "the head of the log does not carry the hash of the last event"
		return v, nil
	}
	v.Problem, err = compareFolds(ctx, store, id, folds, erased, prev.Seq)
	return v, err
}

// compareFolds holds every ticket against the fold of its events. Tickets that
// have changed since are left out, and so are those with erased bodies.
func compareFolds(ctx context.Context, store *sqlstore.Store, id engine.TenantID, folds map[engine.TicketID]engine.Ticket,
	erased map[engine.TicketID]bool, upTo int64) (string, error) {
	for ticket, fold := range folds {
		if erased[ticket] {
			continue
		}
		row, err := store.Ticket(ctx, id, string(ticket))
		if engine.KindOf(err) == engine.NotFound {
			return fmt.Sprintf("ticket %s is missing", ticket), nil
		}
		if err != nil {
			return "", err
		}
		if row.Seq > upTo {
			continue
		}
		want, err := fold.AppendState(nil)
		if err != nil {
			return "", err
		}
		got, err := row.AppendState(nil)
		if err != nil {
			return "", err
		}
		if string(got) != string(want) || row.Number != fold.Number || row.Version != fold.Version {
			return fmt.Sprintf("ticket %s is not the fold of its events", row.Number), nil
		}
	}
	return "", nil
}

// explainCmd explains every decision about a ticket.
type explainCmd struct {
	place
	Number string `arg:"" help:"The ticket's number, such as SK-000042."`
	Tenant string `help:"Tenant; needed where several have a ticket of this number."`
	Lang   string `help:"Language of the sentences." default:"ru" enum:"kk,ru,en"`
}

// explained is a ticket with all that was decided about it.
type explained struct {
	Tenant    engine.TenantID    `json:"tenant"`
	Number    string             `json:"number"`
	Status    string             `json:"status"`
	Events    []explainedEvent   `json:"events"`
	Deadlines []explainedPromise `json:"deadlines"`
}

type explainedEvent struct {
	Seq       int64              `json:"seq"`
	At        time.Time          `json:"at"`
	Kind      string             `json:"kind"`
	Edition   engine.EditionID   `json:"edition"`
	Facts     engine.Fields      `json:"facts,omitempty"`
	Decisions []explainedOutcome `json:"decisions"`
	Fault     string             `json:"fault,omitempty"`
}

type explainedOutcome struct {
	Clause   engine.ClauseID `json:"clause"`
	Label    string          `json:"label,omitempty"`
	Sentence string          `json:"sentence"`
	Quote    string          `json:"quote,omitempty"`
}

type explainedPromise struct {
	ID     string          `json:"id"`
	Clause engine.ClauseID `json:"clause"`
	State  string          `json:"state"`
	Within string          `json:"within"`
	Due    *time.Time      `json:"due,omitempty"`
	Proof  *worktime.Proof `json:"proof,omitempty"`
}

// Run explains.
func (c *explainCmd) Run(out *output) error {
	ctx := context.Background()
	store, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	ticket, err := c.find(ctx, store)
	if err != nil {
		return err
	}
	registry := plugins.NewRegistry(store)
	reg, _, err := registry.Rules(ctx, ticket.Tenant, ticket.Edition)
	if err != nil {
		return err
	}
	x := explained{Tenant: ticket.Tenant, Number: ticket.Number, Status: reg.Label("status/"+ticket.Facets["status"], c.Lang)}
	if x.Events, err = c.events(ctx, store, registry, &ticket); err != nil {
		return err
	}
	deadlines, err := reg.Deadlines(&ticket)
	if err != nil {
		return err
	}
	for _, d := range deadlines {
		p := explainedPromise{ID: d.ID, Clause: d.Clause, State: d.State, Within: d.Within, Proof: d.Proof}
		if !d.Due.IsZero() {
			due := d.Due.In(reg.Zone())
			p.Due = &due
		}
		x.Deadlines = append(x.Deadlines, p)
	}
	return out.result(x, func() { c.print(out, &x, reg) })
}

func (c *explainCmd) find(ctx context.Context, store *sqlstore.Store) (engine.Ticket, error) {
	tenants, err := store.Tenants(ctx)
	if err != nil {
		return engine.Ticket{}, err
	}
	var found []engine.Ticket
	for _, t := range tenants {
		if c.Tenant != "" && string(t.ID) != c.Tenant {
			continue
		}
		ticket, err := store.Ticket(ctx, t.ID, c.Number)
		if engine.KindOf(err) == engine.NotFound {
			continue
		}
		if err != nil {
			return ticket, err
		}
		found = append(found, ticket)
	}
	switch len(found) {
	case 0:
		return engine.Ticket{}, fmt.Errorf("there is no ticket %s", c.Number)
	case 1:
		return found[0], nil
	}
	return engine.Ticket{}, usageError{errors.New("several tenants have a ticket of this number; say which with --tenant")}
}

func (c *explainCmd) events(ctx context.Context, store *sqlstore.Store, registry *plugins.Registry, ticket *engine.Ticket) ([]explainedEvent, error) {
	out := []explainedEvent{}
	for after := int64(0); ; {
		events, err := store.TicketEvents(ctx, ticket.Tenant, ticket.ID, after, 200)
		if err != nil || len(events) == 0 {
			return out, err
		}
		for i := range events {
			e := &events[i]
			after = e.Seq
			reg, _, err := registry.Rules(ctx, e.Tenant, e.Edition)
			if err != nil {
				return out, err
			}
			x := explainedEvent{Seq: e.Seq, At: e.At.In(reg.Zone()), Kind: e.Kind, Edition: e.Edition, Facts: e.Body.Facts,
				Decisions: []explainedOutcome{}, Fault: e.Body.Fault}
			for _, b := range reg.Why(e, engine.Actor{Kind: engine.System}, c.Lang) {
				x.Decisions = append(x.Decisions, explainedOutcome{Clause: b.Op.Clause, Label: b.Clause.Label, Sentence: b.Sentence, Quote: b.Clause.Quote})
			}
			out = append(out, x)
		}
	}
}

func (c *explainCmd) print(out *output, x *explained, reg *rules.Regulation) {
	out.printf("%s  %s  (%s)\n", x.Number, x.Status, x.Tenant)
	for _, e := range x.Events {
		out.printf("\n%s  event %d: %s, edition %.12s\n", e.At.Format("2006-01-02 15:04:05"), e.Seq, e.Kind, e.Edition)
		if e.Fault != "" {
			out.printf("    not decided: %s\n", e.Fault)
		}
		for _, d := range e.Decisions {
			out.printf("    %-16s %s\n", d.Clause, strings.ReplaceAll(d.Sentence, "\n", " "))
		}
	}
	if len(x.Deadlines) > 0 {
		out.printf("\n")
	}
	for _, d := range x.Deadlines {
		out.printf("%s  %s  %s, %s", d.Clause, reg.Label("promise/"+d.ID, c.Lang), d.State, d.Within)
		if d.Due != nil {
			out.printf(", %s", d.Due.Format("2006-01-02 15:04:05"))
		}
		out.printf("\n")
		if d.Proof != nil {
			printProof(out, d.Proof)
		}
	}
}
