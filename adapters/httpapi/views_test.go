package httpapi

import (
	"net/http"
	"strings"
	"testing"

	"github.com/reglament/reglament/engine"
)

const protsViews = "/api/v1/prots/views"

func (r *rig) views(t *testing.T, role string) string {
	t.Helper()
	var names []string
	for _, v := range want[struct{ Views []View }](t, r.call(t, role, "GET", protsViews, nil), http.StatusOK).Views {
		names = append(names, v.Name)
	}
	return strings.Join(names, " ")
}

func TestViewsAreSavedAndShared(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	body := object{"name": "Мои", "filter": object{"assignee": []string{"operator"}, "status": []string{"new"}}, "q": "ноутбук",
		"sort": "due", "columns": []string{"number", "subject"}, "layout": "list"}
	mine := want[View](t, r.call(t, "prots/operator", "POST", protsViews, body), http.StatusCreated)
	if !mine.Own || mine.Owner != "operator" || mine.Filter["assignee"][0] != "operator" || mine.Q != "ноутбук" || mine.Sort != "due" || mine.Revision == 0 {
		t.Errorf("view %+v, want what was saved", mine)
	}
	if got := r.views(t, "prots/admin"); got != "" {
		t.Errorf("an administrator sees %q, want nobody's own views", got)
	}
	path := protsViews + "/" + mine.ID
	problem(t, r.call(t, "prots/admin", "DELETE", path, nil), http.StatusNotFound, engine.NotFound)
	body["shared"], body["revision"] = true, mine.Revision
	shared := want[View](t, r.call(t, "prots/operator", "PUT", path, body), http.StatusOK)
	problem(t, r.call(t, "prots/operator", "PUT", path, body), http.StatusConflict, engine.Conflict)
	if got := r.views(t, "prots/admin"); got != "Мои" {
		t.Errorf("an administrator sees %q, want the shared one", got)
	}
	body["revision"] = shared.Revision
	p := problem(t, r.call(t, "prots/admin", "PUT", path, body), http.StatusForbidden, engine.Forbidden)
	if p.item("").Code != "view_not_yours" {
		t.Errorf("problem %+v", p)
	}
	r.token(t, prots, "performer", "p1")
	problem(t, r.call(t, "prots/performer", "DELETE", path, nil), http.StatusForbidden, engine.Forbidden)
	if a := r.call(t, "prots/admin", "DELETE", path, nil); a.status != http.StatusNoContent {
		t.Errorf("removing a shared view: %d %s", a.status, a.body)
	}
	if got := r.views(t, "prots/operator"); got != "" {
		t.Errorf("the owner sees %q after that", got)
	}
}

func TestViewIsHeldAgainstTheList(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	p := problem(t, r.call(t, "prots/operator", "POST", protsViews, object{"name": "x", "filter": object{"colour": []string{"red"}}}),
		http.StatusUnprocessableEntity, engine.Invalid)
	if p.item("/filter/colour").Code != "unknown_field" {
		t.Errorf("problem %+v, want that there is no such facet", p)
	}
	p = problem(t, r.call(t, "prots/operator", "POST", protsViews, object{"name": "x", "filter": object{"status": make([]string, 33)}}),
		http.StatusUnprocessableEntity, engine.Invalid)
	if p.item("/filter/status").Code != "too_many" {
		t.Errorf("problem %+v, want too many values", p)
	}
}
