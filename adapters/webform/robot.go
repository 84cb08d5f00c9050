package webform

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/big"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/reglament/reglament/rules/intake"
)

// The robot check is a proof of work in the form of the ALTCHA protocol: the
// visitor's browser finds the number for which SHA-256(salt + number) is the
// challenge. No third party takes part. A challenge belongs to one drawn form,
// which files one request at most: a solved one is of no use for another.

// maxNumber bounds the work: about a second on a phone.
const maxNumber = 100_000

const algorithm = "SHA-256"

// A challenge is what the browser gets.
type challenge struct {
	Algorithm string `json:"algorithm"`
	Challenge string `json:"challenge"`
	MaxNumber int64  `json:"maxnumber"`
	Salt      string `json:"salt"`
	Signature string `json:"signature"`
}

// A solution is what it sends back, as JSON in base64.
type solution struct {
	Algorithm string `json:"algorithm"`
	Challenge string `json:"challenge"`
	Number    int64  `json:"number"`
	Salt      string `json:"salt"`
	Signature string `json:"signature"`
}

func newChallenge(k intake.Keyring, n nonce, expires time.Time) challenge {
	raw := make([]byte, 12)
	_, _ = rand.Read(raw) // never fails
	// The & at the end keeps the number's digits apart from the salt's: without
	// it they could be read as a later expiry.
	salt := fmt.Sprintf("%x?expires=%d&form=%s&", raw, expires.Unix(), n.id)
	number, err := rand.Int(rand.Reader, big.NewInt(maxNumber+1))
	if err != nil {
		panic(err) // crypto/rand never fails
	}
	sum := digestOf(salt, number.Int64())
	return challenge{Algorithm: algorithm, Challenge: sum, MaxNumber: maxNumber, Salt: salt, Signature: k.Hash("form.challenge", sum)}
}

func digestOf(salt string, number int64) string {
	sum := sha256.Sum256([]byte(salt + strconv.FormatInt(number, 10)))
	return hex.EncodeToString(sum[:])
}

// json writes the challenge for the page's script.
func (c challenge) json() string {
	raw, err := json.Marshal(c)
	if err != nil {
		panic(err) // strings and a number
	}
	return string(raw)
}

// maxSolution bounds what is decoded of a stranger's answer.
const maxSolution = 2 << 10

// solves reports whether an answer is the proof of work for the form.
func solves(k intake.Keyring, n nonce, answer string, now time.Time) bool {
	if len(answer) > maxSolution {
		return false
	}
	raw, err := base64.StdEncoding.DecodeString(answer)
	if err != nil {
		return false
	}
	var s solution
	if json.Unmarshal(raw, &s) != nil || s.Algorithm != algorithm || s.Number < 0 || s.Number > maxNumber {
		return false
	}
	if subtle.ConstantTimeCompare([]byte(s.Signature), []byte(k.Hash("form.challenge", s.Challenge))) != 1 {
		return false
	}
	_, query, _ := strings.Cut(s.Salt, "?")
	query, ended := strings.CutSuffix(query, "&")
	params, err := url.ParseQuery(query)
	if err != nil || !ended || params.Get("form") != n.id {
		return false
	}
	expires, err := strconv.ParseInt(params.Get("expires"), 10, 64)
	return err == nil && now.Unix() < expires && digestOf(s.Salt, s.Number) == s.Challenge
}

// question is what the form asks where there is no JavaScript. Both numbers
// follow from the nonce, so that nothing has to be remembered.
func (n nonce) question(k intake.Keyring) (a, b int) {
	h := k.Hash("form.question", n.id)
	return int(h[0])%9 + 1, int(h[1])%9 + 1
}

// answers reports whether a text answers the form's question.
func (n nonce) answers(k intake.Keyring, text string) bool {
	a, b := n.question(k)
	got, err := strconv.Atoi(strings.TrimSpace(text))
	return err == nil && got == a+b
}

// maxAttempts bounds how often one drawn form can be sent. A person mends their
// mistakes in fewer.
const maxAttempts = 20

// attempts counts how often forms were sent.
type attempts struct{ counts *recent[int] }

func newAttempts() *attempts { return &attempts{newRecent[int](20_000)} }

// more counts an attempt and reports whether it is one too many.
func (a *attempts) more(n nonce) bool {
	count := 0
	a.counts.update(n.id, func(old int) int { count = old + 1; return count })
	return count > maxAttempts
}
