package webform

import (
	"fmt"
	"strings"

	"github.com/reglament/reglament/rules"
)

// tongue is a page's language. Templates ask it for words.
type tongue string

// T returns a word of the catalogue. Pairs of a name and a value fill its
// {name}s.
func (t tongue) T(key string, pairs ...any) string {
	text, ok := words[key]
	if !ok {
		return key
	}
	s := text.In(string(t), rules.English)
	for i := 0; i+1 < len(pairs); i += 2 {
		s = strings.ReplaceAll(s, fmt.Sprintf("{%v}", pairs[i]), fmt.Sprint(pairs[i+1]))
	}
	return s
}

// size writes a number of bytes as people read it.
func (t tongue) size(n int64) string {
	units := map[string][3]string{rules.English: {"bytes", "KB", "MB"}, rules.Russian: {"байт", "КБ", "МБ"}, rules.Kazakh: {"байт", "КБ", "МБ"}}[string(t)]
	s := ""
	switch {
	case n < 1<<10:
		return fmt.Sprintf("%d\u00a0%s", n, units[0])
	case n < 1<<20:
		return fmt.Sprintf("%d\u00a0%s", (n+512)>>10, units[1])
	case n%(1<<20) == 0:
		s = fmt.Sprintf("%d", n>>20)
	default:
		s = fmt.Sprintf("%.1f", float64(n)/(1<<20))
	}
	if t != rules.English {
		s = strings.ReplaceAll(s, ".", ",")
	}
	return s + "\u00a0" + units[2]
}

