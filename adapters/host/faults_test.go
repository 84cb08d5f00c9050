package host

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/textproto"
	"runtime"
	"strconv"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"github.com/reglament/reglament/adapters/sqlstore/pgtest"
)

func TestDatabaseThatIsAwayIsToldAtEveryDoorAndNothingIsLost(t *testing.T) {
	pg := pgtest.Private(t)
	database, err := pg.CreateDatabase(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s := startServer(t, func(c *Config) { c.DB = database })
	token := intakeToken(t, s)
	if status, _, _ := s.file(t, token, "before@mail.example"); status != http.StatusCreated {
		t.Fatalf("got %d before the fault", status)
	}
	if err := pg.Kill(); err != nil {
		t.Fatal(err)
	}
	// The server's processes notice one by one that they are orphans. What they
	// still commit until then counts.
	filed, sender := 1, ""
	var header http.Header
	eventually(t, "the database is missed", func() bool {
		sender = fmt.Sprintf("during-%d@mail.example", filed)
		var status int
		status, header, _ = s.file(t, token, sender)
		if status == http.StatusCreated {
			filed++
		}
		return status == http.StatusServiceUnavailable
	})
	if header.Get("Retry-After") == "" {
		t.Error("503 comes without Retry-After")
	}
	var mails int
	var answer *textproto.Error
	eventually(t, "the database is missed by mail", func() bool {
		err := s.write(fmt.Sprintf("during-%d@mail.example", mails))
		if err == nil {
			mails++
		} else if !errors.As(err, &answer) || answer.Code/100 != 4 {
			t.Fatalf("mail is answered with %v, want a 4xx code", err)
		}
		return err != nil
	})
	eventually(t, "/readyz says so", func() bool {
		status, _ := s.get(t, "/readyz", "*/*")
		return status == http.StatusServiceUnavailable
	})
	restart(t, pg)
	eventually(t, "the request is filed when it comes again", func() bool {
		status, _, _ := s.file(t, token, sender)
		return status == http.StatusCreated
	})
	eventually(t, "the mail is taken when it comes again", func() bool {
		return s.write(fmt.Sprintf("during-%d@mail.example", mails)) == nil
	})
	if got := len(s.ticketsOf(t, "prots")); got != filed+1 {
		t.Errorf("PROTS has %d tickets, want %d", got, filed+1)
	}
	if got := len(s.ticketsOf(t, "sud")); got != mails+1 {
		t.Errorf("SUD has %d tickets, want %d", got, mails+1)
	}
}

// restart starts a killed database again, as soon as its children have noticed.
func restart(t *testing.T, pg *pgtest.Server) {
	t.Helper()
	eventually(t, "the database starts again", func() bool { return pg.Restart(t.Context()) == nil })
}

func TestFullDiskIsToldAtEveryDoorAndNothingIsLost(t *testing.T) {
	database, data := sqliteIn(t), t.TempDir()
	env := []string{"CHILD_DB=" + database, "CHILD_DATA=" + data, "CHILD_SMTP=127.0.0.1:0"}
	server := startChild(t, "serve", env...)
	c := &crowd{}
	c.server.Store(server)
	if !c.form("before@mail.example") || !c.mail("before@mail.example") {
		t.Fatal("not taken before the fault")
	}
	// No file may grow beyond 64 KiB now: that is what a full disk is to a program.
	limitFiles(t, server, 64<<10)
	req, _ := form(server.facts["url"], server.facts["token"], "during@mail.example")
	req.Header.Set("Idempotency-Key", "during@mail.example")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusServiceUnavailable || res.Header.Get("Retry-After") == "" {
		t.Errorf("the API answers %s with Retry-After %q, want 503 with one", res.Status, res.Header.Get("Retry-After"))
	}
	if c.mail("during@mail.example") {
		t.Error("mail is acknowledged on a full disk")
	}
	limitFiles(t, server, 1<<40)
	eventually(t, "the request is filed when it comes again", func() bool { return c.form("during@mail.example") })
	eventually(t, "the mail is taken when it comes again", func() bool { return c.mail("during@mail.example") })
	waitForConfirmations(t, server)
	server.stop()
	compare(t, database, c)
}

// limitFiles bounds the size of files that a process can write.
func limitFiles(t *testing.T, c *child, size uint64) {
	t.Helper()
	const resource = 1 // RLIMIT_FSIZE
	limit := syscall.Rlimit{Cur: size, Max: 1 << 62}
	if _, _, errno := syscall.RawSyscall6(syscall.SYS_PRLIMIT64, uintptr(c.cmd.Process.Pid), resource, uintptr(unsafe.Pointer(&limit)), 0, 0, 0); errno != 0 {
		t.Fatal("prlimit: " + strconv.Itoa(int(errno)))
	}
	runtime.KeepAlive(&limit)
}

func TestServerStopsWithinFiveSecondsWhileClientsHangOn(t *testing.T) {
	database := sqliteIn(t)
	env := []string{"CHILD_DB=" + database, "CHILD_DATA=" + t.TempDir(), "CHILD_SMTP=127.0.0.1:0"}
	server := startChild(t, "serve", env...)
	c := &crowd{}
	c.server.Store(server)
	for client := range 8 {
		c.running.Go(func() { c.file(client) })
	}
	hang := dialAndSay(t, server.facts["smtp"], "EHLO client.example\r\nMAIL FROM:<a@b.kz>\r\n")
	defer hang.Close()
	slow := dialAndSay(t, server.facts["url"][len("http://"):], "POST /api/v1/prots/tickets HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
	defer slow.Close()
	eventually(t, "some requests are filed", func() bool { c.mu.Lock(); defer c.mu.Unlock(); return len(c.forms) > 20 })
	began := time.Now()
	server.stop()
	if took := time.Since(began); took > StopWithin+time.Second || !server.cmd.ProcessState.Success() {
		t.Errorf("the server took %s to stop, and ended with %s", took, server.cmd.ProcessState)
	}
	again := startChild(t, "serve", env...)
	c.server.Store(again)
	c.stopping.Store(true)
	c.running.Wait()
	waitForConfirmations(t, again)
	again.stop()
	compare(t, database, c)
}

// dialAndSay connects, says something and hangs on.
func dialAndSay(t *testing.T, addr, words string) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Write([]byte(words)); err != nil {
		t.Fatal(err)
	}
	return conn
}
