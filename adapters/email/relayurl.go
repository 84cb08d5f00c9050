package email

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
)

// A RelayURL names a server that takes mail further. Printing it shows no
// password.
type RelayURL struct {
	Host, Port     string
	User, password string
	// Implicit is TLS from the first byte.
	Implicit bool
}

// ParseRelayURL reads smtp://user:password@host:port, or smtps:// for TLS from
// the first byte. The ports are 25 (587 with a user) and 465 by default. Errors
// repeat nothing of what was given: where it is written wrongly, any part of it
// can be the password.
func ParseRelayURL(s string) (RelayURL, error) {
	u, err := url.Parse(s)
	if err != nil {
		return RelayURL{}, errors.New("relay: the URL cannot be read; " + relayForm)
	}
	if err := checkRelayURL(u); err != nil {
		return RelayURL{}, fmt.Errorf("relay: %w; %s", err, relayForm)
	}
	r := RelayURL{Host: u.Hostname(), Port: u.Port(), User: u.User.Username(), Implicit: u.Scheme == "smtps"}
	r.password, _ = u.User.Password()
	if r.Port == "" {
		r.Port = r.defaultPort()
	}
	return r, nil
}

// relayForm is what all errors end with.
const relayForm = "want smtp://user:password@host:port or smtps://..., with @ : / ? # % in the password written as %40 %3A %2F %3F %23 %25"

func checkRelayURL(u *url.URL) error {
	password, hasPassword := u.User.Password()
	port, err := strconv.Atoi(u.Port())
	switch {
	case u.Scheme != "smtp" && u.Scheme != "smtps":
		return errors.New("the URL does not begin with smtp:// or smtps://")
	case u.Hostname() == "":
		return errors.New("the URL has no host")
	case u.Path != "" && u.Path != "/":
		return errors.New("something follows the host and port")
	case u.RawQuery != "" || u.ForceQuery:
		return errors.New("the URL has a ? in it")
	case u.Fragment != "":
		return errors.New("the URL has a # in it")
	case u.Port() != "" && (err != nil || port < 1 || port > 65535):
		return errors.New("the port is not between 1 and 65535")
	case hasPassword && u.User.Username() == "":
		return errors.New("the URL has a password and no user")
	case u.User.Username() != "" && password == "":
		return errors.New("the URL has a user and no password")
	}
	return nil
}

func (r RelayURL) defaultPort() string {
	switch {
	case r.Implicit:
		return "465"
	case r.User != "":
		return "587"
	}
	return "25"
}

// Address is the host and port.
func (r RelayURL) Address() string { return net.JoinHostPort(r.Host, r.Port) }

// String implements fmt.Stringer.
func (r RelayURL) String() string {
	s := "smtp://"
	if r.Implicit {
		s = "smtps://"
	}
	if r.User != "" {
		s += url.User(r.User).String() + "@"
	}
	return s + r.Address()
}

// GoString implements fmt.GoStringer.
func (r RelayURL) GoString() string { return strconv.Quote(r.String()) }
