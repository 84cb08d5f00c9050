package live

import "github.com/reglament/reglament/rules"

// tongue is the board page's language. The template asks it for words.
type tongue string

// T returns a word of the page.
func (t tongue) T(key string) string { return words[key].In(string(t), rules.English) }

// all are the words of the page in one language, for its script.
func (t tongue) all() string {
	all := make(map[string]string, len(words))
	for key := range words {
		all[key] = t.T(key)
	}
	return string(encode(all))
}

// words are what the board page says and no regulation does. The script fills
// their {names}.
var words = map[string]rules.Text{
	"board":       {rules.Russian: "Доска", rules.Kazakh: "Тақта", rules.English: "Board"},
	"languages":   {rules.Russian: "Язык", rules.Kazakh: "Тіл", rules.English: "Language"},
	"noscript":    {rules.Russian: "Доска обновляется сама, для этого нужен JavaScript.", rules.Kazakh: "Тақта өзі жаңарып тұрады, ол үшін JavaScript қажет.", rules.English: "The board updates itself and needs JavaScript for that."},
	"enter_title": {rules.Russian: "Вход на доску", rules.Kazakh: "Тақтаға кіру", rules.English: "Sign in to the board"},
	"enter_hint": {rules.Russian: "Нужен токен сотрудника. Он хранится только в этой вкладке.", rules.Kazakh: "Қызметкердің токені қажет. Ол осы қойындыда ғана сақталады.",
		rules.English: "You need a staff token. It is kept in this tab only."},
	"token":   {rules.Russian: "Токен", rules.Kazakh: "Токен", rules.English: "Token"},
	"enter":   {rules.Russian: "Войти", rules.Kazakh: "Кіру", rules.English: "Sign in"},
	"leave":   {rules.Russian: "Выйти", rules.Kazakh: "Шығу", rules.English: "Sign out"},
	"refused": {rules.Russian: "Токен не подходит.", rules.Kazakh: "Токен жарамсыз.", rules.English: "The token is not accepted."},

	"connecting": {rules.Russian: "Подключаемся…", rules.Kazakh: "Қосылып жатырмыз…", rules.English: "Connecting…"},
	"live":       {rules.Russian: "На связи", rules.Kazakh: "Байланыс бар", rules.English: "Connected"},
	"lost":       {rules.Russian: "Восстанавливаем связь…", rules.Kazakh: "Байланысты қалпына келтіріп жатырмыз…", rules.English: "Reconnecting…"},
	"data_of":    {rules.Russian: "Данные от {t}", rules.Kazakh: "Деректер {t} жағдайы бойынша", rules.English: "Data as of {t}"},
	"news":       {rules.Russian: "Новых заявок: {n}", rules.Kazakh: "Жаңа өтініштер: {n}", rules.English: "New requests: {n}"},
	"no_cards":   {rules.Russian: "Открытых заявок нет.", rules.Kazakh: "Ашық өтініш жоқ.", rules.English: "There are no open requests."},
	"more_cards": {rules.Russian: "Показаны не все заявки: сначала те, у которых ближе срок.", rules.Kazakh: "Барлық өтініш көрсетілмеген: алдымен мерзімі жақындары.",
		rules.English: "Not all requests are shown: those due soonest come first."},
	"rest": {rules.Russian: "И ещё: {n}", rules.Kazakh: "Тағы: {n}", rules.English: "And {n} more"},

	"left":     {rules.Russian: "осталось {t}", rules.Kazakh: "{t} қалды", rules.English: "{t} left"},
	"over":     {rules.Russian: "просрочено на {t}", rules.Kazakh: "мерзімінен {t} өтті", rules.English: "overdue by {t}"},
	"until":    {rules.Russian: "до {t}", rules.Kazakh: "{t} дейін", rules.English: "by {t}"},
	"paused":   {rules.Russian: "срок на паузе", rules.Kazakh: "мерзім кідіртілді", rules.English: "paused"},
	"moment":   {rules.Russian: "меньше минуты", rules.Kazakh: "бір минуттан аз", rules.English: "less than a minute"},
	"minutes":  {rules.Russian: "{n}\u00a0мин", rules.Kazakh: "{n}\u00a0мин", rules.English: "{n}\u00a0min"},
	"hours":    {rules.Russian: "{n}\u00a0ч", rules.Kazakh: "{n}\u00a0сағ", rules.English: "{n}\u00a0h"},
	"days":     {rules.Russian: "{n}\u00a0д", rules.Kazakh: "{n}\u00a0күн", rules.English: "{n}\u00a0d"},
	"clause":   {rules.Russian: "п.\u00a0{clause}", rules.Kazakh: "{clause}-тармақ", rules.English: "cl.\u00a0{clause}"},
	"priority": {rules.Russian: "приоритет: {p}", rules.Kazakh: "басымдығы: {p}", rules.English: "priority: {p}"},
	"assignee": {rules.Russian: "отвечает {a}", rules.Kazakh: "жауапты: {a}", rules.English: "assigned to {a}"},
	"parked": {rules.Russian: "Ждёт решения: регламент дал сбой", rules.Kazakh: "Шешім күтуде: регламент қате берді",
		rules.English: "Waits for a decision: the regulation failed"},
	"no_subject": {rules.Russian: "Без темы", rules.Kazakh: "Тақырыпсыз", rules.English: "No subject"},

	"turn_staff":    {rules.Russian: "Действуем мы", rules.Kazakh: "Кезек бізде", rules.English: "Our turn"},
	"turn_customer": {rules.Russian: "Ждём клиента", rules.Kazakh: "Клиентті күтудеміз", rules.English: "Waiting for the client"},
	"turn_other":    {rules.Russian: "Ждём других", rules.Kazakh: "Басқаларды күтудеміз", rules.English: "Waiting for others"},

	"ticket":         {rules.Russian: "Заявка", rules.Kazakh: "Өтініш", rules.English: "Request"},
	"history":        {rules.Russian: "История", rules.Kazakh: "Тарихы", rules.English: "History"},
	"close":          {rules.Russian: "Закрыть", rules.Kazakh: "Жабу", rules.English: "Close"},
	"loading":        {rules.Russian: "Загружаем…", rules.Kazakh: "Жүктеп жатырмыз…", rules.English: "Loading…"},
	"gone":           {rules.Russian: "Эта заявка вам больше не видна.", rules.Kazakh: "Бұл өтініш сізге енді көрінбейді.", rules.English: "You may no longer see this request."},
	"more_events":    {rules.Russian: "Показан конец истории.", rules.Kazakh: "Тарихтың соңы көрсетілген.", rules.English: "This is the end of the history."},
	"erased":         {rules.Russian: "Содержание удалено.", rules.Kazakh: "Мазмұны жойылған.", rules.English: "The contents were erased."},
	"fault":          {rules.Russian: "Регламент дал сбой: {fault}", rules.Kazakh: "Регламент қате берді: {fault}", rules.English: "The regulation failed: {fault}"},
	"fact_status":    {rules.Russian: "Статус", rules.Kazakh: "Күйі", rules.English: "Status"},
	"fact_turn":      {rules.Russian: "Чей ход", rules.Kazakh: "Кезек", rules.English: "Turn"},
	"fact_deadline":  {rules.Russian: "Срок", rules.Kazakh: "Мерзімі", rules.English: "Deadline"},
	"fact_requester": {rules.Russian: "Заявитель", rules.Kazakh: "Өтініш беруші", rules.English: "Requester"},
	"fact_type":      {rules.Russian: "Тип", rules.Kazakh: "Түрі", rules.English: "Type"},
	"fact_priority":  {rules.Russian: "Приоритет", rules.Kazakh: "Басымдығы", rules.English: "Priority"},
	"fact_assignee":  {rules.Russian: "Отвечает", rules.Kazakh: "Жауапты", rules.English: "Assignee"},
	"fact_company":   {rules.Russian: "Компания", rules.Kazakh: "Компания", rules.English: "Company"},
	"fact_created":   {rules.Russian: "Создана", rules.Kazakh: "Құрылған", rules.English: "Created"},

	"kind_message":          {rules.Russian: "Сообщение", rules.Kazakh: "Хабарлама", rules.English: "Message"},
	"kind_act":              {rules.Russian: "Действие", rules.Kazakh: "Әрекет", rules.English: "Act"},
	"kind_bounce":           {rules.Russian: "Письмо вернулось", rules.Kazakh: "Хат қайтып келді", rules.English: "A mail came back"},
	"kind_unreadable":       {rules.Russian: "Сообщение не прочитано", rules.Kazakh: "Хабарлама оқылмады", rules.English: "The message cannot be read"},
	"kind_timer.fired":      {rules.Russian: "Наступило время", rules.Kazakh: "Уақыты келді", rules.English: "Time has come"},
	"kind_delivery.sent":    {rules.Russian: "Уведомление отправлено", rules.Kazakh: "Хабарлама жіберілді", rules.English: "A notice was sent"},
	"kind_delivery.failed":  {rules.Russian: "Уведомление не отправлено", rules.Kazakh: "Хабарлама жіберілмеді", rules.English: "A notice was not sent"},
	"kind_decision.retried": {rules.Russian: "Решение повторено", rules.Kazakh: "Шешім қайталанды", rules.English: "Decided again"},

	"actor_customer": {rules.Russian: "клиент", rules.Kazakh: "клиент", rules.English: "client"},
	"actor_staff":    {rules.Russian: "сотрудник", rules.Kazakh: "қызметкер", rules.English: "staff"},
	"actor_partner":  {rules.Russian: "партнёр", rules.Kazakh: "серіктес", rules.English: "partner"},
	"actor_system":   {rules.Russian: "система", rules.Kazakh: "жүйе", rules.English: "system"},
}
