package cli

import "github.com/reglament/reglament/rules"

// scaffoldWords are the words of a new regulation, to be replaced by the
// company's own.
var scaffoldWords = map[string]rules.Text{
	"title":    {rules.Kazakh: "Өтініштерді қарау ережесі", rules.Russian: "Правила рассмотрения заявок", rules.English: "Rules for requests"},
	"ways":     {rules.Kazakh: "Қалай жүгінуге болады", rules.Russian: "Как обратиться", rules.English: "How to reach us"},
	"what":     {rules.Kazakh: "Не туралы жүгінуге болады", rules.Russian: "С чем обращаются", rules.English: "What can be asked"},
	"course":   {rules.Kazakh: "Өтініш қалай қаралады", rules.Russian: "Как идёт заявка", rules.English: "How a request goes"},
	"when":     {rules.Kazakh: "Қашан жауап береміз", rules.Russian: "Когда мы отвечаем", rules.English: "When we answer"},
	"mail":     {rules.Kazakh: "Пошта", rules.Russian: "Почта", rules.English: "Mail"},
	"form":     {rules.Kazakh: "Сайттағы нысан", rules.Russian: "Форма на сайте", rules.English: "Form on the site"},
	"operator": {rules.Kazakh: "Қызметкер", rules.Russian: "Сотрудник", rules.English: "Employee"},

	"type":        {rules.Kazakh: "Өтініш түрі", rules.Russian: "Тип заявки", rules.English: "Type of the request"},
	"name":        {rules.Kazakh: "Аты-жөніңіз", rules.Russian: "Ваше имя", rules.English: "Your name"},
	"email":       {rules.Kazakh: "Электрондық поштаңыз", rules.Russian: "Ваша электронная почта", rules.English: "Your e-mail address"},
	"description": {rules.Kazakh: "Не болды", rules.Russian: "Что случилось", rules.English: "What has happened"},
	"text":        {rules.Kazakh: "Жауап", rules.Russian: "Ответ", rules.English: "Answer"},

	"new":      {rules.Kazakh: "Жаңа", rules.Russian: "Новая", rules.English: "New"},
	"work":     {rules.Kazakh: "Жұмыста", rules.Russian: "В работе", rules.English: "In work"},
	"done":     {rules.Kazakh: "Жауап берілді", rules.Russian: "Ответ дан", rules.English: "Answered"},
	"take":     {rules.Kazakh: "Жұмысқа алу", rules.Russian: "Взять в работу", rules.English: "Take"},
	"answer":   {rules.Kazakh: "Жауап беру", rules.Russian: "Ответить", rules.English: "Answer"},
	"classify": {rules.Kazakh: "Түрін көрсету", rules.Russian: "Указать тип", rules.English: "Set the type"},
	"promise":  {rules.Kazakh: "Алғашқы жауап", rules.Russian: "Первый ответ", rules.English: "First answer"},
	"late":     {rules.Kazakh: "Жауап мерзімі өтіп кетті.", rules.Russian: "Срок ответа истёк.", rules.English: "The answer is late."},

	"type.question": {rules.Kazakh: "Сұрақ", rules.Russian: "Вопрос", rules.English: "Question"},
	"type.problem":  {rules.Kazakh: "Ақау", rules.Russian: "Неисправность", rules.English: "Problem"},

	"quote.mail": {rules.Kazakh: "%s мекенжайына жазыңыз.", rules.Russian: "Пишите на адрес %s.", rules.English: "Write to %s."},
	"quote.form": {rules.Kazakh: "Сайттағы нысанды да толтыруға болады.", rules.Russian: "Можно также заполнить форму на сайте.", rules.English: "You can also fill in the form on our site."},
	"quote.hours": {rules.Kazakh: "Жұмыс уақыты: %s, %s (%s).", rules.Russian: "Рабочее время: %s, %s (%s).",
		rules.English: "Working hours: %s, %s (%s)."},
	"quote.what": {rules.Kazakh: "Өтініш түрлері: %s.", rules.Russian: "Типы заявок: %s.", rules.English: "Types of requests: %s."},
	"quote.course": {rules.Kazakh: "Қызметкер өтінішті жұмысқа алып, жауап береді; жауаппен өтініш аяқталады.",
		rules.Russian: "Сотрудник берёт заявку в работу и отвечает на неё; с ответом заявка завершается.",
		rules.English: "An employee takes the request and answers it; with the answer it ends."},
	"quote.when": {rules.Kazakh: "Әр өтініштің қабылданғанын растаймыз. Жауап беру мерзімі: %s.",
		rules.Russian: "Мы подтверждаем каждую заявку. Срок ответа: %s.",
		rules.English: "We confirm each request. An answer is due within %s."},

	"answer.subject":   {rules.Kazakh: "[{number}] Өтінішіңізге жауап", rules.Russian: "[{number}] Ответ на вашу заявку", rules.English: "[{number}] Our answer"},
	"answer.body":      {rules.Kazakh: "{input.text}\n\n{document.company}", rules.Russian: "{input.text}\n\n{document.company}", rules.English: "{input.text}\n\n{document.company}"},
	"accepted.subject": {rules.Kazakh: "[{number}] Өтініш қабылданды", rules.Russian: "[{number}] Заявка принята", rules.English: "[{number}] Request accepted"},
	"accepted.body": {rules.Kazakh: "{number} өтінішіңіз қабылданды. {due.answer} дейін жауап береміз.\n\n{document.company}",
		rules.Russian: "Ваша заявка {number} принята. Мы ответим до {due.answer}.\n\n{document.company}",
		rules.English: "Your request {number} is accepted. We will answer by {due.answer}.\n\n{document.company}"},

	"case.name":    {rules.Kazakh: "Айгүл", rules.Russian: "Айгүл", rules.English: "Aigul"},
	"case.subject": {rules.Kazakh: "Кабинет ашылмайды", rules.Russian: "Не открывается кабинет", rules.English: "I cannot sign in"},
	"case.text": {rules.Kazakh: "Сәлеметсіз бе! Жеке кабинетке кіре алмай тұрмын.", rules.Russian: "Здравствуйте! Не могу войти в личный кабинет.",
		rules.English: "Hello! I cannot sign in to my account."},
	"case.answer": {rules.Kazakh: "Құпиясөзіңіз жаңартылды.", rules.Russian: "Ваш пароль обновлён.", rules.English: "Your password was renewed."},
}

// scaffoldDays are the days of the week in short.
var scaffoldDays = map[string]rules.Text{
	"mon": {rules.Kazakh: "дс", rules.Russian: "пн", rules.English: "Mon"},
	"tue": {rules.Kazakh: "сс", rules.Russian: "вт", rules.English: "Tue"},
	"wed": {rules.Kazakh: "ср", rules.Russian: "ср", rules.English: "Wed"},
	"thu": {rules.Kazakh: "бс", rules.Russian: "чт", rules.English: "Thu"},
	"fri": {rules.Kazakh: "жм", rules.Russian: "пт", rules.English: "Fri"},
	"sat": {rules.Kazakh: "сб", rules.Russian: "сб", rules.English: "Sat"},
	"sun": {rules.Kazakh: "жс", rules.Russian: "вс", rules.English: "Sun"},
}
