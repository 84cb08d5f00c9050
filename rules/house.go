package rules

import (
	"fmt"
	"maps"

	"github.com/reglament/reglament/engine"
)

// houseClauses are the clauses of the engine itself: what it does where no
// regulation says anything.
var houseClauses = map[engine.ClauseID]Clause{
	engine.ClauseParked: houseClause(engine.ClauseParked, Text{
		Russian: "Решение отложено", Kazakh: "Шешім кейінге қалдырылды", English: "Decision put off",
	}, Text{
		Russian: "Регламент не смог обработать событие. Событие сохранено, решение будет принято при повторной попытке.",
		Kazakh:  "Регламент оқиғаны өңдей алмады. Оқиға сақталды, шешім қайталап көргенде қабылданады.",
		English: "The regulation failed on this event. The event is kept and will be decided at another attempt.",
	}),
	engine.ClauseLoop: houseClause(engine.ClauseLoop, Text{
		Russian: "Цепочка прервана", Kazakh: "Тізбек үзілді", English: "Chain cut",
	}, Text{
		Russian: "События слишком долго вызывали друг друга, цепочка прервана.",
		Kazakh:  "Оқиғалар бірін-бірі тым ұзақ тудырды, тізбек үзілді.",
		English: "Events kept causing one another for too long, the chain was cut.",
	}),
	engine.ClauseQuarantine: houseClause(engine.ClauseQuarantine, Text{
		Russian: "Карантин", Kazakh: "Карантин", English: "Quarantine",
	}, Text{
		Russian: "Сообщение сохранено, но прочитать его не удалось. Исходные данные приложены.",
		Kazakh:  "Хабарлама сақталды, бірақ оны оқу мүмкін болмады. Бастапқы деректер тіркелген.",
		English: "The message was stored but could not be read. Its raw data is attached.",
	}),
	engine.ClauseAutomatic: houseClause(engine.ClauseAutomatic, Text{
		Russian: "Автоматическое сообщение", Kazakh: "Автоматты хабарлама", English: "Automatic message",
	}, Text{
		Russian: "Сообщение отправила программа, а не человек: оно сохранено и не меняет сроков.",
		Kazakh:  "Хабарламаны адам емес, бағдарлама жіберген: ол сақталды, мерзімдерге әсер етпейді.",
		English: "A program sent this message, not a person: it is kept and changes no deadline.",
	}),
	engine.ClauseThread: houseClause(engine.ClauseThread, Text{
		Russian: "Ответ на письмо", Kazakh: "Хатқа жауап", English: "Reply to a message",
	}, Text{
		Russian: "Сообщение присоединено к заявке: это ответ на письмо о ней, или участник указал её номер.",
		Kazakh:  "Хабарлама өтінішке қосылды: бұл ол туралы хатқа жауап немесе қатысушы оның нөмірін көрсеткен.",
		English: "The message joined the ticket: it answers a message about it, or a participant gave its number.",
	}),
	engine.ClauseStaff: houseClause(engine.ClauseStaff, Text{
		Russian: "Действие сотрудника", Kazakh: "Қызметкердің әрекеті", English: "Act of an employee",
	}, Text{
		Russian: "Сотрудник сделал это сам.", Kazakh: "Мұны қызметкердің өзі жасады.", English: "An employee did this.",
	}),
	engine.ClauseChildren: houseClause(engine.ClauseChildren, Text{
		Russian: "Открытые дочерние заявки", Kazakh: "Ашық еншілес өтініштер", English: "Open children",
	}, Text{
		Russian: "Сотрудник не может закончить заявку, пока открыты её дочерние, если регламент не говорит иного.",
		Kazakh:  "Регламентте басқаша айтылмаса, еншілес өтініштері ашық тұрғанда қызметкер өтінішті аяқтай алмайды.",
		English: "Unless the regulation says otherwise, an employee cannot end a ticket while children of it are open.",
	}),
	engine.ClauseSplit: houseClause(engine.ClauseSplit, Text{
		Russian: "Отделено в новую заявку", Kazakh: "Жаңа өтінішке бөлінді", English: "Separated",
	}, Text{
		Russian: "Сотрудник отделил сообщение: оно не об этой заявке. Новая открыта по регламенту, сроки в ней идут с того времени, когда сообщение пришло.",
		Kazakh:  "Қызметкер хабарламаны бөліп алды: ол осы өтініш туралы емес. Жаңасы регламент бойынша ашылды, мерзімдері хабарлама келген уақыттан саналады.",
		English: "An employee has separated the message: it is not about this ticket. The new one was opened under the regulation, and its deadlines count from when the message came.",
	}),
	engine.ClauseOverride: houseClause(engine.ClauseOverride, Text{
		Russian: "Отменено вручную", Kazakh: "Қолмен өзгертілді", English: "Overridden by hand",
	}, Text{
		Russian: "Сотрудник, которому это разрешено, изменил решение регламента и назвал причину. Прежнее решение остаётся в истории.",
		Kazakh:  "Рұқсаты бар қызметкер регламенттің шешімін өзгертіп, себебін көрсетті. Бұрынғы шешім тарихта қалады.",
		English: "An employee who may has changed what the regulation decided, and said why. The decision before stays in the history.",
	}),
	engine.ClauseAssignment: houseClause(engine.ClauseAssignment, Text{
		Russian: "Автоматическое назначение", Kazakh: "Автоматты тағайындау", English: "Automatic assignment",
	}, Text{
		Russian: "У заявки не было ответственного, и его выбрала настройка компании: по очереди или по нагрузке, среди тех, кто на смене, не отсутствует и не занят сверх предела.",
		Kazakh:  "Өтініштің жауаптысы болмады, оны компанияның баптауы таңдады: кезекпен немесе жүктеме бойынша, ауысымдағы, орнындағы және шектен асып жүктелмеген қызметкерлер арасынан.",
		English: "The ticket had no assignee, and the company's settings chose one: by turn or by load, among those who are on shift, not absent and not full.",
	}),
	engine.ClauseWithdrawn: houseClause(engine.ClauseWithdrawn, Text{
		Russian: "Отзыв до отправки", Kazakh: "Жіберілгенге дейін қайтарып алу", English: "Taken back before it was sent",
	}, Text{
		Russian: "Сотрудник отозвал сообщение, пока оно ждало отправки. Клиент его не получил; сроки и статус такие, как если бы его не было.",
		Kazakh:  "Қызметкер хабарламаны жіберілуін күтіп тұрған кезде қайтарып алды. Клиент оны алған жоқ; мерзімдер мен күй ол болмағандай.",
		English: "An employee took the message back while it waited to be sent. The client did not get it; deadlines and status are as if it had not been written.",
	}),
	engine.ClauseBlocked: houseClause(engine.ClauseBlocked, Text{
		Russian: "Отправитель заблокирован", Kazakh: "Жіберуші бұғатталған", English: "Blocked sender",
	}, Text{
		Russian: "Сотрудник отметил заявку как спам. Письма с этого адреса сохраняются, но заявок не создают, и на него ничего не отправляется, пока его не разблокируют.",
		Kazakh:  "Қызметкер өтінішті спам деп белгіледі. Бұл мекенжайдан келген хаттар сақталады, бірақ өтініш ашылмайды, және оған ештеңе жіберілмейді, мекенжай босатылғанша.",
		English: "An employee has called the ticket spam. Mail from the address is kept but opens no tickets, and nothing is sent to it, until it is unblocked.",
	}),
	engine.ClauseDelivery: houseClause(engine.ClauseDelivery, Text{
		Russian: "Доставка", Kazakh: "Жеткізу", English: "Delivery",
	}, Text{
		Russian: "Итог отправки сообщения.", Kazakh: "Хабарлама жіберудің нәтижесі.", English: "What became of a message that was sent.",
	}),
	engine.ClauseNotice: houseClause(engine.ClauseNotice, Text{
		Russian: "Письмо сотруднику", Kazakh: "Қызметкерге хат", English: "Mail to an employee",
	}, Text{
		Russian: "Сотруднику пишут, когда ему назначили заявку, подходит или прошёл её срок, его упомянули в заметке или изменилась заявка, за которой он следит. Какие письма получать, каждый решает сам в своих настройках.",
		Kazakh:  "Қызметкерге өтініш тағайындалғанда, оның мерзімі жақындағанда немесе өткенде, жазбада ол аталғанда немесе ол бақылап жүрген өтініш өзгергенде хат жіберіледі. Қандай хат алатынын әркім өз баптауларында өзі шешеді.",
		English: "Employees are written to when a ticket is assigned to them, when its deadline nears or has passed, when a note mentions them, and when a ticket that they watch changes. Everyone chooses in their own settings which of these mails to get.",
	}),
}

