package worktime_test

import (
	"fmt"
	"time"

	"github.com/reglament/reglament/rules/worktime"
)

// sud is 09:00-18:30 from Monday to Friday, with Kazakhstan's calendar.
func sud() *worktime.Calendar {
	def, err := worktime.ParseDefinition([]byte(`{
		"zone": "Asia/Almaty", "holidays": "kz", "moved_days": true,
		"versions": [{"week": {
			"mon": ["09:00-18:30"], "tue": ["09:00-18:30"], "wed": ["09:00-18:30"],
			"thu": ["09:00-18:30"], "fri": ["09:00-18:30"]}}]}`))
	if err != nil {
		panic(err)
	}
	holidays, err := worktime.Embedded(def.Holidays)
	if err != nil {
		panic(err)
	}
	calendar, err := worktime.Compile(def, holidays)
	if err != nil {
		panic(err)
	}
	return calendar
}

func Example() {
	calendar := sud()
	asked := time.Date(2026, 11, 23, 17, 55, 0, 0, calendar.Location())
	due, err := calendar.Add(asked, worktime.Duration{N: 3, Unit: worktime.WorkingHour})
	if err != nil {
		panic(err)
	}
	fmt.Println(due.In(calendar.Location()).Format("Mon 2 Jan 15:04"))
	// Output: Tue 24 Nov 11:25
}

func ExampleCalendar_Sub() {
	calendar := sud()
	due := time.Date(2026, 11, 24, 9, 30, 0, 0, calendar.Location())
	warn, err := calendar.Sub(due, worktime.Duration{N: 1, Unit: worktime.WorkingHour})
	if err != nil {
		panic(err)
	}
	fmt.Println(warn.In(calendar.Location()).Format("Mon 2 Jan 15:04"))
	// Output: Mon 23 Nov 18:00
}

func ExampleCalendar_Pause() {
	calendar := sud()
	at := func(day, hour int) time.Time { return time.Date(2026, 11, day, hour, 0, 0, 0, calendar.Location()) }
	due := at(23, 15)
	left := calendar.Pause(due, at(23, 12), worktime.WorkingHour)
	fmt.Println(left.Seconds/3600, "working hours are left")

	due, err := calendar.Resume(at(25, 16), left)
	if err != nil {
		panic(err)
	}
	fmt.Println(due.In(calendar.Location()).Format("Mon 2 Jan 15:04"))
	// Output:
	// 3 working hours are left
	// Thu 26 Nov 09:30
}

func ExampleCalendar_Prove() {
	calendar := sud()
	start := time.Date(2026, 10, 23, 17, 0, 0, 0, calendar.Location())
	proof, err := calendar.Prove(start, worktime.Duration{N: 2, Unit: worktime.WorkingHour}, nil)
	if err != nil {
		panic(err)
	}
	for _, in := range proof.Intervals {
		fmt.Println("counted", in.From.Format("2 Jan 15:04"), "to", in.To.Format("15:04"))
	}
	for _, skip := range proof.Skipped {
		fmt.Printf("skipped %s: %s %q\n", skip.Date, skip.Reason.Code, skip.Reason.Names.RU)
	}
	// Output:
	// counted 23 Oct 17:00 to 18:30
	// counted 27 Oct 09:00 to 09:30
	// skipped 2026-10-24: weekend ""
	// skipped 2026-10-25: weekend ""
	// skipped 2026-10-26: holiday "День Республики Казахстан"
}

func ExampleParseDuration() {
	for _, text := range []string{"72wh", "2mo", "3 hours"} {
		d, err := worktime.ParseDuration(text)
		fmt.Println(d.N, d.Unit, d.Working(), err)
	}
	// Output:
	// 72 wh true <nil>
	// 2 mo false <nil>
	// 0  false "3 hours" does not say whether by the clock or in working time: write 3h or 3wh
}
