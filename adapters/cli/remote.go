package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/reglament/reglament/adapters/httpapi"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// remote is a running server, asked through its API: it alone may change what it
// decides by.
type remote struct {
	URL    string `help:"Address of the running server." default:"http://localhost:8080" env:"REGLAMENT_URL" placeholder:"URL"`
	Token  string `help:"Token of an administrator of the tenant." env:"REGLAMENT_TOKEN" placeholder:"TOKEN"`
	Tenant string `help:"Whose regulation." required:"" placeholder:"TENANT"`
}

// remoteWithin is how long a server is waited for: it proves an edition before it
// answers.
const remoteWithin = 3 * time.Minute

// maxAnswer bounds what is read of an answer; an edition's files are the largest.
const maxAnswer = 64 << 20

// ask asks about editions and reads the answer into a value.
func (r *remote) ask(method, path string, body io.Reader, into any) error {
	if r.Token == "" {
		return misused("a token of an administrator is needed, as --token or in REGLAMENT_TOKEN; where the server runs, "+
			"this makes one: reglament token create --tenant %s --role admin", r.Tenant)
	}
	return askServer(r.URL, r.Token, method, "/api/v1/"+url.PathEscape(r.Tenant)+"/editions"+path, body, into)
}

// askServer asks a running server and reads the answer into a value.
func askServer(address, token, method, path string, body io.Reader, into any) error {
	base, err := url.Parse(address)
	if err != nil || base.Host == "" || base.Scheme != "http" && base.Scheme != "https" {
		return misused("--url %q is no address of a server, such as http://localhost:8080", address)
	}
	req, err := http.NewRequest(method, strings.TrimSuffix(base.String(), "/")+path, body)
	if err != nil {
		return misused("%v", err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Accept-Language", "en")
	req.Header.Set("Content-Type", "application/json")
	client := http.Client{Timeout: remoteWithin}
	res, err := client.Do(req)
	if err != nil {
		return fmt.Errorf("%w; is a server running there?", err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer))
	if err != nil {
		return fmt.Errorf("read the answer of %s: %w", base.Host, err)
	}
	if res.StatusCode >= 300 {
		return remoteError(res, raw)
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return fmt.Errorf("%s has not answered as a Reglament server does: %w", base.Host, err)
	}
	return nil
}

// order asks for a change, with its reason.
func (r *remote) order(path string, o any, into any) error {
	raw, err := json.Marshal(o)
	if err != nil {
		return err
	}
	return r.ask(http.MethodPost, path, bytes.NewReader(raw), into)
}

// remoteError is what a server has answered instead. What is not there, and who is
// not let in, is wrong use; what was found in an edition are findings.
func remoteError(res *http.Response, raw []byte) error {
	var p httpapi.Problem
	if json.Unmarshal(raw, &p) != nil || p.Detail == "" {
		return fmt.Errorf("the server answers %s", res.Status)
	}
	var findings rules.Findings
	for _, item := range p.Errors {
		if item.File != "" {
			findings = append(findings, rules.Finding{File: item.File, Line: item.Line, Clause: engine.ClauseID(item.Clause), Path: item.Path,
				Message: item.Detail, Warning: item.Warning})
		}
	}
	switch {
	case len(findings) > 0:
		return fmt.Errorf("the edition was not accepted, the one before it stays:\n%w", findings)
	case res.StatusCode == http.StatusUnauthorized, res.StatusCode == http.StatusForbidden, res.StatusCode == http.StatusNotFound:
		return usageError{errors.New(p.Detail)}
	}
	return errors.New(p.Detail)
}
