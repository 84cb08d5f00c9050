package regulation_test

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"testing"

	. "github.com/reglament/reglament/plugins/sdk/go/regulation"
)

// asking is a catalogue with one hook, number 1.
func asking(hook func(*Case) Answer, reads ...string) *Catalogue {
	return Regulation("test", "en", Clause("7", "Asked", Hook("registered", hook, reads...)))
}

func decide(t *testing.T, c *Catalogue, seen string) string {
	t.Helper()
	got, err := Decide(c, []byte(seen))
	if err != nil {
		t.Fatalf("decide: %v", err)
	}
	return string(got)
}

func TestHookSeesItsCase(t *testing.T) {
	t.Parallel()
	reads := []string{"field.year", "field.born", "field.name", "files", "new", "missing", "company.directions", "data.from", "field.none"}
	c := asking(func(c *Case) Answer {
		year, isYear := c.Int("field.year")
		_, isName := c.Int("field.name")
		files, _ := c.Int("files")
		_, isNone := c.Int("field.none")
		got := List{year, isYear, isName, isNone, files, c.Text("field.name"), c.Text("field.none"), c.Text("files"), c.Bool("new"), c.Bool("field.none"),
			c.List("missing"), c.List("company.directions"), len(c.List("field.none")), c.Has("field.name"), c.Has("field.none"),
			c.Get("data.from").(map[string]any)["address"], c.Raised("registered"), c.Raised("reply"), c.Now(), c.Clause()}
		return Set(Object{"got": got})
	}, reads...)
	got := decide(t, c, `{"hook":1,"now":1795413600000000,"clause":"7","raised":["received","registered"],"later":{"x":[1]},
		"case":{"field.year":"1999","field.name":"Айгүл","files":2,"new":true,"missing":["email","phone"],"company.directions":"north",
		"data.from":{"address":"a@b.example"},"field.none":null}}`)
	want := `{"effects":[{"set":{"got":[1999,true,false,false,2,"Айгүл","","",true,false,["email","phone"],["north"],0,true,false,` +
		`"a@b.example",true,false,1795413600000000,"7"]}}]}`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestHookAnswersWithEffects(t *testing.T) {
	t.Parallel()
	var none Effects
	for want, answer := range map[string]Answer{
		`{}`:                                  nil,
		`{"effects":[]}`:                      Effects{{}, {}},
		`{"effects":[{"note":{"text":"a"}}]}`: Note("a"),
		`{"effects":[{"status":"work"},{"mark":["x","y"]}]}`:                                                   Effects{Move("work"), {}, Mark("x", "y")},
		`{"effects":[{"send":{"text":"b","to":"role:r","values":{"n":1}}}]}`:                                   Send("b", Object{"values": Object{"n": 1}, "to": "role:r"}),
		`{"effects":[{"send":{"text":{"path":"field.x"}}}]}`:                                                   Send("", Object{"text": ValueOf("field.x")}),
		`{"effects":[{"suggest":{"act":"close","text":"why","inputs":{"reason":"late"}}}]}`:                    Suggest("close", Object{"reason": "late", "because": "why"}),
		`{"effects":[{"clause":"9","problem":{"field":"email","text":"t","warning":true}},{"drop":"1"}]}`:      Effects{Under("9", Problem("email", "t", Object{"warning": true})), Drop("1")},
		`{"effects":[{"copy":["iin"]},{"confine":{"to":"staff"}},{"link":{"as":"parent","to":{"now":true}}}]}`: Effects{Copy("iin"), Confine("staff"), Link("parent", Now())},
		`{"effects":[{"tell":{"ticket":"T","moment":"m"}},{"open":{"as":"child","anonymous":true}}]}`:          Effects{Tell("T", "m"), Open("child", Object{"anonymous": true})},
		`{"effects":[{"append":{"steps":{"say":"t"}}},{"clause":"2","mark":"z"}]}`:                             Effects{Append(Object{"steps": Say("t")}), Do(Object{"mark": "z", "clause": "2"})},
	} {
		if got := decide(t, asking(func(*Case) Answer { return answer }), `{"hook":1}`); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	if got := decide(t, asking(func(*Case) Answer { return none }), `{"hook":1}`); got != `{}` {
		t.Errorf("no effects: got %s, want {}", got)
	}
}

func TestDecideSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	_, _, here, _ := runtime.Caller(0)
	line := func(n int) string { return fmt.Sprintf("decide_test.go:%d: ", here+1+n) }
	c := Regulation("test", "en", Clause("7", "Wrong",
		Hook("registered", func(*Case) Answer { panic("out of order") }),
		Hook("registered", func(c *Case) Answer { return Note(c.List("missing")[3].(string)) }, "missing"),
		Hook("registered", func(c *Case) Answer { return Note(c.Text("field.year")) }, "field.month"),
		Hook("registered", func(*Case) Answer { return Set(Object{"share": 0.5}) }),
		Hook("registered", func(*Case) Answer { panic(7) }),
	))
	for seen, want := range map[string]string{
		`{"hook":1}`:                           "hook of clause 7: " + line(2) + "out of order",
		`{"hook":2}`:                           "hook of clause 7: " + line(3) + "runtime error: index out of range [3] with length 0",
		`{"hook":3}`:                           "hook of clause 7: " + line(4) + "the hook looks at field.year, which is not among its reads",
		`{"hook":4}`:                           "hook of clause 7: 0: set: share: fractions are not allowed",
		`{"hook":5}`:                           "hook of clause 7: " + line(6) + "panic with a value that is no text",
		`{"hook":6}`:                           "there is no hook 6",
		`{}`:                                   "there is no hook 0",
		`{"hook":-1}`:                          "there is no hook -1",
		`[]`:                                   "an object is expected",
		`{"hook":"1"}`:                         "a number is expected",
		`{"hook":1,"raised":"x"}`:              "a list is expected",
		`{"hook":1,"raised":[1]}`:              "a text is expected",
		`{"hook":1,"raised":["x" "y"]}`:        "a text is expected",
		`{"hook":1,"case":[]}`:                 "an object is expected",
		`{"hook":1,"case":{"a":null,"a":"b"}}`: "the path stands twice",
		`{"hook":1}{`:                          "nothing more is expected",
		``:                                     "an object is expected",
	} {
		if got, err := Decide(c, []byte(seen)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %s, %v; want an error with %q", seen, got, err, want)
		}
	}
}

func TestCatalogueSaysWhatCannotStandWhereItDoes(t *testing.T) {
	t.Parallel()
	c := Regulation("test", "en",
		Clause("1", "Wrong", Request("repair", Move("work")), Remind(), Clause("2", "Inner"), Text("a"), Text("a"), Numbering(nil), Numbering(nil),
			Calendar("main", "Asia/Almaty", Week("mon-son", "09:00-18:00"), Role("r")), May("x", Status("y")),
			Silence("s", Remind(Ask("z"))), Hook("registered", nil)), Ask("outside"))
	_, err := c.JSON()
	if err == nil {
		t.Fatal("the catalogue is taken, with all that is wrong in it")
	}
	want := []string{
		"regulation test: ask outside cannot stand here",
		"clause 1: remind cannot stand here",
		"clause 1: clause 2 cannot stand here",
		"request repair: no effect can stand here",
		"text a: there is one already",
		"numbering: there is one already",
		"calendar main: role r cannot stand here",
		"week mon-son: a day is mon, tue, wed, thu, fri, sat or sun, a range such as mon-fri",
		"may x: status y cannot stand here",
		"remind: ask z cannot stand here",
		"hook: it has no function",
	}
	if got := strings.Split(err.Error(), "\n"); !reflect.DeepEqual(got, want) {
		t.Errorf("got:\n%s\nwant:\n%s", err, strings.Join(want, "\n"))
	}
}
