package statechart

import (
	"fmt"

	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/worktime"
)

// words are what the picture says by itself, in one language.
type words map[string]string

func wordsOf(lang string) words {
	out := words{}
	for key, text := range texts {
		out[key] = text.In(lang, rules.English)
	}
	return out
}

// after says after how long something happens.
func (w words) after(what string, d worktime.Duration) string {
	return fmt.Sprintf(w["after"], what, w.length(d))
}

func (w words) length(d worktime.Duration) string {
	return fmt.Sprintf("%d %s", d.N, w["unit "+string(d.Unit)])
}

// Length writes a duration as people of the language read it.
func Length(d worktime.Duration, lang string) string { return wordsOf(lang).length(d) }

// texts are the words by key: moments by their names, units in forms that are
// right beside any number.
var texts = map[string]rules.Text{
	"title":    {rules.Russian: "Схема статусов", rules.Kazakh: "Күйлер сызбасы", rules.English: "Chart of statuses"},
	"start":    {rules.Russian: "Новая заявка", rules.Kazakh: "Жаңа өтініш", rules.English: "New ticket"},
	"after":    {rules.Russian: "%s: через %s", rules.Kazakh: "%s: %s өткен соң", rules.English: "%s: after %s"},
	"previous": {rules.Russian: "назад, в прежний статус", rules.Kazakh: "бұрынғы күйіне", rules.English: "back to the status before"},
	"warn":     {rules.Russian: "срок близок", rules.Kazakh: "мерзім жақын", rules.English: "due soon"},
	"breach":   {rules.Russian: "срок истёк", rules.Kazakh: "мерзім өтті", rules.English: "overdue"},
	"staff":    {rules.Russian: "ход: сотрудник", rules.Kazakh: "кезек: қызметкерде", rules.English: "turn: staff"},
	"customer": {rules.Russian: "ход: клиент", rules.Kazakh: "кезек: клиентте", rules.English: "turn: customer"},
	"other":    {rules.Russian: "ход: третья сторона", rules.Kazakh: "кезек: үшінші тарапта", rules.English: "turn: third party"},
	"nobody":   {rules.Russian: "завершено", rules.Kazakh: "аяқталды", rules.English: "ended"},

	"on received":      {rules.Russian: "Первое обращение", rules.Kazakh: "Алғашқы өтініш", rules.English: "First message"},
	"on registered":    {rules.Russian: "При регистрации", rules.Kazakh: "Тіркелгенде", rules.English: "On registration"},
	"on message":       {rules.Russian: "Сообщение клиента", rules.Kazakh: "Клиенттің хабарламасы", rules.English: "Customer's message"},
	"on late_message":  {rules.Russian: "Сообщение после завершения", rules.Kazakh: "Аяқталған соң келген хабарлама", rules.English: "Message after the end"},
	"on reply":         {rules.Russian: "Ответ сотрудника", rules.Kazakh: "Қызметкердің жауабы", rules.English: "Reply of staff"},
	"on file":          {rules.Russian: "Файл от клиента", rules.Kazakh: "Клиенттен файл", rules.English: "Customer's file"},
	"on automatic":     {rules.Russian: "Автоматическое сообщение", rules.Kazakh: "Автоматты хабарлама", rules.English: "Automatic message"},
	"on subject_wrong": {rules.Russian: "Тема не по форме", rules.Kazakh: "Тақырып үлгіге сай емес", rules.English: "Subject in a wrong form"},
	"on partner":       {rules.Russian: "Ответ третьей стороны", rules.Kazakh: "Үшінші тараптың жауабы", rules.English: "Answer of the third party"},
	"on opened":        {rules.Russian: "Открыта из другой заявки", rules.Kazakh: "Басқа өтініштен ашылды", rules.English: "Opened by another ticket"},
	"on bounce":        {rules.Russian: "Письмо не доставлено", rules.Kazakh: "Хат жеткізілмеді", rules.English: "Mail was returned"},

	"family new":  {rules.Russian: "новые", rules.Kazakh: "жаңа", rules.English: "new"},
	"family work": {rules.Russian: "в работе", rules.Kazakh: "жұмыста", rules.English: "in work"},
	"family wait": {rules.Russian: "ожидание", rules.Kazakh: "күтуде", rules.English: "waiting"},
	"family done": {rules.Russian: "исполнено", rules.Kazakh: "орындалды", rules.English: "done"},
	"family stop": {rules.Russian: "прекращено", rules.Kazakh: "тоқтатылды", rules.English: "stopped"},

	"kind act":      {rules.Russian: "делает сотрудник", rules.Kazakh: "қызметкер жасайды", rules.English: "done by staff"},
	"kind customer": {rules.Russian: "делает и клиент", rules.Kazakh: "клиент те жасайды", rules.English: "done by the customer too"},
	"kind rule":     {rules.Russian: "происходит само", rules.Kazakh: "өзі болады", rules.English: "happens by itself"},
	"kind timer":    {rules.Russian: "по сроку", rules.Kazakh: "мерзім бойынша", rules.English: "by a deadline"},

	"unit s":  {rules.Russian: "с", rules.Kazakh: "с", rules.English: "s"},
	"unit m":  {rules.Russian: "мин", rules.Kazakh: "мин", rules.English: "min"},
	"unit h":  {rules.Russian: "ч", rules.Kazakh: "сағ", rules.English: "h"},
	"unit d":  {rules.Russian: "дн.", rules.Kazakh: "күн", rules.English: "d"},
	"unit mo": {rules.Russian: "мес.", rules.Kazakh: "ай", rules.English: "mo"},
	"unit wm": {rules.Russian: "раб. мин", rules.Kazakh: "жұмыс мин", rules.English: "working min"},
	"unit wh": {rules.Russian: "раб. ч", rules.Kazakh: "жұмыс сағ", rules.English: "working h"},
	"unit wd": {rules.Russian: "раб. дн.", rules.Kazakh: "жұмыс күні", rules.English: "working d"},
}
