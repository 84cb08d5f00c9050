package statechart_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/statechart"
)

type tree = map[string]any

// desk is the catalogue that the tests of package rules use, with changes.
func desk(t *testing.T, change func(tree)) *rules.Regulation {
	t.Helper()
	raw, err := os.ReadFile("../testdata/desk.json")
	if err != nil {
		t.Fatal(err)
	}
	catalogue, err := engine.DecodeValue(raw)
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(catalogue.(tree))
	}
	reg, findings := rules.Compile(catalogue, rules.Options{})
	if err := findings.Err(); err != nil {
		t.Fatal(err)
	}
	return reg
}

func draw(t *testing.T, reg *rules.Regulation) string {
	t.Helper()
	var b bytes.Buffer
	if err := statechart.Write(&b, reg, rules.English); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestMovesOfActsAndTimers(t *testing.T) {
	t.Parallel()
	var got []string
	for _, m := range statechart.Moves(desk(t, nil), rules.English) {
		got = append(got, fmt.Sprintf("%s %q %q: %s (%s)", m.Kind, m.From, m.To, m.Label, m.Clause))
	}
	want := []string{
		`rule [""] ["new"]: New ticket (D-3)`,
		`act ["new"] ["work"]: Take (D-3)`,
		`act ["new" "work"] ["asked"]: Ask (D-3)`,
		`act ["asked"] ["work"]: Go on (D-3)`,
		`customer ["new" "work" "asked"] ["closed"]: Close (D-3)`,
		`rule ["asked"] ["work"]: Customer's message (D-5)`,
		`timer ["asked"] ["stopped"]: The customer's answer: after 2 working d (D-5)`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestRuleBeginsWhereItsMomentAndConditionAllow holds every form in which a
// condition can speak of statuses against what is read from it.
func TestRuleBeginsWhereItsMomentAndConditionAllow(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		on   string
		when tree
		want []string
	}{
		{"message", nil, []string{"new", "work", "asked"}},
		{"message", tree{"status": "asked"}, []string{"asked"}},
		{"message", tree{"status": []any{"new", "asked"}, "channel": "email"}, []string{"new", "asked"}},
		{"message", tree{"facet.status": "work"}, []string{"work"}},
		{"message", tree{"family": "wait"}, []string{"asked"}},
		{"message", tree{"turn": "staff"}, []string{"new", "work"}},
		{"message", tree{"channel": "email", "files": tree{"min": int64(1)}}, []string{"new", "work", "asked"}},
		{"message", tree{"any": []any{tree{"status": "new"}, tree{"status": "asked", "channel": "email"}}}, []string{"new", "asked"}},
		{"message", tree{"none": []any{tree{"status": "new"}, tree{"status": "asked", "channel": "email"}}}, []string{"work", "asked"}},
		{"late_message", tree{"none": []any{tree{"status": "closed"}}}, nil},
		{"received", tree{"channel": "email"}, []string{statechart.Start}},
		{"registered", nil, []string{"new"}},
		{"enter:asked", nil, []string{"asked"}},
		{"act:take", nil, []string{"work"}},
		{"act:retype", tree{"status": "work"}, []string{"work"}},
		{"breach:first_reply", nil, []string{"new", "work", "asked"}},
	} {
		reg := desk(t, func(cat tree) {
			rule := tree{"on": []any{c.on}, "clause": "D-7", "do": []any{tree{"status": "stopped"}}}
			if c.when != nil {
				rule["when"] = c.when
			}
			cat["reactions"] = []any{rule}
		})
		var got []string
		for _, m := range statechart.Moves(reg, rules.English) {
			if m.Clause == "D-7" {
				got = m.From
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("on %s when %v: got %q, want %q", c.on, c.when, got, c.want)
		}
	}
}

// TestDeadlineRunsOutWhereItsClockRuns: not where it is paused, and after the end
// only if it is kept.
func TestDeadlineRunsOutWhereItsClockRuns(t *testing.T) {
	t.Parallel()
	for keep, want := range map[bool][]string{false: {"new", "work"}, true: {"new", "work", "closed"}} {
		reg := desk(t, func(cat tree) {
			promise := cat["promises"].([]any)[0].(tree)
			promise["keep"], promise["on_breach"] = keep, []any{tree{"status": "stopped"}}
		})
		var got []string
		for _, m := range statechart.Moves(reg, rules.English) {
			if m.Label == "First reply: overdue" {
				got = m.From
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("keep = %v: got %q, want %q", keep, got, want)
		}
	}
}

// TestMomentOfTheRegulationsOwnIsTracedToWhatRaisesIt: by acts and by rules, in
// rings too.
func TestMomentOfTheRegulationsOwnIsTracedToWhatRaisesIt(t *testing.T) {
	t.Parallel()
	reg := desk(t, func(cat tree) {
		rule := func(on, clause string, do tree) tree {
			return tree{"on": []any{on}, "clause": clause, "do": []any{do}}
		}
		spoke := rule("message", "D-5", tree{"mark": []any{"spoke", "message"}})
		spoke["when"] = tree{"status": "asked"}
		cat["reactions"] = []any{spoke, rule("spoke", "D-7", tree{"status": "stopped"}), rule("ring", "D-5", tree{"mark": []any{"ring"}}),
			rule("ring", "D-4", tree{"status": "stopped"}), rule("taken", "D-2", tree{"status": "stopped"})}
		for _, act := range cat["acts"].([]any) {
			if act.(tree)["id"] == "take" {
				act.(tree)["mark"] = "taken"
			}
		}
	})
	got := map[engine.ClauseID]string{}
	for _, m := range statechart.Moves(reg, rules.English) {
		if slices.Equal(m.To, []string{"stopped"}) && m.Kind == statechart.KindRule {
			got[m.Clause] = fmt.Sprintf("%s %q", m.Label, m.From)
		}
	}
	clause, _ := reg.Clause("D-4")
	for id, want := range map[engine.ClauseID]string{"D-7": `Customer's message ["asked"]`, "D-2": `Take ["work"]`,
		"D-4": clause.Title.In(rules.English) + ` ["new" "work" "asked"]`} {
		if got[id] != want {
			t.Errorf("clause %s: got %s, want %s", id, got[id], want)
		}
	}
}

// TestWayBackLeadsToWhereTheWaitWasEntered: "previous" is no status of its own.
func TestWayBackLeadsToWhereTheWaitWasEntered(t *testing.T) {
	t.Parallel()
	reg := desk(t, func(cat tree) {
		cat["reactions"] = []any{tree{"on": []any{"message"}, "clause": "D-7", "when": tree{"status": "asked"}, "do": []any{tree{"status": "previous"}}}}
	})
	for _, m := range statechart.Moves(reg, rules.English) {
		if m.Clause == "D-7" && slices.Equal(m.From, []string{"asked"}) && slices.Equal(m.To, []string{"new", "work"}) {
			if svg := draw(t, reg); !strings.Contains(svg, `data-from="asked" data-to="new work"`) {
				t.Errorf("the move is not in\n%s", svg)
			}
			return
		}
	}
	t.Error("there is no move from asked to new and work, from where the customer is asked")
}

func TestSameRegulationGivesTheSamePicture(t *testing.T) {
	t.Parallel()
	first := draw(t, desk(t, nil))
	for range 5 {
		if again := draw(t, desk(t, nil)); again != first {
			t.Fatalf("got another picture:\n%s\nafter\n%s", again, first)
		}
	}
}

// TestNothingOverlaps looks at a chart of twelve statuses with names of all
// lengths, between which everything leads everywhere.
func TestNothingOverlaps(t *testing.T) {
	t.Parallel()
	svg := draw(t, desk(t, func(cat tree) {
		statuses, acts := cat["statuses"].([]any), cat["acts"].([]any)
		for i := range 7 {
			id := fmt.Sprintf("s%d", i)
			statuses = append(statuses, tree{"id": id, "clause": "D-3", "family": []string{"work", "wait", "done"}[i%3], "turn": "other",
				"label": strings.Repeat("Длинное слово и Непроизносимоесуществительное ", i/2+1)})
			acts = append(acts, tree{"id": "to_" + id, "clause": "D-3", "label": "Act " + id, "roles": "staff", "from": "open", "to": id})
		}
		cat["statuses"], cat["acts"] = statuses, acts
	}))
	boxes, lines := shapes(t, svg)
	if len(boxes) != 12 || len(lines) != 14 {
		t.Fatalf("got %d boxes and %d lines, want 12 and one for each move", len(boxes), len(lines))
	}
	var all image.Rectangle
	for i, box := range boxes {
		for _, other := range slices.Concat(boxes[:i], lines) {
			if box.Inset(-2).Overlaps(other) {
				t.Errorf("the box at %v overlaps %v", box, other)
			}
		}
		all = all.Union(box)
	}
	for i, line := range lines {
		for _, other := range lines[:i] {
			if d := line.Min.Y - other.Min.Y; max(d, -d) < 30 {
				t.Errorf("lines at %v and %v leave no room for what is written on them", line, other)
			}
		}
	}
	var root struct {
		Width  int `xml:"width,attr"`
		Height int `xml:"height,attr"`
	}
	if err := xml.Unmarshal([]byte(svg), &root); err != nil || !all.In(image.Rect(0, 0, root.Width, root.Height)) {
		t.Errorf("boxes reach to %v beyond the picture of %d by %d (%v)", all, root.Width, root.Height, err)
	}
}

// shapes reads the boxes of statuses and the lines of moves.
func shapes(t *testing.T, svg string) (boxes, lines []image.Rectangle) {
	t.Helper()
	var root struct {
		Groups []struct {
			Line []struct {
				X1 int `xml:"x1,attr"`
				X2 int `xml:"x2,attr"`
				Y1 int `xml:"y1,attr"`
			} `xml:"line"`
			Box []struct {
				X      int `xml:"x,attr"`
				Y      int `xml:"y,attr"`
				Width  int `xml:"width,attr"`
				Height int `xml:"height,attr"`
			} `xml:"rect"`
		} `xml:"g"`
	}
	if err := xml.Unmarshal([]byte(svg), &root); err != nil {
		t.Fatal(err)
	}
	for _, g := range root.Groups {
		for _, b := range g.Box {
			boxes = append(boxes, image.Rect(b.X, b.Y, b.X+b.Width, b.Y+b.Height))
		}
		for _, l := range g.Line {
			lines = append(lines, image.Rect(l.X1, l.Y1, l.X2, l.Y1+1))
		}
	}
	return boxes, lines
}

func TestHostileLabelsStayText(t *testing.T) {
	t.Parallel()
	const hostile = "</text><script>alert(1)</script>\"'&\x00]]>\n\u2028" + `<svg onload="x">`
	svg := draw(t, desk(t, func(cat tree) {
		for _, list := range []string{"statuses", "acts", "silences"} {
			for _, item := range cat[list].([]any) {
				item.(tree)["label"] = hostile
			}
		}
		cat["document"].(tree)["title"] = hostile
	}))
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, svg)
		}
		if e, ok := token.(xml.StartElement); ok && !slices.Contains([]string{"svg", "title", "rect", "g", "text", "line", "circle", "polygon"}, e.Name.Local) {
			t.Errorf("there is an element %s in\n%s", e.Name.Local, svg)
		}
	}
}
