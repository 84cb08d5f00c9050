package host

import (
	"fmt"
	"strings"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// quotaWords say what exceeding each quota means.
var quotaWords = map[string]rules.Text{
	engine.QuotaDecide: {
		rules.Russian: "решение по событию заняло больше времени, чем можно (мс)", rules.Kazakh: "оқиға бойынша шешім рұқсат етілгеннен ұзақ қабылданды (мс)",
		rules.English: "a decision took longer than it may (ms)"},
	engine.QuotaCode: {
		rules.Russian: "код регламента работал слишком много (полных бюджетов в минуту)", rules.Kazakh: "регламент коды тым көп жұмыс істеді (минутына толық бюджет)",
		rules.English: "the code of the regulation ran too much (whole budgets a minute)"},
	engine.QuotaInstructions: {
		rules.Russian: "код регламента исчерпал бюджет инструкций на одно решение", rules.Kazakh: "регламент коды бір шешімге берілген нұсқаулар бюджетін тауысты",
		rules.English: "the code of the regulation used up the instructions of one decision"},
	engine.QuotaMemory: {
		rules.Russian: "коду регламента не хватило памяти (байт)", rules.Kazakh: "регламент кодына жад жетпеді (байт)",
		rules.English: "the code of the regulation ran out of memory (bytes)"},
	engine.QuotaOps: {
		rules.Russian: "одно решение требует слишком много действий", rules.Kazakh: "бір шешім тым көп әрекетті талап етеді",
		rules.English: "one decision asks for too many things to be done"},
	engine.QuotaSends: {
		rules.Russian: "одно решение отправляет слишком много сообщений", rules.Kazakh: "бір шешім тым көп хабарлама жібереді",
		rules.English: "one decision sends too many messages"},
	engine.QuotaTimers: {
		rules.Russian: "у заявки слишком много таймеров", rules.Kazakh: "өтініште таймер тым көп",
		rules.English: "a ticket has too many timers"},
	engine.QuotaBody: {
		rules.Russian: "запись о событии слишком велика (байт)", rules.Kazakh: "оқиға жазбасы тым үлкен (байт)",
		rules.English: "the record of an event is too large (bytes)"},
	engine.QuotaDepth: {
		rules.Russian: "команды слишком долго вызывали друг друга, цепочка прервана", rules.Kazakh: "командалар бір-бірін тым ұзақ тудырды, тізбек үзілді",
		rules.English: "commands caused one another for too long; the chain was cut"},
	engine.QuotaNotices: {
		rules.Russian: "за день отправлено слишком много сообщений", rules.Kazakh: "бір күнде тым көп хабарлама жіберілді",
		rules.English: "too many messages went out on one day"},
}

var (
	breachSubject = rules.Text{
		rules.Russian: "Превышен лимит «%s»: %d", rules.Kazakh: "«%s» лимиті асып кетті: %d", rules.English: "Quota \"%s\" was exceeded: %d"}
	breachBody = rules.Text{
		rules.Russian: "Превышен лимит %s: %s. Лимит: %d. Случаев: %d.\n\n%s\n" +
			"Что произошло, записано. Заявка отмечена, и решение по ней система попробует принять снова сама. " +
			"Проверьте регламент, а если лимит мал, обратитесь к тому, кто обслуживает систему.\n\n" +
			"Следующее письмо об этом лимите придёт не раньше чем через час.",
		rules.Kazakh: "%s лимиті асып кетті: %s. Лимит: %d. Жағдай саны: %d.\n\n%s\n" +
			"Болған жайт жазылды. Өтініш белгіленді, ол бойынша шешімді жүйе өзі қайта қабылдап көреді. " +
			"Регламентті тексеріңіз, ал лимит аз болса, жүйеге қызмет көрсететін адамға хабарласыңыз.\n\n" +
			"Бұл лимит туралы келесі хат кемінде бір сағаттан кейін келеді.",
		rules.English: "The quota %s was exceeded: %s. Quota: %d. How often: %d.\n\n%s\n" +
			"What happened is recorded. The ticket is marked, and a decision about it will be tried again by itself. " +
			"Check the regulation; if the quota is too small, ask whoever runs the system.\n\n" +
			"The next mail about this quota will come in an hour at the earliest."}
	breachMore = rules.Text{rules.Russian: "и ещё %d", rules.Kazakh: "тағы %d", rules.English: "and %d more"}
)

// breachWords are a letter's subject and text.
func breachWords(lang string, zone *time.Location, of breachOf, t *breachTale, limit int64) (subject, text string) {
	var list strings.Builder
	for _, c := range t.cases {
		fmt.Fprintf(&list, "%s  %s  %s\n", c.at.In(zone).Format("02.01.2006 15:04:05"), c.ticket, c.fault)
	}
	if more := t.count - len(t.cases); more > 0 {
		fmt.Fprintf(&list, breachMore.In(lang)+"\n", more)
	}
	return fmt.Sprintf(breachSubject.In(lang), of.quota, t.count),
		fmt.Sprintf(breachBody.In(lang), of.quota, quotaWords[of.quota].In(lang), limit, t.count, list.String())
}

// firstLine is what of an error fits into a line.
func firstLine(s string, most int) string {
	s, _, _ = strings.Cut(s, "\n")
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return s
}
