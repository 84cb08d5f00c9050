package rules

import (
	"strings"

	"github.com/reglament/reglament/engine"
)

// A ticket that is spam ends without a word, and whoever has sent it is blocked: the
// doors keep what comes from the address and take none of it in, the senders let
// nothing out to it. What waits in the outbox is withheld when its turn comes, on
// this ticket and on others, so that no message slips through between the act and
// its withdrawal.

// spamConfirm is the input by which somebody says that a known person is meant.
const spamConfirm = "confirm"

// codeKnown is the problem of whoever blocks a person of the directory unasked.
const codeKnown = "spam_known"

var (
	hintSpam = Text{
		Russian: "Заявка закончится без единого письма отправителю, а его адрес будет заблокирован: письма с него сохраняются, но заявок не создают и остаются без ответа. Что уже ждёт отправки на этот адрес, не уйдёт. Разблокировать адрес можно в списке заблокированных.",
		Kazakh:  "Өтініш жіберушіге бірде-бір хатсыз аяқталады, ал оның мекенжайы бұғатталады: одан келген хаттар сақталады, бірақ өтініш ашылмайды және жауап берілмейді. Осы мекенжайға жіберілуін күтіп тұрғандар да кетпейді. Мекенжайды бұғатталғандар тізімінде босатуға болады.",
		English: "The ticket ends without a word to its sender, and the address is blocked: mail from it is kept, but opens no tickets and gets no answer. What waits to be sent to the address does not go out. It can be unblocked in the list of blocked senders.",
	}
	labelConfirm = Text{
		Russian: "Заблокировать, даже если это клиент или сотрудник",
		Kazakh:  "Клиент немесе қызметкер болса да бұғаттау",
		English: "Block even a client or an employee",
	}
)

// DataBlocked is set by a door in what a blocked sender has filled in.
const DataBlocked = "blocked"

// keepBlocked keeps what a blocked sender has filled in, as a ticket that has ended
// and that nobody is told of.
func (r *run) keepBlocked() error {
	to := r.reg.quietStatus()
	if to == nil {
		return r.register() // it cannot end; the senders hold back what it says
	}
	fields := r.c.Event.Data.Map("fields")
	r.setAll(engine.ClauseBlocked, map[string]any{"phone": Phone(fields.String("phone"))})
	err := r.keepSilently(engine.ClauseBlocked, "blocked")
	r.setAll(engine.ClauseBlocked, map[string]any{"subject": fields.String("subject"), "email": fields.String("email"), "name": fields.String("name")})
	r.endQuietly(engine.ClauseBlocked)
	return err
}

func spamAct() *Act {
	a := builtin(ActSpam, []string{"open"}, inputText(spamConfirm, KindBool, false, labelConfirm))
	a.Danger, a.Hint = true, hintSpam
	return a
}

// SenderAddress is the address by which the sender of a ticket is blocked: the mail
// address in lower case, else the phone number; "" if neither is known.
func SenderAddress(t *engine.Ticket) string {
	if email := strings.ToLower(strings.TrimSpace(t.Fields.String("email"))); email != "" {
		return email
	}
	return Phone(t.Fields.String("phone"))
}

// spam ends the ticket quietly and blocks its sender.
func (r *run) spam(a *Act) {
	r.endQuietly(a.Clause)
	if address := SenderAddress(r.c.Ticket); address != "" {
		r.op(engine.Op{Kind: engine.OpBlock, Clause: engine.ClauseBlocked, Audience: engine.ForStaff, Value: address})
	}
}

// unconfirmed asks whether a person whom the directory knows is really meant.
func (r *run) unconfirmed(inputs engine.Fields) []engine.Problem {
	facts := r.c.Facts
	known := facts.String("name")
	if known == "" {
		known = facts.String("party")
	}
	if company := facts.Map("company").String("name"); company != "" {
		known = strings.TrimPrefix(known+", "+company, ", ")
	}
	if employee := r.c.Event.Data.String("employee"); employee != "" {
		known = employee
	}
	if known == "" || inputs.Bool(spamConfirm) {
		return nil
	}
	return []engine.Problem{{Pointer: "/inputs/" + spamConfirm, Code: codeKnown, Clause: engine.ClauseBlocked,
		Values: engine.Fields{"who": known}, Warning: true}}
}
