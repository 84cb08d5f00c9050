package host

import (
	"fmt"
	"io/fs"
	"net/smtp"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/reglament/reglament/engine"
)

// TestKilledWorkerHoldsUpItsOwnTenantAlone kills the process of a tenant again and
// again while it and another tenant get mail.
func TestKilledWorkerHoldsUpItsOwnTenantAlone(t *testing.T) {
	folder := rulesFolder(t, "sud", "zan")
	replaceAll(t, filepath.Join(folder, "zan"), "office@sud.kz", "office@zan.kz")
	s := startServer(t, func(c *Config) { c.Rules, c.RulesWorkers, c.Dev = folder, true, true })
	if s.isolated == nil || processOf(t, s, "sud") == 0 || processOf(t, s, "zan") == 0 {
		t.Fatal("the tenants have no processes of their own")
	}
	neighbour := processOf(t, s, "zan")
	const letters = 20
	var writing sync.WaitGroup
	for _, tenant := range []string{"sud", "zan"} {
		writing.Go(func() {
			for n := range letters {
				if tenant == "sud" {
					if pid := processOf(t, s, "sud"); pid != 0 {
						_ = syscall.Kill(pid, syscall.SIGKILL) // it may have ended
					}
				}
				from := fmt.Sprintf("c%d@mail.example", n)
				if err := smtp.SendMail(s.MailAddr(), nil, from, []string{"office@" + tenant + ".kz"}, letter(from, tenant+from)); err != nil {
					t.Errorf("mail %d of %s was turned away: %v", n, tenant, err)
				}
			}
		})
	}
	writing.Wait()
	if all, parked := s.countTickets(t, "zan"); all != letters || parked != 0 {
		t.Errorf("the neighbour has %d tickets, %d of them parked; want %d and none", all, parked, letters)
	}
	if got := processOf(t, s, "zan"); got != neighbour {
		t.Errorf("the neighbour's process is %d, want %d as before", got, neighbour)
	}
	all, parked := s.countTickets(t, "sud")
	if all != letters || parked == 0 {
		t.Errorf("the tenant has %d tickets, %d of them parked; want %d, and some", all, parked, letters)
	}
	t.Logf("%d of %d tickets were parked", parked, letters)
	eventually(t, "what was parked is decided", func() bool {
		s.post(t, "/dev/clock", `{"advance":"10m"}`)
		_, parked := s.countTickets(t, "sud")
		return parked == 0
	})
	stop(t, s)
	if processOf(t, s, "sud") != 0 || processOf(t, s, "zan") != 0 {
		t.Error("processes live longer than the server")
	}
}

func (s *Server) countTickets(t *testing.T, tenant engine.TenantID) (all, parked int) {
	t.Helper()
	for _, ticket := range s.ticketsOf(t, tenant) {
		all++
		if len(ticket.Parked) > 0 {
			parked++
		}
	}
	return all, parked
}

// processOf is the process of a tenant, which works in a folder of its own; 0 is
// none.
func processOf(t *testing.T, s *Server, tenant string) int {
	t.Helper()
	links, err := filepath.Glob("/proc/[0-9]*/cwd")
	if err != nil || len(links) == 0 {
		t.Skip("there is no /proc")
	}
	for _, link := range links {
		if folder, err := os.Readlink(link); err == nil && folder == filepath.Join(s.cfg.Data, "workers", tenant) {
			pid, _ := strconv.Atoi(strings.Split(link, "/")[2])
			return pid
		}
	}
	return 0
}

// replaceAll changes a text in all files of a folder.
func replaceAll(t *testing.T, folder, before, after string) {
	t.Helper()
	err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		raw, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		return os.WriteFile(name, []byte(strings.ReplaceAll(string(raw), before, after)), 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
}
