// Package email is the door for mail, in and out.
//
// # In
//
// A [Listener] takes mail by SMTP for the tenants' own addresses and relays
// nothing. What it receives goes to an [Intake], which is meant for any other
// source of mail as well (a mailbox that is polled, a folder): it writes the raw
// bytes to the blob store, notes them in the inbox, and only then tries to
// understand them and tells the engine. The source is acknowledged when the
// engine has committed. So after a crash at any point the mail is either still
// with its sender or in the inbox, where [Intake.Recover] finds it.
//
// A mail is decided once: the command's id is made of the mailbox and the
// mail's Message-ID, or its content where it has none. A copy that came another
// way is recognised by its content and dropped; another mail under a Message-ID
// that was used before is not.
//
// Whatever comes becomes an event. What cannot be read, or what the regulation
// turns down and nobody is there to mend, becomes a ticket in quarantine with
// the raw mail attached. Too much text is cut, too many files are left in the
// raw mail, which is attached then.
//
// # Out
//
// A [Sender] is the engine's way to people's mailboxes. It renders what the
// engine's delivery asks for, in the words of the edition that asked, and hands
// the message to a [Transport]: a [Relay], or a [Capture] that keeps messages in
// a folder, where [DevMail] shows them. It sends at least once; the Message-ID
// and all other bytes of a delivery are the same at each attempt.
//
// # Left to others
//
// Reading mailboxes by IMAP or POP (call Intake.Take with what was fetched),
// OAuth, SPF, DKIM and DMARC (sign in Sender.Send between compose and Deliver;
// check in the session before Take, as header fields of Envelope.Trace), virus
// scanning, sanitising HTML for display, and what a mail means: that is the
// regulation's.
package email
