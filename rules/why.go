package rules

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/reglament/reglament/engine"
)

// A Because says in words what an op has done, and quotes the clause that caused
// it.
type Because struct {
	Op       engine.Op
	Sentence string
	Clause   Clause
}

// Why explains an event: each op that the actor may see, in the language, with
// its clause. It reads nothing but the event.
func (reg *Regulation) Why(e *engine.Event, actor engine.Actor, lang string) []Because {
	var out []Because
	for i := range e.Body.Ops {
		op := e.Body.Ops[i]
		if !engine.Visible(actor, op.Audience.Within(e.Audience)) {
			continue
		}
		clause, ok := reg.Clause(op.Clause)
		if !ok {
			clause = Clause{ID: op.Clause}
		}
		out = append(out, Because{Op: op, Sentence: reg.sentence(e, &op, lang), Clause: clause})
	}
	return out
}

// say fills one of the house's sentences.
func say(key, lang string, values ...string) string {
	pairs := make([]string, 0, 2*len(values))
	for i, v := range values {
		pairs = append(pairs, fmt.Sprintf("{%d}", i), v)
	}
	// All at once: a customer's words may hold braces of their own.
	text, ok := houseSentences[key]
	if !ok {
		text = consideredSentences[key]
	}
	return strings.NewReplacer(pairs...).Replace(text.In(lang, English))
}

func (reg *Regulation) sentence(e *engine.Event, op *engine.Op, lang string) string {
	switch op.Kind {
	case engine.OpSet:
		return reg.each(op, lang, reg.fieldSentence)
	case engine.OpFacet:
		return reg.each(op, lang, reg.facetSentence)
	case engine.OpTimer:
		return say("timer", lang, reg.timerName(op.Name, lang), FormatTime(op.At.In(reg.Zone()), lang))
	case engine.OpClear:
		return say("clear", lang, reg.timerName(op.Name, lang))
	case engine.OpDue:
		if op.At.IsZero() {
			return say("no due", lang)
		}
		return say("due", lang, FormatTime(op.At.In(reg.Zone()), lang))
	case engine.OpSend:
		return reg.sendSentence(e, op, lang)
	case engine.OpNote:
		return reg.noteSentence(e, op, lang)
	case engine.OpLink:
		return say("link", lang, houseWord("link "+op.Name, lang), linkNumber(e, op))
	case engine.OpUnlink:
		return say("unlink", lang, houseWord("link "+op.Name, lang), unlinkedNumber(e, asText(op.Value)))
	case engine.OpAudience:
		return reg.audienceSentence(asText(op.Value), lang)
	case engine.OpPerson:
		return say("person", lang, houseWord("role "+op.Name, lang))
	case engine.OpLeave:
		return say("leave", lang, houseWord("role "+op.Name, lang))
	case engine.OpAttach:
		m, _ := op.Value.(map[string]any)
		return say("attach", lang, engine.Fields(m).String("name"))
	case engine.OpEmit:
		return say("emit", lang, op.Name)
	case engine.OpBlock:
		return say("block", lang, asText(op.Value))
	case engine.OpEdition:
		return say("edition", lang, fmt.Sprintf("%.12s", asText(op.Value)))
	}
	return op.Name
}

// each joins the sentences of an op that sets one thing or several.
func (reg *Regulation) each(op *engine.Op, lang string, one func(name string, value any, lang string) string) string {
	if op.Name != "" {
		return one(op.Name, op.Value, lang)
	}
	values, _ := op.Value.(map[string]any)
	var parts []string
	for _, name := range sortedKeys(values) {
		if s := one(name, values[name], lang); s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, "; ")
}

