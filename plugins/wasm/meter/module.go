package meter

import "bytes"

// Section ids of the binary format.
const (
	secCustom = iota
	secType
	secImport
	secFunction
	secTable
	secMemory
	secGlobal
	secExport
	secStart
	secElement
	secCode
	secData
	secDataCount
	sections
)

// sectionOrder is the order in which sections stand: the data count is numbered
// last and stands before the code.
var sectionOrder = [...]byte{
	secType, secImport, secFunction, secTable, secMemory, secGlobal, secExport,
	secStart, secElement, secDataCount, secCode, secData,
}

var header = []byte("\x00asm\x01\x00\x00\x00")

type span struct{ start, end int }

// module is what the sections said so far: the index spaces that later sections
// refer to.
type module struct {
	opt   Options
	t     *transcoder
	info  Info
	guess int64 // see maxGuess

	types     []FuncType
	functions []int // type of each, imported ones first
	imported  int   // functions
	tables    []ValueType
	memories  int
	globals   []globalType

	importedGlobals int
	elements        []ValueType // type of each segment
	dataCount       int         // -1 when not announced

	initialisers int // element initialisers so far
	locals       int // declared so far
	effort       int // so far
	fuel         uint32
	state        []uint32 // mutable globals
}

type globalType struct {
	value   ValueType
	mutable bool
}

// findSections checks the header and the order of the sections and says where
// each one's content lies. Custom sections are dropped: nothing runs from them,
// and an engine that parses them may trust their counts.
func findSections(t *transcoder) (found [sections]*span) {
	if head := t.bytes(min(len(header), t.end)); !bytes.Equal(head, header) {
		t.failAt(0, "not a WebAssembly module of version 1")
	}
	t.out = t.out[:0]
	place := 0
	for t.more() {
		at := t.pos
		id := t.readByte()
		size := int(t.readU32())
		content := span{t.pos, t.pos + size}
		t.bytes(size)
		if id == secCustom {
			t.skipCustom(content)
			continue
		}
		t.out = t.out[:0]
		p := bytes.IndexByte(sectionOrder[:], id) + 1
		switch {
		case p == 0:
			t.failAt(at, "section %d is unknown", id)
		case p <= place:
			t.failAt(at, "section %d stands twice or too late", id)
		default:
			place, found[id] = p, &content
		}
	}
	return found
}

// skipCustom looks at the name of a custom section, which has to be one.
func (t *transcoder) skipCustom(content span) {
	after, end := t.pos, t.end
	if t.err == nil {
		t.pos, t.end = content.start, content.end
		t.name()
	}
	t.pos, t.end, t.out = after, end, t.out[:0]
}

// rewrite decodes the sections in order and returns the metered module.
func (m *module) rewrite(found [sections]*span) []byte {
	decode := [sections]func(){
		secType: m.typeSection, secImport: m.importSection, secFunction: m.functionSection,
		secTable: m.tableSection, secMemory: m.memorySection, secGlobal: m.globalSection,
		secExport: m.exportSection, secStart: m.startSection, secElement: m.elementSection,
		secDataCount: m.dataCountSection, secCode: m.codeSection, secData: m.dataSection,
	}
	metered, input := bytes.Clone(header), m.t.in
	for _, id := range sectionOrder {
		at := found[id]
		if at == nil && (id == secStart || id == secDataCount) {
			continue
		}
		m.t.in, m.t.out = input, nil
		if at == nil {
			// A missing list is an empty one, and must agree with the rest as one.
			m.t.in, at = []byte{0}, &span{0, 1}
		}
		m.t.pos, m.t.end = at.start, at.end
		decode[id]()
		if m.t.more() {
			m.t.fail("section %d goes on after its last item", id)
		}
		if m.t.err != nil {
			return nil
		}
		// The fuel is a global and an export even if there are no others.
		if found[id] != nil || id == secGlobal || id == secExport {
			metered = append(metered, id)
			metered = appendU32(metered, uint32(len(m.t.out)))
			metered = append(metered, m.t.out...)
		}
	}
	return metered
}
