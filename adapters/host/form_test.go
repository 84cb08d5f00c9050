package host

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"html"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/reglament/reglament/adapters/email"
)

var (
	formNonce     = regexp.MustCompile(`name="_form" value="([^"]+)"`)
	formChallenge = regexp.MustCompile(`data-challenge="([^"]+)"`)
	sentNumber    = regexp.MustCompile(`id="number">([^<]+)<`)
)

// prove does the work that the form asks of a browser: it finds the number that
// makes the challenge.
func prove(t *testing.T, challenge string) string {
	t.Helper()
	var c struct {
		Algorithm string `json:"algorithm"`
		Challenge string `json:"challenge"`
		Number    int    `json:"number"`
		Salt      string `json:"salt"`
		Signature string `json:"signature"`
	}
	if err := json.Unmarshal([]byte(challenge), &c); err != nil {
		t.Fatal(err)
	}
	for ; c.Number <= 100_000; c.Number++ {
		sum := sha256.Sum256([]byte(c.Salt + strconv.Itoa(c.Number)))
		if hex.EncodeToString(sum[:]) == c.Challenge {
			answer, err := json.Marshal(c)
			if err != nil {
				t.Fatal(err)
			}
			return base64.StdEncoding.EncodeToString(answer)
		}
	}
	t.Fatal("the challenge has no solution")
	return ""
}

// TestFormOfPROTSBecomesATicket fills in the public form as a browser does.
func TestFormOfPROTSBecomesATicket(t *testing.T) {
	t.Parallel()
	s := startServer(t, func(c *Config) { c.Dev = true })
	_, page := s.get(t, "/f/prots", "text/html")
	nonce, challenge := formNonce.FindStringSubmatch(page), formChallenge.FindStringSubmatch(page)
	if nonce == nil || challenge == nil {
		t.Fatalf("the form has no nonce or no robot check: %s", page)
	}
	filled := url.Values{"_form": {html.UnescapeString(nonce[1])}, "_altcha": {prove(t, html.UnescapeString(challenge[1]))}, "type": {"support"},
		"company_name": {"Физ.лицо"}, "region": {"Астана"}, "name": {"Данияр Ахметов"}, "email": {"daniyar@mail.example"},
		"phone": {"87051006343"}, "description": {"Не включается ноутбук после обновления."}}
	res, err := http.PostForm(s.URL()+"/f/prots", filled) // follows to the page with the number
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	sent, _ := io.ReadAll(res.Body)
	number := sentNumber.FindSubmatch(sent)
	if res.StatusCode != http.StatusOK || number == nil || string(number[1]) != "SUPPORT-10110" {
		t.Fatalf("the form is answered with %s and no number SUPPORT-10110: %s", res.Status, sent)
	}
	if !strings.Contains(string(sent), "Спасибо! Ваше сообщение отправлено") {
		t.Errorf("the page does not thank: %s", sent)
	}
	var ticket apiTicket
	if got := s.fetch(t, s.token(t, "prots", "performer"), "/api/v1/prots/tickets/SUPPORT-10110", &ticket); got != http.StatusOK {
		t.Fatalf("the ticket is answered with %d", got)
	}
	if ticket.Facets["channel"] != "form" || ticket.Fields["phone"] != "+77051006343" {
		t.Errorf("got %+v, want what was filled in", ticket)
	}
	var letters []email.Captured
	eventually(t, "the confirmation is captured", func() bool {
		s.ask(t, "GET", "/dev/mail?to=daniyar@mail.example", "", map[string]string{"Accept": "application/json"}, &letters)
		return len(letters) > 0
	})
	if !strings.Contains(letters[0].Subject+letters[0].Text, "SUPPORT-10110") {
		t.Errorf("the confirmation does not name the ticket: %+v", letters[0])
	}
}
