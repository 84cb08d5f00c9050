package message

import (
	"strings"
	"testing"
)

func TestHTMLBecomesTheTextThatAMailProgramShows(t *testing.T) {
	t.Parallel()
	for markup, want := range map[string]string{
		"a<br>b<br/>c":     "a\nb\nc",
		"<p>a</p><p>b</p>": "a\n\nb",
		"<div>a</div><div><br></div><div>b</div>":                                         "a\n\nb",
		"<p class=MsoNormal>a</p><p class=MsoNormal>b</p>c":                               "a\nb\nc",
		"a  \n  b&nbsp;&nbsp;c":                                                           "a b c",
		"<pre>a\n  b</pre>c":                                                              "a\n  b\n\nc",
		"<blockquote>a<blockquote>b</blockquote></blockquote>c":                           "> a\n>\n> > b\n\nc",
		"<div class=yahoo_quoted><div>a</div>b</div>c":                                    "> a\n> b\nc",
		"<div class='yahoo_quoted'><p>a<blockquote>b</div>c":                              "> a\n>\n> > b\nc",
		"<a href='https://x.kz/a'>here</a>":                                               "here <https://x.kz/a>",
		"<a href='https://x.kz/'>x.kz</a> <a href='mailto:a@b.kz'>a@b.kz</a>":             "x.kz a@b.kz",
		"<a href='tel:+77051006343'>+7 705</a><a href='#top'>top</a>":                     "+7 705top",
		"<img alt='logo'><img src=x>":                                                     "[logo]",
		"<style>p{}</style><script>x</script><title>t</title>a":                           "a",
		"<ul><li>a</li><li>b</li></ul>":                                                   "- a\n- b",
		"<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>":       "a b\n1 2",
		"a &lt;b&gt; &amp; &#1179; &quot;":                                                "a <b> & қ \"",
		"&#xfdd0;a&#xfdd1;&#8;b":                                                          "ab",
		"unclosed <b>bold <i>italic":                                                      "unclosed bold italic",
		"<!-- no -->a<!--[if mso]>no<![endif]-->":                                         "a",
		"</div></blockquote></a>a":                                                        "a",
		"<div>a</div>\n\n   <div>b</div>":                                                 "a\nb",
		strings.Repeat("<blockquote>", 50) + "deep" + strings.Repeat("</blockquote>", 50): strings.Repeat("> ", 5) + "deep",
	} {
		if got := withoutMarks(htmlText(markup, 1000)); got != want {
			t.Errorf("%s: got %q, want %q", markup, got, want)
		}
	}
}

func TestMarksOfMailProgramsAreSeen(t *testing.T) {
	t.Parallel()
	for markup, want := range map[string]string{
		"a<div class=\"moz-cite-prefix\">Support:<br></div><blockquote>b</blockquote>": "a\n" + attributionMark + "Support:\n\n> b",
		"a<div class=\"x gmail_attr\">Support:</div><blockquote>b</blockquote>":        "a\n" + attributionMark + "Support:\n\n> b",
		"a<div id=appendonsend></div>b":                                                "a\n" + historyMark + "\nb",
		"a<hr><div id=divRplyFwdMsg>b</div>":                                           "a\n" + strings.Repeat("_", 32) + "\n" + historyMark + "\nb",
		"a<blockquote><div id=divRplyFwdMsg>b</div></blockquote>":                      "a\n\n> b",
		"a<span id=OLK_SRC_BODY_SECTION>b</span>":                                      "a\n> b",
	} {
		if got := htmlText(markup, 1000); got != want {
			t.Errorf("%s: got %q, want %q", markup, got, want)
		}
	}
}

func TestHistoryIsToldFromWhatWasWrittenNow(t *testing.T) {
	t.Parallel()
	reply := context{reply: true}
	for _, c := range []struct {
		text                    string
		c                       context
		body, quoted, signature string
	}{
		{"new\n> old", reply, "new", "> old", ""},
		{"new\n> old", context{}, "new\n> old", "", ""},
		{"> old", reply, "> old", "", ""},
		{"> old\nnew", reply, "new", "> old", ""},
		{"a\n> q\nb", reply, "a\n> q\nb", "", ""},
		{"a\n> q\nb\n> rest", reply, "a\n> q\nb", "> rest", ""},
		{"> q1\na1\n> q2\na2", reply, "> q1\na1\n> q2\na2", "", ""},
		{"new\nSupport <s@p.kz> 23.11.2026 wrote:\n> old", reply, "new", "Support <s@p.kz> 23.11.2026 wrote:\n> old", ""},
		{"new\n" + attributionMark + "Support:\n> old", context{}, "new", "Support:\n> old", ""},
		{"Прошу ответить на это:\n> old", reply, "Прошу ответить на это:", "> old", ""},
		{"new\n" + historyMark + "\nold", context{}, "new", "old", ""},
		{historyMark + "\nall there is", context{}, "all there is", "", ""},
		{"new\n23.11.2026 в 10:00 Иван написал:\nold", reply, "new", "23.11.2026 в 10:00 Иван написал:\nold", ""},
		{"new\n23.11.2026 в 10:00 Иван написал:\nold", context{}, "new\n23.11.2026 в 10:00 Иван написал:\nold", "", ""},
		{"new\n---\nrule, not history", reply, "new\n---\nrule, not history", "", ""},
		{"fwd\n-----Original Message-----\nFrom: a\n\nold", context{forwarded: true}, "fwd\n-----Original Message-----\nFrom: a\n\nold", "", ""},
		{"new\n-- \nIvan\n+7 705", context{}, "new", "", "-- \nIvan\n+7 705"},
		{"-- \nIvan", context{}, "-- \nIvan", "", ""},
		{"new\nС уважением, Иван", context{}, "new", "", "С уважением, Иван"},
		{"new\nҚұрметпен,\nҚанат", context{}, "new", "", "Құрметпен,\nҚанат"},
		{"new\nBest regards\nJohn\n> old", reply, "new", "> old", "Best regards\nJohn"},
		{"new\n> old\n\nSent from my phone", reply, "new", "> old", "Sent from my phone"},
		{"new\nС уважением,\nИван\n" + strings.Repeat("a long sentence ", 10), context{}, "new\nС уважением,\nИван\n" + strings.TrimSpace(strings.Repeat("a long sentence ", 10)), "", ""},
		{"new\n\n" + ReplyAbove("Write above") + "\nold", context{}, "new", ReplyAbove("Write above") + "\nold", ""},
		{"", context{}, "", "", ""},
	} {
		got := splitVisible(c.text, c.c)
		if want := (Visible{c.body, c.quoted, c.signature}); got != want {
			t.Errorf("%q: got %q, want %q", c.text, got, want)
		}
	}
}
