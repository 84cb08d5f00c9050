package plugins_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

var valueTypes = map[string]string{
	"i32": "\x7f", "i64": "\x7e", "funcref": "\x70", "func": "\x70",
}

// opcodes are the instructions that attacks use.
var opcodes = map[string]string{
	"unreachable": "\x00", "return": "\x0f", "drop": "\x1a", "global.get": "\x23", "global.set": "\x24",
	"br": "\x0c", "br_if": "\x0d", "br_table": "\x0e", "call": "\x10", "call_indirect": "\x11", "return_call": "\x12",
	"local.get": "\x20", "local.set": "\x21", "local.tee": "\x22", "table.get": "\x25", "table.set": "\x26",
	"i32.load": "\x28", "i32.load8_u": "\x2d", "i32.store": "\x36", "i64.store": "\x37", "i32.store8": "\x3a",
	"memory.size": "\x3f", "memory.grow": "\x40", "i32.const": "\x41", "i64.const": "\x42",
	"i32.eqz": "\x45", "i32.lt_u": "\x49", "i32.add": "\x6a", "i32.sub": "\x6b", "i32.div_u": "\x6e",
	"i32.rem_u": "\x70", "i32.and": "\x71", "i64.add": "\x7c", "i64.or": "\x84", "i64.shl": "\x86",
	"i32.trunc_f32_s": "\xa8", "f32.convert_i32_s": "\xb2", "f32.sqrt": "\x91",
	"ref.null": "\xd0", "ref.is_null": "\xd1", "ref.func": "\xd2",
	"memory.copy": "\xfc\x0a\x00\x00", "memory.fill": "\xfc\x0b\x00", "table.grow": "\xfc\x0f", "table.size": "\xfc\x10", "table.fill": "\xfc\x11",
	"v128.const_zero": "\xfd\x0c" + strings.Repeat("\x00", 16), "i32.atomic.load": "\xfe\x10",
}

// code is a function's instructions being written.
type code struct {
	*assembler
	out    strings.Builder
	locals map[string]int
	labels []string
}

// function writes a body: groups of locals, instructions, end.
func (a *assembler) function(f node) string {
	c := &code{assembler: a, locals: map[string]int{}}
	count := 0
	for _, n := range f.list {
		if !n.isList("param") && !n.isList("local") {
			continue
		}
		for _, v := range n.list[1:] {
			if strings.HasPrefix(v.atom, "$") {
				c.locals[v.atom] = count
			} else {
				count++
			}
		}
	}
	for _, v := range typesIn(f.list, "local") {
		c.locals["groups"]++
		c.out.WriteString("\x01" + v)
	}
	groups := c.out.String()
	c.out.Reset()
	c.instructions(f.list[1:])
	return u32(c.locals["groups"]) + groups + c.out.String() + "\x0b"
}

// instructions writes instructions, flat or folded: (op operand (argument) ...).
func (c *code) instructions(list []node) {
	for len(list) > 0 {
		n := list[0]
		list = list[1:]
		switch head := n.atom; {
		case n.isList("export") || n.isList("param") || n.isList("result") || n.isList("local") || strings.HasPrefix(head, "$"):
		case n.list == nil:
			list = c.operation(head, list)
		default:
			c.folded(n)
		}
	}
}

func (c *code) folded(n node) {
	head := n.list[0].atom
	switch head {
	case "block", "loop":
		c.block(map[string]string{"block": "\x02", "loop": "\x03"}[head], n.list[1:])
		return
	case "if":
		at := slices.IndexFunc(n.list, func(e node) bool { return e.isList("then") })
		c.instructions(n.list[1:at])
		c.block("\x04", n.list[at].list[1:])
		return
	case "answer":
		c.out.WriteString("\x42" + s64(c.put(n.list[1:])))
		return
	}
	var operands []node
	for _, e := range n.list[1:] {
		if e.list == nil || e.isList("param") || e.isList("result") {
			operands = append(operands, e)
		} else {
			c.folded(e)
		}
	}
	c.operation(head, operands)
}

// block writes a block, whose label may have a name.
func (c *code) block(op string, list []node) {
	label, kind := "", "\x40"
	if len(list) > 0 && strings.HasPrefix(list[0].atom, "$") {
		label = list[0].atom
	}
	if results := typesIn(list, "result"); len(results) > 0 {
		kind = results[0]
	}
	c.labels = append(c.labels, label)
	c.out.WriteString(op + kind)
	c.instructions(list)
	c.out.WriteString("\x0b")
	c.labels = c.labels[:len(c.labels)-1]
}

// operation writes one instruction with its operands, and returns what follows.
func (c *code) operation(op string, list []node) []node {
	code, ok := opcodes[op]
	if !ok {
		panic("unknown instruction " + op)
	}
	c.out.WriteString(code)
	take := func() string {
		n := list[0]
		list = list[1:]
		return n.atom
	}
	switch class, _, _ := strings.Cut(op, "."); {
	case op == "i32.const" || op == "i64.const":
		c.out.WriteString(s64(integer(take())))
	case class == "local":
		c.out.WriteString(u32(c.local(take())))
	case class == "global":
		c.out.WriteString(u32(c.index("global", take())))
	case op == "call" || op == "return_call" || op == "ref.func":
		c.out.WriteString(u32(c.index("func", take())))
	case op == "call_indirect":
		at := 0
		for at < len(list) && (list[at].isList("param") || list[at].isList("result")) {
			at++
		}
		c.out.WriteString(u32(c.typeOf(list[:at])) + "\x00")
		list = list[at:]
	case op == "br" || op == "br_if":
		c.out.WriteString(u32(c.label(take())))
	case op == "br_table":
		var labels []string
		for len(list) > 0 && list[0].list == nil && opcodes[list[0].atom] == "" {
			labels = append(labels, u32(c.label(take())))
		}
		c.out.WriteString(u32(len(labels)-1) + strings.Join(labels, ""))
	case op == "ref.null":
		c.out.WriteString(valueTypes[take()])
	case op == "memory.size" || op == "memory.grow" || class == "table" || class == "data":
		c.out.WriteString("\x00")
	case strings.Contains(op, ".load") || strings.Contains(op, ".store"):
		c.out.WriteString("\x00\x00")
	}
	return list
}

func (c *code) local(name string) int {
	if n, ok := c.locals[name]; ok {
		return n
	}
	return int(integer(name))
}

// label is how far out a block lies.
func (c *code) label(name string) int {
	for i := range c.labels {
		if c.labels[len(c.labels)-1-i] == name {
			return i
		}
	}
	return int(integer(name))
}

func integer(s string) int64 {
	n, err := strconv.ParseInt(s, 0, 64)
	if err != nil {
		panic(fmt.Sprintf("%s is no number", s))
	}
	return n
}
