package message_test

import (
	"errors"
	"fmt"

	"github.com/reglament/reglament/adapters/email/message"
)

func ExampleParse() {
	raw := []byte("From: =?UTF-8?B?0JDQu9C40Y8=?= <aliya@client.kz>\r\n" +
		"To: support@prots.kz\r\n" +
		"Subject: Re: [SUPPORT-10110] Printer\r\n" +
		"In-Reply-To: <t-10110@prots.kz>\r\n" +
		"\r\n" +
		"It prints again, thank you.\r\n" +
		"\r\n" +
		"On 23.11.2026 at 09:30 Support <support@prots.kz> wrote:\r\n" +
		"> Does it print?\r\n")
	m, err := message.Parse(raw, message.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(m.From[0].Name, m.From[0].Address)
	fmt.Println(m.Class)
	fmt.Println(m.Visible.Body)
	// Output:
	// Алия aliya@client.kz
	// person
	// It prints again, thank you.
}

func ExampleUnparsable() {
	_, err := message.Parse([]byte("not a mail"), message.Limits{})
	var unparsable *message.Unparsable
	if errors.As(err, &unparsable) {
		fmt.Println("quarantine:", unparsable.Reason)
	}
	// Output: quarantine: not-mail
}

func ExampleParser() {
	p := message.Parser{Loop: func(value string) bool { return value == "signed by us" }}
	m, _ := p.Parse([]byte("From: support@prots.kz\nX-Reglament-Loop: signed by us\n\nAccepted.\n"))
	fmt.Println(m.Class, m.Why[0].Sign)
	// Output: own-loop X-Reglament-Loop
}
