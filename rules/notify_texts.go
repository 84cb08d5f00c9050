package rules

// noticeTexts are the mails that tell employees that something is theirs. Beside
// the number they know subject, until (a deadline), promise (its name), words
// (what was said), state (a status) and the address of the ticket's page.
var noticeTexts = map[string]*compiledText{
	textAssigned: mustText(Text{
		Russian: "[{number}] Вам назначена заявка{#subject}: {subject}{/subject}",
		Kazakh:  "[{number}] Сізге өтініш тағайындалды{#subject}: {subject}{/subject}",
		English: "[{number}] A ticket is assigned to you{#subject}: {subject}{/subject}",
	}, Text{
		Russian: "Теперь за заявку {number} отвечаете вы.\n" + aboutRussian + "\nЧто сделать: откройте заявку, прочитайте переписку и возьмите её в работу." + pageRussian,
		Kazakh:  "Енді {number} өтінішіне сіз жауаптысыз.\n" + aboutKazakh + "\nНе істеу керек: өтінішті ашып, хат алмасуды оқып, жұмысқа алыңыз." + pageKazakh,
		English: "Ticket {number} is yours now.\n" + aboutEnglish + "\nWhat to do: open the ticket, read what was said and take it up." + pageEnglish,
	}),
	textDueSoon: mustText(Text{
		Russian: "[{number}] Срок подходит: {promise}",
		Kazakh:  "[{number}] Мерзім жақындады: {promise}",
		English: "[{number}] A deadline is near: {promise}",
	}, Text{
		Russian: "По вашей заявке {number} скоро истечёт срок «{promise}».\n" + aboutRussian + "\nЧто сделать: успейте до срока или передайте заявку тому, кто успеет." + pageRussian,
		Kazakh:  "{number} өтінішіңіз бойынша «{promise}» мерзімі жақында бітеді.\n" + aboutKazakh + "\nНе істеу керек: мерзімге дейін үлгеріңіз немесе үлгере алатын адамға беріңіз." + pageKazakh,
		English: "The deadline “{promise}” of your ticket {number} is near.\n" + aboutEnglish + "\nWhat to do: be done before it, or hand the ticket to somebody who can be." + pageEnglish,
	}),
	textOverdue: mustText(Text{
		Russian: "[{number}] Срок прошёл: {promise}",
		Kazakh:  "[{number}] Мерзім өтіп кетті: {promise}",
		English: "[{number}] A deadline is over: {promise}",
	}, Text{
		Russian: "По вашей заявке {number} нарушен срок «{promise}».\n" + aboutRussian + "\nЧто сделать: займитесь заявкой сейчас и предупредите клиента о задержке." + pageRussian,
		Kazakh:  "{number} өтінішіңіз бойынша «{promise}» мерзімі бұзылды.\n" + aboutKazakh + "\nНе істеу керек: өтінішпен қазір айналысып, клиентке кідіріс туралы айтыңыз." + pageKazakh,
		English: "The deadline “{promise}” of your ticket {number} is broken.\n" + aboutEnglish + "\nWhat to do: see to the ticket now, and tell the client that it takes longer." + pageEnglish,
	}),
	textMentioned: mustText(Text{
		Russian: "[{number}] Вас упомянули в заметке{#subject}: {subject}{/subject}",
		Kazakh:  "[{number}] Сізді жазбада атады{#subject}: {subject}{/subject}",
		English: "[{number}] You are mentioned in a note{#subject}: {subject}{/subject}",
	}, Text{
		Russian: "Коллега обратился к вам в заметке к заявке {number}. Теперь вы за ней следите.\n" + aboutRussian + saidAll + "\nЧто сделать: прочитайте заметку и ответьте коллеге заметкой." + pageRussian,
		Kazakh:  "Әріптесіңіз {number} өтінішінің жазбасында сізге жүгінді. Енді сіз оны бақылайсыз.\n" + aboutKazakh + saidAll + "\nНе істеу керек: жазбаны оқып, әріптесіңізге жазбамен жауап беріңіз." + pageKazakh,
		English: "A colleague speaks to you in a note on ticket {number}. You watch it from now on.\n" + aboutEnglish + saidAll + "\nWhat to do: read the note and answer by a note." + pageEnglish,
	}),
	textNewMessage: mustText(Text{
		Russian: "[{number}] Новое сообщение клиента{#subject}: {subject}{/subject}",
		Kazakh:  "[{number}] Клиенттің жаңа хабарламасы{#subject}: {subject}{/subject}",
		English: "[{number}] The client has written{#subject}: {subject}{/subject}",
	}, Text{
		Russian: "Клиент написал в заявке {number}, за которой вы следите.\n" + aboutRussian + saidAll + "\nЧто сделать: ничего, если за заявку отвечаете не вы." + pageRussian,
		Kazakh:  "Сіз бақылап жүрген {number} өтінішіне клиент жазды.\n" + aboutKazakh + saidAll + "\nНе істеу керек: өтінішке сіз жауапты болмасаңыз, ештеңе." + pageKazakh,
		English: "The client has written about ticket {number}, which you watch.\n" + aboutEnglish + saidAll + "\nWhat to do: nothing, unless the ticket is yours." + pageEnglish,
	}),
	textEnded: mustText(Text{
		Russian: "[{number}] Заявка окончена: {state}",
		Kazakh:  "[{number}] Өтініш аяқталды: {state}",
		English: "[{number}] The ticket has ended: {state}",
	}, Text{
		Russian: "Заявка {number}, за которой вы следите, окончена: {state}.\n" + aboutRussian + "\nЧто сделать: ничего." + pageRussian,
		Kazakh:  "Сіз бақылап жүрген {number} өтініші аяқталды: {state}.\n" + aboutKazakh + "\nНе істеу керек: ештеңе." + pageKazakh,
		English: "Ticket {number}, which you watch, has ended: {state}.\n" + aboutEnglish + "\nWhat to do: nothing." + pageEnglish,
	}),
}

// What stands in all of them.
const (
	aboutRussian = "{#subject}\nТема: {subject}{/subject}{#until}\nСрок: {until}{/until}\n"
	aboutKazakh  = "{#subject}\nТақырыбы: {subject}{/subject}{#until}\nМерзімі: {until}{/until}\n"
	aboutEnglish = "{#subject}\nSubject: {subject}{/subject}{#until}\nDue: {until}{/until}\n"

	saidAll = "{#words}\n{words}\n{/words}"

	pageRussian = "\n{#link}\nЗаявка: {link}\n{/link}\nКакие из этих писем получать, выберите в своих настройках.\n"
	pageKazakh  = "\n{#link}\nӨтініш: {link}\n{/link}\nБұл хаттардың қайсысын алатыныңызды өз баптауларыңызда таңдаңыз.\n"
	pageEnglish = "\n{#link}\nTicket: {link}\n{/link}\nChoose in your settings which of these mails you get.\n"
)
