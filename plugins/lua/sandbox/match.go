package sandbox

// matcher runs a pattern over a subject.
type matcher struct {
	pattern *pattern
	subject string
	tick    func(steps int) // charges; it does not return when the budget is used up
	ops     int             // not charged yet
	spans   []capture       // 0 is the whole match
}

// capture is where a capture begins and ends.
type capture struct {
	start, end int
	position   bool // ( ): only the place counts
}

const (
	opsPerStep = 4 // items or characters tried for one step
	opsPerTick = 256
)

func (m *matcher) step() {
	if m.ops++; m.ops >= opsPerTick {
		m.flush()
	}
}

// flush charges what was done; a remainder waits for the next time.
func (m *matcher) flush() {
	steps := m.ops / opsPerStep
	m.ops %= opsPerStep
	m.tick(steps)
}

// find looks for the first match that begins at init or later.
func (m *matcher) find(init int) bool {
	defer m.flush()
	for start := init; start <= len(m.subject); start++ {
		if m.matchAt(start) {
			return true
		}
		if m.pattern.anchored {
			return false
		}
	}
	return false
}

func (m *matcher) matchAt(start int) bool {
	end := m.match(0, start)
	if end < 0 {
		return false
	}
	m.spans[0] = capture{start: start, end: end}
	return true
}

// match tries the items from p on at i, and returns where the match ends or -1.
// It calls itself for choices only, each time with a later item, so its depth is
// bounded by the length of the pattern.
func (m *matcher) match(p, i int) int {
	for p < len(m.pattern.items) {
		m.step()
		it := &m.pattern.items[p]
		switch it.op {
		case patByte, patAny, patSet:
			switch it.repeat {
			case '*':
				return m.greedy(p, i, 0)
			case '+':
				return m.greedy(p, i, 1)
			case '-':
				return m.lazy(p, i)
			case '?':
				if m.one(it, i) {
					if end := m.match(p+1, i+1); end >= 0 {
						return end
					}
				}
			default:
				if !m.one(it, i) {
					return -1
				}
				i++
			}
		case patOpen, patPosition:
			return m.capture(p, i, capture{start: i, position: it.op == patPosition})
		case patClose:
			return m.capture(p, i, capture{start: m.spans[it.n].start, end: i})
		default:
			if i = m.special(it, i); i < 0 {
				return -1
			}
		}
		p++
	}
	return i
}

func (m *matcher) one(it *patternItem, i int) bool {
	return i < len(m.subject) && it.matches(m.subject[i])
}

// greedy takes as many characters as there are, then gives back one by one.
func (m *matcher) greedy(p, i, least int) int {
	it := &m.pattern.items[p]
	n := 0
	for m.one(it, i+n) {
		m.step()
		n++
	}
	for ; n >= least; n-- {
		if end := m.match(p+1, i+n); end >= 0 {
			return end
		}
	}
	return -1
}

// lazy takes as few characters as it can.
func (m *matcher) lazy(p, i int) int {
	it := &m.pattern.items[p]
	for {
		if end := m.match(p+1, i); end >= 0 {
			return end
		}
		if !m.one(it, i) {
			return -1
		}
		m.step()
		i++
	}
}

// capture sets a capture for the rest of the match, and takes it back if there is none.
func (m *matcher) capture(p, i int, c capture) int {
	n := m.pattern.items[p].n
	old := m.spans[n]
	m.spans[n] = c
	end := m.match(p+1, i)
	if end < 0 {
		m.spans[n] = old
	}
	return end
}

func (m *matcher) special(it *patternItem, i int) int {
	switch it.op {
	case patBalance:
		return m.balance(it, i)
	case patFrontier:
		if !it.set.has(m.byteAt(i-1)) && it.set.has(m.byteAt(i)) {
			return i
		}
	case patBackref:
		return m.backref(m.spans[it.n], i)
	case patEnd:
		if i == len(m.subject) {
			return i
		}
	}
	return -1
}

// byteAt is the byte at i, and 0 before the beginning and after the end.
func (m *matcher) byteAt(i int) byte {
	if i < 0 || i >= len(m.subject) {
		return 0
	}
	return m.subject[i]
}

func (m *matcher) balance(it *patternItem, i int) int {
	if i >= len(m.subject) || m.subject[i] != it.lo {
		return -1
	}
	depth := 1
	for i++; i < len(m.subject); i++ {
		m.step()
		switch m.subject[i] {
		case it.hi:
			if depth--; depth == 0 {
				return i + 1
			}
		case it.lo:
			depth++
		}
	}
	return -1
}

func (m *matcher) backref(c capture, i int) int {
	n := c.end - c.start
	if c.position || len(m.subject)-i < n {
		return -1
	}
	m.ops += n / bytesPerStep
	if m.subject[i:i+n] != m.subject[c.start:c.end] {
		return -1
	}
	return i + n
}