func houseClause(id engine.ClauseID, title, note Text) Clause {
	return Clause{ID: id, Title: title, Note: note}
}

// textReply carries an employee's own words.
const textReply = "engine.reply"

// houseText is a text that every regulation can send; nil if there is none of
// the name.
func houseText(key string) *compiledText {
	if text := houseTexts[key]; text != nil {
		return text
	}
	return noticeTexts[key]
}

// houseTexts are what goes to clients; noticeTexts go to employees.
var houseTexts = map[string]*compiledText{
	textReply: mustText(nil, Text{"": "{input.text}"}),
	textMerged: mustText(nil, Text{
		Russian: "Здравствуйте!\n\nВаше обращение {number} повторяет обращение {linked.duplicate_of}, поэтому мы продолжим работу по нему: ответы придут и Вам. Делать ничего не нужно.",
		Kazakh:  "Сәлеметсіз бе!\n\n{number} өтінішіңіз {linked.duplicate_of} өтінішін қайталайды, сондықтан жұмысты сол бойынша жалғастырамыз: жауаптар сізге де келеді. Сізден ештеңе талап етілмейді.",
		English: "Hello!\n\nYour request {number} repeats request {linked.duplicate_of}, so we go on with that one: you will get its answers too. You need not do anything.",
	}),
}

