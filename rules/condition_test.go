package rules

import (
	"testing"

	"github.com/reglament/reglament/engine"
)

// conditionOf reads a condition as a catalogue writes it.
func conditionOf(t testing.TB, tree string) Cond {
	t.Helper()
	v, err := engine.DecodeValue([]byte(tree))
	if err != nil {
		t.Fatal(err)
	}
	d, c := &decoder{}, Cond{}
	c.fromTree(d, v)
	if err := d.findings.Err(); err != nil {
		t.Fatalf("%s: %v", tree, err)
	}
	return c
}

func TestConditionsHold(t *testing.T) {
	t.Parallel()
	reg := &Regulation{Catalogue: &Catalogue{Lang: Russian, Languages: []string{Russian}}, params: map[string]any{"types": []any{"mail"}}, personal: map[string]bool{"gmail.com": true}}
	r := reg.newRun(&engine.Case{
		Ticket: &engine.Ticket{Version: 2, Facets: map[string]string{"status": "work", "family": "work", "type": "mail"},
			Fields: engine.Fields{"phone": "+7705", "tags": []any{"a", "b"}, "count": int64(3), "email": "x@GMAIL.com", "done": true,
				"promise.p": map[string]any{"state": Running}}},
		Event: engine.Fact{Kind: KindMessage, Channel: "email", Actor: engine.Actor{Kind: engine.Staff, ID: "s", Roles: []string{"operator", "boss"}},
			Data: engine.Fields{"subject": "Забыл ПАРОЛЬ", "text": "помогите", "attachments": []any{"f"}, "a": map[string]any{"b": "c"}}},
		Facts:   engine.Fields{"identified": true, "company": map[string]any{"id": "clinic"}},
		Routing: engine.Routing{Grounds: engine.Fields{"by": BySubject}},
	})
	r.moment = "message"
	for tree, want := range map[string]bool{
		`{}`:                 true,
		`{"status": "work"}`: true, `{"status": "new"}`: false, `{"status": ["new", "work"]}`: true, `{"status": []}`: false, `{"status": {}}`: false,
		`{"status": "work", "type": "phone"}`: false, `{"family": "work", "type": "mail", "kind": "message", "moment": "message"}`: true,
		`{"channel": "email", "via": "email"}`: true, `{"priority": {"known": false}}`: true, `{"priority": "high"}`: false,
		`{"field.phone": {"known": true}}`: true, `{"field.phone": {"known": false}}`: false, `{"field.nothing": {"known": false}}`: true,
		`{"field.type": "mail"}`: true, `{"field.done": true}`: true, `{"field.nothing": false}`: true, `{"field.done": false}`: false, `{"field.count": 3}`: true,
		`{"field.count": {"min": 3, "max": 3}}`: true, `{"field.count": {"min": 4}}`: false, `{"field.count": {"max": 2}}`: false,
		`{"field.tags": "b"}`: true, `{"field.tags": ["c"]}`: false, `{"field.tags": {"min": 2}}`: true, `{"field.tags": {"has": ["B"]}}`: true,
		`{"words": {"has": ["пароль"]}}`: true, `{"words": {"has": ["логин"]}}`: false, `{"words": {"has": {}}}`: false, `{"words": {"has": ["x", "помог"]}}`: true,
		`{"any": [{"status": "new"}, {"type": "mail"}]}`: true, `{"any": [{"status": "new"}]}`: false, `{"any": {"status": "work"}}`: true, `{"any": []}`: false, `{"any": {}}`: false, `{"none": {}}`: true,
		`{"none": [{"status": "new"}, {"type": "phone"}]}`: true, `{"none": [{"type": "mail"}]}`: false, `{"none": []}`: true,
		`{"any": [{"none": [{"status": "work"}]}, {"files": {"min": 1}}]}`: true, `{"files": {"max": 0}}`: false,
		`{"actor.kind": "staff", "actor.role": "boss", "actor.id": "s"}`: true, `{"actor.role": "king"}`: false,
		`{"sender.kind": "personal", "sender.identified": true, "company.id": "clinic"}`: true, `{"sender.domain": "gmail.com"}`: true,
		`{"thread.by": ["subject", "number"]}`: true, `{"thread.from": {"known": true}}`: false, `{"data.a.b": "c"}`: true, `{"data.a": {"known": true}}`: true,
		`{"promise.p.state": "running"}`: true, `{"promise.q.state": {"known": false}}`: true, `{"param.types": "mail"}`: true,
		`{"automatic": false}`: true, `{"new": true}`: false, `{"subject.wrong": false}`: true, `{"subject.ok": true}`: false, `{"language": "ru"}`: true,
		`{"facet.type": "mail"}`: true, `{"missing": {"max": 0}}`: true, `{"input.x": {"known": false}}`: true,
	} {
		if got := conditionOf(t, tree).holds(r); got != want {
			t.Errorf("%s: got %v, want %v", tree, got, want)
		}
	}
}

