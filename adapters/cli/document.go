package cli

import (
	"bytes"
	"context"
	"fmt"
	"os"

	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/statechart"
)

// documentCmd writes a regulation as the document that customers read.
type documentCmd struct {
	Rules string `arg:"" help:"Folder of the regulation, such as rules/sud."`
	Lang  string `help:"Language of the document: kk, ru or en." default:"ru" enum:"kk,ru,en"`
	Out   string `help:"File to write the document to; standard output by default." placeholder:"FILE" type:"path"`
	Chart string `help:"File to write the chart of statuses to, as SVG; by default it stands at the end of the document." placeholder:"FILE" type:"path"`
}

// Help explains the command.
func (documentCmd) Help() string {
	return lesson("Writes the regulation as a numbered document in HTML that prints well: each clause with the company's own words, then a "+
		"chart of the statuses with everything that leads from one to another, each with its clause. Files that are there are replaced.",
		codesOfQuery, "reglament document rules/sud --lang kk --out sud.html", "reglament document rules/sud --out sud.html --chart sud.svg")
}

// documentFiles is what was written, or the document itself where no file was
// named for it.
type documentFiles struct {
	Document string `json:"document,omitempty"`
	Chart    string `json:"chart,omitempty"`
	HTML     string `json:"html,omitempty"`
}

// Run writes.
func (c *documentCmd) Run(out *output) error {
	list, err := sources([]string{c.Rules})
	if err != nil {
		return err
	}
	prog, reg, err := list[0].load(context.Background())
	if err != nil {
		return err
	}
	defer prog.Close()
	page, chart, err := c.write(reg)
	if err != nil {
		return err
	}
	files := documentFiles{Document: c.Out, Chart: c.Chart}
	if err := save(c.Chart, chart); err != nil {
		return err
	}
	if err := save(c.Out, page); err != nil {
		return err
	}
	if c.Out == "" {
		files.HTML = string(page)
	}
	return out.result(files, func() { out.printf("%s", files.HTML) })
}

// write makes the document, and the chart where it is a file of its own.
func (c *documentCmd) write(reg *rules.Regulation) (page, chart []byte, err error) {
	var doc, svg bytes.Buffer
	if err := statechart.Write(&svg, reg, c.Lang); err != nil {
		return nil, nil, err
	}
	if err := rules.WriteDocument(&doc, reg, c.Lang); err != nil {
		return nil, nil, err
	}
	if c.Chart == "" {
		fmt.Fprintf(&doc, chartPage, svg.Bytes())
	}
	return doc.Bytes(), svg.Bytes(), nil
}

// chartPage is the end of a document: a page of its own, across, that may be
// wider than the text. The picture carries its heading.
const chartPage = `<style>
.chart { margin: 3rem calc(50%% - min(50vw, 50rem) + 1rem) 1rem; overflow-x: auto }
.chart svg { display: block; margin: 0 auto; max-width: 100%%; min-width: 44rem; height: auto }
@page { margin: 15mm }
@page chart { size: A4 landscape; margin: 10mm }
@media print {
	h2 { break-after: avoid }
	blockquote, dl { break-inside: avoid }
	.chart { page: chart; break-before: page; margin: 0; overflow: visible }
	.chart svg { min-width: 0; max-height: 185mm }
	* { print-color-adjust: exact; -webkit-print-color-adjust: exact }
}
</style>
<figure class="chart">
%s</figure>
`

// save writes a file, if one was named.
func save(name string, content []byte) error {
	if name == "" {
		return nil
	}
	if err := os.WriteFile(name, content, 0o644); err != nil { //nolint:gosec // it is made to be published
		return fmt.Errorf("write the document: %w", err)
	}
	return nil
}
