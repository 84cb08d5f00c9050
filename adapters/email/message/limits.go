package message

// Limits bound what one mail may cost. A zero field takes its default, so the
// zero Limits is ready for use. Whatever a limit cuts is named in Warnings.
type Limits struct {
	// Bytes is the largest mail that is read at all; a larger one is
	// Unparsable. Default 64 MiB.
	Bytes int
	// HeaderBytes is how much of one header block is read. Default 256 KiB.
	HeaderBytes int
	// HeaderFields is how many fields of one header block are kept. Default 1,000.
	HeaderFields int
	// Parts is how many MIME parts are read, containers included. Default 2,000.
	Parts int
	// Depth is how deep multiparts may nest; a deeper one is kept undivided
	// as an attachment. Default 20.
	Depth int
	// TextBytes bounds Text and HTML, each. Default 2 MiB.
	TextBytes int
	// Addresses bounds each address field. Default 500.
	Addresses int
	// References bounds the references: the first and the latest stay. Default 100.
	References int
}

// Bounds that nobody has a reason to change.
const (
	maxWarnings  = 100
	maxSubject   = 2000 // bytes
	maxName      = 500  // bytes of a display name
	maxFileName  = 200  // bytes, so that any file system takes it
	maxMessageID = 998  // bytes: RFC 5322 section 2.1.1, one line
	maxDetail    = 200  // bytes of a warning's or evidence's text
	maxMailbox   = 320  // bytes: 64 of local part, 255 of domain and the sign
	maxBoundary  = 1000 // RFC 2046 says 70; some senders don't count
)

func (l Limits) withDefaults() Limits {
	set := func(field *int, value int) {
		if *field <= 0 {
			*field = value
		}
	}
	set(&l.Bytes, 64<<20)
	set(&l.HeaderBytes, 256<<10)
	set(&l.HeaderFields, 1000)
	set(&l.Parts, 2000)
	set(&l.Depth, 20)
	set(&l.TextBytes, 2<<20)
	set(&l.Addresses, 500)
	set(&l.References, 100)
	return l
}