func TestFieldsOfEveryKindAreChecked(t *testing.T) {
	t.Parallel()
	reg := &Regulation{Catalogue: &Catalogue{Reasons: []Reason{{ID: "late", Group: "g"}}}, types: map[string]*Type{"mail": {}}}
	options := []Option{{ID: "a"}, {ID: "b"}}
	for _, c := range []struct {
		field   Field
		in      any
		want    any
		problem string
	}{
		{Field{Kind: KindBool}, true, true, ""}, {Field{Kind: KindBool}, "on", true, ""}, {Field{Kind: KindBool}, "maybe", nil, "not_bool"},
		{Field{Kind: KindBool, Required: true}, false, nil, "required"}, {Field{Kind: KindText, Required: true}, " \n ", nil, "required"},
		{Field{Kind: KindText, Default: "x"}, nil, "x", ""}, {Field{Kind: KindText}, int64(5), nil, "not_text"},
		{Field{Kind: KindText}, map[string]any{"$item": "status/new"}, nil, "not_text"},
		{Field{Kind: KindDate}, "2026-02-28", "2026-02-28", ""}, {Field{Kind: KindDate}, "2026-02-30", nil, "date"},
		{Field{Kind: KindDateTime}, "2026-02-28T10:30", "2026-02-28T10:30:00Z", ""}, {Field{Kind: KindDateTime}, "2026-02-28T10:30:00+05:00", "2026-02-28T10:30:00+05:00", ""},
		{Field{Kind: KindDateTime}, "noon", nil, "datetime"}, {Field{Kind: KindChoice, Options: options}, "a", "a", ""}, {Field{Kind: KindChoice, Options: options}, "c", nil, "choice"},
		{Field{ID: "type", Kind: KindChoice}, "mail", "mail", ""}, {Field{ID: "type", Kind: KindChoice}, "joke", nil, "choice"},
		{Field{Kind: KindReason, Group: "g"}, "late", "late", ""}, {Field{Kind: KindReason, Group: "h"}, "late", nil, "choice"},
		{Field{Kind: KindText, Min: 2}, "ы", nil, "too_short"}, {Field{Kind: KindText, Max: 2}, "ққ", "ққ", ""}, {Field{Kind: KindText, Max: 2}, "қққ", nil, "too_long"},
		{Field{Kind: KindFiles, Max: 1}, []any{"a", "b"}, nil, "too_many"},
		{Field{Kind: KindChoice, Many: true, Options: options}, "c", nil, "choice"}, {Field{Kind: KindChoice, Many: true, Options: options}, []any{"a", int64(1)}, nil, "choice"},
	} {
		got, problem := reg.checkField(&c.field, c.in)
		code := ""
		if problem != nil {
			code, got = problem.Code, nil
		}
		if got != c.want || code != c.problem {
			t.Errorf("%+v with %v: got %v, %q; want %v, %q", c.field, c.in, got, code, c.want, c.problem)
		}
	}
}
