package cli

import (
	"log/slog"
	"net/smtp"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/reglament/reglament/adapters/host"
	"github.com/reglament/reglament/adapters/httpapi"
	"github.com/reglament/reglament/rules"
)

// contact changes the regulation of SUD in a word that no case looks at.
var contact = []string{`contact = "office@sud.kz, 1401"`, `contact = "office@sud.kz, 1402"`}

// serve starts a server over an installation, and names it and its token of SUD's
// administrator to the commands by their environment.
func serve(t *testing.T, data string, tokens []host.FirstToken) *host.Server {
	t.Helper()
	s, err := host.Start(t.Context(), &host.Config{Data: data, HTTP: "127.0.0.1:0", SMTP: "127.0.0.1:0", URL: "http://localhost:8080"},
		slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn})))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	})
	t.Setenv("REGLAMENT_URL", s.URL())
	t.Setenv("REGLAMENT_TOKEN", tokenOf(t, tokens, "sud", "admin"))
	return s
}

func tokenOf(t *testing.T, tokens []host.FirstToken, tenant, role string) string {
	t.Helper()
	i := slices.IndexFunc(tokens, func(x host.FirstToken) bool { return x.Tenant == tenant && x.Role == role })
	if i < 0 {
		t.Fatalf("there is no token of %s for %s", tenant, role)
	}
	return tokens[i].Token
}

func TestEditionIsActivatedAndRolledBackFromTheCommandLine(t *testing.T) {
	data, tokens := installation(t)
	serve(t, data, tokens)
	var before []httpapi.Edition
	run(t, "editions", "--tenant", "sud", "--json").ends(0).decode(&before)
	if len(before) != 1 || !before[0].Active || before[0].OpenTickets != 1 {
		t.Fatalf("got %+v, want the edition of the start, with a ticket", before)
	}
	first := before[0].Short

	mine := regulation(t, "regulation.lua", contact...)
	run(t, "activate", mine, "--tenant", "sud", "--reason", "Order 14").ends(0).prints("sud: edition ", "is active now", first)
	run(t, "activate", mine, "--tenant", "sud", "--reason", "twice").ends(0).prints("was active already")
	run(t, "editions", "--tenant", "sud").ends(0).prints("* ", "admin: Order 14", "rules folder: found in the rules folder", first, " to 20")
	run(t, "rollback", "--tenant", "sud", "--reason", "no", "--from", first).ends(1).complains("Another edition")
	var done httpapi.Activated
	run(t, "rollback", "--tenant", "sud", "--reason", "Clause 5", "--json").ends(0).decode(&done)
	if done.Edition.Short != first || !done.Changed || done.Edition.Reason != "Clause 5" {
		t.Errorf("rolled back: %+v, want %s", done, first)
	}
	run(t, "rollback", "--tenant", "sud", "--reason", "again").ends(1).complains("nothing to go back to")
	run(t, "activate", done.Was[:12], "--tenant", "sud", "--reason", "it was right").ends(0).prints(done.Was[:12])
}

func TestBrokenEditionIsNotActivatedFromTheCommandLine(t *testing.T) {
	data, tokens := installation(t)
	serve(t, data, tokens)
	broken := regulation(t, "regulation.lua", unknownStatus...)
	place := "sud/regulation.lua:" + lineOf(t, filepath.Join(broken, "regulation.lua"), unknownStatus[1])
	run(t, "activate", broken, "--tenant", "sud", "--reason", "x").ends(1).complains(place, "clause SUD-", "nowhere", "the one before it stays")
	var answer struct{ Findings rules.Findings }
	run(t, "activate", broken, "--tenant", "sud", "--reason", "x", "--json").ends(1).decode(&answer)
	if len(answer.Findings) == 0 || answer.Findings[0].File != "sud/regulation.lua" || answer.Findings[0].Clause == "" {
		t.Errorf("got %+v, want the findings with their places", answer)
	}
}

func TestEditionIsWrittenToDiskAsItWas(t *testing.T) {
	data, tokens := installation(t)
	serve(t, data, tokens)
	out := filepath.Join(t.TempDir(), "now")
	run(t, "editions", "active", "--tenant", "sud", "--out", out).ends(0).prints("regulation.lua", "written to "+out)
	want, err := os.ReadFile(filepath.Join(regulation(t, ""), "regulation.lua"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(out, "regulation.lua"))
	if err != nil || string(got) != string(want) {
		t.Errorf("the script on disk is another one (%v)", err)
	}
	run(t, "activate", out, "--tenant", "sud", "--reason", "the same").ends(0).prints("was active already")
	misusedBy(t, []string{"something already"}, "editions", "active", "--tenant", "sud", "--out", out)
}

func TestFileOutsideTheFolderIsNotWritten(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "now")
	err := writeEdition(dir, []httpapi.EditionFile{{Path: "../escaped", Text: "x"}})
	if _, there := os.Stat(filepath.Join(filepath.Dir(dir), "escaped")); err == nil || there == nil {
		t.Errorf("got %v, want it refused and nothing beside the folder", err)
	}
}

