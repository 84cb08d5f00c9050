package rules

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/worktime"
)

// checker looks for what makes a catalogue unfit to decide.
type checker struct {
	reg      *Regulation
	file     string
	findings Findings
	at       Origin
	known    map[string]bool // moments that can be raised
}

func (c *checker) errorf(format string, args ...any) {
	c.findings = append(c.findings, Finding{File: c.file, Line: c.at.Line, Clause: c.at.Clause,
		Message: fmt.Sprintf(format, args...)})
}

func (c *checker) warnf(format string, args ...any) {
	c.errorf(format, args...)
	c.findings[len(c.findings)-1].Warning = true
}

// index fills the lookup tables and finds what is named twice.
func (c *checker) index() {
	reg := c.reg
	reg.clauses = map[engine.ClauseID]*Clause{}
	for i := range reg.Clauses {
		clause := &reg.Clauses[i]
		c.at = Origin{Clause: clause.ID, Line: clause.Line}
		switch {
		case clause.ID == "":
			c.errorf("a clause has no id")
		case strings.HasPrefix(string(clause.ID), "engine:"):
			c.errorf(`clause ids that start with "engine:" are the engine's own`)
		case reg.clauses[clause.ID] != nil:
			c.errorf("clause %s stands twice, first in line %d", clause.ID, reg.clauses[clause.ID].Line)
		}
		reg.clauses[clause.ID] = clause
	}
	reg.statuses = indexed(c, "status", reg.Statuses, func(x *Status) (string, Origin) { return x.ID, x.Origin })
	reg.acts = indexed(c, "act", reg.Acts, func(x *Act) (string, Origin) { return x.ID, x.Origin })
	reg.types = indexed(c, "type", reg.Types, func(x *Type) (string, Origin) { return x.ID, x.Origin })
	reg.reasons = indexed(c, "reason", reg.Reasons, func(x *Reason) (string, Origin) { return x.ID, x.Origin })
	indexed(c, "promise", reg.Promises, func(x *Promise) (string, Origin) { return x.ID, x.Origin })
	indexed(c, "silence", reg.Silences, func(x *Silence) (string, Origin) { return x.ID, x.Origin })
	indexed(c, "channel", reg.Channels, func(x *Channel) (string, Origin) { return x.ID, x.Origin })
	indexed(c, "level", reg.Levels, func(x *Level) (string, Origin) { return x.ID, x.Origin })
	indexed(c, "parameter", reg.Params, func(x *Param) (string, Origin) { return x.ID, x.Origin })
	reg.fields = map[string]*Field{}
	for i := range reg.Fields {
		if f := &reg.Fields[i]; reg.fields[f.ID] == nil {
			reg.fields[f.ID] = f
		}
	}
}

// indexed maps items by id and reports ids that are missing or taken.
func indexed[T any](c *checker, what string, items []T, of func(*T) (string, Origin)) map[string]*T {
	m := make(map[string]*T, len(items))
	for i := range items {
		id, at := of(&items[i])
		c.at = at
		switch {
		case id == "":
			c.errorf("a %s has no id", what)
		case m[id] != nil:
			c.errorf("%s %q stands twice", what, id)
		case at.Clause == "":
			c.errorf("%s %q stands in no clause", what, id)
		}
		m[id] = &items[i]
	}
	return m
}

func (c *checker) calendars(opts Options) {
	reg := c.reg
	reg.calendars = map[string]*worktime.Calendar{}
	for i := range reg.Calendars {
		cal := &reg.Calendars[i]
		c.at = cal.Origin
		raw, err := json.Marshal(cal.Definition)
		if err != nil {
			c.errorf("calendar %q: %v", cal.ID, err)
			continue
		}
		def, err := worktime.ParseDefinition(raw)
		if err != nil {
			c.errorf("calendar %q: %v", cal.ID, err)
			continue
		}
		var holidays worktime.Holidays
		if def.Holidays != "" {
			load := opts.Holidays
			if load == nil {
				load = worktime.Embedded
			}
			if holidays, err = load(def.Holidays); err != nil {
				c.errorf("calendar %q: %v", cal.ID, err)
				continue
			}
			reg.uses["holidays."+def.Holidays] = holidays.Digest()
		}
		compiled, err := worktime.Compile(def, holidays)
		if err != nil {
			c.errorf("calendar %q: %v", cal.ID, err)
			continue
		}
		reg.calendars[cal.ID] = compiled
	}
}

