package worker

import (
	"slices"
	"strings"
	"testing"

	"github.com/reglament/reglament/plugins"
)

// hooks look at the case in all ways that there are, and end in all.
var hooks = map[string]string{
	"values":   `return set { a = t.type, b = t.data.text, c = t.status, d = t.now, e = t.clause, f = t.language, g = t.data.nothing or "none" }`,
	"nested":   `return set { address = t.data.from.address, mailbox = t.data["mailbox"] }`,
	"names":    `local n = {} for name in pairs(t.data) do n[#n + 1] = name end return set { names = n }`,
	"raised":   `return set { yes = t:raised("registered"), no = t:raised("reply"), missing = t:missing() }`,
	"proposed": `local n = {} for i, op in ipairs(t.proposed) do n[i] = op.op .. " " .. op.clause .. " " .. (op.name or "") end return set { ops = n }`,
	"given":    `return set { data = t.data }`,
	"nothing":  `return nil`,
	"loop":     `while true do end`,
	"memory":   `local s = "x" for i = 1, 64 do s = s .. s end return set { s = s }`,
	"error":    `error("on purpose\nin two lines")`,
	"wrong":    `return { dance = true }`,
	"nul":      `return set { text = "a\0b" }`,
	"bytes":    `return set { text = "\255" }`,
	"odd name": `return set { text = t.data["\255"] or t["\255"] or "none" }`,
	"fraction": `return set { half = 0.5 }`,
}

func TestHooksDecideAsTheyDoInThisProcess(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	decided := 0
	for name, body := range hooks {
		_, there := r.load(t, "desk", script(body))
		here, err := plugins.Load(t.Context(), "desk", script(body))
		if err != nil {
			t.Fatal(err)
		}
		defer here.Close()
		want := decide(t.Context(), compile(t, here), mail("Hello"))
		for range 2 {
			if got := decide(t.Context(), there, mail("Hello")); got != want {
				t.Errorf("%s: decided\n%s\nwant, as in this process,\n%s", name, got, want)
			}
		}
		t.Logf("%s: %.300s", name, want)
		if !strings.HasPrefix(want, "failed") {
			decided++
		}
	}
	if decided < 8 {
		t.Errorf("%d hooks decided, want more", decided)
	}
}

// What a hook has asked for before goes along with a call, whether it asks or not.
// But the language of a ticket is settled when somebody first asks for it.
func TestHabitsOfAHookChangeNothing(t *testing.T) {
	t.Parallel()
	bundle := script(`
      local seen = { t.data.text, t.status, t.type, t.data.subject, t:missing(), t.proposed, t.now }
      if t.data.text == "ask" then return set { seen = t.language } end
      return set { language = "kk" }`)
	r := newRig(t, nil)
	prog, there := r.load(t, "desk", bundle)
	local, err := plugins.Load(t.Context(), "desk", bundle)
	if err != nil {
		t.Fatal(err)
	}
	defer local.Close()
	here := compile(t, local)
	for _, text := range []string{"ask", "tell", "ask", "tell"} {
		if got, want := decide(t.Context(), there, mail(text)), decide(t.Context(), here, mail(text)); got != want {
			t.Errorf("%s: got %s\nwant %s", text, got, want)
		}
	}
	var habits []string
	for _, paths := range prog.(*program).habits.paths {
		habits = append(habits, paths...)
	}
	if slices.Sort(habits); !slices.Contains(habits, "data.subject") || slices.Contains(habits, settles) {
		t.Errorf("what goes with a call is %v, want what the hook reads but for %s", habits, settles)
	}
}
