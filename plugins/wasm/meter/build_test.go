package meter

import "slices"

// program is a module under construction. Functions are numbered after imports.
type program struct {
	types    []FuncType
	imports  [][]byte
	funcs    []function
	tables   [][]byte
	memory   []byte
	globals  [][]byte
	exports  [][]byte
	start    []byte
	elements [][]byte
	data     [][]byte
	counted  bool // has a data count section
}

type function struct {
	typ    int
	locals []ValueType
	code   []byte // without the last end
}

func (p *program) typ(params, results []ValueType) int {
	for i, t := range p.types {
		if slices.Equal(t.Params, params) && slices.Equal(t.Results, results) {
			return i
		}
	}
	p.types = append(p.types, FuncType{params, results})
	return len(p.types) - 1
}

func (p *program) fn(params, results, locals []ValueType, code ...byte) int {
	p.funcs = append(p.funcs, function{p.typ(params, results), locals, code})
	return len(p.imports) + len(p.funcs) - 1
}

func (p *program) export(name string, kind Kind, index int) {
	p.exports = append(p.exports, concat(text(name), []byte{byte(kind)}, u32(index)))
}

func (p *program) bytes() []byte {
	out := slices.Clone(header)
	section := func(id byte, items [][]byte) {
		if len(items) > 0 {
			content := list(items)
			out = append(append(out, id), concat(u32(len(content)), content)...)
		}
	}
	var types, indices, bodies [][]byte
	for _, t := range p.types {
		types = append(types, concat([]byte{0x60}, values(t.Params), values(t.Results)))
	}
	for _, f := range p.funcs {
		indices = append(indices, u32(f.typ))
		var locals [][]byte
		for _, v := range f.locals {
			locals = append(locals, []byte{1, byte(v)})
		}
		body := concat(list(locals), f.code, []byte{opEnd})
		bodies = append(bodies, concat(u32(len(body)), body))
	}
	section(secType, types)
	section(secImport, p.imports)
	section(secFunction, indices)
	section(secTable, p.tables)
	if p.memory != nil {
		section(secMemory, [][]byte{p.memory})
	}
	section(secGlobal, p.globals)
	section(secExport, p.exports)
	if p.start != nil {
		out = append(append(out, secStart), concat(u32(len(p.start)), p.start)...)
	}
	section(secElement, p.elements)
	if p.counted {
		n := u32(len(p.data))
		out = append(append(out, secDataCount), concat(u32(len(n)), n)...)
	}
	section(secCode, bodies)
	section(secData, p.data)
	return out
}

func concat(parts ...[]byte) []byte           { return slices.Concat(parts...) }
func u32(v int) []byte                        { return appendU32(nil, uint32(v)) }
func s64(v int64) []byte                      { return appendS64(nil, v) }
func text(s string) []byte                    { return concat(u32(len(s)), []byte(s)) }
func list(items [][]byte) []byte              { return concat(u32(len(items)), concat(items...)) }
func i32Const(v int32) []byte                 { return append([]byte{opI32Const}, s64(int64(v))...) }
func global(v ValueType, init ...byte) []byte { return concat([]byte{byte(v), 1}, init, []byte{opEnd}) }

func values(list []ValueType) []byte {
	out := u32(len(list))
	for _, v := range list {
		out = append(out, byte(v))
	}
	return out
}
