package statechart

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/reglament/reglament/rules"
)

// look is how families are coloured and kinds of moves drawn. They differ in
// form too, so that a print without colours can be read.
var (
	fills = map[string]string{rules.FamilyNew: "#dbe9f9", rules.FamilyWork: "#dff1e1", rules.FamilyWait: "#fdf0cf",
		rules.FamilyDone: "#e4e7ec", rules.FamilyStop: "#f8dedc"}
	edges = map[string]string{rules.FamilyNew: "#2f6fb3", rules.FamilyWork: "#3a8a45", rules.FamilyWait: "#b7821a",
		rules.FamilyDone: "#5b6675", rules.FamilyStop: "#b8443c"}
	families = []string{rules.FamilyNew, rules.FamilyWork, rules.FamilyWait, rules.FamilyDone, rules.FamilyStop}
	strokes  = map[string]string{KindAct: "#1d3c5e", KindCustomer: "#0b6e6e", KindRule: "#6a3fa0", KindTimer: "#a8480b"}
	dashes   = map[string]string{KindAct: "none", KindCustomer: "12 3", KindRule: "2 3", KindTimer: "7 4"}
	kinds    = []string{KindAct, KindCustomer, KindRule, KindTimer}
)

// Write draws the regulation as SVG, in the language.
func Write(w io.Writer, reg *rules.Regulation, lang string) error {
	l := newLayout(reg, lang)
	p := &picture{}
	height := l.height + margin + 64
	p.printf(`<svg xmlns="http://www.w3.org/2000/svg" class="statechart" lang="%s" role="img" width="%d" height="%d" viewBox="0 0 %d %d" `+
		`font-family="system-ui, 'Noto Sans', 'Segoe UI', Arial, sans-serif">`+"\n", lang, l.width, height, l.width, height)
	p.printf("<title>%s</title>\n", escape(l.words["title"]+". "+l.title))
	p.printf(`<rect width="100%%" height="100%%" fill="#fff"/>` + "\n")
	p.text(margin, margin+16, 17, "#14202b", "start", true, clip(l.words["title"], float64(l.width-2*margin), 17, "…"))
	for _, c := range l.columns {
		p.trunk(c)
	}
	for _, r := range l.rows {
		p.move(r, l.width)
	}
	for _, c := range l.columns {
		p.box(c)
	}
	p.legend(l, l.height+margin)
	p.printf("</svg>\n")
	_, err := io.WriteString(w, p.String())
	return err
}

// picture is the SVG that is being written.
type picture struct{ strings.Builder }

func (p *picture) printf(format string, args ...any) { fmt.Fprintf(p, format, args...) }

func (p *picture) text(x, y int, size float64, fill, anchor string, bold bool, text string) {
	weight := ""
	if bold {
		weight = ` font-weight="600"`
	}
	p.printf(`<text x="%d" y="%d" font-size="%g" fill="%s" text-anchor="%s"%s paint-order="stroke" stroke="#fff" stroke-width="4" `+
		`stroke-linejoin="round">%s</text>`+"\n", x, y, size, fill, anchor, weight, escape(text))
}

// trunk is the line by which moves join a status from above and leave it below.
func (p *picture) trunk(c *column) {
	colour := "#9aa5b1"
	if c.Status != nil {
		colour = edges[c.Family]
	}
	p.printf(`<line x1="%d" y1="%d" x2="%d" y2="%d" stroke="%s" stroke-width="6" stroke-opacity=".3" stroke-linecap="round"/>`+"\n",
		c.x, c.from, c.x, c.to, colour)
}