func (reg *Regulation) fieldSentence(name string, value any, lang string) string {
	kind, id, isState := strings.Cut(name, ".")
	m, _ := value.(map[string]any)
	state := engine.Fields(m)
	switch {
	case isState && (kind == "promise" || kind == "silence"):
		what := state.String("state")
		switch {
		case what == Running && state["warned"] != nil:
			what = "warned"
		case what == Breached && state["met"] != nil:
			what = "late"
		}
		text := say(kind+" "+what, lang, reg.Label(kind+"/"+id, lang))
		if due := state.Time("due"); !due.IsZero() && slices.Contains([]string{Running, Waiting}, state.String("state")) {
			text += " " + say("until", lang, FormatTime(due.In(reg.Zone()), lang))
		}
		return text
	case isState && kind == "suggest" && value == nil:
		return say("suggest off", lang, reg.Label("act/"+id, lang))
	case isState && kind == "suggest":
		text := say("suggest", lang, reg.Label("act/"+id, lang))
		if key := state.String("text"); reg.texts[key] != nil {
			text += " " + reg.Say(key, state.Map("values"), lang)
		}
		return text
	case name == fieldChildren && value == nil:
		return say("no children", lang)
	case name == fieldChildren:
		return say("children", lang, strings.Join(childNumbers(state), ", "))
	case name == fieldMerged || name == fieldReaders:
		return say(name, lang)
	case isState && kind == "link":
		return houseWord("link "+id, lang) + ": " + reg.show(value, lang)
	case name == "ended" && value == nil:
		return say("open again", lang)
	case name == "ended" || name == "last_message_id":
		return say(name, lang)
	}
	label := reg.Label("field/"+name, lang)
	if text, ok := houseFields[name]; ok && label == name {
		label = text.In(lang, English)
	}
	if value == nil {
		return say("unset", lang, label)
	}
	if n, ok := value.(int64); ok && n > firstInstant { // set to now by a rule
		return label + ": " + FormatTime(engine.FromMicros(n).In(reg.Zone()), lang)
	}
	return label + ": " + clipText(reg.show(reg.marked(reg.fields[name], name, value), lang))
}

const sentenceLength = 200

// firstInstant is where numbers begin that can only be instants: the year 2001 in
// microseconds.
const firstInstant = 1_000_000_000_000_000

func clipText(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > sentenceLength {
		return string(r[:sentenceLength]) + "…"
	}
	return s
}

func (reg *Regulation) facetSentence(name string, value any, lang string) string {
	s, _ := value.(string)
	switch name {
	case "family", "turn", "requester":
		return "" // they follow from what stands beside them
	case "status", "type", "level", "queue", "channel":
		s = reg.Label(name+"/"+s, lang)
	case "priority":
		s = reg.Label("option/priority/"+s, lang)
	}
	label := houseFields[name].In(lang, English)
	if s == "" {
		return say("unset", lang, label)
	}
	return label + ": " + s
}

func (reg *Regulation) timerName(name, lang string) string {
	if id, ok := strings.CutPrefix(name, "silence."); ok {
		return reg.Label("silence/"+id, lang)
	}
	id, what, _ := cutLast(strings.TrimPrefix(name, "promise."), ".")
	label := reg.Label("promise/"+id, lang)
	if what == "warn" {
		return say("warning", lang, label)
	}
	return label
}

func (reg *Regulation) sendSentence(e *engine.Event, op *engine.Op, lang string) string {
	m, _ := op.Value.(map[string]any)
	payload := engine.Fields(m)
	what := payload.String("text")
	if NoticeSort(what) != "" { // it has no language before it is sent
		payload = maps.Clone(payload)
		payload["lang"] = lang
	}
	if rendered, err := reg.Render(payload, numberIn(e, payload.Map("values")), nil); err == nil {
		what = rendered.Subject
		if what == "" {
			what = rendered.Body
		}
	}
	to := payload.Map("to").String("address")
	if to == "" {
		to = payload.Map("to").String("principal")
	}
	if role := payload.Map("to").String("role"); role != "" {
		to = reg.Label("role/"+role, lang)
	}
	return say("send", lang, clipText(what), to)
}

// numberIn is the ticket's number: the event bound it, or the text has it among
// its values.
func numberIn(e *engine.Event, values engine.Fields) string {
	if e.Number != "" {
		return e.Number
	}
	return values.String("number")
}

// linkNumber is what people call the ticket of a link, if the event knows.
func linkNumber(e *engine.Event, op *engine.Op) string {
	for i := range e.Body.Ops {
		other := &e.Body.Ops[i]
		if list, ok := other.Value.([]any); ok && other.Kind == engine.OpSet && other.Name == linkField(op.Name) && len(list) > 0 {
			return asText(list[len(list)-1])
		}
	}
	return asText(op.Value)
}

