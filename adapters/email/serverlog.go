package email

import (
	"fmt"
	"log/slog"
	"strings"
)

// serverLog receives what go-smtp has to say: broken connections, which are
// nobody's concern, and panics, which are.
type serverLog struct{ *slog.Logger }

func (l serverLog) Printf(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	if strings.HasPrefix(format, "panic") {
		l.Error("the mail server stumbled", "error", text)
		return
	}
	l.Debug("a mail connection ended badly", "error", text)
}

func (l serverLog) Println(args ...any) { l.Printf("%s", fmt.Sprint(args...)) }
