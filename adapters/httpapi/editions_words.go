package httpapi

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// Codes of problems with editions, besides those of archives.
const (
	CodeEditionUnknown   = "edition_unknown"
	CodeEditionAmbiguous = "edition_ambiguous"
	CodeEditionReplaced  = "edition_replaced"
	CodeEditionFirst     = "edition_first"
	CodeEditionActive    = "edition_active"
	CodeCanaryNone       = "canary_none"
	CodeShadowNone       = "shadow_none"
	CodeShadowOther      = "shadow_other"
	codeFindings         = "edition_findings"
)

// editionWords are the sentences for problems with editions; a name in braces is a
// value.
var editionWords = map[string]rules.Text{
	CodeEditionUnknown: {
		rules.Russian: "Редакции {name} нет. Список: GET /editions.", rules.Kazakh: "{name} редакциясы жоқ. Тізімі: GET /editions.",
		rules.English: "There is no edition {name}. The list: GET /editions."},
	CodeEditionAmbiguous: {
		rules.Russian: "На «{name}» начинается несколько редакций. Укажите больше знаков.", rules.Kazakh: "«{name}» деп бірнеше редакция басталады. Көбірек таңба жазыңыз.",
		rules.English: "Several editions begin with {name}. Give more of the id."},
	CodeEditionReplaced: {
		rules.Russian: "Сейчас действует другая редакция, {name}. Ничего не изменено.", rules.Kazakh: "Қазір басқа редакция, {name}, қолданылады. Ештеңе өзгерген жоқ.",
		rules.English: "Another edition, {name}, is active now. Nothing was changed."},
	CodeEditionFirst: {
		rules.Russian: "До действующей редакции не было другой, возвращаться не к чему. Откатанную редакцию можно включить по её номеру.",
		rules.Kazakh:  "Қолданыстағы редакцияға дейін басқасы болған жоқ, қайтатын ештеңе жоқ. Кері қайтарылған редакцияны нөмірі бойынша қосуға болады.",
		rules.English: "No edition was active before this one: there is nothing to go back to. One that was rolled back can be activated by its id."},
	CodeEditionActive: {
		rules.Russian: "Редакция {name} уже действует, пробовать её незачем.", rules.Kazakh: "{name} редакциясы қазірдің өзінде қолданылады, оны сынаудың қажеті жоқ.",
		rules.English: "Edition {name} is active already: there is nothing to try."},
	CodeCanaryNone: {
		rules.Russian: "Сейчас ни одна редакция не пробуется на части новых заявок.", rules.Kazakh: "Қазір ешбір редакция жаңа өтініштердің бір бөлігінде сыналып жатқан жоқ.",
		rules.English: "No edition is tried on a share of the new tickets now."},
	CodeShadowNone: {
		rules.Russian: "Теневого прогона нет.", rules.Kazakh: "Көлеңкелі сынақ жоқ.", rules.English: "There is no shadow run."},
	CodeShadowOther: {
		rules.Russian: "Уже идёт теневой прогон редакции {name}. Сначала остановите его.", rules.Kazakh: "{name} редакциясының көлеңкелі сынағы жүріп жатыр. Алдымен оны тоқтатыңыз.",
		rules.English: "A shadow run of edition {name} is on. Stop it first."},
	codeFindings: {
		rules.Russian: "Редакция не принята, действует прежняя. Найдено ошибок: {count}. Первая: {first}",
		rules.Kazakh:  "Редакция қабылданбады, бұрынғысы қолданылады. Табылған қателер: {count}. Біріншісі: {first}",
		rules.English: "The edition was not accepted, the one before it stays. Errors found: {count}. The first: {first}"},
	"archive_unreadable": {
		rules.Russian: "Это не архив zip, или он повреждён.", rules.Kazakh: "Бұл zip мұрағаты емес немесе ол бүлінген.", rules.English: "This is no zip archive, or it is damaged."},
	"archive_files": {
		rules.Russian: "В архиве больше {max} файлов.", rules.Kazakh: "Мұрағатта {max} файлдан көп.", rules.English: "The archive holds more than {max} files."},
	"archive_unpacked": {
		rules.Russian: "Распакованный архив больше {max} МиБ.", rules.Kazakh: "Ашылған мұрағат {max} МиБ-тен үлкен.", rules.English: "Unpacked, the archive is larger than {max} MiB."},
	"archive_name": {
		rules.Russian: "Недопустимое имя файла в архиве: {name}.", rules.Kazakh: "Мұрағатта рұқсат етілмеген файл аты бар: {name}.",
		rules.English: "The archive holds a file with a name that is not allowed: {name}."},
	"archive_link": {
		rules.Russian: "{name} в архиве — не обычный файл.", rules.Kazakh: "Мұрағаттағы {name} — кәдімгі файл емес.", rules.English: "{name} in the archive is no plain file."},
	"archive_twice": {
		rules.Russian: "Файл {name} есть в архиве дважды.", rules.Kazakh: "{name} файлы мұрағатта екі рет бар.", rules.English: "The file {name} is in the archive twice."},
	"archive_empty": {
		rules.Russian: "В архиве нет файлов.", rules.Kazakh: "Мұрағатта файл жоқ.", rules.English: "There are no files in the archive."},
}

// sayIn is a sentence of such a list, with its values.
func sayIn(words map[string]rules.Text, code string, values engine.Fields, lang string) string {
	sentence := words[code].In(lang, rules.English)
	for name, v := range values {
		sentence = strings.ReplaceAll(sentence, "{"+name+"}", fmt.Sprint(v))
	}
	return sentence
}

// failEdition is fail for what can go wrong with editions: findings are answered
// with their places.
func (a *api) failEdition(ctx context.Context, err error) error {
	var findings rules.Findings
	if errors.As(err, &findings) {
		return a.failFindings(ctx, findings)
	}
	return a.fail(ctx, err, nil)
}

func (a *api) failFindings(ctx context.Context, findings rules.Findings) error {
	req := requestOf(ctx)
	p := &Problem{Type: "about:blank", Status: http.StatusUnprocessableEntity, Kind: string(engine.Invalid), RequestID: req.id}
	p.Title = http.StatusText(p.Status)
	count, first := 0, ""
	for _, f := range findings {
		if count == 0 && !f.Warning {
			first, p.Clause = f.String(), string(f.Clause)
		}
		if !f.Warning {
			count++
		}
		p.Errors = append(p.Errors, ProblemItem{Code: codeFindings, Detail: f.Message, File: f.File, Line: f.Line, Path: f.Path,
			Clause: string(f.Clause), Warning: f.Warning})
	}
	p.Detail = sayIn(editionWords, codeFindings, engine.Fields{"count": count, "first": first}, req.lang)
	return p
}
