package meter

// elementSection reads segments of all eight kinds: bit 0 of the flags is passive
// or declarative, bit 1 a table given or declarative, bit 2 initialisers instead
// of function indices.
func (m *module) elementSection() {
	for range m.t.count("element segments", m.opt.MaxSegments) {
		at := m.t.pos
		flags := m.t.u32()
		if flags > 7 {
			m.t.failAt(at, "element segment of kind %d", flags)
			return
		}
		if active := flags&1 == 0; active {
			table := 0
			if flags&2 != 0 {
				table = int(m.t.u32())
			}
			if table >= len(m.tables) {
				m.t.failAt(at, "table %d of %d", table, len(m.tables))
			}
			m.constant()
		}
		m.elementItems(flags)
		if m.t.err != nil {
			return
		}
	}
}

func (m *module) elementItems(flags uint32) {
	value := FuncRef
	switch expressions := flags&4 != 0; {
	case flags&3 == 0:
	case expressions:
		value = m.refType()
	default:
		m.t.zero("kind of elements")
	}
	m.elements = append(m.elements, value)
	n := m.t.count("elements", m.opt.MaxElements-m.initialisers)
	m.initialisers += n
	for range n {
		if m.t.err != nil {
			return
		}
		if flags&4 != 0 {
			m.constant()
		} else {
			m.t.index("function", len(m.functions))
		}
	}
}

func (m *module) dataCountSection() {
	m.dataCount = int(m.t.u32())
	if m.dataCount > m.opt.MaxSegments {
		m.t.fail("%d data segments, at most %d allowed", m.dataCount, m.opt.MaxSegments)
	}
}

func (m *module) dataSection() {
	n := m.t.count("data segments", m.opt.MaxSegments)
	if m.dataCount >= 0 && n != m.dataCount {
		m.t.fail("%d data segments, %d announced", n, m.dataCount)
	}
	for range n {
		at := m.t.pos
		flags := m.t.u32()
		switch flags {
		case 0, 2:
			if flags == 2 {
				m.t.index("memory", m.memories)
			}
			if m.memories == 0 {
				m.t.failAt(at, "data segment without a memory")
			}
			m.constant()
		case 1:
		default:
			m.t.failAt(at, "data segment of kind %d", flags)
		}
		m.t.bytes(int(m.t.u32()))
		if m.t.err != nil {
			return
		}
	}
}
