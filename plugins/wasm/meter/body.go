package meter

import "slices"

// emptyBlock is the type of a block without parameters and results.
const emptyBlock = 0x40

// body is a function being metered.
type body struct {
	m       *module
	locals  int // with the parameters
	frames  []frame
	charges []charge

	// Instructions since the last place where control can come or go.
	cost  int64
	start int // where they begin in the output

	// What pays for them: a charge that is passed on every way to here, once for
	// each time.
	payer int
	// Whether they may be left out although the payer was passed.
	uncertain bool
	measures  bool // an instruction pays by length

	height int // values on the stack
	effort int // see Options.MaxEffort
	blocks int // places where control comes or goes
}

// frame is an open block.
type frame struct {
	op       byte
	carries  int // values that a branch to its label takes along
	base     int // values on the stack below it
	params   int
	results  int
	payer    int  // at its beginning
	targeted bool // a branch goes to its end
}

// codeSection meters each function.
func (m *module) codeSection() {
	n := m.t.count("function bodies", m.opt.MaxFunctions)
	if own := len(m.functions) - m.imported; n != own {
		m.t.fail("%d function bodies for %d functions", n, own)
	}
	end := m.t.end
	section := slices.Grow(m.t.out, 2*(end-m.t.pos))
	for i := range n {
		size := m.t.readCount("bytes of a function body", m.opt.MaxBody)
		if m.t.err != nil {
			return
		}
		m.t.end = m.t.pos + size
		metered := m.meter(m.types[m.functions[m.imported+i]])
		section = append(appendU32(section, uint32(len(metered))), metered...)
		m.t.end = end
	}
	m.t.out = section
}

// meter decodes one function and returns it with charges.
func (m *module) meter(f FuncType) []byte {
	m.t.out = nil
	groups, declared := m.declarations()
	types := m.t.out
	m.t.out = nil
	b := &body{m: m, locals: len(f.Params) + declared}
	b.frames = []frame{{op: opBlock, carries: len(f.Results), results: len(f.Results)}}
	// Locals are set to zero and results are passed on, whatever the body does.
	b.charge(entryCost + int64(declared+len(f.Results)))
	for len(b.frames) > 0 && m.t.err == nil {
		b.instruction()
	}
	if m.t.more() {
		m.t.fail("instructions after the end of the function")
	}
	m.info.Effort += b.effort
	m.info.LargestEffort = max(m.info.LargestEffort, b.effort)
	if b.measures {
		groups, types = groups+1, append(types, 1, byte(I32))
	}
	return b.splice(append(appendU32(nil, uint32(groups)), types...))
}

// entryCost is paid for entering a function, in units: about what calling and
// returning take.
const entryCost = 5

// loopCost is paid for each time round a loop besides its instructions, so that no
// loop is free.
const loopCost = 1

// declarations copies the types of locals and returns the number of groups, which
// it leaves to the caller to write, and of locals.
func (m *module) declarations() (groups, declared int) {
	at := m.t.pos
	groups = m.t.readCount("groups of locals", m.opt.MaxLocals)
	for range groups {
		declared += int(m.t.u32())
		m.valueType()
		if declared > m.opt.MaxLocals {
			m.t.failAt(at, "%d locals, at most %d allowed", declared, m.opt.MaxLocals)
		}
		if m.t.err != nil {
			return 0, 0
		}
	}
	if m.locals += declared; m.locals > m.opt.MaxAllLocals {
		m.t.failAt(at, "more than %d locals in all functions", m.opt.MaxAllLocals)
	}
	return groups, declared
}

// charge begins a new charge here, with a check, and makes it the payer.
func (b *body) charge(cost int64) {
	b.payer = len(b.charges)
	b.charges = append(b.charges, charge{at: len(b.m.t.out), cost: cost, trap: b.trap()})
	b.uncertain = false
	b.start = len(b.m.t.out)
}

// settle makes somebody pay for the instructions since the last branch or join,
// before another one.
func (b *body) settle() {
	payer := &b.charges[b.payer]
	switch {
	case b.cost == 0:
	case !b.uncertain:
		payer.cost += b.cost
	case payer.guess+b.cost <= b.m.guess:
		payer.cost += b.cost
		payer.guess += b.cost
	default:
		b.payer = len(b.charges)
		b.charges = append(b.charges, charge{at: b.start, cost: b.cost, trap: noCheck})
		b.uncertain = false
	}
	b.cost = 0
	b.start = len(b.m.t.out)
}

// branch says that what follows may be left out.
func (b *body) branch() {
	b.settle()
	b.uncertain = true
}