func (c *checker) check() {
	reg := c.reg
	c.at = Origin{}
	if reg.API != API && reg.API != API-1 {
		c.errorf("api = %d; this program speaks %d", reg.API, API)
	}
	if reg.ID == "" {
		c.errorf("the regulation has no id")
	}
	if !slices.Contains([]string{Kazakh, Russian, English}, reg.Lang) {
		c.errorf("lang = %q; kk, ru and en are known", reg.Lang)
	}
	if reg.Numbering.Prefix == "" {
		c.errorf("the regulation does not say how tickets are numbered")
	}
	c.texts()
	c.statuses()
	c.knownMoments()
	c.fields()
	c.channels()
	c.acts()
	c.promises()
	c.silences()
	for i := range reg.Reactions {
		r := &reg.Reactions[i]
		c.at = r.Origin
		c.moments(r.On)
		c.effects(r.Do)
		if len(r.Do) == 0 {
			c.errorf("a reaction does nothing")
		}
	}
	for i := range reg.Hooks {
		c.at = reg.Hooks[i].Origin
		c.moments(reg.Hooks[i].On)
	}
	for i := range reg.Types {
		c.at = reg.Types[i].Origin
		c.label("type "+reg.Types[i].ID, reg.Types[i].Label)
	}
	for i := range reg.Reasons {
		c.at = reg.Reasons[i].Origin
		c.label("reason "+reg.Reasons[i].ID, reg.Reasons[i].Label)
	}
	for i := range reg.Threading {
		th := &reg.Threading[i]
		c.at = th.Origin
		c.selectors(th.To)
		if th.Then != "join" && th.Then != "new" {
			c.errorf(`then = %q; "join" and "new" are known`, th.Then)
		}
		c.duration(th.Within, th.Calendar)
	}
	c.subjectForm()
	c.clausesExist()
}

func (c *checker) label(what string, t Text) {
	for _, lang := range c.reg.Languages {
		if !t.Has(lang, c.reg.Lang) {
			c.errorf("%s has no label in %s", what, lang)
		}
	}
}

func (c *checker) statuses() {
	initial := 0
	for i := range c.reg.Statuses {
		s := &c.reg.Statuses[i]
		c.at = s.Origin
		if s.Initial {
			initial++
			c.reg.initial = s
		}
		if !slices.Contains([]string{FamilyNew, FamilyWork, FamilyWait, FamilyDone, FamilyStop}, s.Family) {
			c.errorf("status %s: family = %q; new, work, wait, done and stop are known", s.ID, s.Family)
		}
		if !slices.Contains([]string{"staff", "customer", "other", "nobody"}, s.Turn) {
			c.errorf("status %s: turn = %q; staff, customer, other and nobody are known", s.ID, s.Turn)
		}
		c.label("status "+s.ID, s.Label)
	}
	c.at = Origin{}
	if initial != 1 {
		c.errorf("%d statuses are initial; exactly one must be", initial)
	}
}

// knownMoments lists what can be raised: by the engine's events, by statuses
// and acts, and by marks.
func (c *checker) knownMoments() {
	c.known = map[string]bool{}
	for _, m := range []string{momentReceived, momentRegistered, momentMessage, momentLate, momentReply, momentFile,
		momentAutomatic, momentSubjectWrong, momentBounce} {
		c.known[m] = true
	}
	mark := func(effects []Effect) {
		for _, e := range effects {
			for _, m := range e.Mark {
				c.known[m] = true
			}
		}
	}
	for id := range c.reg.statuses {
		c.known["enter:"+id], c.known["leave:"+id] = true, true
	}
	for _, id := range builtinActs {
		c.known["act:"+id] = true
	}
	for id, a := range c.reg.acts {
		c.known["act:"+id] = true
		for _, m := range a.Mark {
			c.known[m] = true
		}
		mark(a.Do)
	}
	for key := range c.reg.texts {
		c.known["delivered:"+key], c.known["undeliverable:"+key] = true, true
	}
	for i := range c.reg.Reactions {
		mark(c.reg.Reactions[i].Do)
	}
	for i := range c.reg.Promises {
		p := &c.reg.Promises[i]
		c.known["warn:"+p.ID], c.known["breach:"+p.ID] = true, true
		mark(p.OnBreach)
		mark(p.OnWarn)
	}
	for i := range c.reg.Silences {
		mark(c.reg.Silences[i].Then)
	}
}

