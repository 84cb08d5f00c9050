package email

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"github.com/reglament/reglament/adapters/email/message"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/intake"
)

// loopHeader marks everything that we send.
const loopHeader = "X-Reglament-Loop"

// ownLoop is the class of our own mail, come back.
const ownLoop = string(message.OwnLoop)

// mail says in the intake's terms what a parsed mail says. What is too much for
// an event is left out, and the raw mail is listed among the files instead.
func (in *Intake) mail(ctx context.Context, n *Noted, keys intake.Keyring, m *message.Message) (intake.Mail, error) {
	box, l := n.mailbox(), in.cfg.Limits
	out := intake.Mail{
		Tenant: n.Tenant, Mailbox: box.Address, Tag: box.Tag, MessageID: strings.Clone(m.MessageID),
		From: senderOf(m, n.Sender), To: addresses(m.To), Cc: addresses(m.Cc), Subject: strings.Clone(m.Subject),
		Automatic: automatic(m, keys), Raw: n.Blob, At: n.Received,
	}
	out.InReplyTo, out.References = answered(m, keys)
	words := m.Visible.Body
	if strings.TrimSpace(words) == "" {
		words = m.Text // a forwarded mail with nothing above it
	}
	out.Text, out.Full, out.HTML = clip(words, l.Text), clip(m.Text, l.Full), m.HTML
	cut := out.Text != words || out.Full != m.Text || wasCut(m)
	if jsonLen(m.HTML) > l.HTML {
		out.HTML, cut = "", true // half a page is no use, and the text says the same
	}
	files, all, err := in.files(ctx, n.Tenant, m.Attachments)
	if err != nil {
		return out, err
	}
	if cut || !all {
		files = append(files, rawFile(n, m.Attachments))
	}
	out.Files = files
	return out, nil
}

// wasCut reports whether the parser has left something out.
func wasCut(m *message.Message) bool {
	return slices.ContainsFunc(m.Warnings, func(w message.Warning) bool { return w.Code == message.WarnTruncated })
}

// automatic is the class of a mail, "" for a person's. A gateway may strip our
// loop header; our Message-ID tells as much.
func automatic(m *message.Message, keys intake.Keyring) string {
	if _, _, ours := keys.ReadMessageID(m.MessageID); ours {
		return ownLoop
	}
	if m.Class == message.Person {
		return ""
	}
	return string(m.Class)
}

// senderOf is who wrote, or whoever the mail names instead.
func senderOf(m *message.Message, returnPath string) intake.Person {
	for _, list := range [][]message.Address{m.From, m.Sender, m.ReplyTo} {
		for _, a := range list {
			if a.Address != "" {
				return intake.Person{Name: a.Name, Address: a.Address}
			}
		}
	}
	return intake.Person{Address: returnPath}
}

// maxAddresses bounds what an event lists of To and of Cc.
const maxAddresses = 100

func addresses(list []message.Address) []string {
	var out []string
	for _, a := range list {
		if a.Address != "" && len(out) < maxAddresses {
			out = append(out, a.Address)
		}
	}
	return out
}

// answered lists what a mail answers. The intake looks at the first of them
// only: our own ids go before others, and late ones before early ones.
func answered(m *message.Message, keys intake.Keyring) (inReplyTo string, references []string) {
	var ours, others []string
	for _, id := range append(slices.Clone(m.References), m.InReplyTo...) {
		_, _, own := keys.ReadMessageID(id)
		_, reference := keys.ReadReference(id)
		switch {
		case slices.Contains(ours, id) || slices.Contains(others, id):
		case own || reference:
			ours = append(ours, id)
		default:
			others = append(others, id)
		}
	}
	slices.Reverse(ours)
	slices.Reverse(others)
	all := append(ours, others...)
	if len(all) == 0 {
		return "", nil
	}
	return all[0], all[1:]
}

// files stores attachments, as many as an event lists.
func (in *Intake) files(ctx context.Context, tenant engine.TenantID, attachments []message.Attachment) (files []intake.File, all bool, err error) {
	listed := attachments[:min(len(attachments), in.cfg.Limits.Files)]
	for _, a := range listed {
		blob, size, err := in.cfg.Blobs.Put(ctx, tenant, bytes.NewReader(a.Content), 0)
		if err != nil {
			return nil, false, err
		}
		files = append(files, intake.File{Blob: blob, Name: a.Name, Type: clip(a.Type, maxType), Size: size, Inline: a.Inline})
	}
	return files, len(listed) == len(attachments), nil
}

// maxType bounds a media type: RFC 6838 section 4.2 allows 127 bytes on each
// side of the slash.
const maxType = 255

// rawFile lists the mail itself, under a name that no attachment has.
func rawFile(n *Noted, attachments []message.Attachment) intake.File {
	name := "message.eml"
	for taken(name, attachments) {
		name = "raw-" + name
	}
	return intake.File{Blob: n.Blob, Name: name, Type: "message/rfc822", Size: n.Size}
}

func taken(name string, attachments []message.Attachment) bool {
	return slices.ContainsFunc(attachments, func(a message.Attachment) bool { return strings.EqualFold(a.Name, name) })
}

// bounceOf reads a report that a mail of ours did not arrive. Anybody can write
// such a report: it is believed when it names a Message-ID that we have made.
// One that says the mail is still on its way is not a bounce.
func bounceOf(m *message.Message, keys intake.Keyring) (intake.Bounce, bool) {
	if m.Class != message.Bounced || m.Bounce == nil {
		return intake.Bounce{}, false
	}
	if _, _, ours := keys.ReadMessageID(m.Bounce.MessageID); !ours {
		return intake.Bounce{}, false
	}
	b := intake.Bounce{Original: m.Bounce.MessageID}
	failed := len(m.Bounce.Recipients) == 0
	for _, r := range m.Bounce.Recipients {
		failed = failed || r.Action == message.Failed
		b.Permanent = b.Permanent || r.Permanent
		if b.Reason == "" || r.Permanent {
			b.Reason = clip(strings.TrimSpace(r.Status+" "+r.Diagnostic), maxReason)
		}
	}
	return b, failed
}
