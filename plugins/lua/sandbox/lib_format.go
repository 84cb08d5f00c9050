package sandbox

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	lua "github.com/yuin/gopher-lua"
)

const costDirective = 4 // steps

// stringFormat is string.format with C's directives. Width and precision have two
// digits at most, as in Lua: an unbounded one is a way to ask for gigabytes.
func (s *State) stringFormat(L *lua.LState) int {
	f := formatter{s: s, L: L, format: stringArg(L, 1, "format"), arg: 1}
	s.chargeBytes(L, len(f.format))
	for f.pos < len(f.format) {
		next := strings.IndexByte(f.format[f.pos:], '%')
		if next < 0 {
			f.write(f.format[f.pos:])
			break
		}
		f.write(f.format[f.pos : f.pos+next])
		f.pos += next + 1
		s.charge(L, costDirective)
		f.directive()
	}
	return pushString(L, f.out.String())
}

type formatter struct {
	s      *State
	L      *lua.LState
	format string
	pos    int // of what comes next in format
	arg    int // the last argument used
	out    strings.Builder
}

// spec is one directive: %-5.2f.
type spec struct {
	flags     string
	width     int
	precision int // -1 when absent
	verb      byte
}

func (sp spec) has(flag string) bool { return strings.Contains(sp.flags, flag) }

// write appends, charged before the bytes exist.
func (f *formatter) write(str string) {
	f.s.newString(f.L, len(str))
	if f.out.Len()+len(str) > f.s.limits.StringBytes {
		f.s.newString(f.L, f.out.Len()+len(str))
	}
	f.out.WriteString(str)
}

func (f *formatter) directive() {
	if f.pos < len(f.format) && f.format[f.pos] == '%' {
		f.pos++
		f.write("%")
		return
	}
	sp := f.parse()
	f.arg++
	if f.arg > f.L.GetTop() {
		badArg(f.L, f.arg, "format", "no value")
	}
	switch sp.verb {
	case 'd', 'i', 'u', 'x', 'X', 'o', 'c':
		f.integer(sp)
	case 'e', 'E', 'f', 'g', 'G':
		f.float(sp)
	case 's':
		f.text(sp)
	case 'q':
		f.quote()
	default:
		f.L.RaiseError("invalid option '%%%c' to 'format'", rune(sp.verb))
	}
}

func (f *formatter) parse() spec {
	rest := f.format[f.pos:]
	n := 0
	for n < len(rest) && strings.IndexByte("-+ #0", rest[n]) >= 0 {
		n++
	}
	if n > 5 {
		f.L.RaiseError("invalid format (repeated flags)")
	}
	sp := spec{flags: rest[:n], precision: -1}
	sp.width, rest = f.digits(rest[n:])
	if strings.HasPrefix(rest, ".") {
		sp.precision, rest = f.digits(rest[1:])
	}
	if rest == "" {
		f.L.RaiseError("invalid format (ends in a directive)")
	}
	sp.verb = rest[0]
	f.pos = len(f.format) - len(rest) + 1
	return sp
}

func (f *formatter) digits(s string) (int, string) {
	n := 0
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	if n > 2 {
		f.L.RaiseError("invalid format (width or precision too long)")
	}
	value, _ := strconv.Atoi(s[:n])
	return value, s[n:]
}

// goVerb spells the directive for package fmt, with a precision where C has one.
func (sp spec) goVerb(verb byte, precision int) string {
	out := "%" + sp.flags
	if sp.width > 0 {
		out += strconv.Itoa(sp.width)
	}
	if precision >= 0 {
		out += "." + strconv.Itoa(precision)
	}
	return out + string(verb)
}

func (f *formatter) integer(sp spec) {
	n := numberArg(f.L, f.arg, "format")
	i, ok := integer(n)
	if !ok {
		badArg(f.L, f.arg, "format", "number has no integer representation")
	}
	switch sp.verb {
	case 'c':
		f.pad(sp, string([]byte{byte(i)}))
	case 'x', 'X', 'o': // unsigned, as in C
		f.write(fmt.Sprintf(sp.goVerb(sp.verb, sp.precision), uint64(i)))
	default:
		f.write(fmt.Sprintf(sp.goVerb('d', sp.precision), i))
	}
}

func (f *formatter) float(sp spec) {
	n := float64(numberArg(f.L, f.arg, "format"))
	if math.IsNaN(n) || math.IsInf(n, 0) {
		f.pad(sp, formatNumber(lua.LNumber(n)))
		return
	}
	if sp.precision < 0 {
		sp.precision = 6
	}
	sp.flags = strings.ReplaceAll(sp.flags, "#", "")
	f.write(fmt.Sprintf(sp.goVerb(sp.verb, sp.precision), n))
}

func (f *formatter) text(sp spec) {
	str := string(f.s.toString(f.L, f.L.Get(f.arg)))
	if sp.precision >= 0 && sp.precision < len(str) {
		str = str[:sp.precision]
	}
	f.pad(sp, str)
}

// pad fills up to the width with spaces, counting bytes.
func (f *formatter) pad(sp spec, str string) {
	space := strings.Repeat(" ", max(0, sp.width-len(str)))
	if sp.has("-") {
		f.write(str)
		f.write(space)
		return
	}
	f.write(space)
	f.write(str)
}

var quoted = strings.NewReplacer(`"`, `\"`, `\`, `\\`, "\n", "\\\n", "\r", `\r`, "\x00", `\000`)

// quote writes a string as Lua source. It is charged for the longest it may get.
func (f *formatter) quote() {
	str := stringArg(f.L, f.arg, "format")
	f.s.alloc(f.L, 4*len(str))
	f.write(`"` + quoted.Replace(str) + `"`)
}
