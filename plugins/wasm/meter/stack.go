package meter

// The height of the stack is followed, not its types: compiling checks those. It
// tells how many values live across branches, and is exact for valid code.

func (b *body) push(n int) { b.height += n }

// pop takes values off, of those that the innermost block made. After a branch,
// where code is dead, there may be none: any number is right there.
func (b *body) pop(n int) {
	b.height = max(b.height-n, b.frames[len(b.frames)-1].base)
}

// unwind is what a branch for good leaves behind.
func (b *body) unwind() { b.height = b.frames[len(b.frames)-1].base }

// exert counts the work that a branch or join makes for the compiler: every value
// that lives across it, and, to a lesser degree, every other one in the function.
func (b *body) exert() {
	b.blocks++
	b.effort += 1 + b.height + b.locals + b.blocks/blocksPerValue
	b.m.effort += 1 + b.height + b.locals + b.blocks/blocksPerValue
	switch {
	case b.effort > b.m.opt.MaxEffort:
		b.m.t.fail("compiling this function is too much work: %d branches, %d locals", b.blocks, b.locals)
	case b.m.effort > b.m.opt.MaxAllEffort:
		b.m.t.fail("compiling this module is too much work")
	}
}

// blocksPerValue is how many blocks cost a compiler as much, at another block, as
// one value that lives.
const blocksPerValue = 64
