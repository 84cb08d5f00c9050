package message

// Unparsable says that nothing can be made of the bytes. It is permanent: the
// same bytes fail again. The caller keeps them and puts the mail into quarantine.
type Unparsable struct {
	Reason Reason
	Detail string
}

// Reason is why a mail is unparsable; the values are stored and shown, so they stay.
type Reason string

// The reasons.
const (
	Empty    Reason = "empty"     // no bytes, or blanks and NUL bytes alone
	TooLarge Reason = "too-large" // over Limits.Bytes
	NotMail  Reason = "not-mail"  // not one header field
	Broken   Reason = "broken"    // a bug of this package: please report it with the mail
)

func (u *Unparsable) Error() string {
	if u.Detail == "" {
		return "parse mail: " + string(u.Reason)
	}
	return "parse mail: " + string(u.Reason) + ": " + u.Detail
}
