package cli

import (
	"context"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/reglament/reglament/adapters/host"
)

// serveCmd runs the server.
type serveCmd struct{ host.Config }

// Run starts the server and blocks until it is told to stop.
func (c *serveCmd) Run(out *output) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	s, err := host.Start(ctx, &c.Config, logger(c.Log))
	if err != nil {
		return err
	}
	if err := greet(ctx, out, s, &c.Config); err != nil {
		out.printf("The first tokens could not be made: %v\n", err)
	}
	<-ctx.Done()
	stop() // a second ctrl-C ends it at once
	return s.Stop()
}

// greet says where to go, and shows the tokens of what is new: once.
func greet(ctx context.Context, out *output, s *host.Server, cfg *host.Config) error {
	var names []string
	for _, id := range s.Tenants() {
		names = append(names, string(id))
	}
	out.printf("Reglament answers on %s for %s.\n", s.URL(), strings.Join(names, ", "))
	if addr := s.MailAddr(); addr != "" {
		out.printf("Mail is taken on %s.\n", addr)
	}
	if cfg.Dev {
		out.printf("What it sends is shown at %s/dev/mail.\n", s.URL())
	}
	tokens, err := s.FirstTokens(ctx)
	for _, t := range tokens {
		out.printf("  token of %-12s as %-10s %s\n", t.Tenant, t.Role, t.Token)
	}
	if len(tokens) > 0 {
		out.printf("These tokens are shown this once. More: reglament token create --tenant TENANT --role ROLE\n")
	}
	return err
}
