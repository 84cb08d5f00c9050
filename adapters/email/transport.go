package email

import (
	"context"
	"time"

	"github.com/reglament/reglament/engine"
)

// A Parcel is a message with what its way out must know.
type Parcel struct {
	// From is the return path; "" is the null one, to which nothing bounces.
	From    string
	To      []string
	Message []byte // CRLF line ends

	// Which delivery it is. It is the same at each attempt, Made too.
	Tenant   engine.TenantID
	Number   string
	Delivery engine.DeliveryID
	Made     time.Time
}

// A Transport hands messages on. An error is temporary unless engine.Permanent
// marks it. The same parcel may come again.
type Transport interface {
	// Deliver returns what the other side has answered, or where the message is.
	Deliver(ctx context.Context, p Parcel) (answer string, err error)
}
