package host

import (
	"maps"
	"net/http"
	"slices"
	"testing"
)

func TestFirstTokensAreMadeOnceAndWork(t *testing.T) {
	t.Parallel()
	database := sqliteIn(t)
	s := startServer(t, func(c *Config) { c.DB = database })
	tokens, err := s.FirstTokens(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	of := map[string]string{}
	for _, token := range tokens {
		if token.Tenant != "installation" && token.Tenant != "prots" && token.Tenant != "sud" {
			continue // the others are made the same way
		}
		of[token.Tenant+" "+token.Role] = token.Token
	}
	want := []string{"installation admin", "prots admin", "prots intake", "prots manager", "prots operator", "prots performer",
		"sud admin", "sud intake", "sud operator"}
	if got := slices.Sorted(maps.Keys(of)); !slices.Equal(got, want) {
		t.Fatalf("got tokens of %q, want %q", got, want)
	}
	for _, c := range []struct {
		token, path string
		want        int
	}{
		{"prots operator", "/api/v1/prots/tickets", http.StatusOK},
		{"sud operator", "/api/v1/sud/tickets", http.StatusOK},
		{"prots operator", "/api/v1/sud/tickets", http.StatusUnauthorized},
		{"installation admin", "/api/v1/sud/tickets", http.StatusUnauthorized},
		{"installation admin", "/api/admin/v1/tenants", http.StatusOK},
		{"prots admin", "/api/admin/v1/tenants", http.StatusUnauthorized},
	} {
		if got := s.fetch(t, of[c.token], c.path, nil); got != c.want {
			t.Errorf("%s with the token of %s: got %d, want %d", c.path, c.token, got, c.want)
		}
	}
	if status, _, number := s.file(t, of["prots intake"], "first@mail.example"); status != http.StatusCreated || number != "SUPPORT-10110" {
		t.Errorf("the intake token files %s (%d), want SUPPORT-10110", number, status)
	}
	if again, err := s.FirstTokens(t.Context()); err != nil || len(again) != 0 {
		t.Errorf("asked again, there are %d tokens (%v), want none", len(again), err)
	}
	stop(t, s)
	s = startServer(t, func(c *Config) { c.DB = database })
	if again, err := s.FirstTokens(t.Context()); err != nil || len(again) != 0 {
		t.Errorf("started again, there are %d tokens (%v), want none", len(again), err)
	}
	if got := s.fetch(t, of["sud operator"], "/api/v1/sud/tickets", nil); got != http.StatusOK {
		t.Errorf("after a restart the token is answered with %d", got)
	}
}

func TestAdministratorMakesTokensOfKnownRoles(t *testing.T) {
	t.Parallel()
	s := startServer(t, nil)
	tokens, err := s.FirstTokens(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	admin := map[string]string{"Authorization": "Bearer " + tokens[0].Token}
	var made struct{ Token string }
	if got := s.ask(t, "POST", "/api/admin/v1/tenants/prots/tokens", `{"role":"performer"}`, admin, &made); got != http.StatusCreated {
		t.Errorf("got %d, want 201", got)
	}
	if got := s.fetch(t, made.Token, "/api/v1/prots/tickets", nil); got != http.StatusOK {
		t.Errorf("the token is answered with %d", got)
	}
	for path, want := range map[string]int{"prots": http.StatusUnprocessableEntity, "nix": http.StatusNotFound} {
		if got := s.ask(t, "POST", "/api/admin/v1/tenants/"+path+"/tokens", `{"role":"boss"}`, admin, nil); got != want {
			t.Errorf("an unknown role of %s: got %d, want %d", path, got, want)
		}
	}
}
