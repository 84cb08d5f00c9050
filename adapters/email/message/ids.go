package message

import (
	"bytes"
	"strings"
)

// messageIDs reads what stands in angle brackets. Without any brackets each word
// with an @ counts: some programs forget them.
func messageIDs(raw []byte) []string {
	raw = unfold(raw)
	var ids []string
	for rest := raw; ; {
		open := bytes.IndexByte(rest, '<')
		if open < 0 {
			break
		}
		end := bytes.IndexByte(rest[open:], '>')
		if end < 0 {
			break
		}
		ids = appendID(ids, rest[open+1:open+end])
		rest = rest[open+end+1:]
	}
	if len(ids) > 0 {
		return ids
	}
	for _, word := range bytes.Fields(raw) {
		if bytes.IndexByte(word, '@') >= 0 {
			ids = appendID(ids, bytes.Trim(word, "<>,;"))
		}
	}
	return ids
}

// appendID leaves out what can't be found again: an empty id or one over the limit.
func appendID(ids []string, raw []byte) []string {
	id := strings.Map(dropBlank, strings.ToValidUTF8(string(raw[:min(len(raw), 2*maxMessageID)]), "\ufffd"))
	if id = nfc(id); id == "" || len(id) > maxMessageID {
		return ids
	}
	return append(ids, id)
}

// messageID reads a field that holds one id. Some ids lack the @, which is no reason
// to lose them.
func messageID(raw []byte) string {
	if ids := messageIDs(raw); len(ids) > 0 {
		return ids[0]
	}
	if ids := appendID(nil, bytes.Trim(unfold(raw), "<> ")); len(ids) > 0 && len(bytes.Fields(raw)) == 1 {
		return ids[0]
	}
	return ""
}

// eachOnce keeps the order and, over the limit, the first and the latest: the first
// names the thread, the latest its last mails.
func eachOnce(ids []string, most int) (kept []string, cut bool) {
	seen := make(map[string]bool, len(ids))
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			kept = append(kept, id)
		}
	}
	if len(kept) <= most {
		return kept, false
	}
	return append(kept[:1:1], kept[len(kept)-most+1:]...), true
}
