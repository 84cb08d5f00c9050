package rules

import (
	htmltemplate "html/template"
	"io"

	"github.com/reglament/reglament/engine"
)

// KindRead is the event of an employee who confirms having read the regulation.
const KindRead = "regulation.read"

// ReadCommand is the confirmation of an employee that they have read an
// edition. It is done once for each.
func ReadCommand(tenant engine.TenantID, actor engine.Actor, reg *Regulation, edition engine.EditionID) engine.Command {
	return engine.Command{
		ID:     engine.CommandID("read/" + string(edition) + "/" + actor.ID),
		Tenant: tenant, Kind: KindRead, Actor: actor, Audience: engine.ForStaff,
		Data: engine.Fields{"edition": string(edition), "document": reg.Document.Number, "principal": actor.ID},
	}
}

// ReadOp is what a confirmation brings about: a note under the clause that asks
// for it.
func ReadOp(reg *Regulation) engine.Op {
	clause := engine.ClauseStaff
	if reg.Reading != nil {
		clause = reg.Reading.Clause
	}
	return engine.Op{Kind: engine.OpNote, Clause: clause, Audience: engine.ForStaff, Name: "read"}
}

var documentPage = htmltemplate.Must(htmltemplate.New("document").Parse(`<!doctype html>
<html lang="{{.Lang}}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{.Title}}</title>
<style>
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif; color: #14202b }
h1 { font-size: 1.5rem } h2 { font-size: 1.25rem; margin: 2.5rem 0 0 } h3 { font-size: 1rem; margin: 1.5rem 0 .25rem } h1, h2, h3 { break-after: avoid }
blockquote { margin: .5rem 0; padding-left: 1rem; border-left: 3px solid #d3d9e1; white-space: pre-line }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem } dt, .note { color: #52606d } dd { margin: 0 }
code { font-size: .875rem; color: #52606d }
@media print { body { margin: 0; max-width: none } }
</style>
<h1>{{.Title}}</h1>
<dl>
{{range .Meta}}<dt>{{.Name}}</dt><dd>{{.Value}}</dd>
{{end}}</dl>
{{range .Clauses}}{{if .Section}}<h2>{{.Section}}</h2>
{{end}}{{if $.Sections}}<h3 id="{{.ID}}">{{.Label}} {{.Title}} <code>{{.ID}}</code></h3>
{{else}}<h2 id="{{.ID}}">{{.Label}} {{.Title}} <code>{{.ID}}</code></h2>
{{end}}{{if .Quote}}<blockquote lang="{{.QuoteLang}}">{{.Quote}}</blockquote>
{{end}}{{if .Note}}<p class="note">{{.Note}}</p>
{{end}}{{end}}`))

type documentView struct {
	Lang, Title string
	Meta        []documentMeta
	Clauses     []documentClause
	Sections    bool // clauses stand under headings
}

type documentMeta struct{ Name, Value string }

type documentClause struct{ ID, Label, Section, Title, Quote, QuoteLang, Note string }

var documentNames = map[string]Text{
	"company": {Russian: "Компания", Kazakh: "Компания", English: "Company"},
	"number":  {Russian: "Номер", Kazakh: "Нөмірі", English: "Number"},
	"code":    {Russian: "Код", Kazakh: "Коды", English: "Code"},
	"edition": {Russian: "Редакция", Kazakh: "Редакциясы", English: "Edition"},
	"author":  {Russian: "Разработано", Kazakh: "Әзірлеген", English: "Author"},
	"signer":  {Russian: "Подписано", Kazakh: "Қол қойған", English: "Signed by"},
}

// WriteDocument writes the regulation as the document that customers read: its
// particulars, then each clause with the company's own words.
func WriteDocument(w io.Writer, reg *Regulation, lang string) error {
	d := &reg.Document
	view := documentView{Lang: lang, Title: d.Title.In(lang, reg.Lang)}
	for _, m := range []documentMeta{{"company", d.Company.In(lang, reg.Lang)}, {"number", d.Number}, {"code", d.Code},
		{"edition", d.Edition}, {"author", d.Author}, {"signer", d.Signer}} {
		if m.Value != "" {
			view.Meta = append(view.Meta, documentMeta{documentNames[m.Name].In(lang, English), m.Value})
		}
	}
	heading := ""
	for i := range reg.Clauses {
		c := &reg.Clauses[i]
		section := c.Section.In(lang, reg.Lang)
		if section == heading {
			section = "" // it stands above already
		} else if section != "" {
			heading, view.Sections = section, true
		}
		view.Clauses = append(view.Clauses, documentClause{ID: string(c.ID), Label: c.Label, Section: section,
			Title: c.Title.In(lang, reg.Lang), Quote: c.Quote.In(lang, reg.Lang), QuoteLang: c.Quote.lang(lang, reg.Lang), Note: c.Note.In(lang, reg.Lang)})
	}
	return documentPage.Execute(w, view)
}
