package meter

// charge is fuel taken in one place for a number of instructions.
type charge struct {
	at    int   // offset in the body's output
	cost  int64 // in units
	guess int64 // of these, for instructions that may not be reached
	trap  int   // label to branch to when the fuel has run out, or noCheck
}

// maxGuess is how much a charge may take in advance, in units, for instructions
// after a branch, which are perhaps not reached. Higher means fewer charges, lower
// fairer ones.
const maxGuess = 64

// noCheck is the trap of a charge that only takes.
const noCheck = -1

// take emits the subtraction of what the instructions that cost emits leave on the
// stack, an i64.
func (b *body) take(out []byte, trap int, cost func([]byte) []byte) []byte {
	out = appendU32(append(out, opGlobalGet), b.m.fuel)
	out = append(cost(out), opI64Sub)
	out = appendU32(append(out, opGlobalSet), b.m.fuel)
	if trap == noCheck {
		return out
	}
	out = appendU32(append(out, opGlobalGet), b.m.fuel)
	out = append(out, opI64Const, 0, opI64LtS)
	return appendU32(append(out, opBrIf), uint32(trap))
}

// trap is the label of the block around the body, seen from here.
func (b *body) trap() int { return len(b.frames) - 1 }

// splice writes the body with the charges in it, which lie in order. Around it is
// a block; who leaves it by its end, and not by returning, meets the trap:
//
//	block
//	  (the body, and charges that branch to the block's end)
//	  return
//	end
//	unreachable
func (b *body) splice(out []byte) []byte {
	out = append(out, opBlock, emptyBlock)
	from := 0
	for _, c := range b.charges {
		out = append(out, b.m.t.out[from:c.at]...)
		from = c.at
		out = b.take(out, c.trap, func(out []byte) []byte {
			return appendS64(append(out, opI64Const), c.cost)
		})
	}
	out = append(out, b.m.t.out[from:]...)
	return append(out, opReturn, opEnd, opUnreachable, opEnd)
}

// bulkBlocks is into how many blocks engines compile such an instruction and its
// charge.
const bulkBlocks = 4

// takeLength emits, before an instruction whose operand on top of the stack is a
// length, a charge by this length. It is checked: one instruction can be as slow as
// millions.
func (b *body) takeLength(by scale) {
	b.measures = true
	for range bulkBlocks {
		b.exert()
	}
	length := b.locals
	b.m.t.out = appendU32(append(b.m.t.out, opLocalTee), uint32(length))
	b.m.t.out = b.take(b.m.t.out, b.trap(), func(out []byte) []byte {
		out = appendU32(append(out, opLocalGet), uint32(length))
		out = append(out, opI64ExtendI32)
		switch by {
		case byBytes:
			out = append(out, opI64Const, 3, opI64ShrU)
		case byPages:
			out = append(out, opI64Const, 13, opI64Shl)
			out = b.ifAtMost(out, length, b.m.opt.MaxMemoryPages)
		case byGrowth:
			out = b.ifAtMost(out, length, b.m.opt.MaxTableSize)
		}
		return out
	})
}

// ifAtMost makes the cost zero when the length is above the limit: growing so much
// fails at once and costs nothing.
func (b *body) ifAtMost(out []byte, length, limit int) []byte {
	out = appendU32(append(out, opLocalGet), uint32(length))
	out = appendS64(append(out, opI32Const), int64(int32(uint32(limit))))
	return append(out, opI32LeU, opI64ExtendI32, opI64Mul)
}