func (c *checker) moments(moments []string) {
	for _, m := range moments {
		if !c.known[m] {
			c.errorf("nothing ever raises the moment %q", m)
		}
	}
}

func (c *checker) selectors(selectors []string) {
	for _, sel := range selectors {
		family, isFamily := strings.CutPrefix(sel, "family:")
		switch {
		case sel == "open" || sel == "ended" || c.reg.statuses[sel] != nil:
		case isFamily && slices.Contains([]string{FamilyNew, FamilyWork, FamilyWait, FamilyDone, FamilyStop}, family):
		default:
			c.errorf("there is no status %q", sel)
		}
	}
}

func (c *checker) duration(d Duration, calendar string) {
	if d.N == 0 {
		return
	}
	if _, ok := c.reg.calendars[calendar]; !ok && (calendar != "" || d.Working()) {
		c.errorf("%s needs a calendar, and there is no calendar %q", d, calendar)
	}
}

func (c *checker) fields() {
	c.reg.patterns = map[string]*regexp.Regexp{}
	for i := range c.reg.Fields {
		c.field(&c.reg.Fields[i])
	}
}

func (c *checker) field(f *Field) {
	c.at = f.Origin
	if f.Kind == "" {
		f.Kind = KindText
	}
	if !fieldName.MatchString(f.ID) {
		c.errorf("field %q: a field's id is made of small Latin letters, digits and _", f.ID)
	}
	if isFacet(f.ID) && f.ID != "type" && f.ID != "priority" {
		c.errorf("field %s: this is the name of a facet, which the rules set; choose another", f.ID)
	}
	if !slices.Contains([]string{KindText, KindLongText, KindChoice, KindDate, KindDateTime, KindPerson, KindTicket,
		KindFiles, KindReason, KindBool}, f.Kind) {
		c.errorf("field %s: there is no kind %q", f.ID, f.Kind)
	}
	if f.Format != "" && formats[f.Format] == nil {
		c.errorf("field %s: there is no format %q; known are %s", f.ID, f.Format, strings.Join(sortedKeys(formats), ", "))
	}
	if f.Pattern != "" {
		re, err := regexp.Compile("^(?:" + f.Pattern + ")$")
		if err != nil {
			c.errorf("field %s: pattern: %v", f.ID, err)
		}
		c.reg.patterns[f.Pattern] = re
	}
	if f.Kind == KindReason && len(c.reg.reasonsOf(f.Group)) == 0 {
		c.errorf("field %s: there is no reason in group %q", f.ID, f.Group)
	}
	if f.Kind == KindChoice && len(f.Options) == 0 && f.ID != "type" {
		c.errorf("field %s: there is nothing to choose from", f.ID)
	}
	c.label("field "+f.ID, f.Label)
}

func (c *checker) channels() {
	for i := range c.reg.Channels {
		ch := &c.reg.Channels[i]
		c.at = ch.Origin
		if ch.Mode == "" {
			ch.Mode = ModeIntake
		}
		if ch.Mode != ModeIntake && ch.Mode != ModeNumber {
			c.errorf("channel %s: there is no mode %q", ch.ID, ch.Mode)
		}
		if ch.Kind == "" {
			c.errorf("channel %s has no kind", ch.ID)
		}
		if !ch.Who.Empty() && ch.Refusal == "" {
			c.errorf("channel %s is not for everyone but has no text for the others", ch.ID)
		}
		c.text(ch.Refusal)
	}
}

