package meter

// control follows the blocks: who pays for what comes next.
func (b *body) control(op byte, at int) {
	if b.m.t.err != nil {
		return
	}
	switch op {
	case opBlock, opIf, opLoop:
		b.open(op, at)
	case opElse:
		b.orElse(at)
	case opEnd:
		b.close()
	case opBrIf:
		b.cost += b.label()
		b.branch()
	case opBr:
		b.cost += b.label()
		b.leave()
	case opBrTable:
		b.labels()
		b.leave()
	case opReturn:
		b.cost += int64(b.frames[0].carries)
		b.leave()
	case opUnreachable:
		b.leave()
	}
}

// leave says that nothing follows on this way.
func (b *body) leave() {
	b.branch()
	b.unwind()
}

func (b *body) open(op byte, at int) {
	params, results := b.blockType()
	if len(b.frames) >= b.m.opt.MaxNesting {
		b.m.t.failAt(at, "more than %d blocks in one another", b.m.opt.MaxNesting)
	}
	b.settle()
	b.exert()
	b.pop(params)
	f := frame{op: op, carries: results, base: b.height, params: params, results: results, payer: b.payer}
	b.push(params)
	if op == opLoop {
		f.carries = params
	}
	b.frames = append(b.frames, f)
	switch op {
	case opIf:
		b.branch()
	case opLoop:
		b.charge(loopCost)
	}
}

// orElse begins the other way: it was not reached through the first, but through
// the beginning.
func (b *body) orElse(at int) {
	f := &b.frames[len(b.frames)-1]
	if f.op != opIf {
		b.m.t.failAt(at, "else without if")
		return
	}
	f.op = opElse
	b.height = f.base + f.params
	b.payer = f.payer
	b.branch()
}

// close ends a block. Where several ways may meet, the last charge on one of them
// is not passed on the others; the one at the block's beginning is. After a loop it
// also is the one that is passed once, not every time round.
func (b *body) close() {
	f := b.frames[len(b.frames)-1]
	b.frames = b.frames[:len(b.frames)-1]
	b.height = f.base + f.results
	if f.op == opBlock && !f.targeted {
		return
	}
	b.payer = f.payer
	b.branch()
}

// label copies the label of a branch and returns the number of values it moves.
// The function's own label is one further out than it was: between it and the body
// stands the block that leads to the trap.
func (b *body) label() int64 {
	depth := b.m.t.readIndex("label", len(b.frames))
	f := &b.frames[len(b.frames)-1-depth]
	if depth == len(b.frames)-1 {
		b.m.t.out = appendU32(b.m.t.out, uint32(depth+1))
	} else {
		b.m.t.out = appendU32(b.m.t.out, uint32(depth))
	}
	f.targeted = true
	b.exert()
	return int64(f.carries)
}

// labels copies those of a br_table. It moves values once, for the label taken.
func (b *body) labels() {
	moved := int64(0)
	for range b.m.t.count("labels", b.m.opt.MaxBranches) + 1 {
		moved = max(moved, b.label())
		if b.m.t.err != nil {
			return
		}
	}
	b.cost += moved
}
