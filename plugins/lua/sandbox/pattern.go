package sandbox

// Lua patterns, compiled to a list of items and matched by backtracking. Every
// item and every character tried is counted, so that an exponential pattern ends
// with the budget.

// charset is a set of bytes.
type charset [4]uint64

func (c *charset) add(b byte)      { c[b>>6] |= 1 << (b & 63) }
func (c *charset) has(b byte) bool { return c[b>>6]&(1<<(b&63)) != 0 }

func (c *charset) addRange(lo, hi byte) {
	for b := int(lo); b <= int(hi); b++ {
		c.add(byte(b))
	}
}

func (c *charset) addSet(other charset) {
	for i := range c {
		c[i] |= other[i]
	}
}

func (c *charset) negate() {
	for i := range c {
		c[i] = ^c[i]
	}
}

type patternOp byte

const (
	patByte     patternOp = iota // the byte lo
	patAny                       // any byte
	patSet                       // a byte of set
	patOpen                      // ( of capture n
	patClose                     // ) of capture n
	patPosition                  // () as capture n
	patBalance                   // %b with lo and hi
	patFrontier                  // %f with set
	patBackref                   // %1, capture n
	patEnd                       // $ at the end of the pattern
)

type patternItem struct {
	op     patternOp
	repeat byte // 0, '*', '+', '-' or '?'; only for patByte, patAny, patSet
	lo, hi byte
	n      int
	set    *charset
}

func (it *patternItem) matches(b byte) bool {
	switch it.op {
	case patByte:
		return b == it.lo
	case patAny:
		return true
	}
	return it.set.has(b)
}

const maxCaptures = 32

// pattern is a compiled pattern.
type pattern struct {
	items    []patternItem
	captures int
	anchored bool // begins with ^
}

// patternError is a malformed pattern.
type patternError string

func (e patternError) Error() string { return string(e) }

type patternParser struct {
	src    string
	pos    int
	out    pattern
	opened []int // captures not yet closed
}

// compilePattern translates a pattern. In gmatch a leading ^ is an ordinary
// character, since an anchor there would end the loop at once.
func compilePattern(src string, anchors bool) (*pattern, error) {
	p := patternParser{src: src}
	if anchors && src != "" && src[0] == '^' {
		p.out.anchored = true
		p.pos++
	}
	for p.pos < len(src) {
		if err := p.item(); err != nil {
			return nil, err
		}
	}
	if len(p.opened) > 0 {
		return nil, patternError("unfinished capture")
	}
	return &p.out, nil
}

func (p *patternParser) add(it patternItem) { p.out.items = append(p.out.items, it) }

// next takes one byte; ok is false at the end.
func (p *patternParser) next() (b byte, ok bool) {
	if p.pos == len(p.src) {
		return 0, false
	}
	p.pos++
	return p.src[p.pos-1], true
}

func (p *patternParser) peek() byte {
	if p.pos < len(p.src) {
		return p.src[p.pos]
	}
	return 0
}

func (p *patternParser) item() error {
	b, _ := p.next()
	switch b {
	case '(':
		return p.open()
	case ')':
		return p.close()
	case '$':
		if p.pos == len(p.src) {
			p.add(patternItem{op: patEnd})
			return nil
		}
	case '%':
		return p.escape()
	case '.':
		p.single(patternItem{op: patAny})
		return nil
	case '[':
		set, err := p.class()
		if err != nil {
			return err
		}
		p.single(patternItem{op: patSet, set: set})
		return nil
	}
	p.single(patternItem{op: patByte, lo: b})
	return nil
}

// single adds an item for one character, with the repetition that may follow it.
func (p *patternParser) single(it patternItem) {
	switch c := p.peek(); c {
	case '*', '+', '-', '?':
		it.repeat = c
		p.pos++
	}
	p.add(it)
}