func TestServerThatIsNotThereOrLetsNobodyIn(t *testing.T) {
	data, tokens := installation(t)
	t.Setenv("REGLAMENT_TOKEN", "")
	misusedBy(t, []string{"token", "reglament token create --tenant sud --role admin"}, "editions", "--tenant", "sud")
	misusedBy(t, []string{"no address of a server"}, "editions", "--tenant", "sud", "--token", "rgl_x", "--url", "localhost")
	run(t, "editions", "--tenant", "sud", "--token", "rgl_x", "--url", "http://127.0.0.1:1").ends(1).complains("is a server running there?")
	serve(t, data, tokens)
	misusedBy(t, []string{"access token is unknown"}, "rollback", "--tenant", "sud", "--reason", "x", "--token", "rgl_unknown")
	misusedBy(t, []string{"role does not permit"}, "editions", "--tenant", "sud", "--token", tokenOf(t, tokens, "sud", "operator"))
	misusedBy(t, []string{"no edition 00000000"}, "activate", "00000000", "--tenant", "sud", "--reason", "x")
	misusedBy(t, []string{"no such folder"}, "activate", "./nowhere", "--tenant", "sud", "--reason", "x")
	misusedBy(t, []string{"--reason"}, "activate", "sud", "--tenant", "sud")
	if list := run(t, "editions", "nonsense", "--tenant", "sud").ends(2); !strings.Contains(list.err, "no edition nonsense") {
		t.Errorf("complains %q", list.err)
	}
}

func TestEditionIsTriedAndEndedFromTheCommandLine(t *testing.T) {
	data, tokens := installation(t)
	serve(t, data, tokens)
	mine := regulation(t, "regulation.lua", contact...)
	var done httpapi.Tried
	run(t, "canary", mine, "--share", "10", "--tenant", "sud", "--reason", "Order 14", "--json").ends(0).decode(&done)
	if !done.Changed || done.Edition.Canary == nil || done.Edition.Canary.Share != 10 {
		t.Fatalf("tried: %+v, want it on 10 of a hundred", done)
	}
	run(t, "canary", done.Edition.Short, "--share", "10", "--tenant", "sud", "--reason", "again").ends(0).prints("had this share already")
	run(t, "canary", done.Edition.Short, "--share", "20", "--tenant", "sud", "--reason", "more").ends(0).prints("20 of 100 new tickets", done.Edition.Short)
	run(t, "editions", "--tenant", "sud").ends(0).prints("canary: 20 of 100 new tickets since", "0 of 0 decisions failed  admin: more")
	misusedBy(t, []string{"--share"}, "canary", mine, "--tenant", "sud", "--reason", "x")
	misusedBy(t, []string{"--share"}, "canary", mine, "--share", "100", "--tenant", "sud", "--reason", "x")
	misusedBy(t, []string{"takes no edition"}, "canary", mine, "--end", "--tenant", "sud", "--reason", "x")
	misusedBy(t, []string{"--reason"}, "canary", "--end", "--tenant", "sud")
	run(t, "canary", "active", "--share", "10", "--tenant", "sud", "--reason", "x").ends(1).complains("is active already")
	run(t, "canary", "--end", "--tenant", "sud", "--reason", "no").ends(0).prints("gets no new tickets any more")
	run(t, "canary", "--end", "--tenant", "sud", "--reason", "no").ends(1).complains("No edition is tried")
}

func TestShadowRunFromTheCommandLine(t *testing.T) {
	data, tokens := installation(t)
	s := serve(t, data, tokens)
	later := regulation(t, "regulation.lua", `within = working.hours(3), calendar = "main"`, `within = working.hours(4), calendar = "main"`)
	if err := os.RemoveAll(filepath.Join(later, "cases")); err != nil { // they know three hours
		t.Fatal(err)
	}
	misusedBy(t, []string{"no shadow run"}, "shadow", "--report", "--tenant", "sud", "--lang", "en")
	run(t, "shadow", later, "--tenant", "sud", "--reason", "Order 14").ends(0).prints("decides a second time")
	write(t, s)
	deadline := time.Now().Add(time.Minute)
	report := run(t, "shadow", "--report", "--tenant", "sud", "--lang", "en")
	for !strings.Contains(report.out, "compared, 1 would") && time.Now().Before(deadline) {
		time.Sleep(50 * time.Millisecond)
		report = run(t, "shadow", "--report", "--tenant", "sud", "--lang", "en")
	}
	report.ends(0).prints("admin: Order 14", "SK-000002  event ", ": changed", "  - SUD-5-", "  + SUD-5-", "differences: 1 (SK-000002)", "compared, 1 would have been others, 0 of them failed")
	var all shadowReport
	run(t, "shadow", "--report", "--tenant", "sud", "--json").ends(0).decode(&all)
	if len(all.Differences) != 1 || len(all.Clauses) == 0 || all.Differences[0].Would[0].Sentence == "" {
		t.Errorf("got %+v", all)
	}
	run(t, "shadow", "--report", "--tenant", "sud", "--clause", "SUD-1").ends(0)
	misusedBy(t, []string{"--reason"}, "shadow", later, "--tenant", "sud")
	misusedBy(t, []string{"--report or --stop"}, "shadow", "--report", "--stop", "--tenant", "sud")
	run(t, "shadow", "--stop", "--tenant", "sud", "--reason", "enough").ends(0).prints("is ended")
}

// write writes a mail to SUD.
func write(t *testing.T, s *host.Server) {
	t.Helper()
	letter := "From: <aigul@mail.example>\r\nTo: office@sud.kz\r\nSubject: 900101300017/СК/Кабинет ашылмайды\r\n" +
		"Message-ID: <second@mail.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nСәлеметсіз бе! Кабинетке кіре алмай тұрмын.\r\n"
	if err := smtp.SendMail(s.MailAddr(), nil, "aigul@mail.example", []string{"office@sud.kz"}, []byte(letter)); err != nil {
		t.Fatal(err)
	}
}