func mustText(subject, body Text) *compiledText {
	c := &compiledText{body: mustTemplates(body), subject: mustTemplates(subject)}
	c.collect()
	return c
}

func mustTemplates(text Text) map[string]template {
	out := map[string]template{}
	for lang, s := range text {
		t, err := parseTemplate(s)
		if err != nil {
			panic(err)
		}
		if lang == "" {
			lang = Russian
		}
		out[lang] = t
	}
	return out
}

// houseWords are words for values.
var houseWords = map[string]Text{
	"yes":               {Russian: "да", Kazakh: "иә", English: "yes"},
	"role requester":    {Russian: "заявитель", Kazakh: "өтініш беруші", English: "requester"},
	"role participant":  {Russian: "участник переписки", Kazakh: "хат алмасуға қатысушы", English: "correspondent"},
	"role partner":      {Russian: "партнёр", Kazakh: "серіктес", English: "partner"},
	"link parent":       {Russian: "родительская заявка", Kazakh: "негізгі өтініш", English: "parent"},
	"link child":        {Russian: "дочерняя заявка", Kazakh: "еншілес өтініш", English: "child"},
	"link duplicate_of": {Russian: "повторяет заявку", Kazakh: "қайталанған өтініш", English: "duplicate of"},
	"link duplicate":    {Russian: "повтор в заявке", Kazakh: "қайталайтын өтініш", English: "duplicate"},
	"link follows":      {Russian: "продолжает заявку", Kazakh: "жалғасатын өтініш", English: "follows"},
	"link followed_by":  {Russian: "продолжена в заявке", Kazakh: "жалғасы", English: "followed by"},
	"link split_from":   {Russian: "отделена от заявки", Kazakh: "мына өтініштен бөлінді", English: "separated from"},
	"link split_into":   {Russian: "отделена заявка", Kazakh: "бөлінген өтініш", English: "separated into"},
	"link related":      {Russian: "связанная заявка", Kazakh: "байланысты өтініш", English: "related"},
	"audience staff":    {Russian: "сотрудники", Kazakh: "қызметкерлер", English: "staff"},
	"audience customer": {Russian: "все участники", Kazakh: "барлық қатысушылар", English: "all who take part"},
	"by copy":           {Russian: "то же письмо пришло на другой адрес", Kazakh: "сол хат басқа мекенжайға келді", English: "the same mail came to another address"},
	"by reply":          {Russian: "ответ на адрес заявки", Kazakh: "өтініш мекенжайына жауап", English: "it came to the ticket's reply address"},
	"by own":            {Russian: "ответ на наше письмо", Kazakh: "біздің хатқа жауап", English: "it answers a message of ours"},
	"by foreign":        {Russian: "ответ на письмо из переписки", Kazakh: "хат алмасудағы хатқа жауап", English: "it answers a message of the correspondence"},
	"by reference":      {Russian: "ссылка на заявку в заголовке письма", Kazakh: "хат тақырыпшасында өтінішке сілтеме бар", English: "its headers name the ticket"},
	"by number":         {Russian: "номер заявки в теме", Kazakh: "тақырыпта өтініш нөмірі бар", English: "the ticket's number is in the subject"},
	"by subject":        {Russian: "та же тема от того же отправителя", Kazakh: "сол жіберушіден сол тақырып", English: "same subject, same sender"},
	"by subject_domain": {Russian: "та же тема от той же организации", Kazakh: "сол ұйымнан сол тақырып", English: "same subject, same organisation"},
	"role watcher":      {Russian: "наблюдатель", Kazakh: "бақылаушы", English: "watcher"},
}

