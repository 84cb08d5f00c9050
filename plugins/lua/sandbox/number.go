package sandbox

import (
	"math"
	"strconv"
	"strings"

	lua "github.com/yuin/gopher-lua"
)

// maxExact is the largest integer a Lua number holds without gaps, 2^53.
const maxExact = 1 << 53

// smallNumbers are boxed once: every conversion of a number to an LValue allocates.
var smallNumbers = func() (out [256]lua.LValue) {
	for i := range out {
		out[i] = lua.LNumber(i)
	}
	return out
}()

// intValue is a number as the VM holds it.
func intValue(n int) lua.LValue {
	if 0 <= n && n < len(smallNumbers) {
		return smallNumbers[n]
	}
	return lua.LNumber(n)
}

// parseNumber reads a number the way Lua's tonumber does: spaces around, a sign,
// decimal with an exponent, or hexadecimal. gopher-lua's own reader also takes
// 010 for eight, 1_000 for a thousand, and "inf".
func parseNumber(s string) (float64, bool) {
	s = strings.Trim(s, " \t\n\v\f\r")
	if len(s) > maxNumber {
		return 0, false
	}
	digits := strings.TrimPrefix(strings.TrimPrefix(s, "-"), "+")
	if len(s)-len(digits) > 1 {
		return 0, false
	}
	if hex, ok := cutHex(digits); ok {
		n, err := strconv.ParseUint(hex, 16, 64)
		return sign(s) * float64(n), err == nil
	}
	for i := range len(digits) {
		if !strings.ContainsRune("0123456789.eE+-", rune(digits[i])) {
			return 0, false
		}
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil
}

func cutHex(s string) (string, bool) {
	if len(s) < 3 || s[0] != '0' || s[1] != 'x' && s[1] != 'X' || s[2] == '_' {
		return "", false
	}
	return s[2:], true
}

func sign(s string) float64 {
	if strings.HasPrefix(s, "-") {
		return -1
	}
	return 1
}

// formatNumber writes a number: integers up to 2^53 in full, everything else with
// the 14 digits of Lua's "%.14g". gopher-lua's own text differs between processors
// for numbers beyond an int64.
func formatNumber(n lua.LNumber) string {
	f := float64(n)
	switch {
	case math.IsNaN(f):
		return "nan"
	case math.IsInf(f, 1):
		return "inf"
	case math.IsInf(f, -1):
		return "-inf"
	case f == math.Trunc(f) && math.Abs(f) <= maxExact:
		return strconv.FormatInt(int64(f), 10)
	}
	return strconv.FormatFloat(f, 'g', 14, 64)
}

// integer converts towards zero, and reports whether the number has a value that
// every processor converts alike.
func integer(n lua.LNumber) (int, bool) {
	f := math.Trunc(float64(n))
	if math.IsNaN(f) || math.Abs(f) > maxExact {
		return 0, false
	}
	return int(f), true
}

// textOf is the string a value is in string context: strings and numbers have one.
func textOf(v lua.LValue) (string, bool) {
	switch v := v.(type) {
	case lua.LString:
		return string(v), true
	case lua.LNumber:
		return formatNumber(v), true
	}
	return "", false
}

// numberOf is the number a value is in arithmetic: numbers and numeric strings.
func numberOf(v lua.LValue) (float64, bool) {
	switch v := v.(type) {
	case lua.LNumber:
		return float64(v), true
	case lua.LString:
		return parseNumber(string(v))
	}
	return 0, false
}
