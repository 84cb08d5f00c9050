package webform

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/intake"
)

// seal signs a text for one purpose, so that it can be given to a stranger and
// known again when it comes back.
func seal(k intake.Keyring, purpose, body string) string {
	return body + "." + k.Hash("form."+purpose, body)
}

// unseal returns what seal was given.
func unseal(k intake.Keyring, purpose, token string) (body string, ok bool) {
	i := strings.LastIndexByte(token, '.')
	if i < 0 {
		return "", false
	}
	body = token[:i]
	return body, subtle.ConstantTimeCompare([]byte(token), []byte(seal(k, purpose, body))) == 1
}

// A nonce is one drawn form. It names the command that the form files, so that
// a double click files it once.
type nonce struct {
	id   string
	made time.Time
}

func newNonce(now time.Time) nonce { return nonce{id: randomID(), made: now.Truncate(time.Second)} }

func randomID() string {
	raw := make([]byte, 16)
	_, _ = rand.Read(raw) // never fails
	return base64.RawURLEncoding.EncodeToString(raw)
}

func (n nonce) token(k intake.Keyring) string {
	return seal(k, "nonce", n.id+"."+strconv.FormatInt(n.made.Unix(), 36))
}

func (n nonce) command() engine.CommandID { return engine.CommandID("form/" + n.id) }

// fresh reports whether the form can still be sent.
func (n nonce) fresh(now time.Time, life time.Duration) bool {
	return n.id != "" && now.Before(n.made.Add(life))
}

// readNonce returns the nonce of a token that this keyring has signed.
func readNonce(k intake.Keyring, token string) (nonce, bool) {
	body, ok := unseal(k, "nonce", token)
	id, made, two := strings.Cut(body, ".")
	sec, err := strconv.ParseInt(made, 36, 64)
	if !ok || !two || err != nil {
		return nonce{}, false
	}
	return nonce{id: id, made: time.Unix(sec, 0).UTC()}, true
}

// pass says that whoever fills in the form has passed the robot check, so that
// they need not do it again when something else was wrong.
func (n nonce) pass(k intake.Keyring) string { return seal(k, "pass", n.id) }

func (n nonce) passed(k intake.Keyring, token string) bool {
	id, ok := unseal(k, "pass", token)
	return ok && id == n.id
}

// An upload is a file that was sent with a form.
type upload struct {
	Field string `json:"f"`
	Blob  string `json:"b"`
	Name  string `json:"n"`
	Type  string `json:"t"`
	Size  int64  `json:"s"`
	// Until is when the blob may be swept, as seconds since 1970.
	Until int64 `json:"u"`

	part section // its bytes, as long as they are in no blob
}

func (u *upload) file() intake.File {
	return intake.File{Blob: u.Blob, Name: u.Name, Type: u.Type, Size: u.Size}
}

// token lets the form name a stored file again without its being sent again.
func (u *upload) token(k intake.Keyring) string {
	raw, err := json.Marshal(u)
	if err != nil {
		return ""
	}
	return seal(k, "kept", base64.RawURLEncoding.EncodeToString(raw))
}

// readUpload returns the file of a token, unless it is too old.
func readUpload(k intake.Keyring, token string, now time.Time) (upload, bool) {
	var u upload
	body, ok := unseal(k, "kept", token)
	if !ok {
		return u, false
	}
	raw, err := base64.RawURLEncoding.DecodeString(body)
	if err != nil || json.Unmarshal(raw, &u) != nil {
		return u, false
	}
	return u, now.Unix() < u.Until
}

// sentToken is the proof in the address of the page that thanks for a request.
func sentToken(k intake.Keyring, ticket engine.TicketID, mailed bool) string {
	flag := "n"
	if mailed {
		flag = "m"
	}
	return seal(k, "sent", string(ticket)+"."+flag)
}

func readSentToken(k intake.Keyring, token string) (ticket engine.TicketID, mailed, ok bool) {
	body, ok := unseal(k, "sent", token)
	id, flag, two := strings.Cut(body, ".")
	return engine.TicketID(id), flag == "m", ok && two
}