func (p *patternParser) open() error {
	if p.out.captures++; p.out.captures > maxCaptures {
		return patternError("too many captures")
	}
	n := p.out.captures
	if p.peek() == ')' {
		p.pos++
		p.add(patternItem{op: patPosition, n: n})
		return nil
	}
	p.opened = append(p.opened, n)
	p.add(patternItem{op: patOpen, n: n})
	return nil
}

func (p *patternParser) close() error {
	if len(p.opened) == 0 {
		return patternError("invalid pattern capture")
	}
	last := len(p.opened) - 1
	p.add(patternItem{op: patClose, n: p.opened[last]})
	p.opened = p.opened[:last]
	return nil
}

func (p *patternParser) escape() error {
	b, ok := p.next()
	switch {
	case !ok:
		return patternError("malformed pattern (ends with '%')")
	case b == 'b':
		return p.balance()
	case b == 'f':
		return p.frontier()
	case '0' <= b && b <= '9':
		return p.backref(int(b - '0'))
	}
	if set, ok := classes[b]; ok {
		p.single(patternItem{op: patSet, set: &set})
		return nil
	}
	p.single(patternItem{op: patByte, lo: b})
	return nil
}

func (p *patternParser) balance() error {
	lo, _ := p.next()
	hi, ok := p.next()
	if !ok {
		return patternError("unbalanced pattern (missing arguments to '%b')")
	}
	p.add(patternItem{op: patBalance, lo: lo, hi: hi})
	return nil
}

func (p *patternParser) frontier() error {
	if b, _ := p.next(); b != '[' {
		return patternError("missing '[' after '%f' in pattern")
	}
	set, err := p.class()
	if err != nil {
		return err
	}
	p.add(patternItem{op: patFrontier, set: set})
	return nil
}

func (p *patternParser) backref(n int) error {
	if n == 0 || n > p.out.captures {
		return patternError("invalid capture index")
	}
	for _, open := range p.opened {
		if open == n {
			return patternError("invalid capture index")
		}
	}
	p.add(patternItem{op: patBackref, n: n})
	return nil
}

// class reads a set after its [. A ] directly after the opening is a member.
func (p *patternParser) class() (*charset, error) {
	set := &charset{}
	negated := p.peek() == '^'
	if negated {
		p.pos++
	}
	for first := true; ; first = false {
		b, ok := p.next()
		switch {
		case !ok:
			return nil, patternError("malformed pattern (missing ']')")
		case b == ']' && !first:
			if negated {
				set.negate()
			}
			return set, nil
		case b == '%':
			if err := p.classEscape(set); err != nil {
				return nil, err
			}
		default:
			p.classRange(set, b)
		}
	}
}

func (p *patternParser) classEscape(set *charset) error {
	b, ok := p.next()
	if !ok {
		return patternError("malformed pattern (missing ']')")
	}
	if known, ok := classes[b]; ok {
		set.addSet(known)
		return nil
	}
	set.add(b)
	return nil
}

// classRange adds a byte, or the range a-z that it begins.
func (p *patternParser) classRange(set *charset, lo byte) {
	if p.peek() == '-' && p.pos+1 < len(p.src) && p.src[p.pos+1] != ']' {
		set.addRange(lo, p.src[p.pos+1])
		p.pos += 2
		return
	}
	set.add(lo)
}

// classes are %a, %d and so on, and their complements in upper case.
var classes = makeClasses()

func makeClasses() map[byte]charset {
	out := map[byte]charset{}
	define := func(name byte, ranges ...string) {
		var set charset
		for _, r := range ranges {
			set.addRange(r[0], r[len(r)-1])
		}
		out[name] = set
		set.negate()
		out[name-'a'+'A'] = set
	}
	define('a', "AZ", "az")
	define('c', "\x00\x1f", "\x7f")
	define('d', "09")
	define('l', "az")
	define('p', "!/", ":@", "[`", "{~")
	define('s', "\t\r", " ")
	define('u', "AZ")
	define('w', "09", "AZ", "az")
	define('x', "09", "AF", "af")
	define('z', "\x00")
	return out
}
