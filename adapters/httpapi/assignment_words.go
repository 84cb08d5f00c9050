package httpapi

import (
	"strconv"
	"strings"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/directory"
	"github.com/reglament/reglament/rules/roster"
)

// assignmentWords are the parts of a rule of assignment in words.
var assignmentWords = map[string]rules.Text{
	"queue": {rules.Russian: "Очередь «{name}»", rules.Kazakh: "«{name}» кезегі", rules.English: "Queue “{name}”"},
	"rest":  {rules.Russian: "Остальные заявки", rules.Kazakh: "Қалған өтініштер", rules.English: "All other tickets"},
	"all":   {rules.Russian: "Все заявки", rules.Kazakh: "Барлық өтініштер", rules.English: "All tickets"},
	"turn":  {rules.Russian: "получает тот, кто ждал дольше всех", rules.Kazakh: "ең ұзақ күткен қызметкерге беріледі", rules.English: "go to whoever has waited longest"},
	"load":  {rules.Russian: "получает тот, у кого меньше открытых", rules.Kazakh: "ашық өтініші ең аз қызметкерге беріледі", rules.English: "go to whoever has the fewest open"},
	"role":  {rules.Russian: "роль «{name}»", rules.Kazakh: "«{name}» рөлі", rules.English: "role “{name}”"},
	"calendar": {rules.Russian: "только в рабочее время календаря «{name}»", rules.Kazakh: "тек «{name}» күнтізбесінің жұмыс уақытында",
		rules.English: "only within the hours of the calendar “{name}”"},
	"shifts": {rules.Russian: "только кто на смене", rules.Kazakh: "тек ауысымдағылар", rules.English: "only who is on shift"},
	"limit": {rules.Russian: "не больше {name} открытых на человека", rules.Kazakh: "бір адамға {name} ашық өтініштен артық емес",
		rules.English: "at most {name} open for each"},
}

// ruleWords is a rule of assignment as people read it. An only rule for all tickets
// is not one for the rest.
func ruleWords(r *roster.Rule, only bool, reg *rules.Regulation, staff []directory.Principal, lang string) string {
	word := func(key, name string) string { return sayIn(assignmentWords, key, engine.Fields{"name": name}, lang) }
	whose := word("rest", "")
	if only {
		whose = word("all", "")
	}
	if r.Queue != "" {
		whose = word("queue", reg.Label("queue/"+r.Queue, lang))
	}
	parts := []string{word(r.How, "")}
	if r.Role != "" {
		parts = append(parts, word("role", reg.Label("role/"+r.Role, lang)))
	} else {
		parts = append(parts, peopleWords(r.People, staff))
	}
	if r.Calendar != "" {
		parts = append(parts, word("calendar", r.Calendar))
	}
	if r.Shifts {
		parts = append(parts, word("shifts", ""))
	}
	if r.Limit > 0 {
		parts = append(parts, word("limit", strconv.Itoa(r.Limit)))
	}
	return whose + ": " + strings.Join(parts, "; ")
}

func peopleWords(ids []string, staff []directory.Principal) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		if names[i] = nameOf(staff, id); names[i] == "" {
			names[i] = id
		}
	}
	return strings.Join(names, ", ")
}
