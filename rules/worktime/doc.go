// Package worktime does the arithmetic of working time for regulations: when a
// deadline falls, how much of it is left, and how that can be proved.
//
// A regulation writes its hours as a [Definition]; the holidays of a country
// come as yearly data, [Holidays]; [Compile] makes a [Calendar] of the two.
//
// # Promises
//
//   - Pure: the package never asks for the time and keeps no state but tables
//     that can be built again. The same definition, holidays and zone data give
//     the same answers on every node.
//   - A Calendar never changes and may be used by any number of goroutines.
//   - Instants go in and come out as UTC; only a [Proof] speaks in the
//     calendar's zone. Seconds and their fractions are kept.
//   - Every loop is bounded. What would end more than 100 years away, or lies
//     outside the years 1 to 9999, is [ErrTooFar] or, where there is no error
//     to return, is cut at that distance.
//
// # What the words mean
//
//   - Openings are half-open: 18:00:00 is outside 09:00-18:00.
//   - n working hours end at the earliest instant at which they have elapsed,
//     so a deadline may be the closing instant itself.
//   - n working days end on the n-th later working day at the same wall time;
//     before that day's opening at its opening, after its closing or in a break
//     at the last closing before.
//   - A start outside hours counts from the next opening. No time at all
//     (0wh, 0wd, 0d) ends where it starts, open or not: it has elapsed already.
//   - An overnight opening belongs to the day on which it starts, and so do the
//     working days counted from it. Time that two days claim counts once, for
//     the earlier.
//   - A wall time that the clocks skip is the first instant after the gap; one
//     that they show twice is the first of the two.
//   - Calendar days keep the wall time; calendar months do too, and end on the
//     month's last day where the day does not exist. Neither is rolled to a
//     working day.
//
// # What it leaves to others
//
// When a deadline starts, what pauses it, who is told, and where holiday data
// is stored and replaced. The package is given all of that.
package worktime

// The zone data travels in the binary, so that a bare container works too.
// Where ZONEINFO or the machine has its own, Go reads that first.
import _ "time/tzdata"
