package message

import (
	"regexp"
	"strings"
)

// maxMarkLine is longer than any line that mail programs put before history.
const maxMarkLine = 400

var (
	// separatorLine is "-----Original Message-----" in the languages of our users.
	separatorLine = regexp.MustCompile(`(?i)^[ \t*]*[-_=]{2,}[ \t]*(original message|original appointment|reply message|исходное сообщение|исходное письмо|оригинальное сообщение|ответное сообщение|бастапқы хабарлама|бастапқы хабар|бастапқы хат|түпнұсқа хабарлама|ursprüngliche nachricht)[ \t]*[-_=]{2,}`)
	// replyAbove is our own line, "##- … -##", in any language: see ReplyAbove.
	replyAbove = regexp.MustCompile(`^[ \t]*##-.{1,200}-##[ \t]*$`)
	rule       = regexp.MustCompile(`^[ \t]*[-_=*]{5,}[ \t]*$`)

	mailHeading = regexp.MustCompile(`(?i)^[ \t*]*(from|от|от кого|кімнен|sent|date|дата|отправлено|жіберілді|жіберілген уақыты|жіберген уақыты|күні|to|кому|кімге|cc|копия|көшірме|subject|тема|тақырып|тақырыбы)[ \t]*:[* \t]`)

	attributionVerb = regexp.MustCompile(`(?i)(\bwrote|\bwrites|\bschrieb|(^|[ \t>,])(написала?|написал\(а\)|пишет|писала?|сообщила?|сообщает|жазды|жазған|жазып жіберді))[ \t*]*(:|\.\.\.)?$`)
	dateWithYear    = regexp.MustCompile(`(\d{1,2}[./-]\d{1,2}[./-]\d{2,4})|(\b(19|20)\d\d\b)|(\d{1,2}:\d{2})`)
	anyAddress      = regexp.MustCompile(`[^\s<>@,:;]+@[^\s<>@,:;]+\.[^\s<>@,:;]+`)
)

// ReplyAbove makes the line that outgoing mail puts between the answer and the
// history, so that any mail program's reply can be taken apart.
func ReplyAbove(text string) string {
	return "##- " + strings.ReplaceAll(oneLine(text, 180), "-##", "") + " -##"
}

// classifyLines says of each line what it is.
func classifyLines(all []string, c context) []lineKind {
	kinds := make([]lineKind, len(all))
	for i, line := range all {
		switch trimmed := strings.TrimLeft(line, " \t"); {
		case strings.HasPrefix(line, historyMark) || strings.Contains(line, "-##") && replyAbove.MatchString(line):
			kinds[i] = historyLine
		case strings.TrimSpace(line) == "":
		case strings.HasPrefix(trimmed, ">"):
			kinds[i] = quoted
		default:
			kinds[i] = own
		}
	}
	written := false
	for i := range all {
		if kinds[i] == own {
			markHistory(all, kinds, i, c)
		}
		if kinds[i] == historyLine && written {
			break
		}
		written = written || kinds[i] == own
	}
	return kinds
}

// markHistory looks whether earlier mail begins at line i. When ">" lines follow, they
// mark it better than any rule, and what is below them may be an answer.
func markHistory(all []string, kinds []lineKind, i int, c context) {
	end := i
	switch {
	case len(all[i]) > maxMarkLine:
		return
	case beginsWithRule(all[i]) && separatorLine.MatchString(all[i]):
		end = headingEnd(all, i+1)
	case beginsWithRule(all[i]) && rule.MatchString(all[i]) && i+1 < len(all) && isHeadingBlock(all, nextText(all, i+1)):
		end = headingEnd(all, nextText(all, i+1))
	case isHeadingBlock(all, i):
		end = headingEnd(all, i)
	default:
		end = attributionEnd(all, kinds, i, c)
	}
	if end <= i {
		return
	}
	if next := nextText(all, end); next < len(all) && kinds[next] == quoted {
		for j := i; j < end; j++ {
			kinds[j] = quoted
		}
		return
	}
	kinds[i] = historyLine
}

