package rules_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

func TestDeskHasNoFindings(t *testing.T) {
	t.Parallel()
	_, findings := compileDesk(t)
	for _, f := range findings {
		t.Error(f)
	}
}

// finding is one that is wanted: its place, its clause, and words of it.
type finding struct {
	line   int
	clause engine.ClauseID
	words  string
}

// broken are catalogues with one thing wrong each, and what must be found.
var broken = map[string]struct {
	edit edit
	want finding
}{
	"unknown version of the form":   {set("api", int64(9)), finding{0, "", "api = 9; this program speaks 1"}},
	"no id":                         {set("id", ""), finding{0, "", "the regulation has no id"}},
	"number that is never found":    {set("numbering.prefix", "desk"), finding{11, "D-1", "a number is found in subjects if it begins with 2 to 12 capitals"}},
	"condition on no field":         {set("reactions.1.when", map[string]any{"field.colour": "red"}), finding{55, "D-5", `there is no field "colour"`}},
	"condition on no role":          {set("reactions.1.when", map[string]any{"actor.role": "king"}), finding{55, "D-5", `there is no actor role "king"`}},
	"condition on no language":      {set("reactions.1.when", map[string]any{"language": "de"}), finding{55, "D-5", `there is no language "de"`}},
	"condition on no channel":       {set("reactions.1.when", map[string]any{"channel": "fax"}), finding{55, "D-5", `there is no channel "fax"`}},
	"text with an unknown field":    {set("texts.late.body", "Dear {field.nmae}"), finding{78, "D-7", `there is no field "nmae"`}},
	"copy of no field":              {set("reactions.0.do", []any{map[string]any{"copy": []any{"colour"}}}), finding{71, "D-7", `there is no field "colour"`}},
	"status with a selector's name": {set("statuses.work.id", "open"), finding{32, "D-3", "take another id"}},
	"act with a dot":                {set("acts.take.id", "take.it"), finding{37, "D-3", `act "take.it"`}},
	"unknown language":              {set("lang", "de"), finding{0, "", `lang = "de"`}},
	"unknown transition":            {set("transition", map[string]any{"in_work": "keep", "clause": "D-1", "line": int64(12)}), finding{12, "D-1", `transition "keep": want "finish"`}},
	"transition in no clause":       {set("transition", map[string]any{"in_work": "adopt", "line": int64(12)}), finding{12, "", "transition stands in no clause"}},
	"no numbering":                  {set("numbering", nil), finding{0, "", "does not say how tickets are numbered"}},
	"unknown member":                {set("acts.take.colour", "red"), finding{37, "D-3", `"colour" is unknown here; known are children, clause, danger`}},
	"unknown member of a clause":    {set("clauses.0.colour", "red"), finding{10, "D-1", `"colour" is unknown here`}},
	"text where a number belongs":   {set("statuses.new.initial", "yes"), finding{31, "D-3", `want true or false, not the string "yes"`}},
	"number where a text belongs":   {set("numbering.prefix", int64(5)), finding{11, "D-1", "want a string, not the number 5"}},
	"text where a list belongs":     {set("silences.asked.remind.times", "two"), finding{54, "D-5", "want an integer"}},
	"no duration":                   {set("promises.first_reply.within", "4 hours"), finding{42, "D-4", `"4 hours" does not say whether by the clock or in working time: write 4h or 4wh`}},
	"no text":                       {set("acts.take.label", int64(1)), finding{37, "D-3", "want a text, or texts by language"}},
	"text in no language":           {set("acts.take.label", map[string]any{"en": "Take", "de": "Nehmen"}), finding{37, "D-3", `"de" is no language`}},
	"unknown path":                  {set("acts.take.when", map[string]any{"colour": "red"}), finding{37, "D-3", `no path starts with "colour"`}},
	"path without its end":          {set("acts.take.when", map[string]any{"field": "red"}), finding{37, "D-3", `"field" needs a name after it`}},
	"path too long":                 {set("acts.take.when", map[string]any{"status.x": "red"}), finding{37, "D-3", `"status" has no parts`}},
	"unknown test":                  {set("acts.take.when", map[string]any{"type": map[string]any{"like": "x"}}), finding{37, "D-3", "like = the string"}},
	"clause twice":                  {set("clauses.1.id", "D-1"), finding{20, "D-1", "clause D-1 stands twice, first in line 10"}},
	"clause without id":             {set("clauses.1.id", ""), finding{20, "", "a clause has no id"}},
	"clause of the engine":          {set("clauses.6.id", "engine:x"), finding{70, "engine:x", "are the engine's own"}},
	"item in no clause":             {set("acts.take.clause", nil), finding{37, "", `act "take" stands in no clause`}},
	"item in an unknown clause":     {set("types.support.clause", "D-9"), finding{21, "D-9", `type "support" stands in clause D-9, which there is not`}},
	"text in an unknown clause":     {set("texts.late.clause", "D-9"), finding{78, "D-9", `text "late" stands in clause D-9`}},
	"reaction in no clause":         {set("reactions.0.clause", nil), finding{71, "", "a reaction stands in no clause"}},
	"status twice":                  {set("statuses.work.id", "new"), finding{32, "D-3", `status "new" stands twice`}},
	"calendar twice":                {duplicate("calendars"), finding{12, "D-1", `calendar "main" stands twice`}},
	"act without id":                {set("acts.0.id", ""), finding{37, "D-3", "act without an id"}},
	"two initial statuses":          {set("statuses.work.initial", true), finding{0, "", "2 statuses are initial"}},
	"no initial status":             {set("statuses.new.initial", nil), finding{0, "", "0 statuses are initial"}},
	"unknown family":                {set("statuses.work.family", "busy"), finding{32, "D-3", `family = "busy"`}},
	"unknown turn":                  {set("statuses.work.turn", "boss"), finding{32, "D-3", `turn = "boss"`}},
	"act to an unknown status":      {set("acts.take.to", "nowhere"), finding{37, "D-3", `act take leads to "nowhere", which is no status`}},
	"act from an unknown status":    {set("acts.take.from", []any{"nowhere"}), finding{37, "D-3", `there is no status "nowhere"`}},
	"act of nobody":                 {set("acts.take.roles", nil), finding{37, "D-3", "act take: nobody may do it"}},
	"act of an unknown role":        {set("acts.take.roles", []any{"king"}), finding{37, "D-3", `there is no role "king"`}},
	"notice without text":           {set("acts.ask.notice", "nothing"), finding{38, "D-3", `there is no text "nothing"`}},
	"move to an unknown status":     {set("reactions.1.do.0.status", "nowhere"), finding{55, "D-5", `there is no status "nowhere"`}},
	"status that is set":            {set("acts.take.do.0.set", map[string]any{"status": "work"}), finding{37, "D-3", "to change it, move the ticket"}},
	"unknown type that is set":      {set("acts.take.do.0.set", map[string]any{"type": "joke"}), finding{37, "D-3", `there is no type "joke"`}},
	"effect that does nothing":      {set("acts.take.do.0.set", nil), finding{37, "D-3", "exactly one thing; this does 0"}},
	"effect that does two things":   {set("acts.take.do.0.status", "work"), finding{37, "D-3", "exactly one thing; this does 2"}},
	"effect under no clause":        {set("reactions.0.do.0.clause", "D-9"), finding{71, "D-7", `there is no clause "D-9"`}},
	"dropping no clause":            {set("reactions.0.do", []any{map[string]any{"drop": "D-9"}}), finding{71, "D-7", `there is no clause "D-9" to drop`}},
	"sending no text":               {set("reactions.0.do.0.send.text", "nothing"), finding{71, "D-7", `there is no text "nothing"`}},
	"suggesting no act":             {set("reactions.0.do", []any{map[string]any{"suggest": map[string]any{"act": "dance"}}}), finding{71, "D-7", `there is no act "dance" to suggest`}},
	"reaction to nothing":           {set("reactions.0.on", []any{"full_moon"}), finding{71, "D-7", `nothing ever raises the moment "full_moon"`}},
	"reaction that does nothing":    {set("reactions.0.do", nil), finding{71, "D-7", "a reaction does nothing"}},
	"condition on no status":        {set("reactions.1.when", map[string]any{"status": "nowhere"}), finding{55, "D-5", `there is no status "nowhere"`}},
	"condition on no type":          {set("reactions.1.when", map[string]any{"none": []any{map[string]any{"type": []any{"support", "joke"}}}}), finding{55, "D-5", `there is no type "joke"`}},
	"promise without calendar":      {set("promises.first_reply.calendar", nil), finding{42, "D-4", `4wh needs a calendar, and there is no calendar ""`}},
	"promise on no calendar":        {set("promises.solved.calendar", "moon"), finding{43, "D-4", `there is no calendar "moon"`}},
	"promise without term":          {set("promises.first_reply.within", nil), finding{42, "D-4", "promise first_reply needs either within or by"}},
	"promise with two terms":        {set("promises.solved.within", "1h"), finding{43, "D-4", "promise solved needs either within or by"}},
	"promise never met":             {set("promises.first_reply.met", nil), finding{42, "D-4", "does not say since when and by what it is met"}},
	"promise since nothing":         {set("promises.first_reply.since", []any{"enter:nowhere"}), finding{42, "D-4", `nothing ever raises the moment "enter:nowhere"`}},
	"promise paused nowhere":        {set("promises.first_reply.paused", []any{"family:idle"}), finding{42, "D-4", `there is no status "family:idle"`}},
	"promise by no path":            {set("promises.solved.by.path", "tipe"), finding{43, "D-4", `by: no path starts with "tipe"`}},
	"promise by no type":            {set("promises.solved.by.values.joke", "1h"), finding{43, "D-4", `there is no type "joke"`}},
	"warning without calendar":      {set("promises.solved.warn", "1wh"), finding{43, "D-4", `1wh needs a calendar`}},
	"silence without calendar":      {set("silences.asked.calendar", nil), finding{54, "D-5", `2wd needs a calendar`}},
	"silence without term":          {set("silences.asked.over", nil), finding{54, "D-5", "does not say after how long it ends"}},
	"silence that nothing breaks":   {set("silences.asked.cancel", nil), finding{54, "D-5", "does not say since when and by what it is broken"}},
	"too many reminders":            {set("silences.asked.remind.times", int64(21)), finding{54, "D-5", "1 to 20 times"}},
	"unknown field kind":            {set("fields.code.kind", "colour"), finding{27, "D-2", `there is no kind "colour"`}},
	"unknown format":                {set("fields.code.format", "passport"), finding{27, "D-2", `there is no format "passport"; known are email, iin, phone`}},
	"pattern that is none":          {set("fields.code.pattern", "("), finding{27, "D-2", "field code: pattern: error parsing regexp"}},
	"field named as a facet":        {set("fields.code.id", "status"), finding{27, "D-2", "this is the name of a facet"}},
	"field with a bad name":         {set("fields.code.id", "Код"), finding{27, "D-2", "small Latin letters"}},
	"field by no field":             {set("fields.code.when.field", "tipe"), finding{27, "D-2", `field code appears by the field "tipe", which there is not`}},
	"choice of nothing":             {set("fields.code.kind", "choice"), finding{27, "D-2", "there is nothing to choose from"}},
	"reason of no group":            {set("acts.close.inputs.reason.group", "whim"), finding{39, "D-3", `there is no reason in group "whim"`}},
	"channel without kind":          {set("channels.form.kind", ""), finding{14, "D-1", "channel form has no kind"}},
	"channel of unknown mode":       {set("channels.form.mode", "closed"), finding{14, "D-1", `there is no mode "closed"`}},
	"channel that tells nobody why": {set("channels.form.who", map[string]any{"sender.identified": true}), finding{14, "D-1", "not for everyone but has no text for the others"}},
	"unknown thread evidence":       {set("threading.0.by", []any{"telepathy"}), finding{61, "D-6", `there is no evidence "telepathy"`}},
	"unknown thread end":            {set("threading.0.then", "ignore"), finding{61, "D-6", `then = "ignore"`}},
	"text missing in a language":    {set("languages", []any{"en", "kk"}), finding{72, "D-7", `text "accepted" is missing in kk`}},
	"label missing in a language":   {set("languages", []any{"en", "kk"}), finding{36, "D-3", "reason spam has no label in kk"}},
	"text with a loose brace":       {set("texts.late.body", "Too late }"), finding{78, "D-7", `text "late" (body, en): a } stands alone`}},
	"text that is not closed":       {set("texts.late.body", "Too {#type}late"), finding{78, "D-7", "{/type} is missing"}},
	"text with an unknown value":    {set("texts.late.body", "Dear {nmae}"), finding{78, "D-7", `text "late": no path starts with "nmae"`}},
	"text with an unknown deadline": {set("texts.late.body", "By {due.second_reply}"), finding{78, "D-7", "{due.second_reply} names no promise and no silence"}},
	"text with an unknown link":     {set("texts.late.body", "Press {link.dance}"), finding{78, "D-7", "{link.dance} names no act"}},
	"subject of one part":           {set("subject", map[string]any{"pattern": "{iin}", "clause": "D-2", "line": int64(29)}), finding{29, "D-2", "has fewer than two parts"}},
	"subject of no field":           {set("subject", map[string]any{"pattern": "{inn}/X", "clause": "D-2", "line": int64(29)}), finding{29, "D-2", `names the field "inn", which there is not`}},
	"zone that is an offset":        {set("calendars.main.definition.zone", "GMT+6"), finding{12, "D-1", "GMT+6"}},
	"unknown calendar key":          {set("calendars.main.definition.holydays", "kz"), finding{12, "D-1", "holydays"}},
	"parameter of no kind":          {set("params.reminders.kind", "whim"), finding{51, "D-5", `"whim" is no kind of parameter`}},
	"parameter out of range":        {set("params.reminders.default", int64(9)), finding{51, "D-5", "9 is out of range: 5 is the maximum"}},
	"parameter shorter than it may": {set("params.first_reply.default", "29wm"), finding{41, "D-4", "29wm is out of range: 30wm is the minimum"}},
	"parameter longer in its unit":  {set("params.first_reply.default", "961wm"), finding{41, "D-4", "961wm is out of range: 16wh is the maximum"}},
	"parameter that there is not":   {set("silences.asked.remind.times", map[string]any{"param": "remindres"}), finding{54, "D-5", `there is no parameter "remindres"`}},
	"condition on no parameter":     {set("reactions.1.when", map[string]any{"type": map[string]any{"param": "typs"}}), finding{55, "D-5", `there is no parameter "typs"`}},
	"wait without a timer":          {all(set("silences", nil), set("acts.ask.from", []any{"new"}), set("acts.close.roles", []any{"customer"}), set("acts.resume.from", []any{"new"})), finding{33, "D-3", "status asked waits for the customer without a timer, and no act of staff leads out of it"}},
	"duration without a unit":       {set("promises.first_reply.within", int64(4)), finding{42, "D-4", `want a duration, such as "3wh", not the number 4`}},
	"duration of an unknown unit":   {set("promises.first_reply.within", "4 weeks"), finding{42, "D-4", `"4 weeks" is not a duration`}},
	"status that nobody owns":       {all(set("acts.ask.from", []any{"new"}), set("acts.close.from", []any{"new"})), finding{32, "D-3", "status work has no owner: it is the staff's turn, but no act of theirs leads out of it"}},
	"status that is nobody's turn":  {all(set("statuses.work.turn", "nobody"), set("acts.ask.from", []any{"new"}), set("acts.close.from", []any{"new"})), finding{32, "D-3", "status work has no owner: it is nobody's turn, and nothing leads out of it"}},
	"act that no status allows":     {set("acts.take.when", map[string]any{"status": "work"}), finding{37, "D-3", "act take can never be done: no status allows it"}},
	"condition against itself":      {set("reactions.1.when", map[string]any{"type": "support", "none": map[string]any{"type": "support"}}), finding{55, "D-5", "this condition can never hold"}},
	"condition on no number":        {set("reactions.1.when", map[string]any{"missing": map[string]any{"min": int64(3), "max": int64(2)}}), finding{55, "D-5", "this condition can never hold"}},
	"condition on two statuses":     {set("reactions.1.when", map[string]any{"status": "new", "family": "wait"}), finding{55, "D-5", "this condition can never hold"}},
	"children of another word":      {set("acts.close.children", "none"), finding{39, "D-3", `children = "none"; the only word here is "any"`}},
	"reason of which nobody hears":  {set("acts.close.silent", nil), finding{39, "D-3", "act close ends the ticket for a reason of which the customer is not told"}},
	"end of which nobody hears":     {set("silences.asked.then", []any{map[string]any{"status": "stopped"}}), finding{54, "D-5", "silence asked ends the ticket, and the customer is not told"}},
	"reason that is never given":    {set("silences.asked.then.0.set.reason", "spam"), finding{53, "D-5", "reason silence is never given"}},
	"clause that says nothing":      {add("clauses", map[string]any{"id": "D-8", "line": int64(80)}), finding{80, "D-8", "the clause says nothing"}},
	"working hours by the clock":    {set("clauses.3.quote", "Urgent matters are solved in 2 Working hours, others soon."), finding{40, "D-4", `the document says "2 Working hour…", but 2h counts by the clock; write 2wh`}},
	"working days by the clock":     {all(set("silences.asked.over", "2d"), set("clauses.4.quote", "Жауапты 2 (екі) жұмыс күні күтеміз.")), finding{50, "D-5", `2d counts by the clock; write 2wd`}},
	"level behind one for all":      {set("levels", []any{level("all", 81, map[string]any{}), level("gold", 82, map[string]any{"sender.identified": true})}), finding{82, "D-4", "level gold is never given: whoever it is for gets level all of line 81 first"}},
	"one debt with two terms":       {add("promises", debt), finding{44, "D-6", "promise reply contradicts promise first_reply of clause D-4, line 42: the same is owed within 8wh here, within 4wh there"}},
	"moves that contradict":         {add("reactions", reaction("D-6", []any{"registered"}, map[string]any{"status": "work"}), reaction("D-7", []any{"registered"}, map[string]any{"status": "asked"})), finding{90, "D-7", "this contradicts clause D-6, line 90, which acts at the same moment: it moves the ticket to work, this to asked"}},
	"values that contradict":        {add("reactions", reaction("D-6", []any{"message"}, map[string]any{"set": map[string]any{"priority": "high"}}), reaction("D-7", []any{"message"}, map[string]any{"set": map[string]any{"priority": "low"}})), finding{90, "D-7", "it sets priority = high, this sets it to low"}},
	"reaction behind another":       {add("reactions", grouped("D-6"), grouped("D-7")), finding{90, "D-7", "this never acts: the reaction of group one in line 90 comes first"}},
	"future of no date":             {set("fields.code.future", true), finding{27, "D-2", "field code: future and open are for dates"}},
	"date on no calendar":           {add("fields", map[string]any{"id": "day", "clause": "D-2", "line": int64(29), "label": "Day", "kind": "date", "open": "moon"}), finding{29, "D-2", `field day: there is no calendar "moon"`}},
	"choice from no path":           {set("fields.code.from", "colour.x"), finding{27, "D-2", `field code: from: no path starts with "colour"`}},
	"link that is no ticket":        {set("fields.code.link", "related"), finding{27, "D-2", "field code: link is for fields of kind ticket"}},
	"date that is paused":           {dated("promises.first_reply", nil), finding{42, "D-4", "promise first_reply ends at a date, which cannot be paused"}},
	"date without a path":           {all(set("promises.solved.by", nil), set("promises.solved.at", "day")), finding{43, "D-4", `promise solved: at names where the date is found: value "field.day"`}},
	"date of no calendar":           {dated("promises.first_reply", "moon"), finding{42, "D-4", `promise first_reply: there is no calendar "moon"`}},
	"silence to a date and longer":  {dated("silences.asked", "main"), finding{54, "D-5", "silence asked ends at a date; it has no length and no reminders"}},
	"sending as nobody":             {set("reactions.0.do.0.send.as", "king"), finding{71, "D-7", `as = "king"; partner is known`}},
	"sending by no channel":         {set("reactions.0.do.0.send.by", "fax"), finding{71, "D-7", `no channel "fax" carries answers`}},
	"sending to no role":            {set("reactions.0.do.0.send.to", "role:king"), finding{71, "D-7", `there is no role "king"`}},
	"link of no kind":               {does(map[string]any{"link": map[string]any{"as": "cousin", "to": "field.code"}}), finding{71, "D-7", `as = "cousin"; known are`}},
	"telling nothing":               {does(map[string]any{"tell": map[string]any{"ticket": "parent"}}), finding{71, "D-7", "tell does not say which moment it raises"}},
	"confined to nobody":            {does(map[string]any{"confine": map[string]any{"to": "king"}}), finding{71, "D-7", `confine to "king"; staff, customer and role:<role> are known`}},
	"field that a hook may set":     {all(set("hooks", []any{map[string]any{"on": "registered", "clause": "D-7", "line": int64(71)}}), set("reactions.1.when", map[string]any{"field.colour": "red"})), finding{55, "D-5", `nothing but a hook could set the field "colour"`}},
	"hook that reads no path":       {set("hooks", []any{map[string]any{"on": "registered", "clause": "D-7", "line": int64(79), "reads": []any{"type", "colour"}}}), finding{79, "D-7", `reads: no path starts with "colour"`}},
	"effect that sets too much":     {does(map[string]any{"set": manyValues()}), finding{71, "D-7", "an effect sets 501 values, at most 500 are allowed"}},
	"too many items":                {add("reactions", make([]any, 2000)...), finding{0, "", "2002 reactions, at most 2000 are allowed"}},
	"status that nothing leads to":  {set("acts.ask.to", "work"), finding{33, "D-3", "nothing ever leads to the status asked"}},
}

