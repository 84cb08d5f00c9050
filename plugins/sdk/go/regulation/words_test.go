package regulation_test

import (
	"os"
	"reflect"
	"runtime"
	"slices"
	"testing"

	"github.com/reglament/reglament/plugins/lua"
	. "github.com/reglament/reglament/plugins/sdk/go/regulation"
	"github.com/reglament/reglament/rules"
)

func say(en, ru string) In { return In{EN: en, RU: ru} }

// everyWord says what testdata/words.lua says.
func everyWord() *Catalogue {
	return Regulation("words", "en", Object{"languages": List{"en", "ru"}},
		Document(Object{"title": "Words", "company": say("Words", "Слова"), "contact": "help@words.example"}),

		Clause("1", "Doors", Object{"label": "1 a", "quote": "Write to us.", "note": say("Our reading", "Как мы понимаем")},
			Calendar("main", "Asia/Almaty", Week("mon-thu", "09:00-13:00", "14:00-18:00"), Week("sat", "09:00-13:00", "14:00-18:00"),
				Week("fri", "09:00-16:00"), Object{"holidays": "kz", "days": Object{"2026-12-31": "09:00-12:00"}}),
			Calendar("shop", "Asia/Almaty", Object{"days": Object{}, "versions": []Object{
				{"week": Object{"mon": "09:00-10:00"}}, {"from": "2027-01-01", "week": Object{"tue": "09:00-10:00"}}}}),
			Channel("email", "help@words.example", Object{"free": true}),
			Channel("form", "https://words.example", Object{"who": Object{"level": "gold"}, "refusal": "closed"}),
			Channel("chat", "", Plain("Chat")),
			Numbering(Object{"prefix": "WO-", "first": 5, "width": 4}),
			Subject("{iin}/A/{summary}", Object{"tolerate": Object{"A": List{"a"}}}),
			Param("answer", say("Answer", "Ответ"), Object{"kind": "duration", "default": WorkingHours(4), "min": WorkingHours(1)}),
			Role("foreman", say("Foreman", "Мастер")),
			Queue("second", say("Second line", "Вторая линия")),
			Level("gold", say("Gold", "Золотой"), Object{"when": Object{"company.level": "gold"}}),
			Reading(), Transition("finish")),
		Clause("2", "What is asked", Object{"section": "Asking"},
			Request("repair", say("Repair", "Ремонт"), Object{"set": Object{"priority": "urgent"}}),
			Ask("type", say("What", "Что"), Object{"kind": "choice", "channels": "form"}),
			Ask("iin", say("IIN", "ИИН"), Object{"format": "iin"}),
			Optional("year", Object{"pattern": "[0-9]{4}", "hint": say("Four digits", "Четыре цифры")}, say("Year", "Год")),
			Optional("ended", say("Ended", "Окончено"), Object{"kind": "datetime"}),
			Optional("summary", say("Summary", "Суть")),
			Later("java", say("Java", "Java"), Object{"max": 40, "read": Object{"labels": "Java"}})),
		Clause("3", "How it goes",
			Status("new", say("New", "Новая"), Object{"family": "new", "turn": "staff", "initial": true}),
			Status("asked", say("Asked", "Вопрос"), Object{"family": "wait", "turn": "customer"}),
			Status("done", say("Done", "Готово"), Object{"family": "done", "turn": "nobody", "final": true}),
			Reason("stop", "no_answer", say("No answer", "Нет ответа")),
			May("ask", say("Ask", "Спросить"), Object{"roles": "staff", "from": "new", "to": "asked", "notice": ValueOf("input.text")},
				Ask("text", say("Question", "Вопрос"), Object{"kind": "longtext"}),
				Set(Object{"assignee": ValueOf("actor.id")}), Under("2", Mark("question"))),
			Must("answer", say("Answer", "Ответить"), Object{"roles": "staff", "from": "open", "to": "done", "silent": true, "children": "any", "when": Object{
				"any":  List{Object{"type": "repair"}, Object{"words": Has("boiler")}},
				"none": List{Object{"files": AtLeast(3), "missing": AtMost(0)}}}}),
			Join(Object{"by": List{"reply", "own"}, "to": "open"}),
			Follow(Object{"by": "subject", "to": "ended", "within": Days(30), "except": "hello"})),
		Clause("4", "When",
			Promise("answer", say("Answer", "Ответ"), Object{"since": "registered", "within": ParamOf("answer"), "calendar": "main",
				"met": List{"reply", "enter:done"}, "paused": "asked", "warn": WorkingMinutes(30), "on_warn": Note("late"),
				"on_breach": Effects{Note("late"), Send("late", Object{"to": "role:foreman"})}}),
			Silence("customer", say("Silence", "Молчание"), Object{"since": "enter:asked", "cancel": "leave:asked", "over": Days(2)},
				Remind(Object{"every": Hours(24), "times": 2, "last": Send("closed")}, Send("late")),
				Set(Object{"reason": "no_answer", "ended_at": Now()}), Move("done")),
			On("registered", Object{"when": Object{"field.ended": Within(WorkingDays(5)), "field.year": Known()}},
				Send("late"), Append(Object{"steps": Say("late")})),
			On([]string{"message", "file"}, Object{"when": Object{"field.year": Unknown(), "input.x": ValueOf("actor.id")}, "group": "g"},
				Suggest("answer", Object{"because": "late"})),
			On("message", Problem("year", "late", Object{"warning": true}), Confine("role:foreman", Object{"except": ValueOf("field.year")}), Copy("iin")),
			Hook("registered", func(*Case) Answer { return nil }, "type", "missing"),
			Text("late", say("Late", "Поздно")),
			Text("closed", Object{"subject": say("[{number}]", "[{number}]"), "body": say("Closed", "Закрыто")})),
	)
}

