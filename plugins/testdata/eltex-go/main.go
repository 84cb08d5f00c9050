// Command eltex-go is a part of the regulation of ELTEX as hooks in Go, which the
// regulation itself says with reactions:
//
//   - ELT-2.4: new requests go to the queue of the support;
//   - ELT-2.4.2: the complexity that follows from the priority;
//   - ELT-2.5 (Resolved): what happens when the customer has chosen Resolved;
//   - ELT-3.1: a request without files is noted;
//   - ELT-3.3: the engineer that the customer asks for, and messages to requests
//     that have ended;
//   - ELT-4: a comment that says that the matter is solved.
//
// Hooks are asked when all else has been decided. What other rules go by within the
// same event is therefore left to reactions: mail at the door, the move back to work.
package main

import (
	"strings"

	. "github.com/reglament/reglament/plugins/sdk/go/regulation"
)

var rules = Regulation("eltex", "ru", Object{"languages": "ru"},
	Clause("ELT-2.4", "Порядок обработки", Hook("registered", queue)),
	Clause("ELT-2.4.2", "Ответ на рабочую заявку", Hook([]string{"registered", "act:prioritise"}, complexity, "priority")),
	Clause("ELT-2.5-solved", "Решена", Hook("act:solve", solved)),
	Clause("ELT-3.1", "Полное описание", Hook("registered", noEvidence, "kind", "files")),
	Clause("ELT-3.3", "Дополнительные поля",
		Hook("registered", wish, "field.wish"),
		Hook("late_message", goOn, "type", "data.text")),
	Clause("ELT-4", "Комментарии заказчика", Hook("message", seemsSolved, "status", "words", "param.solved_words")),
)

func queue(*Case) Answer { return Set(Object{"queue": "support"}) }

func complexity(c *Case) Answer {
	level, known := map[string]string{"critical": "c1", "high": "c2", "medium": "c3"}[c.Text("priority")]
	if !known {
		level = "c4"
	}
	return Set(Object{"complexity": level})
}

func solved(*Case) Answer {
	return Effects{
		Suggest("close", Object{"reason": "confirmed", "because": "customer_solved"}),
		Send("to_be_closed", Object{"to": "assignee"}),
	}
}

func noEvidence(c *Case) Answer {
	if files, _ := c.Int("files"); c.Text("kind") == "message" && files == 0 {
		return Note("no_evidence")
	}
	return nil
}

func wish(c *Case) Answer {
	if c.Has("field.wish") {
		return Note("wish")
	}
	return nil
}

func goOn(c *Case) Answer {
	if !c.Has("type") {
		return Send("use_portal")
	}
	return Open("child", Object{
		"copy": List{"type", "priority", "product", "project", "subject", "language"},
		"set":  Object{"description": c.Text("data.text")},
	})
}

func seemsSolved(c *Case) Answer {
	if c.Text("status") != "work" {
		return nil
	}
	said := strings.ToLower(c.Text("words"))
	for _, word := range c.List("param.solved_words") {
		if word, ok := word.(string); ok && strings.Contains(said, strings.ToLower(word)) {
			return Suggest("close", Object{"reason": "confirmed", "because": "seems_solved"})
		}
	}
	return nil
}

func init() { Serve(rules) }

func main() {}
