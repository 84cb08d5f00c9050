package regulation

import "strconv"

// ValueOf is what is found at a path of the case, such as "input.reason".
func ValueOf(path string) Object { return Object{"path": path} }

// ParamOf is the value of a parameter. It stands for durations too.
func ParamOf(id string) Object { return Object{"param": id} }

// Now is the instant of the event.
func Now() Object { return Object{"now": true} }

// Known holds in a condition if there is a value.
func Known() Object { return Object{"known": true} }

// Unknown holds in a condition if there is no value.
func Unknown() Object { return Object{"known": false} }

// Has holds in a condition if the text contains one of the words.
func Has(words ...string) Object { return Object{"has": words} }

// AtLeast holds in a condition if the value, or its length, is n or more.
func AtLeast(n int) Object { return Object{"min": n} }

// AtMost holds in a condition if the value, or its length, is n or less.
func AtMost(n int) Object { return Object{"max": n} }

// Within holds in a condition if the instant is no longer ago than a duration.
func Within(duration any) Object { return Object{"within": duration} }

// Seconds by the clock.
func Seconds(n int) string { return strconv.Itoa(n) + "s" }

// Minutes by the clock.
func Minutes(n int) string { return strconv.Itoa(n) + "m" }

// Hours by the clock.
func Hours(n int) string { return strconv.Itoa(n) + "h" }

// Days of the calendar.
func Days(n int) string { return strconv.Itoa(n) + "d" }

// Months of the calendar.
func Months(n int) string { return strconv.Itoa(n) + "mo" }

// WorkingMinutes are minutes in which the calendar is open.
func WorkingMinutes(n int) string { return strconv.Itoa(n) + "wm" }

// WorkingHours are hours in which the calendar is open.
func WorkingHours(n int) string { return strconv.Itoa(n) + "wh" }

// WorkingDays of the calendar.
func WorkingDays(n int) string { return strconv.Itoa(n) + "wd" }