// beginsWithRule saves the expressions from most lines.
func beginsWithRule(line string) bool {
	line = strings.TrimLeft(line, " \t*")
	return line != "" && strings.IndexByte("-_=", line[0]) >= 0
}

func nextText(all []string, i int) int {
	for i < len(all) && strings.TrimSpace(all[i]) == "" {
		i++
	}
	return i
}

// isHeadingBlock is true where the heading of a mail begins: From:, Sent:, To:,
// Subject: in any order, three of them, one being From.
func isHeadingBlock(all []string, i int) bool {
	if i >= len(all) || headingOf(all[i]) == "" {
		return false
	}
	seen := map[string]bool{}
	for range 8 {
		if i = nextText(all, i); i >= len(all) || headingOf(all[i]) == "" {
			break
		}
		seen[headingOf(all[i])] = true
		i++
	}
	return len(seen) >= 3 && seen["from"]
}

func headingOf(line string) string {
	if len(line) > maxMarkLine || strings.IndexByte(line, ':') < 0 {
		return ""
	}
	m := mailHeading.FindStringSubmatch(line + " ")
	if m == nil {
		return ""
	}
	switch strings.ToLower(m[1]) {
	case "from", "от", "от кого", "кімнен":
		return "from"
	case "to", "кому", "кімге":
		return "to"
	case "cc", "копия", "көшірме":
		return "cc"
	case "subject", "тема", "тақырып", "тақырыбы":
		return "subject"
	}
	return "date"
}

// headingEnd is the line after a heading that begins at or just below i. Some programs
// put a blank line after each of its lines.
func headingEnd(all []string, i int) int {
	for at := nextText(all, i); at < len(all) && headingOf(all[at]) != ""; at = nextText(all, i) {
		i = at + 1
	}
	return i
}

// attributionEnd is the line after "On Monday Ivan wrote:", which may be broken over
// three lines, or i when line i is the start of none.
func attributionEnd(all []string, kinds []lineKind, i int, c context) int {
	joined := ""
	for end := i + 1; end <= min(i+3, len(all)); end++ {
		if kinds[end-1] != own || len(all[end-1]) > maxMarkLine {
			return i
		}
		joined = strings.TrimSpace(joined + " " + strings.TrimSpace(all[end-1]))
		marked := strings.Contains(joined, attributionMark)
		next := nextText(all, end)
		beforeQuote := next < len(all) && kinds[next] == quoted
		if !marked && !mayEndAttribution(joined) || end > i+1 && !isWrapped(all[i:end]) {
			continue
		}
		switch verb := attributionVerb.MatchString(joined); {
		case beforeQuote && (marked || verb || anyAddress.MatchString(joined) && dateWithYear.MatchString(joined)):
			return end
		case c.reply && verb && strings.HasSuffix(joined, ":") && dateWithYear.MatchString(joined) && startsAttribution(joined):
			return end
		}
	}
	return i
}

// isWrapped is true for lines that belong together: the first looks like the start of
// an attribution and none of the others does.
func isWrapped(lines []string) bool {
	for _, line := range lines[1:] {
		if startsAttribution(line) && mayEndAttribution(strings.TrimSpace(line)) {
			return false
		}
	}
	return startsAttribution(lines[0])
}

// mayEndAttribution saves the expressions from most lines.
func mayEndAttribution(line string) bool {
	for _, end := range []string{":", ":*", "...", "(а)", "wrote", "жазды", "пишет", "писал", "писала"} {
		if strings.HasSuffix(line, end) {
			return true
		}
	}
	return false
}

var attributionStart = regexp.MustCompile(`(?i)^[` + attributionMark + ` \t*]*(on\b|am\b|le\b|\d|(mon|tue|wed|thu|fri|sat|sun)|(пн|вт|ср|чт|пт|сб|вс)|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|(дс|сс|сн|бс|жм|жс)|дүйсенбі|сейсенбі|сәрсенбі|бейсенбі|жұма|сенбі|жексенбі|в |во )`)

// startsAttribution is asked where no ">" follows: history is cut off there on the
// strength of this line alone, so it must look the part from its first word.
func startsAttribution(line string) bool { return attributionStart.MatchString(line) }
