package cli

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/reglament/reglament/adapters/host"
)

// serveCmd runs the server.
type serveCmd struct{ host.Config }

// Help explains the command.
func (serveCmd) Help() string {
	return lesson("Opens the database, makes a tenant of each regulation, and answers by HTTP and SMTP until ctrl-C. What a new tenant's "+
		"programs and people need to get in, its tokens, is printed at its first start, once. Each flag can be given by the "+
		"environment variable beside it.",
		"Exit code 0: stopped. 1: it could not start, or not stop in order. 2: wrong use.",
		"reglament serve --dev", "reglament serve --rules ./rules --watch --data /var/lib/reglament --relay smtp://mail.example.kz:587")
}

// Run starts the server and blocks until it is told to stop.
func (c *serveCmd) Run(out *output) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	_, end := out.progress("starting")
	s, err := host.Start(ctx, &c.Config, out.logger(c.Log))
	end()
	if err != nil {
		return err
	}
	if err := greet(ctx, out, s, &c.Config); err != nil {
		fmt.Fprintln(out.err, "reglament: the first tokens could not be made:", err)
	}
	<-ctx.Done()
	stop() // a second ctrl-C ends it at once
	return s.Stop()
}

// greeting is what a server says when it is up.
type greeting struct {
	URL     string            `json:"url"`
	SMTP    string            `json:"smtp"`
	Tenants []string          `json:"tenants"`
	Tokens  []host.FirstToken `json:"tokens"`
}

// greet says where to go, and shows the tokens of what is new: once.
func greet(ctx context.Context, out *output, s *host.Server, cfg *host.Config) error {
	tokens, err := s.FirstTokens(ctx)
	g := greeting{URL: s.URL(), SMTP: s.MailAddr(), Tenants: []string{}, Tokens: append([]host.FirstToken{}, tokens...)}
	for _, id := range s.Tenants() {
		g.Tenants = append(g.Tenants, string(id))
	}
	printErr := out.result(g, func() { g.print(out, cfg.Dev) })
	if err == nil {
		err = printErr
	}
	return err
}

func (g *greeting) print(out *output, dev bool) {
	out.printf("Reglament answers on %s for %s.\n", g.URL, strings.Join(g.Tenants, ", "))
	if g.SMTP != "" {
		out.printf("Mail is taken on %s.\n", g.SMTP)
	}
	if dev {
		out.printf("What it sends is shown at %s/dev/mail.\n", g.URL)
	}
	for _, t := range g.Tokens {
		out.printf("  token of %-12s as %-10s %s\n", t.Tenant, t.Role, t.Token)
	}
	if len(g.Tokens) > 0 {
		out.printf("These tokens are shown this once. More: reglament token create --tenant TENANT --role ROLE\n")
	}
}