// unlinkedNumber is the number of the ticket with the id, as the event named it.
func unlinkedNumber(e *engine.Event, id string) string {
	data := e.Body.Data
	if data.String("origin") == id {
		return data.String("number")
	}
	for number, of := range data.Map("tickets") {
		if asText(of) == id {
			return number
		}
	}
	return id
}

func (reg *Regulation) audienceSentence(audience, lang string) string {
	role, isRole := strings.CutPrefix(audience, "role:")
	if !isRole {
		return say("audience", lang, houseWord("audience "+audience, lang))
	}
	role, except, _ := strings.Cut(role, "!")
	text := say("audience", lang, reg.Label("role/"+role, lang))
	if except != "" {
		text += " " + say("except", lang, except)
	}
	return text
}

func (reg *Regulation) noteSentence(e *engine.Event, op *engine.Op, lang string) string {
	m, _ := op.Value.(map[string]any)
	f := engine.Fields(m)
	if text := reg.texts[op.Name]; text != nil {
		values := f.Map("values")
		return in(text.body, lang, reg.Lang).render(func(name string) string {
			if name == "number" {
				return numberIn(e, values)
			}
			return reg.show(values[name], lang)
		})
	}
	if op.Name == noteAssigned {
		return assignedSentence(f, lang)
	}
	if _, ok := houseSentences["note "+op.Name]; ok {
		by := f.String("by")
		if word := houseWord("by "+by, lang); word != "" {
			by = word
		}
		return say("note "+op.Name, lang, by, f.String("error")+f.String("reason"), f.String("class"))
	}
	return op.Name
}

var houseFields = map[string]Text{
	"status":        {Russian: "Статус", Kazakh: "Күйі", English: "Status"},
	"type":          {Russian: "Тип", Kazakh: "Түрі", English: "Type"},
	"level":         {Russian: "Уровень", Kazakh: "Деңгейі", English: "Level"},
	"priority":      {Russian: "Приоритет", Kazakh: "Басымдығы", English: "Priority"},
	"queue":         {Russian: "Очередь", Kazakh: "Кезек", English: "Queue"},
	"assignee":      {Russian: "Отвечает", Kazakh: "Жауапты", English: "Assignee"},
	"company":       {Russian: "Компания", Kazakh: "Компания", English: "Company"},
	"channel":       {Russian: "Канал", Kazakh: "Арна", English: "Channel"},
	"language":      {Russian: "Язык", Kazakh: "Тілі", English: "Language"},
	"email":         {Russian: "Почта", Kazakh: "Пошта", English: "E-mail"},
	"name":          {Russian: "Имя", Kazakh: "Аты", English: "Name"},
	"phone":         {Russian: "Телефон", Kazakh: "Телефон", English: "Phone"},
	"subject":       {Russian: "Тема", Kazakh: "Тақырып", English: "Subject"},
	"reason":        {Russian: "Причина", Kazakh: "Себебі", English: "Reason"},
	"cc":            {Russian: "Копия", Kazakh: "Көшірме", English: "Copy to"},
	"partners":      {Russian: "Партнёры", Kazakh: "Серіктестер", English: "Partners"},
	"status_before": {Russian: "Статус до ожидания", Kazakh: "Күтуге дейінгі күйі", English: "Status before the wait"},
	"parked":        {Russian: "Ждёт решения", Kazakh: "Шешім күтуде", English: "Waits for a decision"},
	"requester":     {Russian: "Заявитель", Kazakh: "Өтініш беруші", English: "Requester"},
}

