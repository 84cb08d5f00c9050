package meter

// limits copies a size with a maximum. What is declared above most, or without a
// maximum, is written with most as its maximum; a negative most changes nothing.
func (m *module) limits(most int) Limits {
	at := m.t.pos
	flags := m.t.readByte()
	if flags > 1 {
		m.t.failAt(at, "limits with flags %#x: shared and 64-bit ones are not supported", flags)
	}
	l := Limits{Min: m.t.readU32(), HasMax: flags == 1}
	if l.HasMax {
		if l.Max = m.t.readU32(); l.Max < l.Min {
			m.t.failAt(at, "minimum %d above maximum %d", l.Min, l.Max)
		}
	}
	if most >= 0 && int(l.Min) > most {
		m.t.failAt(at, "minimum size %d, at most %d allowed", l.Min, most)
	}
	written := l
	if most >= 0 && (!l.HasMax || int(l.Max) > most) {
		written.Max, written.HasMax = uint32(most), true
	}
	if !written.HasMax {
		m.t.out = appendU32(append(m.t.out, 0), l.Min)
		return l
	}
	m.t.out = appendU32(appendU32(append(m.t.out, 1), l.Min), written.Max)
	return l
}

func (m *module) tableSection() {
	for range m.t.count("tables", m.opt.MaxTables) {
		m.tables = append(m.tables, m.refType())
		m.limits(m.opt.MaxTableSize)
	}
	if len(m.tables) > m.opt.MaxTables {
		m.t.fail("%d tables, at most %d allowed", len(m.tables), m.opt.MaxTables)
	}
}

// maxPages is what the format allows a memory to declare, in pages of 64 KiB.
const maxPages = 1 << 16

func (m *module) memoryLimits(most int) {
	at := m.t.pos
	l := m.limits(most)
	if m.memories++; m.memories > 1 {
		m.t.failAt(at, "more than one memory is not supported")
	}
	if l.Min > maxPages || l.Max > maxPages {
		m.t.failAt(at, "memory of %d to %d pages, at most %d allowed", l.Min, l.Max, maxPages)
	}
	m.info.Memory = &l
}

func (m *module) memorySection() {
	for range m.t.count("memories", 1) {
		m.memoryLimits(m.opt.MaxMemoryPages)
	}
}
