// Package message turns the raw bytes of a received mail into a clean, bounded,
// typed value on which the rest of the engine decides.
//
// It is pure: bytes in, a value out; no network, no files, no clock. The same
// bytes give the same value on every machine, so a stored mail can be read
// again by a later edition (see ParserVersion).
//
// Promises about a *Message:
//   - every string is valid UTF-8 in NFC without NUL; header strings are one line;
//   - its size is bounded by Limits and by a small multiple of the mail;
//   - what was guessed, repaired or cut is listed in Warnings;
//   - an ugly mail is never an error. Parse fails with *Unparsable when nothing
//     can be made of the bytes, and the caller then quarantines them.
//
// Left to others: sanitising HTML before it is shown, trusting or checking the
// sender (SPF, DKIM, DMARC), threading, storing, and decoding winmail.dat, which
// is kept whole as an attachment (with the warning WarnTNEF).
//
// The MIME structure is read here and not by enmime, which needs twice the time
// for each further level of unclosed multiparts (a hundred of them, 5 kB, keep it
// busy for good) and gives up the whole mail when there are too many parts. The
// tests compare both on well-formed mail.
package message