var houseSentences = map[string]Text{
	"timer":             {Russian: "Напоминание «{0}»: {1}", Kazakh: "«{0}» еске салуы: {1}", English: "Timer “{0}” at {1}"},
	"clear":             {Russian: "Напоминание «{0}» снято", Kazakh: "«{0}» еске салуы алынды", English: "Timer “{0}” is off"},
	"warning":           {Russian: "предупреждение: {0}", Kazakh: "ескерту: {0}", English: "warning: {0}"},
	"due":               {Russian: "Ближайший срок: {0}", Kazakh: "Жақын мерзім: {0}", English: "Next due: {0}"},
	"no due":            {Russian: "Сроков больше нет", Kazakh: "Мерзімдер қалмады", English: "Nothing is due any more"},
	"until":             {Russian: "до {0}", Kazakh: "{0} дейін", English: "until {0}"},
	"send":              {Russian: "Уведомление «{0}» → {1}", Kazakh: "«{0}» хабарламасы → {1}", English: "Notice “{0}” → {1}"},
	"link":              {Russian: "Связь: {0} {1}", Kazakh: "Байланыс: {0} {1}", English: "Link: {0} {1}"},
	"unlink":            {Russian: "Связь убрана: {0} {1}", Kazakh: "Байланыс алынды: {0} {1}", English: "No longer linked: {0} {1}"},
	fieldMerged:         {Russian: "Объединена с другой заявкой", Kazakh: "Басқа өтінішпен біріктірілді", English: "Merged into another ticket"},
	fieldReaders:        {Russian: "Ответы получит и клиент объединённой заявки", Kazakh: "Жауаптарды біріктірілген өтініштің клиенті де алады", English: "The client of the merged ticket gets the answers too"},
	"children":          {Russian: "Открытые дочерние заявки: {0}", Kazakh: "Ашық еншілес өтініштер: {0}", English: "Open children: {0}"},
	"no children":       {Russian: "Открытых дочерних заявок нет", Kazakh: "Ашық еншілес өтініштер жоқ", English: "No children are open"},
	"audience":          {Russian: "Заявку видят: {0}", Kazakh: "Өтінішті көретіндер: {0}", English: "The ticket is seen by: {0}"},
	"except":            {Russian: "(кроме {0})", Kazakh: "({0} басқа)", English: "(but for {0})"},
	"open again":        {Russian: "Заявка снова открыта", Kazakh: "Өтініш қайта ашылды", English: "The ticket is open again"},
	"promise late":      {Russian: "Срок «{0}» выполнен с опозданием", Kazakh: "«{0}» мерзімі кешігіп орындалды", English: "Deadline “{0}” is met late"},
	"person":            {Russian: "Участник: {0}", Kazakh: "Қатысушы: {0}", English: "Takes part: {0}"},
	"leave":             {Russian: "Больше не участвует: {0}", Kazakh: "Енді қатыспайды: {0}", English: "No longer takes part: {0}"},
	"attach":            {Russian: "Файл: {0}", Kazakh: "Файл: {0}", English: "File: {0}"},
	"edition":           {Russian: "Обращение ведётся по редакции {0}", Kazakh: "Өтініш {0} редакциясы бойынша жүргізіледі", English: "The ticket came under edition {0}"},
	"block":             {Russian: "Отправитель заблокирован: {0}", Kazakh: "Жіберуші бұғатталды: {0}", English: "The sender is blocked: {0}"},
	"note blocked":      {Russian: "Сохранено без ответа: отправитель заблокирован", Kazakh: "Жауапсыз сақталды: жіберуші бұғатталған", English: "Kept without an answer: its sender is blocked"},
	"note withheld":     {Russian: "Сообщение не отправлено: получатель заблокирован", Kazakh: "Хабарлама жіберілмеді: алушы бұғатталған", English: "The message was not sent: its recipient is blocked"},
	"emit":              {Russian: "Поручение: {0}", Kazakh: "Тапсырма: {0}", English: "Command: {0}"},
	"unset":             {Russian: "{0}: снято", Kazakh: "{0}: алынды", English: "{0}: cleared"},
	"suggest":           {Russian: "Предложено: «{0}».", Kazakh: "Ұсынылды: «{0}».", English: "Suggested: “{0}”."},
	"suggest off":       {Russian: "Предложение «{0}» снято", Kazakh: "«{0}» ұсынысы алынды", English: "Suggestion “{0}” is off"},
	"promise warned":    {Russian: "Срок «{0}» скоро истечёт: идёт", Kazakh: "«{0}» мерзімі жақында бітеді:", English: "Deadline “{0}” is close: it runs"},
	"promise running":   {Russian: "Срок «{0}» идёт", Kazakh: "«{0}» мерзімі жүріп жатыр", English: "Deadline “{0}” runs"},
	"promise paused":    {Russian: "Срок «{0}» приостановлен", Kazakh: "«{0}» мерзімі кідіртілді", English: "Deadline “{0}” is paused"},
	"promise met":       {Russian: "Срок «{0}» выполнен", Kazakh: "«{0}» мерзімі орындалды", English: "Deadline “{0}” is met"},
	"promise breached":  {Russian: "Срок «{0}» нарушен", Kazakh: "«{0}» мерзімі бұзылды", English: "Deadline “{0}” is broken"},
	"promise cancelled": {Russian: "Срок «{0}» отменён", Kazakh: "«{0}» мерзімі тоқтатылды", English: "Deadline “{0}” is cancelled"},
	"silence waiting":   {Russian: "Ждём: «{0}»", Kazakh: "Күтудеміз: «{0}»", English: "Waiting: “{0}”"},
	"silence broken":    {Russian: "Ожидание «{0}» окончено", Kazakh: "«{0}» күту аяқталды", English: "Waiting “{0}” is over"},
	"silence over":      {Russian: "Ожидание «{0}» прошло без ответа", Kazakh: "«{0}» күту жауапсыз өтті", English: "Waiting “{0}” passed without an answer"},
	"ended":             {Russian: "Заявка окончена", Kazakh: "Өтініш аяқталды", English: "The ticket has ended"},
	"last_message_id":   {Russian: "Письмо учтено для ответов", Kazakh: "Хат жауаптар үшін ескерілді", English: "The message is noted for replies"},
	"note joined":       {Russian: "Присоединено к заявке: {0}", Kazakh: "Өтінішке қосылды: {0}", English: "Joined to the ticket: {0}"},
	"note automatic":    {Russian: "Автоматическое сообщение ({2}): сроки не меняются", Kazakh: "Автоматты хабарлама ({2}): мерзімдер өзгермейді", English: "Automatic message ({2}): no deadline changes"},
	"note quarantine":   {Russian: "В карантине: {1}", Kazakh: "Карантинде: {1}", English: "In quarantine: {1}"},
	"note no_address":   {Russian: "Уведомление не отправлено: нет адреса", Kazakh: "Хабарлама жіберілмеді: мекенжай жоқ", English: "The notice was not sent: there is no address"},
	"note overridden":   {Russian: "Решение отменено вручную. Причина: {1}", Kazakh: "Шешім қолмен өзгертілді. Себебі: {1}", English: "Overridden by hand. Reason: {1}"},
	"note undeliverable": {Russian: "Сообщение не доставлено: {1}", Kazakh: "Хабарлама жеткізілмеді: {1}",
		English: "The message was not delivered: {1}"},
	"note withdrawn": {Russian: "Сообщение отозвано до отправки: клиент его не получил", Kazakh: "Хабарлама жіберілмей тұрып қайтарып алынды: клиент оны алған жоқ",
		English: "The message was taken back before it was sent: the client did not get it"},
	"note assigned turn": {Russian: "Назначено автоматически: очередь того, кто ждал дольше всех", Kazakh: "Автоматты түрде тағайындалды: ең ұзақ күткен қызметкердің кезегі",
		English: "Assigned automatically: the turn of whoever has waited longest"},
	"note assigned load": {Russian: "Назначено автоматически: у кого меньше всего открытых заявок", Kazakh: "Автоматты түрде тағайындалды: ашық өтініштері ең аз қызметкерге",
		English: "Assigned automatically: to whoever has the fewest open tickets"},
	"note assigned for": {Russian: "; замещает отсутствующего: {0}", Kazakh: "; орнында жоқ қызметкердің орынбасары: {0}", English: "; standing in for {0}"},
	"note bounced":      {Russian: "Письмо вернулось: {1}", Kazakh: "Хат қайтып келді: {1}", English: "The mail came back: {1}"},
	"note read":         {Russian: "Регламент прочитан", Kazakh: "Регламент оқылды", English: "The regulation was read"},
	"note passed":       {Russian: "Передано в заявку, с которой эта объединена", Kazakh: "Біріктірілген өтінішке берілді", English: "Passed on to the ticket that this one was merged into"},
	"note refused":      {Russian: "Регламент отклонил событие", Kazakh: "Регламент оқиғаны қабылдамады", English: "The regulation turned the event down"},
}
