package regulation

var weekdays = [...]string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

// Calendar says when the company works: Weeks, and the options holidays,
// moved_days and short_days. Dates with hours of their own stand under days:
// Object{"2026-12-31": List{"09:00-12:00"}, "2026-12-30": List{}}. Weeks that
// hold one after another stand under versions, instead of Weeks.
func Calendar(id, zone string, parts ...Part) *Item {
	return newItem("calendars", "calendar", id, Object{"zone": zone}, parts)
}

// Week says at which hours a day, or a range such as "mon-fri", is open. A later
// Week of a calendar counts more than an earlier one.
func Week(days string, hours ...string) *Item {
	it := newItem("week", "week", "", Object{}, nil)
	it.what += " " + days
	first, last := weekday(days[:min(3, len(days))]), weekday(days[max(0, len(days)-3):])
	if first < 0 || last < 0 || len(days) != 3 && (len(days) != 7 || days[3] != '-') {
		it.complain("a day is mon, tue, wed, thu, fri, sat or sun, a range such as mon-fri")
		return it
	}
	for i := first; ; i = (i + 1) % len(weekdays) {
		it.data[weekdays[i]] = hours
		if i == last {
			return it
		}
	}
}

func weekday(name string) int {
	for i, d := range weekdays {
		if d == name {
			return i
		}
	}
	return -1
}

// definition is the form of a calendar in the catalogue.
func (it *Item) definition(data Object) Object {
	week := Object{}
	for _, w := range it.items {
		for day, hours := range w.data {
			week[day] = hours
		}
	}
	def := Object{}
	for k, v := range data {
		if k != "id" {
			def[k] = v
		}
	}
	if def["versions"] == nil {
		def["versions"] = List{Object{"week": week}}
	}
	return Object{"id": data["id"], "definition": def}
}
