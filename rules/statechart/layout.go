package statechart

import (
	"cmp"
	"slices"

	"github.com/reglament/reglament/rules"
)

// Measures of the picture, in pixels.
const (
	margin     = 16
	titleSpace = 36
	startWidth = 48
	pitch      = 136 // from column to column
	boxWidth   = 124
	rowHeight  = 42
	boxGap     = 14 // above and below a row of boxes
	lineHeight = 15
)

// column is a status with its place: the middle of its column, and its box.
type column struct {
	*rules.Status // nil for the beginning
	layer         int
	x, top        int
	label, turn   []string
	// from and to are between which heights moves touch the column.
	from, to int
}

func (c *column) id() string {
	if c.Status == nil {
		return Start
	}
	return c.ID
}

func (c *column) height() int {
	if c.Status == nil {
		return 20
	}
	return (len(c.label)+len(c.turn))*lineHeight + 14
}

// bottom is where the box ends.
func (c *column) bottom() int { return c.top + c.height() }

// row is a move with its place.
type row struct {
	Move
	from, to []*column // in their order
	y        int
}

// layout is the whole picture.
type layout struct {
	words         words
	title         string
	columns       []*column
	rows          []*row
	width, height int
}

// newLayout gives everything its place.
func newLayout(reg *rules.Regulation, lang string) *layout {
	l := &layout{words: wordsOf(lang), title: reg.Document.Title.In(lang, reg.Lang)}
	moves := Moves(reg, lang)
	l.columns = columnsOf(reg, lang, l.words, layersOf(reg, moves))
	x := margin + startWidth/2
	for i, c := range l.columns {
		if c.x = x; i == 0 {
			x += startWidth/2 - pitch/2
		}
		x += pitch
	}
	l.width = x - pitch/2 + margin
	l.place(moves)
	return l
}

// layersOf counts for each status how many moves it is away from the beginning.
// Statuses that no move reaches come after the others, those that end a ticket
// come last.
func layersOf(reg *rules.Regulation, moves []Move) map[string]int {
	layers, last := map[string]int{Start: 0}, 0
	for grown := true; grown; {
		grown = false
		for _, m := range moves {
			for _, from := range m.From {
				depth, ok := layers[from]
				if !ok {
					continue
				}
				for _, to := range m.To {
					if have, ok := layers[to]; !ok || depth+1 < have {
						layers[to], grown = depth+1, true
					}
				}
			}
		}
	}
	for i := range reg.Statuses {
		if s := &reg.Statuses[i]; !s.Final {
			last = max(last, layers[s.ID])
		}
	}
	for i := range reg.Statuses {
		s := &reg.Statuses[i]
		if _, reached := layers[s.ID]; s.Final {
			layers[s.ID] = last + 2
		} else if !reached {
			layers[s.ID] = last + 1
		}
	}
	return layers
}

func columnsOf(reg *rules.Regulation, lang string, w words, layers map[string]int) []*column {
	columns := []*column{{layer: 0}}
	for i := range reg.Statuses {
		s := &reg.Statuses[i]
		columns = append(columns, &column{Status: s, layer: layers[s.ID],
			label: wrap(s.Label.In(lang, reg.Lang), boxWidth-12, boldSize), turn: wrap(w[s.Turn], boxWidth-12, smallSize)})
	}
	slices.SortStableFunc(columns, func(a, b *column) int { return cmp.Compare(a.layer, b.layer) })
	return columns
}

// place goes down the layers: first their boxes, then the moves that begin in
// them and in those above.
func (l *layout) place(moves []Move) {
	rows := l.rowsOf(moves)
	y, shown := margin+titleSpace, -1
	for _, c := range l.columns {
		if c.layer == shown {
			continue
		}
		shown = c.layer
		y += boxGap
		tallest := 0
		for _, box := range l.columns {
			if box.layer == shown {
				box.top = y
				tallest = max(tallest, box.height())
			}
		}
		y += tallest + boxGap
		for _, r := range rows {
			if r.home() == shown {
				r.y = y + rowHeight/2
				l.rows = append(l.rows, r)
				y += rowHeight
			}
		}
	}
	l.height = y
	l.touch()
}

// touch notes between which heights each column is touched.
func (l *layout) touch() {
	for _, c := range l.columns {
		c.from, c.to = c.top+4, c.bottom()-4
	}
	for _, r := range l.rows {
		for _, c := range slices.Concat(r.to, r.from) {
			c.from, c.to = min(c.from, r.y), max(c.to, r.y)
		}
	}
}

func (l *layout) rowsOf(moves []Move) []*row {
	var rows []*row
	for _, m := range moves {
		rows = append(rows, &row{Move: m, from: l.chosen(m.From), to: l.chosen(m.To)})
	}
	slices.SortStableFunc(rows, func(a, b *row) int {
		return cmp.Or(cmp.Compare(a.from[len(a.from)-1].x, b.from[len(b.from)-1].x), cmp.Compare(a.to[0].x, b.to[0].x))
	})
	return rows
}

// chosen returns the columns of statuses in their order.
func (l *layout) chosen(ids []string) (columns []*column) {
	for _, c := range l.columns {
		if slices.Contains(ids, c.id()) {
			columns = append(columns, c)
		}
	}
	return columns
}

// home is the layer below which a move stands: the lowest that it begins in.
func (r *row) home() (layer int) {
	for _, c := range r.from {
		layer = max(layer, c.layer)
	}
	return layer
}

// span is where the line of the move begins and ends.
func (r *row) span() (left, right int) {
	return min(r.from[0].x, r.to[0].x), max(r.from[len(r.from)-1].x, r.to[len(r.to)-1].x)
}