// tree reads a catalogue as the engine does.
func tree(t *testing.T, c *Catalogue) map[string]any {
	t.Helper()
	text, err := c.JSON()
	if err != nil {
		t.Fatalf("make the catalogue: %v", err)
	}
	v, err := ReadValue(text)
	if err != nil {
		t.Fatalf("read the catalogue: %v", err)
	}
	return v.(map[string]any)
}

func TestWordsSayTheSameAsThoseOfLua(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile("testdata/words.lua")
	if err != nil {
		t.Fatal(err)
	}
	program, said, err := lua.Load(t.Context(), "words.lua", string(source))
	if err != nil {
		t.Fatal(err)
	}
	defer program.Close()
	want, findings := rules.Compile(said, rules.Options{Hooks: program})
	if want == nil {
		t.Fatalf("words.lua: %v", findings)
	}
	catalogue := tree(t, everyWord())
	for _, h := range catalogue["hooks"].([]any) {
		delete(h.(map[string]any), "reads") // the Lua language reads whatever it likes
	}
	got, findings := rules.Compile(catalogue, rules.Options{})
	if got == nil {
		t.Fatalf("the twin in Go: %v", findings)
	}
	forgetPlaces(reflect.ValueOf(want.Catalogue))
	forgetPlaces(reflect.ValueOf(got.Catalogue))
	a, b := reflect.ValueOf(*got.Catalogue), reflect.ValueOf(*want.Catalogue)
	for i := range a.NumField() {
		if !reflect.DeepEqual(a.Field(i).Interface(), b.Field(i).Interface()) {
			t.Errorf("%s:\ngot  %+v\nwant %+v", a.Type().Field(i).Name, a.Field(i).Interface(), b.Field(i).Interface())
		}
	}
}

// forgetPlaces clears what two sources of one catalogue differ in: the lines of
// items and the numbers of hooks.
func forgetPlaces(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			forgetPlaces(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			forgetPlaces(v.Index(i))
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			e := reflect.New(v.Type().Elem()).Elem()
			e.Set(v.MapIndex(key))
			forgetPlaces(e)
			v.SetMapIndex(key, e)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if name := v.Type().Field(i).Name; v.Field(i).CanSet() && (name == "Line" || name == "Func") {
				v.Field(i).SetZero()
			} else if v.Field(i).CanSet() {
				forgetPlaces(v.Field(i))
			}
		}
	}
}

func TestItemsKnowTheirLinesAndHooksTheirNumbers(t *testing.T) {
	t.Parallel()
	_, _, here, _ := runtime.Caller(0)
	c := Regulation("lines", "en",
		Clause("1", "Lines",
			Role("a"),
			Hook("registered", func(*Case) Answer { return nil }, "type"),
			Text("b")),
		Clause("2", "More", Hook([]string{"reply"}, func(*Case) Answer { return nil })))
	got := tree(t, c)
	line := func(list string, n int) int64 {
		return got[list].([]any)[n].(map[string]any)["line"].(int64) - int64(here)
	}
	text := got["texts"].(map[string]any)["b"].(map[string]any)["line"].(int64) - int64(here)
	lines := []int64{line("clauses", 0), line("roles", 0), line("hooks", 0), text, line("clauses", 1), line("hooks", 1)}
	if want := []int64{2, 3, 4, 5, 6, 6}; !slices.Equal(lines, want) {
		t.Errorf("lines after the first: got %v, want %v", lines, want)
	}
	for i, h := range got["hooks"].([]any) {
		if number := h.(map[string]any)["func"]; number != int64(i+1) {
			t.Errorf("hook %d: got number %v, want %d", i, number, i+1)
		}
	}
	again, err := c.JSON()
	first, _ := c.JSON()
	if err != nil || string(again) != string(first) {
		t.Errorf("the catalogue is not the same each time: %s, %s, %v", first, again, err)
	}
}
