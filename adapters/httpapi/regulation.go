package httpapi

import (
	"bytes"
	"context"
	"encoding/csv"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// Regulation is the active edition, as far as screens need it.
type Regulation struct {
	ID        string             `json:"id"`
	Edition   string             `json:"edition"`
	Title     string             `json:"title"`
	Company   string             `json:"company"`
	Lang      string             `json:"lang"`
	Languages []string           `json:"languages"`
	Zone      string             `json:"zone"`
	Statuses  []Status           `json:"statuses"`
	Types     []Item             `json:"types"`
	Channels  []ChannelView      `json:"channels"`
	Fields    map[string][]Field `json:"fields" doc:"What is asked, by channel"`
	Clauses   []Clause           `json:"clauses"`
}

// Status is a column of the board.
type Status struct {
	ID     string `json:"id"`
	Label  string `json:"label"`
	Family string `json:"family"`
	Turn   string `json:"turn"`
	Final  bool   `json:"final,omitempty"`
	Clause string `json:"clause"`
}

// Item has an id and a label.
type Item struct {
	ID     string `json:"id"`
	Label  string `json:"label"`
	Hint   string `json:"hint,omitempty"`
	Clause string `json:"clause"`
}

// ChannelView is a door of the company.
type ChannelView struct {
	Kind      string   `json:"kind"`
	Addresses []string `json:"addresses"`
	Label     string   `json:"label"`
	Mode      string   `json:"mode"`
	Clause    string   `json:"clause"`
}

// RegulationInput names an edition.
type RegulationInput struct {
	TenantPath
	Edition string `query:"edition" doc:"Its id or the beginning of it; the active one unless told otherwise"`
}

// RegulationOutput is the active edition.
type RegulationOutput struct{ Body Regulation }

// DocumentInput asks for the document.
type DocumentInput struct {
	TenantPath
	Lang string `query:"lang" enum:"kk,ru,en"`
}

// Raw is a body that is no JSON.
type Raw struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

// ReadOutput confirms a confirmation.
type ReadOutput struct {
	Body struct {
		Seq int64     `json:"seq"`
		At  time.Time `json:"at"`
	}
}

// Reader is an employee who has read an edition.
type Reader struct {
	Name     string    `json:"name"`
	Position string    `json:"position"`
	At       time.Time `json:"at"`
	Edition  string    `json:"edition"`
	Seq      int64     `json:"seq" doc:"The event that stands for the signature"`
}

// ReadersInput asks who has read the regulation.
type ReadersInput struct {
	TenantPath
	Edition string `query:"edition" doc:"The active one unless told otherwise"`
}

// ReadersOutput lists who has read the regulation.
type ReadersOutput struct {
	Body struct {
		Readers []Reader `json:"readers"`
	}
}

func (a *api) regulation(h huma.API) {
	const base = "/api/v1/{tenant}/regulation"
	huma.Register(h, op("get-regulation", http.MethodGet, base, "Shows the active regulation, or an edition of it", "regulation"), a.getRegulation)
	huma.Register(h, op("about-edition", http.MethodGet, base+"/about", "Tells which edition of the regulation that is, since when, and by whom", "regulation"), a.aboutEdition)
	document := op("get-document", http.MethodGet, base+"/document", "Shows the regulation as a document", "regulation")
	huma.Register(h, answers(document, "text/html", ""), a.getDocument)
	huma.Register(h, op("confirm-read", http.MethodPost, base+"/read", "Confirms that you have read the regulation", "regulation"), a.confirmRead)
	huma.Register(h, op("list-readers", http.MethodGet, base+"/readers", "Lists who has read the regulation", "regulation"), a.listReaders)
	export := op("export-readers", http.MethodGet, base+"/readers.csv", "Exports the list of acquaintance", "regulation")
	huma.Register(h, answers(export, "text/csv", ""), a.exportReaders)
}

func (a *api) getRegulation(ctx context.Context, in *RegulationInput) (*RegulationOutput, error) {
	reg, edition, err := a.editionRead(ctx, in)
	if err != nil {
		return nil, a.failEdition(ctx, err)
	}
	lang := requestOf(ctx).lang
	v := Regulation{ID: reg.ID, Edition: string(edition), Title: reg.Document.Title.In(lang, reg.Lang),
		Company: reg.Document.Company.In(lang, reg.Lang), Lang: reg.Lang, Languages: reg.Languages, Zone: reg.Zone().String(),
		Statuses: []Status{}, Types: []Item{}, Fields: map[string][]Field{}}
	for i := range reg.Statuses {
		s := &reg.Statuses[i]
		v.Statuses = append(v.Statuses, Status{ID: s.ID, Label: s.Label.In(lang, reg.Lang), Family: s.Family, Turn: s.Turn,
			Final: s.Final, Clause: string(s.Clause)})
	}
	for i := range reg.Types {
		t := &reg.Types[i]
		v.Types = append(v.Types, Item{ID: t.ID, Label: t.Label.In(lang, reg.Lang), Hint: t.Hint.In(lang, reg.Lang), Clause: string(t.Clause)})
	}
	for i := range reg.Channels {
		c := &reg.Channels[i]
		v.Channels = append(v.Channels, ChannelView{Kind: c.Kind, Addresses: c.Addresses, Label: c.Label.In(lang, reg.Lang), Mode: c.Mode, Clause: string(c.Clause)})
		for _, f := range reg.FieldsFor(c.Kind) {
			v.Fields[c.Kind] = append(v.Fields[c.Kind], viewField(f, reg, lang))
		}
	}
	for i := range reg.Clauses {
		v.Clauses = append(v.Clauses, viewClause(reg.Clauses[i], reg, lang))
	}
	return &RegulationOutput{Body: v}, nil
}

func (a *api) getDocument(ctx context.Context, in *DocumentInput) (*Raw, error) {
	reg, _, err := a.Rules(ctx, engine.TenantID(in.Tenant), "")
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	lang := in.Lang
	if lang == "" {
		lang = reg.Lang
	}
	var page bytes.Buffer
	if err := rules.WriteDocument(&page, reg, lang); err != nil {
		return nil, a.fail(ctx, err, reg)
	}
	return &Raw{ContentType: "text/html; charset=utf-8", Body: page.Bytes()}, nil
}

func (a *api) confirmRead(ctx context.Context, in *TenantPath) (*ReadOutput, error) {
	actor := requestOf(ctx).actor
	if err := staffOnly(actor); err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	reg, edition, err := a.Rules(ctx, engine.TenantID(in.Tenant), "")
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	cmd := rules.ReadCommand(engine.TenantID(in.Tenant), actor, reg, edition)
	cmd.At = a.Now()
	e, err := a.Engine.Record(ctx, cmd, rules.ReadOp(reg))
	if err != nil {
		return nil, a.fail(ctx, err, reg)
	}
	out := &ReadOutput{}
	out.Body.Seq, out.Body.At = e.Seq, e.At
	return out, nil
}

// readers goes through the log; it is not asked for often.
func (a *api) readers(ctx context.Context, in *ReadersInput) ([]Reader, error) {
	tenant := engine.TenantID(in.Tenant)
	edition := in.Edition
	if edition == "" {
		_, active, err := a.Rules(ctx, tenant, "")
		if err != nil {
			return nil, err
		}
		edition = string(active)
	}
	staff, err := a.Staff(ctx, tenant)
	if err != nil {
		return nil, err
	}
	names := map[string][2]string{}
	for _, p := range staff {
		names[p.ID] = [2]string{p.Name, p.Position}
	}
	out := []Reader{}
	const page = 1000
	for after := int64(0); ; {
		events, err := a.Log.Events(ctx, tenant, after, page)
		if err != nil {
			return nil, err
		}
		for i := range events {
			e := &events[i]
			after = e.Seq
			if e.Kind != rules.KindRead || e.Body.Data.String("edition") != edition {
				continue
			}
			who := names[e.Actor.ID]
			if who[0] == "" {
				who[0] = e.Actor.ID
			}
			out = append(out, Reader{Name: who[0], Position: who[1], At: e.At, Edition: edition, Seq: e.Seq})
		}
		if len(events) < page {
			return out, nil
		}
	}
}

func (a *api) listReaders(ctx context.Context, in *ReadersInput) (*ReadersOutput, error) {
	if err := staffOnly(requestOf(ctx).actor); err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	readers, err := a.readers(ctx, in)
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	out := &ReadersOutput{}
	out.Body.Readers = readers
	return out, nil
}

// readerColumns are the columns of the list in the document (PROTS-READ).
var readerColumns = []rules.Text{
	{rules.Russian: "№", rules.Kazakh: "№", rules.English: "No."},
	{rules.Russian: "ФИО", rules.Kazakh: "Т.А.Ә.", rules.English: "Name"},
	{rules.Russian: "Должность", rules.Kazakh: "Лауазымы", rules.English: "Position"},
	{rules.Russian: "Дата", rules.Kazakh: "Күні", rules.English: "Date"},
	{rules.Russian: "Подпись", rules.Kazakh: "Қолы", rules.English: "Signature"},
}

func (a *api) exportReaders(ctx context.Context, in *ReadersInput) (*Raw, error) {
	list, err := a.listReaders(ctx, in)
	if err != nil {
		return nil, err
	}
	reg, _, err := a.Rules(ctx, engine.TenantID(in.Tenant), "")
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	var file bytes.Buffer
	file.WriteString("\uFEFF") // spreadsheets take it for Windows-1251 otherwise
	w := csv.NewWriter(&file)
	head := make([]string, len(readerColumns))
	for i, c := range readerColumns {
		head[i] = c.In(requestOf(ctx).lang)
	}
	rows := [][]string{head}
	for i, r := range list.Body.Readers {
		rows = append(rows, []string{itoa(int64(i + 1)), plainCell(r.Name), plainCell(r.Position), r.At.In(reg.Zone()).Format("02.01.2006 15:04"), "event " + itoa(r.Seq)})
	}
	if err := w.WriteAll(rows); err != nil {
		return nil, a.fail(ctx, err, reg)
	}
	return &Raw{ContentType: "text/csv; charset=utf-8", Disposition: `attachment; filename="readers.csv"`, Body: file.Bytes()}, nil
}

// plainCell keeps a spreadsheet from running a name as a formula.
func plainCell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