func TestCheckFindsWhatIsBroken(t *testing.T) {
	t.Parallel()
	for name, b := range broken {
		_, findings := compileDesk(t, b.edit)
		if len(findings) == 0 {
			t.Errorf("%s: nothing was found", name)
		}
		found := false
		for _, f := range findings {
			found = found || f.File == "desk.lua" && f.Line == b.want.line && f.Clause == b.want.clause && strings.Contains(f.Message, b.want.words)
		}
		if !found {
			t.Errorf("%s: findings are\n%s\nwant one in line %d, clause %q, with %q", name, findings.Error(), b.want.line, b.want.clause, b.want.words)
		}
	}
}

func TestOnlyWarningsLeaveARegulation(t *testing.T) {
	t.Parallel()
	for name, b := range broken {
		reg, findings := compileDesk(t, b.edit)
		if (reg == nil) != (findings.Err() != nil) {
			t.Errorf("%s: got a regulation %v with findings\n%s", name, reg != nil, findings.Error())
		}
	}
	if reg, _ := compileDesk(t, set("acts.ask.to", "work")); reg == nil {
		t.Error("a status that nothing leads to: got no regulation, want a warning alone")
	}
}

func TestAllThatIsWrongIsFoundAtOnce(t *testing.T) {
	t.Parallel()
	_, findings := compileDesk(t, set("acts.take.to", "nowhere"), set("promises.solved.calendar", "moon"), set("texts.late.clause", "D-9"))
	if len(findings) != 4 { // act, text, and both durations of the promise
		t.Errorf("got %d findings, want 4:\n%s", len(findings), findings.Error())
	}
}

