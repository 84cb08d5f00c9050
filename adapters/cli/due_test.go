package cli

import (
	"strings"
	"testing"
	"time"
)

const evening = "2026-11-23T17:55:00+05:00"

func TestDueProvesADeadline(t *testing.T) {
	t.Parallel()
	r := run(t, "due", "rules/sud", "--calendar", "main", "--from", evening, "--within", "3wh").ends(0)
	if first, rest, _ := strings.Cut(r.out, "\n"); first != "2026-11-24T11:25:00+05:00" || strings.Count(rest, "counted") != 2 {
		t.Errorf("got %s", r.out)
	}
	run(t, "due", "sud", "--from", evening, "--within", "72h").ends(0).prints("2026-11-26T17:55:00+05:00", "– Thu 2026-11-26 17:55:00")
	run(t, "due", "sud", "--from", "2026-12-15T10:00:00+05:00", "--within", "1wd").ends(0).
		prints("2026-12-17T10:00:00+05:00", "skipped  2026-12-16  holiday")
}

func TestDueAsJSON(t *testing.T) {
	t.Parallel()
	type interval struct{ From, To time.Time }
	var got struct {
		Due       time.Time
		Intervals []interval
		Skipped   []struct{ Date, Reason string }
		Pauses    []interval
	}
	run(t, "due", "sud", "--from", "2026-12-15T10:00:00+05:00", "--within", "1wd", "--pause",
		"2026-12-15T11:00:00+05:00/2026-12-15T12:00:00+05:00", "--json").ends(0).decode(&got)
	if want := "2026-12-17T11:00:00+05:00"; got.Due.Format(time.RFC3339) != want {
		t.Errorf("due %s, want %s", got.Due.Format(time.RFC3339), want)
	}
	if len(got.Pauses) != 1 || len(got.Intervals) == 0 || len(got.Skipped) != 1 || got.Skipped[0].Reason != "holiday" || got.Skipped[0].Date != "2026-12-16" {
		t.Errorf("got %+v, want the pause, the intervals and the holiday of 16 December", got)
	}
	run(t, "due", "sud", "--from", evening, "--within", "1h", "--json").ends(0).prints(`"skipped": []`, `"pauses": []`)
}

func TestDueSaysWhatItCannotRead(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		args  string
		wants []string
	}{
		{"--calendar nix --from " + evening + " --within 3wh", []string{`no calendar "nix"`, "main"}},
		{"--from 2026-11-23 --within 3wh", []string{`"2026-11-23"`, "RFC 3339"}},
		{"--from " + evening + " --within 3x", []string{"--within", `"x"`, "wh"}},
		{"--from " + evening + " --within 3wh --pause x", []string{"--pause", "FROM/TO"}},
		{"--from " + evening + " --within 3wh --pause 2026-11-22T10:00:00+05:00/2026-11-22T11:00:00+05:00", []string{"before the start"}},
		{"--within 3wh", []string{"--from"}},
	} {
		misusedBy(t, c.wants, append([]string{"due", "sud"}, strings.Fields(c.args)...)...)
	}
}

func TestCalendarMustBeNamedWhereThereAreSeveral(t *testing.T) {
	t.Parallel()
	dir := regulation(t, "regulation.lua", `    calendar "main" {`, `    calendar "night" { zone = "Asia/Almaty", days = "mon-fri", hours = "20:00-24:00" },
    calendar "main" {`)
	misusedBy(t, []string{"main, night", "--calendar"}, "due", dir, "--from", evening, "--within", "3wh")
	run(t, "due", dir, "--from", evening, "--within", "3wh", "--calendar", "night").ends(0).prints("2026-11-23T23:00:00+05:00\n")
}