func houseWord(word, lang string) string {
	text, ok := houseWords[word]
	if !ok {
		text = consideredValues[word]
	}
	return text.In(lang, English)
}

// Say turns a problem's code into a sentence of the language.
func (reg *Regulation) Say(code string, values engine.Fields, lang string) string {
	if text := reg.texts[code]; text != nil {
		return in(text.body, lang, reg.Lang).render(func(name string) string { return reg.show(values[name], lang) })
	}
	if id := values.String("status_id"); id != "" {
		values = maps.Clone(values)
		values["status"] = reg.Label("status/"+id, lang)
	}
	return Say(code, values, lang)
}

// Say turns the code of a problem that is not a regulation's own into a
// sentence of the language.
func Say(code string, values engine.Fields, lang string) string {
	text, ok := houseProblems[code]
	if !ok {
		return code
	}
	t, err := parseTemplate(text.In(lang, English))
	if err != nil {
		return code
	}
	return t.render(func(name string) string {
		if v, ok := values[name]; ok {
			return fmt.Sprint(v)
		}
		return ""
	})
}

// houseProblems are the sentences for problem codes.
var houseProblems = map[string]Text{
	"required": {
		Russian: "Заполните это поле.", Kazakh: "Бұл өрісті толтырыңыз.", English: "Fill in this field."},
	"too_short": {
		Russian: "Слишком коротко: нужно не меньше {min} знаков.", Kazakh: "Тым қысқа: кемінде {min} таңба керек.",
		English: "Too short: at least {min} characters are needed."},
	"too_long": {
		Russian: "Слишком длинно: не больше {max} знаков.", Kazakh: "Тым ұзын: {max} таңбадан аспауы керек.",
		English: "Too long: at most {max} characters."},
	"too_many": {
		Russian: "Слишком много: не больше {max}.", Kazakh: "Тым көп: {max}-ден аспауы керек.", English: "Too many: at most {max}."},
	"choice": {
		Russian: "Выберите значение из списка.", Kazakh: "Тізімнен мән таңдаңыз.", English: "Choose a value from the list."},
	"pattern": {
		Russian: "Значение не подходит по форме.", Kazakh: "Мәннің пішімі дұрыс емес.", English: "The value does not have the right form."},
	"days_reversed": {
		Russian: "Последний день не может быть раньше первого.",
		Kazakh:  "Соңғы күн бірінші күннен ерте болмауы керек.",
		English: "The last day cannot be before the first.",
	},
	"date": {
		Russian: "Укажите дату так: 2026-11-23.", Kazakh: "Күнді былай көрсетіңіз: 2026-11-23.", English: "Give the date like this: 2026-11-23."},
	"datetime": {
		Russian: "Укажите дату и время так: 2026-11-23T10:30.", Kazakh: "Күн мен уақытты былай көрсетіңіз: 2026-11-23T10:30.",
		English: "Give date and time like this: 2026-11-23T10:30."},
	"sign_in": {
		Russian: "Сначала войдите в систему.", Kazakh: "Алдымен жүйеге кіріңіз.", English: "Sign in first."},
	"no_ticket": {
		Russian: "Заявки с таким номером нет.", Kazakh: "Мұндай нөмірлі өтініш жоқ.", English: "There is no ticket with this number."},
	"past": {
		Russian: "Укажите время в будущем.", Kazakh: "Болашақтағы уақытты көрсетіңіз.", English: "Give a time that lies ahead."},
	"day_off": {
		Russian: "Это нерабочее время.", Kazakh: "Бұл жұмыс уақыты емес.", English: "This is outside working hours."},
	"no_employee": {
		Russian: "«{name}»: такого сотрудника нет, или эта заявка ему не видна.",
		Kazakh:  "«{name}»: мұндай қызметкер жоқ немесе бұл өтініш оған көрінбейді.",
		English: "“{name}” is no employee, or may not see this ticket."},
	"not_text": {
		Russian: "Здесь нужен текст.", Kazakh: "Мұнда мәтін керек.", English: "A text is needed here."},
	"not_bool": {
		Russian: "Здесь нужно «да» или «нет».", Kazakh: "Мұнда «иә» немесе «жоқ» керек.", English: "Yes or no is needed here."},
	"unknown_field": {
		Russian: "Такого поля нет.", Kazakh: "Мұндай өріс жоқ.", English: "There is no such field."},
	"email": {
		Russian: "Это не похоже на адрес электронной почты. Пример: name@company.kz",
		Kazakh:  "Бұл электрондық пошта мекенжайына ұқсамайды. Мысалы: name@company.kz",
		English: "This does not look like an e-mail address. Example: name@company.kz"},
	"email_typo": {
		Russian: "Возможно, в адресе опечатка. Вы имели в виду {suggestion}?",
		Kazakh:  "Мекенжайда қате болуы мүмкін. {suggestion} дегіңіз келді ме?",
		English: "There may be a slip in the address. Did you mean {suggestion}?"},
	"phone": {
		Russian: "Это не похоже на номер телефона. Пример: +7 705 100 63 43",
		Kazakh:  "Бұл телефон нөміріне ұқсамайды. Мысалы: +7 705 100 63 43",
		English: "This does not look like a phone number. Example: +7 705 100 63 43"},
	"iin_digits": {
		Russian: "ИИН/БИН состоит из 12 цифр, здесь {digits}.", Kazakh: "ЖСН/БСН 12 цифрдан тұрады, мұнда {digits}.",
		English: "An IIN/BIN has 12 digits, here are {digits}."},
	"iin_form": {
		Russian: "ИИН/БИН состоит из одних цифр, здесь есть и другие знаки.", Kazakh: "ЖСН/БСН тек цифрлардан тұрады, мұнда басқа таңбалар да бар.",
		English: "An IIN/BIN is made of digits alone, here are other signs too."},
	"iin_check": {
		Russian: "В ИИН/БИН ошибка: контрольная цифра не сходится.", Kazakh: "ЖСН/БСН қате: бақылау цифры сәйкес емес.",
		English: "There is a slip in the IIN/BIN: its check digit is wrong."},
	"iin_date": {
		Russian: "В ИИН/БИН ошибка: такой даты не бывает.", Kazakh: "ЖСН/БСН қате: мұндай күн жоқ.",
		English: "There is a slip in the IIN/BIN: there is no such date."},
	"subject_parts": {
		Russian: "В теме должно быть столько частей, разделённых знаком «/», сколько в образце: {pattern}",
		Kazakh:  "Тақырыпта «/» белгісімен бөлінген бөліктер үлгідегідей болуы керек: {pattern}",
		English: "The subject needs as many parts, parted by “/”, as the pattern has: {pattern}"},
	"subject_mark": {
		Russian: "На месте «{want}» стоит «{got}».", Kazakh: "«{want}» орнында «{got}» тұр.", English: "Where “{want}” should be there is “{got}”."},
	"subject_empty": {
		Russian: "Не указано: {part}.", Kazakh: "Көрсетілмеген: {part}.", English: "Missing: {part}."},
	"act_unknown": {
		Russian: "Такого действия нет.", Kazakh: "Мұндай әрекет жоқ.", English: "There is no such act."},
	"act_role": {
		Russian: "Это действие не разрешено вашей роли.", Kazakh: "Бұл әрекет сіздің рөліңізге рұқсат етілмеген.",
		English: "Your role does not permit this act."},
	"act_status": {
		Russian: "В статусе «{status}» это действие невозможно.", Kazakh: "«{status}» күйінде бұл әрекет мүмкін емес.",
		English: "This act is not possible in the status “{status}”."},
	"act_condition": {
		Russian: "Сейчас это действие невозможно.", Kazakh: "Қазір бұл әрекет мүмкін емес.", English: "This act is not possible now."},
	"act_children": {
		Russian: "Сначала закончите дочерние заявки: {children}.", Kazakh: "Алдымен еншілес өтініштерді аяқтаңыз: {children}.",
		English: "First end the children: {children}."},
	"split_message": {
		Russian: "Отделить можно только сообщение, которым заявка не открыта.", Kazakh: "Өтініш ашпаған хабарламаны ғана бөлуге болады.",
		English: "Only a message that did not open the ticket can be separated."},
	"split_done": {
		Russian: "Это сообщение уже отделил другой сотрудник.", Kazakh: "Бұл хабарламаны басқа қызметкер бөліп қойған.",
		English: "Somebody else has separated this message already."},
	"merge_ended": {
		Russian: "Эта заявка уже окончена: объединить можно только с открытой.", Kazakh: "Бұл өтініш аяқталған: тек ашық өтінішпен біріктіруге болады.",
		English: "That ticket has ended: merge into one that is open."},
	"spam_known": {
		Russian: "Этот отправитель есть в справочнике: {who}. Отметьте, что его всё равно нужно заблокировать.",
		Kazakh:  "Бұл жіберуші анықтамалықта бар: {who}. Оны бәрібір бұғаттау керек екенін белгілеңіз.",
		English: "The directory knows this sender: {who}. Tick that they are to be blocked all the same."},
	"link_cycle": {
		Russian: "Эти заявки уже связаны наоборот: они ждали бы друг друга.", Kazakh: "Бұл өтініштер керісінше байланысқан: бір-бірін күтіп қалар еді.",
		English: "They are tied the other way round already: each would wait for the other."},
	"no_link": {
		Russian: "С этой заявкой нет связи, которую можно убрать отсюда.", Kazakh: "Бұл өтінішпен осы жерден алып тастауға болатын байланыс жоқ.",
		English: "There is no link to that ticket that can be removed here."},
	"override_over": {
		Russian: "Этот срок уже не идёт: отменять нечего.", Kazakh: "Бұл мерзім енді жүрмейді: тоқтататын ештеңе жоқ.",
		English: "This deadline does not run any more: there is nothing to override."},
	"override_same": {
		Russian: "Это значение стоит и сейчас: выберите другое.", Kazakh: "Бұл мән қазір де тұр: басқасын таңдаңыз.",
		English: "This is the value already: choose another one."},
	"channel_closed": {
		Russian: "Обращения этим способом не принимаются.", Kazakh: "Бұл тәсілмен өтініш қабылданбайды.",
		English: "Requests are not taken this way."},
	"ticket_changed": {
		Russian: "Заявка изменилась, пока вы работали. Посмотрите её заново.",
		Kazakh:  "Сіз жұмыс істеп жатқанда өтініш өзгерді. Оны қайта қараңыз.",
		English: "The ticket has changed meanwhile. Look at it again."},
	"revision_changed": {
		Russian: "Это уже изменили в другом окне. Посмотрите обе версии и выберите нужную.",
		Kazakh:  "Мұны басқа терезеде өзгертіп қойған. Екі нұсқаны да қарап, керегін таңдаңыз.",
		English: "This was changed in another window. Look at both versions and choose."},
	"withdraw_late": {
		Russian: "Поздно: сообщение уже отправлено или отправляется.", Kazakh: "Кеш: хабарлама жіберілді немесе жіберіліп жатыр.",
		English: "Too late: the message has gone out or is going out."},
	"withdraw_not_yours": {
		Russian: "Отозвать сообщение может только тот, кто его написал.", Kazakh: "Хабарламаны тек оны жазған адам қайтарып ала алады.",
		English: "Only who has written a message can take it back."},
	"page_both_ways": {
		Russian: "Укажите что-то одно: after, before или last.", Kazakh: "Біреуін ғана көрсетіңіз: after, before немесе last.",
		English: "Give one of after, before and last."},
	"bulk_too_many": {
		Russian: "Под фильтр подходит больше {max} заявок: уточните его.", Kazakh: "Сүзгіге {max} өтініштен артық сәйкес келеді: оны нақтылаңыз.",
		English: "More than {max} tickets match the filter: narrow it."},
	"too_many_kept": {
		Russian: "Больше {max} хранить нельзя: удалите ненужное.", Kazakh: "{max} данадан артық сақтауға болмайды: керексізін жойыңыз.",
		English: "No more than {max} can be kept: remove what is not needed."},
	"view_not_yours": {
		Russian: "Это представление сохранил другой сотрудник: изменить его может только он.",
		Kazakh:  "Бұл көріністі басқа қызметкер сақтаған: оны тек сол өзгерте алады.",
		English: "Somebody else has saved this view: only they can change it."},
	"queue_unknown": {
		Russian: "Очереди «{name}» в регламенте нет. Есть: {known}.", Kazakh: "Регламентте «{name}» кезегі жоқ. Бары: {known}.",
		English: "The regulation has no queue “{name}”. It has: {known}."},
	"calendar_unknown": {
		Russian: "Календаря «{name}» в регламенте нет. Есть: {known}.", Kazakh: "Регламентте «{name}» күнтізбесі жоқ. Бары: {known}.",
		English: "The regulation has no calendar “{name}”. It has: {known}."},
	"role_unknown": {
		Russian: "Роли «{name}» нет ни в регламенте, ни у сотрудников. Есть: {known}.",
		Kazakh:  "«{name}» рөлі регламентте де, қызметкерлерде де жоқ. Бары: {known}.",
		English: "Neither the regulation nor any employee has the role “{name}”. There are: {known}."},
	"person_unknown": {
		Russian: "Сотрудника «{name}» в справочнике нет.", Kazakh: "Анықтамалықта «{name}» қызметкері жоқ.",
		English: "There is no employee “{name}” in the directory."},
	"assignment_rules": {
		Russian: "Правила назначения составлены неверно: {reason}", Kazakh: "Тағайындау ережелері дұрыс емес: {reason}",
		English: "The rules of assignment are wrong: {reason}"},
	"absence_order": {
		Russian: "Конец отсутствия должен быть позже начала.", Kazakh: "Болмайтын уақыттың соңы басынан кейін болуы керек.",
		English: "The absence must end after it begins."},
	"absence_long": {
		Russian: "Отсутствие не может длиться больше двух лет.", Kazakh: "Болмайтын уақыт екі жылдан аспауы керек.",
		English: "An absence lasts two years at most."},
	"absence_self": {
		Russian: "Замещать самого себя нельзя: выберите другого сотрудника.", Kazakh: "Өзіңізді өзіңіз алмастыра алмайсыз: басқа қызметкерді таңдаңыз.",
		English: "Nobody can stand in for themselves: choose another employee."},
	"link_form": {
		Russian: "Ссылка должна начинаться с https:// или http://.", Kazakh: "Сілтеме https:// немесе http:// деп басталуы керек.",
		English: "The link must begin with https:// or http://."},
	"placeholder_unknown": {
		Russian: "Подстановки {name} нет. Есть: {known}.", Kazakh: "{name} деген алмастырғыш жоқ. Бары: {known}.",
		English: "There is no placeholder {name}. There are: {known}."},
	"placeholder_link": {
		Russian: "В тексте есть {braces}, а ссылка не указана.", Kazakh: "Мәтінде {braces} бар, бірақ сілтеме көрсетілмеген.",
		English: "The text has {braces}, but no link is given."},
	"template_not_yours": {
		Russian: "Этот шаблон создал другой сотрудник: изменить его может он или руководитель.",
		Kazakh:  "Бұл үлгіні басқа қызметкер жасаған: оны тек сол немесе басшы өзгерте алады.",
		English: "Somebody else made this template: they or a manager can change it."},
	"command_reused": {
		Russian: "Этот ключ уже использован для другого запроса.", Kazakh: "Бұл кілт басқа сұраныс үшін қолданылған.",
		English: "This key was used for another request."},
	"too_large": {
		Russian: "Слишком много данных.", Kazakh: "Деректер тым көп.", English: "This is too much data."},
	"token_missing": {
		Russian: "Нужен ключ доступа: Authorization: Bearer ...", Kazakh: "Кіру кілті керек: Authorization: Bearer ...",
		English: "An access token is needed: Authorization: Bearer ..."},
	"token_unknown": {
		Russian: "Ключ доступа неизвестен или отозван.", Kazakh: "Кіру кілті белгісіз немесе қайтарып алынған.",
		English: "The access token is unknown or was revoked."},
	"role_forbidden": {
		Russian: "Ваша роль этого не позволяет.", Kazakh: "Рөліңіз бұған рұқсат бермейді.", English: "Your role does not permit this."},
	"try_later": {
		Russian: "Сейчас не получается, попробуйте через минуту. Ничего не потеряно.",
		Kazakh:  "Қазір мүмкін емес, бір минуттан соң қайталаңыз. Ештеңе жоғалған жоқ.",
		English: "This does not work right now, try again in a minute. Nothing is lost."},
	"internal": {
		Russian: "Внутренняя ошибка. Сообщите поддержке номер запроса.", Kazakh: "Ішкі қате. Қолдауға сұраныс нөмірін хабарлаңыз.",
		English: "Internal error. Tell support the request id."},
	"malformed": {
		Russian: "Запрос не удалось прочитать: {reason}", Kazakh: "Сұранысты оқу мүмкін болмады: {reason}",
		English: "The request cannot be read: {reason}"},
	"not_found": {
		Russian: "Не найдено.", Kazakh: "Табылмады.", English: "Not found."},
}
