package webform

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/reglament/reglament/engine"
)

// faults are what is wrong with something that was posted.
type faults struct {
	status   int
	problems []engine.Problem
	// robot and files are words about those controls, notice about the whole.
	robot  string
	files  *tooLarge
	notice string
	// refused is set for what a clause forbids as a whole.
	refused bool
}

// status codes: the gravest wins.
func (f *faults) raise(status int) {
	if f.status == 0 || status == http.StatusServiceUnavailable || status == http.StatusTooManyRequests || status == http.StatusRequestEntityTooLarge {
		f.status = status
	}
}

func (f *faults) any() bool { return f.status != 0 }

// summaryLine is a line of the list on top of the page.
type summaryLine struct {
	Href, Text string
	Clause     clauseTag
}

// missing are the words for what nothing was chosen in: there is nothing to fill
// in.
var missing = map[string]string{"radios": "choose_one", "select": "choose_one", "checks": "choose_one", "checkbox": "tick_it", "files": "attach_it"}

// place writes problems beside the fields that they name, and all of them into
// the summary. base is the pointer that the fields stand under.
func (v *visit) place(problems []engine.Problem, base string, views []*fieldView) []summaryLine {
	var lines []summaryLine
	for i := range problems {
		p := &problems[i]
		text := v.reg.Say(p.Code, p.Values, v.lang())
		id, ofField := strings.CutPrefix(p.Pointer, base)
		field := fieldOf(views, id)
		if !ofField || field == nil {
			if ofField && id != "" {
				text = id + ": " + text
			}
			lines = append(lines, summaryLine{Text: text, Clause: v.clause(p.Clause)})
			continue
		}
		if word := missing[field.Control]; p.Code == "required" && word != "" && v.reg.Word(p.Code, v.lang(), "") == "" {
			text = v.T(word)
		}
		field.Errors = append(field.Errors, text)
		if tag := v.clause(p.Clause); p.Code != "required" {
			field.Clause = tag
		}
		if p.Warning {
			field.confirm(p.Code, false)
		}
		lines = append(lines, summaryLine{Href: "#" + field.Target(), Text: field.Asked() + ": " + text})
	}
	return lines
}

func fieldOf(views []*fieldView, id string) *fieldView {
	for _, view := range views {
		if view.Field.ID == id {
			return view
		}
	}
	return nil
}

// confirm offers to send in spite of a warning.
func (f *fieldView) confirm(code string, ticked bool) {
	f.Confirm = append(f.Confirm, confirmView{HTML: f.HTML + "-confirm-" + strconv.Itoa(len(f.Confirm)),
		Name: inputConfirm + f.Field.ID, Code: code, Ticked: ticked})
}

// confirmed lists the codes of the warnings that the sender has confirmed, and
// keeps their boxes ticked.
func confirmed(posted map[string][]string, views []*fieldView) []string {
	var codes []string
	for _, view := range views {
		for _, code := range posted[inputConfirm+view.Field.ID] {
			if code != "" {
				codes = append(codes, code)
				view.confirm(code, true)
			}
		}
	}
	return codes
}
