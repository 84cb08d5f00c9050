package httpapi

import (
	"context"
	"strings"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/compare"
	"github.com/reglament/reglament/rules/plan"
)

// Compared are two editions, loaded.
type Compared struct {
	WasID, IsID engine.EditionID
	Was, Is     *rules.Regulation
}

// Plan is what an edition would move.
type Plan struct {
	Edition engine.EditionID
	Zone    *time.Location
	plan.Summary
	Tickets []plan.Affected
}

// CompareInput names two editions.
type CompareInput struct {
	EditionPath
	To   string `query:"to" default:"active" doc:"The edition after: its id, the beginning of its id, or active"`
	Lang string `query:"lang" doc:"Language of the sentences, instead of Accept-Language"`
}

// CompareOutput tells how two editions differ.
type CompareOutput struct {
	Body struct {
		Was     string           `json:"was" doc:"Id of the edition before"`
		Is      string           `json:"is" doc:"Id of the edition after"`
		Clauses []ClauseOfChange `json:"clauses" doc:"Those with changes, in the order of the document"`
	}
}

// ClauseOfChange is a clause in which something has changed.
type ClauseOfChange struct {
	ID      string   `json:"id" doc:"Empty for the regulation itself"`
	Title   string   `json:"title"`
	Changes []Change `json:"changes"`
}

// Change is something that one edition says otherwise than the other.
type Change struct {
	Item     string `json:"item" example:"promise first_reply"`
	Key      string `json:"key,omitempty" example:"within" doc:"What of it; absent if all of it is new or gone"`
	Was      string `json:"was,omitempty"`
	Is       string `json:"is,omitempty"`
	Sentence string `json:"sentence"`
}

func (a *api) compareEditions(ctx context.Context, in *CompareInput) (*CompareOutput, error) {
	req := requestOf(ctx)
	if err := adminOnly(req.actor); err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	c, err := a.Editions.Compare(ctx, engine.TenantID(in.Tenant), in.Edition, in.To)
	if err != nil {
		return nil, a.failEdition(ctx, err)
	}
	out := &CompareOutput{}
	out.Body.Was, out.Body.Is, out.Body.Clauses = string(c.WasID), string(c.IsID), []ClauseOfChange{}
	for _, ch := range compare.Catalogues(c.Was.Catalogue, c.Is.Catalogue) {
		list := out.Body.Clauses
		if n := len(list); n == 0 || list[n-1].ID != string(ch.Clause) {
			list = append(list, ClauseOfChange{ID: string(ch.Clause), Title: c.title(ch.Clause, req.lang)})
		}
		last := &list[len(list)-1]
		last.Changes = append(last.Changes, Change{Item: ch.Item, Key: ch.Key, Was: ch.Was, Is: ch.Is, Sentence: sentenceOf(&ch, req.lang)})
		out.Body.Clauses = list
	}
	return out, nil
}

// title is the clause's title in the edition after, or else in the one before.
func (c *Compared) title(id engine.ClauseID, lang string) string {
	for _, reg := range []*rules.Regulation{c.Is, c.Was} {
		if clause, ok := reg.Clause(id); ok && id != "" {
			return clause.Title.In(lang, reg.Lang)
		}
	}
	return changeWords["itself"].In(lang)
}

// changeWords are the sentences for changes.
var changeWords = map[string]rules.Text{
	"itself": {rules.Russian: "Сам регламент", rules.Kazakh: "Регламенттің өзі", rules.English: "The regulation itself"},
	"new":    {rules.Russian: "Новое: {item} ({is})", rules.Kazakh: "Жаңа: {item} ({is})", rules.English: "New: {item} ({is})"},
	"gone":   {rules.Russian: "Больше нет: {item} ({was})", rules.Kazakh: "Енді жоқ: {item} ({was})", rules.English: "Gone: {item} ({was})"},
	"given": {rules.Russian: "{item}: {key} теперь {is}", rules.Kazakh: "{item}: {key} енді {is}",
		rules.English: "{item}: {key} is now {is}"},
	"taken": {rules.Russian: "{item}: {key} больше нет, было {was}", rules.Kazakh: "{item}: {key} енді жоқ, {was} болған",
		rules.English: "{item}: {key} is gone, it was {was}"},
	"changed": {rules.Russian: "{item}: {key} было {was}, стало {is}", rules.Kazakh: "{item}: {key} {was} болған, {is} болды",
		rules.English: "{item}: {key} was {was}, is {is}"},
}

func sentenceOf(ch *compare.Change, lang string) string {
	what := "changed"
	switch {
	case ch.Key == "" && ch.Was == "":
		what = "new"
	case ch.Key == "":
		what = "gone"
	case ch.Was == "":
		what = "given"
	case ch.Is == "":
		what = "taken"
	}
	return strings.NewReplacer("{item}", ch.Item, "{key}", ch.Key, "{was}", ch.Was, "{is}", ch.Is).Replace(changeWords[what].In(lang))
}

// PlanOutput tells which deadlines an edition would move.
type PlanOutput struct {
	Body struct {
		Edition string `json:"edition"`
		Zone    string `json:"zone" example:"Asia/Almaty"`
		plan.Summary
		Tickets []plan.Affected `json:"tickets" doc:"Those with deadlines that would move"`
	}
}

func (a *api) planEdition(ctx context.Context, in *EditionPath) (*PlanOutput, error) {
	if err := adminOnly(requestOf(ctx).actor); err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	p, err := a.Editions.Plan(ctx, engine.TenantID(in.Tenant), in.Edition)
	if err != nil {
		return nil, a.failEdition(ctx, err)
	}
	out := &PlanOutput{}
	out.Body.Edition, out.Body.Zone = string(p.Edition), p.Zone.String()
	out.Body.Summary, out.Body.Tickets = p.Summary, append([]plan.Affected{}, p.Tickets...)
	return out, nil
}