func TestFindingsComeInTheSameOrder(t *testing.T) {
	t.Parallel()
	edits := []edit{set("languages", []any{"en", "kk", "ru"}), set("texts.late.subject", "}"), set("texts.late.body", "{")}
	_, first := compileDesk(t, edits...)
	for range 20 {
		if _, again := compileDesk(t, edits...); again.Error() != first.Error() {
			t.Fatalf("got\n%s\nand then\n%s", first.Error(), again.Error())
		}
	}
}

func TestFindingNamesItsPlace(t *testing.T) {
	t.Parallel()
	f := rules.Finding{File: "a.lua", Line: 7, Clause: "D-1", Path: "acts[0].to", Message: "there is no status"}
	if got, want := f.String(), "a.lua:7: clause D-1: acts[0].to: there is no status"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func all(edits ...edit) edit {
	return func(t testing.TB, tree map[string]any) {
		for _, e := range edits {
			e(t, tree)
		}
	}
}

// dated makes an item end at a date on a calendar.
func dated(item string, calendar any) edit {
	return all(set(item+".within", nil), set(item+".at", map[string]any{"path": "field.code"}), set(item+".calendar", calendar))
}

// does makes the desk's first reaction do something else.
func does(effect map[string]any) edit {
	return set("reactions.0.do", []any{effect})
}

func manyValues() map[string]any {
	values := map[string]any{}
	for i := range 501 {
		values[fmt.Sprint("f", i)] = "x"
	}
	return values
}

// debt is owed for the same as the desk's first reply, within another term.
var debt = map[string]any{"id": "reply", "clause": "D-6", "line": int64(44), "label": "Reply", "since": "registered", "within": "8wh", "calendar": "main",
	"met": "reply", "cancel": []any{"enter:closed", "enter:stopped"}, "paused": "asked"}

func level(id string, line int64, when map[string]any) map[string]any {
	return map[string]any{"id": id, "clause": "D-4", "line": line, "label": id, "when": when}
}

func reaction(clause string, on []any, do map[string]any) map[string]any {
	return map[string]any{"clause": clause, "line": int64(90), "on": on, "do": []any{do}}
}

func grouped(clause string) map[string]any {
	r := reaction(clause, []any{"message"}, map[string]any{"set": map[string]any{"priority": "high"}})
	r["group"] = "one"
	return r
}

// duplicate puts the first item of a list there once more.
func duplicate(list string) edit {
	return func(_ testing.TB, tree map[string]any) {
		have := tree[list].([]any)
		tree[list] = append(have, have[0])
	}
}

func contains(findings rules.Findings, words string) bool {
	for _, f := range findings {
		if strings.Contains(f.Message, words) {
			return true
		}
	}
	return false
}

func TestWhatIsWrongWithACalendarIsSaidOnce(t *testing.T) {
	t.Parallel()
	_, findings := compileDesk(t, set("calendars.main.definition.zone", "GMT+6"))
	if len(findings) != 1 {
		t.Errorf("got %d findings, want 1:\n%s", len(findings), findings.Error())
	}
}
