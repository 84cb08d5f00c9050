package meter

import "strings"

func (m *module) valueType() ValueType {
	at := m.t.pos
	v := ValueType(m.t.byte())
	switch v {
	case I32, I64, F32, F64, FuncRef, ExternRef:
	case 0x7b:
		m.t.failAt(at, "vector types (SIMD) are not supported")
	default:
		m.t.failAt(at, "%v is not supported", v)
	}
	return v
}

func (m *module) refType() ValueType {
	at := m.t.pos
	v := m.valueType()
	if v != FuncRef && v != ExternRef {
		m.t.failAt(at, "%v is not a reference type", v)
	}
	return v
}

func (m *module) typeSection() {
	for range m.t.count("types", m.opt.MaxTypes) {
		if form := m.t.byte(); form != 0x60 {
			m.t.failAt(m.t.pos-1, "type of form %#x, only functions are supported", form)
		}
		f := FuncType{Params: m.valueTypes("parameters"), Results: m.valueTypes("results")}
		if m.t.err != nil {
			return
		}
		m.types = append(m.types, f)
	}
}

func (m *module) valueTypes(what string) []ValueType {
	list := make([]ValueType, m.t.count(what, m.opt.MaxParams))
	for i := range list {
		list[i] = m.valueType()
	}
	return list
}

func (m *module) importSection() {
	for range m.t.count("imports", m.opt.MaxImports) {
		at := m.t.pos
		e := Extern{Module: m.t.name(), Name: m.t.name(), Kind: Kind(m.t.byte())}
		if e.Kind != Func && !m.opt.AllowLinking {
			m.t.failAt(at, "import of a %v (%s.%s), only functions may be imported", e.Kind, e.Module, e.Name)
		}
		if strings.HasPrefix(e.Name, reserved) {
			m.t.failAt(at, "import of %q, a reserved name", e.Name)
		}
		m.importOf(&e)
		if m.t.err != nil {
			return
		}
		m.info.Imports = append(m.info.Imports, e)
	}
	m.imported, m.importedGlobals = len(m.functions), len(m.globals)
}

func (m *module) importOf(e *Extern) {
	switch e.Kind {
	case Func:
		e.Func = m.function()
	case Table:
		e.Value = m.refType()
		m.limits(-1)
		m.tables = append(m.tables, e.Value)
	case Memory:
		m.memoryLimits(-1)
	case Global:
		g := m.globalType()
		e.Value, e.Mutable = g.value, g.mutable
	default:
		m.t.fail("import of %v is not supported", e.Kind)
	}
}

// function reads the type of the next function.
func (m *module) function() FuncType {
	i := m.t.index("type", len(m.types))
	if m.t.err != nil {
		return FuncType{}
	}
	m.functions = append(m.functions, i)
	return m.types[i]
}

func (m *module) functionSection() {
	for range m.t.count("functions", m.opt.MaxFunctions) {
		m.function()
	}
	m.info.Functions = len(m.functions) - m.imported
}
