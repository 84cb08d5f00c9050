package meter

import (
	"strconv"
	"strings"
)

func (m *module) globalType() globalType {
	g := globalType{value: m.valueType()}
	switch b := m.t.byte(); b {
	case 0:
	case 1:
		g.mutable = true
	default:
		m.t.failAt(m.t.pos-1, "mutability %#x is neither 0 nor 1", b)
	}
	m.globals = append(m.globals, g)
	return g
}

// globalSection adds the fuel as the last global, so that no index moves.
func (m *module) globalSection() {
	n := m.t.readCount("globals", m.opt.MaxGlobals)
	m.t.out = appendU32(m.t.out, uint32(n+1))
	for range n {
		m.remember(len(m.globals), m.globalType())
		m.constant()
	}
	m.fuel = uint32(len(m.globals))
	m.t.out = append(m.t.out, byte(I64), 1, opI64Const)
	m.t.out = append(appendS64(m.t.out, m.opt.Fuel), opEnd)
}

// remember notes a global that calls can change, for its export.
func (m *module) remember(index int, g globalType) {
	switch {
	case !g.mutable:
	case g.value == FuncRef || g.value == ExternRef:
		m.info.Lasting = true // a host cannot write references
	default:
		m.state = append(m.state, uint32(index))
		m.info.State = append(m.info.State, stateExport+strconv.Itoa(index))
	}
}

// constant copies an initialiser: one instruction and end.
func (m *module) constant() {
	at := m.t.pos
	switch op := m.t.byte(); op {
	case opI32Const:
		m.t.s32()
	case opI64Const:
		m.t.s64()
	case opF32Const:
		m.t.bytes(4)
	case opF64Const:
		m.t.bytes(8)
	case opRefNull:
		m.refType()
	case opRefFunc:
		m.t.index("function", len(m.functions))
	case opGlobalGet:
		// A module's own globals are not ready yet, the fuel least of all.
		m.t.index("imported global", m.importedGlobals)
	default:
		m.t.failAt(at, "instruction %#x in an initialiser", op)
	}
	if m.t.byte() != opEnd {
		m.t.failAt(m.t.pos-1, "initialiser of more than one instruction")
	}
}

// exportSection adds the globals that calls can change, and the fuel as the last
// export.
func (m *module) exportSection() {
	n := m.t.readCount("exports", m.opt.MaxExports)
	m.t.out = appendU32(m.t.out, uint32(n+len(m.state)+1))
	names := make(map[string]bool, n)
	for range n {
		at := m.t.pos
		e := Extern{Name: m.t.name(), Kind: Kind(m.t.byte())}
		if strings.HasPrefix(e.Name, reserved) {
			m.t.failAt(at, "export of %q, a reserved name", e.Name)
		}
		if names[e.Name] {
			m.t.failAt(at, "export of %q for the second time", e.Name)
		}
		names[e.Name] = true
		m.exportOf(&e)
		if m.t.err != nil {
			return
		}
		m.info.Exports = append(m.info.Exports, e)
	}
	for i, name := range m.info.State {
		m.export(name, m.state[i])
	}
	m.export(FuelExport, m.fuel)
}

// export writes the export of a global.
func (m *module) export(name string, index uint32) {
	m.t.out = append(appendU32(m.t.out, uint32(len(name))), name...)
	m.t.out = appendU32(append(m.t.out, byte(Global)), index)
}

func (m *module) exportOf(e *Extern) {
	known := [...]int{len(m.functions), len(m.tables), m.memories, len(m.globals)}
	if e.Kind > Global {
		m.t.failAt(m.t.pos-1, "export of %v is not supported", e.Kind)
		return
	}
	i := m.t.index(e.Kind.String(), known[e.Kind])
	if m.t.err != nil {
		return
	}
	switch e.Kind {
	case Func:
		e.Func = m.types[m.functions[i]]
	case Table:
		e.Value = m.tables[i]
	case Global:
		e.Value, e.Mutable = m.globals[i].value, m.globals[i].mutable
	}
}

func (m *module) startSection() {
	at := m.t.pos
	i := m.t.index("function", len(m.functions))
	if m.t.err != nil {
		return
	}
	if f := m.types[m.functions[i]]; len(f.Params)+len(f.Results) > 0 {
		m.t.failAt(at, "start function of type %v", f)
	}
	m.info.Start = true
}
