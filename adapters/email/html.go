package email

import (
	"html"
	"regexp"
	"strings"
)

// htmlPage is a plain text as HTML: the same words, with links to click.
func htmlPage(text, lang string) string {
	return `<!DOCTYPE html><html lang="` + html.EscapeString(lang) + `"><head><meta charset="utf-8"></head><body>` +
		htmlText(text) + "</body></html>"
}

// webLink is an address within a text. What ends a sentence is not part of it.
var webLink = regexp.MustCompile(`https?://[^\s<>"'«»“”]*[^\s<>"'«»“”.,:;!?)\]}…]`)

// htmlText escapes a text. Lines stay lines.
func htmlText(text string) string {
	text = strings.ReplaceAll(strings.TrimSpace(text), "\r\n", "\n")
	var b strings.Builder
	from := 0
	for _, at := range webLink.FindAllStringIndex(text, -1) {
		link := html.EscapeString(text[at[0]:at[1]])
		b.WriteString(html.EscapeString(text[from:at[0]]))
		b.WriteString(`<a href="` + link + `">` + link + `</a>`)
		from = at[1]
	}
	b.WriteString(html.EscapeString(text[from:]))
	return strings.ReplaceAll(b.String(), "\n", "<br>\n")
}
