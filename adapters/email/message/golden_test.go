package message

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "rewrite the made mails and the expected values in testdata")

// TestCasesReadAsExpected reads each testdata/cases/NAME.eml and compares with
// NAME.json. A new case is a new file; -update writes what is expected, and the
// difference is to be reviewed.
func TestCasesReadAsExpected(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob("testdata/cases/*.eml")
	if err != nil || len(names) < 45 {
		t.Fatalf("got %d cases, %v; want at least 45", len(names), err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".eml"), func(t *testing.T) {
			t.Parallel()
			raw, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got := viewOf(raw)
			file := strings.TrimSuffix(name, ".eml") + ".json"
			if *update {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// caseParser knows one loop header, so that cases can have it.
var caseParser = Parser{Loop: func(value string) bool { return value == "this-installation" }}

// view is a Message as the cases print it: short, with nothing that is empty.
type view struct {
	Unparsable   string           `json:"unparsable,omitempty"`
	Class        Class            `json:"class,omitempty"`
	Why          []string         `json:"why,omitempty"`
	AskedNoReply bool             `json:"asked_no_reply,omitempty"`
	MessageID    string           `json:"message_id,omitempty"`
	InReplyTo    []string         `json:"in_reply_to,omitempty"`
	References   []string         `json:"references,omitempty"`
	From         []string         `json:"from,omitempty"`
	Sender       []string         `json:"sender,omitempty"`
	ReplyTo      []string         `json:"reply_to,omitempty"`
	To           []string         `json:"to,omitempty"`
	Cc           []string         `json:"cc,omitempty"`
	DeliveredTo  []string         `json:"delivered_to,omitempty"`
	Subject      string           `json:"subject,omitempty"`
	Date         string           `json:"date,omitempty"`
	Text         []string         `json:"text,omitempty"`
	HTMLBytes    int              `json:"html_bytes,omitempty"`
	Body         []string         `json:"body,omitempty"` // left out when it is all of Text
	Quoted       []string         `json:"quoted,omitempty"`
	Signature    []string         `json:"signature,omitempty"`
	Attachments  []attachmentView `json:"attachments,omitempty"`
	Bounce       *Bounce          `json:"bounce,omitempty"`
	Warnings     []string         `json:"warnings,omitempty"`
}

type attachmentView struct {
	Name      string `json:"name"`
	Type      string `json:"type"`
	Size      int    `json:"size"`
	ContentID string `json:"content_id,omitempty"`
	Inline    bool   `json:"inline,omitempty"`
	Content   string `json:"content"` // the text when it is short and ASCII, else the start of its hash
}

func viewOf(raw []byte) []byte {
	m, err := caseParser.Parse(raw)
	var unparsable *Unparsable
	var v view
	if errors.As(err, &unparsable) {
		v.Unparsable = string(unparsable.Reason)
	} else {
		v = viewOfMessage(m)
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(v); err != nil {
		panic(err)
	}
	return out.Bytes()
}

func viewOfMessage(m *Message) view {
	v := view{
		Class: m.Class, AskedNoReply: m.AskedNoReply, MessageID: m.MessageID, InReplyTo: m.InReplyTo, References: m.References,
		From: addressView(m.From), Sender: addressView(m.Sender), ReplyTo: addressView(m.ReplyTo), To: addressView(m.To), Cc: addressView(m.Cc),
		DeliveredTo: addressView(m.DeliveredTo), Subject: m.Subject, Text: linesView(m.Text), HTMLBytes: len(m.HTML),
		Quoted: linesView(m.Visible.Quoted), Signature: linesView(m.Visible.Signature), Bounce: m.Bounce,
	}
	if m.Visible.Body != m.Text {
		v.Body = linesView(m.Visible.Body)
	}
	if !m.Date.IsZero() {
		v.Date = m.Date.Format(time.RFC3339)
	}
	for _, e := range m.Why {
		weak := ""
		if e.Weak {
			weak = " (weak)"
		}
		v.Why = append(v.Why, string(e.For)+weak+": "+e.Sign+" "+e.Value)
	}
	for _, w := range m.Warnings {
		v.Warnings = append(v.Warnings, string(w.Code)+": "+w.Detail)
	}
	for _, a := range m.Attachments {
		v.Attachments = append(v.Attachments, attachmentView{a.Name, a.Type, a.Size, a.ContentID, a.Inline, contentView(a.Content)})
	}
	return v
}

func addressView(list []Address) []string {
	var out []string
	for _, a := range list {
		s := a.Name + " <" + a.Address + ">"
		if a.Display != a.Address {
			s += " shown as " + a.Display
		}
		if !a.Valid {
			s += " not valid"
		}
		out = append(out, strings.TrimSpace(s))
	}
	return out
}

func linesView(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}

func contentView(content []byte) string {
	if len(content) <= 60 && isASCII(content) && bytes.IndexByte(content, 0) < 0 {
		return string(content)
	}
	sum := sha256.Sum256(content)
	return "sha256:" + hex.EncodeToString(sum[:6])
}
