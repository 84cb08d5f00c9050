package message

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

// FuzzParse feeds anything: no panic, and all promises hold. It calls parse and not
// Parse, which would hide a panic.
func FuzzParse(f *testing.F) {
	names, err := filepath.Glob("testdata/cases/*.eml")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	// Small limits reach every cut with small mails.
	small := Limits{Bytes: 1 << 20, HeaderBytes: 4000, HeaderFields: 50, Parts: 20, Depth: 4, TextBytes: 2000, Addresses: 5, References: 3}
	f.Fuzz(func(t *testing.T, raw []byte) {
		for _, l := range []Limits{{}, small} {
			m, err := Parser{Limits: l}.parse(raw)
			var unparsable *Unparsable
			if err != nil {
				if !errors.As(err, &unparsable) {
					t.Fatalf("got %v, want *Unparsable", err)
				}
				continue
			}
			checkPromises(t, raw, m, l)
			again, _ := Parser{Limits: l}.parse(raw)
			if !reflect.DeepEqual(m, again) {
				t.Error("the same bytes gave two messages")
			}
		}
		Digest(raw)
	})
}

// FuzzHTMLText looks for markup that htmlText can't cope with.
func FuzzHTMLText(f *testing.F) {
	f.Add("<p>a<blockquote>b<br><pre>c\n d</pre></blockquote><a href='https://x.kz/'>x</a>")
	f.Add("<div class=moz-cite-prefix>x wrote:<br></div><blockquote type=cite>y</blockquote>z")
	f.Add("<div class='yahoo_quoted'><div>a</div>b</div><hr><div id=divRplyFwdMsg>c")
	f.Fuzz(func(t *testing.T, markup string) {
		const limit = 1 << 16
		checkText(t, "text", bodyText(withoutMarks(htmlText(bodyText(markup, limit), limit)), limit), limit)
	})
}
