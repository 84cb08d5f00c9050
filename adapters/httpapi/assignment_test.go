package httpapi

import (
	"net/http"
	"strings"
	"testing"

	"github.com/reglament/reglament/engine"
)

const protsAssignment, protsAbsences, ownAbsence = "/api/v1/prots/assignment", "/api/v1/prots/absences", "/api/v1/prots/me/absence"

type assignmentBody struct {
	Rules    []AssignmentRule `json:"rules"`
	Revision int64            `json:"revision"`
	Updated  string           `json:"updated"`
}

func TestAssignmentIsReadByStaffAndChangedByLeaders(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	if got := want[assignmentBody](t, r.call(t, "prots/operator", "GET", protsAssignment, nil), http.StatusOK); got.Revision != 0 || len(got.Rules) != 0 {
		t.Fatalf("before anything is set there is %+v", got)
	}
	body := object{"rules": []object{{"role": "operator", "limit": 7, "shifts": true}, {"people": []string{"aliya"}, "queue": ""}}, "revision": 0}
	problem(t, r.call(t, "prots/operator", "PUT", protsAssignment, body), http.StatusForbidden, engine.Forbidden)
	p := problem(t, r.call(t, "prots/admin", "PUT", protsAssignment, body), http.StatusUnprocessableEntity, engine.Invalid)
	if got := p.item("/rules"); got.Code != "assignment_rules" || !strings.Contains(got.Detail, "rule 2") {
		t.Errorf("two rules for all: %+v, want that the second is wrong", p)
	}
	body["rules"] = []object{{"role": "boss", "queue": "third", "calendar": "night"}}
	p = problem(t, r.call(t, "prots/admin", "PUT", protsAssignment, body, "Accept-Language", "ru"), http.StatusUnprocessableEntity, engine.Invalid)
	for pointer, code := range map[string]string{"/rules/0/role": "role_unknown", "/rules/0/queue": "queue_unknown", "/rules/0/calendar": "calendar_unknown"} {
		if got := p.item(pointer); got.Code != code || !strings.Contains(got.Detail, "«") {
			t.Errorf("%s: %+v, want %s in Russian", pointer, got, code)
		}
	}
	r.token(t, prots, "manager", "boss")
	body["rules"] = []object{{"role": "operator", "limit": 7, "shifts": true}}
	first := want[assignmentBody](t, r.call(t, "prots/manager", "PUT", protsAssignment, body, "Accept-Language", "ru"), http.StatusOK)
	if len(first.Rules) != 1 || first.Rules[0].How != "turn" || !strings.Contains(first.Rules[0].Words, "не больше 7") || !strings.Contains(first.Rules[0].Words, "на смене") {
		t.Errorf("kept is %+v, want the rule with its words", first)
	}
	problem(t, r.call(t, "prots/admin", "PUT", protsAssignment, body), http.StatusConflict, engine.Conflict)
	if got := want[assignmentBody](t, r.call(t, "sud/operator", "GET", "/api/v1/sud/assignment", nil), http.StatusOK); got.Revision != 0 {
		t.Errorf("another company sees %+v", got)
	}
	problem(t, r.call(t, "", "GET", protsAssignment, nil), http.StatusUnauthorized, engine.Forbidden)
}

func (r *rig) absent(t *testing.T, role string) []Absence {
	t.Helper()
	return want[struct{ Absences []Absence }](t, r.call(t, role, "GET", protsAbsences, nil), http.StatusOK).Absences
}

func TestAbsenceIsWrittenDownByOneselfOrALeader(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.tokens["aliya"] = r.token(t, prots, "performer", "aliya")
	day := r.clock.Now()
	body := object{"from": day.Format("2006-01-02"), "until": day.AddDate(0, 0, 6).Format("2006-01-02"), "substitute": "odd", "revision": 0}
	mine := want[Absence](t, r.call(t, "aliya", "PUT", ownAbsence, body), http.StatusOK)
	if mine.Person != "aliya" || mine.Name == "" || !mine.Now || mine.FirstDay != body["from"] || mine.LastDay != body["until"] || mine.Substitute != "odd" {
		t.Errorf("kept is %+v, want %v from today", mine, body)
	}
	problem(t, r.call(t, "aliya", "PUT", ownAbsence, body), http.StatusConflict, engine.Conflict)
	if all := r.absent(t, "prots/operator"); len(all) != 1 || all[0].Person != "aliya" {
		t.Errorf("a colleague sees %+v, want her absence", all)
	}
	other := "/api/v1/prots/people/aliya/absence"
	body["revision"] = mine.Revision
	problem(t, r.call(t, "prots/operator", "PUT", other, body), http.StatusForbidden, engine.Forbidden)
	problem(t, r.call(t, "prots/operator", "DELETE", other, nil), http.StatusForbidden, engine.Forbidden)
	problem(t, r.call(t, "prots/admin", "PUT", "/api/v1/prots/people/nobody/absence", body), http.StatusNotFound, engine.NotFound)
	problem(t, r.call(t, "sud/operator", "GET", "/api/v1/sud/people/aliya/absence", nil), http.StatusNotFound, engine.NotFound)
	body["substitute"] = ""
	want[Absence](t, r.call(t, "prots/admin", "PUT", other, body), http.StatusOK)
	for code, change := range map[string]object{
		"/from date":                 {"from": "завтра"},
		"/until absence_order":       {"until": "2020-01-01"},
		"/substitute absence_self":   {"substitute": "aliya"},
		"/substitute person_unknown": {"substitute": "nobody"},
	} {
		wrong := object{"from": body["from"], "until": body["until"], "revision": 0}
		for k, v := range change {
			wrong[k] = v
		}
		p := problem(t, r.call(t, "aliya", "PUT", ownAbsence, wrong), http.StatusUnprocessableEntity, engine.Invalid)
		pointer, code, _ := strings.Cut(code, " ")
		if got := p.item(pointer); got.Code != code {
			t.Errorf("%v: %+v, want %s at %s", change, p.Errors, code, pointer)
		}
	}
	if a := r.call(t, "aliya", "DELETE", ownAbsence, nil); a.status != http.StatusNoContent {
		t.Errorf("removing: %d %s", a.status, a.body)
	}
	if all := r.absent(t, "prots/operator"); len(all) != 0 {
		t.Errorf("after that there is %+v", all)
	}
}