func (c *checker) acts() {
	for i := range c.reg.Acts {
		a := &c.reg.Acts[i]
		c.at = a.Origin
		if a.Verb == "" {
			a.Verb = May
		}
		c.label("act "+a.ID, a.Label)
		c.selectors(a.From)
		if a.To != "" && c.reg.statuses[a.To] == nil {
			c.errorf("act %s leads to %q, which is no status", a.ID, a.To)
		}
		if len(a.Roles) == 0 {
			c.errorf("act %s: nobody may do it; name its roles", a.ID)
		}
		for _, role := range a.Roles {
			if role != "staff" && role != "customer" && !slices.ContainsFunc(c.reg.Roles, func(n Named) bool { return n.ID == role }) {
				c.errorf("act %s: there is no role %q", a.ID, role)
			}
		}
		for j := range a.Inputs {
			if a.Inputs[j].Clause == "" {
				a.Inputs[j].Origin = a.Origin
			}
			c.field(&a.Inputs[j])
			c.at = a.Origin
		}
		c.text(a.Notice.Value)
		c.effects(a.Do)
	}
}

func (c *checker) promises() {
	for i := range c.reg.Promises {
		p := &c.reg.Promises[i]
		c.at = p.Origin
		c.moments(p.Since)
		c.moments(p.Met)
		c.moments(p.Cancel)
		c.selectors(p.Paused)
		c.label("promise "+p.ID, p.Label)
		c.duration(p.Within, p.Calendar)
		c.duration(p.Warn, p.Calendar)
		if len(p.Since) == 0 || len(p.Met) == 0 {
			c.errorf("promise %s does not say since when and by what it is met", p.ID)
		}
		if (p.Within.N > 0) == (p.By != nil) {
			c.errorf("promise %s needs either within or by", p.ID)
		}
		if p.By != nil {
			for _, d := range p.By.Values {
				c.duration(d, p.Calendar)
			}
		}
		c.effects(p.OnWarn)
		c.effects(p.OnBreach)
	}
}

func (c *checker) silences() {
	for i := range c.reg.Silences {
		s := &c.reg.Silences[i]
		c.at = s.Origin
		c.moments(s.Since)
		c.moments(s.Cancel)
		c.label("silence "+s.ID, s.Label)
		c.duration(s.Over, s.Calendar)
		if len(s.Since) == 0 || len(s.Cancel) == 0 {
			c.errorf("silence %s does not say since when and by what it is broken", s.ID)
		}
		if len(s.Then) > 0 && s.Over.N == 0 {
			c.errorf("silence %s does not say after how long it ends", s.ID)
		}
		if s.Remind != nil {
			c.duration(s.Remind.Every, s.Calendar)
			if s.Remind.Times < 1 || s.Remind.Times > 20 || s.Remind.Every.N == 0 {
				c.errorf("silence %s: reminders need every, and 1 to 20 times", s.ID)
			}
			c.effects(s.Remind.Do)
			c.effects(s.Remind.Last)
		}
		c.effects(s.Then)
	}
}

func (c *checker) effects(effects []Effect) {
	for i := range effects {
		e := &effects[i]
		if e.Status != "" && c.reg.statuses[e.Status] == nil {
			c.errorf("there is no status %q", e.Status)
		}
		if e.Clause != "" && c.reg.clauses[e.Clause] == nil {
			c.errorf("there is no clause %q", e.Clause)
		}
		if e.Send != nil {
			c.text(e.Send.Text.Value)
		}
		if e.Note != nil {
			c.text(e.Note.Text)
		}
		if e.Problem != nil {
			c.text(e.Problem.Text)
		}
		if e.Suggest != nil {
			c.text(e.Suggest.Text)
			if c.reg.acts[e.Suggest.Act] == nil && !slices.Contains(builtinActs, e.Suggest.Act) {
				c.errorf("there is no act %q to suggest", e.Suggest.Act)
			}
		}
		if n := e.members(); n != 1 {
			c.errorf("an effect must do exactly one thing; this does %d", n)
		}
	}
}

