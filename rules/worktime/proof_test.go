package worktime_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/reglament/reglament/rules/worktime"
)

var update = flag.Bool("update", false, "rewrite the expected proofs")

// proofCase is a file of testdata/proofs: what is asked, and the proof.
type proofCase struct {
	Calendar worktime.Definition `json:"calendar"`
	Start    string              `json:"start"`
	Within   worktime.Duration   `json:"within"`
	Pauses   []worktime.Interval `json:"pauses,omitempty"`
	Proof    worktime.Proof      `json:"proof"`
}

func TestProofsAsFiles(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/proofs/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no proofs: %v", err)
	}
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			var c proofCase
			if err := json.Unmarshal(data, &c); err != nil {
				t.Fatal(err)
			}
			cal := compile(t, c.Calendar)
			if c.Proof, err = cal.Prove(instant(t, c.Start), c.Within, c.Pauses); err != nil {
				t.Fatal(err)
			}
			var got bytes.Buffer
			enc := json.NewEncoder(&got)
			enc.SetIndent("", "  ")
			if err := enc.Encode(c); err != nil {
				t.Fatal(err)
			}
			if *update {
				if err := os.WriteFile(name, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if !bytes.Equal(got.Bytes(), data) {
				t.Errorf("got\n%s\nwant\n%s", got.Bytes(), data)
			}
		})
	}
}

func TestAYearWithoutDataIsNamed(t *testing.T) {
	t.Parallel()
	start := instant(t, "2027-12-30T12:00:00+05:00")
	for country, want := range map[string][]int{"kz": {2028}, "": {}} {
		p, err := compile(t, office("Asia/Almaty", "09:00-18:00", country)).Prove(start, duration(t, "40wh"), nil)
		if err != nil || !slices.Equal(p.AssumedYears, want) {
			t.Errorf("with holidays of %q: %v, %v, want %v", country, p.AssumedYears, err, want)
		}
	}
	p, err := compile(t, hours["prots"]).Prove(start, duration(t, "10d"), nil)
	if err != nil || len(p.AssumedYears) != 0 || len(p.Skipped) != 0 {
		t.Errorf("calendar days assumed %v and skipped %v, %v", p.AssumedYears, p.Skipped, err)
	}
}

func TestAProofWithoutTimeIsEmptyNotNull(t *testing.T) {
	t.Parallel()
	p, err := compile(t, hours["prots"]).Prove(instant(t, "2026-11-22T12:00:00Z"), duration(t, "0wh"), nil)
	if err != nil {
		t.Fatal(err)
	}
	got, _ := json.Marshal(p)
	const want = `{"due":"2026-11-22T17:00:00+05:00","intervals":[],"skipped":[],"pauses":[],"assumed_years":[]}`
	if string(got) != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestWrongPausesAreRefused(t *testing.T) {
	t.Parallel()
	c := compile(t, hours["prots"])
	start := instant(t, "2026-11-23T12:00:00+05:00")
	span := func(from, to string) worktime.Interval {
		return worktime.Interval{From: instant(t, "2026-11-23T"+from+":00+05:00"), To: instant(t, "2026-11-23T"+to+":00+05:00")}
	}
	for want, pauses := range map[string][]worktime.Interval{
		"prove: pauses[0]: begins before the start":           {span("11:00", "13:00")},
		"prove: pauses[0]: ends before it begins":             {span("14:00", "13:00")},
		"prove: pauses[1]: begins before the one before ends": {span("13:00", "15:00"), span("14:00", "16:00")},
		"prove: pauses[1]: still running":                     {span("13:00", "15:00"), {From: span("16:00", "17:00").From}},
	} {
		if _, err := c.Prove(start, duration(t, "9wh"), pauses); err == nil || err.Error() != want {
			t.Errorf("%v: got %v, want %s", pauses, err, want)
		}
	}
	if _, err := c.Prove(start, worktime.Duration{N: -1, Unit: "wh"}, nil); err == nil {
		t.Error("a negative duration was proved")
	}
}
