package email

import (
	"io"
	"net/textproto"
	"testing"
)

// client speaks SMTP line by line.
type client struct {
	t        *testing.T
	greeting string
	*textproto.Conn
}

func (r *rig) dial() *client {
	r.t.Helper()
	conn, err := textproto.Dial("tcp", r.listener.Addr().String())
	if err != nil {
		r.t.Fatal(err)
	}
	r.t.Cleanup(func() { conn.Close() })
	c := &client{t: r.t, Conn: conn}
	if _, _, err := conn.ReadResponse(220); err != nil {
		r.t.Fatal(err)
	}
	c.greeting = c.say(250, "EHLO client.kz")
	return c
}

// say sends a line and checks the code of the answer.
func (c *client) say(code int, line string) string {
	c.t.Helper()
	if err := c.PrintfLine("%s", line); err != nil {
		c.t.Fatalf("%.40q: %v", line, err)
	}
	return c.hear(code)
}

func (c *client) hear(code int) string {
	c.t.Helper()
	_, answer, err := c.ReadResponse(code)
	if err != nil {
		c.t.Fatalf("want %d, got %v", code, err)
	}
	return answer
}

// gone waits for the server to close the connection.
func (c *client) gone() {
	c.t.Helper()
	if line, err := c.ReadLine(); err == nil {
		c.t.Fatalf("got %q, want the end", line)
	}
}

func (c *client) startData() {
	c.t.Helper()
	c.say(250, "MAIL FROM:<a@mail.kz>")
	c.say(250, "RCPT TO:<help@acme.kz>")
	c.say(354, "DATA")
}

// write sends bytes as they are.
func (c *client) write(raw string) {
	c.t.Helper()
	if _, err := io.WriteString(c.W, raw); err != nil {
		c.t.Fatal(err)
	}
	if err := c.W.Flush(); err != nil {
		c.t.Fatal(err)
	}
}