func (p *picture) box(c *column) {
	if c.Status == nil {
		p.printf(`<circle cx="%d" cy="%d" r="9" fill="#14202b"/>`+"\n", c.x, c.top+10)
		return
	}
	p.printf(`<g class="status" data-status="%s"><rect x="%d" y="%d" width="%d" height="%d" rx="6" fill="%s" stroke="%s" stroke-width="%g"/>`+"\n",
		escape(c.ID), c.x-boxWidth/2, c.top, boxWidth, c.height(), fills[c.Family], edges[c.Family], map[bool]float64{true: 3, false: 1.5}[c.Final])
	y := c.top + lineHeight + 3
	for _, line := range c.label {
		p.printf(`<text x="%d" y="%d" font-size="%g" font-weight="600" fill="#14202b" text-anchor="middle">%s</text>`+"\n", c.x, y, boldSize, escape(line))
		y += lineHeight
	}
	for _, line := range c.turn {
		p.printf(`<text x="%d" y="%d" font-size="%g" fill="#3d4a58" text-anchor="middle">%s</text>`+"\n", c.x, y, smallSize, escape(line))
		y += lineHeight
	}
	p.printf("</g>\n")
}

// move draws a line from the statuses where it may begin to the one where it
// leads, its label above and its clause below.
func (p *picture) move(r *row, width int) {
	left, right := r.span()
	colour, x, anchor := strokes[r.Kind], left+9, "start"
	if widest := int(max(widthOf(r.Label, labelSize), widthOf(string(r.Clause), smallSize))); x+widest > width-margin {
		x, anchor = max(width-margin, right), "end"
	}
	p.printf(`<g class="move" data-kind="%s" data-from="%s" data-to="%s">`+"\n", r.Kind, escape(strings.Join(r.Move.From, " ")), escape(strings.Join(r.Move.To, " ")))
	p.line(left, right, r.y, r.Kind)
	for _, c := range r.from {
		p.printf(`<circle cx="%d" cy="%d" r="4" fill="%s"/>`+"\n", c.x, r.y, colour)
	}
	for _, c := range r.to {
		if r.from[0].x < c.x {
			p.head(c.x, r.y, -1, colour)
		}
		if r.from[len(r.from)-1].x > c.x {
			p.head(c.x, r.y, 1, colour)
		}
	}
	p.text(x, r.y-7, labelSize, colour, anchor, false, clip(r.Label, float64(width-2*margin), labelSize, "…"))
	p.text(x, r.y+14, smallSize, "#52606d", anchor, false, clip(string(r.Clause), float64(width-2*margin), smallSize, "…"))
	p.printf("</g>\n")
}

func (p *picture) line(left, right, y int, kind string) {
	p.printf(`<line x1="%d" y1="%d" x2="%d" y2="%d" stroke="%s" stroke-width="1.6" stroke-dasharray="%s"/>`+"\n",
		left, y, right, y, strokes[kind], dashes[kind])
}

// head is the head of an arrow; side says from where it comes, -1 from the left.
func (p *picture) head(x, y, side int, colour string) {
	p.printf(`<polygon points="%d,%d %d,%d %d,%d" fill="%s"/>`+"\n", x+side*2, y, x+side*13, y-5, x+side*13, y+5, colour)
}

// legend says what colours and lines mean.
func (p *picture) legend(l *layout, y int) {
	x := margin
	item := func(key string, mark func()) {
		label := l.words[key]
		need := 34 + int(widthOf(label, smallSize)) + 14
		if x > margin && x+need > l.width-margin {
			x, y = margin, y+20
		}
		mark()
		p.text(x+34, y+4, smallSize, "#3d4a58", "start", false, label)
		x += need
	}
	for _, f := range families {
		item("family "+f, func() {
			p.printf(`<rect x="%d" y="%d" width="26" height="12" rx="3" fill="%s" stroke="%s"/>`+"\n", x, y-6, fills[f], edges[f])
		})
	}
	x, y = margin, y+20
	for _, k := range kinds {
		item("kind "+k, func() { p.line(x, x+24, y, k); p.head(x+28, y, -1, strokes[k]) })
	}
}

// escape makes text safe within elements and attributes, on one line.
func escape(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(strings.Join(strings.Fields(text), " "))) // a Builder does not fail
	return b.String()
}
