package email

import (
	"strings"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/intake"
)

// An Envelope is what is known of a mail beside its bytes.
type Envelope struct {
	// From is the return path; "" is the null one, as reports have it.
	From string
	// To are the mailboxes that it came to.
	To []Mailbox
	// Trace are header fields that tell how it came to us, as complete lines:
	// Return-Path first, then Received. They are stored before the mail's own
	// bytes. A source whose mail carries them already leaves Trace empty.
	Trace string
}

// A Mailbox is a tenant's address.
type Mailbox struct {
	Tenant  engine.TenantID
	Address string
	// Tag is what stood behind the + of the address.
	Tag string
}

// written is the address with its tag.
func (m Mailbox) written() string {
	local, domain, ok := strings.Cut(m.Address, "@")
	if m.Tag == "" || !ok {
		return m.Address
	}
	return local + "+" + m.Tag + "@" + domain
}

// mailbox is the inverse of written.
func (n *Noted) mailbox() Mailbox {
	local, domain, _ := strings.Cut(n.Mailbox, "@")
	local, tag, tagged := strings.Cut(local, "+")
	if !tagged {
		return Mailbox{Tenant: n.Tenant, Address: n.Mailbox}
	}
	return Mailbox{Tenant: n.Tenant, Address: local + "@" + domain, Tag: tag}
}

// merge names each mailbox once. Of several tags the one counts that the tenant
// has made: an answer to all may go to the plain address as well.
func merge(boxes []Mailbox, keyring func(engine.TenantID) (intake.Keyring, error)) ([]Mailbox, error) {
	type place struct {
		tenant  engine.TenantID
		address string
	}
	var merged []Mailbox
	at := map[place]int{}
	for _, box := range boxes {
		p := place{box.Tenant, box.Address}
		i, seen := at[p]
		if !seen {
			at[p] = len(merged)
			merged = append(merged, box)
			continue
		}
		keys, err := keyring(box.Tenant)
		if err != nil {
			return nil, err
		}
		if _, ours := keys.ReadReplyTag(merged[i].Tag); !ours && box.Tag != "" {
			merged[i].Tag = box.Tag
		}
	}
	return merged, nil
}