func (e *Effect) members() (n int) {
	for _, set := range []bool{len(e.Set) > 0, e.Status != "", e.Send != nil, e.Suggest != nil, e.Note != nil, len(e.Mark) > 0,
		e.Problem != nil, len(e.Copy) > 0, e.Emit != nil, e.Drop != ""} {
		if set {
			n++
		}
	}
	return n
}

func (c *checker) text(key string) {
	if key != "" && c.reg.texts[key] == nil {
		c.errorf("there is no text %q", key)
	}
}

func (c *checker) texts() {
	c.reg.texts = map[string]*compiledText{}
	for _, key := range sortedKeys(c.reg.Texts) {
		t := c.reg.Texts[key]
		c.at = t.Origin
		compiled := &compiledText{body: map[string]template{}, subject: map[string]template{}}
		for _, lang := range c.reg.Languages {
			if !t.Body.Has(lang, c.reg.Lang) {
				c.errorf("text %q is missing in %s", key, lang)
			}
		}
		for part, texts := range map[string]Text{"body": t.Body, "subject": t.Subject} {
			for lang, s := range texts {
				tpl, err := parseTemplate(s)
				if err != nil {
					c.errorf("text %q (%s, %s): %v", key, part, lang, err)
				}
				if lang == "" {
					lang = c.reg.Lang
				}
				if part == "body" {
					compiled.body[lang] = tpl
				} else {
					compiled.subject[lang] = tpl
				}
			}
		}
		compiled.collect()
		for _, name := range compiled.names {
			if err := checkPlaceholder(name); err != nil {
				c.errorf("text %q: %v", key, err)
			}
		}
		c.reg.texts[key] = compiled
	}
}

func (c *checker) subjectForm() {
	if c.reg.Subject == nil {
		return
	}
	c.at = c.reg.Subject.Origin
	p, err := parseSubjectPattern(c.reg.Subject)
	if err != nil {
		c.errorf("%v", err)
		return
	}
	for _, part := range p.parts {
		if part.field != "" && c.reg.fields[part.field] == nil {
			c.errorf("the subject's pattern names the field %q, which there is not", part.field)
		}
	}
	c.reg.subject = p
}

// clausesExist checks that every item stands in a clause that there is.
func (c *checker) clausesExist() {
	check := func(at Origin, what string) {
		c.at = at
		if at.Clause != "" && c.reg.clauses[at.Clause] == nil {
			c.errorf("%s stands in clause %s, which there is not", what, at.Clause)
		}
		if at.Clause == "" {
			c.errorf("%s stands in no clause", what)
		}
	}
	for i := range c.reg.Fields {
		check(c.reg.Fields[i].Origin, "field "+c.reg.Fields[i].ID)
	}
	for i := range c.reg.Reactions {
		check(c.reg.Reactions[i].Origin, "a reaction")
	}
	for i := range c.reg.Threading {
		check(c.reg.Threading[i].Origin, "a threading rule")
	}
	for i := range c.reg.Calendars {
		check(c.reg.Calendars[i].Origin, "calendar "+c.reg.Calendars[i].ID)
	}
	for id, s := range c.reg.statuses {
		check(s.Origin, "status "+id)
	}
	for id, a := range c.reg.acts {
		check(a.Origin, "act "+id)
	}
	for i := range c.reg.Promises {
		check(c.reg.Promises[i].Origin, "promise "+c.reg.Promises[i].ID)
	}
	for i := range c.reg.Silences {
		check(c.reg.Silences[i].Origin, "silence "+c.reg.Silences[i].ID)
	}
	for i := range c.reg.Hooks {
		check(c.reg.Hooks[i].Origin, "a hook")
	}
}

var fieldName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,63}$`)

// reasonsOf returns the reasons of a group.
func (reg *Regulation) reasonsOf(group string) []*Reason {
	var out []*Reason
	for i := range reg.Reasons {
		if reg.Reasons[i].Group == group {
			out = append(out, &reg.Reasons[i])
		}
	}
	return out
}
