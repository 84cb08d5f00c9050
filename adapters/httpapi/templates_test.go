package httpapi

import (
	"net/http"
	"strings"
	"testing"

	"github.com/reglament/reglament/engine"
)

const protsTemplates = "/api/v1/prots/templates"

func (r *rig) templates(t *testing.T, role, tenant string) []Template {
	t.Helper()
	return want[struct{ Templates []Template }](t, r.call(t, role, "GET", "/api/v1/"+tenant+"/templates", nil), http.StatusOK).Templates
}

func TestTemplatesAreTheCompanys(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	body := object{"name": "Перезагрузка", "texts": object{"ru": "Здравствуйте, {name}! См. {link}", "kk": "Сәлеметсіз бе, {name}!"}, "link": "https://help.example/faq", "type": "support"}
	made := want[Template](t, r.call(t, "prots/operator", "POST", protsTemplates, body), http.StatusCreated)
	if !made.Mine || made.Owner != "operator" || made.Texts["kk"] == "" || made.Link == "" || made.Type != "support" || made.Revision == 0 {
		t.Errorf("kept is %+v, want what was saved", made)
	}
	r.tokens["other"] = r.token(t, prots, "performer", "p1")
	if all := r.templates(t, "other", "prots"); len(all) != 1 || all[0].Mine {
		t.Errorf("a colleague sees %+v, want the template, not theirs", all)
	}
	if all := r.templates(t, "sud/operator", "sud"); len(all) != 0 {
		t.Errorf("another company sees %+v", all)
	}
	path := protsTemplates + "/" + made.ID
	problem(t, r.call(t, "sud/operator", "DELETE", "/api/v1/sud/templates/"+made.ID, nil), http.StatusNotFound, engine.NotFound)
	body["name"], body["revision"] = "Иначе", made.Revision
	p := problem(t, r.call(t, "other", "PUT", path, body), http.StatusForbidden, engine.Forbidden)
	if p.item("").Code != "template_not_yours" {
		t.Errorf("problem %+v", p)
	}
	problem(t, r.call(t, "other", "DELETE", path, nil), http.StatusForbidden, engine.Forbidden)
	changed := want[Template](t, r.call(t, "prots/admin", "PUT", path, body), http.StatusOK)
	if changed.Name != "Иначе" || changed.Owner != "operator" {
		t.Errorf("changed is %+v, want the new name and the old owner", changed)
	}
	problem(t, r.call(t, "prots/operator", "PUT", path, body), http.StatusConflict, engine.Conflict)
	if a := r.call(t, "prots/operator", "DELETE", path, nil); a.status != http.StatusNoContent {
		t.Errorf("removing: %d %s", a.status, a.body)
	}
	if all := r.templates(t, "prots/operator", "prots"); len(all) != 0 {
		t.Errorf("after that there is %+v", all)
	}
}

func TestTemplateIsChecked(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	for want, body := range map[string]object{
		"/name required":                {"name": " ", "texts": object{"ru": "a"}},
		"/name too_long":                {"name": strings.Repeat("ы", 80) + " ", "texts": object{"ru": "a"}},
		"/texts required":               {"name": "x", "texts": object{"ru": " "}},
		"/texts/de unknown_field":       {"name": "x", "texts": object{"de": "a"}},
		"/texts/ru placeholder_unknown": {"name": "x", "texts": object{"ru": "a {password}"}},
		"/texts/ru placeholder_link":    {"name": "x", "texts": object{"ru": "a {link}"}},
		"/texts/ru too_long":            {"name": "x", "texts": object{"ru": strings.Repeat("ы", 16<<10+1)}},
		"/link link_form":               {"name": "x", "texts": object{"ru": "a"}, "link": "javascript:alert(1)"},
	} {
		pointer, code, _ := strings.Cut(want, " ")
		p := problem(t, r.call(t, "prots/operator", "POST", protsTemplates, body), http.StatusUnprocessableEntity, engine.Invalid)
		if got := p.item(pointer); got.Code != code && code != "too_long" {
			t.Errorf("%v: %+v, want %s at %s", want, p.Errors, code, pointer)
		}
	}
}