// digits are the numbers of the question that replaces the robot check where
// there is no JavaScript.
var digits = map[string][10]string{
	rules.Russian: {"ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять"},
	rules.Kazakh:  {"нөл", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз"},
	rules.English: {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"},
}

// weekdays are their short names, Monday first.
var weekdays = map[string][7]string{
	rules.Russian: {"пн", "вт", "ср", "чт", "пт", "сб", "вс"},
	rules.Kazakh:  {"дс", "сс", "ср", "бс", "жм", "сб", "жс"},
	rules.English: {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"},
}

// cities name zones as people here do: Astana and Almaty have one time.
var cities = map[string]rules.Text{
	"Asia/Almaty":   {rules.Russian: "Астана", rules.Kazakh: "Астана", rules.English: "Astana"},
	"Europe/Moscow": {rules.Russian: "Москва", rules.Kazakh: "Мәскеу", rules.English: "Moscow"},
}

// words are all that the pages say and no regulation does.
var words = map[string]rules.Text{
	"languages":      {rules.Russian: "Язык", rules.Kazakh: "Тіл", rules.English: "Language"},
	"required":       {rules.Russian: "обязательно", rules.Kazakh: "міндетті", rules.English: "required"},
	"marked":         {rules.Russian: "Поля со звёздочкой нужно заполнить.", rules.Kazakh: "Жұлдызша қойылған өрістерді толтыру керек.", rules.English: "Fields with an asterisk must be filled in."},
	"only_if":        {rules.Russian: "Нужно, только если «{field}»: {values}.", rules.Kazakh: "«{field}» өрісінде мына мән таңдалса ғана керек: {values}.", rules.English: "Needed only if “{field}” is: {values}."},
	"only_if_ticked": {rules.Russian: "Нужно, только если отмечено «{field}».", rules.Kazakh: "«{field}» белгіленсе ғана керек.", rules.English: "Needed only if “{field}” is ticked."},
	"choose_one":     {rules.Russian: "Выберите один из вариантов.", rules.Kazakh: "Нұсқалардың бірін таңдаңыз.", rules.English: "Choose one of the options."},
	"tick_it":        {rules.Russian: "Здесь нужна отметка.", rules.Kazakh: "Мұнда белгі қою керек.", rules.English: "This must be ticked."},
	"attach_it":      {rules.Russian: "Приложите файл.", rules.Kazakh: "Файл тіркеңіз.", rules.English: "Attach a file."},
	"choose":         {rules.Russian: "Выберите…", rules.Kazakh: "Таңдаңыз…", rules.English: "Choose…"},
	"send":           {rules.Russian: "ОТПРАВИТЬ", rules.Kazakh: "ЖІБЕРУ", rules.English: "SEND"},
	"sending":        {rules.Russian: "Отправляем…", rules.Kazakh: "Жіберіп жатырмыз…", rules.English: "Sending…"},
	"clause":         {rules.Russian: "п. {clause}", rules.Kazakh: "{clause}-тармақ", rules.English: "cl. {clause}"},
	"clause_of":      {rules.Russian: "Открыть в документе, в новой вкладке: {clause}", rules.Kazakh: "Құжаттан жаңа қойындыда ашу: {clause}", rules.English: "Open in the document, in a new tab: {clause}"},
	"document":       {rules.Russian: "Регламент", rules.Kazakh: "Регламент", rules.English: "Regulation"},
	"error_title":    {rules.Russian: "Ошибка: {title}", rules.Kazakh: "Қате: {title}", rules.English: "Error: {title}"},
	"request_id":     {rules.Russian: "Номер запроса для поддержки: {id}", rules.Kazakh: "Қолдау қызметіне арналған сұраныс нөмірі: {id}", rules.English: "Request id for support: {id}"},
	"other_ways":     {rules.Russian: "Другие способы обратиться:", rules.Kazakh: "Өтініш берудің басқа тәсілдері:", rules.English: "Other ways to reach us:"},
	"honeypot":       {rules.Russian: "Оставьте это поле пустым", rules.Kazakh: "Бұл өрісті бос қалдырыңыз", rules.English: "Leave this field empty"},
	"confirm":        {rules.Russian: "Всё верно, отправить так", rules.Kazakh: "Бәрі дұрыс, осылай жіберу", rules.English: "This is right, send it so"},

	"files_limits": {rules.Russian: "До {files} файлов, каждый до {file}, все вместе до {total}.", rules.Kazakh: "Ең көбі {files} файл, әрқайсысы {file}-қа дейін, барлығы бірге {total}-қа дейін.", rules.English: "Up to {files} files, each up to {file}, all together up to {total}."},
	"files_kept":   {rules.Russian: "Уже загружено. Снимите отметку с того, что отправлять не нужно.", rules.Kazakh: "Жүктеліп қойған. Жіберудің қажеті жоғынан белгіні алып тастаңыз.", rules.English: "Already uploaded. Untick what should not be sent."},
	"files_more":   {rules.Russian: "Добавить ещё файлы", rules.Kazakh: "Тағы файл қосу", rules.English: "Add more files"},
	"files_again":  {rules.Russian: "Файлы не сохранились, выберите их снова: {names}", rules.Kazakh: "Файлдар сақталмады, оларды қайта таңдаңыз: {names}", rules.English: "The files were not kept, choose them again: {names}"},
	"files_lost":   {rules.Russian: "Если вы выбирали файлы, выберите их снова.", rules.Kazakh: "Файл таңдаған болсаңыз, қайта таңдаңыз.", rules.English: "If you had chosen files, choose them again."},
	"file_large":   {rules.Russian: "Файл «{name}» больше {file}.", rules.Kazakh: "«{name}» файлы {file}-тан үлкен.", rules.English: "The file “{name}” is larger than {file}."},
	"files_large":  {rules.Russian: "Все файлы вместе больше {total}.", rules.Kazakh: "Файлдардың жалпы көлемі {total}-тан асады.", rules.English: "All files together are larger than {total}."},
	"files_many":   {rules.Russian: "Файлов больше {files}.", rules.Kazakh: "Файл тым көп: ең көбі {files}.", rules.English: "There are more than {files} files."},
	"text_large":   {rules.Russian: "Текста слишком много. Приложите его файлом.", rules.Kazakh: "Мәтін тым көп. Оны файл ретінде тіркеңіз.", rules.English: "There is too much text. Attach it as a file."},
	"nothing_kept": {rules.Russian: "Ничего не отправлено, выбранные сейчас файлы не сохранены. Введённое на месте.", rules.Kazakh: "Ештеңе жіберілген жоқ, қазір таңдалған файлдар сақталмады. Енгізгеніңіз орнында.", rules.English: "Nothing was sent, and the files chosen now were not kept. What you typed is here."},
	"files_chosen": {rules.Russian: "Выбрано:", rules.Kazakh: "Таңдалды:", rules.English: "Chosen:"},

	"robot":          {rules.Russian: "Я не робот", rules.Kazakh: "Мен робот емеспін", rules.English: "I am not a robot"},
	"robot_checking": {rules.Russian: "Проверяем…", rules.Kazakh: "Тексеріп жатырмыз…", rules.English: "Checking…"},
	"robot_checked":  {rules.Russian: "Проверено", rules.Kazakh: "Тексерілді", rules.English: "Checked"},
	"robot_missing":  {rules.Russian: "Подтвердите, что вы не робот.", rules.Kazakh: "Робот емес екеніңізді растаңыз.", rules.English: "Confirm that you are not a robot."},
	"robot_wrong":    {rules.Russian: "Проверка не удалась. Отметьте «{robot}» ещё раз.", rules.Kazakh: "Тексеру сәтсіз аяқталды. «{robot}» белгісін қайта қойыңыз.", rules.English: "The check failed. Tick “{robot}” once more."},
	"robot_answer":   {rules.Russian: "Ответ неверный. Вот другой вопрос.", rules.Kazakh: "Жауап дұрыс емес. Міне, басқа сұрақ.", rules.English: "The answer is wrong. Here is another question."},
	"robot_why":      {rules.Russian: "Автоматическая проверка работает только с JavaScript, поэтому мы задаём вопрос.", rules.Kazakh: "Автоматты тексеру тек JavaScript арқылы жұмыс істейді, сондықтан сұрақ қоямыз.", rules.English: "The automatic check needs JavaScript, so we ask a question instead."},
	"question":       {rules.Russian: "Сколько будет {a} плюс {b}? Ответьте цифрой", rules.Kazakh: "{a} қосу {b} нешеге тең? Цифрмен жазыңыз", rules.English: "How much is {a} plus {b}? Answer with a number"},

	"fix":          {rules.Russian: "Проверьте, пожалуйста:", rules.Kazakh: "Тексеріп шығыңызшы:", rules.English: "Please check:"},
	"refused":      {rules.Russian: "Заявку нельзя принять", rules.Kazakh: "Өтінішті қабылдау мүмкін емес", rules.English: "The request cannot be accepted"},
	"form_expired": {rules.Russian: "Форма была открыта слишком долго. Всё, что вы ввели, на месте: ещё раз подтвердите, что вы не робот, и отправьте.", rules.Kazakh: "Нысан тым ұзақ ашық тұрды. Енгізгеніңіз сақталды: робот емес екеніңізді тағы бір рет растап, жіберіңіз.", rules.English: "The form was open for too long. All that you typed is here: confirm once more that you are not a robot, and send it."},
	"form_reused":  {rules.Russian: "Эта форма уже была отправлена с другим содержанием. Если это новая заявка, ещё раз подтвердите, что вы не робот, и отправьте.", rules.Kazakh: "Бұл нысан басқа мазмұнмен жіберілген болатын. Бұл жаңа өтініш болса, робот емес екеніңізді тағы бір рет растап, жіберіңіз.", rules.English: "This form was already sent with other contents. If this is a new request, confirm once more that you are not a robot, and send it."},
	"trap":         {rules.Russian: "Было заполнено скрытое поле, как это делают программы. Мы очистили его: отправьте ещё раз.", rules.Kazakh: "Бағдарламалар жасайтындай, жасырын өріс толтырылған. Біз оны тазарттық: қайта жіберіңіз.", rules.English: "A hidden field was filled in, as programs do. We have cleared it: send the form again."},
	"too_often":    {rules.Russian: "Слишком много запросов с вашего адреса. Подождите минуту и отправьте ещё раз: введённое на месте.", rules.Kazakh: "Сіздің мекенжайыңыздан сұраныс тым көп. Бір минут күтіп, қайта жіберіңіз: енгізгеніңіз сақталды.", rules.English: "There are too many requests from your address. Wait a minute and send it again: what you typed is here."},
	"busy":         {rules.Russian: "Сейчас принимается слишком много файлов. Отправьте ещё раз через минуту: введённое на месте.", rules.Kazakh: "Қазір тым көп файл қабылданып жатыр. Бір минуттан соң қайта жіберіңіз: енгізгеніңіз сақталды.", rules.English: "Too many files are arriving right now. Send it again in a minute: what you typed is here."},
	"try_later":    {rules.Russian: "Сейчас не получается принять отправленное. Введённое на месте: отправьте ещё раз через минуту.", rules.Kazakh: "Қазір жіберілгенді қабылдау мүмкін емес. Енгізгеніңіз сақталды: бір минуттан соң қайта жіберіңіз.", rules.English: "What you sent cannot be taken right now. What you typed is here: send it again in a minute."},
	"unreadable":   {rules.Russian: "Отправленное не удалось прочитать. Отправьте форму ещё раз.", rules.Kazakh: "Жіберілгенді оқу мүмкін болмады. Нысанды қайта жіберіңіз.", rules.English: "What was sent cannot be read. Send the form again."},

	"open_now": {rules.Russian: "Сейчас работаем, до {until}.", rules.Kazakh: "Қазір жұмыс уақыты, аяқталуы: {until}.", rules.English: "We are open now, until {until}."},
	"open_247": {rules.Russian: "Работаем круглосуточно.", rules.Kazakh: "Тәулік бойы жұмыс істейміз.", rules.English: "We are open around the clock."},
	"closed":   {rules.Russian: "Сейчас нерабочее время. Начнём работу: {next}.", rules.Kazakh: "Қазір жұмыс уақыты емес. Жұмыс басталады: {next}.", rules.English: "We are closed now and open again: {next}."},
	"hours":    {rules.Russian: "Часы работы: {week} ({zone})", rules.Kazakh: "Жұмыс уақыты: {week} ({zone})", rules.English: "Working hours: {week} ({zone})"},
	"today":    {rules.Russian: "сегодня, {time}", rules.Kazakh: "бүгін, {time}", rules.English: "today, {time}"},
	"tomorrow": {rules.Russian: "завтра, {time}", rules.Kazakh: "ертең, {time}", rules.English: "tomorrow, {time}"},

	"thanks":      {rules.Russian: "Спасибо! Ваше сообщение отправлено", rules.Kazakh: "Рақмет! Хабарламаңыз жіберілді", rules.English: "Thank you! Your message has been sent"},
	"number":      {rules.Russian: "Номер заявки", rules.Kazakh: "Өтініш нөмірі", rules.English: "Number of the request"},
	"no_number":   {rules.Russian: "Номер будет присвоен позже: обновите эту страницу.", rules.Kazakh: "Нөмір кейінірек беріледі: осы бетті жаңартыңыз.", rules.English: "The number will be given later: reload this page."},
	"copy":        {rules.Russian: "Копировать", rules.Kazakh: "Көшіру", rules.English: "Copy"},
	"copied":      {rules.Russian: "Скопировано", rules.Kazakh: "Көшірілді", rules.English: "Copied"},
	"what_next":   {rules.Russian: "Что дальше", rules.Kazakh: "Әрі қарай не болады", rules.English: "What happens next"},
	"next_mail":   {rules.Russian: "На почту, которую вы указали, придёт подтверждение с этим номером.", rules.Kazakh: "Сіз көрсеткен поштаға осы нөмір жазылған растау хаты келеді.", rules.English: "A confirmation with this number will come to the mail address that you gave."},
	"next_add":    {rules.Russian: "Чтобы дополнить заявку, ответьте на это письмо.", rules.Kazakh: "Өтінішті толықтыру үшін сол хатқа жауап беріңіз.", rules.English: "To add to the request, answer that message."},
	"next_number": {rules.Russian: "Запишите номер: по нему мы найдём вашу заявку.", rules.Kazakh: "Нөмірді жазып алыңыз: өтінішіңізді сол арқылы табамыз.", rules.English: "Write the number down: we find your request by it."},
	"another":     {rules.Russian: "Оставить ещё одну заявку", rules.Kazakh: "Тағы бір өтініш беру", rules.English: "Submit another request"},

	"act_title":   {rules.Russian: "Заявка {number}", rules.Kazakh: "{number} нөмірлі өтініш", rules.English: "Request {number}"},
	"act_answer":  {rules.Russian: "Ваш ответ: «{act}»", rules.Kazakh: "Сіздің жауабыңыз: «{act}»", rules.English: "Your answer: “{act}”"},
	"act_now":     {rules.Russian: "Сейчас статус заявки: «{status}».", rules.Kazakh: "Өтініштің қазіргі күйі: «{status}».", rules.English: "The request is now in the status “{status}”."},
	"act_then":    {rules.Russian: "После отправки ответа статус станет: «{status}».", rules.Kazakh: "Жауап жіберілген соң күйі мынадай болады: «{status}».", rules.English: "Once you send the answer the status becomes “{status}”."},
	"act_send":    {rules.Russian: "Отправить ответ", rules.Kazakh: "Жауапты жіберу", rules.English: "Send the answer"},
	"act_done":    {rules.Russian: "Спасибо! Ваш ответ принят", rules.Kazakh: "Рақмет! Жауабыңыз қабылданды", rules.English: "Thank you! Your answer is taken"},
	"act_gone":    {rules.Russian: "Эта ссылка больше не действует", rules.Kazakh: "Бұл сілтеме енді жарамсыз", rules.English: "This link is no longer current"},
	"act_changed": {rules.Russian: "С тех пор как мы прислали вам письмо, заявка изменилась.", rules.Kazakh: "Біз сізге хат жібергеннен бері өтініш өзгерді.", rules.English: "The request has changed since we sent you the message."},

	"no_form":       {rules.Russian: "Эта компания не принимает заявки через форму", rules.Kazakh: "Бұл компания өтінішті нысан арқылы қабылдамайды", rules.English: "This company takes no requests by a form"},
	"failed":        {rules.Russian: "Что-то пошло не так", rules.Kazakh: "Бірдеңе дұрыс болмады", rules.English: "Something went wrong"},
	"failed_detail": {rules.Russian: "Попробуйте ещё раз через минуту.", rules.Kazakh: "Бір минуттан соң қайталап көріңіз.", rules.English: "Try again in a minute."},
	"lost_title":    {rules.Russian: "Страница не найдена", rules.Kazakh: "Бет табылмады", rules.English: "Page not found"},
	"lost":          {rules.Russian: "Такой страницы нет. Проверьте адрес или откройте ссылку из письма ещё раз.", rules.Kazakh: "Мұндай бет жоқ. Мекенжайды тексеріңіз немесе хаттағы сілтемені қайта ашыңыз.", rules.English: "There is no such page. Check the address, or open the link from the message once more."},
}
